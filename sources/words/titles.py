"""A title taken apart into what its words mean: `Huisnummertoevoeging` is a house number's suffix.

Belongs here: spelling, abbreviations and words written together. Does not belong here: the words and which of our columns they
name (words.toml), or choosing among columns (recognition/sheets.py).
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

from sources.words.asking import answer_of, is_question, stated_by
from sources.words.parts import LASTING, joined, letters, phrases, read, without_sum

WORDS = Path(__file__).with_name("words.toml")
SHORTEST_PART = 4  # letters of a word that may be a part of another; shorter ones only where listed below
SHORT_PARTS = frozenset(
    {
        "nr",
        "nrs",
        "id",
        "pc",
        "oge",
        "vhe",
        "ovk",
        "deb",
        "boek",
        "fact",
        "stuk",
        "tel",
        "dat",
        "eig",
        "mut",
        "trx",
        "ovl",
        "srt",
        "mnd",
    }
)
LINKS = ("", "s", "en", "e")  # what stands between the parts of a Dutch compound
# As databases put before the titles of a table: `F_CONTRACT`, `ct_start`, `cr4f2_start`, `CL-NAAM`; a type: `hTenant`; or whose
# module it is: `PMCTransType`.
PREFIXED = re.compile(
    r"(?:(?:[A-Za-z]{1,4}|[A-Za-z]{1,3}\d[A-Za-z\d]{1,5})_|[A-Z]{2,3}-(?=[A-Z\d-]+$)|(?:h|s|i|b|c|dt|str|cur|dbl)(?=[A-Z][a-z])"
    r"|[A-Z]{2,4}(?=(?:[A-Z][a-z]+){2,}$))"
    r"(?P<title>[\w-]{2,})"
)
# Whom a system calls so, be he a tenant or an owner.
ANY_PARTY = re.compile(
    r"\b(relatie|klant|partij|zakenpartner|zakelijke? ?(?:partner|relatie)|business ?partner|customer|debiteur)(?!\w*huurder)"
)
# Columns by which a CRM knows its lines again when somebody brings them back: the number of each, and what changed.
OF_CRM = re.compile(r"^\((?:do not modify|niet wijzigen|niet aanpassen)\)\s*(?P<title>.+)$", re.IGNORECASE)
OF_THE_LINE = re.compile(r"checksum|controlesom|modified|gewijzigd", re.IGNORECASE)
# What a line is about, and no text that says so: `Betreft contract`.
ABOUT = re.compile(r"\b(betreft|betreffende|betreffend|inzake|regarding)\b")
WHO = re.compile(r"\b(door|by|wie|who|naam|name)\b")  # `Verwijderd door`
# Which list somebody stands in, as portals and Airtable say it: `Huurder (contact)`, `Huurder (record)`.
CONTACT = re.compile(r"(?<=\w) ?\((?:contact|(?:linked )?record)(?:[- ]?(?:id|nr|nummer))?\)$", re.IGNORECASE)
# What is closed where its title says `afgesloten`, and never agreed.
OF_MATTERS = frozenset({"reported", "case", "handed_over", "eviction"})
# Concepts that say nothing by themselves.
SILENT = frozenset({"currency"})
# What is done on a day, also where its title says since when it is: `Gaat niet door sinds`.
DONE = frozenset({"cancelled", "withdrawn", "broken", "closed", "handed_over", "deceased"})
SINCE = re.compile(r" (sinds|vanaf|since)$")
SECOND = frozenset({"?2e", "?tweede"})
LONGEST_TITLE = 200  # signs; a longer text is none, such as a line of a csv that was parted at another sign
NO_TITLE = frozenset({"?"})
# Concepts too general to name a column where a word beside them is unknown.
GENERAL = frozenset({"nr", "kind", "name", "date", "amount", "start", "end", "price", "description", "reference"})


@cache
def words() -> Mapping[str, Any]:
    """The sector's words."""
    return tomllib.loads(WORDS.read_text(encoding="utf-8"))


@cache
def _concept_of() -> Mapping[str, str]:
    listed = {word: concept for concept, found in words()["concepts"].items() for word in found}
    return {_letters(word): concept for word, concept in {**phrases(), **listed}.items()}


def _letters(text: str) -> str:
    """Small letters and digits without accents, single spaces: `E-mail (privé)` is `e mail prive`."""
    plain = unicodedata.normalize("NFKD", joined(text.lower()))
    plain = "".join(sign for sign in plain if not unicodedata.combining(sign))
    plain = re.sub(r"\b([1-9])(?:ste|de)\b", r"\1e", plain)  # `1ste herinnering`
    plain = plain.replace("d.d.", "dd").replace("+/-", "plus min")
    plain = re.sub(r"^(p/c|c/p|i/c)$", "persoon bedrijf", plain)  # private or corporate
    return " ".join(re.sub(r"[^\w€]+|_", " ", plain).split())


@cache
def concepts_of(title: str) -> frozenset[str]:
    """The concepts of a title, by its parts where that knows more of its words; a word that none knows stands in it with a
    question mark before it. A text longer than any title is one such word: trying each of its parts takes minutes.
    """
    if len(title) > LONGEST_TITLE:
        return NO_TITLE
    title = _as_record(CONTACT.sub("", title))
    found, answer = _said_by(title), answer_of(title)
    is_said = is_question(title) or stated_by(title) is not None
    if answer is None or not (is_said or _unknown(found)):
        return found
    said = _said_by(answer)
    return said if said and (is_said or _unknown(said) < _unknown(found)) else found


def _as_record(title: str) -> str:
    """A title as others write it: `(Niet wijzigen) Activiteit` is the number of each activity."""
    found = OF_CRM.match(title)
    if found is None:
        return title
    return found["title"] if OF_THE_LINE.search(found["title"]) else f"{found['title']} nr"


def _said_by(title: str) -> frozenset[str]:
    return _done_since(title, _as_said(title))


def _as_said(title: str) -> frozenset[str]:
    by_words, by_parts = _by_words(title), read(title).concepts
    apart = _by_words(letters(title)) if _unknown(by_words) else by_words  # `BesluitBestuur`, as `besluit_bestuur`
    is_said_apart = not _unknown(apart) and not re.search(r"\d", title)  # but `PC6` is one word
    found = by_parts if by_parts and _unknown(by_parts) < _unknown(by_words) and not is_said_apart else by_words
    found = apart if _unknown(apart) < _unknown(found) else found
    if "municipality" in found:  # `Gemeente2026`: as it was in that year
        found = frozenset(each for each in found if not re.fullmatch(r"20\d\d", each))
    bare = PREFIXED.fullmatch(title) if _unknown(found) else None
    said = concepts_of(bare["title"]) if bare else frozenset()
    return _of_one_role(title, said if said and not _unknown(said) else found)


def _of_one_role(title: str, found: frozenset[str]) -> frozenset[str]:
    """`Relatienr. eigenaar` is the owner's number, `Incassobureau (relatienr.)` the agency's: whoever is only called a party is
    whom the word beside it names.
    """
    is_party = "tenant" in found and found & {"landlord", "agency"} and ANY_PARTY.search(_letters(title))
    found = found - {"tenant"} if is_party else found
    if "subject" in found and found & {"contract", "tenant", "unit"} and ABOUT.search(_letters(title)):
        found = found - {"subject"}
    if "agreed" in found and found & OF_MATTERS:  # `Melding afgesloten`: only agreements are made so
        found = found - {"agreed"} | {"closed"}
    if {"closed", "signed"} <= found:  # `Retour / gesloten`: what comes back was never signed
        found = found - {"signed"}
    return found - {"creditor"} if {"creditor", "landlord"} <= found else found  # in a package every owner is a creditor


def _unknown(concepts: frozenset[str]) -> int:
    return sum(concept.startswith("?") for concept in concepts)


@cache
def is_by_parts(title: str) -> bool:
    """Whether a title is understood by its parts only: what it says is then never certain."""
    if len(title) > LONGEST_TITLE:
        return True
    is_said = is_question(title) or stated_by(title) is not None
    title = _as_record(title)
    return concepts_of(title) != _by_words(title) or (is_said and answer_of(title) is not None)


def _by_words(title: str) -> frozenset[str]:
    found: set[str] = set()
    tokens, at, length = without_sum(_letters(title)).split(), 0, 0
    while at < len(tokens):
        length = next((n for n in range(len(tokens) - at, 0, -1) if " ".join(tokens[at : at + n]) in _concept_of()), 0)
        if length:
            found.add(_concept_of()[" ".join(tokens[at : at + length])])
        elif tokens[at] not in words()["noise"]["words"]:
            found |= _parts_of(tokens[at]) or {tokens[at] if tokens[at].isdecimal() else f"?{tokens[at]}"}
        at += max(length, 1)
    last = tokens[-1] if tokens and not length else ""
    if last == "van" or (last == "per" and found and found <= LASTING):  # `Van`, `Mandaat van`: beside "tot", from when on
        found.add("start")
    if "reversal" in found:  # `Storno van`: of which entry
        found.discard("start")
    if "tenant" in found and {"1", "2"} & found:  # `Deb.nr 1` and `Deb.nr 2`: of who rents, and of who rents with him
        found = found - {"1", "2", "tenant"} | {"co_tenant" if "2" in found else "tenant"}
    if found & SECOND and found & {"start", "end"}:  # `2e weg per`: of the second tenant
        found = found - SECOND | {"co_tenant"}
    return _done_since(title, frozenset(found - SILENT))


def _done_since(title: str, found: frozenset[str]) -> frozenset[str]:
    is_since = found & DONE and "start" in found and SINCE.search(_letters(title))
    return found - {"start"} if is_since else found


def _parts_of(word: str) -> set[str] | None:
    """The concepts of a word written together, the longest part first; None where a part of it is unknown."""
    if word in _concept_of():
        return {_concept_of()[word]}
    for length in range(len(word) - 1, 1, -1):
        part = word[:length]
        if part not in _concept_of() or (length < SHORTEST_PART and part not in SHORT_PARTS):
            continue
        for link in LINKS:
            rest = word[length:].removeprefix(link) if word[length:].startswith(link) else ""
            further = _parts_of(rest) if len(rest) > 1 and (len(rest) >= SHORTEST_PART or rest in SHORT_PARTS) else None
            if further:
                return {_concept_of()[part]} | further
    return None


def is_of_any_party(title: str) -> bool:
    """Whether a title calls somebody as a system calls each of whom it knows, and no tenant: `Relatienummer`, in a list of owners
    that of the owner.
    """
    plain = _letters(title)
    return bool(ANY_PARTY.search(plain)) and "huur" not in plain and concepts_of(title) <= {"tenant", "nr"}


def says_who(title: str) -> bool:
    """Whether a title says who did something, or is a name: below it stand those of people, however often each comes back."""
    return bool(WHO.search(_letters(title)) or concepts_of(title) & {"user", "name"})


def is_free_text(title: str) -> bool:
    """Whether the cells below a title may hold anything, and somebody's name among it: their words are never shown. The kind of a
    note is a word of a list.
    """
    said = concepts_of(title)
    return bool(said & {"description", "note", "name"}) and not {"note", "kind"} <= said

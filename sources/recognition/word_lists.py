"""Code lists that their words alone show: what was booked, what is let, who somebody is.

Belongs here: whether the words of a short list are words for one of our columns, and its title says nothing against that. Does
not belong here: other columns that cells show (values.py), or what a word means (words.toml).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence

from sources.reading.rules import TABLES
from sources.words.blocks import SURE, Choice
from sources.words.evidence import FEW, evidence, is_no_step, known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import GENERAL, concepts_of
from sources.words.ways import is_named, tables, ways

FEWEST = 2  # words of a list that says something
MOSTLY = 0.6  # of a list's cells whose words are known, where the rest is for a person to say
SHORTEST_WORD = 3
SMALL = "is_small_landlord"
TELLING = ("unit_type", "tenant_type")  # of no list that says what was done or booked
NOBODYS = frozenset({"never", "planned", "note", "description", "status", "user", "worth", "count", "tax"})
SALUTATION = re.compile(r"\b(aanhef|aanspreek\w*|titulatuur|salutation)\b", re.IGNORECASE)
# Columns of codes -> the concepts of a title that does not say which: `Gebruik` below a unit, `Bedrijf` of a tenant.
UNSAID: Mapping[str, frozenset[str]] = {
    "unit_type": frozenset({"unit", "component", "contract"}),
    "tenant_type": frozenset({"tenant", "entity", "person", "action", "work", "component"}),  # `Klantboekingsgroep`
    "entry_type": frozenset({"booking", "journal", "invoice", "voucher", "debit", "paid", "received", "component"}),
    "action_type": frozenset({"note", "description", "action", "letter", "subject", "call", "sent"}),
    "system": frozenset({"channel", "reported", "signed", "desk"}), SMALL: frozenset({"landlord"}),
    "received_by": frozenset({"channel", "received", "agency", "reported", "objection"}),
}  # fmt: skip


def codes_shown(table: str, left: Sequence[Profile]) -> Iterator[tuple[str, Profile, Evidence]]:
    """A code list whose words mean something for one of our columns, where no other list's do."""
    for column in TABLES[table].columns:
        if column.kind == "code" or column.name == SMALL:
            of_kind = [each for each in left if shows(table, column.name, each) and _may_be_list(table, column.name, each)]
            of_kind = [each for each in of_kind if not any({*other.means.values()} == {*each.texts} for other in of_kind)]
            if len(of_kind) == 1:
                profile = of_kind[0]
                known = sum(count for text, count in profile.texts.items() if _is_known(column.name, profile.said(text)))
                yield column.name, of_kind[0], Evidence(fit=known, of=of_kind[0].filled)


def shows(table: str, column: str, profile: Profile) -> bool:
    """Whether a column is a list of this column's words, and neither its title nor its words say more of another table's."""
    if not is_list_of(column, profile) or _is_named_for_another(table, profile):
        return False
    return column == SMALL or not _says_more(column, profile)  # an owner who is small is a person or a company too


def _is_named_for_another(table: str, profile: Profile) -> bool:
    """Whether a title names for certain a list of codes of another table, and the words below it are words for that: `VHE-soort`
    says what is let, and `WON-APP` there is no message by app.
    """
    others = (
        (other, way.column)
        for other in tables()
        for way in ways(other)
        if other != table and way.rank == 0 and way.wanted and TABLES[other].column(way.column).kind == "code"
        if way.is_taken_by(profile.title)
    )
    return any(evidence(other, column, profile)[0] for other, column in others)


def _says_more(column: str, profile: Profile) -> bool:
    """Whether the words of a list are words for what is let or who somebody is, more of them than for this column: a part of a
    code may mean anything.
    """
    words = profile.said_words or profile.said_texts
    known = sum(count for text, count in words.items() if _is_known(column, text))
    return any(known_share(other, words) > known / words.total() for other in TELLING if other != column)


def is_of_unknown_words(choice: Choice) -> bool:
    """Whether nobody knows a word of a list of codes: `Grootboek` with numbers of accounts, where `Post` says it in words."""
    is_list = choice.column == "category" and choice.certainty != SURE and bool(choice.profile.words)
    return is_list and not known_share(choice.column, choice.profile.said_words)


def _may_be_list(table: str, column: str, profile: Profile) -> bool:
    """Whether a title says nothing against a list of this column's words below it. Of a small landlord it must speak: persons and
    companies stand in any list of people.
    """
    if column == SMALL:
        return bool(concepts_of(profile.title) & {"landlord", "small"})
    if column == "tenant_type" and SALUTATION.search(profile.title):  # only where it tells a company from a lady
        return {"person", "organisation"} <= {meaning_of(column, text) for text in profile.texts}
    if is_unread(profile, UNSAID.get(column)) or not _is_named(table, profile, column):
        return True
    is_whole = (
        column == "action_type" and known_share(column, profile.said_words) >= ENOUGH
    )  # each of them is a letter or contact
    return is_whole and not concepts_of(profile.title) & (NOBODYS | {"channel"})


def _is_named(table: str, profile: Profile, column: str) -> bool:
    """Whether a title names another column of the same table that its cells may be, or something that no column of ours is."""
    others = [each.name for each in TABLES[table].columns if each.name != column and is_named(profile.title, table, each.name)]
    others = [each for each in others if not (profile.means and each.endswith("_id"))]  # `partij_id` of objections: a code
    return bool(concepts_of(profile.title) & NOBODYS) or any(evidence(table, each, profile)[0] is not None for each in others)


def is_list_of(column: str, profile: Profile) -> bool:
    """Whether the words of a short list are nearly all words for this column. Of a code for what was booked or done, most of
    them, and of codes that another list explains; of kinds of owners one of them: what else it may say, a person is asked.
    """
    texts = profile.said_words or (
        profile.said_texts if profile.distinct <= (2 * FEW if column == SMALL else FEW) else Counter()
    )  # of a short list no word comes back
    known = {text: count for text, count in texts.items() if _is_known(column, text)}
    if column == "entry_type" and {meaning_of(column, text) for text in known} == {"charge"}:
        return False  # what charges are for, and no list of kinds
    is_telling = len(texts) >= FEWEST and 2 * sum(len(text) >= SHORTEST_WORD for text in texts) >= len(texts)
    enough = MOSTLY if column in ("action_type", "entry_type") or profile.means else 1
    enough = 0 if column == SMALL and {"landlord", "kind"} <= concepts_of(profile.title) else enough
    return is_telling and len(known) >= FEWEST - 1 and sum(known.values()) >= enough * sum(texts.values())


def _is_known(column: str, text: str) -> bool:
    """Whether a word means something for a column; of a contact also that it is none of ours; `mail` is one of two channels."""
    is_either = column == "channel" and text.strip().lower() == "mail"
    return is_either or meaning_of(column, text) is not None or (column == "action_type" and is_no_step(text))


def is_unread(profile: Profile, besides: Collection[str] | None = ()) -> bool:
    """Whether the title says nothing that is known, but that it is a date or a kind; or what is said `besides`."""
    may_stand = GENERAL.union(besides or ())
    return all(concept.startswith("?") or concept in may_stand for concept in concepts_of(profile.title))

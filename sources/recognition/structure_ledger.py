"""Lists of entries that no name or title gave: a contract's number, an own number, an amount, a day, and what kind they are of.

Belongs here: seeing such a list, its columns by elimination, and its kind by a column of words or by its name. Does not belong
here: other lists (structure.py), or the settings that a ledger needs (proposals/ledger.py).

Nothing of it is certain. A list that does not say what kind of entries it holds is none.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from sources.recognition.copies import is_copy_of
from sources.recognition.lookup import NEARLY_ALL, Seen, share
from sources.recognition.sides import negatives
from sources.recognition.structure_columns import Known, days_of, holding, is_money, own_numbers
from sources.recognition.went_back import COSTS, has_reversals, is_of_receipts
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.choices import choices_of
from sources.words.evidence import FEW, known_share, meaning_of
from sources.words.needs import tables_named
from sources.words.notes import Evidence
from sources.words.parts import letters
from sources.words.profile import Profile
from sources.words.titles import concepts_of

TABLE = "ledger_entries"
WHY = Evidence(("aan de cellen herkend",))
ASKED = "geen titel zegt welke lijst dit is, de cellen wel: zijn dit boekingen? haal dit blok anders weg"
NO_AMOUNT = frozenset({"tax", "balance", "worth", "minimum", "arrears"})
NOT_BOOKED = frozenset({"start", "end", "due"})
WORDS_OF_KIND, WORDS_OF_PURPOSE = 0.9, 0.6
OTHER_LISTS = frozenset({"payment_arrangements", "stated_balances", "open_items", "leases", "collection_cases", "mandates",
    "eviction_notices", "objections", "optional_field_agreements"})  # fmt: skip
FEWEST_WORDS = 2
SHORT = 3  # signs of a number that may be an accident


def entries_of(seen: Seen, known: Known) -> Block | None:
    """The block of entries that a list gives; nothing where it is none, or says again what another list says."""
    leases = holding(seen, known.of("leases", "lease_id"))
    numbers, amounts = _not(own_numbers(seen), leases), _amounts(seen)
    booked, due = _days(seen)
    if len(leases) != 1 or not numbers or len(amounts) != 1 or booked is None or _is_named_other(seen.sheets[0]):
        return None
    said = choices_of(TABLE, seen.layout)
    number = said["entry_id"].profile if "entry_id" in said and said["entry_id"].profile in numbers else numbers[0]
    kinds = _words_for("entry_type", seen, WORDS_OF_KIND)  # what charges are for, or what each line is
    kind = "" if kinds else _kind(seen, (amounts[0], booked, number))
    ledgers = [each for each in known.blocks if each.table == TABLE]
    if kind == "reversal":  # `Betaling ID` is the number of what went back
        if any(map(has_reversals, ledgers)):
            return None
        number = next((each for each in (number, *numbers) if not _is_of_receipts(each, known)), number)
    columns = {"lease_id": leases[0], "entry_id": number, "amount": amounts[0], "booked_on": booked}
    if not kinds and (not kind or _is_of_arrangements(seen, booked)):
        return None
    if kinds and {meaning_of("entry_type", kinds[0].said(text)) for text in kinds[0].texts} - {None} == {"charge"}:
        kinds, kind = [], "charge"
    if kinds:
        columns["entry_type"] = kinds[0]
    if kind == "charge":
        columns |= {"due_on": due} if due is not None else {}
        purposes = _words_for("category", seen, WORDS_OF_PURPOSE)
        columns |= {"category": purposes[0]} if purposes else {}
    if negatives(amounts[0]) and kind in ("charge", "payment"):
        kind = ""  # the sign says which are the other way
    choices = {name: Choice(name, profile, LIKELY, WHY) for name, profile in columns.items()}
    block = Block(TABLE, seen.sheets[0], seen.layout, choices, amounts={"amount": amounts[0]}, alike=seen.sheets[1:],
                  kind=kind, asked=ASKED)  # fmt: skip
    return None if any(is_copy_of(block, each) for each in ledgers) else block


def _is_of_receipts(profile: Profile, known: Known) -> bool:
    return is_of_receipts(profile) or share(profile.texts, known.of(TABLE, "entry_id")) >= NEARLY_ALL


def _not(profiles: Sequence[Profile], others: Sequence[Profile]) -> list[Profile]:
    return [each for each in profiles if all(each is not other for other in others)]


def _is_named_other(sheet: Sheet) -> bool:
    """Whether the name of the sheet, or else of its file, says that it is another list with amounts and days."""
    said = next((found for name in (sheet.sheet or "", sheet.file) if (found := tables_named(name))), frozenset[str]())
    return bool(said & OTHER_LISTS) and TABLE not in said


def _amounts(seen: Seen) -> list[Profile]:
    """The only column of amounts, or the only one of which the title says it."""
    found = [each for each in seen.layout.columns if is_money(each) and each.filled >= NEARLY_ALL * seen.layout.rows]
    found = [each for each in found if not concepts_of(each.title) & NO_AMOUNT]
    said = [each for each in found if concepts_of(each.title) & {"amount", "debit", "credit", "paid", "received"}]
    return said if len(found) > 1 and said else found


def _days(seen: Seen) -> tuple[Profile | None, Profile | None]:
    """(the day of booking, that on which it is due): by their titles, else the first in time of those on every line."""
    said = choices_of(TABLE, seen.layout)
    full = [each for each in days_of(seen) if each.filled >= NEARLY_ALL * seen.layout.rows]
    booked = said["booked_on"].profile if "booked_on" in said and said["booked_on"].profile in full else None
    due = said["due_on"].profile if "due_on" in said and said["due_on"].profile in full else None
    left = [each for each in full if each not in (booked, due) and not concepts_of(each.title) & NOT_BOOKED]
    if booked is None and len(left) == 1:
        booked = left[0]
    return booked, due


def _is_of_arrangements(seen: Seen, booked: Profile) -> bool:
    """Whether the titles speak of what somebody promised to pay, which is not booked."""
    said = {concept for each in seen.layout.columns for concept in concepts_of(each.title)}
    return "arrangement" in concepts_of(booked.title) or {"arrangement", "broken"} <= said


def _words_for(column: str, seen: Seen, enough: float) -> list[Profile]:
    """The only column of a few words of which nearly all mean something for one of our columns."""
    found = []
    for each in (each for each in seen.layout.columns if not each.date_kind and not is_money(each)):
        texts = each.said_words or (each.texts if each.distinct <= FEW else Counter())  # of a short list no word comes back
        if len(texts) >= FEWEST_WORDS and known_share(column, texts) >= enough:
            found.append(each)
    return found if len(found) == 1 else []


def _kind(seen: Seen, columns: Sequence[Profile]) -> str:
    """What the name of the list says that its entries are, else its titles; empty where they do not, or say two things."""
    named = {_kind_named(sheet) for sheet in seen.sheets}
    said = named if named != {None} else {meaning_of("entry_type", _plain(each.title)) for each in columns} - {None}
    return next(iter(said)) or "" if len(said) == 1 else ""


def _kind_named(sheet: Sheet) -> str | None:
    names = [name for name in (sheet.sheet or "", re.sub(r"\.\w{2,4}$", "", sheet.file)) if not re.search(COSTS, name.casefold())]
    return next((kind for name in names if name and (kind := meaning_of("entry_type", _plain(name)))), None)


def _plain(text: str) -> str:
    return re.sub(r"\d+", " ", letters(text)).strip()


def with_taken_back(block: Block, known: Known) -> Block:
    """The block with the column whose cells are numbers of entries in other lists: what a reversal takes back."""
    is_looked_at = block.kind == "reversal" or (block.asked == ASKED and not block.kind)
    if block.table != TABLE or not is_looked_at or "reverses_entry_id" in block.choices:
        return block
    others = Known([each for each in known.blocks if each is not block])
    texts = others.of(TABLE, "entry_id")
    left = [each for each in block.left if each.filled and not each.date_kind and not is_money(each)]
    found = [each for each in left if max(map(len, each.texts)) > SHORT and share(each.texts, texts) >= NEARLY_ALL]
    if len(found) != 1:
        return block
    choice = Choice("reverses_entry_id", found[0], LIKELY, Evidence(("het zijn nummers van boekingen in een andere lijst",)))
    return replace(block, choices={**block.choices, choice.column: choice})

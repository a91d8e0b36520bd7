"""Which receipt settled which charge, where both bear the number of the invoice and that is not the number of an entry.

Belongs here: seeing that in a ledger, and how the charge is looked up in it. Does not belong here: receipts that name the entry
itself (settled.py), or a list of settlements (words/choices.py).

Nothing of it is certain. An invoice of several lines says not which of them was paid: it is then left to age.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from sources.reading.minus import NEGATIVE, patterns_of_minus
from sources.recognition.halves import Half, kind_of, lines_of, words_beside
from sources.recognition.lookup import NEARLY_ALL, new_title
from sources.recognition.suppliers import is_of_supplier
from sources.words.blocks import LIKELY, Block, Choice, Lookup
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of

LEDGER, NUMBER = "ledger_entries", "entry_id"
WHOLE = "een ontvangst met het factuurnummer van een vordering hoort daar voor haar hele bedrag bij"
MOSTLY = 3  # times as many receipts as of them went back
CREDITS = frozenset({"payment", "credit_note", "write_off"})


@dataclass(frozen=True)
class _Sides:
    """The lines of charges and of receipts, the amount of a receipt, what tells the lines of charges from the others (words, and
    patterns of lines that are passed over), and the words of lines that are no receipts.
    """

    charges: Sequence[Sequence[str]]
    receipts: Sequence[Sequence[str]]
    amount: Profile
    only: Mapping[str, tuple[str, ...]]
    skip: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    no_receipts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def with_settlements_of_two(blocks: Sequence[Block]) -> list[Block]:
    """And the settlements of a ledger whose entries have a number of two titles, which no receipt can name: by the invoice."""
    if any(block.table == "allocations" and not block.lacks for block in blocks):
        return [*blocks]
    ledgers = [block for block in blocks if block.table == LEDGER and NUMBER in block.made and not block.lookups]
    return [*blocks, *[found for ledger in ledgers if (found := settled_by_invoice(ledger)) is not None][:1]]


def settled_by_invoice(ledger: Block) -> Block | None:
    """The settlements of a ledger whose receipts bear the number of an invoice of their contract that no other invoice bears."""
    numbers = numbers_of(ledger)
    if not numbers or not {"lease_id", "booked_on"} <= ledger.choices.keys():
        return None
    lease, day = (ledger.choices[name].profile for name in ("lease_id", "booked_on"))
    sides = _by_columns(ledger) or _by_kinds(ledger)
    if sides is None or not sides.receipts:
        return None
    taken = {each.profile.place for each in ledger.choices.values()} | {each.place for each in ledger.amounts.values()}
    taken |= {each.place for each in numbers}
    named = [each for each in ledger.layout.columns if each.place not in taken and _is_of_invoices(each, sides, lease)]
    if len(named) != 1:
        return None
    (invoice,) = named
    count = sum(bool(cell_of(row, invoice)) for row in sides.receipts)
    why = Evidence(
        (f"bij {count} van {len(sides.receipts)} ontvangsten staat het nummer van een factuur van hetzelfde contract",)
    )
    seen = (ledger.sheet, *ledger.alike)
    lookups = {
        new_title(each.title, ledger): Lookup(
            invoice.title, seen, ledger.layout, invoice.title, each.title, sides.only, sides.skip
        )
        for each in numbers
    }
    said, made = {"amount": sides.amount, "allocated_on": day}, {}
    if len(numbers) == 1:
        (title,) = lookups
        said |= {"charge_entry_id": replace(numbers[0], title=title, place=invoice.place), "credit_entry_id": numbers[0]}
    else:
        titles = {"credit_entry_id": [each.title for each in numbers], "charge_entry_id": lookups}
        made = {name: tuple(f"={title}" for title in each) for name, each in titles.items()}
    choices = {name: Choice(name, profile, LIKELY, why) for name, profile in said.items()}
    return Block(
        "allocations", ledger.sheet, ledger.layout, choices, alike=ledger.alike, lookups=lookups,
        without=invoice.title, asked=WHOLE, no_receipts=sides.no_receipts, made=made,
    )  # fmt: skip


def numbers_of(ledger: Block) -> list[Profile]:
    """The title of the number of each entry, or the two or three that it is made of (numbers_of_two.py)."""
    if NUMBER in ledger.choices:
        return [ledger.choices[NUMBER].profile]
    titles = [part.removeprefix("=") for part in ledger.made.get(NUMBER, ())]
    found = [next((each for each in ledger.layout.columns if each.title == title), None) for title in titles]
    return [each for each in found if each is not None] if all(found) else []


def _is_of_invoices(profile: Profile, sides: _Sides, lease: Profile) -> bool:
    """Whether each charge has a number of its own there, and most receipts that of a charge of their contract."""
    if profile.date_kind or not profile.filled or "reversal" in concepts_of(profile.title):
        return False
    charged = [(cell_of(row, profile), cell_of(row, lease)) for row in sides.charges if cell_of(row, profile)]
    paid = [(cell_of(row, profile), cell_of(row, lease)) for row in sides.receipts if cell_of(row, profile)]
    whose = dict(charged)
    is_own = len(whose) == len(charged) >= ENOUGH * len(sides.charges)
    held = sum(whose.get(text) == of for text, of in paid)
    return is_own and len(paid) > HALF * len(sides.receipts) and held >= NEARLY_ALL * len(paid)


def _lines(ledger: Block) -> list[tuple[str | None, Sequence[str]]]:
    """Each line with what its word says; with nothing where no column says it."""
    kind = ledger.choices.get("entry_type")
    rows = [row for row in ledger.rows if not (ledger.suppliers and is_of_supplier(row, ledger))]
    if kind is None:
        return [(None, row) for row in rows]
    return [(meaning_of("entry_type", kind.profile.said(cell_of(row, kind.profile))), row) for row in rows]


def _words(ledger: Block, *, charged: bool) -> dict[str, tuple[str, ...]]:
    """The words of charges, or of lines that are no receipts; nothing where no column says what a line is."""
    kind = ledger.choices.get("entry_type")
    if kind is None:
        return {}
    means = {word: meaning_of("entry_type", kind.profile.said(word)) for word in kind.profile.texts}
    words = [word for word, ours in means.items() if (ours == "charge" if charged else ours not in CREDITS)]
    return {kind.profile.title: tuple(sorted(words))}


def _by_columns(ledger: Block) -> _Sides | None:
    """Of a ledger with debit and credit, each empty or zero where the other has an amount."""
    if not {"debit", "credit"} <= ledger.amounts.keys():
        return None
    debit, credit = (Half(name, ledger.amounts[name]) for name in ("debit", "credit"))
    lease = ledger.choices["lease_id"].profile
    rows = [row for row in lines_of(ledger) if cell_of(row, lease)]  # no totals
    if any(debit.takes(row) and credit.takes(row) for row in rows):
        return None
    charged, received = _kinds_of_words(ledger, debit), _kinds_of_words(ledger, credit)
    words = [word for word, ours in charged.items() if ours == "charge"]
    charges = [row for row in rows if debit.takes(row) and charged.get(_word(row, ledger), "charge") == "charge"]
    receipts = [row for row in rows if credit.takes(row) and received.get(_word(row, ledger), "payment") in CREDITS]
    nothing = tuple(sorted({cell_of(row, credit.amount) for row in charges}))
    only, no_receipts = {credit.amount.title: nothing}, {}
    if kind := ledger.choices.get("entry_type"):
        only = {kind.profile.title: tuple(sorted(words)), **only}
        others = [word for word in kind.profile.texts if received.get(word, "") not in CREDITS]
        no_receipts = {kind.profile.title: tuple(sorted(others))}
        if any(word in charged and word in received for word in kind.profile.texts if word not in others):
            no_receipts[credit.amount.title] = nothing
    return _Sides(charges, receipts, credit.amount, only, no_receipts=no_receipts)


def _kinds_of_words(ledger: Block, half: Half) -> Mapping[str, str]:
    """What the words of a ledger are on one side, by themselves or by what their lines say; else it is charged there."""
    found = {word: kind_of(ledger, half, word) for word in words_beside(ledger, half)}
    return {word: ours or ("charge" if half.side == "debit" else "") for word, ours in found.items()}


def _word(row: Sequence[str], ledger: Block) -> str:
    kind = ledger.choices.get("entry_type")
    return cell_of(row, kind.profile) if kind is not None else ""


def _by_kinds(ledger: Block) -> _Sides | None:
    """Of a ledger whose words say of each line what it is: with a minus below all credits, or only below what is turned back."""
    kind, amount = ledger.choices.get("entry_type"), ledger.amounts.get("amount")
    if kind is None or amount is None or "side" in ledger.amounts or not kind.profile.words or kind.part:
        return None
    lines = [(ours, row, bool(NEGATIVE.search(cell_of(row, amount)))) for ours, row in _lines(ledger)]
    signs = Counter(below for ours, _, below in lines if ours in CREDITS)
    is_signed = bool(signs[True]) and not signs[False]
    if not is_signed and MOSTLY * signs[True] > signs[False]:
        return None  # which of them were turned back, no sign says
    charges = [row for ours, row, below in lines if ours == "charge" and not below]
    receipts = [row for ours, row, below in lines if ours in CREDITS and below == is_signed]
    turned = any(below for ours, _, below in lines if ours == "charge")
    skip = {amount.title: tuple(patterns_of_minus([*amount.texts]))} if turned else {}
    return _Sides(charges, receipts, amount, _words(ledger, charged=True), skip, _words(ledger, charged=False))

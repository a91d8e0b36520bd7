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
from sources.recognition.lookup import NEARLY_ALL, new_title
from sources.recognition.suppliers import is_of_supplier
from sources.words.blocks import LIKELY, Block, Choice, Lookup
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile, cell_of, has_amount
from sources.words.titles import concepts_of

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


def settled_by_invoice(ledger: Block) -> Block | None:
    """The settlements of a ledger whose receipts bear the number of an invoice of their contract that no other invoice bears."""
    number, lease, day = (ledger.choices[name].profile for name in ("entry_id", "lease_id", "booked_on"))
    sides = _by_columns(ledger) or _by_kinds(ledger)
    if sides is None or not sides.receipts:
        return None
    taken = {each.profile.place for each in ledger.choices.values()} | {each.place for each in ledger.amounts.values()}
    named = [each for each in ledger.layout.columns if each.place not in taken and _is_of_invoices(each, sides, lease)]
    if len(named) != 1:
        return None
    (invoice,) = named
    count = sum(bool(cell_of(row, invoice)) for row in sides.receipts)
    why = Evidence(
        (f"bij {count} van {len(sides.receipts)} ontvangsten staat het nummer van een factuur van hetzelfde contract",)
    )
    title = new_title(number.title, ledger)
    seen = (ledger.sheet, *ledger.alike)
    lookup = Lookup(invoice.title, seen, ledger.layout, invoice.title, number.title, sides.only, sides.skip)
    charge = replace(number, title=title, place=invoice.place)
    said = {"charge_entry_id": charge, "credit_entry_id": number, "amount": sides.amount, "allocated_on": day}
    choices = {name: Choice(name, profile, LIKELY, why) for name, profile in said.items()}
    return Block(
        "allocations", ledger.sheet, ledger.layout, choices, alike=ledger.alike, lookups={title: lookup},
        without=invoice.title, asked=WHOLE, no_receipts=sides.no_receipts,
    )  # fmt: skip


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
    debit, credit = (ledger.amounts.get(name) for name in ("debit", "credit"))
    if debit is None or credit is None:
        return None
    lines = [(ours, row, has_amount(row, debit), has_amount(row, credit)) for ours, row in _lines(ledger)]
    if any(is_debit and is_credit for *_, is_debit, is_credit in lines):
        return None
    is_said = "entry_type" in ledger.choices
    charges = [row for ours, row, is_debit, _ in lines if is_debit and (ours == "charge" or not is_said)]
    receipts = [row for ours, row, _, is_credit in lines if is_credit and (ours in CREDITS or not is_said)]
    nothing = tuple(sorted({cell_of(row, credit) for row in charges}))
    no_receipts = _words(ledger, charged=False)
    return _Sides(charges, receipts, credit, {**_words(ledger, charged=True), credit.title: nothing}, no_receipts=no_receipts)


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

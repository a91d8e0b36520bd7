"""Settlements in a ledger whose charges bear the number of the entry that cleared them: of a receipt, a credit note, a write-off.

Belongs here: seeing that from the numbers, the contracts and what each line is. Does not belong here: receipts that bear the
number of their charge (settled.py), or of its invoice (settled_invoices.py).

A title of a ledger may say a document that clears and another of an invoice, for different lines: together they settle nothing.
Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass

from sources.reading.minus import NEGATIVE
from sources.recognition.halves import halves_of, kind_of, lines_of, meaning_in, words_beside
from sources.recognition.lookup import NEARLY_ALL
from sources.recognition.settled_invoices import CREDITS
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of

LEDGER, TABLE = "ledger_entries", "allocations"
SIDES = ("charge_entry_id", "credit_entry_id")
ASKED = "een vordering met het nummer van haar ontvangst, creditnota of afboeking is daarmee voor haar hele bedrag voldaan"
FEWEST = 2  # charges that bear such a number
SELDOM = 0.1  # of the lines with the number of one side: those with that of the other too
SAYS = frozenset({"settled", "by_settled"})


def with_documents_that_settle(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and the settlements of such a ledger; instead of those that titles alone gave of the same lines."""
    ledgers = [block for block in blocks if block.table == LEDGER]
    of_ledgers = {id(block.sheet) for block in ledgers}
    kept = [block for block in blocks if not (id(block.sheet) in of_ledgers and _is_of_no_pair(block))]
    found = [each for each in map(_settled, filter(_is_plain, ledgers)) if each is not None]
    others = [each for each in kept if each.table == TABLE and not each.lacks]
    if len(found) != 1 or any(each.sheet is not found[0].sheet or _is_whole(each) for each in others):
        return kept
    return [*[each for each in kept if each not in others], *found]


def _is_plain(block: Block) -> bool:
    needed = ("entry_id", "lease_id", "booked_on")
    if block.table != LEDGER or block.lookups or block.made or not all(name in block.choices for name in needed):
        return False
    number = block.choices["entry_id"]
    return not any(block.choices[name].part for name in needed) and number.profile.distinct >= number.profile.filled


def _is_whole(block: Block) -> bool:
    """Whether most lines with the number of one side have that of the other too."""
    both, either = _held(block)
    return bool(block.lookups or block.made) or both > HALF * either


def _is_of_no_pair(block: Block) -> bool:
    """Whether hardly any line of settlements that titles gave has both numbers: each title is of other lines."""
    if block.table != TABLE or block.lookups or block.made or block.without or {*SIDES} - block.choices.keys():
        return False
    both, either = _held(block)
    return both < SELDOM * either


def _held(block: Block) -> tuple[int, int]:
    """(lines with the number of both sides, lines with that of either)."""
    sides = [block.choices.get(name) for name in SIDES]
    held = [[bool(side and cell_of(row, side.profile)) for side in sides] for row in block.rows]
    return sum(map(all, held)), sum(map(any, held))


@dataclass(frozen=True)
class _Parted:
    """The charges and credits of a ledger, where the amount of a charge stands, and title -> the words of other lines."""

    charges: Sequence[Sequence[str]]
    credits: Sequence[Sequence[str]]
    amount: Profile
    others: Mapping[str, tuple[str, ...]]


def _settled(ledger: Block) -> Block | None:
    parted = _by_sides(ledger) or _by_kinds(ledger)
    if parted is None:
        return None
    number, lease, day = (ledger.choices[name].profile for name in ("entry_id", "lease_id", "booked_on"))
    whose = {cell_of(row, number): cell_of(row, lease) for row in parted.credits}
    charges = {cell_of(row, number) for row in parted.charges}
    taken = {each.profile.place for each in ledger.choices.values()} | {each.place for each in ledger.amounts.values()}
    columns = [each for each in ledger.layout.columns if each.place not in taken and each.share("code") >= ENOUGH]
    named = [each for each in columns if not each.date_kind and _clears(each, parted, lease, whose, charges)]
    if len(named) != 1:
        return None
    cleared = [row for row in parted.charges if cell_of(row, named[0])]
    days = [each for each in ledger.layout.columns if each.date_kind and concepts_of(each.title) & SAYS]
    days = [each for each in days if all(cell_of(row, each) for row in cleared)]
    said = f"bij {len(cleared)} van {len(parted.charges)} vorderingen staat het nummer van een ontvangst van hetzelfde contract"
    choices = {
        name: Choice(name, profile, LIKELY, Evidence((said,)))
        for name, profile in (
            ("charge_entry_id", number),
            ("credit_entry_id", named[0]),
            ("amount", parted.amount),
            ("allocated_on", days[0] if len(days) == 1 else day),
        )
    }
    return Block(
        TABLE, ledger.sheet, ledger.layout, choices, alike=ledger.alike, without=named[0].title, asked=ASKED,
        kind="charge", no_receipts=parted.others,
    )  # fmt: skip


def _clears(profile: Profile, parted: _Parted, lease: Profile, whose: Mapping[str, str], charges: Set[str]) -> bool:
    """Whether the charges that have something there have the number of a credit of their contract, and no credit one of a charge:
    its own, or that of what it was cleared with.
    """
    held = [(cell_of(row, profile), cell_of(row, lease)) for row in parted.charges if cell_of(row, profile)]
    is_said = bool(concepts_of(profile.title) & SAYS) or len(held) > HALF * len(parted.charges)
    if len(held) < FEWEST or not is_said or sum(whose.get(text) == of for text, of in held) < NEARLY_ALL * len(held):
        return False
    return not any(cell_of(row, profile) in charges for row in parted.credits)


def _by_sides(ledger: Block) -> _Parted | None:
    """Of a ledger with debit and credit: what is charged stands as debit, by a word that is no receipt's."""
    halves = halves_of(ledger)
    if not halves:
        return None
    kind, rows = ledger.choices.get("entry_type"), lines_of(ledger)
    means = {side: {word: kind_of(ledger, half, word) for word in words_beside(ledger, half)} for side, half in halves.items()}
    words = {side: "charge" if side == "debit" else "payment" for side in halves}  # where no word says what a line is

    def of(row: Sequence[str], side: str) -> str | None:
        return means[side].get(cell_of(row, kind.profile), words[side]) if kind is not None else words[side]

    debit, credit = halves["debit"], halves["credit"]
    charges = [row for row in rows if debit.takes(row) and of(row, "debit") in ("charge", None)]
    credits = [row for row in rows if credit.takes(row) and of(row, "credit") in (*CREDITS, None)]
    others = {credit.only[0].title: credit.only[1]} if credit.only else {}
    if kind is not None:
        charged = {word for word, ours in means["debit"].items() if ours in ("charge", None)}
        others[kind.profile.title] = tuple(sorted(kind.profile.texts.keys() - charged))
    return _Parted(charges, credits, debit.amount, others)


def _by_kinds(ledger: Block) -> _Parted | None:
    """Of a ledger whose words say what each line is: no charge with a minus, which is a credit note."""
    kind, amount = ledger.choices.get("entry_type"), ledger.amounts.get("amount")
    if kind is None or amount is None or kind.part or "side" in ledger.amounts or not kind.profile.words:
        return None
    means = {word: meaning_in(ledger, word) for word in kind.profile.texts}
    lines = [(means.get(cell_of(row, kind.profile)), row) for row in lines_of(ledger)]
    charges = [row for ours, row in lines if ours == "charge"]
    if any(NEGATIVE.search(cell_of(row, amount)) for row in charges):
        return None
    credits = [row for ours, row in lines if ours in CREDITS]
    others = tuple(sorted(word for word, ours in means.items() if ours != "charge"))
    return _Parted(charges, credits, amount, {kind.profile.title: others})

"""Which receipts settled which charges, where an export matches them by a number on the lines of both: `Afletternr.`.

Belongs here: seeing by the amounts of a ledger that a column is such a number. Does not belong here: receipts that bear the
number of an invoice, which each charge has its own of (settled_invoices.py), or making the settlements (reading/matched.py).

Nothing of it is certain. An alias of who rents brings together all that he owes and paid, which is the same only now and then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal

from sources.reading.amounts import MINUS_WORDS, PLUS_WORDS
from sources.reading.minus import amount_in
from sources.reading.settings import OF_CHARGE
from sources.recognition.halves import Half, kind_of, lines_of, words_beside
from sources.recognition.lookup import NEARLY_ALL
from sources.recognition.settled_invoices import CREDITS, LEDGER, numbers_of
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF, meaning_of
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of

TABLE = "allocations"
# Whose number it is then: of an invoice of several lines it is not said which of them was paid (settled_invoices.py).
OTHERS = frozenset({"reversal", "invoice", "voucher", "reference"})
FEWEST, MOSTLY = 4, 0.9  # numbers that bring a charge and a receipt together; of them those whose amounts are the same
SAID = "{} brengt vorderingen en ontvangsten van hetzelfde bedrag bij elkaar"
ASKED = (
    "regels met hetzelfde {} horen bij elkaar: wat er is ontvangen, gaat af van de vorderingen met dat nummer, de bovenste "
    "eerst: klopt dat?"
)
Words = Mapping[str, tuple[str, ...]]  # title -> the words of the lines of one side


@dataclass
class _Group:
    """The lines with one number: what was charged, what came in, and whose they are."""

    charged: Decimal = Decimal(0)
    received: Decimal = Decimal(0)
    leases: set[str] = field(default_factory=set)

    @property
    def is_of_both(self) -> bool:
        return bool(self.charged and self.received)


@dataclass(frozen=True)
class _Sides:
    """The words of the lines of charges and of receipts, and where their amounts stand."""

    charges: Words
    receipts: Words
    charged: Profile
    received: Profile


def with_matched(blocks: Sequence[Block]) -> list[Block]:
    """And the settlements of a ledger that matches its charges and receipts by a number, where nothing else gives settlements."""
    if any(block.table == TABLE and not block.lacks for block in blocks):
        return [*blocks]
    ledgers = [block for block in blocks if block.table == LEDGER and not block.lookups and not block.month and not block.lacks]
    return [*blocks, *[found for ledger in ledgers if (found := _matched(ledger)) is not None][:1]]


def _matched(ledger: Block) -> Block | None:
    numbers, sides = numbers_of(ledger), _by_columns(ledger) or _by_side(ledger) or _by_words(ledger)
    if not numbers or sides is None or not {"lease_id", "booked_on"} <= ledger.choices.keys():
        return None
    lease, day = (ledger.choices[name].profile for name in ("lease_id", "booked_on"))
    taken = {each.profile.place for each in ledger.choices.values()} | {
        each.place for each in (*numbers, sides.charged, sides.received)
    }
    free = [each for each in ledger.layout.columns if each.place not in taken and not each.date_kind and each.filled]
    free = [each for each in free if not concepts_of(each.title) & OTHERS]
    found = [each for each in free if _brings_together(ledger, each, lease, sides)]
    found = [each for each in found if "settled" in concepts_of(each.title)] or found
    if len(found) != 1:
        return None
    (same,) = found
    why = Evidence((SAID.format(quoted(same.title)),))
    days = [each for each in ledger.layout.columns if each.date_kind and concepts_of(each.title) & {"settled", "by_settled"}]
    days = [each for each in days if each.filled >= same.filled]
    said = {"amount": sides.received, "allocated_on": days[0] if len(days) == 1 else day}
    made = {}
    if len(numbers) == 1:
        said |= {"charge_entry_id": replace(numbers[0], title=numbers[0].title + OF_CHARGE), "credit_entry_id": numbers[0]}
    else:
        titles = {"credit_entry_id": "", "charge_entry_id": OF_CHARGE}
        made = {name: tuple(f"={each.title}{behind}" for each in numbers) for name, behind in titles.items()}
    choices = {name: Choice(name, profile, LIKELY, why) for name, profile in said.items()}
    charged_in = sides.charged.title if sides.charged is not sides.received else ""
    return Block(
        TABLE, ledger.sheet, ledger.layout, choices, alike=ledger.alike, made=made, only=sides.receipts,
        asked=ASKED.format(quoted(same.title)), matched=((lease.title, same.title), sides.charges, charged_in),
    )  # fmt: skip


def _by_columns(ledger: Block) -> _Sides | None:
    """Of a ledger with its charges in debit and its receipts in credit."""
    debit, credit = ledger.amounts.get("debit"), ledger.amounts.get("credit")
    if debit is None or credit is None:
        return None
    charges = _kinds(ledger, Half("debit", debit), {"charge"})
    receipts = _kinds(ledger, Half("credit", credit), CREDITS | {"charge"})
    return _Sides(charges, receipts, debit, credit) if all(charges.values()) and all(receipts.values()) else None


def _kinds(ledger: Block, half: Half, wanted: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The words of the lines of one side that are of these kinds; nothing where no column says it."""
    kind = ledger.choices.get("entry_type")
    if kind is None:
        return {}
    return {
        kind.profile.title: tuple(sorted(word for word in words_beside(ledger, half) if kind_of(ledger, half, word) in wanted))
    }


def _by_side(ledger: Block) -> _Sides | None:
    """Of a ledger with D or C beside its amounts."""
    side, amount = ledger.amounts.get("side"), ledger.amounts.get("amount")
    if side is None or amount is None:
        return None
    found = []
    for name, known, wanted in (("debit", PLUS_WORDS, {"charge"}), ("credit", MINUS_WORDS, CREDITS | {"charge"})):
        words = tuple(sorted(word for word in side.texts if word.lower().rstrip(".") in known))
        found.append({side.title: words} | _kinds(ledger, Half(name, amount, (side, words)), wanted))
    return _Sides(found[0], found[1], amount, amount) if all(all(each.values()) for each in found) else None


def _by_words(ledger: Block) -> _Sides | None:
    """Of a ledger whose words say of each line what it is."""
    kind, amount = ledger.choices.get("entry_type"), ledger.amounts.get("amount")
    if kind is None or amount is None or kind.part or "side" in ledger.amounts or not kind.profile.words:
        return None
    means = {word: meaning_of("entry_type", kind.profile.said(word)) for word in kind.profile.texts}
    charges, receipts = (
        tuple(sorted(word for word, ours in means.items() if ours in wanted)) for wanted in ({"charge"}, CREDITS)
    )
    title = kind.profile.title
    return _Sides({title: charges}, {title: receipts}, amount, amount) if charges and receipts else None


def _brings_together(ledger: Block, profile: Profile, lease: Profile, sides: _Sides) -> bool:
    """Whether most receipts bear a number of one contract that brings them together with charges of the same amount."""
    groups: dict[str, _Group] = defaultdict(_Group)
    received = numbered = 0
    charges, receipts = _taken(ledger, sides.charges), _taken(ledger, sides.receipts)
    for row in lines_of(ledger):
        charged = amount_in(cell_of(row, sides.charged)) if _has(row, charges) else None
        came_in = amount_in(cell_of(row, sides.received)) if _has(row, receipts) else None
        if charged is not None and charged < 0:
            return False  # a credit note among them: what it is, no word says
        number = cell_of(row, profile)
        received += bool(came_in)
        if not number or not (charged or came_in):
            continue
        numbered += bool(came_in)
        group = groups[number]
        group.leases.add(cell_of(row, lease))
        group.charged += charged or 0
        group.received += abs(came_in or Decimal(0))
    both = [each for each in groups.values() if each.is_of_both]
    same = sum(each.charged == each.received for each in both)
    is_of_one = sum(len(each.leases) == 1 for each in groups.values()) >= NEARLY_ALL * len(groups)
    is_enough = len(both) >= max(FEWEST, MOSTLY * len(groups)) and numbered > HALF * received
    return is_of_one and is_enough and same >= MOSTLY * len(both)


def _taken(ledger: Block, words: Words) -> list[tuple[Profile, tuple[str, ...]]]:
    return [(each, words[each.title]) for each in ledger.layout.columns if each.title in words]


def _has(row: Sequence[str], taken: Sequence[tuple[Profile, tuple[str, ...]]]) -> bool:
    return all(cell_of(row, each) in words for each, words in taken)

"""Which receipt settled which charge, as seen from the numbers: two columns whose cells are numbers of entries.

Belongs here: seeing that from the entries, whatever the titles say. Does not belong here: a list whose titles say it
(words/choices.py), or one with a line per side (proposals/allocations.py).

Nothing of it is certain.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sources.reading.minus import NEGATIVE
from sources.recognition.lookup import NEARLY_ALL, Seen, share
from sources.recognition.settled_invoices import CREDITS, settled_by_invoice
from sources.recognition.settled_pairs import in_pairs
from sources.recognition.sides import side_of
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import ENOUGH, Profile, cell_of, has_amount
from sources.words.titles import concepts_of

LEDGER, TABLE = "ledger_entries", "allocations"
NO_AMOUNT = frozenset({"tax", "balance", "worth", "minimum", "count"})
NO_DAY = frozenset({"due", "never", "user", "status"})
OF_CHARGES, OF_RECEIPTS = "het zijn nummers van vorderingen", "het zijn nummers van ontvangsten"
TURNED = "de titel zegt het andersom"
WHOLE = "een ontvangst met het nummer van haar vordering hoort daar voor haar hele bedrag bij"


def settled_by_numbers(seen: Sequence[Seen], blocks: Sequence[Block]) -> list[Block]:
    """The blocks of settlements of which the titles alone gave none; none where they gave one, or where no entry has a number."""
    kinds = kinds_of(block for block in blocks if block.table == LEDGER)
    if not kinds or any(block.table == TABLE and not block.lacks for block in blocks):
        return []
    found = [block for each in seen if (block := _block(each, kinds, blocks)) is not None]
    of_entries = {id(sheet) for block in blocks if block.table == LEDGER for sheet in (block.sheet, *block.alike)}
    others = [each for each in seen if not any(id(sheet) in of_entries for sheet in each.sheets)]
    found = found or [block for each in others if (block := in_pairs(each, kinds)) is not None][:1]
    ledgers = [block for block in blocks if _may_name(block)]
    found = found or [block for ledger in ledgers if (block := _on_receipts(ledger, ledgers)) is not None][:1]
    return found or [block for ledger in ledgers if (block := settled_by_invoice(ledger)) is not None][:1]


def kinds_of(ledgers: Iterator[Block]) -> Mapping[str, str]:
    """Number of an entry -> `charge`, `credit`, or empty where it is not known which."""
    found: dict[str, str] = {}
    for block in ledgers:
        number = block.choices.get("entry_id")
        if number is None or number.profile.title in block.lookups:
            continue
        side = "" if "entry_type" in block.choices else {"payment": "credit"}.get(side_of(block), side_of(block))
        above = _above(block)
        for row in block.rows:
            text = cell_of(row, number.profile)
            if text:
                found[text] = side or _side(row, block, above)
    return found


def _above(block: Block) -> str:
    """Which side an amount without a minus is on: `credit` in a list that calls itself one of receipts, and in which no word that
    is known stands for a charge there.
    """
    kind, amount = block.choices.get("entry_type"), block.amounts.get("amount")
    if kind is None or amount is None or side_of(block) != "payment":
        return "charge"
    above = {cell_of(row, kind.profile) for row in block.rows if not NEGATIVE.search(cell_of(row, amount))}
    means = {meaning_of("entry_type", kind.profile.said(word)) for word in above} - {None}
    return "credit" if means and means <= CREDITS else "charge"


def _side(row: Sequence[str], block: Block, above: str) -> str:
    """Which side an entry is on, by its word, else by the column or the sign of its amount; none where that of a receipt has a
    minus in a list whose receipts have none: it went back.
    """
    kind = block.choices.get("entry_type")
    word = cell_of(row, kind.profile) if kind else ""
    means = meaning_of("entry_type", kind.profile.means.get(word, word)) if kind else None
    if means:
        return "charge" if means == "charge" else "credit" if means in CREDITS else ""
    for name, side in (("debit", "charge"), ("credit", "credit")):
        if name in block.amounts and has_amount(row, block.amounts[name]):
            return side
    amount = cell_of(row, block.amounts["amount"]) if "amount" in block.amounts else ""
    if NEGATIVE.search(amount):
        return "credit" if above == "charge" else ""
    return above if amount else ""


def _block(seen: Seen, kinds: Mapping[str, str], blocks: Sequence[Block]) -> Block | None:
    texts = Counter(dict.fromkeys(kinds, 1))
    is_ledger = any(block.table == LEDGER and block.sheet in seen.sheets for block in blocks)
    numbers = [each for each in seen.layout.columns if _is_number(each) and share(each.texts, texts) >= NEARLY_ALL]
    numbers = [each for each in numbers if not (is_ledger and _is_reversal(each))]
    by_side = {side: [each for each in numbers if most_on(each, kinds) == side] for side in ("charge", "credit")}
    amount = _amount(seen, blocks)
    if amount is None or any(len(found) != 1 for found in by_side.values()):
        return None
    (charge,), (credit,) = by_side["charge"], by_side["credit"]
    if not _is_beside(charge, credit, seen):
        return None
    day = _day(seen, blocks, charge)
    held = {name: sum(count for text, count in each.texts.items() if text in kinds) for name, each in
            (("vordering", charge), ("ontvangst", credit))}  # fmt: skip
    choices = {
        "charge_entry_id": Choice("charge_entry_id", charge, LIKELY, Evidence((OF_CHARGES,), held["vordering"], charge.filled)),
        "credit_entry_id": Choice("credit_entry_id", credit, LIKELY, Evidence((OF_RECEIPTS,), held["ontvangst"], credit.filled)),
        "amount": Choice("amount", amount, LIKELY, Evidence(fit=amount.kinds["money"], of=amount.filled)),
    }
    if day is not None:
        choices["allocated_on"] = Choice("allocated_on", day, LIKELY, Evidence())
    return Block(TABLE, seen.sheets[0], seen.layout, choices, alike=seen.sheets[1:])


def _is_number(profile: Profile) -> bool:
    return bool(profile.filled) and profile.share("code") >= ENOUGH and not profile.date_kind


def _is_reversal(profile: Profile) -> bool:
    """Whether a title of a ledger says what went back; in a list of settlements `tegenboeking` is the receipt."""
    return "reversal" in concepts_of(profile.title)


def _may_name(ledger: Block) -> bool:
    """Whether each line of a ledger has a number of its own, and a contract and day."""
    needed = ("entry_id", "lease_id", "booked_on")
    if ledger.table != LEDGER or not all(name in ledger.choices for name in needed) or ledger.lookups:
        return False
    number = ledger.choices["entry_id"].profile
    return number.distinct >= number.filled


def _on_receipts(ledger: Block, ledgers: Sequence[Block]) -> Block | None:
    """Settlements in a ledger whose receipts have the number of one charge of the same contract beside them, of this ledger or of
    a list of invoices beside it. None where two titles may be that of the charge.
    """
    number, lease, day = (ledger.choices[name].profile for name in ("entry_id", "lease_id", "booked_on"))
    parted = _parted(ledger)
    if parted is None or not parted.receipts:
        return None
    charges = {text: whose for each in ledgers for text, whose in _charges(each)}
    named = [
        each for each in ledger.layout.columns if each is not number and _names_charge(each, parted.receipts, lease, charges)
    ]
    if len(named) != 1 or any(cell_of(row, named[0]) for row in parted.others):
        return None
    held, count = sum(bool(cell_of(row, named[0])) for row in parted.receipts), len(parted.receipts)
    why = Evidence((f"bij {held} van {count} ontvangsten staat het nummer van een vordering van hetzelfde contract",))
    settled = [each for each in ledger.layout.columns if _is_day_of_settling(each, named[0], parted.receipts)]
    day = settled[0] if len(settled) == 1 else day
    said = {"charge_entry_id": named[0], "credit_entry_id": number, "amount": parted.amount, "allocated_on": day}
    choices = {name: Choice(name, profile, LIKELY, why) for name, profile in said.items()}
    return Block(
        TABLE, ledger.sheet, ledger.layout, choices, alike=ledger.alike, without=named[0].title, asked=WHOLE,
        no_receipts=parted.no_receipts,
    )  # fmt: skip


def _is_day_of_settling(profile: Profile, named: Profile, receipts: Sequence[Sequence[str]]) -> bool:
    """Whether a title says when a receipt was settled, of each receipt that names its charge."""
    is_said = bool(profile.date_kind) and bool(concepts_of(profile.title) & {"settled", "by_settled"})
    return is_said and all(cell_of(row, profile) for row in receipts if cell_of(row, named))


def _parted(ledger: Block) -> _Parted | None:
    return _by_columns(ledger, ledger.rows) or _by_kinds(ledger, ledger.rows)


def _charges(ledger: Block) -> Iterator[tuple[str, str]]:
    """The number and the contract of each charge."""
    number, lease = (ledger.choices[name].profile for name in ("entry_id", "lease_id"))
    is_of_invoices = "entry_type" not in ledger.choices and side_of(ledger) == "charge"
    parted = None if is_of_invoices else _parted(ledger)
    for row in ledger.rows if is_of_invoices else parted.charges if parted else ():
        yield cell_of(row, number), cell_of(row, lease)


@dataclass(frozen=True)
class _Parted:
    """The lines of charges and of receipts, where the amount of a receipt stands, the words of lines that are no receipt, and the
    lines that may name no charge: receipts that went back, and those of which no word is known.
    """

    charges: Sequence[Sequence[str]]
    receipts: Sequence[Sequence[str]]
    amount: Profile
    no_receipts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    others: Sequence[Sequence[str]] = ()


def _by_columns(ledger: Block, rows: Sequence[Sequence[str]]) -> _Parted | None:
    debit, credit = (ledger.amounts.get(name) for name in ("debit", "credit"))
    if debit is None or credit is None:
        return None
    charges = [row for row in rows if has_amount(row, debit) and not has_amount(row, credit)]
    return _Parted(charges, [row for row in rows if has_amount(row, credit) and not has_amount(row, debit)], credit)


def _by_kinds(ledger: Block, rows: Sequence[Sequence[str]]) -> _Parted | None:
    """Of a ledger whose words say of each line what it is, and in which all credits have a minus, or only receipts that went back
    have one.
    """
    kind, amount = ledger.choices.get("entry_type"), ledger.amounts.get("amount")
    if kind is None or amount is None or "side" in ledger.amounts or not kind.profile.words:
        return None
    means = {word: meaning_of("entry_type", kind.profile.said(word)) for word in kind.profile.texts}
    below: list[tuple[str | None, Sequence[str]]] = []
    above: list[tuple[str | None, Sequence[str]]] = []
    for row in rows:
        found = below if NEGATIVE.search(cell_of(row, amount)) else above
        found.append((means.get(cell_of(row, kind.profile)), row))
    have_minus = bool(below) and {ours for ours, _ in below} <= CREDITS and not {ours for ours, _ in above} & CREDITS
    if not have_minus and {ours for ours, _ in below} - {"payment"}:
        return None
    received = below if have_minus else above
    receipts = [row for ours, row in received if ours in CREDITS]
    others = [row for ours, row in (*below, *above) if ours is None] + [row for _, row in below if not have_minus]
    no_receipts = tuple(sorted(word for word, ours in means.items() if ours not in CREDITS))
    charges = [row for ours, row in above if ours == "charge"]
    return _Parted(charges, receipts, amount, {kind.profile.title: no_receipts}, others)


def _names_charge(profile: Profile, receipts: Sequence[Sequence[str]], lease: Profile, charges: Mapping[str, str]) -> bool:
    """Whether most receipts have something there, and that is nearly always the number of a charge of their contract."""
    if profile.date_kind or _is_reversal(profile):
        return False
    filled = [row for row in receipts if cell_of(row, profile)]
    held = sum(charges.get(cell_of(row, profile)) == cell_of(row, lease) for row in filled)
    return len(filled) > HALF * len(receipts) and held >= NEARLY_ALL * len(filled)


def most_on(profile: Profile, kinds: Mapping[str, str]) -> str:
    """The side of nearly all entries whose numbers stand there; none where they are of both, or unknown."""
    said = Counter(
        {side: sum(n for text, n in profile.texts.items() if kinds.get(text) == side) for side in ("charge", "credit")}
    )
    side, count = said.most_common(1)[0]
    return side if count >= NEARLY_ALL * profile.filled else ""


def _is_beside(charge: Profile, credit: Profile, seen: Seen) -> bool:
    """Whether most receipts stand beside a charge: it is not the number of an invoice that has been turned back, now and then."""
    return charge.filled > HALF * seen.layout.rows and credit.filled > HALF * seen.layout.rows


def _amount(seen: Seen, blocks: Sequence[Block]) -> Profile | None:
    own = _of_sheet(seen, blocks, "amount")
    money = [each for each in seen.layout.columns if each.share("money") >= ENOUGH and _is_amount(each)]
    money = [each for each in money if not each.date_kind and not concepts_of(each.title) & NO_AMOUNT]
    money = [each for each in money if each.kinds["none"] < each.filled and each.distinct > 1]
    return own or (money[0] if len(money) == 1 else None)


def _is_amount(profile: Profile) -> bool:
    """Whole numbers are amounts where the title says so: in cents, say."""
    return profile.share("number") < HALF or concepts_of(profile.title) == {"amount"}


def _day(seen: Seen, blocks: Sequence[Block], beside: Profile) -> Profile | None:
    """The day of settling `beside` a number: by its title, else that of the entry, else the only one on every line."""
    said = [each for each in seen.layout.columns if each.date_kind and concepts_of(each.title) & {"settled", "by_settled"}]
    said = [each for each in said if each.filled >= ENOUGH * beside.filled]
    if len(said) == 1:
        return said[0]
    own = _of_sheet(seen, blocks, "booked_on")
    days = [each for each in seen.layout.columns if each.date_kind and each.filled >= ENOUGH * seen.layout.rows]
    days = [each for each in days if not concepts_of(each.title) & NO_DAY]
    days = [each for each in days if "made" not in concepts_of(each.title)] or days  # beside another only when it was typed
    return own or (days[0] if len(days) == 1 else None)


def _of_sheet(seen: Seen, blocks: Sequence[Block], column: str) -> Profile | None:
    """What the entries of the same sheet have."""
    found = (block.choices.get(column) for block in blocks if block.table == LEDGER and block.sheet is seen.sheets[0])
    return next((choice.profile for choice in found if choice is not None), None)

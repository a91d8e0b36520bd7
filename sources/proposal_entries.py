"""What the numbers of a ledger show in other columns: which receipt a reversal takes back, and which settled which charge.

Belongs here: seeing it from cells that are such numbers. Does not belong here: titles that say so (proposal_choices.py), or
contracts, people and owners (proposal_lookup.py).

A number is taken for an entry's only where nearly all cells of its column are, and that can be no accident. Nothing of it is
certain.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace

from sources.proposal_blocks import LIKELY, Block, Choice, Sheet
from sources.proposal_evidence import HALF, meaning_of
from sources.proposal_lookup import NEARLY_ALL, Seen
from sources.proposal_profile import ENOUGH, Layout, Profile
from sources.proposal_sides import NEGATIVE, side_of

SELDOM = 0.3  # of the lines: those of reversals, below a title that is empty (or 0) on the others
NOBODY = frozenset({"", "0"})
SHORTEST = 4  # signs of a number that is no accident
OF_CHARGES, OF_CREDITS = "charge", "credit"
Make = Callable[[str, Sheet, Layout, Mapping[str, Choice]], Block | None]


def with_reversals(blocks: Sequence[Block]) -> list[Block]:
    """Ledgers with the column that says which receipt of the same contract a reversal takes back, where no title says it."""
    return [_with_reversal(block) if block.table == "ledger_entries" else block for block in blocks]


def _with_reversal(block: Block) -> Block:
    number, lease = block.choices.get("entry_id"), block.choices.get("lease_id")
    is_plain = not (block.months or block.paid or block.components)
    if "reverses_entry_id" in block.choices or number is None or lease is None or not is_plain:
        return block
    rows = list(_rows(block))
    lease_of = {_cell(row, number.profile): _cell(row, lease.profile) for row in rows}
    found = [each for each in block.left if _names_entries(each, block.layout, lease_of)]
    same = [each for each in found if _of_the_same_contract(each, rows, number.profile, lease.profile, lease_of)]
    if len(same) != 1:
        return block
    count = sum(count for text, count in same[0].texts.items() if text not in NOBODY)
    reason = f"geen titel gevonden; {count} van {count} cellen zijn het nummer van een andere regel van hetzelfde contract"
    return replace(block, choices={**block.choices, "reverses_entry_id": Choice("reverses_entry_id", same[0], LIKELY, reason)})


def _names_entries(profile: Profile, layout: Layout, known: Mapping[str, str]) -> bool:
    texts = {text: count for text, count in profile.texts.items() if text not in NOBODY}
    is_seldom = 0 < sum(texts.values()) <= SELDOM * layout.rows
    return is_seldom and all(text in known and len(text) >= SHORTEST for text in texts)


def _of_the_same_contract(
    profile: Profile, rows: Sequence[Sequence[str]], number: Profile, lease: Profile, lease_of: Mapping[str, str]
) -> bool:
    pairs = [(row, _cell(row, profile)) for row in rows if _cell(row, profile) not in NOBODY]
    return all(lease_of[text] == _cell(row, lease) and text != _cell(row, number) for row, text in pairs)


def settlements(blocks: Sequence[Block], unused: Sequence[Seen], make: Make) -> list[Block]:
    """The lists that hold two numbers of entries on each line, of a charge and of what settled it."""
    if any(block.table == "allocations" for block in blocks):
        return []
    kinds: dict[str, str] = {}
    for block in blocks:
        if block.table == "ledger_entries" and "entry_id" in block.choices:
            kinds |= dict(_kinds(block))
    found = [_settlement(seen, kinds, make) for seen in unused]
    return [block for block in found if block is not None]


def _settlement(seen: Seen, kinds: Mapping[str, str], make: Make) -> Block | None:
    numbers = [each for each in seen.layout.columns if _holds_entries(each, kinds)]
    if len(numbers) != 2:
        return None
    sides = [_share_of(each, OF_CHARGES, kinds) for each in numbers]
    if abs(sides[0] - sides[1]) < HALF:  # which of the two is the charge, the entries do not say
        return None
    charge, credit = numbers if sides[0] > sides[1] else numbers[::-1]
    reason = "geen titel gevonden; {} van {} cellen zijn het nummer van een {}"
    given = {
        name: Choice(name, each, LIKELY, reason.format(each.filled, each.filled, what))
        for name, each, what in (
            ("charge_entry_id", charge, "vordering"),
            ("credit_entry_id", credit, "ontvangst of creditering"),
        )
    }
    block = make("allocations", seen.sheets[0], seen.layout, given)
    return replace(block, choices={**block.choices, **given}, alike=seen.sheets[1:]) if block is not None else None


def _holds_entries(profile: Profile, kinds: Mapping[str, str]) -> bool:
    is_number = profile.share("code") >= ENOUGH and not profile.date_kind and all(len(text) >= SHORTEST for text in profile.texts)
    return (
        profile.filled > 1
        and is_number
        and sum(count for text, count in profile.texts.items() if text in kinds) >= (NEARLY_ALL * profile.filled)
    )


def _share_of(profile: Profile, side: str, kinds: Mapping[str, str]) -> float:
    return sum(count for text, count in profile.texts.items() if kinds.get(text) == side) / profile.filled


def _kinds(block: Block) -> Iterator[tuple[str, str]]:
    """Each entry's number, and whether it is a charge or what settles one."""
    number, kind = block.choices["entry_id"].profile, block.choices.get("entry_type")
    debit, amount = block.amounts.get("debit"), block.amounts.get("amount")
    of_all = side_of(block)
    for row in _rows(block):
        said = meaning_of("entry_type", _cell(row, kind.profile)) if kind is not None else None
        if debit is not None:
            is_charge = bool(_cell(row, debit).strip("0,.- "))
        elif said is not None:
            is_charge = said == OF_CHARGES
        else:
            is_charge = of_all == OF_CHARGES or (not of_all and amount is not None and not NEGATIVE.search(_cell(row, amount)))
        yield _cell(row, number), OF_CHARGES if is_charge else OF_CREDITS


def _rows(block: Block) -> Iterator[Sequence[str]]:
    above = block.layout.title_row + block.layout.title_rows - 1
    for sheet in (block.sheet, *block.alike):
        yield from sheet.rows[above:]


def _cell(row: Sequence[str], profile: Profile) -> str:
    return row[profile.place].strip() if profile.place < len(row) else ""

"""Streets that are called by a year (`Plein 1944 185`), where a list of postcodes says which of two numbers is the house's.

Belongs here: taking that doubt from addresses that the list proves, each of them. Does not belong here: seeing that a cell holds
two numbers (words/split.py), or reading them (reading/parts.py).

Certain is only an address of which the list has the last number below its postcode, and not the year.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from sources.reading.parts import NUMBER_WORD, PARTS, YEAR
from sources.words.blocks import Block
from sources.words.profile import Profile, cell_of
from sources.words.split import OF_A_YEAR

HOUSE = "house_number"
_PLAIN = [re.compile(each, re.IGNORECASE) for each in PARTS[HOUSE]]
_OF_YEARS = [re.compile(each, re.IGNORECASE) for each in PARTS[f"{HOUSE}{YEAR}"] if each not in PARTS[HOUSE]]
_YEAR = re.compile(r"(\d{4})\s+$")


def with_streets_of_years(blocks: Sequence[Block], known: Collection[tuple[str, str]] = ()) -> list[Block]:
    """The blocks, in which nobody is asked whether a street is called by a year where a list of postcodes says so of each.
    `known`: each postcode with each of its house numbers, beside those of the blocks themselves.
    """
    known = {*known, *(place for block in blocks if block.table == "postcodes" for place in _places(block))}
    return [_with(block, known) if block.table == "leases" and known else block for block in blocks]


def postcodes_doubted(blocks: Sequence[Block]) -> set[str]:
    """The postcodes of the contracts of which it is asked whether their streets are called by a year."""
    asked = [each for each in blocks if each.table == "leases" and HOUSE in each.choices and "postcode" in each.choices]
    asked = [each for each in asked if OF_A_YEAR in each.choices[HOUSE].why.doubts and not each.choices["postcode"].part]
    return {_written(cell_of(row, each.choices["postcode"].profile)) for each in asked for row in each.rows} - {""}


def _places(block: Block) -> set[tuple[str, str]]:
    """Each postcode with each house number that a list has below it."""
    postcode, house = block.choices.get("postcode"), block.choices.get(HOUSE)
    if postcode is None or house is None or postcode.part or house.part:
        return set()
    cells = ((cell_of(row, postcode.profile), cell_of(row, house.profile)) for row in block.rows)
    return {(_written(one), other.lstrip("0")) for one, other in cells if one and other}


def _with(block: Block, known: set[tuple[str, str]]) -> Block:
    house, postcode = block.choices.get(HOUSE), block.choices.get("postcode")
    if house is None or postcode is None or house.part != f"{HOUSE}{YEAR}" or postcode.part:
        return block
    if not all(any(each.profile is column for column in block.layout.columns) for each in (house, postcode)):
        return block  # an address that is looked up stands beside another list's postcode
    if not _is_proved(block, house.profile, postcode.profile, known):
        return block
    freed = {
        name: replace(each, why=replace(each.why, doubts=tuple(doubt for doubt in each.why.doubts if doubt != OF_A_YEAR)))
        for name, each in block.choices.items()
        if each.profile is house.profile and each.part
    }
    return replace(block, choices={**block.choices, **freed})


def _is_proved(block: Block, address: Profile, postcode: Profile, known: set[tuple[str, str]]) -> bool:
    """Whether of each address with a year and a number the list has that number, and not the year as one."""
    for row in block.rows:
        cell = re.sub(NUMBER_WORD, r"\1", cell_of(row, address), flags=re.IGNORECASE)
        found = next((each for pattern in _OF_YEARS if (each := pattern.search(cell))), None)
        if found is None or any(each.search(cell) for each in _PLAIN):
            continue
        year = _YEAR.search(cell[: found.start(1)])
        at = _written(cell_of(row, postcode))
        if year is None or (at, found[1].lstrip("0")) not in known or (at, year[1]) in known:
            return False
    return True


def _written(postcode: str) -> str:
    return postcode.replace(" ", "").upper()

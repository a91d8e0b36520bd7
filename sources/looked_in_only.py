"""Lists from which others only take something, by a lookup or as the meaning of codes: what these say by themselves.

Belongs here: which lists of a proposal these are, what is taken from each, and the table that one seems to be of itself. Does not
belong here: looking up (reading/lookup.py, recognition/lookup.py), or files in which a mapping only looks something up
(lookups_not_read.py).

A list of objections by file number, in which letters find their contract, counts as read; whoever objected would be reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.files_set_aside import kept_back_in
from sources.proposals.codes import explained_by
from sources.proposals.reasons import why_not
from sources.tables_seen import MATTER, whole_table_of
from sources.words.blocks import Block, Sheet
from sources.words.needs import REFERENCES


@dataclass
class Taken:
    """What others take from a list.

    Attributes:
        of: the list. columns: our columns that it gives, each by its table. by: the files that look in it.
    """

    of: Sheet
    columns: list[str] = field(default_factory=list)
    by: list[str] = field(default_factory=list)


def looked_in_only(blocks: Sequence[Block], unread: Sequence[Sheet]) -> list[Taken]:
    """The sheets in which blocks look something up and that no block reads. `unread`: those that are named as unread already."""
    known = {id(each) for each in unread} | {id(each) for block in blocks for each in (block.sheet, *block.alike)}
    found: dict[int, Taken] = {}
    for block in blocks:
        for made, lookup in block.lookups.items():
            columns = [f"{block.table}.{name}" for name, each in block.choices.items() if each.profile.title == made]
            for sheet in (each for each in lookup.sheets if id(each) not in known):
                taken = found.setdefault(id(sheet), Taken(sheet))
                taken.columns = list(dict.fromkeys([*taken.columns, *columns]))
                taken.by = list(dict.fromkeys([*taken.by, block.sheet.file]))
    return list(found.values())


def lists_themselves(blocks: Sequence[Block], unread: Sequence[Sheet]) -> list[Sheet]:
    """The lists that others look in, or by which codes were read, and that seem to be of a table themselves."""
    of_codes = [each for each in unread if explained_by(each, blocks)]
    return [each for each in (*of_codes, *(taken.of for taken in looked_in_only(blocks, unread))) if own_table(each)]


def own_table(sheet: Sheet) -> str:
    """The table that a list seems to be of by itself, where that would keep a signal back or count in what somebody owes: all but
    the number of a contract or person is there, which it may say by another. Empty where it is of none.
    """
    if table := whole_table_of(sheet):
        return table
    if kept_back := kept_back_in(sheet):
        return kept_back[0]
    reason = why_not(sheet)
    return reason.table if reason.table in MATTER and {*reason.lacks} <= {*REFERENCES} else ""

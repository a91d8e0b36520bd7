"""The sheets that give none of our tables and explain nothing that was read either: what a person may set aside.

Belongs here: which these are. Does not belong here: why a sheet gives nothing (reasons.py), setting it aside (answers.py), or
what a check says of files that nothing reads (sources/files_not_read.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from sources.proposals.codes import CodeList, code_list, explained_beside, explained_by
from sources.proposals.reasons import Reason, why_not
from sources.recognition.described import is_dictionary
from sources.words.blocks import Block, Sheet


@dataclass(frozen=True)
class Unknown:
    """A sheet, or a file of one, that gives none of our tables: what it looks like, if anything, and what it lacks for that;
    and the codes that it may explain. `of`: the sheet itself, for a person who knows what it is.
    """

    file: str
    sheet: str
    reason: Reason
    codes: CodeList | None = None
    of: Sheet | None = field(default=None, repr=False, compare=False)


def unknown_in(unread: Sequence[Sheet], blocks: Sequence[Block], also: Sequence[Sheet] = ()) -> tuple[Unknown, ...]:
    """Those of the sheets that gave nothing by which no titles or codes were read. `also`: sheets that others were read by, and
    that seem to be more than that.
    """
    found = [each for each in unread if not (is_dictionary(each, blocks) or explained_by(each, blocks))]
    found = [each for each in found if not explained_beside(each, blocks)]
    unknown = [Unknown(each.file, each.sheet or "", why_not(each), code_list(each, blocks), each) for each in found]
    return (*unknown, *(Unknown(each.file, each.sheet or "", why_not(each), of=each) for each in also))

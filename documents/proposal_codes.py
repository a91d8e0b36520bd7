"""A list that says what codes mean, and that is none of our tables: the line that looks them up, in Dutch.

Belongs here: those words. Does not belong here: finding such a list (sources/proposals/codes.py).
"""

from __future__ import annotations

from documents.proposal_toml import toml
from sources.proposals.codes import CodeList
from sources.words.names import quoted


def in_words(found: CodeList) -> str:
    """What the list says, and what to type in the file; a block that looks something up already gets one part more."""
    setting = toml(found.setting, "lookup")
    where = f"zet in dat blok bij lookup, tussen de accolades: {setting[1:-1]}"
    if not found.block.lookups:
        where = f"zet in dat blok, boven columns, lookup = {setting}"
    return f"zegt wat de codes in {codes_of(found)} betekenen: {where}, en lees {quoted(found.title)} bij columns"


def codes_of(found: CodeList) -> str:
    """The title of the codes, with its file."""
    return f"{quoted(found.codes)} van {found.block.sheet.file}"

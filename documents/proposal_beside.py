"""What `vroegsignaal map` says of all that lies among the exports and is read by no block of its proposal, in Dutch.

Belongs here: those words, so that no file or sheet goes by without one. Does not belong here: lists that were not recognised
(proposal_report.py, proposal_unknown.py), or which lists are only looked in (sources/looked_in_only.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.check_words import TABLES
from sources.looked_in_only import looked_in_only, own_table
from sources.proposals.codes import explained_beside, explained_by
from sources.proposals.listed_again import listed_again
from sources.recognition.described import is_dictionary
from sources.words.blocks import Block, Sheet

LOOKED_IN = "hierin wordt alleen opgezocht"


@dataclass(frozen=True)
class Beside:
    """What lies among the exports beside what a proposal reads.

    Attributes:
        given: sheets of a table that landing/ has by itself, with that table. gone: sheets that nothing reads since a person said
            that they are about something else. own: the filled in lists that no system gives. folders: folders, by name.
    """

    given: Sequence[tuple[Sheet, str]] = ()
    gone: Sequence[Sheet] = ()
    own: Sequence[str] = ()
    folders: Sequence[str] = ()


def in_words(beside: Beside) -> list[str]:
    """A line for each."""
    lines = [f"{named(sheet)}: geeft {table} ({TABLES[table]}), en dat staat al in landing/: niet gebruikt"
             for sheet, table in beside.given]  # fmt: skip
    lines += [f"{named(sheet)}: wordt na uw antwoorden niet gelezen" for sheet in beside.gone]
    lines += [f"{name}: een lijst die u zelf invult: telt vanzelf mee" for name in beside.own]
    return lines + [f"map {name}: wordt niet bekeken; zet de bestanden die meetellen in landing/exports/ zelf"
                    for name in beside.folders]  # fmt: skip


def of_use_in_words(blocks: Sequence[Block], unread: Sequence[Sheet]) -> tuple[list[str], list[str], list[Sheet]]:
    """(what is said of lists by which others were read, those that seem to be more than that, the other unread sheets)."""
    said: list[tuple[Sheet, str, str]] = []
    for sheet in unread:
        if is_dictionary(sheet, blocks):
            said.append((sheet, "zegt wat de titels van andere lijsten betekenen: zo zijn zij gelezen", ""))
        elif (same := listed_again(sheet, blocks)) is not None:
            said.append((sheet, f"dezelfde {TABLES[same.table]} als in {named(same.sheet)}: die lijst is gelezen, deze niet", ""))
        elif titles := explained_by(sheet, blocks):
            said.append((sheet, f"zegt wat de codes in {', '.join(titles)} betekenen: zo zijn zij gelezen", own_table(sheet)))
        elif titles := explained_by(sheet, blocks, is_of_words=False):
            said.append((sheet, f"zegt hoe de codes in {', '.join(titles)} heten: de code zelf is gelezen", own_table(sheet)))
        elif titles := explained_beside(sheet, blocks):
            said.append((sheet, f"zegt wat de codes in {', '.join(titles)} betekenen", ""))
    for taken in looked_in_only(blocks, unread):
        what = f"{LOOKED_IN}: {', '.join(taken.columns) or 'wat een code betekent'} (voor {', '.join(taken.by)})"
        said.append((taken.of, what, own_table(taken.of)))
    lines = [line for sheet, what, table in said for line in (f"{named(sheet)}: {what}", *_itself(table))]
    more = [
        f"{named(sheet)} (lijkt op {TABLES[table]}, en dient nu alleen om andere te lezen)" for sheet, _, table in said if table
    ]
    return lines, more, [each for each in unread if all(each is not sheet for sheet, *_ in said)]


def _itself(table: str) -> list[str]:
    return [f"    lijkt zelf op {TABLES[table]} ({table}): dat wordt zo niet gelezen"] if table else []


def named(sheet: Sheet) -> str:
    """The file, and the sheet where it has several."""
    return f"{sheet.file}{f', blad {sheet.sheet}' if sheet.sheet else ''}"

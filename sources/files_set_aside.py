"""What a mapping says by `unread_files` or `unread_sheets` not to count and would keep a signal back: named, with its lines.

Belongs here: seeing what such a file or worksheet is about, and naming it in every check and run. Does not belong here: what is
said of those of which nobody said anything (files_not_read.py, sheets_not_read.py), or titles set aside (guards/set_aside.py).

One line of the mapping can set aside what a bailiff reported; then a tenant is reported twice, and nobody remembers why.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sources.findings import Finding, amount_of
from sources.guards.said_of_lists import SAYS
from sources.guards.skipped_matters import HARM
from sources.guards.unused import DIED
from sources.reading.rules import FOLDER, Export
from sources.reading.sheets import is_named
from sources.reading.workbooks import is_workbook, workbook_at
from sources.recognition.files import sheets_of
from sources.recognition.flags import OBJECTIONS, called_objections
from sources.recognition.sheets import propose
from sources.tables_seen import LARGEST, MOST_LINES
from sources.words.blocks import Block, Sheet
from sources.words.needs import REFERENCES, tables_named
from sources.words.profile import look_at
from sources.words.ways import is_known
from validations.unreadable import Unreadable

# Table -> what its lines are about, and who is reported where they do not count.
ABOUT = {
    "objections": ("bezwaren", HARM["objections"]),
    "payment_arrangements": ("betalingsregelingen", HARM["payment_arrangements"]),
    "reported_elsewhere": ("meldingen door een ander", HARM["reported_elsewhere"]),
    "tenants": ("overlijdens", HARM["tenants"]),
}
SET_ASIDE = "file_set_aside"
# Table -> titles of a list that speak of it whatever else stands there; `Gemeld door` says any list of repairs.
TITLES = {
    "reported_elsewhere": r"\bgemeld\b.*\b(gemeente|meldpunt)|\bmelding (aan |bij )?(de )?gemeente"
    r"|\breported (to|at) (the )?munic|\bmeldt zelf|\b(zelf|elders) gemeld|\b(vs|vroegsignaal) door",
    "objections": SAYS["objections"],
    "payment_arrangements": r"\bbeta(lings?|al)[- ]?(regeling|afspra)",
    "tenants": DIED,
}


def files_set_aside(paths: Sequence[Path]) -> list[Finding]:
    """A warning of each of these files, set aside by `unread_files`, of which a sheet is about what keeps a signal back."""
    return [each for path in paths for each in _of_file(path)]


def _of_file(path: Path) -> Iterator[Finding]:
    try:
        sheets = sheets_of(path) if path.stat().st_size <= LARGEST else None
    except (Unreadable, OSError):
        sheets = None
    if sheets is None:  # nobody can look into it; its name may still say it
        yield from (_finding(path, about, None) for about in _named(path.stem, None))
        return
    for sheet in sheets:
        if found := kept_back_in(sheet):
            yield _finding(path, *found, "unread_files", sheet.sheet)


def sheets_set_aside(path: Path, blocks: Sequence[Export], read: Collection[str]) -> list[Finding]:
    """A warning of each such sheet that a block sets aside by `unread_sheets`. `read`: names or patterns of those that count."""
    unread = [each for block in blocks for each in block.unread_sheets]
    if not unread or not is_workbook(path):
        return []
    findings = []
    try:
        for name, cells in workbook_at(path).items():
            if any(is_named(each, name) for each in unread) and not any(is_named(each, name) for each in read):
                rows = [list(row) for row in cells.rows() if any(row)]
                if rows and (found := kept_back_in(Sheet(path.name, rows, name))):
                    findings.append(_finding(path, *found, "unread_sheets", name))
    except Unreadable:  # named by whoever reads its sheets
        return []
    return findings


def kept_back_in(sheet: Sheet) -> tuple[str, int] | None:
    """(the table, how many lines) of what a sheet says that would keep a signal back."""
    rows = [row for row in sheet.rows if any(row)]
    blocks, _ = propose([Sheet(sheet.file, rows[:MOST_LINES], sheet.sheet)])
    for block in blocks:
        begins = block.layout.above
        if block.table in ABOUT and block.table != "tenants" and len(rows) > begins and _holds_something(block):
            return block.table, len(rows) - begins
        died = block.choices.get("deceased_on")
        if block.table == "tenants" and died is not None:
            place = died.profile.place
            count = sum(len(row) > place and bool(row[place].strip()) for row in rows[begins:])
            if count:
                return block.table, count
    named = _named(Path(sheet.file).stem, sheet.sheet)
    return (named[0], len(rows) - 1) if named and len(rows) > 1 else _titled(sheet) or _worded(sheet)


def _holds_something(block: Block) -> bool:
    """Whether a list says more than whose it is: below a day of objection that nobody has, nothing stands."""
    return any(choice.profile.filled for name, choice in block.choices.items() if name not in REFERENCES)


def _titled(sheet: Sheet) -> tuple[str, int] | None:
    """By a title above filled cells."""
    layout = look_at(sheet.rows, is_known)
    for each in layout.columns if layout else ():
        table = next((table for table, said in TITLES.items() if re.search(said, each.title.casefold())), None)
        if table and each.filled:
            return table, each.filled
    return None


def _worded(sheet: Sheet) -> tuple[str, int] | None:
    """By a word for what lines are: an objection among disputes of another kind."""
    layout = look_at(sheet.rows, is_known)
    count = called_objections(layout) if layout else 0
    return (OBJECTIONS, count) if count else None


def _named(file: str, sheet: str | None) -> list[str]:
    said = tables_named(sheet or "") or tables_named(file)
    died = ["tenants"] if re.search(DIED, (sheet or file).casefold()) else []
    return [table for table in ABOUT if table in said and table != "tenants"] + died


def _finding(path: Path, table: str, count: int | None, setting: str = "unread_files", sheet: str | None = None) -> Finding:
    what, so = ABOUT[table]
    holds = f"{amount_of(count, 'regel', 'regels')} over {what}" if count is not None else f"een naam die over {what} gaat"
    begins = f"het blad '{sheet}'" if sheet else "dit bestand"
    text = (
        f"{begins} staat bij {setting} en heeft {holds}: dat weegt nu niet mee, en {so}. Klopt dat nog? Zo niet, haal de naam "
        f"daar dan weg en maak er een blok [[{table}]] van."
    )
    return Finding("warning", f"{FOLDER}/{path.name}", SET_ASIDE, text, count or 1)

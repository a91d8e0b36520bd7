"""Which worksheets of a workbook a block of the mapping reads, where it names several or a pattern, and the day in their names.

Belongs here: `sheet = "* 2026"` and `sheet = ["Jan", "Feb"]`, as `file` has patterns. Does not belong here: files
(files.py), reading cells (cells.py), or sheets that no block reads (sheets_not_read.py).

No sheet's name can hold / * ? [ or ], so several names are one text with / between them, and a * is always a pattern.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from fnmatch import fnmatchcase
from itertools import combinations
from pathlib import Path

from exports.inbox.sheets import Sheet
from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.cells import refused
from sources.reading.files import fewer_of_newest_day, is_pattern_of_files, months_between
from sources.reading.rules import FOLDER, Export
from sources.reading.settings import BETWEEN_SHEETS, NAME_DAY
from sources.reading.shapes import MONTH_IN_NAME, day_in_name, day_in_part, of_newest_day, without_day, years_in
from sources.reading.where import with_line
from sources.reading.workbooks import is_workbook, workbook_at
from validations.unreadable import Unreadable

_SPEAKS_OF_TIME = re.compile(rf"\d|{MONTH_IN_NAME}", re.IGNORECASE)
_FIGURES = re.compile(r"\d+")
NAMES_SHEET = ", blad "  # between the name of a file and that of its sheet, in what findings are about


def names_several(export: Export) -> bool:
    """Whether a block reads any sheet whose name fits, and not the one that it names."""
    return any(sign in (export.sheet or "") for sign in f"{BETWEEN_SHEETS}*?")


def is_named(said: str | None, name: str) -> bool:
    """Whether what a block says of sheets names this one; capitals do not matter."""
    return any(fnmatchcase(plain(name), plain(each)) for each in (said or "").split(BETWEEN_SHEETS))


def is_of_a_month(name: str) -> bool:
    """Whether the name of a sheet holds a month."""
    return day_in_part(name, date.max.year) is not None


def plain(name: str) -> str:
    """A sheet's name as names are compared."""
    return name.strip().lower()


def sheets_read(export: Export, path: Path) -> list[str | None]:
    """The sheets of a workbook that a block reads, in their order there. One that a pattern fits and that is empty, as that of a
    month to come, is passed over; one that is named and not there stays, and is refused by whoever opens it.

    Raises:
        SourcesRefused: none fits, or the newest was asked and is not to be seen.
        Unreadable: it is no sound workbook.
    """
    if not names_several(export):
        return [export.sheet]
    if not is_workbook(path):
        return [export.sheet]  # refused by whoever opens it, or a csv, of which `sheet` says nothing
    there = workbook_at(path)
    said = (export.sheet or "").split(BETWEEN_SHEETS)
    left_out = [*map(plain, export.unread_sheets)]
    found: list[str | None] = [
        name for name in there if is_named(export.sheet, name) and plain(name) not in left_out and _is_wanted(said, name, there)
    ]
    _refuse_one_without_a_month(said, found, path.name)
    found += [each for each in said if "*" not in each and "?" not in each and not any(is_named(each, name) for name in there)]
    if not found:
        raise refused("sheet_missing", f"heeft geen werkblad met een naam als '{export.sheet}' waar iets op staat.")
    if export.choose == "all" or is_pattern_of_files(export.file):
        return found
    return _newest(export, found, path.name)


def _is_wanted(said: Sequence[str], name: str, there: Mapping[str, Sheet]) -> bool:
    return plain(name) in map(plain, said) or any(map(any, there[name].rows()))


def _refuse_one_without_a_month(said: Sequence[str], found: Sequence[str | None], file: str) -> None:
    """Among sheets of a month each, the one that a pattern fits too and that has none may hold their totals."""
    of_months = [name for name in found if name and _SPEAKS_OF_TIME.search(name) and day_of(f"{file}{NAMES_SHEET}{name}")]
    without = [name for name in found if name and name not in of_months and plain(name) not in map(plain, said)]
    if of_months and without:
        text = (
            f"het werkblad '{without[0]}' past bij sheet en heeft geen maand in zijn naam, zoals de andere. Telt het niet mee, "
            f'zoals een totaal, zet dan unread_sheets = ["{without[0]}"] in het blok; hoort het erbij, noem het '
            f'dan in een lijst: sheet = ["...", "{without[0]}"].'
        )
        raise refused("sheet_without_month", text)


def _newest(export: Export, found: Sequence[str | None], file: str) -> list[str | None]:
    """The newest sheet, or all of them with the newest last."""
    days = {name: day_of(f"{file}{NAMES_SHEET}{name}") for name in found}
    rests = {(days[name], without_day(name or "")) for name in found if days[name]}
    chosen = of_newest_day([name or "" for name in found], [*days.values()])
    if chosen is None or (export.choose == "latest" and len(found) > 1 and len(rests) < len(found)):
        text = (
            f"van de {len(found)} werkbladen die bij '{export.sheet}' passen is niet te zien welk het nieuwste is: geef elk een "
            'andere maand met jaar in zijn naam (okt 2026), of choose = "all" als ze elkaar aanvullen.'
        )
        raise refused("newest_unknown", text)
    in_order = sorted(found, key=lambda name: days[name] or date.min)
    return in_order if export.choose == "latest" else [found[place] for place in chosen]


def read_twice(files: Mapping[Path, Sequence[Export]]) -> dict[str, Finding]:
    """Table -> the refusal, where two of its blocks name one file, or a sheet of it, each in their own way: every line would
    count twice, and neither would know what the other takes.
    """
    found = {}
    for path, blocks in files.items():
        for one, other in combinations(blocks, 2):
            if (
                one.table == other.table
                and (one.file, one.sheet) != (other.file, other.sheet)
                and _share_a_sheet(one, other, path)
            ):
                ways = " en ".join(f"'{each.file}'{_of_sheet(each)}" for each in (one, other))
                text = (
                    f"twee blokken [[{one.table}]] lezen dit bestand onder een andere naam, {ways}: dan telt alles twee keer. "
                    "Schrijf file en sheet in beide blokken precies hetzelfde, of laat elk een ander bestand of blad lezen."
                )
                found[one.table] = with_line(Finding("refused", f"{FOLDER}/{path.name}", "file_read_twice", text), other.where)
    return found


def _share_a_sheet(one: Export, other: Export, path: Path) -> bool:
    if one.sheet is None or other.sheet is None or not is_workbook(path):
        return True
    try:
        names = [{plain(name) for name in sheets_read(each, path) if name} for each in (one, other)]
    except (SourcesRefused, Unreadable):  # named by whoever reads them
        return False
    return bool(names[0] & names[1])


def _of_sheet(export: Export) -> str:
    return f" met sheet '{export.sheet}'" if export.sheet else ""


def sheet_months_missing(export: Export, path: Path, names: Sequence[str | None]) -> list[Finding]:
    """A warning where sheets that add up have a month each, and one in between is not there; or where of the newest month there
    are fewer than of the one before.
    """
    if not names_several(export):
        return []
    if export.choose == "newest" and is_workbook(path) and not is_pattern_of_files(export.file):
        there = [name for name in workbook_at(path) if is_named(export.sheet, name)]
        days = {name: day_of(f"{path.name}{NAMES_SHEET}{name}") for name in there}
        return fewer_of_newest_day(days, f"werkbladen van {path.name}", export.sheet or "")
    days_read = [day_of(f"{path.name}{NAMES_SHEET}{name}") for name in names]
    what = f"de werkbladen '{export.sheet}' van {path.name}"
    return months_between(days_read, what) if export.choose == "all" else []


def once_a_workbook(findings: Sequence[Finding]) -> list[Finding]:
    """What is noted of each sheet of a workbook alike, such as that its last line is a total, noted of one and counted."""
    noted: dict[tuple[str, str, str], list[Finding]] = {}
    for each in findings:
        file, _, sheet = each.source.partition(NAMES_SHEET)
        if sheet and each.severity == "note":
            noted.setdefault((file, each.rule, _FIGURES.sub("", each.text)), []).append(each)
    first = {id(alike[0]): alike for alike in noted.values() if len(alike) > 1}
    others = {id(each) for alike in first.values() for each in alike[1:]}
    return [_with_others(first[id(each)]) if id(each) in first else each for each in findings if id(each) not in others]


def _with_others(alike: Sequence[Finding]) -> Finding:
    count = sum(each.count for each in alike)
    text = f"{alike[0].text} Zo ook op {amount_of(len(alike) - 1, 'ander blad', 'andere bladen')}; samen {count}."
    return replace(alike[0], text=text, count=count)


def source_of(folder: str, path: Path, export: Export, sheet: str | None) -> str:
    """What a finding is about: the file, and its sheet where a block reads several."""
    return f"{folder}/{path.name}" + (f"{NAMES_SHEET}{sheet}" if sheet and names_several(export) else "")


def day_of(source: str) -> date | None:
    """The day (or the first of the month) that the name of a sheet holds, with the year of its file where it has none: `okt` in
    `Huur 2026.xlsx`, not in a file that was made on a day in January. That of the file where the sheet's name speaks of no time.
    """
    file, _, sheet = source.partition(NAMES_SHEET)
    made_on = day_in_name(file)
    if not sheet or not _SPEAKS_OF_TIME.search(sheet):
        return made_on
    years = years_in(file) if made_on is None else set()
    return day_in_part(sheet, min(years) if len(years) == 1 else None)


def with_day_of_name(export: Export, source: str) -> Export:
    """The block with the day in the name of the file or sheet where its constants, or the parts of a number, say `(naam)`.

    Raises:
        SourcesRefused: the name holds none.
    """
    asked = [column for column, said in export.constants.items() if said == NAME_DAY]
    asked += [NAME_DAY for parts in export.made_ids.values() if NAME_DAY in parts]  # as a constant of that name
    if not asked:
        return export
    day = day_of(source)
    if day is None:
        example = "okt 2026, of okt in een bestand Huur 2026.xlsx" if names_several(export) else "Saldi_20261120.xlsx"
        raise refused("no_day_in_name", f"in de naam staat geen datum, en daarvan is iets gemaakt ({asked[0]}): {example}.")
    return replace(export, constants={**export.constants, **dict.fromkeys(asked, day.isoformat())})


def years_of(source: str) -> set[int]:
    """The years that the name of a sheet holds; where it has none, those of its file."""
    file, _, sheet = source.partition(NAMES_SHEET)
    return years_in(sheet) or years_in(file)

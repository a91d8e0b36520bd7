"""Which files in the landing folder an export of the mapping names, and which of them are read.

Belongs here: names, patterns and the day in a name. Does not belong here: opening them (cells.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from sources.findings import Finding
from sources.reading.rules import FOLDER, Export
from sources.reading.shapes import day_in_name, newest, without_day


def chosen_of(export: Export, files: list[Path]) -> list[Path] | None:
    """Those of the files that fit which are read: all of them, or the newest; None where that is unknown. Where of each number
    the latest line counts, the newest file comes last.
    """
    return in_order_of_days(files) if export.choose == "latest" else newest(files) if export.choose == "newest" else files


def in_order_of_days(files: Sequence[Path]) -> list[Path] | None:
    """The files by the day in their names, the newest last; None where two of a day differ in nothing else, or one has no day."""
    days = {path: day_in_name(path.name) for path in files}
    each = {(day, without_day(path.name)) for path, day in days.items() if day is not None}
    if len(files) > 1 and len(each) < len(files):
        return None
    return sorted(files, key=lambda path: days[path] or date.min)


def newest_unknown(export: Export, count: int) -> Finding:
    """The refusal where it is unknown which file is the newest."""
    text = (
        f"van de {count} bestanden die bij '{export.file}' passen is niet te zien welk het nieuwste is: zet in elke naam een "
        "andere datum (Contracten_20261120.xlsx; van een dag horen alleen bestanden bij elkaar die verder anders heten), of "
        'choose = "all" als ze elkaar aanvullen.'
    )
    return Finding("refused", "mapping.toml", "newest_unknown", text)


def is_pattern_of_files(said: str) -> bool:
    """Whether a block names any file whose name fits, and not one."""
    return any(sign in said for sign in "*?[")


def fewer_than_before(export: Export, files: Sequence[Path]) -> list[Finding]:
    """A warning where of several files a day, an administration each, the newest day has fewer than the day before it."""
    if export.choose != "newest":
        return []
    return fewer_of_newest_day({path.name: day_in_name(path.name) for path in files}, "bestanden", export.file)


def fewer_of_newest_day(days: Mapping[str, date | None], what: str, said: str) -> list[Finding]:
    """The same of names and their days; `what` they are, and what the mapping says of them."""
    of_day: dict[date, dict[str, str]] = {}
    for name, day in days.items():
        if day is not None:
            of_day.setdefault(day, {})[without_day(name)] = name
    if len(of_day) < 2:
        return []
    before, last = sorted(of_day)[-2:]
    if len(of_day[last]) >= len(of_day[before]):
        return []
    lacking = [name for rest, name in of_day[before].items() if rest not in of_day[last]]
    text = (
        f"van de {what} '{said}' zijn er van {last:%d-%m-%Y} {len(of_day[last])}, en van {before:%d-%m-%Y} waren het er "
        f"{len(of_day[before])}: alleen die van de nieuwste dag tellen. Hoort er nu ook een bij als "
        f"{', '.join(repr(name) for name in lacking)}, lever die dan nog aan."
    )
    return [Finding("warning", "mapping.toml", "fewer_than_before", text, len(of_day[before]) - len(of_day[last]))]


def months_missing(export: Export, files: Sequence[Path]) -> list[Finding]:
    """A warning where files that add up have a month each, and one in between is not there: its money is in no ledger."""
    what = f"de bestanden '{export.file}'"
    return [] if export.choose != "all" else months_between([day_in_name(path.name) for path in files], what)


def months_between(days: Sequence[date | None], what: str) -> list[Finding]:
    """A warning where each of these days is of a month of its own, and a month in between has none. `what` they belong to."""
    months = {(day.year, day.month) for day in days if day}
    if len(days) < 3 or len(months) < len(days):
        return []
    between = [divmod(month, 12) for month in range(min(map(_count, months)), max(map(_count, months)))]
    missing = [f"{year}-{month + 1:02}" for year, month in between if (year, month + 1) not in months]
    if not missing:
        return []
    text = f"{what} vullen elkaar per maand aan, en {', '.join(missing)} is er niet bij. Is de reeks heel?"
    return [Finding("warning", "mapping.toml", "month_missing", text, len(missing))]


def _count(month: tuple[int, int]) -> int:
    return month[0] * 12 + month[1] - 1


def files_of(landing_dir: Path, export: Export) -> list[Path]:
    """Files that fit the name or pattern, in landing/exports or landing; never outside landing."""
    for folder in (landing_dir / FOLDER, landing_dir):
        if Path(export.file).is_absolute() or ".." in Path(export.file).parts:
            return []
        # A name that begins with ~$ is the mark Excel leaves while somebody has the file open.
        try:
            found = sorted(path for path in folder.glob(export.file) if path.is_file() and not path.name.startswith(("~", ".")))
        except (OSError, ValueError):  # a longer name than a file can have, or `**` within one: no file fits it
            return []
        if found:
            return [path for path in found if path.resolve().is_relative_to(landing_dir.resolve())]
    return []

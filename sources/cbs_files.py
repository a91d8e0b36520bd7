"""Finding CBS's address file: its names and titles change from year to year, so it is known by what is in it.

Belongs here: opening csv and zip, separating the address file from the lists of names beside it, its columns and year.
Does not belong here: what becomes of the rows (cbs.py).
"""

from __future__ import annotations

import re
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import IO

from sources.findings import Finding

CHANGES_FILE = "municipality_changes.csv"
# What zipfile and zlib raise of a zip that is damaged, encrypted, or packed in a way they do not know.
BROKEN_ZIP = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError)
LARGEST_UNPACKED = 2 << 30  # bytes; the file is some 250 MB
POSTCODE = re.compile(r"[1-9][0-9]{3} ?[A-Za-z]{2}")
TITLES = {
    "postcode": re.compile(r"^(pc6?|pc_?6|postcode.*|pc6.*)$", re.IGNORECASE),
    "number": re.compile(r"^(huisn.*|hnr.*|huis_n.*|nummer)$", re.IGNORECASE),
    "municipality": re.compile(r"^(gem|gm)(?!.*naam).*$", re.IGNORECASE),
}


@dataclass(frozen=True)
class AddressFile:
    """One CBS address file.

    Attributes:
        path: the csv, or the zip it lies in.
        member: its name in the zip; None for a csv.
        year: of the division into municipalities, from the titles, else from the name; None where neither says.
        issue: the dates in its name, by which a later issue of the same year is known.
        delimiter: semicolon or comma.
        has_titles: whether the first line holds titles.
        columns: position (from 0) of `postcode`, `number` and `municipality`.
        width: number of columns.
    """

    path: Path
    member: str | None
    year: int | None
    issue: tuple[str, ...]
    delimiter: str
    has_titles: bool
    columns: dict[str, int]
    width: int

    @property
    def source(self) -> str:
        return f"cbs/{self.path.name}"


def find_address_files(place: Path) -> tuple[list[AddressFile], list[Finding]]:
    """The address files in a folder (or the one file given), and notes for what is none."""
    paths = sorted(place.iterdir()) if place.is_dir() else [place] if place.exists() else []
    files, findings = [], []
    for path in paths:
        if path.name.startswith(".") or path.name == CHANGES_FILE or path.is_dir():
            continue
        if path.suffix.lower() not in (".csv", ".zip"):
            text = "is geen .csv of .zip en is overgeslagen."
            findings.append(Finding("note", f"cbs/{path.name}", "cbs_not_addresses", text))
            continue
        try:
            found = list(_address_files_in(path))
        except (OSError, *BROKEN_ZIP):
            text = "is niet te lezen. Haal het bestand opnieuw op bij het CBS."
            findings.append(Finding("refused", f"cbs/{path.name}", "cbs_unreadable", text))
            continue
        if not found:
            text = "is geen adresbestand van het CBS (postcode, huisnummer, gemeente) en is overgeslagen."
            findings.append(Finding("note", f"cbs/{path.name}", "cbs_not_addresses", text))
        files += found
    return files, findings


def _address_files_in(path: Path) -> Iterator[AddressFile]:
    if path.suffix.lower() == ".csv":
        with path.open("rb") as stream:
            lines = _first_lines(stream)
        yield from _recognised(path, None, lines)
        return
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if entry.is_dir() or PurePosixPath(entry.filename).suffix.lower() != ".csv":
                continue
            with archive.open(entry) as stream:
                lines = _first_lines(stream)
            yield from _recognised(path, entry.filename, lines)


def _first_lines(stream: IO[bytes]) -> list[str]:
    start = stream.read(1 << 14).decode("utf-8-sig", errors="replace")
    return start.splitlines()[:2]


def _recognised(path: Path, member: str | None, lines: list[str]) -> Iterable[AddressFile]:
    if not lines:
        return []
    delimiter = ";" if lines[0].count(";") >= lines[0].count(",") else ","
    first = _cells(lines[0], delimiter)
    second = _cells(lines[1], delimiter) if len(lines) > 1 else []
    has_titles = not POSTCODE.fullmatch(first[0])
    columns = _by_title(first) if has_titles else None
    if columns is None:
        columns = _by_position(second if has_titles else first)
    if columns is None:
        return []
    name = PurePosixPath(member).name if member else path.name
    place = columns["municipality"]
    title_year = year_in(first[place]) if has_titles and place < len(first) else None  # a row may be wider than the titles
    issue = tuple(re.findall(r"20\d{6}", f"{path.name} {name}"))
    year = title_year or year_in(name) or year_in(path.name)
    return [AddressFile(path, member, year, issue, delimiter, has_titles, columns, len(first))]


def _cells(line: str, delimiter: str) -> list[str]:
    return [cell.strip().strip('"').strip() for cell in line.split(delimiter)]


def _by_title(titles: list[str]) -> dict[str, int] | None:
    places = {}
    for name, pattern in TITLES.items():
        found = [place for place, title in enumerate(titles) if pattern.match(title)]
        if not found:
            return None
        places[name] = found[0]
    return places


def _by_position(cells: list[str]) -> dict[str, int] | None:
    """Postcode, house number, ..., municipality: the order has always been that, whatever the titles."""
    fits = len(cells) >= 3 and POSTCODE.fullmatch(cells[0]) and cells[1].isdigit()
    if not fits or not re.fullmatch(r"(GM)?\d{1,4}", cells[-1]):
        return None
    return {"postcode": 0, "number": 1, "municipality": len(cells) - 1}


def year_in(text: str) -> int | None:
    """The year that a file's name or a title speaks of."""
    found = re.search(r"20\d{2}", text)
    return int(found[0]) if found else None


def unpacked(file: AddressFile, work_dir: Path) -> Path:
    """The csv itself: where it lies, or taken out of its zip into the work folder.

    Raises:
        OSError: it is larger unpacked than an address file can be, or the disk is full.
    """
    if file.member is None:
        return file.path
    target = work_dir / "cbs_addresses.csv"
    left = LARGEST_UNPACKED
    with zipfile.ZipFile(file.path) as archive, archive.open(file.member) as stream, target.open("wb") as out:
        while piece := stream.read(1 << 20):
            left -= len(piece)
            if left < 0:
                raise OSError("an address file is never so large")
            out.write(piece)
    return target

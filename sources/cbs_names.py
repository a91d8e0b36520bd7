"""The municipalities and their names, from the list that CBS puts beside its addresses: the landing table `municipalities`.

Belongs here: finding that list (its titles change by year: `Gemcode2020;Gemeentenaam2020`, `GM_CODE,GM_NAAM`; of some years it is
in windows-1252), and writing the table. Does not belong here: the addresses (cbs.py), or which mergers hold (`cbs.successors`).
"""

from __future__ import annotations

import csv
import re
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

import duckdb

from exports.ground.duck import CONFIG
from exports.ground.files import PRIVATE_FILE
from sources.cbs_files import BROKEN_ZIP, AddressFile, year_in
from sources.findings import Finding, amount_of

NAMES_USED, NAMES_MISSING = "cbs_names_used", "cbs_names_missing"
LARGEST_LIST = 1 << 20  # bytes; there are some 340 municipalities
CODE_TITLE = re.compile(r"(gem|gm)(?!.*na+m).*", re.IGNORECASE)
NAME_TITLE = re.compile(r"(gem|gm).*na+m.*", re.IGNORECASE)
CODE = re.compile(r"(?:GM)?(\d{1,4})", re.IGNORECASE)


def write_municipalities(
    target: Path, addresses: AddressFile, postcodes: Path, ended: Mapping[str, str], new_names: Mapping[str, str]
) -> list[Finding]:
    """Writes `municipalities` (municipality_code, name) as Parquet to `target`; gives what a person must know.

    Args:
        target: the file to write.
        addresses: the file that is used; its own list is in the same zip, or else in the same folder.
        postcodes: the table made of it: a municipality of an address is one of the table, whatever the list has.
        ended: code that merged by the as-of date -> its successor.
        new_names: code of a successor -> what it is called.
    """
    used, listed = _own_list(addresses)
    with duckdb.connect(config=CONFIG) as con:
        sql = "select distinct municipality_code from read_parquet(?) order by all"
        wanted = [code for (code,) in con.execute(sql, [str(postcodes)]).fetchall()]
        wanted += [ended.get(code, code) for code in listed]
        nameless = [code for code in dict.fromkeys(wanted) if code not in listed and code not in new_names]
        named = {code: listed.get(code) or new_names.get(code) or f"gemeente {code}" for code in wanted}
        rows = {"codes": sorted(named), "names": [named[code] for code in sorted(named)]}
        con.execute("create table municipalities as select unnest($codes) as municipality_code, unnest($names) as name", rows)
        path = str(target).replace("'", "''")
        con.execute(f"copy municipalities to '{path}' (format parquet)")
    target.chmod(PRIVATE_FILE)
    findings = [Finding("note", f"cbs/{used}", NAMES_USED, "gebruikt voor de tabel municipalities.")] if used else []
    if nameless:
        text = (
            f"van {amount_of(len(nameless), 'gemeente', 'gemeenten')} is de naam niet gevonden: er staat 'gemeente' met de code. "
            "De zip van het CBS hoort een lijst met een code en een naam per gemeente te hebben; zet hem er heel neer."
        )
        findings.append(Finding("warning", addresses.source, NAMES_MISSING, text, len(nameless)))
    return findings


def _own_list(addresses: AddressFile) -> tuple[str, dict[str, str]]:
    """(file name, code -> name): of several lists the one of the addresses' own year; nothing where there is none to read."""
    try:
        lists = list(_lists(addresses.path))
    except (OSError, *BROKEN_ZIP):
        return "", {}
    own = [each for each in lists if year_in(each[0]) == addresses.year] or lists
    return own[-1] if own else ("", {})


def _lists(path: Path) -> Iterator[tuple[str, dict[str, str]]]:
    """(file name, its names) of each list of municipalities in the zip, or in the folder of a csv."""
    if path.suffix.lower() == ".csv":
        for each in sorted(path.parent.glob("*.[cC][sS][vV]")):
            if each.stat().st_size <= LARGEST_LIST:
                yield from _read(each.name, each.read_bytes())
        return
    with zipfile.ZipFile(path) as archive:
        for entry in archive.infolist():
            if PurePosixPath(entry.filename).suffix.lower() == ".csv" and entry.file_size <= LARGEST_LIST:
                yield from _read(PurePosixPath(entry.filename).name, archive.read(entry))


def _read(name: str, data: bytes) -> Iterator[tuple[str, dict[str, str]]]:
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        text = data.decode("cp1252", errors="replace")
    first = text.partition("\n")[0]
    try:
        rows = list(csv.reader(text.splitlines(), delimiter=";" if first.count(";") >= first.count(",") else ","))
    except csv.Error:
        return
    titles = [title.strip() for title in rows[0]] if rows else []
    codes = [place for place, title in enumerate(titles) if CODE_TITLE.fullmatch(title)]
    names = [place for place, title in enumerate(titles) if NAME_TITLE.fullmatch(title)]
    if len(codes) != 1 or len(names) != 1:
        return
    found = {}
    for row in rows[1:]:
        code = CODE.fullmatch(row[codes[0]].strip()) if len(row) == len(titles) else None
        if code and row[names[0]].strip():
            found[code[1].zfill(4)] = row[names[0]].strip()
    yield name, found

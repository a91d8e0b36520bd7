"""A portfolio whose every personal cell carries a marker, and the search for that marker, byte by byte.

Belongs here: the marked landing tables, marked feedback files, and finding markers in files, names and texts. Does not
belong here: which places may hold them (the tests say).

The marker is one odd word, so that it shows in any file, whole or cut off; numbers carry an odd row of digits.
"""

from __future__ import annotations

import io
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from contextlib import closing
from pathlib import Path

import duckdb

from tests.builders import Portfolio, collection_case, eviction_notice, export_info, optional_field, write_csv

WORD = "zxq7"
DIGITS = "70977970"  # in telephone and house numbers
MARKED = re.compile(f"{WORD}|{DIGITS}[0-9]|7797 ?zx".encode())
WIDE = re.compile(WORD.encode("utf-16-le"))
OPTIONAL = ("initials", "street", "house_number_suffix", "city", "phone", "email")
FEEDBACK_TITLES = ["Achternaam", "Postcode", "Huisnummer", "Hulp geaccepteerd", "Datum"]


def portfolio(*lease_ids: str) -> Portfolio:
    """Deliverable leases (default two) with a marker in every cell that says something about a tenant or an address."""
    made = Portfolio.lawful(*(lease_ids or (f"L{WORD}1", f"L{WORD}2")))
    for number, row in enumerate(made.tables["leases"], start=1):
        row |= {
            "street": f"Straat{WORD}weg {number}", "house_number": f"{DIGITS}{number}",
            "house_number_suffix": f"{WORD}{number}", "postcode": "7797 ZX", "city": f"Stad{WORD}",
        }  # fmt: skip
    for number, row in enumerate(made.tables["tenants"], start=1):
        row |= {
            "last_name": f"Achter{WORD}naam{number}", "name_prefix": f"van{WORD}", "initials": f"I{WORD}.{number}.",
            "phone_1": f"06{DIGITS}{number}1", "phone_2": f"06{DIGITS}{number}2", "phone_3": f"06{DIGITS}{number}3",
            "email": f"iemand{number}@{WORD}.example",
        }  # fmt: skip
    for row in made.tables["postcodes"]:
        row |= {"postcode": "7797ZX", "house_number": None}
    del made.tables["postcodes"][1:]
    for number, row in enumerate(made.tables["collection_actions"]):
        row["document_ref"] = f"brief_{WORD}_{number}.pdf"
    made.tables["landlords"][0]["name"] = f"Belegger {WORD}"
    first = made.tables["leases"][0]
    made.add(
        [optional_field(field=name) for name in OPTIONAL],
        collection_case(lease_id=first["lease_id"], agency_reference=f"DOS-{WORD}"),
        eviction_notice(lease_id=first["lease_id"]),
        export_info(),
    )
    return made


def write(made: Portfolio, folder: Path) -> Path:
    """The tables as files, with a column beside them that no list names: it must never be read."""
    made.write(folder)
    rows = [row | {"bsn": f"{DIGITS}{number}66", "geboortedatum": WORD} for number, row in enumerate(made.tables["tenants"])]
    write_csv(folder / "tenants.csv", [*made.tables["tenants"][0], "bsn", "geboortedatum"], rows)
    return folder


def feedback(made: Portfolio, place: int, accepted_on: object, answer: str = "ja") -> dict[str, object]:
    """The feedback row that fits the lease at this place."""
    address, person = made.tables["leases"][place], made.tables["tenants"][place]
    name = f"{person['name_prefix'] or ''} {person['last_name']}".strip()
    cells = (name, address["postcode"], address["house_number"], answer, accepted_on)
    return dict(zip(FEEDBACK_TITLES, cells, strict=True))


def write_feedback(path: Path, *rows: dict[str, object], more: tuple[str, ...] = ()) -> None:
    """A feedback file (CSV), with forbidden columns `more` where given."""
    path.parent.mkdir(parents=True, exist_ok=True)
    filled = [row | dict.fromkeys(more, f"Toelichting {WORD}") for row in rows]
    write_csv(path, [*FEEDBACK_TITLES, *more], filled, delimiter=";")


def marks_in(data: bytes) -> list[str]:
    """What of the markers stands in these bytes, in UTF-8 or UTF-16, in any case."""
    lowered = data.lower()
    found = {match.group().decode() for match in MARKED.finditer(lowered)}
    return sorted(found | ({f"{WORD} (UTF-16)"} if WIDE.search(lowered) else set()))


def found_under(*places: Path, besides: Iterable[Path] = ()) -> dict[str, list[str]]:
    """Every file at or below `places` whose bytes or own name hold a marker, with what was found; links not followed."""
    passed_over = tuple(besides)
    found: dict[str, list[str]] = {}
    for place in places:
        for path in [place, *sorted(place.rglob("*"))] if place.is_dir() else [place]:
            if any(path.is_relative_to(other) for other in passed_over):
                continue
            data = path.read_bytes() if path.is_file() and not path.is_symlink() else b""
            marks = marks_in(path.name.encode()) + marks_in(data)
            if marks:
                found[str(path)] = marks
    return found


def everything_in(path: Path) -> bytes:
    """A file's bytes and, since databases, Parquet and zip files pack theirs, also all they hold when opened."""
    data = path.read_bytes()
    if path.suffix == ".duckdb":
        with duckdb.connect(str(path), read_only=True) as con:
            return data + _rows_of(con, _tables(con))
    if path.suffix == ".parquet":
        with duckdb.connect() as con:
            return data + _rows_of(con, [f"read_parquet('{path}')"])
    if path.suffix == ".db" and data.startswith(b"SQLite"):
        with closing(sqlite3.connect(path)) as con:
            return data + "\n".join(con.iterdump()).encode()
    if zipfile.is_zipfile(io.BytesIO(data)):
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            return data + b"".join(packed.read(name) for name in packed.namelist())
    return data


def _tables(con: duckdb.DuckDBPyConnection) -> list[str]:
    found = con.execute("select schema_name, table_name from duckdb_tables() where not internal").fetchall()
    return [f'"{schema}"."{table}"' for schema, table in found]


def _rows_of(con: duckdb.DuckDBPyConnection, tables: Iterable[str]) -> bytes:
    return "\n".join(str(row) for table in tables for row in con.execute(f"select * from {table}").fetchall()).encode()


def holding(home: Path, *words: str) -> dict[str, list[str]]:
    """The files of a home, opened where they can be, that hold one of these words, by their path in it."""
    found: dict[str, list[str]] = {}
    for path in sorted(path for path in home.rglob("*") if path.is_file()):
        content = str(path.relative_to(home)).encode() + b"\n" + everything_in(path)
        held = [word for word in words if word.lower().encode() in content.lower()]
        if held:
            found[str(path.relative_to(home))] = held
    return found

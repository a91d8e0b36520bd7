"""What each reader makes of a damaged export: read right, refused, flagged, or read otherwise in silence.

Belongs here: reading. Does not belong here: comparing what was read with what should have been (compared.py), the damage
(kinds.py, json_kinds.py) or the good exports (goods.py).
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import duckdb

from exports.inbox.spreadsheets import read_table
from sources.cbs import prepare_cbs
from sources.findings import SourcesRefused
from sources.landing import load_landing
from sources.prepare import prepare_sources
from tests.damage import json_kinds, kinds
from tests.damage.compared import AS_OF, contents, judged, known, warnings
from tests.damage.forms import rows_of_csv, spoil_bytes, workbook, write_parquet
from tests.damage.goods import COUNTS, MAPPING, cbs_file, feedback_file, mapped_exports, portfolio, vera_export
from tests.damage.kept import Kept
from tests.damage.kinds import Good
from validations.feedback import check_feedback
from validations.landing import LANDING_TABLES, TABLE_NAMES

# In a Parquet file each value has its place: what shifts, unquotes or separates cells of a text cannot befall it.
NOT_IN_PARQUET = ("shifted_right", "shifted_left", "extra_empty_cells", "cut_in_the_last_cell", "stray_quote", "unquoted",
    "re_encoded", "mixed_line_ends", "other_separator", "odd_signs")  # fmt: skip
BYTES = ("cut", "hole")  # befall a workbook or a Parquet file as a whole


@dataclass(frozen=True)
class Outcome:
    """`what`: right, refused, flagged or silent. `reader`, `table`, `kind`: of what. `data`: kept where it was silent."""

    what: str
    reader: str
    table: str
    kind: str
    data: bytes = b""


class Landing:
    """Landing tables as csv, one of them damaged."""

    name = "landing csv"
    kinds = kinds.KINDS

    def __init__(self, folder: Path) -> None:
        self._con = _connection()
        self._folder = portfolio().write(folder / self.name.replace(" ", "_"))
        self._goods = {table.name: Good(rows_of_csv(self._folder / f"{table.name}.csv")) for table in LANDING_TABLES
            if (self._folder / f"{table.name}.csv").exists()}  # fmt: skip
        for table, good in self._goods.items():
            (self._folder / f"{table}.csv").unlink()
            self._put(table, "", good.written().encode(), random.Random(0))
        self._kept = Kept(self._con)
        with self._kept.keeping():
            report = load_landing(self._con, self._folder, previous_counts=COUNTS)
        self._right = {table: known((contents(self._con, [table]), lambda: warnings(self._con, report))) for table in self._goods}

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield from self._goods.items()

    def outcome(self, table: str, kind: str, data: bytes, dice: random.Random | None = None) -> str:
        self._put(table, kind, data, dice or random.Random(0))
        try:
            with self._kept.but_for(table):
                return judged(self._right[table], lambda: self._read(table))
        finally:
            self._put(table, "", self._goods[table].written().encode(), random.Random(0))

    def _put(self, table: str, kind: str, data: bytes, dice: random.Random) -> None:
        (self._folder / f"{table}.csv").write_bytes(data)

    def _read(self, table: str):
        report = load_landing(self._con, self._folder, previous_counts=COUNTS)
        return contents(self._con, [table]), lambda: warnings(self._con, report)


class Parquet(Landing):
    """Landing tables as Parquet, as text throughout or with the types that a program gives columns."""

    name = "landing parquet"
    kinds = kinds.without(*NOT_IN_PARQUET)

    def _put(self, table: str, kind: str, data: bytes, dice: random.Random) -> None:
        path = self._folder / f"{table}.parquet"
        cells = self._goods[table].rows if kind in BYTES else list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline="")))
        if any(len(row) != len(cells[0]) for row in cells if row):
            cells = self._goods[table].rows  # no row of a Parquet file is wider than another
        write_parquet(self._con, path, cells, typed=dice.random() < 0.5)
        if kind in BYTES:
            spoil_bytes(path, kind, dice)


class Mapped:
    """Somebody's own exports, csv or xlsx, by a mapping."""

    kinds = kinds.KINDS
    kind = "csv"

    def __init__(self, folder: Path) -> None:
        self.name, self._con = f"mapped {self.kind}", _connection()
        self._landing = portfolio().write(folder / f"mapped_{self.kind}")
        (self._landing / "exports").mkdir()
        (self._landing / "mapping.toml").write_text(MAPPING.format(kind=self.kind))
        self._work = folder / f"work_{self.kind}"
        self._goods = mapped_exports()
        for table in self._goods:
            (self._landing / f"{table}.csv").unlink()
            self._put(table, self._goods[table].written().encode())
        self._kept = Kept(self._con)
        with self._kept.keeping():
            self._right = known(self._read())

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield from self._goods.items()

    def outcome(self, table: str, kind: str, data: bytes, dice: random.Random | None = None) -> str:
        if self.kind == "xlsx" and kind in BYTES:
            spoil_bytes(self._path(table), kind, dice or random.Random(0))
        else:
            self._put(table, data)
        try:
            with self._kept.but_for(*self._goods):
                return judged(self._right, self._read)
        finally:
            self._put(table, self._goods[table].written().encode())

    def _path(self, table: str) -> Path:
        name = {"ledger_entries": "boekingen", "objections": "bezwaren"}[table]
        return self._landing / "exports" / f"{name}.{self.kind}"

    def _put(self, table: str, data: bytes) -> None:
        self._path(table).write_bytes(data if self.kind == "csv" else workbook(data))

    def _read(self):
        return _read_prepared(self._con, self._landing, self._work, list(self._goods), COUNTS)


class MappedWorkbook(Mapped):
    kind = "xlsx"


class Vera:
    """A VERA export, one of its resources damaged."""

    name = "vera"
    kinds = json_kinds.KINDS

    def __init__(self, folder: Path) -> None:
        self._con = _connection()
        made = portfolio()
        for table in ("leases", "tenants", "ledger_entries", "allocations", "collection_actions", "payment_arrangements",
            "objections", "co_tenants", "reported_elsewhere", "stated_balances", "optional_field_agreements"):  # fmt: skip
            made.remove(table)
        self._landing = made.write(folder / "vera_landing")
        for table in ("leases", "tenants", "ledger_entries", "collection_actions"):
            (self._landing / f"{table}.csv").unlink()
        (self._landing / "vera").mkdir()
        (self._landing / "vera" / "mapping.toml").write_text('[boeking]\nteken = "natuurlijk"\n')
        self._work, self._goods = folder / "vera_work", vera_export()
        for resource, records in self._goods.items():
            self._path(resource).write_text(json_kinds.written(records))
        self._kept = Kept(self._con)
        with self._kept.keeping():
            load_landing(self._con, self._landing, previous_counts=None, tables_from_elsewhere=self._prepared())
        self._tables = list(self._prepared())
        self._counts = {name: self._con.execute(f"select count(*) from landing.{name}").fetchone()[0] for name in TABLE_NAMES}
        self._right = known(self._read())

    def goods(self) -> Iterator[tuple[str, json_kinds.Records]]:
        yield from self._goods.items()

    def outcome(self, table: str, kind: str, data: bytes, dice: random.Random | None = None) -> str:
        self._path(table).write_bytes(data)
        try:
            with self._kept.but_for(*self._tables):
                return judged(self._right, self._read)
        finally:
            self._path(table).write_text(json_kinds.written(self._goods[table]))

    def _path(self, resource: str) -> Path:
        return self._landing / "vera" / f"{resource}.json"

    def _prepared(self):
        return prepare_sources(self._landing, self._work, AS_OF).tables_from_elsewhere

    def _read(self):
        return _read_prepared(self._con, self._landing, self._work, self._tables, self._counts)


class Feedback:
    """A feedback file."""

    name = "feedback"
    # Of whole rows that are gone nothing is seen in feedback, which has no load before: the municipality's next file has them.
    kinds = kinds.without("rows_lost_at_the_end") | {each.__name__: kinds.in_a_row(each) for each in (kinds.hole, kinds.cut)}

    def __init__(self, folder: Path) -> None:
        self._good = feedback_file()
        self._right = known(self._read(self._good.written().encode()))

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield "feedback", self._good

    def outcome(self, table: str, kind: str, data: bytes, dice: random.Random | None = None) -> str:
        return judged(self._right, lambda: self._read(data))

    def _read(self, data: bytes):
        found = check_feedback(read_table(data))
        frame = found.rows.drop(columns="row_number")
        # A second acceptance changes nothing; a row that says something else fits no signal, and is one for a person.
        rows = set(map(repr, frame.itertuples(index=False, name=None)))
        return rows, lambda: rows


class Cbs:
    """The address file of CBS."""

    name = "cbs"
    kinds = kinds.KINDS

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "cbs"
        self._folder.mkdir()
        self._good = cbs_file()
        self.known = {row[0] for row in self._good.rows[1:]}
        self._right = known(self._read(self._good.written().encode()))

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield "postcodes", self._good

    def outcome(self, table: str, kind: str, data: bytes, dice: random.Random | None = None) -> str:
        return judged(self._right, lambda: self._read(data))

    def _read(self, data: bytes):
        (self._folder / "pc6hnr20250801_gwb.csv").write_bytes(data)
        report = prepare_cbs(self._folder, self._folder / "out", AS_OF)
        if report.is_refused or not report.tables:
            raise SourcesRefused(report.findings)
        with duckdb.connect() as con:
            rows = con.execute(
                "select distinct postcode, municipality_code from read_parquet(?)", [str(report.tables["postcodes"])]
            ).fetchall()
        # A code that no municipality has, and a postcode that is gone, are counted by the check of the landing tables.
        strange = {code for _, code in rows} - {"0363"}
        lost = self.known - {postcode for postcode, _ in rows}
        return set(rows), lambda: {str(finding) for finding in report.findings} | strange | lost


READERS = {each.__name__: each for each in (Landing, Parquet, Mapped, MappedWorkbook, Vera, Feedback, Cbs)}


def damage(name: str, seed: int, each: int) -> list[Outcome]:
    """Every kind of damage, `each` times, to every export of one reader."""
    with tempfile.TemporaryDirectory(prefix="damage-") as folder:
        reader = READERS[name](Path(folder))
        return [
            _outcome(reader, table, good, kind, f"{seed}/{reader.name}/{table}/{kind}/{number}")
            for table, good in reader.goods()
            for kind in reader.kinds
            for number in range(each)
        ]


def _outcome(reader, table: str, good, kind: str, seed: str) -> Outcome:
    dice = random.Random(seed)
    data = reader.kinds[kind](good, dice)
    what = reader.outcome(table, kind, data, dice)
    return Outcome(what, reader.name, table, kind, data if what == "silent" else b"")


def _read_prepared(con: duckdb.DuckDBPyConnection, folder: Path, work: Path, tables: list[str], counts: dict[str, int]):
    prepared = prepare_sources(folder, work, AS_OF)
    elsewhere = prepared.tables_from_elsewhere
    report = load_landing(con, folder, previous_counts=counts, tables_from_elsewhere=elsewhere)
    return contents(con, tables), lambda: warnings(con, report) | {str(finding) for finding in prepared.findings}


def _connection() -> duckdb.DuckDBPyConnection:
    con = duckdb.connect()
    con.execute("set threads = 1")
    con.execute("pragma disable_optimizer")  # it takes longer than these few rows
    return con

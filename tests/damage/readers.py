"""What each reader makes of a damaged export: read right, refused, told, or read otherwise in silence.

Belongs here: a good portfolio in the form each reader takes, and comparing what was read with what should have been. Equal
landing tables and feedback rows give equal decisions, so no day is run. Does not belong here: the damage (kinds.py).
"""

from __future__ import annotations

import csv
import io
import random
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import duckdb
import pandas as pd
import xlsxwriter

from exports.inbox.spreadsheets import read_table
from sources.cbs import prepare_cbs
from sources.check import remarks
from sources.findings import SourcesRefused
from sources.landing import load_landing
from sources.prepare import prepare_sources
from tests.builders import Portfolio, allocation, arrangement, objection, payment
from tests.damage.kinds import KINDS, Good
from validations.feedback import FeedbackRefused, check_feedback
from validations.landing import LANDING_TABLES
from validations.problems import TableRefused
from validations.unreadable import Unreadable

AS_OF = date(2026, 4, 20)
# What no decision looks at: contact data, and how things are called.
NO_DECISION = {
    # Own keys too: what refers to one that changed is refused, and nothing else looks at them.
    "ledger_entries": {"entry_id"},
    "payment_arrangements": {"arrangement_id"},
    "objections": {"objection_id"},
    "mandates": {"mandate_id"},
    "municipality_agreements": {"agreement_id"},
    "tenants": {"initials", "phone_1", "phone_2", "phone_3", "email"},
    "leases": {"street", "city", "monthly_rent"},
    "postcodes": {"house_number"},  # where a postcode lies in one municipality, as here, it is found by the postcode alone
    "landlords": {"name"},
    "municipalities": {"name"},
    "collection_actions": {"action_id", "document_ref"},
}
DAMAGED = ("leases", "tenants", "ledger_entries", "allocations", "mandates", "objections", "payment_arrangements",
    "collection_actions", "postcodes", "municipality_agreements")  # fmt: skip
MAPPING = """
[ledger_entries]
file = "boekingen.{kind}"
[ledger_entries.columns]
entry_id = "Volgnr"
lease_id = "Contract"
entry_type = "Soort"
category = "Rubriek"
booked_on = "Boekdatum"
due_on = "Vervaldatum"
amount = "Bedrag"
[ledger_entries.values.entry_type]
Factuur = "charge"
Ontvangst = "payment"
[ledger_entries.values.category]
Huur = "rent"
"""


@dataclass(frozen=True)
class Outcome:
    """`what`: right, refused, told or silent. `where`: reader and table."""

    what: str
    where: str
    kind: str
    data: bytes


def portfolio() -> Portfolio:
    """Six leases with keys that begin with zeros, some paid, one objected, one with an arrangement."""
    made = Portfolio.lawful("L0101", "L0102", "L0103", "L0104")
    for number, name in enumerate(("Müller", "Şahin", "van der Berg", "d'Arc, Jean"), start=101):
        made.change("tenants", f"T0{number}", last_name=name)
    made.add(payment(entry_id="P1", lease_id="L0101", amount="100.00"), payment(entry_id="P2", lease_id="L0102", amount="40.00"))
    made.add(allocation(credit_entry_id="P1", charge_entry_id="L0101-E1", amount="100.00"))
    made.add(objection(tenant_id="T0103"), arrangement(lease_id="L0104"))
    return made


COUNTS = {name: len(rows) for name, rows in portfolio().tables.items()}


class Landing:
    """Landing tables as csv, one of them damaged."""

    name = "landing"

    def __init__(self, folder: Path) -> None:
        self._con = duckdb.connect()
        self._folder = portfolio().write(folder / "landing")
        self._tables = {name: Good(_rows(self._folder / f"{name}.csv")) for name in DAMAGED}
        self._right = _known(self._read())

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield from self._tables.items()

    def outcome(self, table: str, kind: str, data: bytes) -> str:
        path = self._folder / f"{table}.csv"
        good = path.read_bytes()
        path.write_bytes(data)
        try:
            return _judged(self._right, self._read)
        finally:
            path.write_bytes(good)

    def _read(self):
        report = load_landing(self._con, self._folder, previous_counts=COUNTS)
        return _contents(self._con), lambda: _told(self._con, report)


class Mapped:
    """A ledger as somebody's own export, csv or xlsx."""

    def __init__(self, folder: Path, kind: str) -> None:
        self.name, self._kind, self._con = f"mapped {kind}", kind, duckdb.connect()
        self._landing = portfolio().write(folder / f"mapped_{kind}")
        (self._landing / "ledger_entries.csv").unlink()
        (self._landing / "exports").mkdir()
        (self._landing / "mapping.toml").write_text(MAPPING.format(kind=kind))
        self._work = folder / f"work_{kind}"
        words = {"charge": "Factuur", "payment": "Ontvangst", "rent": "Huur"}
        rows = [["Volgnr", "Contract", "Soort", "Rubriek", "Boekdatum", "Vervaldatum", "Bedrag", "Memo"]]
        for each in portfolio().tables["ledger_entries"]:
            amount = f"{1000 + float(each['amount']):,.2f}".translate(str.maketrans(",.", ".,"))
            due = _dutch(each["due_on"]) if each["due_on"] else ""
            rows.append([each["entry_id"], each["lease_id"], words[each["entry_type"]], words.get(each["category"] or "", ""),
                _dutch(each["booked_on"]), due, amount, "'t Hof; 3, huur"])  # fmt: skip
        self._good = Good(rows, ";")
        self._put(self._good.written().encode())
        self._right = _known(self._read())

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield "ledger_entries", self._good

    def outcome(self, table: str, kind: str, data: bytes) -> str:
        self._put(data)
        path = self._landing / "exports" / f"boekingen.{self._kind}"
        if self._kind == "xlsx" and kind in ("cut", "hole"):  # what a transfer does to a workbook, it does to its bytes
            self._put(self._good.written().encode())
            whole, part = path.read_bytes(), len(data) / len(self._good.written().encode())
            place = min(int(part * len(whole)), len(whole) - 1)
            path.write_bytes(whole[:place] if kind == "cut" else whole[:place] + whole[place + 40 :])
        return _judged(self._right, self._read)

    def _put(self, data: bytes) -> None:
        path = self._landing / "exports" / f"boekingen.{self._kind}"
        path.write_bytes(data if self._kind == "csv" else _workbook(data))

    def _read(self):
        prepared = prepare_sources(self._landing, self._work, AS_OF)
        elsewhere = prepared.tables_from_elsewhere
        report = load_landing(self._con, self._landing, previous_counts=COUNTS, tables_from_elsewhere=elsewhere)
        return _contents(self._con), lambda: _told(self._con, report) | {str(finding) for finding in prepared.findings}


class Feedback:
    """A feedback file."""

    name = "feedback"

    def __init__(self, folder: Path) -> None:
        titles = ["Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum"]
        rows = [
            [f"Jansen{n}é", "1011AB", str(n), "A" if n % 2 else "", "ja" if n % 3 else "nee", f"2026-04-{n:02d}"]
            for n in range(1, 9)
        ]
        self._good = Good([titles, *rows], ";")
        self._right = _known(self._read(self._good.written().encode()))

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield "feedback", self._good

    def outcome(self, table: str, kind: str, data: bytes) -> str:
        return _judged(self._right, lambda: self._read(data))

    def _read(self, data: bytes):
        found = check_feedback(read_table(data))
        frame = found.rows.drop(columns="row_number")
        # A second acceptance changes nothing; a row that says something else fits no signal, and is one for a person.
        rows = set(map(repr, frame.itertuples(index=False, name=None)))
        return rows, lambda: rows


class Cbs:
    """The address file of CBS."""

    name = "cbs"

    def __init__(self, folder: Path) -> None:
        self._folder = folder / "cbs"
        self._folder.mkdir()
        rows = [["PC6", "Huisnummer", "Buurt2025", "Wijk2025", "Gemeente2025"]]
        rows += [[f"10{n}AB", str(n), "B1", "W1", "0363"] for n in range(11, 60)]
        self._good = Good(rows, ";")
        self._right = _known(self._read(self._good.written().encode()))

    def goods(self) -> Iterator[tuple[str, Good]]:
        yield "postcodes", self._good

    def outcome(self, table: str, kind: str, data: bytes) -> str:
        return _judged(self._right, lambda: self._read(data))

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
        lost = {f"10{n}AB" for n in range(11, 60)} - {postcode for postcode, _ in rows}
        return set(rows), lambda: {str(finding) for finding in report.findings} | strange | lost


def damage(folder: Path, seed: int, each: int) -> Iterator[Outcome]:
    """Every kind of damage, `each` times, to every export of every reader."""
    for reader in (Landing(folder), Mapped(folder, "csv"), Mapped(folder, "xlsx"), Feedback(folder), Cbs(folder)):
        for table, good in reader.goods():
            for kind, spoil in KINDS.items():
                for number in range(each):
                    data = spoil(good, random.Random(f"{seed}/{reader.name}/{table}/{kind}/{number}"))
                    yield Outcome(reader.outcome(table, kind, data), f"{reader.name}: {table}", kind, data)


def _judged(right: tuple[object, set], read: Callable[[], tuple[object, Callable[[], set]]]) -> str:
    try:
        contents, told = read()
    except (TableRefused, SourcesRefused, Unreadable, FeedbackRefused):
        return "refused"
    if contents == right[0]:
        return "right"
    return "told" if told() - right[1] else "silent"


def _known(read: tuple[object, Callable[[], set]]) -> tuple[object, set]:
    return read[0], read[1]()


def _contents(con: duckdb.DuckDBPyConnection) -> dict[str, list]:
    found = {}
    for table in LANDING_TABLES:
        kept = [column.name for column in table.columns if column.name not in NO_DECISION.get(table.name, ())]
        rows = con.execute(f"select {', '.join(kept)} from landing.{table.name} order by all").fetchall()
        found[table.name] = rows
    return found


def _told(con: duckdb.DuckDBPyConnection, report) -> set:
    findings = {(finding.kind, finding.count) for finding in report.findings}
    unlisted = {(name, table.unlisted_columns) for name, table in report.tables.items() if table.unlisted_columns}
    # Rows of one pair add up: what is allocated twice is more than there is, and blocks the lease (ledger_inconsistent).
    too_much = con.execute(
        """select a.credit_entry_id from landing.allocations as a join landing.ledger_entries as e
        on e.entry_id = a.credit_entry_id group by a.credit_entry_id, e.amount having sum(a.amount) > e.amount"""
    ).fetchall()
    return findings | unlisted | set(too_much) | set(remarks(con, report, AS_OF, max_age_days=7))


def _rows(path: Path) -> list[list[str]]:
    frame = pd.read_csv(path, dtype=str, keep_default_na=False)
    return [list(frame.columns), *frame.values.tolist()]


def _dutch(day: str) -> str:
    return "-".join(reversed(str(day).split("-")))


def _workbook(data: bytes) -> bytes:
    """The same cells as a workbook, where the bytes are a csv at all; otherwise the bytes as they are."""
    try:
        table = list(csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=";"))
    except (UnicodeDecodeError, csv.Error):
        return data
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate(table):
            for place, cell in enumerate(row):
                sheet.write_string(number, place, cell)
    return out.getvalue()


def in_a_folder(seed: int, each: int) -> list[Outcome]:
    """All outcomes, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="damage-") as folder:
        return list(damage(Path(folder), seed, each))

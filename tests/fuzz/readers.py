"""Every reader of outside files with good files of its own, and what it says of spoiled ones.

Belongs here: calling each reader as the product does, and every word it would show a person. Does not belong here: spoiling
(spoil.py), processes and figures (worker.py), or the readers of settings (settings.py).

A reader gives its words where it read or refused, and raises where it fell. The good files hold marks (reader.py): values of
persons, of which no part may stand in the words.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import duckdb
import xlsxwriter

from exports.inbox.feedback_files import read_feedback_file
from exports.inbox.incoming import _note
from sources.cbs import prepare_cbs
from sources.findings import SourcesRefused
from sources.landing import load_landing
from sources.mapping import prepare_mapped
from sources.recognition import files as proposal_files
from sources.vera import prepare_vera
from tests.builders import AS_OF
from tests.damage.goods import MAPPING as TWO_TABLES
from tests.damage.goods import portfolio
from tests.fuzz.reader import MAIL, NAME, STREET, NotReported, Reader
from tests.fuzz.settings import of_settings
from tests.support.vera import agreement, booking, contact, link, person, receipt, unit
from validations.problems import TableRefused
from validations.unreadable import Unreadable

MAPPING = TWO_TABLES.partition("\n[objections]")[0]  # the ledger alone: one file is spoiled at a time


def readers(folder: Path) -> dict[str, Reader]:
    """All readers, at work below `folder`."""
    makers = (_of_feedback, _of_landing, _of_vera, _of_cbs, _of_mapping, of_settings)
    return {each.name: each for made in makers for each in made(folder)}


# --- feedback ------------------------------------------------------------------------------------------------------

TITLES = ["Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum"]
ROWS = [[f"{NAME}{n}", "1011AB", n, "A" if n % 2 else "", "ja" if n % 3 else "nee", f"2026-04-{n:02d}"] for n in range(1, 7)]


def _of_feedback(folder: Path) -> list[Reader]:
    def read(data: bytes) -> tuple[bool, str]:
        path = folder / "feedback.xlsx"
        path.write_bytes(data)
        found = read_feedback_file(path, ())
        if found.refusal and found.refusal.rule == "unreadable_file":
            raise NotReported(found.refusal.rule)
        return (True, _note(found, found.refusal)) if found.refusal else (False, f"{found.hint}{found!r}")

    text = _csv([TITLES, *ROWS], ";").encode()
    return [
        Reader("feedback xlsx", "zip", (_workbook([TITLES, *ROWS]), _workbook([TITLES, *ROWS], dates=True)), read, 250),
        Reader("feedback csv", "text", (text, _csv([TITLES, *ROWS], ",").encode("utf-8-sig")), read, 150),
    ]


def _csv(rows, delimiter: str = ",") -> str:
    out = io.StringIO(newline="")
    csv.writer(out, delimiter=delimiter).writerows(rows)
    return out.getvalue()


def _workbook(rows, *, dates: bool = False) -> bytes:
    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        sheet, day = book.add_worksheet(), book.add_format({"num_format": "dd-mm-yyyy"})
        for number, row in enumerate(rows):
            for place, cell in enumerate(row):
                if dates and number and place == len(row) - 1:
                    sheet.write_number(number, place, 46_000 + number, day)
                else:
                    sheet.write(number, place, cell)
    return out.getvalue()


# --- landing -------------------------------------------------------------------------------------------------------


LOADED = ("tenants", "leases", "ledger_entries")


def _of_landing(folder: Path) -> list[Reader]:
    place = folder / "landing"
    place.mkdir()
    con = duckdb.connect()
    made = portfolio()
    for number in range(1, 5):
        made.change("tenants", f"T010{number}", last_name=NAME, email=MAIL)
        made.change("leases", f"L010{number}", street=STREET)
    tables = {name: [list(rows[0]), *(list(row.values()) for row in rows)] for name, rows in made.tables.items() if rows}

    def read_as(table: str, ending: str) -> Callable[[bytes], tuple[bool, str]]:
        def read(data: bytes) -> tuple[bool, str]:
            path = place / f"{table}.{ending}"
            path.write_bytes(data)
            try:
                load_landing(con, place, previous_counts=None)
            except TableRefused as refused:
                # The other tables are missing, which costs no reading; the words about this one are what is looked at.
                return any(each.table == table for each in refused.problems), str(refused)
            finally:
                path.unlink()
            return False, ""

        return read

    return [
        *(Reader(f"landing csv {name}", "text", (_csv(tables[name]).encode(),), read_as(name, "csv"), 45) for name in LOADED),
        *(
            Reader(f"landing parquet {name}", "bytes", _parquets(con, folder, tables[name]), read_as(name, "parquet"), 30)
            for name in LOADED
        ),
    ]


def _parquets(con: duckdb.DuckDBPyConnection, folder: Path, rows: list[list]) -> tuple[bytes, ...]:
    """The table as Parquet, once with all cells as text and once with numbers and dates."""
    source, target, found = folder / "good.csv", folder / "good.parquet", []
    source.write_text(_csv(rows))
    for as_text in ("true", "false"):
        con.execute(f"copy (from read_csv('{source}', all_varchar = {as_text})) to '{target}' (format parquet)")
        found.append(target.read_bytes())
    return tuple(found)


# --- VERA ----------------------------------------------------------------------------------------------------------


def _of_vera(folder: Path) -> list[Reader]:
    vera = folder / "vera"
    vera.mkdir()
    good = {
        "boekingen": [booking("B1", afletteringen=[link("A1", "B1", "P1")]), receipt("P1", saldo=0.0), receipt("P2", "STO")],
        "overeenkomsten": [agreement(), agreement("O2", "R2", detailSoort=None)],
        "relaties": [person(achternaam=NAME, contactgegevens=[{"soort": {"code": "EMA"}, "waarde": MAIL}]), person("R2")],
        "eenheden": [unit(adres={"straatnaam": STREET, "huisnummer": "1", "postcode": "3511AB"})],
        "contactmomenten": [contact()],
        "betalingsregelingen": [
            {"id": "BR1", "status": {"code": "ACT"}, "afspraakdatum": "2026-02-10", "overeenkomst": {"id": "O1"}}
        ],
    }

    def read_as(name: str) -> Callable[[bytes], tuple[bool, str]]:
        def read(data: bytes) -> tuple[bool, str]:
            (vera / name).write_bytes(data)
            try:
                report = prepare_vera(vera, folder / "vera_work", AS_OF)
            except SourcesRefused as refused:
                return True, str(refused)
            finally:
                (vera / name).unlink()
            words = "\n".join(map(str, report.findings))
            if any(each.rule == "vera_not_processed" for each in report.findings):
                raise NotReported(words)
            return report.is_refused, words

        return read

    found = [
        Reader(
            f"VERA {name}",
            "json",
            (json.dumps(records, ensure_ascii=False).encode(), _lines(records)),
            read_as(f"{name}.json"),
            5,
        )
        for name, records in good.items()
    ]
    settings = (
        b'[boeking]\nteken = "natuurlijk"\n[boeking.soorten]\n"VOR/HUU" = "rent"\n',
        b'[[administratie]]\nid = "A"\nlandlord_id = "B"\n[[contactmoment.regel]]\nsoort = ["X"]\naction_type = "phone_call"\n',
    )
    return [*found, Reader("VERA mapping", "text", settings, read_as("mapping.toml"), 60)]


def _lines(records: list[dict]) -> bytes:
    return "\n".join(json.dumps(each, ensure_ascii=False) for each in records).encode()


# --- CBS -----------------------------------------------------------------------------------------------------------


def _of_cbs(folder: Path) -> list[Reader]:
    cbs = folder / "cbs"
    cbs.mkdir()
    rows = [["PC6", "Huisnummer", "Buurt2025", "Wijk2025", "Gemeente2025"]]
    rows += [[f"10{n}AB", n, "B1", "W1", "0363"] for n in range(11, 30)]
    text = _csv(rows, ";").encode()
    changes = b"old_code,old_name,new_code,new_name,effective_on,kind\n1696,Wijdemeren,0402,Hilversum,2026-01-01,merged\n"

    def read_as(name: str) -> Callable[[bytes], tuple[bool, str]]:
        def read(data: bytes) -> tuple[bool, str]:
            (cbs / "pc6hnr20240801_gwb.csv").write_bytes(text)
            (cbs / name).write_bytes(data)
            try:
                report = prepare_cbs(cbs, folder / "cbs_work", AS_OF)
            finally:
                (cbs / name).unlink()
            return report.is_refused, "\n".join(map(str, report.findings))

        return read

    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("pc6hnr20250801_gwb.csv", text)
        archive.writestr("gemeenten.csv", "code;naam\n0363;Amsterdam\n")
    return [
        Reader("CBS csv", "text", (text,), read_as("pc6hnr20250801_gwb.csv"), 50),
        Reader("CBS zip", "zip", (out.getvalue(),), read_as("cbs2025.zip"), 50),
        Reader("CBS changes", "text", (changes, changes.replace(b",", b";")), read_as("municipality_changes.csv"), 20),
    ]


# --- mapped exports ------------------------------------------------------------------------------------------------


def _of_mapping(folder: Path) -> list[Reader]:
    place = folder / "mapped"
    (place / "exports").mkdir(parents=True)
    titles = ["Volgnr", "Contract", "Soort", "Rubriek", "Boekdatum", "Vervaldatum", "Bedrag", "Memo"]
    rows = [
        [f"B{n}", f"L{n}", "Factuur", "Huur", f"{n:02}-02-2026", f"{n:02}-03-2026", f"1.{n:03},50", f"{NAME}; {STREET}"]
        for n in range(1, 9)
    ]
    goods = {"csv": _csv([titles, *rows], ";").encode(), "xlsx": _workbook([titles, *rows])}

    def prepared() -> tuple[bool, str]:
        try:
            report = prepare_mapped(place, folder / "mapped_work")
        except SourcesRefused as refused:
            return True, str(refused)
        words = "\n".join(map(str, report.findings))
        if any(each.rule == "export_unreadable" for each in report.findings):
            raise NotReported(words)
        return any(each.severity == "refused" for each in report.findings), words

    def read_as(kind: str) -> Callable[[bytes], tuple[bool, str]]:
        def read(data: bytes) -> tuple[bool, str]:
            (place / "exports" / f"boekingen.{kind}").write_bytes(data)
            (place / "mapping.toml").write_text(MAPPING.format(kind=kind))
            return prepared()

        return read

    def read_mapping(data: bytes) -> tuple[bool, str]:
        (place / "exports" / "boekingen.csv").write_bytes(goods["csv"])
        (place / "mapping.toml").write_bytes(data)
        return prepared()

    more = '\n[ledger_entries.patterns]\ncategory = [["^huur", "rent"]]\n'

    def read_first(data: bytes) -> tuple[bool, str]:
        path = place / "exports" / "Contracten.xlsx"
        path.write_bytes(data)
        try:
            proposal_files.sheets_of(path)
        except Unreadable as refused:
            return True, refused.advice_nl
        finally:
            path.unlink()
        return False, ""

    return [
        Reader("first mapping xlsx", "zip", (goods["xlsx"],), read_first, 10),
        Reader("first mapping csv", "text", (goods["csv"],), read_first, 10),
        Reader("mapped csv", "text", (goods["csv"],), read_as("csv"), 50),
        Reader("mapped xlsx", "zip", (goods["xlsx"],), read_as("xlsx"), 50),
        Reader(
            "mapping.toml",
            "text",
            (MAPPING.format(kind="csv").encode(), (MAPPING.format(kind="csv") + more).encode()),
            read_mapping,
            40,
        ),
    ]

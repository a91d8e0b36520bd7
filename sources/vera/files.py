"""The VERA files themselves: which file holds which resource, and reading them as JSON without reading too much.

Belongs here: finding files, their form (an array, or an object a line), the columns asked of each resource, and the
refusal of what is no JSON. Does not belong here: what the fields mean (`sql/*.sql`).

Only the properties named in `RESOURCES` are asked of DuckDB, and of embedded records only the parts named in
`sql/slim.sql`: a BSN, a birth date, sex, nationality or a description is never made into a value that is kept.
"""

from __future__ import annotations

import codecs
import glob
import json
import re
from dataclasses import dataclass
from pathlib import Path

import duckdb

from exports.ground.duck import count_of
from sources.findings import Finding, amount_of

# Property -> DuckDB type. VARCHAR: a plain value, however it is written. JSON: an object, a list or a reference, of
# which the SQL takes the parts it names and nothing else.
_KEYS = {"id": "JSON", "idExtern": "JSON", "code": "VARCHAR", "idAdministratie": "JSON"}
RESOURCES: dict[str, dict[str, str]] = {
    "boekingen": {
        **_KEYS, "soort": "JSON", "detailSoort": "JSON", "status": "JSON", "boekdatum": "VARCHAR",
        "factuurdatum": "VARCHAR", "vervaldatum": "VARCHAR", "bedrag": "VARCHAR", "saldo": "VARCHAR",
        "betalingskenmerk": "VARCHAR", "overeenkomst": "JSON", "debiteur": "JSON", "huurgeschil": "JSON",
        "afletteringen": "JSON", "betalingsregelingen": "JSON", "externeIncassos": "JSON", "boekingdetails": "JSON",
    },
    "afletteringen": {
        **_KEYS, "datum": "VARCHAR", "bedrag": "VARCHAR", "huurBoeking": "JSON", "tegenHuurBoeking": "JSON",
    },
    "overeenkomsten": {
        **_KEYS, "soort": "JSON", "detailSoort": "JSON", "status": "JSON", "begindatum": "VARCHAR",
        "einddatum": "VARCHAR", "opzegdatum": "VARCHAR", "brutohuur": "VARCHAR", "bovenliggendeOvereenkomst": "JSON",
        "bewakingsstatus": "JSON", "eenheden": "JSON", "relaties": "JSON", "contactmomenten": "JSON",
    },
    "relaties": {
        **_KEYS, "soort": "JSON", "naam": "VARCHAR", "achternaam": "VARCHAR", "geslachtsnaam": "VARCHAR",
        "aanschrijfnaam": "VARCHAR", "tussenvoegsels": "VARCHAR", "voorletters": "VARCHAR", "initialen": "VARCHAR",
        "overlijdensdatum": "VARCHAR", "adressen": "JSON", "contactgegevens": "JSON",
    },
    "eenheden": {**_KEYS, "soort": "JSON", "adres": "JSON", "clusters": "JSON"},
    "betalingsregelingen": {
        **_KEYS, "status": "JSON", "begindatum": "VARCHAR", "einddatum": "VARCHAR", "afspraakdatum": "VARCHAR",
        "overeenkomst": "JSON", "debiteur": "JSON", "boekingen": "JSON",
    },
    "externe-incassos": {
        **_KEYS, "status": "JSON", "begindatum": "VARCHAR", "einddatum": "VARCHAR",
        "overdrachtsdatum": "VARCHAR", "overeenkomst": "JSON", "overeenkomsten": "JSON", "boekingen": "JSON",
        "debiteur": "JSON", "relatie": "JSON",
    },
    "contactmomenten": {
        **_KEYS, "soort": "JSON", "detailSoort": "JSON", "datum": "VARCHAR", "kanaal": "JSON",
        "richting": "JSON", "relaties": "JSON",
    },
}  # fmt: skip
# Parts that may hold a whole record, and the macro (`sql/slim.sql`) that keeps of them what is used and no more.
SLIM: dict[str, dict[str, str]] = {
    "boekingen": {
        "overeenkomst": "slim_ref", "debiteur": "slim_debtor", "huurgeschil": "slim_flag", "afletteringen": "slim_links",
        "betalingsregelingen": "slim_refs", "externeIncassos": "slim_refs", "boekingdetails": "slim_details",
    },
    "afletteringen": {"huurBoeking": "slim_ref", "tegenHuurBoeking": "slim_ref"},
    "overeenkomsten": {
        "bovenliggendeOvereenkomst": "slim_ref", "eenheden": "slim_units", "relaties": "slim_people",
        "contactmomenten": "slim_refs",
    },
    "relaties": {"adressen": "slim_homes", "contactgegevens": "slim_ways"},
    "eenheden": {"adres": "slim_address", "clusters": "slim_clusters"},
    "betalingsregelingen": {"overeenkomst": "slim_ref", "debiteur": "slim_debtor", "boekingen": "slim_bookings"},
    "externe-incassos": {
        "overeenkomst": "slim_ref", "overeenkomsten": "slim_refs", "boekingen": "slim_refs", "debiteur": "slim_debtor",
        "relatie": "slim_ref",
    },
    "contactmomenten": {"relaties": "slim_refs"},
}  # fmt: skip
# Kept as something else than it is read as.
KEPT_AS = {
    ("boekingen", "afletteringen"): 'struct(whole boolean, id varchar, datum varchar, bedrag varchar, "one" varchar, '
    '"other" varchar)[]',
    ("boekingen", "boekingdetails"): "struct(kind varchar, bedrag varchar)[]",
}
SUFFIXES = (".json", ".ndjson", ".jsonl")
SETTINGS_FILE = "mapping.toml"
LARGEST_RECORD = 64 << 20  # bytes; one object, not one file
SCANNED_FOR_THE_FAULT = 4 << 20  # bytes; above this the place of a fault is as exact as DuckDB says


@dataclass(frozen=True)
class VeraFile:
    """One file of one resource."""

    resource: str
    path: Path

    @property
    def source(self) -> str:
        return f"vera/{self.path.name}"


def find_vera_files(folder: Path) -> tuple[list[VeraFile], list[Finding]]:
    """The files of each resource by name (`boekingen_2026-03.json`), and a note for what was passed over."""
    files, findings = [], []
    names = sorted(folder.iterdir()) if folder.is_dir() else []
    for path in names:
        resource = resource_of(path.name)
        if path.name.startswith(".") or path.name == SETTINGS_FILE:
            continue
        if resource is None or not path.is_file() or not path.resolve().is_relative_to(folder.resolve()):
            known = ", ".join(RESOURCES)
            text = f"is overgeslagen: in de naam hoort een van {known} te staan, en hij hoort te eindigen op .json of .ndjson."
            findings.append(Finding("warning", f"vera/{path.name}", "vera_file_ignored", text))
        else:
            files.append(VeraFile(resource, path))
    return files, findings


def resource_of(name: str) -> str | None:
    """The resource a file name stands for: `Boekingen_2026-03.ndjson` and `BFG-boekingen.json` hold `boekingen`; None for a
    name that holds no resource's, or two.
    """
    stem, dot, suffix = name.lower().rpartition(".")
    if f"{dot}{suffix}" not in SUFFIXES:
        return None
    spelled = re.sub("externe[-_ ]?incasso'?s", "externe-incassos", stem)
    found = [each for each in RESOURCES if re.search(rf"(?<![a-z]){re.escape(each)}(?![a-z])", spelled)]
    return found[0] if len(found) == 1 else None


def stage(con: duckdb.DuckDBPyConnection, files: list[VeraFile]) -> list[Finding]:
    """Makes the tables `raw.<resource>` (dashes as underscores): the properties above, file and record number."""
    con.execute("create schema raw")
    findings: list[Finding] = []
    for resource, columns in RESOURCES.items():
        table = table_of(resource)
        asked = ", ".join(f'"{name}" {KEPT_AS.get((resource, name), kind)}' for name, kind in columns.items())
        con.execute(f"create table raw.{table} ({asked}, file integer)")
        for number, file in enumerate(files):
            if file.resource == resource:
                findings += _read_into(con, table, columns, file, number)
    return findings


def table_of(resource: str) -> str:
    return resource.replace("-", "_")


def _read_into(con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], file: VeraFile, number: int) -> list[Finding]:
    form = form_of(file.path)
    if form is None:
        return []
    slim = SLIM[file.resource]
    kept = ", ".join(f'{slim[name]}("{name}")' if name in slim else f'"{name}"' for name in columns)
    asked = "{" + ", ".join(f"'{name}': '{kind}'" for name, kind in columns.items()) + "}"
    # An error of DuckDB quotes the record: only its place is taken over.
    try:
        before = _count(con, table)
        con.execute(
            f"insert into raw.{table} select {kept}, {number} from read_json(?, format = '{form}', columns = {asked}, "
            f"maximum_object_size = {LARGEST_RECORD})",
            [glob.escape(str(file.path))],  # or a bracket in a name would be a pattern
        )
        added = _count(con, table) - before
    except duckdb.OutOfMemoryException:
        text = "vraagt meer geheugen dan een export van deze omvang nodig heeft. Lever hem in delen; er is niets uit overgenomen."
        return [Finding("refused", file.source, "vera_too_large", text)]
    except duckdb.Error as error:
        return [Finding("refused", file.source, "vera_not_json", _place(file.path, str(error)))]
    return _recognised(con, table, columns, file, before, added)


def _count(con: duckdb.DuckDBPyConnection, table: str) -> int:
    return count_of(con, f"select count(*) from raw.{table}")


def _recognised(
    con: duckdb.DuckDBPyConnection, table: str, columns: dict[str, str], file: VeraFile, before: int, added: int
) -> list[Finding]:
    """Records of which no property is known are no records of this resource, such as a wrapper round the list."""
    empty = " and ".join(f'"{name}" is null' for name in columns if name != "code")  # an error message has a code too
    rows = f"rowid >= {before} and {empty}"
    strangers = count_of(con, f"select count(*) from raw.{table} where {rows}")
    if not strangers:
        return []
    con.execute(f"delete from raw.{table} where {rows}")
    what = amount_of(strangers, "record heeft", "records hebben")
    if strangers < added:
        skipped = "is" if strangers == 1 else "zijn"
        text = f"{what} geen enkel bekend gegeven en {skipped} overgeslagen."
        return [Finding("warning", file.source, "vera_record_unknown", text, strangers)]
    text = f"{what} geen enkel gegeven van '{file.resource}'. Verwacht: een lijst [...] van objecten, of een object per regel."
    return [Finding("refused", file.source, "vera_not_the_resource", text, strangers)]


def form_of(path: Path) -> str | None:
    """`array`, `newline_delimited` or `unstructured` (objects over several lines); None for an empty file."""
    with path.open("rb") as stream:
        head = stream.read(1 << 16)
    start = head.removeprefix(codecs.BOM_UTF8).lstrip()
    if not start:
        return None
    if start.startswith(b"["):
        return "array"
    if head.startswith(codecs.BOM_UTF8):
        return "unstructured"  # read line by line, DuckDB takes the mark for the first value
    line = start.split(b"\n", 1)[0].strip()
    whole_line = len(start) == 1 << 16 or line.endswith(b"}")
    return "newline_delimited" if whole_line and _is_object(line) else "unstructured"


def _is_object(line: bytes) -> bool:
    try:
        return isinstance(json.loads(line), dict)
    except ValueError:
        return len(line) > 1 << 15  # a record longer than what was looked at


def _place(path: Path, error: str) -> str:
    """What is wrong where, without a character of the content."""
    encoding = _other_encoding(path)
    if encoding:
        return f"is geen UTF-8{encoding}. Laat het bestand opnieuw maken als UTF-8; er is niets uit overgenomen."
    line, is_after_the_list = _faulty_line(path) if path.stat().st_size <= SCANNED_FOR_THE_FAULT else (None, False)
    if is_after_the_list:
        return (
            f"na het einde van de lijst staat op regel {line} nog iets. Lever een lijst per bestand, dus elke bladzijde in "
            "een eigen bestand; er is niets uit overgenomen."
        )
    if line is None:
        place = re.search(r"in (line|record/value) (\d+)", error)
        words = {"line": "regel", "record/value": "record"}
        where = f"bij {words[place[1]]} {place[2]}" if place else "ergens"
    else:
        where = f"op regel {line}"
    if "maximum_object_size" in error:
        return f"een record is groter dan {LARGEST_RECORD >> 20} MB."
    if "Expected OBJECT" in error or "duplicate key" in error:
        where_record = re.search(r"record/value (\d+)|in line (\d+)", error)
        number = next(group for group in where_record.groups() if group) if where_record else "?"
        return (
            f"record {number} is geen object, of noemt een gegeven twee keer. Verwacht: een lijst van objecten, of "
            "een object per regel."
        )
    return f"is geen geldige JSON {where}. Laat het bestand opnieuw maken; er is niets uit overgenomen."


def _other_encoding(path: Path) -> str | None:
    """Where a file is no UTF-8, in words; None where it is, or is too large to look through."""
    with path.open("rb") as stream:
        start = stream.read(64)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\0" in start:
        return " maar UTF-16"
    if path.stat().st_size > SCANNED_FOR_THE_FAULT:
        return None
    data = path.read_bytes()
    try:
        data.decode("utf-8")
    except UnicodeDecodeError as error:
        number = data[: error.start].count(b"\n") + 1
        return f" (regel {number})"
    return None


def _faulty_line(path: Path) -> tuple[int | None, bool]:
    """The number of the line where the JSON breaks off, or None where this does not find it; whether a whole list stands
    before it.
    """
    text = path.read_bytes().removeprefix(codecs.BOM_UTF8).decode("utf-8")
    if text.lstrip().startswith("["):
        fault = _fault(text)
        return (fault.lineno, fault.msg == "Extra data") if fault else (None, False)
    lines = enumerate(text.split("\n"), start=1)
    return next((number for number, line in lines if line.strip() and _fault(line)), None), False


def _fault(text: str) -> json.JSONDecodeError | None:
    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return error
    except (ValueError, RecursionError):
        return None
    return None

"""What a landlord says about his own exports: which file and title gives which of our columns (`landing/mapping.toml`).

Belongs here: reading and checking that file against the landing contract. Does not belong here: reading the exports
(mapping.py), or the meaning of VERA's codes (`sources/vera/mapping.py`).
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sources.findings import Finding, SourcesRefused
from validations.landing import LANDING_TABLES, Table

FILE_NAME = "mapping.toml"
FOLDER = "exports"
TABLES = {table.name: table for table in LANDING_TABLES}
ENCODINGS = {"utf-8": "utf-8-sig", "windows-1252": "cp1252"}
DATES = ("dd-mm-jjjj", "mm-dd-jjjj", "jjjj-mm-dd", "jjjjmmdd")
DELIMITERS = (";", ",", "\t", "|")


@dataclass(frozen=True)
class Export:
    """One export that gives rows of one landing table.

    Attributes:
        table: the landing table.
        file: name or pattern below `landing/`, by default in `landing/exports/`; several files that fit add up.
        columns: our column -> their title.
        sheet: the worksheet's name; None where only one holds values.
        title_row: on which line the titles stand, from 1.
        encoding, delimiter: of a csv; None: UTF-8, and what the titles show.
        dates: how dates are written; jjjj-mm-dd is always understood.
        values: our column -> their word (small letters) -> ours.
        constants: our column -> the same value in every row.
    """

    table: str
    file: str
    columns: Mapping[str, str]
    sheet: str | None = None
    title_row: int = 1
    encoding: str = "utf-8"
    delimiter: str | None = None
    dates: str = "dd-mm-jjjj"
    values: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    constants: Mapping[str, str] = field(default_factory=dict)


def load_exports(landing_dir: Path) -> list[Export]:
    """What `landing/mapping.toml` says; nothing where it does not exist.

    Raises:
        SourcesRefused: it is no TOML, or names a table, column, setting or word that does not exist.
    """
    path = landing_dir / FILE_NAME
    if not path.is_file():
        return []
    exports, faults = [], []
    for name, said in _read(path).items():
        if name not in TABLES:
            faults.append(f"[{name}] is geen tabel. Bekende tabellen: {', '.join(TABLES)}.")
            continue
        for part in said if isinstance(said, list) else [said]:
            found = _faults(TABLES[name], part)
            faults += found
            if not found:
                exports.append(_export(name, part))
    if faults:
        raise SourcesRefused(Finding("refused", FILE_NAME, "mapping_invalid", fault) for fault in faults)
    return exports


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError:
        text = "is geen UTF-8. Sla het bestand op als UTF-8."
    except tomllib.TOMLDecodeError as error:
        place = re.search(r"at line (\d+)", str(error))
        line = f" (regel {place[1]})" if place else ""
        text = f"is geen geldige TOML{line}. Kijk of elke tekst tussen aanhalingstekens staat."
    raise SourcesRefused([Finding("refused", FILE_NAME, "mapping_not_toml", text)])


_CHECKS: dict[str, tuple[Any, str]] = {
    "file": (lambda value: isinstance(value, str) and bool(value), "een bestandsnaam"),
    "sheet": (lambda value: isinstance(value, str), "de naam van een werkblad"),
    "title_row": (lambda value: type(value) is int and 1 <= value <= 1000, "een regelnummer"),
    "encoding": (lambda value: value in ENCODINGS, " of ".join(ENCODINGS)),
    "delimiter": (lambda value: value in DELIMITERS, "; , | of een tab"),
    "dates": (lambda value: value in DATES, ", ".join(DATES)),
    "columns": (lambda value: isinstance(value, dict) and all(isinstance(each, str) for each in value.values()),
        "een tabel kolom = \"titel\""),
    "values": (lambda value: isinstance(value, dict) and all(isinstance(each, dict) for each in value.values()),
        "per kolom een tabel van woorden"),
    "constants": (lambda value: isinstance(value, dict), "een tabel kolom = waarde"),
}  # fmt: skip


def _faults(table: Table, said: Any) -> list[str]:
    if not isinstance(said, dict):
        return [f"[{table.name}] hoort een tabel te zijn met file en columns."]
    faults = [
        f"[{table.name}] {key} bestaat niet; wel: {', '.join(_CHECKS)}." if key not in _CHECKS
        else f"[{table.name}] {key}: verwacht {_CHECKS[key][1]}."
        for key, value in said.items() if key not in _CHECKS or not _CHECKS[key][0](value)
    ]  # fmt: skip
    if faults:
        return faults
    if "file" not in said or "columns" not in said:
        return [f'[{table.name}] noem file (het bestand) en columns (onze kolom = "hun titel").']
    return _column_faults(table, said)


def _column_faults(table: Table, said: dict[str, Any]) -> list[str]:
    known = [column.name for column in table.columns]
    faults = []
    for part in ("columns", "values", "constants"):
        unknown = sorted(said.get(part, {}).keys() - set(known))
        if unknown:
            faults.append(f"[{table.name}.{part}] {', '.join(unknown)} bestaat niet. Kolommen: {', '.join(known)}.")
    both = sorted(said["columns"].keys() & said.get("constants", {}).keys())
    if both:
        faults.append(f"[{table.name}] {', '.join(both)} staat bij columns en bij constants.")
    given = {*said["columns"], *said.get("constants", {})}
    missing = [column.name for column in table.columns if column.required and column.name not in given]
    if missing:
        faults.append(f"[{table.name}] verplichte kolommen zonder titel: {', '.join(missing)}.")
    for name, words in said.get("values", {}).items():
        allowed = table.column(name).values if name in known else ()
        wrong = sorted({_word(word) for word in words.values() if allowed and _word(word) not in allowed})
        if wrong:
            faults.append(f"[{table.name}.values.{name}] {', '.join(wrong)}: kies uit {', '.join(allowed)}.")
    return faults


def _export(table: str, said: dict[str, Any]) -> Export:
    values = {
        name: {key.strip().lower(): _word(word) for key, word in words.items()} for name, words in said.get("values", {}).items()
    }
    constants = {name: _word(value) for name, value in said.get("constants", {}).items()}
    rest = {key: said[key] for key in ("sheet", "title_row", "encoding", "delimiter", "dates") if key in said}
    return Export(table=table, file=said["file"], columns=said["columns"], values=values, constants=constants, **rest)


def _word(value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    return str(value)

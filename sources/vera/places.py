"""Where in the files a record stands that was refused: file name and record number, never what it says.

Belongs here: finding records by their key in files that were read before. Does not belong here: what is wrong with them
(`checks.py`), or the place of what is no JSON (`files.py`).

The load itself keeps no record numbers, which would cost every good run; only a refusal reads the files once more.
"""

from __future__ import annotations

import glob
from collections.abc import Iterable
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG
from sources.vera.files import LARGEST_RECORD, VeraFile, form_of

RECORDS_SHOWN = 5
FILES_SHOWN = 3
MACROS = Path(__file__).with_name("sql") / "macros.sql"
RECORDS_SQL = f"""
select n from (
    select row_number() over () as n, key_of(id, "idExtern", code) as key
    from read_json(?, format = '{{form}}', columns = {{{{id: 'JSON', idExtern: 'JSON', code: 'VARCHAR'}}}},
        maximum_object_size = {LARGEST_RECORD})
) where list_contains(?, key) or (? and key is null) order by n limit {RECORDS_SHOWN + 1}
"""


def where_they_stand(files: Iterable[VeraFile], resource: str, keys: list[str | None]) -> str:
    """` (boekingen_2026-03.json: record 3, 17)`: the first records with one of these keys; None stands for no key."""
    known = [key for key in keys if key is not None]
    found: list[str] = []
    with duckdb.connect(config=CONFIG) as con:
        con.execute("set preserve_insertion_order = true")
        con.execute(MACROS.read_text(encoding="utf-8"))
        for file in files:
            form = form_of(file.path) if file.resource == resource and len(found) <= FILES_SHOWN else None
            if form is None:
                continue
            rows = con.execute(RECORDS_SQL.format(form=form), [glob.escape(str(file.path)), known, None in keys]).fetchall()
            if rows:
                numbers = ", ".join(str(row[0]) for row in rows[:RECORDS_SHOWN])
                found.append(f"{file.path.name}: record {numbers}{' en meer' if len(rows) > RECORDS_SHOWN else ''}")
    more = "; en in andere bestanden" if len(found) > FILES_SHOWN else ""
    return f" ({'; '.join(found[:FILES_SHOWN])}{more})" if found else ""

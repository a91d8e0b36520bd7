#!/usr/bin/env bash
# What: DuckDB 2.0.0's read_csv with strict_mode = true and a fixed list of columns refuses a row with an extra cell, but takes it where that cell is
# empty; a row that was shifted by an empty cell so loads as if nothing were wrong.
# Expected: strict mode refuses every row that has another number of cells than there are columns.
# Consequence here: cells are counted beside DuckDB's reader (exports/inbox/delimited_proof.py).
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.0
printf 'a,b\n1,2\n3,4,\n' > "$work/empty.csv"
printf 'a,b\n1,2\n3,4,5\n' > "$work/filled.csv"
"$work/venv/bin/python" - "$work" <<'PY'
import sys

import duckdb

READ = "from read_csv(?, columns = {'a': 'varchar', 'b': 'varchar'}, auto_detect = false, header = true, delim = ',', strict_mode = true)"
found = duckdb.connect().execute(READ, [f"{sys.argv[1]}/empty.csv"]).fetchall()
print(f"duckdb {duckdb.__version__}: an extra empty cell in strict mode: {found}")
try:
    duckdb.connect().execute(READ, [f"{sys.argv[1]}/filled.csv"]).fetchall()
    refused = False
except duckdb.Error as error:
    refused = True
    print(f"an extra filled cell: refused ({type(error).__name__})")
assert duckdb.__version__ == "2.0.0", "another version"
assert found == [("1", "2"), ("3", "4")] and refused, "the finding no longer holds"
PY

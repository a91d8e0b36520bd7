#!/usr/bin/env bash
# What: DuckDB 2.0.0's hash() gives one number to many pairs of texts that are alike (ids such as AL0003255-1-2604), far more than chance
# would in 64 bits, so that count(distinct hash(id)) undercounts keys by a third of a percent.
# Expected: 68,000 different ids have 68,000 different hashes (chance of one collision: about 1 in 8 thousand million).
# Consequence here: no check of the product may take equal hashes for equal keys.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.0
"$work/venv/bin/python" - <<'PY'
import duckdb

ids, hashes = duckdb.connect().execute("""
    with ids as (
        select format('AL{:07d}-{}-{}', lease, step, month) as id
        from range(1, 1701) as leases(lease), range(1, 5) as steps(step), unnest([2511, 2512, 2601, 2602, 2603, 2604, 2605, 2606, 2607, 2608]) as months(month)
    )
    select count(distinct id), count(distinct hash(id)) from ids
""").fetchone()
print(f"duckdb {duckdb.__version__}: {ids:,} different ids have {hashes:,} different hashes")
assert duckdb.__version__ == "2.0.0" and ids == 68_000, "another version or input"
assert hashes < ids, "no collision any more: the finding no longer holds"
PY

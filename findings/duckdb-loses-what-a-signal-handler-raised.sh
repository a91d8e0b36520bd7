#!/usr/bin/env bash
# What: a Python signal handler that raises while DuckDB 2.0.0 runs a query (as KeyboardInterrupt does at Ctrl-C, or an orchestrator's SIGTERM)
# ends the query with RuntimeError("Query interrupted"); the handler's own exception is gone, also from __cause__ and __context__.
# Expected: the handler's exception comes out of the query, as it does out of any other call; at least an exception that is no RuntimeError.
# Consequence here: a RuntimeError out of a query may mean that somebody ended the run, so a step that fails so is not proof of a fault in its data.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check duckdb==2.0.0
"$work/venv/bin/python" - <<'PY'
import os
import signal
import threading
import time

import duckdb


class Stop(Exception):
    """What our handler raises."""


def stop(*_):
    raise Stop("asked to stop")


def ask_to_stop():
    time.sleep(1)
    os.kill(os.getpid(), signal.SIGTERM)


signal.signal(signal.SIGTERM, stop)
threading.Thread(target=ask_to_stop, daemon=True).start()
try:
    duckdb.connect().execute("select count(*) from range(3000000000) as numbers(n) where hash(n) % 7 = 1").fetchall()
    seen = None
except BaseException as error:
    seen = error
print(f"duckdb {duckdb.__version__}: {type(seen).__name__}: {seen}; cause {seen.__cause__!r}, context {seen.__context__!r}")
assert duckdb.__version__ == "2.0.0", "another version"
assert type(seen) is RuntimeError and seen.__cause__ is None and seen.__context__ is None, "the finding no longer holds"
PY

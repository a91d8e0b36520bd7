#!/usr/bin/env bash
# What: holidays 0.109 has a lazy loader for its countries, but asking for the days of one of them (`country_holidays("NL")`) imports the
# modules of all of them, some 250: that one's module lies in the package `holidays.countries`, whose __init__ imports every other.
# Expected: the module of the country that was asked for, and the few that it builds on.
# Consequence here: a calendar that stands as it was made is left as it is (sources/control.py), and the library is not loaded for it.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check holidays==0.109
"$work/venv/bin/python" - <<'PY'
import sys

import holidays


def countries():
    return sum(name.startswith("holidays.countries.") for name in sys.modules)


before = countries()
days = holidays.country_holidays("NL", years=2026)
print(f"holidays {holidays.__version__}: {before} modules of countries before, {countries()} after asking for {len(days)} days of NL")
assert holidays.__version__ == "0.109", "another version"
assert before == 0 and countries() > 200, "the finding no longer holds"
PY

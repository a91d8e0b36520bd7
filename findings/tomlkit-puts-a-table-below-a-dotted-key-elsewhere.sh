#!/usr/bin/env bash
# What: tomlkit 0.15.2, where a table has a dotted key (`[box]`, `lid.colour = "red"`) and another table is put below that key
# (`box.lid.hinge`), writes its header without the table's name: `[lid.hinge]`. Read again, that is a table of its own beside `box`.
# Nothing is raised, and the document in memory says what was meant.
# Expected: `[box.lid.hinge]`, or any text that reads back as the document in memory.
# Consequence here: what a person answers is put in his mapping file by our own code (documents/mapping_changes.py), and a text that
# does not read back as it was meant is never written.
set -euo pipefail
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT
python3 -m venv "$work/venv"
"$work/venv/bin/pip" install --quiet --disable-pip-version-check tomlkit==0.15.2
"$work/venv/bin/python" - <<'PY'
from importlib.metadata import version

import tomlkit

document = tomlkit.parse('[box]\nlid.colour = "red"\n')
document["box"]["lid"]["hinge"] = {"screws": 2}
meant = document.unwrap()
text = tomlkit.dumps(document)
read = tomlkit.parse(text).unwrap()
print(f"tomlkit {version('tomlkit')}: meant {meant}\nwritten {text!r}\nread again {read}")
assert version("tomlkit") == "0.15.2", "another version"
assert meant == {"box": {"lid": {"colour": "red", "hinge": {"screws": 2}}}}
assert read == {"box": {"lid": {"colour": "red"}}, "lid": {"hinge": {"screws": 2}}}, "the finding no longer holds"
PY

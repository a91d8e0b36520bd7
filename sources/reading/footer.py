"""The line below the rows of a csv that says how many, what they add up to, or which page it is, in fewer cells than titles.

Belongs here: finding and leaving out that line. Does not belong here: a total in a line as wide as the others
(lines.py), or any other line with too few cells: that is a row that broke off, and refuses the file.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path

from exports.inbox.delimited import Top, lines_in, mapped
from sources.findings import Finding

_TAIL = 1 << 12  # bytes in which it is looked for
_SAYS = re.compile(rb'["\s]*((sub|eind|generaal\s)?totaa?l|aantal|som|einde|(number|count|no\.?) of)\b', re.IGNORECASE)
_PAGE = re.compile(rb'["\s]*(pagina|pag|bladzijde|blz|blad|page)\W*\d', re.IGNORECASE)


def without_footer(path: Path, top: Top, work_dir: Path) -> tuple[Path, list[Finding]]:
    """The file itself; or, where its last line is such a footer, a copy without it and a note with its line."""
    size = path.stat().st_size
    with path.open("rb") as stream:
        stream.seek(max(top.offset, size - _TAIL))
        tail = stream.read()
    last = tail.rstrip(b"\r\n").rpartition(b"\n")[2]
    if not (_SAYS.match(last) or _PAGE.match(last)) or last.count(top.delimiter.encode()) + 1 >= top.width:
        return path, []
    cut = size - len(tail) + len(tail.rstrip(b"\r\n")) - len(last)
    with mapped(path) as data:
        line = top.line + lines_in(data, top.offset, cut)
    target = work_dir / f"export_rows_{len(list(work_dir.glob('export_rows_*')))}.csv"  # kept: a line may be asked for later
    before = os.umask(0o077)
    try:
        shutil.copyfile(path, target)
    finally:
        os.umask(before)
    os.truncate(target, cut)
    what = "paginanummer" if _PAGE.match(last) else "totaal"
    return target, [Finding("note", "", "total_row", f"regel {line} onderaan is een {what} en is overgeslagen.")]

"""Files in landing/exports that no block of the mapping reads, and what is in them: refused where that would count.

Belongs here: what their sheets give or speak of, and saying so. Does not belong here: which files these are and what their names
say (files_not_read.py), what `map` would make of a sheet (tables_seen.py), or files that a mapping sets aside
(files_set_aside.py). Loaded only where there are such files.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from sources.explaining import explains
from sources.files_set_aside import ABOUT, files_set_aside, kept_back_in
from sources.findings import Finding
from sources.guards.reversals import REVERSALS
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import FOLDER, Export
from sources.tables_seen import as_described, sheets_in, tables_of
from sources.words.blocks import Sheet

FILE_GIVES_TABLE = "file_gives_table"
FILE_SPEAKS = "file_speaks_of_table"


def files_looked_into(
    asked: Sequence[Path],
    aside: Sequence[Path],
    given: Collection[str],
    made: Mapping[str, Path],
    exports: Sequence[Export],
    shapes: Sequence[ExportShape],
) -> tuple[list[Finding], set[Path]]:
    """(what a person must know of these files, those of `asked` of which something is said, or that say what the codes or titles
    of others mean).

    Args:
        asked: files that nothing reads and nobody set aside.
        aside: files that the mapping sets aside.
        given: the landing tables that some source gives.
        made: landing table -> Parquet of what the mapping made of it.
        exports: the blocks of the mapping.
        shapes: how the exports that they read look.
    """
    findings = files_set_aside([path for path in aside if path.parent.name == FOLDER])
    sheets = as_described({path: sheets_in(path) for path in asked}, aside)
    seen = {path: tables_of(each, made, given) for path, each in sheets.items()}
    findings += [_gives_table(path, found, has_entries="ledger_entries" in given) for path, found in seen.items() if found]
    speaking = {path: _kept_back_in(sheets[path]) for path, found in seen.items() if not found}
    findings += [_speaks_of(path, found) for path, found in speaking.items() if found]
    of_use = {path for path, each in sheets.items() if _is_of_use(each, exports, shapes)}
    return findings, {path for path in asked if seen[path] or speaking[path] or path in of_use}


def _is_of_use(sheets: Sequence[Sheet], exports: Sequence[Export], shapes: Sequence[ExportShape]) -> bool:
    filled = [each for each in sheets if any(map(any, each.rows))]
    return bool(filled) and all(explains(each, exports, shapes) for each in filled)


def _kept_back_in(sheets: Sequence[Sheet]) -> list[tuple[str | None, str]]:
    """(sheet, table) of each sheet that says what would keep a signal back."""
    return [(each.sheet, found[0]) for each in sheets if (found := kept_back_in(each))]


def _gives_table(path: Path, found: Sequence[tuple[str | None, str]], *, has_entries: bool) -> Finding:
    if all(table == REVERSALS for _, table in found):
        return Finding("refused", f"{FOLDER}/{path.name}", FILE_GIVES_TABLE, _reversals(path), len(found))
    tables = " en ".join(dict.fromkeys(f"{table} (blad '{sheet}')" if sheet else table for sheet, table in found))
    advice = "Maak er een blok van (map met alleen dit bestand doet een voorstel). Doet het bestand er niet toe, zet dan"
    if has_entries and all(table == "ledger_entries" for _, table in found):
        advice = (
            "Zijn het openstaande posten van wat u al als boekingen leest, maak er dan geen blok van: elke schuld zou dubbel "
            "tellen. Staan deze boekingen nergens anders, maak er dan een blok van; zet anders"
        )
    text = (
        f"geen blok van mapping.toml leest dit bestand, en map zou er {tables} van maken: wat er staat, telt nu niet mee, en wie "
        f"het aangaat, wordt ten onrechte wel of niet gemeld. {advice} bovenaan mapping.toml, voor het eerste blok, "
        f'unread_files = ["{path.name}"].'
    )
    return Finding("refused", f"{FOLDER}/{path.name}", FILE_GIVES_TABLE, text, len(found))


def _reversals(path: Path) -> str:
    return (
        "geen blok van mapping.toml leest dit bestand, het spreekt van stornos, en in de boekingen staan die niet: wie zijn "
        'betaling terughaalde, telt zo als betaald. Maak er een blok [[ledger_entries]] van met entry_type = "reversal", en '
        "reverses_entry_id = het nummer van de ontvangst (of storno = true als dat er niet staat). Doet het bestand er niet toe, "
        f'zet dan bovenaan mapping.toml, voor het eerste blok, unread_files = ["{path.name}"].'
    )


def _speaks_of(path: Path, found: Sequence[tuple[str | None, str]]) -> Finding:
    """Of a file of which `map` makes nothing, while its name or a title says what would keep a signal back."""
    sheet, table = found[0]
    what, so = ABOUT[table]
    where = f" (blad '{sheet}')" if sheet else ""
    text = (
        f"geen blok van mapping.toml leest dit bestand{where}, en zijn naam, een titel of een woord in een kolom spreekt van "
        f"{what}: dat weegt nu niet mee, en {so}. "
        f"Maak er een blok [[{table}]] van (docs/nl/kolommen.md), of lever het aan in de lijst "
        "van vroegsignaal map --lists. Gaat het over iets anders, zet dan bovenaan mapping.toml, voor het eerste blok, "
        f'unread_files = ["{path.name}"].'
    )
    return Finding("refused", f"{FOLDER}/{path.name}", FILE_SPEAKS, text, len(found))

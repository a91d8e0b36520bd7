"""Files in landing/ that no reader takes: refused where one seems to be a table that is missed, named otherwise.

Belongs here: names of files, and which of them some reader took. Does not belong here: what is in them
(files_looked_into.py), or which old exports a purge may take (superseded.py).

`objections (1).csv`, `bezwaren.csv` or an export that mapping.toml does not name would be passed over, and an optional table
that is absent is empty: everybody who objected in it would be reported. So a name like a table's is never passed over, nor a
file of which `map` would make one beside those that the mapping reads, or that says in its name or titles what keeps a signal
back (`Datum gemeld aan gemeente`), until `unread_files` says that it does not count.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from sources.findings import Finding, amount_of
from sources.landing_files import places_of
from sources.reading.checks import unread_files_said
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import FOLDER, Export
from sources.superseded import superseded
from sources.vera.files import resource_of
from validations.landing import LANDING_TABLES, TABLE_NAMES
from validations.toml_files import TomlUnreadable, read_toml

# What people call the tables that may be absent, beside our own names; letters only.
ALSO_CALLED = {
    "allocations": ("aflettering",),
    "collection_cases": ("incassodossier",),
    "co_tenants": ("medehuurder",),
    "eviction_notices": ("ontruiming",),
    "objections": ("bezwaar", "bezwaren"),
    "payment_arrangements": ("regeling",),
    "reported_elsewhere": ("eldersgemeld",),
}
DATA = (".csv", ".txt", ".tsv", ".parquet", ".xlsx", ".xls", ".xlsm", ".xlsb", ".ods", ".json", ".ndjson", ".gz", ".zip")
FOR_PEOPLE = (".md", ".pdf", ".doc", ".docx", ".msg", ".eml", ".log", ".sql")
MAPPING = "mapping.toml"
VERA = "vera"  # of what it passes over there, its own reader speaks
_NOT_A_LETTER = re.compile(r"[\W\d_]+")
_COPY = re.compile(r"^(copyof|kopievan|kopie|copy)|(copy|kopie|csv|parquet|txt)+$")


def files_not_read(
    landing_dir: Path,
    ours: Collection[str],
    read: Collection[Path],
    given: Collection[str],
    patterns: Collection[str] = (),
    made: Mapping[str, Path] | None = None,
    exports: Sequence[Export] = (),
    shapes: Sequence[ExportShape] = (),
) -> list[Finding]:
    """What a person must know of the files in `landing_dir` that were not read.

    Args:
        landing_dir: the home's `landing`.
        ours: names in landing/ that readers have for themselves.
        read: files that a mapping took.
        given: the landing tables that some source gives.
        patterns: names of files that a mapping reads; of a file that fits one, another is the newer.
        made: landing table -> Parquet of what the mapping made of it.
        exports: the blocks of the mapping.
        shapes: how the exports that they read look.
    """
    if not landing_dir.is_dir():
        return []
    # Superseded exports are left out: a newer one of the same name was read.
    taken = {path.resolve() for path in [*read, *superseded(landing_dir)]}
    places = {place for name in TABLE_NAMES for place in places_of(name)}
    here = [path for path in _seen(landing_dir) if path.name not in ours and path.name.lower() not in places]
    there = list(_seen(landing_dir / FOLDER))
    in_vera = [path for path in _seen(landing_dir / VERA) if path.name != MAPPING and resource_of(path.name) is None]
    left = [path for path in (*here, *there, *in_vera) if path.resolve() not in taken]
    nearly = {path: _nearly_which(path, ours) for path in here}
    findings = [_not_exact(path.name, right) for path, right in nearly.items() if right]
    alike = {table.name: _alike(table.name, left) for table in LANDING_TABLES if table.may_be_absent and table.name not in given}
    newer = {name: _newer_copies(landing_dir, name, left) for name in TABLE_NAMES}
    findings += [_looks_alike(name, len(found)) for name, found in alike.items() if found]
    findings += [_newer(name, len(found)) for name, found in newer.items() if found]
    reported = {path for found in ([path for path in here if nearly[path]], *alike.values(), *newer.values()) for path in found}
    rest = [path for path in left if path not in [*reported, *in_vera] and _may_count(path)]
    looked_in = _only_looked_in(read, exports)
    unread = _unread_files(landing_dir)
    aside = [path for path in (*rest, *looked_in) if any(fnmatch(path.name, each) for each in unread)]
    rest, looked_in = ([path for path in some if path not in aside] for some in (rest, looked_in))
    there = [path for path in rest if path.parent.name == FOLDER and path.is_file()]
    asked = [path for path in there if not any(fnmatch(path.name, each) for each in patterns)]
    spoken_of: set[Path] = set()
    if looked_in:
        from sources.lookups_not_read import of_files_looked_in

        findings += of_files_looked_in(looked_in, given, made or {}, exports, shapes)
    if aside or (patterns and asked):
        from sources.files_looked_into import files_looked_into  # where all files are known, nobody waits for what words mean

        found, spoken_of = files_looked_into(asked if patterns else [], aside, given, made or {}, exports, shapes)
        findings += found
    return [*findings, *_unnamed([path for path in rest if path not in spoken_of])]


def _may_count(path: Path) -> bool:
    """Whether what nothing reads may be data: anything among the exports, where a folder holds some too."""
    if path.parent.name == FOLDER:
        return path.is_file() or any(each.is_file() for each in path.rglob("*"))
    return path.suffix.lower() in DATA and path.is_file()


def _only_looked_in(read: Collection[Path], exports: Sequence[Export]) -> list[Path]:
    """Of the files that a mapping took, those in which it only looks something up."""
    asked = {lookup.file for each in exports for lookup in each.lookup.values()}
    taken = {each.file for each in exports}
    found = [path for path in dict.fromkeys(read) if any(fnmatch(path.name, each) for each in asked)]
    return [path for path in found if not any(fnmatch(path.name, each) for each in taken)]


def _unread_files(landing_dir: Path) -> tuple[str, ...]:
    try:
        return unread_files_said(read_toml(landing_dir / MAPPING))[0]
    except (TomlUnreadable, OSError):
        return ()


def _seen(folder: Path) -> Iterator[Path]:
    """What lies in the folder, without what is hidden and the marks that programs leave of a file they hold open."""
    if folder.is_dir():
        yield from (path for path in sorted(folder.iterdir()) if not path.name.startswith((".", "~")))


def _nearly_which(path: Path, ours: Collection[str]) -> str:
    """The name of ours that a name differs from in capitals only, or in an ending that hides it; empty where there is none."""
    plain = path.name.casefold()
    if (path.parent / MAPPING).exists():  # beside it may stand a proposal for another
        return plain if plain in ours else ""
    return plain if plain in ours else MAPPING if plain.startswith("mapping") and ".toml" in plain else ""


def _not_exact(name: str, right: str) -> Finding:
    text = f"heet bijna zoals {right} en wordt zo niet gelezen. Noem het precies {right}, of haal het weg uit landing/."
    return Finding("refused", f"landing/{name}", "place_name_not_exact", text)


def _letters(name: str) -> str:
    return _NOT_A_LETTER.sub("", name).casefold()


def _alike(table: str, paths: list[Path]) -> list[Path]:
    words = (_letters(table).removesuffix("s"), *ALSO_CALLED.get(table, ()))
    named = [path for path in paths if path.suffix.lower() not in FOR_PEOPLE]
    within = {path: list(_seen(path)) if path.is_dir() else [path] for path in named}
    return [path for path, held in within.items() if any(_has(words, each.name) for each in (path, *held))]


def _has(words: tuple[str, ...], name: str) -> bool:
    return any(word in _letters(name) for word in words)


def _newer_copies(landing_dir: Path, table: str, paths: list[Path]) -> list[Path]:
    """Copies of a table's file that were written after it, such as `objections (1).csv` of a second download."""
    read = [landing_dir / place for place in places_of(table) if (landing_dir / place).is_file()]
    copies = [path for path in paths if path.is_file() and _COPY.sub("", _letters(path.name)) == _letters(table)]
    written = max((path.stat().st_mtime for path in read), default=float("inf"))
    return [path for path in copies if path.parent == landing_dir and path.stat().st_mtime > written]


def _looks_alike(table: str, count: int) -> Finding:
    text = (
        f"de tabel {table} wordt door niets geleverd, en in landing/ staat wel {amount_of(count, 'bestand', 'bestanden')} met "
        "een naam die erop lijkt; dat zou ongelezen blijven. "
        f"Noem het {table}.csv, zet het in mapping.toml, of haal het weg uit landing/."
    )
    return Finding("refused", table, "file_looks_like_table", text, count)


def _newer(table: str, count: int) -> Finding:
    text = (
        f"naast het bestand van {table} staat in landing/ {amount_of(count, 'kopie', 'kopieën')} die later geschreven is en "
        f"ongelezen zou blijven. Welke is de nieuwste export? Noem die {table}.csv en haal de andere weg."
    )
    return Finding("refused", table, "newer_copy_not_read", text, count)


def _unnamed(paths: list[Path]) -> list[Finding]:
    if not paths:
        return []
    in_exports = any(path.parent.name == FOLDER for path in paths)
    where = f"landing/ en landing/{FOLDER}/" if in_exports else "landing/"
    names = amount_of(len(paths), "bestand wordt", "bestanden worden")
    text = f"{names} niet gelezen: geen tabel van ons, en mapping.toml noemt het niet. Hoort het erbij, zet het er dan in; "
    text += "zegt het wat codes van een ander bestand betekenen, dan met lookup."
    return [Finding("warning", where, "file_not_read", text, len(paths), files=tuple(path.name for path in paths))]

"""Everything in the landing folder that is not a landing table yet, made into one: VERA, CBS and other people's
exports.

Belongs here: calling the three in turn, and refusing a table that two of them give. Does not belong here: any of the
three, or loading the tables (landing.py).
"""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from exports.ground.home import SIEVED
from sources.cbs import prepare_cbs
from sources.cbs_names import NAMES_MISSING, NAMES_USED
from sources.files_not_read import files_not_read
from sources.findings import Finding, SourcesRefused, refuse_if_needed
from sources.guards.places import MadeOf
from sources.landing_files import places_of
from sources.mapped_report import MappedReport
from sources.post_addresses import post_addresses
from sources.reading.export_shapes import ExportShape
from sources.reading.own_lists import LIST_NOT_FILLED, own_lists, tables_of_lists
from sources.reading.rules import ANSWERS, FOLDER, Export, sound_exports
from sources.reading.rules import FILE_NAME as MAPPING
from sources.vera import prepare_vera
from validations.landing import TABLE_NAMES

VERA_FOLDER, CBS_FOLDER = "vera", "cbs"
# What lies in landing without being a landing table, and is no stranger there.
OUR_PLACES = (VERA_FOLDER, CBS_FOLDER, "exports", "mapping.toml", ANSWERS, SIEVED)


@dataclass(frozen=True)
class Prepared:
    """What `load_landing` is given beside the landing folder.

    Attributes:
        tables_from_elsewhere: landing table -> prepared file, with the modification time of the newest source file.
        findings: everything found, refusals among it.
        stated_balances: lease_id and stated_open by the source's own count, or None (`sources.vera.saldo`).
        origins: landing table -> where it came from, in words for people.
        sources: landing table -> the files it was made of.
        shapes: how each mapped export looks, for the next load to compare with.
        made_of: landing table made of mapped exports -> where its rows come from.
        not_made: landing tables that a mapped export would give, had it not been refused.
    """

    tables_from_elsewhere: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    stated_balances: Path | None = None
    origins: Mapping[str, str] = field(default_factory=dict)
    sources: Mapping[str, tuple[Path, ...]] = field(default_factory=dict)
    shapes: tuple[ExportShape, ...] = ()
    made_of: Mapping[str, MadeOf] = field(default_factory=dict)
    not_made: frozenset[str] = frozenset()

    @property
    def is_refused(self) -> bool:
        return any(finding.severity == "refused" for finding in self.findings)


def prepare_sources(landing_dir: Path, work_dir: Path, as_of: date, before: Sequence[ExportShape] = ()) -> Prepared:
    """Prepares all sources for a run.

    Args:
        landing_dir: the home's `landing`; read only.
        work_dir: a folder below the home for the prepared files; it may be removed after loading.
        as_of: decides which CBS year and which mergers of municipalities hold.
        before: how mapped exports looked at the last good load.

    Raises:
        SourcesRefused: with every finding, where one of them refuses.
    """
    prepared = look_at_sources(landing_dir, work_dir, as_of, before)
    refuse_if_needed(prepared.findings)
    return prepared


def look_at_sources(landing_dir: Path, work_dir: Path, as_of: date, before: Sequence[ExportShape] = ()) -> Prepared:
    """As `prepare_sources`, but refusals are findings like any other: for the check."""
    given: list[tuple[str, Mapping[str, Path], list[Path]]] = []
    findings: list[Finding] = []
    stated = None
    vera_dir, cbs_dir = landing_dir / VERA_FOLDER, landing_dir / CBS_FOLDER
    try:
        report = prepare_vera(vera_dir, work_dir / "vera", as_of)
        findings += report.findings
        stated = report.stated_balances
        given.append(("VERA", report.tables, _files_in(vera_dir)))
    except SourcesRefused as refused:
        findings += refused.findings
    cbs = prepare_cbs(cbs_dir, work_dir / "cbs", as_of)
    exports, refusals = sound_exports(landing_dir)
    findings += refusals
    if any(each.rule == "mapping_not_toml" for each in refusals):
        mapped = MappedReport(not_made=tables_of_lists(landing_dir))
    else:
        has_own = bool(exports or before or (landing_dir / FOLDER).is_dir())
        mapped = _mapped(landing_dir, work_dir / "mapped", exports, before) if has_own else MappedReport()
        is_whole = all(each.rule != "mapping_invalid" for each in refusals)
        findings += [each for each in mapped.findings if is_whole or not _is_of_the_whole(each)]
        given.append((MAPPING, mapped.tables, list(mapped.files)))
        plain = {name for name in TABLE_NAMES if _plain_files(landing_dir, name)}
        all_given = plain.union(cbs.tables, *(made for _, made, _ in given))
        patterns = {each.file for each in exports}
        asked = (landing_dir, OUR_PLACES, mapped.files, all_given, patterns, mapped.tables, exports, mapped.shapes)
        findings += files_not_read(*asked) if is_whole else []
        findings += _codes_said_otherwise(landing_dir, exports, mapped) if exports else []
        findings += post_addresses(landing_dir, exports)
    of_cbs = dict(cbs.tables)
    if "municipalities" in mapped.tables or _plain_files(landing_dir, "municipalities"):  # their own names go first
        of_cbs.pop("municipalities", None)
    findings += [each for each in cbs.findings if "municipalities" in of_cbs or each.rule not in (NAMES_USED, NAMES_MISSING)]
    given.append((f"CBS {cbs.year or ''}".strip(), of_cbs, _files_in(cbs_dir)))
    tables, origins, twice = _together(given, landing_dir)
    of_lists = {each.table: f"{FOLDER}/{file}" for file, each in own_lists().items()}
    typed = {name for name in mapped.tables if origins[name] == MAPPING and all(each.table != name for each in exports)}
    origins |= {name: of_lists[name] for name in typed}
    made_of = {name: tuple(sources) for _, made, sources in given for name in made}
    return Prepared(tables, tuple(findings + twice), stated, origins, made_of, mapped.shapes, mapped.made_of, mapped.not_made)


# What a landlord's own exports ask is loaded for those who have them: to learn what titles and words may mean takes a tenth of a
# second at the beginning of each run.


def _mapped(landing_dir: Path, work_dir: Path, exports: list[Export], before: Sequence[ExportShape]) -> MappedReport:
    from sources.mapping import prepare_mapped

    return prepare_mapped(landing_dir, work_dir, exports, before)


def _codes_said_otherwise(landing_dir: Path, exports: Sequence[Export], mapped: MappedReport) -> list[Finding]:
    from sources.codes_said import codes_said_otherwise

    return codes_said_otherwise(landing_dir, exports, mapped.files)


def _is_of_the_whole(finding: Finding) -> bool:
    """Whether a mapping says it as a whole: with a block that is not valid, whatever that would have read seems not to be."""
    from sources.guards.unused import NOT_READ
    from sources.sheets_not_read import NOT_READ as SHEET_NOT_READ

    return finding.rule in (*NOT_READ, SHEET_NOT_READ, LIST_NOT_FILLED)


def _files_in(folder: Path) -> list[Path]:
    return [path for path in folder.iterdir() if path.is_file()] if folder.is_dir() else []


def _together(
    given: list[tuple[str, Mapping[str, Path], list[Path]]], landing_dir: Path
) -> tuple[dict[str, Path], dict[str, str], list[Finding]]:
    tables: dict[str, Path] = {}
    origins: dict[str, str] = {}
    places: dict[str, list[str]] = {name: _plain_files(landing_dir, name) for name in TABLE_NAMES}
    for origin, made, sources in given:
        newest = max((path.stat().st_mtime for path in sources), default=None)
        for name, path in made.items():
            places[name].append(origin)
            tables[name], origins[name] = path, origin
            if newest is not None:
                os.utime(path, (newest, newest))
    findings = [
        Finding("refused", name, "given_twice", f"de tabel {name} komt uit {' en '.join(found)}. Haal alles op een na weg.")
        for name, found in places.items()
        if len(found) > 1 and name in tables
    ]
    return tables, origins, findings


def _plain_files(landing_dir: Path, name: str) -> list[str]:
    places = [landing_dir / place for place in places_of(name)]
    return [f"landing/{path.name}" for path in places if path.exists() and (path.suffix or path.is_dir())]

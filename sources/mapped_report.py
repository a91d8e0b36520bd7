"""What came of a landlord's own exports, as `prepare.py` passes it on.

Belongs here: that and nothing more. Does not belong here: reading them (mapping.py), which is loaded only where there are any.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from sources.findings import Finding
from sources.guards.places import MadeOf
from sources.reading.export_shapes import ExportShape


@dataclass(frozen=True)
class MappedReport:
    """What came of the mapped exports: landing table -> Parquet, findings, the files used, how each export looks, and where each
    table's rows come from. A table of which something was refused is not made (`not_made`); the others are, for the check.
    """

    tables: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: Mapping[str, int] = field(default_factory=dict)
    files: tuple[Path, ...] = ()
    shapes: tuple[ExportShape, ...] = ()
    made_of: Mapping[str, MadeOf] = field(default_factory=dict)
    not_made: frozenset[str] = frozenset()

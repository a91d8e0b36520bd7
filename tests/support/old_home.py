"""A home as version 0.1 left it: the worked example after 20 and 27 April 2026, made by that version itself.

Belongs here: unpacking it. It lies in tests/data/home_0_1.tar.gz without what is made again (warehouse, Dagster's history, lists,
reports). Does not belong here: what an upgrade must make of it (the tests).
"""

from __future__ import annotations

import tarfile
from pathlib import Path

from tests.support.day import Place

ARCHIVE = Path(__file__).parents[1] / "data" / "home_0_1.tar.gz"


def old_home(root: Path) -> Place:
    """That home, unpacked at `root`."""
    place = Place.at(root)
    with tarfile.open(ARCHIVE) as archive:
        archive.extractall(
            root, **({"filter": "data"} if hasattr(tarfile, "data_filter") else {})
        )  # Python 3.11.0 to 3.11.3 have none
    return place

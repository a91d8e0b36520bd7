"""The house numbers that CBS has below some postcodes, for `map` to see which of two numbers in an address is the house's.

Belongs here: asking the address file of CBS for those. Does not belong here: reading it as a table (cbs.py), or what its answer
says of an address (recognition/street_years.py).
"""

from __future__ import annotations

import tempfile
from collections.abc import Collection
from datetime import date
from pathlib import Path

from exports.ground.duck import in_memory
from sources.cbs import prepare_cbs

_SQL = "select postcode, house_number from read_parquet(?) where house_number is not null and list_contains(?, postcode)"


def house_numbers(place: Path, postcodes: Collection[str], as_of: date) -> set[tuple[str, str]]:
    """Each of these postcodes with each of its house numbers; nothing where there is no file, or none that can be read. Some
    seconds for the whole country, so only where something hangs on it.

    Args:
        place: `landing/cbs`.
        postcodes: as `1234AB`.
        as_of: files of a later year are not used.
    """
    if not postcodes or not place.is_dir():
        return set()
    with tempfile.TemporaryDirectory(prefix="vroegsignaal-map-") as work, in_memory() as con:
        report = prepare_cbs(place, Path(work), as_of)
        if report.is_refused or "postcodes" not in report.tables:
            return set()
        return set(con.execute(_SQL, [str(report.tables["postcodes"]), [*postcodes]]).fetchall())

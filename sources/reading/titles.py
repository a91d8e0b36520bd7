"""The titles of an export that was read into `cells` and `titles`: that each title the mapping names is there, once.

Belongs here: looking titles up and refusing those that are not there. Does not belong here: finding the title row
(cells.py), or what stands below a title (mapping.py).
"""

from __future__ import annotations

import duckdb

from sources.reading.cells import Opened, looks_like, named_titles, plain_title, refused, wanted_titles
from sources.reading.rules import Export


def _titles(con: duckdb.DuckDBPyConnection) -> list[str]:
    return [title for _, title in con.execute("select place, title from titles order by place").fetchall()]


def place_of(con: duckdb.DuckDBPyConnection, title: str) -> int:
    """The place of a title in `cells`.

    Raises:
        SourcesRefused: it is not there, or more than once.
    """
    places = [place for place, each in enumerate(_titles(con)) if each == plain_title(title)]
    if len(places) != 1:
        raise refused("title_missing" if not places else "title_twice", f"de titel '{title}' hoort er een keer te staan.")
    return places[0]


def refuse_missing_titles(con: duckdb.DuckDBPyConnection, export: Export, opened: Opened) -> None:
    """Raises SourcesRefused where a title that the block names is not there, with where it may be found."""
    wanted, there = wanted_titles(export), set(_titles(con))
    missing = [title for title in named_titles(export) if plain_title(title) not in there]
    if missing:
        names = list(dict.fromkeys(f"'{title}'" for title in missing))
        what = f"de titel {names[0]} staat" if len(names) == 1 else f"de titels {', '.join(names)} staan"
        lines = [line for line, cells in opened.first_lines if wanted <= set(map(plain_title, cells))]
        hint = f" Ze staan op regel {lines[0]}: zet title_row = {lines[0]} in mapping.toml." if lines else ""
        raise refused("title_missing", f"{what} niet op regel {export.title_row}.{hint or looks_like(missing[0], there)}")


def places_of_columns(con: duckdb.DuckDBPyConnection, export: Export) -> dict[str, int]:
    """Our column -> the place of its title in `cells`."""
    found: dict[str, list[int]] = {}
    for place, title in enumerate(_titles(con)):
        found.setdefault(title, []).append(place)
    titles = dict(export.columns) | {name: title for name, (title, _) in export.split.items()}
    twice = [title for title in titles.values() if len(found[plain_title(title)]) > 1]
    if twice:
        raise refused("title_twice", f"de titel '{twice[0]}' staat er meer dan een keer; hernoem een van de kolommen.")
    return {name: found[plain_title(title)][0] for name, title in titles.items()}

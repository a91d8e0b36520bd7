"""The words below titles of a sheet that is open, where these are codes: for a question which of them count.

Belongs here: reading them, cheaply. Does not belong here: when texts are codes (code_lists.py), or what they mean (words/).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

import duckdb

from exports.ground.duck import only_row
from sources.reading.cells import text_of
from sources.reading.code_lists import MOST_WORDS, may_name_somebody, words_of

MOST_LINES = 100_000  # of a longer file a person looks for himself


def words_below(con: duckdb.DuckDBPyConnection, places: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """Title -> its words, what is there most first, of the titles below which only codes stand; of `cells`."""
    if not places:
        return {}
    # How many different texts there are is only estimated: what is near the most is counted after that.
    asked = ", ".join(f"approx_count_distinct({text_of(place)})" for place in places.values())
    lines, *several = only_row(con, f"select count(*), {asked} from cells")
    few = [title for title, count in zip(places, several, strict=True) if 0 < count <= 2 * MOST_WORDS]
    return {title: words for title in few if lines <= MOST_LINES and (words := _words(con, places[title]))}


def _words(con: duckdb.DuckDBPyConnection, place: int) -> tuple[str, ...]:
    text = text_of(place)
    found = con.execute(f"select {text} as said, count(*) from cells where {text} is not null group by said order by 2 desc, 1")
    texts = dict(found.fetchall())
    words = words_of(Counter(texts))
    is_whole = len(words) == len(texts) and not any(may_name_somebody(each, count) for each, count in words.items())
    return tuple(words) if is_whole else ()  # of what is not shown nobody could say that it does not count

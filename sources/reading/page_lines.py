"""Lines that a report prints on each page and that are no lines of the list: `Pagina 2 van 9`, when it was printed, and its
titles once more.

Belongs here: knowing them, and passing them over in every list alike, with their count. Does not belong here: totals (lines.py,
footer.py), headings that say something of the lines below them (words/banners.py), or lines of a csv with fewer cells than there
are titles: such a row may have been cut off, and refuses the file.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of
from sources.reading.month_names import DAYS, MONTH

FEWEST = 2  # titles of a list in which a line can hold nothing but a page
MOST_CELLS = 6  # that a page takes: Afgedrukt op, the day, Pagina, 2, van, 9
_PAGE = r"(pagina|pag\.?|bladzijde|blz\.?|blad|page)\s*(nr\.?|nummer)?\s*:?\s*\d{1,5}(\s*(van|of|/|-)\s*(de\s*)?\d{1,5})?"
_PRINTED = r"((afgedrukt|afdruk|geprint|uitgedraaid|(print|afdruk)?datum|printed|date)\s*(op|per|on)?\s*:?\s*)?\d[\d\s:./-]{5,18}"
_DATE = rf"(\d{{1,2}}\s+({MONTH})\.?|({MONTH})\.?\s+\d{{1,2}}),?\s+\d{{4}}|\d{{1,4}}[-/.]\d{{1,2}}[-/.]\d{{1,4}}"
_TIME = r"(,?\s+(om\s+|at\s+)?\d{1,2}[:.]\d{2}([:.]\d{2})?(\s*[ap]m|\s*uur)?)"
_WEEKDAY = "|".join(day for day in DAYS if len(day) > len("mon"))
# When it was made, below a report: a day of the week, or that it was printed, before the day itself.
_STAMP = rf"(({_WEEKDAY}),?\s+({_DATE}){_TIME}?|(afgedrukt|geprint|uitgedraaid|printed)\s+(op|on)?\s*:?\s*({_DATE}){_TIME}?)"
# Below a page of Cognos: when it was printed, the page, the time. A line of a list has no month by name beside seconds.
_OF_COGNOS = (
    rf"(\d{{1,2}}[- ]({MONTH})\.?[- ]\d{{4}}|({MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}})"
    r"\s+\d{1,2}\s+\d{1,2}:\d{2}:\d{2}(\s*[ap]m)?"
)
_PARTS = ("pag", "blz", "blad", "day", "dag", "druk", "print", ":")  # of its words, for the engine to look for first
# On small letters; the same to Python and to the engine.
LINE = rf"\W*(({_PRINTED}\s*)?{_PAGE}(\s*{_PRINTED})?|{_STAMP}|{_OF_COGNOS})\W*"
_LINE = re.compile(LINE)


def without_page_lines(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    """Takes such lines out of `cells`; gives how many. `titles` holds the titles of the file."""
    titles = [title for (title,) in con.execute("select title from titles order by place").fetchall()]
    there = only_row(con, "select count(*) from duckdb_columns() where table_name = 'cells' and not internal")[0]
    if there != len(titles) or sum(map(bool, titles)) < FEWEST:  # not read: a title that the mapping names is missing
        return []
    cells = [f"c{place}" for place in range(len(titles))]
    few = " + ".join(f"(coalesce({cell}, '') <> '')::int" for cell in cells)  # a large ledger is not read cell by cell for this
    words = ", ".join(f"nullif(trim({cell}), '')" for cell in cells)
    speaks = " or ".join(f"contains(lower(concat({', '.join(cells)})), '{each}')" for each in _PARTS)
    is_page = f"({few}) <= {MOST_CELLS} and ({speaks}) and regexp_full_match(lower(concat_ws(' ', {words})), '{LINE}')"
    same = sorted((" " in title, _is_title(place, title)) for place, title in enumerate(titles))
    is_head = " and ".join(condition for _, condition in same)
    gone = con.execute(f"delete from cells where ({is_page}) or ({is_head})").fetchone()
    count = gone[0] if gone else 0
    text = f"{amount_of(count, 'regel', 'regels')} met een paginanummer, de dag van afdrukken of nog eens de titels overgeslagen."
    return [Finding("note", "", "page_line_skipped", text, count)] if count else []


def _is_title(place: int, title: str) -> str:
    """SQL: whether a cell says its title once more, as titles are compared."""
    text = title.replace("'", "''")
    cell = f"trim(coalesce(c{place}, ''))"
    return f"lower({cell}) = '{text}'" if " " not in title else f"lower(regexp_replace({cell}, '\\s+', ' ', 'g')) = '{text}'"


def is_page_line(row: Sequence[str]) -> bool:
    """Whether a line holds the number of a page or when it was printed, and no more than these."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return 0 < len(filled) <= MOST_CELLS and bool(_LINE.fullmatch(" ".join(filled).lower()))

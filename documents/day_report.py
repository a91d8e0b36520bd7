"""The day's report: one Dutch page to look at rather than read, and a second one that could point at nobody.

Belongs here: putting figures, charts and what there is to do together, and writing both files. Does not belong here:
the figures (figures.py), the shapes (svg.py), the words for codes (words.py), and what only the register knows (the
caller gives it).

The page is one file without scripts: it asks nothing of any other address, prints on paper and fits a telephone.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import duckdb
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from documents import dutch, words
from documents.day_charts import Charts, draw
from documents.figures import Figures, read_figures
from documents.letters.make import made_before
from documents.manager import ManagerFacts
from documents.source_warnings import of_last_load
from documents.todo import warehouse_todo
from documents.todo_item import URGENCY_WORDS, TodoItem, in_order
from documents.trial_page import make_trial_page
from exports.ground.files import write_atomically
from exports.ground.home import Home

TEMPLATES = Path(__file__).parent / "templates"
MOST_ITEMS = 12


@dataclass(frozen=True)
class BatchLine:
    """A file that the day made, as the footer lists it. No names: numbers and digests only."""

    batch_id: str
    desk: str
    kind: str
    file_name: str
    lines: int
    status: str
    sha256: str = ""


@dataclass(frozen=True)
class RegisterFacts:
    """Where the register stands, for whoever wants to prove later what was done.

    Attributes:
        events: how many events it has.
        head: the hash of its last event; the one printed here fixes everything before it.
        batches: this day's files.
    """

    events: int = 0
    head: str = ""
    batches: Sequence[BatchLine] = field(default=())


def make_day_report(
    con: duckdb.DuckDBPyConnection,
    home: Home,
    as_of: date,
    manager: ManagerFacts,
    *,
    todo: Sequence[TodoItem] = (),
    register: RegisterFacts | None = None,
    is_demo: bool = False,
    withheld: str | None = None,
) -> list[Path]:
    """Write `reports/<as-of>.html` and `reports/<as-of>-extern.html`; gives both paths, and that of a trial's page to compare.

    Args:
        con: a connection on the warehouse of `as_of`; only read.
        home: where to write; a preview is marked as a dry run on the page.
        as_of: the date the warehouse stands for.
        manager: whose report it is.
        todo: what only the register knows (batches in doubt, files waiting for upload), beside what the warehouse says.
        register: what the footer says of the register; nothing where not given.
        is_demo: whether everybody in the data is made up.
        withheld: why nobody may be asked for rent now, where that is so: it stands on top.

    Raises:
        ValueError: the warehouse was built for another date.
        OSError: the disk is full; what stood there stays.
    """
    figures = read_figures(con, as_of)
    everything = in_order([*todo, *warehouse_todo(con, as_of, made_before(home, as_of), withheld)])
    marks = _marks(home, is_demo, withheld)
    warned = of_last_load(con)
    pages = {
        home.reports / f"{as_of}.html": _page(figures, manager, everything, register, marks, warned, is_extern=False),
        home.reports / f"{as_of}-extern.html": _page(figures, manager, [], None, marks, [], is_extern=True),
    }
    for path, text in pages.items():
        write_atomically(path, text.encode())
    return [*pages, *([make_trial_page(con, home, as_of, marks)] if home.is_preview else [])]


def _marks(home: Home, is_demo: bool, withheld: str | None) -> list[str]:
    marks = []
    if withheld is not None:
        marks.append(f"Er zijn vandaag geen meldingen, brieven en incassolijsten klaargezet. {withheld}")
    if home.is_preview:
        marks.append("Proefrun: dit is wat er gebeurd zou zijn. Er is niets verstuurd, vastgelegd of gewijzigd.")
    if is_demo:
        marks.append("Demo: alle huurders, adressen en bedragen zijn verzonnen.")
    return marks


def _page(
    figures: Figures,
    manager: ManagerFacts,
    todo: Sequence[TodoItem],
    register: RegisterFacts | None,
    marks: Sequence[str],
    warned: Sequence[Mapping[str, Any]],
    *,
    is_extern: bool,
) -> str:
    charts: Charts = draw(figures, is_extern=is_extern)
    return (
        _environment()
        .get_template("day_report.html.j2")
        .render(
            figures=figures,
            charts=charts,
            manager=manager,
            todo=todo,
            register=register,
            marks=marks,
            warned=warned,
            is_extern=is_extern,
            style=Markup((TEMPLATES / "day_report.css").read_text(encoding="utf-8")),
        )
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=FileSystemLoader(TEMPLATES),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        euros=dutch.euros, day=dutch.day, number=dutch.number, counted=dutch.counted, words=words,
        words_of=words.words_of, most_items=MOST_ITEMS, urgency_words=URGENCY_WORDS,
        long_day=long_day,
    )  # fmt: skip
    return environment


def long_day(value: date) -> str:
    """The day in words: dinsdag 20 oktober 2026."""
    return f"{words.WEEKDAYS[value.weekday()]} {value.day} {words.MONTHS[value.month - 1]} {value.year}"

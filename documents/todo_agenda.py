"""What a person must do because the agenda of collection says so: letters, contact, resuming, what stands in the way.

Only where receipts are fresh: nobody is asked for rent that may be paid. Does not belong here: what stands in the agenda
(marts.collection_agenda) and its lists (worklists.py).
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import date
from typing import Any

import duckdb

from documents.dutch import day
from documents.source_warnings import let_op
from documents.todo_item import TodoItem
from documents.words import STEPS, words_of
from exports.ground.duck import rows

_DUE = """
    select lease_id, next_step, due_on, why, still_needed, signal_possible_on
    from marts.collection_agenda
    where is_due_today and list_contains(?::varchar[], next_step)
    order by due_on, lease_id
"""


def agenda_todo(con: duckdb.DuckDBPyConnection, as_of: date, letters_before: Collection[tuple[str, str]]) -> Iterator[TodoItem]:
    """What is due today by the agenda of `as_of`; `letters_before`: lease and step of letters made on the days before."""
    yield from _letters(con, as_of, letters_before)
    yield from _contacts(con, as_of)
    yield from _resumptions(con, as_of)
    yield from _obstacles(con, as_of)


def _due(con: duckdb.DuckDBPyConnection, steps: Sequence[str]) -> list[dict[str, Any]]:
    return rows(con, _DUE, [list(steps)])


def _letters(con: duckdb.DuckDBPyConnection, as_of: date, before: Collection[tuple[str, str]]) -> Iterator[TodoItem]:
    due = _due(con, ("reminder_letter", "demand_letter", "summons_letter"))
    found = [row for row in due if (row["lease_id"], row["next_step"]) not in before]
    earlier = len(due) - len(found)
    counts = {step: sum(row["next_step"] == step for row in found) for step in STEPS}
    lines = [f"{words_of(STEPS, step)}: {count}" for step, count in counts.items() if count]
    yield TodoItem(
        "Brieven die vandaag weg moeten",
        "Ze staan klaar als Word-bestand; het overzicht zegt welke brief bij welke huurovereenkomst hoort, en welke niet "
        "gemaakt kon worden.",
        lines,
        worklist=f"brieven/{as_of}/overzicht.xlsx",
        count=len(found),
    )
    yield TodoItem(
        "Brieven die al klaarstaan en nog niet in de export zijn teruggezien",
        "Zijn ze verstuurd? Leg ze vast in het eigen systeem; na een week worden ze opnieuw gemaakt.",
        urgency="week",
        worklist=f"brieven/{as_of}/overzicht.xlsx",
        count=earlier,
    )


def _contacts(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    lines = _with_notes(con, "personal_contact", lambda row: f", melden kan {_possible(row, as_of)}")
    yield TodoItem(
        "Huurders met wie nog geen persoonlijk contact is gezocht",
        "Zonder poging mag er niet worden gemeld. Bel, ga langs of stuur een persoonlijk bericht.",
        lines,
        worklist=f"agenda_{as_of}.xlsx",
    )


def _with_notes(con: duckdb.DuckDBPyConnection, step: str, said: Callable[[dict[str, Any]], str]) -> list[str]:
    """A line for each lease of which this step is due: what is said of it, and what its approach asks attention for."""
    notes = let_op(con)
    return [f"{row['lease_id']}{said(row)}. {notes.get(row['lease_id'], '')}".rstrip(". ") for row in _due(con, (step,))]


def _possible(row: dict[str, Any], as_of: date) -> str:
    """From when the lease may be reported; that of today has been delivered already, so not "today"."""
    possible = row["signal_possible_on"]
    return "bij de eerstvolgende levering" if possible and possible <= as_of else f"op {day(possible)}"


def _resumptions(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    words = {"hold_over": "opschorting voorbij sinds", "term_passed": "geen bericht van de gemeente; termijn voorbij sinds"}
    lines = _with_notes(con, "resume_collection", lambda row: f": {words[row['why']]} {day(row['due_on'])}")
    yield TodoItem(
        "Incasso die verder kan",
        "Hervat de incasso; is hulp geaccepteerd, vraag dan eerst de gemeente hoe het staat.",
        lines,
        worklist=f"agenda_{as_of}.xlsx",
    )


def _obstacles(con: duckdb.DuckDBPyConnection, as_of: date) -> Iterator[TodoItem]:
    found = _due(con, ("clear_obstacle",))
    counts: dict[str, int] = {}
    for row in found:
        for code in row["still_needed"]:
            counts[code] = counts.get(code, 0) + 1
    words = {row["code"]: row["words_nl"] for row in rows(con, "select code, words_nl from reference.rules")}
    lines = [f"{count}× {words[code]}" for code, count in sorted(counts.items(), key=lambda pair: -pair[1])]
    yield TodoItem(
        "Alles is gedaan, maar melden kan nog niet",
        "Neem de belemmering weg vóór de eerstvolgende 20e.",
        lines,
        "week",
        f"agenda_{as_of}.xlsx",
        len(found),
    )

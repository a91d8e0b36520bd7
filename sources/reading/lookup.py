"""What another export of the mapping says beside a number: the contract of a debtor, the address on a debtor's card.

Belongs here: reading that list and adding it to the lines as a title of its own. Does not belong here: opening files
(cells.py), or what the cells mean (mapping.py).

A number beside which the list says more than one thing is refused: nobody knows which contract such a line belongs to.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import duckdb

from sources.findings import Finding, SourcesRefused, amount_of
from sources.reading.cells import Opened, found_where, plain_title, read_cells, text_of
from sources.reading.files import chosen_of, files_of
from sources.reading.only import has_words
from sources.reading.rules import FOLDER, OPENING, Export
from sources.reading.settings import Lookup
from sources.reading.sheets import sheets_read
from sources.reading.sql_texts import quote
from validations.unreadable import Unreadable

_WHAT_THEN = (
    'Is het altijd de woning, zet dan als vijfde in de lookup {only = {"Soort" = ["woning"]}}, met uw titel en woord; neem '
    "anders het nummer zelf als lease_id, in alle lijsten (docs/nl/recepten.md)."
)
HIGHER = (
    " Staan de titels daar lager dan op de eerste regel, zet dan als vijfde in de lookup {title_row = 2}, met het nummer van "
    "die regel."
)
NOBODY = "geen contract bij "  # before a number that the list does not have, where a number of ours is asked


def remember(
    con: duckdb.DuckDBPyConnection, landing_dir: Path, export: Export, exports: Sequence[Export], work_dir: Path
) -> None:
    """Makes the table `looked_up` (title, key, said): what the other exports say, as far as `export` asks for it. One that
    another block describes is opened as that block says, any other as a file with titles on its first line.

    Raises:
        SourcesRefused, Unreadable: one of them cannot be read, or lacks a title.
    """
    con.execute("create or replace table looked_up (title varchar, key varchar, said varchar)")
    for title, lookup in export.lookup.items():
        file = lookup.file
        other = _described(lookup, export, exports)
        files = chosen_of(other, files_of(landing_dir, other))
        if not files:
            text = f"het bestand '{file}' (lookup) staat niet in landing of landing/{FOLDER}, of het nieuwste is niet te zien."
            raise SourcesRefused([Finding("refused", "", "export_missing", text)])
        for path, sheet in [(each, sheet) for each in files for sheet in sheets_read(other, each)]:
            titles = {"key": lookup.key, "said": lookup.take} | {f"only {each}": each for each in (*lookup.only, *lookup.skip)}
            asked = replace(Export(other.table, file, titles), **{name: getattr(other, name) for name in OPENING})
            _read(con, replace(asked, sheet=sheet), path, work_dir)
            is_first = asked.title_row == 1
            places = [_place(con, each, path, is_first=is_first) for each in (lookup.key, lookup.take)]
            only = has_words(lookup.only, partial(_place, con, path=path, is_first=is_first)) if lookup.only else "true"
            skipped = [
                f"regexp_matches(lower({text_of(_place(con, each, path, is_first=is_first))}), '{quote(pattern)}')"
                for each, patterns in lookup.skip.items()
                for pattern in patterns
            ]
            only += "".join(f" and {each} is not true" for each in skipped)
            con.execute(
                f"insert into looked_up select distinct ?, {', '.join(map(text_of, places))} from cells where {only}", [title]
            )
    con.execute("create or replace table looked_up as select distinct * from looked_up where key is not null")


def _read(con: duckdb.DuckDBPyConnection, asked: Export, path: Path, work_dir: Path) -> None:
    """Reads the cells of the other file; what is wrong with it is said of that file, and not of the one that looks in it."""
    try:
        read_cells(con, asked, path, work_dir)
    except Unreadable as error:
        hint = HIGHER if error.rule == "ragged_row" and asked.title_row == 1 else ""
        text = f"het bestand {path.name} (lookup): {error.advice_nl}{hint}"
        raise SourcesRefused([Finding("refused", "", error.rule, text, error.count)]) from None
    except SourcesRefused as refused:
        said = (replace(each, text=f"het bestand {path.name} (lookup): {each.text}") for each in refused.findings)
        raise SourcesRefused(said) from None


def files_looked_in(landing_dir: Path, export: Export, exports: Sequence[Export]) -> list[Path]:
    """The files that a block looks things up in."""
    others = [_described(lookup, export, exports) for lookup in export.lookup.values()]
    return [path for other in others for path in chosen_of(other, files_of(landing_dir, other)) or []]


def _described(lookup: Lookup, export: Export, exports: Sequence[Export]) -> Export:
    """How a file is to be opened: as its own block says, and beside it the lookup itself."""
    blocks = (each for each in exports if each.file == lookup.file and lookup.sheet in (None, each.sheet))
    return replace(next(blocks, Export(export.table, lookup.file, {})), **lookup.opening)


def _place(con: duckdb.DuckDBPyConnection, title: str, path: Path, *, is_first: bool) -> int:
    places = con.execute("select place from titles where title = ?", [plain_title(title)]).fetchall()
    if len(places) != 1:
        text = f"de titel '{title}' (lookup) hoort één keer in {path.name} te staan.{HIGHER * (is_first and not places)}"
        raise SourcesRefused([Finding("refused", "", "title_missing" if not places else "title_twice", text)])
    return int(places[0][0])


def look_up(
    con: duckdb.DuckDBPyConnection,
    export: Export,
    place_of: Callable[[str], int],
    add_title: Callable[[str], int],
    source: str,
    opened: Opened,
) -> list[Finding]:
    """Adds to `cells` what `looked_up` says beside the number of each line; gives what a person must know.

    Raises:
        SourcesRefused: a line's number has more than one answer.
    """
    findings = []
    for title, lookup in export.lookup.items():
        own, file = lookup.own, lookup.file
        number = text_of(place_of(own))
        several = f"{number} in (select key from looked_up where title = '{quote(title)}' group by key having count(said) > 1)"
        count, where = found_where(con, several, opened)
        if count:
            text = (
                f"bij {amount_of(count, 'regel', 'regels')} {where} staat in '{own}' een nummer waar in {file} meer dan één "
                f"'{title}' bij hoort; bij welke de regel hoort, is niet te zeggen. {_WHAT_THEN}"
            )
            raise SourcesRefused([Finding("refused", "", "lookup_several", text, count)])
        place = add_title(title)
        con.execute(
            f"update cells set c{place} = looked_up.said from looked_up"
            f" where looked_up.title = ? and looked_up.key = {number} and looked_up.said is not null",
            [title],
        )
        findings += _without_answer(con, export, title, place, number, source, opened)
    return findings


def _without_answer(
    con: duckdb.DuckDBPyConnection, export: Export, title: str, place: int, number: str, source: str, opened: Opened
) -> list[Finding]:
    """Lines whose number the list does not have. Where it was to give a lease, they name one that nobody has: named with their
    money at landing, and counted with no lease. That the list has the number and nothing beside it (a house number without a
    suffix) is worth no word, but where a lease was asked.
    """
    own, file = export.lookup[title].own, export.lookup[title].file
    is_lease = export.columns.get("lease_id") == title
    is_there = f"{number} in (select key from looked_up where title = '{quote(title)}')"
    nothing = f"{number} is not null and c{place} is null"
    count, where = found_where(con, nothing if is_lease else f"{nothing} and not {is_there}", opened)
    if not count:
        return []
    if is_lease:
        con.execute(f"update cells set c{place} = '{NOBODY}' || {number} where {nothing}")
    text = f"{export.table}: bij {amount_of(count, 'regel', 'regels')} {where} staat het nummer uit '{own}' niet in {file}."
    return [Finding("warning" if is_lease else "note", source, "lookup_nothing", text, count)]

"""What a person does after `vroegsignaal map`: lines of the mapping file to answer, lists to fill in, what comes first.

Belongs here: the order, its words (Dutch) and the pages they point to. Does not belong here: the proposal itself
(proposal_text.py), or what is wrong once it is confirmed (check_todo.py).
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from types import MappingProxyType

from documents.check_words import ELSEWHERE, TABLES
from documents.proposal_questions import runs
from documents.proposal_text import Written, where_of
from sources.guards.said_of_lists import lists_said_by
from sources.reading.own_lists import own_lists
from sources.words.names import quoted
from sources.words.notes import SheetDraft
from validations.landing import LANDING_TABLES

FILE = "mapping.toml"
BY_ASKING, BY_ASKING_ON = "vroegsignaal map --ask", "vroegsignaal map --lists --ask"
ON_LISTS = 'docs/nl/lijsten-en-vragen.md, "Zo ziet een ingevulde lijst eruit"'
ON_ANSWERS = 'docs/nl/lijsten-en-vragen.md, "Lees het voorstel na"'
ON_CBS = 'docs/nl/lijsten-en-vragen.md, "Adressen zonder gemeente"'
ON_RECIPES = 'docs/nl/recepten.md, "Recepten: exports die vaak voorkomen"'
ON_NEEDED = 'docs/nl/eigen-export.md, "Wat er altijd nodig is"'


NOBODY_SAID: Mapping[str, bool] = MappingProxyType({})
NO_TITLES: Mapping[str, Sequence[str]] = MappingProxyType({})


def titles_of_lists(sheets: Sequence[SheetDraft]) -> dict[str, list[str]]:
    """Table -> the titles that speak of it, with their list, of which no block is made: it may well be in those files."""
    found: dict[str, list[str]] = {}
    for sheet in sheets:
        waiting = [line for draft in sheet.drafts for each in draft.sections for line in each.lines if line.waits]
        titles = [each.title for each in sheet.unused if not each.is_empty]
        titles += [
            str(each)
            for line in waiting
            if line.key == "unread" and not isinstance(line.value, (str, int))
            for each in line.value
        ]
        for title in titles:
            for table in lists_said_by(title):
                found.setdefault(table, []).append(f"{quoted(title)} ({where_of(sheet)})")
    return found


def absent_tables(given: Collection[str], lists: Sequence[str] = (), said: Collection[str] = ()) -> list[str]:
    """The tables that need not be there and that nothing gives, nor a list that a person fills in. `said`: those of which a title
    of the exports speaks.
    """
    there = {*given, *said, *(own_lists()[name].table for name in lists)}
    return [table.name for table in LANDING_TABLES if table.may_be_absent and table.name not in there]


def steps_text(
    found: Written,
    target: str,
    given: Collection[str],
    lists: Sequence[str],
    unknown: Sequence[str],
    kept: Mapping[str, bool] = NOBODY_SAID,
    said: Mapping[str, Sequence[str]] = NO_TITLES,
    *,
    is_asked: bool = False,
) -> str:
    """Numbered steps after a proposal, and as last line the one to begin with.

    Args:
        found: the proposed mapping file.
        target: where it was put.
        given: the landing tables that something gives, lists among it.
        lists: names of the lists in landing/exports/ that a person fills in.
        unknown: sheets that were not recognised.
        kept: what a person said of tables that nothing gives: whether he keeps such a list.
        said: by `titles_of_lists`.
        is_asked: whether a person answers in a conversation, and left this.
    """
    file = Path(target).name
    by_list = {own_lists()[name].table for name in lists}
    missing = [table.name for table in LANDING_TABLES if not table.may_be_absent and table.name not in {*given, *by_list}]
    absent = [each for each in absent_tables(given, lists, said) if each not in kept]
    to_bring = [each for each in absent_tables(given, lists, said) if kept.get(each)]
    steps = [f"vul in landing/exports/ de lijsten in: {', '.join(lists)} ({ON_LISTS})"] if lists else []
    steps += _left(found, file) if is_asked else _to_do_in_file(found, file)
    if found.unused:
        steps.append(f"zie NIET GEBRUIKT bovenaan {file}: hoort zo'n titel erbij, zet hem dan bij columns")
    if unknown:
        steps.append(
            f"niet herkend: {'; '.join(unknown)}. Hoort het erbij en lijkt het op een recept, neem dat over ({ON_RECIPES})"
        )
    steps += [_missing(table) for table in missing if table != "municipalities" or "postcodes" not in missing]
    if to_bring:
        steps.append(f"zet ook een export neer met {' en '.join(TABLES[each] for each in to_bring)}: zonder weegt het niet mee")
    if absent:
        steps.append(
            f"ga na of u dit bijhoudt, want zonder weegt het niet mee: {', '.join(TABLES[each] for each in absent)} ({ON_NEEDED})"
        )
    steps += [
        f"ga na of {' en '.join(titles)} dat zegt: {TABLES[table]}. Zonder een blok ervoor weegt het niet mee ({ON_NEEDED})"
        for table, titles in said.items()
        if table in absent_tables(given, lists)
    ]
    if file != FILE:
        steps.append(f"neem de blokken die erbij horen over in {FILE}, onderaan")
    elif found.confirm and is_asked:
        by_hand = f"of zet zelf regel {found.confirm} van {file} op: confirmed = true"
        steps.append(f"bevestig de mapping: dezelfde opdracht vraagt dat als niets meer openstaat; {by_hand}")
    elif found.confirm:
        steps.append(f"zet regel {found.confirm} van {FILE} op: confirmed = true")
    may_be_first = " (dat kan ook al voor u bevestigt)" if found.confirm else ""
    steps += [f"vroegsignaal check zegt wat er dan nog niet klopt; met --ask vraagt het wat een antwoord oplost{may_be_first}"]
    numbered = [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    is_in_file = bool(found.answers or found.looks) and not lists and not is_asked
    begin = f"Begin nu met 1, in {target}." if is_in_file else "Begin nu met 1."
    asked = [*found.answers, *found.looks]
    rather = [f"Liever een voor een: {BY_ASKING} stelt u {runs('vraag', asked)}, en zet uw antwoorden in het bestand."]
    return "\n".join(["Nu te doen, in deze volgorde:", *numbered, "", *(rather if asked and not is_asked else []), begin])


def _to_do_in_file(found: Written, file: str) -> Iterator[str]:
    """What is open, for whoever works in the file."""
    if found.answers:
        yield (
            f"beantwoord {runs('vraag', found.answers)} bovenaan {file} (VUL IN), op {runs('regel', found.to_answer)}: haal daar "
            f"ook het hekje weg ({ON_ANSWERS})"
        )
    if found.looks:
        yield f"kijk {runs('vraag', found.looks)} bovenaan {file} na (KIJK NA): klopt het, dan doet u niets ({ON_ANSWERS})"


def _left(found: Written, file: str) -> Iterator[str]:
    """What is open, for whoever was asked and left it: no page and no line of the file is needed for that."""
    asked = [*found.answers, *found.looks]
    where = f", op {runs('regel', found.to_answer)}" if found.to_answer and not found.looks else ""
    if asked:
        yield (
            f"{BY_ASKING_ON} stelt nog eens wat openstaat ({runs('vraag', asked)}); wat u daar niet kunt kiezen, verbetert u "
            f"in {file}{where} ({ON_ANSWERS})"
        )


def lists_text(ready: Sequence[str], folder: str) -> str:
    """What was put ready by `map --lists` alone."""
    if not ready:
        return "Er is geen lijst meer klaar te zetten: alles komt al ergens vandaan, of zij staat er al.\nNu: vroegsignaal check"
    return f"Klaargezet in {folder}: {', '.join(ready)}.\nNu: vul ze in ({ON_LISTS}), en daarna vroegsignaal check"


def _missing(table: str) -> str:
    page = f" ({ON_CBS})" if table in ("municipalities", "postcodes") else ""
    how = ELSEWHERE.get(table, f"lever een export met deze gegevens ({ON_NEEDED})")
    return f"tabel {table} ({TABLES[table]}) ontbreekt nog: {how}{page}"

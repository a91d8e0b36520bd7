"""What a person does after `vroegsignaal map`: lines of the mapping file to answer, lists to fill in, what comes first.

Belongs here: the order, its words (Dutch) and the pages they point to. Does not belong here: the proposal itself
(proposal_text.py), or what is wrong once it is confirmed (check_todo.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path

from documents.check_words import ELSEWHERE, TABLES
from sources.own_lists import own_lists
from validations.landing import LANDING_TABLES

FILE = "mapping.toml"
LOOK = "kijk na"
SHOWN = 40
_ANSWER = re.compile(r'# (\w+ = ""|".*" = ""|\[.*, ""\]|bij welk blok|nog geen betekenis)')
_UNUSED = "# niet gebruikt: "
_CONFIRM = "confirmed = "
ON_LISTS = 'docs/nl/eerste-dag.md, "3. Vul de lijsten in"'
ON_ANSWERS = 'docs/nl/eerste-dag.md, "4. Lees het voorstel na"'
ON_CBS = 'docs/nl/eerste-dag.md, "1. Zet uw bestanden klaar"'
ON_RECIPES = 'docs/nl/recepten.md, "Recepten: exports die vaak voorkomen"'
ON_NEEDED = 'docs/nl/eigen-export.md, "Wat er altijd nodig is"'


@dataclass(frozen=True)
class Lines:
    """Line numbers of a proposed mapping file: what has no answer yet, what a person looks at, the titles that nothing reads, and
    the line that confirms it all.
    """

    to_answer: Sequence[int]
    to_look_at: Sequence[int]
    unused: Sequence[int]
    confirm: int


def lines_of(text: str) -> Lines:
    """Where in a proposed mapping file a person has something to do."""
    lines = list(enumerate(text.splitlines(), start=1))
    answers = [number for number, line in lines if _ANSWER.match(line.strip())]
    looks = [number for number, line in lines if LOOK in line.partition("#")[2] and number not in answers]
    unused = [number for number, line in lines if line.startswith(_UNUSED)]
    return Lines(answers, looks, unused, next((number for number, line in lines if line.startswith(_CONFIRM)), 0))


def steps_text(text: str, target: str, given: Collection[str], lists: Sequence[str], unknown: Sequence[str]) -> str:
    """Numbered steps after a proposal, and as last line the one to begin with.

    Args:
        text: the proposed mapping file.
        target: where it was put.
        given: the landing tables that something gives, lists among it.
        lists: names of the lists in landing/exports/ that a person fills in.
        unknown: sheets that were not recognised.
    """
    found, file = lines_of(text), Path(target).name
    by_list = {own_lists()[name].table for name in lists}
    missing = [table.name for table in LANDING_TABLES if not table.may_be_absent and table.name not in {*given, *by_list}]
    absent = [table.name for table in LANDING_TABLES if table.may_be_absent and table.name not in {*given, *by_list}]
    steps = [f"vul in landing/exports/ de lijsten in: {', '.join(lists)} ({ON_LISTS})"] if lists else []
    if found.to_answer:
        steps.append(f"{_where(found.to_answer)} van {file}: geef antwoord, en haal daar het hekje weg ({ON_ANSWERS})")
    if found.to_look_at:
        steps.append(
            f"{_all_of(found.to_look_at)} van {file} met 'kijk na': lees wat erachter staat; klopt het, dan doet u niets"
        )
    if found.unused:
        steps.append(f"{_all_of(found.unused)} van {file} met 'niet gebruikt': hoort zo'n titel erbij, zet hem bij columns")
    if unknown:
        steps.append(
            f"niet herkend: {'; '.join(unknown)}. Hoort het erbij en lijkt het op een recept, neem dat over ({ON_RECIPES})"
        )
    steps += [_missing(table) for table in missing if table != "municipalities" or "postcodes" not in missing]
    if absent:
        steps.append(
            f"ga na of u dit bijhoudt, want zonder weegt het niet mee: {', '.join(TABLES[each] for each in absent)} ({ON_NEEDED})"
        )
    if file != FILE:
        steps.append(f"neem de blokken die erbij horen over in {FILE}, onderaan")
    else:
        steps.append(f"zet regel {found.confirm} van {FILE} op: confirmed = true" if found.confirm else "zet confirmed op true")
    steps += ["vroegsignaal check zegt wat er dan nog niet klopt (dat kan ook al voor u bevestigt)"]
    numbered = [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    begin = f"Begin nu met 1: {steps[0]}." if lists else f"Begin nu met 1, in {target}: {steps[0]}."
    return "\n".join(["Nu te doen, in deze volgorde:", *numbered, "", begin])


def lists_text(ready: Sequence[str], folder: str) -> str:
    """What was put ready by `map --lists` alone."""
    if not ready:
        return "Er is geen lijst meer klaar te zetten: alles komt al ergens vandaan, of zij staat er al.\nNu: vroegsignaal check"
    return f"Klaargezet in {folder}: {', '.join(ready)}.\nNu: vul ze in ({ON_LISTS}), en daarna vroegsignaal check"


def _missing(table: str) -> str:
    page = f" ({ON_CBS})" if table in ("municipalities", "postcodes") else ""
    how = ELSEWHERE.get(table, f"lever een export met deze gegevens ({ON_NEEDED})")
    return f"tabel {table} ({TABLES[table]}) ontbreekt nog: {how}{page}"


def _all_of(numbers: Sequence[int]) -> str:
    return f"regel {numbers[0]}" if len(numbers) == 1 else f"de {len(numbers)} regels vanaf regel {numbers[0]}"


def _where(numbers: Sequence[int]) -> str:
    shown = ", ".join(map(str, numbers[:SHOWN]))
    return f"regel{'' if len(numbers) == 1 else 's'} {shown}{' en meer' if len(numbers) > SHOWN else ''}"

"""What is left to do before a run takes the landing folder over, in the order in which to do it.

Belongs here: the order and its words, in Dutch. Does not belong here: finding what is wrong (check.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from documents.check_words import ELSEWHERE
from documents.proposal_questions import runs
from sources.findings import Finding
from sources.guards.unused import NOT_READ
from sources.reading.own_lists import LIST_NOT_FILLED

MAPPING = "mapping.toml"
NOT_CONFIRMED = "mapping_not_confirmed"
UNREAD = "mapping_not_toml"  # then nothing of what it describes was read
LINES_SHOWN = 8
_LINES = re.compile(r"regel ([\d, ]+) van mapping\.toml")
ON_LISTS = 'docs/nl/lijsten-en-vragen.md, "Zo ziet een ingevulde lijst eruit"'
ON_PROPOSAL = 'docs/nl/lijsten-en-vragen.md, "Lees het voorstel na"'
ON_HABITS = 'docs/nl/eigen-export.md, "Hoe uw export eruitziet"'
ON_REFUSALS = 'docs/nl/eigen-export.md, "Wat wordt geweigerd"'
NO_FRESH_RECEIPTS = "een verse export maken: zijn de ontvangsten te oud, dan gaat er niets uit"
TO_SAY_OF_BANK = (
    "bank.csv in landing/exports/: zet erin tot en met welke dag alle afschriften in uw export zijn geboekt (vroegsignaal map "
    "--lists zet haar klaar). Ligt die dag te lang voor de peildatum, maak dan een verse export: zo gaat er niets uit"
)
TO_DECIDE = (
    *NOT_READ,
    "amount_not_read",
    "category_said_otherwise",
    "day_of_name_differs",
    "due_day_not_read",
    "house_number_not_said",
    "money_passed_over",
    "storno_read_as_charge",
    "total_differs",
    "word_said_otherwise",
    "wrong_title",
)  # warnings after which somebody may be reported wrongly


def todo(
    as_of: date,
    missing: Sequence[str],
    refused: Mapping[str, str],
    findings: Sequence[Finding],
    holding: Sequence[str] = (),
    ready: Mapping[str, str] = {},
    waiting: Sequence[int] = (),
    stale: str = "",
    odd: int = 0,
) -> list[str]:
    """Numbered lines: the mapping file first, then each file, what is given twice, tables that are refused, and what is missing.

    `holding`: tables with rows that, where in force, keep every signal back. What comes later may follow from what comes before:
    a table that is missing may come from a file that was refused. `ready`: table -> the list put ready for it, not filled in yet.
    `waiting`: lines of a proposed mapping file that wait for an answer. `stale`: what to do where the receipts are too old.
    `odd`: how many of the figures are pointed out.
    """
    refusals = _Refusals.among(findings)
    steps = _of_refusals(refusals, refused)
    if any(each.rule == UNREAD for each in refusals.mapping):  # nothing was read, so nobody can say what is missing
        missing = []
        steps.append("welke tabellen er dan nog ontbreken, zegt check daarna")
    missing = [table for table in missing if table not in ready]
    steps += [_to_fill_in(table, file) for table, file in ready.items() if file not in refusals.files]
    steps += _of_missing(missing, may_follow=bool(refusals.mapping or refusals.files))
    looks = _to_decide(findings, holding)
    steps += [*looks, stale] if stale else looks
    trial = f"vroegsignaal run --as-of {as_of:%Y-%m-%d} --dry-run"
    if not steps and not refusals.confirm:
        first = f"eerst {_odd(odd)}; dan: " if odd else ""
        return [f"Nu te doen: {first}vergelijk de cijfers hierboven met uw eigen systeem, en dan een proef met", f"  {trial}"]
    steps += [_odd(odd)] if odd else []
    steps += _of_confirming(refusals.confirm, waiting)
    steps.append("vroegsignaal check nog een keer" if len(steps) > len(looks) else f"een proef met {trial}")
    numbered = [f"  {number}. {step}" for number, step in enumerate(steps, start=1)]
    order = [*refusals.in_order(), *(f"{table}: {line}" for table, line in refused.items() if line)]
    begin = f"Begin nu met {order[0]}" if order else f"Begin nu met 1: {steps[0]}."
    page = _page(refusals.mapping, refusals.of_files(), refused, missing)
    return ["Nu te doen, in deze volgorde:", *numbered, "", begin, f"Uitleg: {page}"]


def asking(as_of: date, questions: int) -> list[str]:
    """That a conversation resolves a part of it, where there are questions."""
    if not questions:
        return []
    what = "1 ervan lost u op" if questions == 1 else f"{questions} ervan lost u op"
    return [f"Met een antwoord op een vraag: {what} met vroegsignaal check --as-of {as_of:%Y-%m-%d} --ask"]


@dataclass(frozen=True)
class _Refusals:
    """What refuses, by what a person does about it: the mapping file, each file, what is given twice, what is to be confirmed."""

    mapping: list[Finding]
    by_file: Mapping[str, list[Finding]]
    twice: list[Finding]
    confirm: list[Finding]

    @classmethod
    def among(cls, findings: Sequence[Finding]) -> _Refusals:
        refused = [each for each in findings if each.severity == "refused"]
        twice = [each for each in refused if each.rule == "given_twice"]
        confirm = [each for each in refused if each.rule == NOT_CONFIRMED]
        mapping = [each for each in refused if each.source == MAPPING and each not in confirm]
        names = dict.fromkeys(each.source for each in refused if each not in (*twice, *mapping, *confirm))
        return cls(mapping, {name: [each for each in refused if each.source == name] for name in names}, twice, confirm)

    @property
    def files(self) -> list[str]:
        return list(self.by_file)

    def of_files(self) -> list[Finding]:
        return [each for found in self.by_file.values() for each in found]

    def in_order(self) -> list[Finding]:
        return [*self.mapping, *self.of_files(), *self.twice]


def _of_refusals(refusals: _Refusals, refused: Mapping[str, str]) -> list[str]:
    """The mapping file first, then each file, what is given twice, and tables of which the rows are refused."""
    many = _times(len(refusals.mapping), "melding")
    steps = [f"{MAPPING}: {many} hierboven oplossen{_at(refusals.mapping)}"] if refusals.mapping else []
    steps += [_of_file(file, found) for file, found in refusals.by_file.items()]
    steps += [f"{each.source}: één van de twee bronnen weghalen" for each in refusals.twice]
    twice = {each.source for each in refusals.twice}
    return steps + [
        f"tabel {table}: wat erbij staat, {'oplossen' if MAPPING in line else 'herstellen in de bron'}"
        for table, line in refused.items()
        if table not in twice
    ]


def _of_missing(missing: Sequence[str], *, may_follow: bool) -> list[str]:
    """`may_follow`: a table may come from what was refused."""
    unless = "komt dat niet uit wat hierboven staat, " if may_follow else ""
    ways = [(ELSEWHERE.get(table, "lever een export met deze gegevens"), table) for table in missing]
    return [f"{_tables(alike)} nog: {unless}{how}" for how, alike in _by_way(ways).items()]


def _to_decide(findings: Sequence[Finding], holding: Sequence[str]) -> list[str]:
    """What does not refuse, and counts for nothing, or holds everything back, until a person decides it."""
    looks = Counter(each.source for each in findings if each.severity == "warning" and each.rule in TO_DECIDE)
    return [
        *(
            f"{source}: {_times(count, 'let-op')} hierboven beslissen, want wat daar staat weegt nu niet mee"
            for source, count in looks.items()
        ),
        *(f"tabel {table}: de let-op erbij beslissen: is zo'n rij van kracht, dan gaat er niets uit" for table in holding),
    ]


def _of_confirming(confirm: Sequence[Finding], waiting: Sequence[int]) -> list[str]:
    if not confirm:
        return []
    lines = runs("regel", waiting)
    unanswered = f"{MAPPING} {lines}: hier is nog geen antwoord; vul in en haal het hekje weg, of laat het als het niet geldt"
    return [*([unanswered] if waiting else []), f"klopt de rest, dan in {MAPPING}: confirmed = true{_at(confirm)}"]


def _odd(count: int) -> str:
    return f"{'de regel' if count == 1 else f'de {count} regels'} met een ! bij de cijfers nazien"


def _to_fill_in(table: str, file: str) -> str:
    or_nobody = "" if table in ("landlords", "mandates") else ", of geen schrijven onder de titels"
    return f"{file}: invullen{or_nobody}"


def _by_way(ways: Sequence[tuple[str, str]]) -> dict[str, list[str]]:
    """What to do -> the tables that it gives: one zip gives two."""
    found: dict[str, list[str]] = {}
    for how, table in ways:
        found.setdefault(how, []).append(table)
    return found


def _tables(names: Sequence[str]) -> str:
    return f"tabel {names[0]} ontbreekt" if len(names) == 1 else f"de tabellen {' en '.join(names)} ontbreken"


def _of_file(file: str, refusals: Sequence[Finding]) -> str:
    if all(each.rule == LIST_NOT_FILLED for each in refusals):
        return f"{file}: invullen, of geen schrijven onder de titels"
    return f"{file}: {_times(len(refusals), 'melding')} hierboven oplossen{_at(refusals)}"


def _at(refusals: Sequence[Finding]) -> str:
    """The lines of mapping.toml that the refusals name, where they do."""
    found = (number for each in refusals for numbers in _LINES.findall(each.text) for number in numbers.split(","))
    lines = sorted(set(map(int, found)))
    return f" (mapping.toml regel {', '.join(map(str, lines[:LINES_SHOWN]))})" if lines else ""


def _page(mapping: Sequence[Finding], of_files: Sequence[Finding], refused: Mapping[str, str], missing: Sequence[str]) -> str:
    """Where a person reads more about the first step."""
    if mapping:
        return 'docs/nl/eigen-export.md, "Het mappingbestand"'
    if of_files:
        rule = next(each.rule for each in of_files if each.source == of_files[0].source)
        if rule in NOT_READ:
            return ON_REFUSALS
        return ON_LISTS if rule == LIST_NOT_FILLED else ON_HABITS
    if any(MAPPING in line for line in refused.values()):
        return ON_HABITS
    if refused:
        return 'docs/nl/wat-te-doen.md, "Wat te doen als"'
    if missing:
        return 'docs/nl/eigen-export.md, "Wat er altijd nodig is"'
    return ON_PROPOSAL


def _times(count: int, what: str) -> str:
    many = {"let-op": "let-ops"}.get(what, f"{what}en")
    return f"de {what}" if count == 1 else f"de {count} {many}"

"""What came of a run or a trial run, in Dutch, for the functional manager whose own export it read.

Belongs here: counts and reasons, what a person does now, and where to look next. Does not belong here: the data team's summary
(cli/summary.py), or any single lease.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from documents.dutch import counted, day, euros, number
from documents.mapping_doubt import mapping_doubt
from documents.todo_item import TodoItem, in_order
from documents.trial_page import file_name
from documents.words import HELD_BACK, KINDS, words_of
from exports.delivery.outgoing import DecisionFigures

# What a person must know of a run as a whole.
NOTICES = {
    "future": "De peildatum ligt na de datum van deze machine; daarom is het een proef. Klopt hij toch: --allow-future.",
    "earlier": "Er is al voor een latere peildatum aangeleverd; daarom is het een proef.",
    "layout": "Een gemeente meldt een status terug die de opmaak van haar meldpunt niet kent. Voor het datateam: docs/desks.md.",
    "format": "Deze gegevens zijn van een eerdere versie. Voor het datateam, als het uitkomt: vroegsignaal upgrade.",
}
FIRST = "Goed om te weten (eenmalig): draaien de schema's, dan wordt elke zondag om 5 uur gewist wat over zijn termijn is"


@dataclass(frozen=True)
class Ended:
    """What is to be said of a run beside its decisions.

    Attributes:
        notices: codes of what a person must know of it as a whole. warnings: how many the sources gave.
        sent: of each file that left, what it holds, its name and its lines. is_first: whether it is the home's first run.
        is_mapped: whether it read exports by a mapping of the home's own.
    """

    notices: Sequence[str] = ()
    warnings: int = 0
    sent: Sequence[tuple[str, str, int]] = ()
    is_first: bool = False
    is_mapped: bool = False


NOTHING_MORE = Ended()


def dry_run_text(
    figures: DecisionFigures, as_of: date, todo: Sequence[TodoItem] = (), failed: Sequence[str] = (), ended: Ended = NOTHING_MORE
) -> list[str]:
    """Lines for a terminal, of a trial run."""
    return [
        "",
        f"De proef in het kort, peildatum {day(as_of)}: er is niets verstuurd en niets vastgelegd.",
        *_what_came_of_it(figures, ended, failed, " --preview"),
        *_todo(in_order(todo)),
        f"Open nu eerst preview/reports/{file_name(as_of)}: wie wordt gemeld, wie niet en waarom, met bedrag en brieven.",
        "  Begin met de tien bovenaan (ook hier te zien: vroegsignaal explain --preview), en leg ze naast uw eigen systeem.",
        f"Daarna de cijfers: preview/reports/{as_of}.html, of typ: vroegsignaal status --preview",
        *(mapping_doubt(figures) if ended.is_mapped else []),
    ]


def run_text(
    figures: DecisionFigures, as_of: date, todo: Sequence[TodoItem], failed: Sequence[str], ended: Ended = NOTHING_MORE
) -> list[str]:
    """The same of a run that acted: `todo` is what a person does now, `failed` names the parts that did not go well."""
    return [
        "",
        f"De run in het kort, peildatum {day(as_of)}:",
        *_what_came_of_it(figures, ended, failed),
        *_todo(in_order(todo)),
        f"Bekijk nu reports/{as_of}.html; wat openstaat: vroegsignaal status (docs/nl/elke-maand.md)",
        "Waarom een contract wel of niet: vroegsignaal explain CONTRACTNUMMER (docs/nl/hoe-wordt-beslist.md)",
        *([f"{FIRST} (docs/privacy.md noemt de termijnen)"] if ended.is_first else []),
    ]


def failed_text(as_of: str, *, is_dry: bool, is_landing_refused: bool, is_ended: bool = False) -> list[str]:
    """What to do after a run that ended badly; what went wrong has been said above it. `is_ended`: so has what a person does."""
    again = f"vroegsignaal run --as-of {as_of}{' --dry-run' if is_dry else ''}"
    if is_landing_refused:
        return [
            "",
            "Uw bestanden zijn niet overgenomen: er is niets verstuurd en niets veranderd.",
            f"Typ nu: vroegsignaal check --as-of {as_of}. Dat noemt alle fouten in het Nederlands, en wat u doet.",
        ]
    first = "Doe wat hierboven staat" if is_ended else "Laat de regels hierboven aan het datateam zien"
    kept = "er is niets verstuurd" if is_dry else "wat wel gelukt is, is vastgelegd, en opnieuw draaien doet niets dubbel"
    return [
        "",
        f"Niet alles is goed gegaan; {kept}.",
        f"{first}, en draai daarna opnieuw: {again}",
    ]


def _what_came_of_it(figures: DecisionFigures, ended: Ended, failed: Sequence[str], where: str = "") -> Iterator[str]:
    yield from (f"  ! {NOTICES[code]}" for code in ended.notices)
    yield from _figures(figures)
    yield from (f"  {KINDS.get(what, what)}: {counted(lines, 'regel', 'regels')} in {name}" for what, name, lines in ended.sent)
    if ended.warnings:
        said = counted(ended.warnings, "waarschuwing", "waarschuwingen")
        yield f"  {said} over uw bestanden: vroegsignaal status{where} noemt ze"
    if failed:
        yield f"  ! Niet gelukt, laat het datateam dit zien: {', '.join(failed)}; hieronder staat waarom."


def _figures(figures: DecisionFigures) -> Iterator[str]:
    leases = counted(figures.leases, "contract", "contracten")
    yield f"  {leases} met achterstand, samen {euros(figures.euros)}; {number(figures.deliverable)} te melden"
    held = sorted(((count, code) for code, count in figures.blocked.items() if count), reverse=True)
    if held:
        yield "  niet te melden, omdat (een contract kan meer redenen hebben):"
    yield from (f"    {number(count):>6}  {words_of(HELD_BACK, code)}" for count, code in held)


def _todo(items: Sequence[TodoItem]) -> Iterator[str]:
    if items:
        yield "Nu te doen:"
    for each in items:
        yield f"  - {each.title}. {each.action}"
        yield from (f"      {item}" for item in each.items)
        if each.command:
            yield f"      Leg vast: {each.command}"

"""What a run says while it works to whoever reads Dutch: its first line, each part as it is done, and what is for the data team.

Belongs here: those sentences, of a home that reads its own exports. Does not belong here: what came of it (run_text.py), or the
same for the data team (orchestration/progress.py, orchestration/cli/run.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from documents.dutch import day

# Name of a step -> as its reader calls it.
STEPS = {
    "landing tables loaded": "bestanden gelezen en overgenomen",
    "feedback read": "terugkoppeling gelezen",
    "register and history copied": "eerdere meldingen erbij gehaald",
    "models built and tested": "achterstanden berekend en beoordeeld",
    "hold notices": "verzoeken om te wachten",
    "withdrawals": "intrekkingen",
    "signals": "meldingen",
    "register copied for readers": "wat is vastgelegd, klaargezet",
    "report of the day": "verslag van de dag",
    "letters": "brieven",
    "work lists": "werklijsten",
}
NOT_TAKEN = "FAILED landing: Niet overgenomen"  # what was wrong with the files, in Dutch already
FOR_THE_DATA_TEAM = "Voor het datateam (in het Engels):"


def begun(as_of: date, home: object, *, is_dry: bool) -> str:
    """The first line of a run."""
    return f"Vroegsignaal, peildatum {day(as_of)}, map {home}{' (proef)' if is_dry else ''}"


def missed(as_of: date) -> str:
    """That the signals of a date did not all leave, and what to do."""
    return f"De meldingen van {day(as_of)} zijn niet alle verstuurd: draai deze datum zonder --no-signals om dat in te halen."


def began(name: str, last: float, remaining: float) -> str:
    """A step that begins and took long last time."""
    return f"  {STEPS.get(name, name)} … (vorige keer {last:.0f} s; alles samen nog ongeveer {remaining:.0f} s)"


def done(name: str, seconds: float) -> str:
    """A step that is done."""
    return f"  {STEPS.get(name, name):<52} {seconds:5.1f} s".replace(".", ",")


def failures(lines: Sequence[str]) -> Iterator[str]:
    """What failed: of the files themselves as it is, since that is in Dutch; the rest said to be the data team's."""
    own = [line for line in lines if line.startswith(NOT_TAKEN)]
    yield from (line.removeprefix("FAILED landing: ") for line in own)
    others = [line for line in lines if line not in own]
    yield from (FOR_THE_DATA_TEAM, *others) if others else ()

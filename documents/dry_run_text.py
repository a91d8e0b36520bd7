"""What came of a trial run, in Dutch, for the functional manager who asked for it and looks whether the export was read right.

Belongs here: counts and reasons, and where to look next. Does not belong here: the data team's summary (cli/summary.py), or
any single lease.
"""

from __future__ import annotations

from datetime import date

from documents.dutch import counted, day, euros, number
from documents.words import HELD_BACK, words_of
from exports.delivery.outgoing import DecisionFigures


def dry_run_text(figures: DecisionFigures, as_of: date) -> list[str]:
    """Lines for a terminal."""
    held = sorted(((count, code) for code, count in figures.blocked.items() if count), reverse=True)
    leases = counted(figures.leases, "contract", "contracten")
    return [
        "",
        f"De proef in het kort, peildatum {day(as_of)}: er is niets verstuurd en niets vastgelegd.",
        f"  {leases} met achterstand, samen {euros(figures.euros)}; {number(figures.deliverable)} te melden",
        *(["  niet te melden, omdat (een contract kan meer redenen hebben):"] if held else []),
        *(f"    {number(count):>6}  {words_of(HELD_BACK, code)}" for count, code in held),
        f"Bekijk nu preview/reports/{as_of}.html, of typ: vroegsignaal status --preview",
        "Neem tien huurders die u kent: vroegsignaal explain CONTRACTNUMMER --preview (docs/nl/hoe-wordt-beslist.md)",
    ]

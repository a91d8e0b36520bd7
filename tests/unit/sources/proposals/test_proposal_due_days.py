"""Which day a person is offered for when a charge is due, where no title says it: booked is not due."""

import pytest

from sources.proposals.due_days import without_due_date
from sources.proposals.part import Part
from sources.words.blocks import Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of

BOOKED, LATER, BEFORE = "18-09-2026", "01-10-2026", "01-09-2026"


def offered(days, title="Betaaldatum"):
    rows = [["Boekingnr", "Contractnr", "Boekdatum", title, "Bedrag"]]
    rows += [[f"{n}81", f"C{n}", BOOKED, day, f"70{n},25"] for n, day in enumerate(days, 10)]
    layout = layout_of(rows)
    block = Block("ledger_entries", Sheet("Mutaties.csv", rows), layout, choices_of("ledger_entries", layout))
    part = Part(block)
    without_due_date(part, block)
    (line,) = (each for each in part.columns if each.key == "due_on")
    assert line.waits and "zonder wordt niemand gemeld" in line.note.asked
    return line.value


@pytest.mark.parametrize(
    ("days", "title", "day"),
    [
        ([LATER] * 12, "Betaaldatum", "Betaaldatum"),
        ([LATER] * 11 + [""] * 4, "Betaaldatum", "Betaaldatum"),
        ([LATER] * 11 + [BEFORE], "Betaaldatum", "Boekdatum"),
        ([BOOKED] * 12, "Betaaldatum", "Boekdatum"),
        ([LATER] * 12, "Aangemaakt op", "Boekdatum"),
    ],
)
def test_the_only_other_day_that_no_line_has_before_its_booking_is_offered_and_else_the_day_of_booking(days, title, day):
    assert offered(days, title) == day

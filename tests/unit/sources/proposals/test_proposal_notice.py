"""The day of giving notice is no last day of a contract where the list has one."""

import pytest

from sources.words.choices import choices_of
from sources.words.excel_days import layout_of


@pytest.mark.parametrize(
    ("titles", "last"),
    [
        (("Opgezegd", "Einde"), "Einde"),
        (("Einddatum", "Opzegdatum"), "Einddatum"),
        (("Opgezegd op", "Huur t/m"), "Huur t/m"),
        (("Opgezegd per", "Borg"), "Opgezegd per"),
        (
            ("Dag waarop de huur is opgezegd", "Dag waarop de huur is geëindigd of gaat eindigen"),
            "Dag waarop de huur is geëindigd of gaat eindigen",
        ),
    ],
)
def test_a_last_day_goes_before_the_day_of_giving_notice(titles, last):
    rows = [["Contractnr", "Ingangsdatum", *titles]]
    rows += [[f"C{n}", "01-02-2020", f"{n}-09-2026", f"{n}-10-2026"] for n in range(10, 20)]
    assert choices_of("leases", layout_of(rows))["ended_on"].profile.title == last

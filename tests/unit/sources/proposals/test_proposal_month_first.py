"""Days with the month first: what a first mapping makes of them, and of days that can be read both ways."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped

HEAD = ["Contractnr", "Huurdernr", "Eigenaar", "Soort", "Ingangsdatum", "Einddatum"]


def contracts(*days):
    return Sheet("Contracten.csv", [HEAD, *([f"C{n}", f"H{n}", "O1", "Woning", day, ""] for n, day in enumerate(days))])


def arrangements(*days):
    lines = ([f"R{n}", f"C{n}", day] for n, day in enumerate(days))
    return Sheet("Betalingsregelingen.csv", [["Regelingnr", "Contractnr", "Afspraakdatum"], *lines])


def dates(*sheets):
    said = tomllib.loads(text_of(propose(sheets)[0]))
    return {table: blocks[0].get("dates") for table, blocks in said.items() if table != "confirmed"}


@pytest.mark.parametrize(
    ("of_contracts", "of_arrangements", "expected"),
    [
        (("04/18/2025", "04/05/2025"), ("06/07/2025",), (["mm-dd-jjjj"], ["mm-dd-jjjj"])),  # the other list may be read both ways
        (("04/18/2025", "04/05/2025"), ("16/07/2025",), (["mm-dd-jjjj"], None)),
        (("04/18/2025", "04/05/2025"), ("2025-07-16",), (["mm-dd-jjjj"], None)),
        (("04/05/2025", "06/07/2025"), ("08/09/2025",), (None, None)),
        (("18/04/2025", "04/05/2025"), ("06/07/2025",), (None, None)),
    ],
)
def test_the_month_comes_first_where_some_day_can_be_nothing_else_and_none_can_be_only_ours(
    of_contracts, of_arrangements, expected
):
    found = dates(contracts(*of_contracts), arrangements(*of_arrangements))

    assert (found["leases"], found["payment_arrangements"]) == expected


def test_it_is_asked_and_read_so(tmp_path):
    lines = "C1;H1;O1;Woning;04/18/2020;12/31/9999\nC2;H2;O1;Woning;04/05/2021;06/30/2026\n"
    text, report = mapped(tmp_path, Contracten=";".join(HEAD) + "\n" + lines)

    assert "de maand staat voor de dag" in asked_of(text, 'dates = ["mm-dd-jjjj"]')
    assert [(row[0], row[11], row[12]) for row in rows(report, "leases")] == [
        ("C1", date(2020, 4, 18), None), ("C2", date(2021, 4, 5), date(2026, 6, 30)),
    ]  # fmt: skip

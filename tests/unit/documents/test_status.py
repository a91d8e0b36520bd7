"""What is open, in the words of `vroegsignaal status`."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

import pytest

from documents.status import MOST_LINES, Standing, money_nowhere_words, status
from documents.words import MONEY_NOWHERE
from orchestration.environment import DBT_PROJECT

DAY = date(2026, 4, 20)


def doubtful(count: int) -> list[dict[str, str]]:
    return [
        {"batch_id": f"B-{number}", "file_name": f"{number}.xlsx", "desk": "vps", "reason": "no_answer"}
        for number in range(count)
    ]


def test_a_long_list_says_how_many_more_there_are_and_how_to_see_them():
    shown = status(Standing(DAY, in_doubt=doubtful(MOST_LINES + 3)))
    assert "  … en nog 3; alles: vroegsignaal status --all" in shown
    assert sum(line.startswith("  B-") for line in shown) == MOST_LINES


def test_all_of_it_is_shown_to_who_asks():
    shown = status(Standing(DAY, in_doubt=doubtful(MOST_LINES + 3)), most=None)
    assert sum(line.startswith("  B-") for line in shown) == MOST_LINES + 3
    assert not any("en nog" in line for line in shown)


def test_desks_have_the_names_people_know():
    assert "  B-0: 0.xlsx naar VPS, no_answer" in status(Standing(DAY, in_doubt=doubtful(1)))


def test_a_home_in_which_nothing_is_open_says_so():
    assert status(Standing(DAY)) == ["Stand na de run met peildatum 20-04-2026", "", "Er lopen geen meldingen."]


def test_costs_without_a_letter_in_time_are_listed_with_the_last_day_to_pay_without_them():
    costs = dict(entry_id="K", booked_on=date(2026, 4, 17), amount=Decimal("40.00"))
    shown = status(
        Standing(
            DAY,
            costs=[
                costs | {"lease_id": "H1", "letter_received_on": date(2026, 4, 3)},
                costs | {"lease_id": "H2", "letter_received_on": None},
            ],
        )
    )
    assert "  H1: € 40,00 geboekt op 17-04-2026, de veertien dagen liepen tot en met 17-04-2026" in shown
    assert "  H2: € 40,00 geboekt op 17-04-2026, geen veertiendagenbrief" in shown


def test_a_row_of_which_only_the_name_differs_says_so_with_the_command():
    row = dict(file="a.xlsx", excel_line=5, reason="no_signal", candidate_signal_id="S1")
    shown = status(Standing(DAY, unmatched=[row, row | {"candidate_signal_id": None}]))
    assert (
        "  a.xlsx regel 5 in Excel: postcode en huisnummer passen bij één melding, de naam niet: vergelijk de namen; " in shown[3]
    )
    assert "vroegsignaal accept S1 --on DATUM" in shown[3] and shown[4].endswith("past bij geen melding")


def test_a_hold_of_a_tenant_with_an_administrator_says_so():
    hold = dict(lease_id="H1", signal_id="S1", accepted_on=DAY, hold_until=date(2026, 5, 20))
    shown = status(Standing(DAY, holds=[hold, hold | {"lease_id": "H2"}], let_op={"H1": "Overleg eerst."}))
    assert "  H1: opgeschort sinds 20-04-2026 tot 20-05-2026  Overleg eerst." in shown
    assert "  H2: opgeschort sinds 20-04-2026 tot 20-05-2026" in shown


@pytest.mark.parametrize(("number", "words"), [(1, "1 aflettering met een ontvangst"), (2, "2 afletteringen met een ontvangst")])
def test_money_that_counts_nowhere_is_described_in_words_that_fit_its_number(number, words):
    row = {"kind": "allocation_of_another_lease", "number": number, "amount": Decimal("300.00"), "leases_in_arrears": ["L1"]}
    assert money_nowhere_words(row).startswith(words)


def test_each_kind_of_money_that_counts_nowhere_has_its_words():
    model = (DBT_PROJECT / "models" / "marts" / "money_counted_nowhere.sql").read_text(encoding="utf-8")
    assert set(re.findall(r"'(\w+)' as kind", model)) == set(MONEY_NOWHERE)

"""The end of a run as an administrator reads it on the terminal."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from documents.mapping_doubt import FROM
from documents.run_text import NOTICES, Ended, dry_run_text, failed_text, run_text
from documents.todo_item import TodoItem
from documents.words import HELD_BACK
from exports.delivery.outgoing import DecisionFigures

DAY = date(2026, 4, 20)
FIGURES = DecisionFigures(leases=3, euros=Decimal("2400.00"), deliverable=1, blocked={"no_mandate": 2, "objection": 0})
UPLOAD = TodoItem("Bestanden aanleveren", "Zij staan klaar in outbox/.", ["VPS: a.csv"], command="vroegsignaal uploaded BESTAND")
DOUBT = TodoItem("Levering in twijfel", "Vraag het na.", ["B-1"], urgency="now")


def test_a_run_ends_with_its_figures_and_the_most_urgent_thing_to_do_first():
    shown = "\n".join(run_text(FIGURES, DAY, [UPLOAD, DOUBT], []))
    assert "peildatum 20-04-2026:\n  3 contracten met achterstand, samen € 2.400,00; 1 te melden" in shown
    assert shown.index("Levering in twijfel") < shown.index("VPS: a.csv") < shown.index("Leg vast: vroegsignaal uploaded BESTAND")
    assert "reports/2026-04-20.html" in shown and "preview" not in shown and "Niet gelukt" not in shown


def test_a_run_with_nothing_to_do_asks_nothing():
    assert "Nu te doen:" not in run_text(FIGURES, DAY, [], [])


def test_what_left_what_the_sources_warned_of_and_what_goes_on_by_itself_are_said():
    ended = Ended(warnings=2, sent=[("signals", "vps_a.csv", 1)], is_first=True)
    shown = "\n".join(run_text(FIGURES, DAY, [], [], ended))
    assert "  meldingen: 1 regel in vps_a.csv\n  2 waarschuwingen over uw bestanden: vroegsignaal status noemt ze" in shown
    assert "gewist wat over zijn termijn is" in shown
    assert "gewist" not in "\n".join(run_text(FIGURES, DAY, [], []))


@pytest.mark.parametrize("code", NOTICES)
def test_a_run_that_became_a_trial_by_itself_says_why_in_dutch(code):
    assert f"  ! {NOTICES[code]}" in dry_run_text(FIGURES, DAY, ended=Ended([code]))


def test_a_part_that_failed_is_named_for_the_data_team():
    assert any("Niet gelukt" in line and "signals to vps" in line for line in run_text(FIGURES, DAY, [], ["signals to vps"]))


def test_a_trial_run_says_that_nothing_left():
    shown = "\n".join(dry_run_text(FIGURES, DAY))
    assert "niets verstuurd en niets vastgelegd" in shown and "preview/reports/2026-04-20.html" in shown


def test_a_trial_run_names_first_the_page_on_which_contracts_are_compared():
    shown = "\n".join(dry_run_text(FIGURES, DAY))
    page, report = shown.index("preview/reports/2026-04-20-vergelijken.html"), shown.index("preview/reports/2026-04-20.html")
    assert shown.index("Open nu eerst") < page < report and "vergelijken" not in "\n".join(run_text(FIGURES, DAY, [], []))


def test_a_trial_run_names_what_would_keep_the_real_one_too():
    shown = "\n".join(dry_run_text(FIGURES, DAY, [DOUBT], ["letters"], Ended(warnings=1)))
    assert "Nu te doen:\n  - Levering in twijfel" in shown and "Niet gelukt, laat het datateam dit zien: letters" in shown
    assert "1 waarschuwing over uw bestanden: vroegsignaal status --preview noemt ze" in shown


def test_after_refused_files_the_next_command_is_check():
    shown = "\n".join(failed_text("2026-04-20", is_dry=False, is_landing_refused=True))
    assert "vroegsignaal check --as-of 2026-04-20" in shown and "niets veranderd" in shown


def test_a_trial_run_that_failed_is_never_repeated_as_a_real_one():
    (*_, last) = failed_text("2026-04-20", is_dry=True, is_landing_refused=False)
    assert last.endswith("vroegsignaal run --as-of 2026-04-20 --dry-run")
    (*_, last) = failed_text("2026-04-20", is_dry=False, is_landing_refused=False)
    assert last.endswith("vroegsignaal run --as-of 2026-04-20") and "datateam" in last
    (*_, last) = failed_text("2026-04-20", is_dry=False, is_landing_refused=False, is_ended=True)
    assert last.startswith("Doe wat hierboven staat")


@pytest.mark.parametrize(
    ("figures", "said"),
    [
        (
            DecisionFigures(34, Decimal("9000"), 0, {"no_mandate": 3, "no_personal_contact_effort": 30}),
            "geen persoonlijk contact gezocht (30 van 34)",
        ),
        (DecisionFigures(4, Decimal(0), 0, {"ledger_inconsistent": 4}), "samen is het € 0,00"),
        (DecisionFigures(34, Decimal("9000"), 0, {"already_signalled": 10, "no_mandate": 24}), ""),  # most were reported before
        (DecisionFigures(34, Decimal("9000"), 1, {"no_mandate": 33}), ""),
        (DecisionFigures(0, Decimal(0), 0, {}), ""),
    ],
)
def test_a_trial_run_that_can_report_nobody_says_where_the_mapping_is_probably_wrong(figures, said):
    shown = "\n".join(dry_run_text(figures, DAY, ended=Ended(is_mapped=True)))
    assert said in shown and ("waarschijnlijk klopt de mapping niet" in shown) == bool(said)
    assert "mapping" not in "\n".join(dry_run_text(figures, DAY))


def test_each_reason_of_a_rule_but_an_earlier_signal_has_a_table_to_look_at():
    assert set(HELD_BACK) - set(FROM) == {"already_signalled"}

"""An empty cell whose meaning another column of the line says, word by word: costs, interest and a repair have no component."""

from __future__ import annotations

from pathlib import Path

import pytest

from documents.check import check_landing
from documents.check_dialogue import steps_of
from sources.ways import Choice, Meaning
from tests.builders import AS_OF
from tests.unit.orchestration.test_check_questions import block, landing, talk

POSTS = """
[[ledger_entries]]
file = "posten.csv"
columns.entry_id = "Nr"
columns.lease_id = "Contract"
columns.entry_type = "Soort"
columns.category = "Component"
columns.booked_on = "Dag"
columns.due_on = "Dag"
columns.amount = "Bedrag"
values.entry_type = {"PRO" = "charge", "INC" = "charge", "RTE" = "charge", "BET" = "payment"}
values.category = {"NH" = "rent"}
"""
HEAD = "Nr;Contract;Soort;Component;Dag;Bedrag"
CALLS = """
[[collection_actions]]
file = "acties.csv"
made_ids = {action_id = ["lease_id", "performed_on", "action_type"]}
columns = {lease_id = "Contract", performed_on = "Datum", action_type = "Soort", channel = "Wijze"}
values.action_type = {"Brief" = "reminder_letter", "Bezoek" = "home_visit", "Gesprek" = "phone_call"}
values.channel = {"P" = "post"}
"""


def posts(folder: Path, *kinds: str) -> Path:
    """Entries of (kind, component), the rent of some months first."""
    lines = [*["PRO;NH"] * 9, *["BET;"] * 3, *kinds]
    rows = [f"{n};L1;{each};{n:02}-02-2026;{100 + n},00" for n, each in enumerate(lines, 1)]
    return landing(folder, POSTS, "ledger_entries", "allocations", posten=[HEAD, *rows])


def asked(folder: Path) -> list[str]:
    """The answers that are offered for the empty cells."""
    steps = steps_of(check_landing(folder, AS_OF), (folder / "mapping.toml").read_text())
    return [option.says for step in steps if isinstance(step.way, Choice) for option in step.way.options]


def test_charges_of_several_kinds_without_a_component_get_no_meaning_that_is_one_for_all(tmp_path):
    first, *others = asked(posts(tmp_path, "INC;", "RTE;"))

    assert first.startswith('"Soort" zegt het op die regels ("INC", "RTE")')
    assert not any(each.startswith("dan is het") for each in others)


def test_each_word_is_asked_next_and_its_answer_holds_for_its_lines_alone(tmp_path):
    folder = posts(tmp_path, "INC;", "INC;", "RTE;")
    report, _ = talk(folder, "1\n")
    steps = steps_of(check_landing(folder, AS_OF), (folder / "mapping.toml").read_text())
    words = {step.way.word: (step.way.column, step.way.title) for step in steps if isinstance(step.way, Meaning)}

    assert block(folder, "ledger_entries")["if_empty"] == {"category": "Soort"} and not report.is_good
    assert words == dict.fromkeys(("INC", "RTE"), ("category", "Soort"))  # and none of rent, or of a receipt


def test_where_one_kind_alone_lacks_it_its_own_word_is_offered_before_a_meaning_of_what_is_empty(tmp_path):
    first, *others = asked(posts(tmp_path, "INC;", "INC;"))

    assert '("INC")' in first and any(each.startswith("dan is het") for each in others)


@pytest.mark.parametrize("kinds", [("PRO;",), ("PRO;", "PRO;")])
def test_a_kind_that_has_a_component_on_other_lines_says_nothing_by_itself(tmp_path, kinds):
    assert not any("zegt het op die regels" in each for each in asked(posts(tmp_path, *kinds)))


def test_kinds_that_are_typed_by_hand_are_not_shown(tmp_path):
    typed = [f"Kosten van dhr. {name};" for name in ("Jansen", "De Vries")]
    folder = posts(tmp_path, *typed)
    mapping = (folder / "mapping.toml").read_text()
    by_text = "patterns.entry_type = [['^(pro|kosten)', \"charge\"], ['^bet', \"payment\"]]\n"
    (folder / "mapping.toml").write_text(mapping.replace(mapping.splitlines(keepends=True)[-2], by_text))

    offered = asked(folder)
    assert offered and not any("Jansen" in each or "zegt het op die regels" in each for each in offered)


def test_how_a_visit_went_is_said_by_its_kind_too(tmp_path):
    lines = [f"L1;{day:02}-02-2026;Brief;P" for day in range(1, 6)]
    lines += [f"L1;{day:02}-02-2026;{kind};" for day, kind in ((6, "Bezoek"), (7, "Gesprek"), (8, "Bezoek"), (9, "Gesprek"))]
    folder = landing(tmp_path, CALLS, "collection_actions", acties=["Contract;Datum;Soort;Wijze", *lines])

    assert any(each.startswith('"Soort" zegt het op die regels ("Bezoek", "Gesprek")') for each in asked(folder))


def test_the_report_says_the_setting_in_words(tmp_path):
    report = check_landing(posts(tmp_path, "INC;", "RTE;"), AS_OF)

    assert 'if_empty = {category = "Soort"}' in str(report)

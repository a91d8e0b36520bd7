"""A sheet of objections and arrangements under each other, whose blocks do not say which lines are which."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared, rows

OBJECTIONS = """
[objections]
file = "lijst.csv"
{says}
made_ids = {{objection_id = ["tenant_id", "received_on"]}}
[objections.columns]
tenant_id = "Huurder"
received_on = "Datum"
[objections.constants]
received_by = "landlord"
"""
ARRANGEMENTS = """
[payment_arrangements]
file = "lijst.csv"
{says}
made_ids = {{arrangement_id = ["lease_id", "agreed_on"]}}
[payment_arrangements.columns]
lease_id = "Contract"
agreed_on = "{day}"
"""
LIST = "Soort;Contract;Huurder;Datum;Regeling per\nbezwaar;C1;H1;01-09-2026;\nregeling;C2;H2;02-09-2026;05-09-2026\n"


def found(folder, objections="", arrangements="", day="Datum"):
    mapping = OBJECTIONS.format(says=objections) + ARRANGEMENTS.format(says=arrangements, day=day)
    report = prepared(folder, mapping, lijst__csv=LIST)
    return report, [each for each in report.findings if each.rule == "line_of_two_events"]


def test_lines_that_are_an_objection_and_an_arrangement_by_one_day_are_refused(tmp_path):
    _, (refused,) = found(tmp_path)
    assert (refused.severity, refused.count) == ("refused", 2)
    assert "bij objections en bij payment_arrangements" in refused.text and "(regel 2, 3)" in refused.text


def test_blocks_that_say_which_lines_are_theirs_take_those(tmp_path):
    report, refused = found(tmp_path, 'only = {"Soort" = ["bezwaar"]}', 'only = {"Soort" = ["regeling"]}')
    assert refused == [] and (len(rows(report, "objections")), len(rows(report, "payment_arrangements"))) == (1, 1)


@pytest.mark.parametrize(
    ("arrangements", "day"), [('skip_empty = ["agreed_on"]', "Regeling per"), ('skip_lines = {"Soort" = ["^"]}', "Datum")]
)
def test_a_day_of_its_own_or_no_line_in_common_is_no_doubt(tmp_path, arrangements, day):
    assert found(tmp_path, "", arrangements, day)[1] == []

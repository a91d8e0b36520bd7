"""A list of mandates of which the mapping leaves one of the four days unread: none of them would hold."""

import pytest

from tests.unit.sources.test_mapping import prepared

MANDATES = """
[mandates]
file = "mandaten.csv"
made_ids = {{mandate_id = ["landlord_id", "valid_from"]}}
{says}
[mandates.columns]
landlord_id = "Eigenaar"
clause_accepted_on = "Akkoord"
landlord_informed_on = "Ingelicht"
processing_registered_on = "Register"
valid_from = "Vanaf"
{further}
"""
LIST = "Eigenaar;Akkoord;Ingelicht;Register;Vanaf;Xyz op\nO1;01-02-2025;02-02-2025;03-02-2025;05-02-2025;{day}\n"


def found(folder, says="", further="", day="04-02-2025"):
    report = prepared(folder, MANDATES.format(says=says, further=further), mandaten__csv=LIST.format(day=day))
    return [each for each in report.findings if each.rule == "duty_not_read"]


def test_a_day_that_nobody_reads_is_refused_with_the_titles_that_may_give_it(tmp_path):
    (refused,) = found(tmp_path)

    assert refused.severity == "refused" and '"xyz op"' in refused.text
    assert "processor_agreement_signed_on" in refused.text and "clause_accepted_on" not in refused.text


@pytest.mark.parametrize(("says", "day"), [('unread = ["Xyz op"]', "04-02-2025"), ("", "")])
def test_where_no_title_is_left_it_is_only_a_warning(tmp_path, says, day):
    assert [each.severity for each in found(tmp_path, says, day=day)] == ["warning"]


@pytest.mark.parametrize(
    "further",
    ['processor_agreement_signed_on = "Xyz op"', '[mandates.constants]\nprocessor_agreement_signed_on = "2025-02-04"'],
)
def test_a_day_from_a_title_or_for_all_is_no_doubt(tmp_path, further):
    assert found(tmp_path, further=further) == []

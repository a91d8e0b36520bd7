"""A list of mandates of which the mapping leaves one of the four days unread: none of them would hold."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

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

    assert refused.severity == "refused" and '"Xyz op"' in refused.text
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


OWNERS = "Eigenaar;Mandaat sinds;Clausule;Weet ervan;Kwartaalbrief\nO1;05-02-2025;Ja;Ja;jan\nO2;05-02-2025;Ja;{knows};feb\n"
BY_YES = """
[mandates]
file = "mandaten.csv"
made_ids = {{mandate_id = ["landlord_id", "valid_from"]}}
{says}
columns = {{landlord_id = "Eigenaar", valid_from = "Mandaat sinds"{further}}}
constants = {{{constants}}}
"""
FOUR = ("clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on")
FROM_ONE = "".join(f', {each} = "Mandaat sinds"' for each in FOUR)
FOR_ALL = ", ".join(f'{each} = "2025-02-05"' for each in FOUR)


@pytest.mark.parametrize(
    ("knows", "says", "further", "constants", "refused"),
    [
        ("Nee", "", FROM_ONE, "", True),
        ("", "", FROM_ONE, "", True),  # not said is not yes
        ("Nee", "", "", FOR_ALL, True),
        ("Ja", "", FROM_ONE, "", False),
        ("Nee", 'skip_lines = {"Weet ervan" = ["^nee$", "^$"]}', FROM_ONE, "", False),
        ("Nee", 'unread = ["Weet ervan"]', FROM_ONE, "", False),
    ],
)
def test_an_owner_with_no_among_what_a_mandate_needs_has_none_though_one_day_is_read_for_all(
    tmp_path, knows, says, further, constants, refused
):
    text = BY_YES.format(says=says, further=further, constants=constants)
    report = prepared(tmp_path, text, mandaten__csv=OWNERS.format(knows=knows))
    found = [each for each in report.findings if each.rule == "duty_said_no"]
    assert [each.severity for each in found] == ["refused"] * refused
    assert all('skip_lines = {"Weet ervan" = [' in each.text and "regel 3" in each.text for each in found)

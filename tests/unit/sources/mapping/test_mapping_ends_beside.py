"""One closing day for several kinds of lines of a list, which one block reads for its lines and another does not."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

CASES = """
[[collection_cases]]
file = "dossiers.csv"
only = {{"Soort" = ["DWR"]}}
columns = {{case_id = "Nr", agency_reference = "Nr", lease_id = "Contract", handed_over_on = "Geopend"{ends}}}
constants = {{agency_id = "A1"}}
"""
OBJECTIONS = """
[[objections]]
file = "dossiers.csv"
only = {{"Soort" = ["BZV"]}}
{says}
columns = {{objection_id = "Nr", tenant_id = "Huurder", received_on = "Geopend"{ends}}}
constants = {{received_by = "landlord"}}
"""
HEAD = "Nr;Soort;Contract;Huurder;Geopend;Gesloten\n"
CASE, OPEN_CASE = "1;DWR;C1;H1;01-02-2026;01-03-2026\n", "1;DWR;C1;H1;01-02-2026;\n"
WITHDRAWN, OPEN = "2;BZV;C2;H2;01-09-2026;26-10-2026\n", "3;BZV;C3;H3;01-09-2026;\n"


def found(folder, *lines, says="", ends="", of_case=', ended_on = "Gesloten"', objections=OBJECTIONS):
    mapping = CASES.format(ends=of_case) + objections.format(says=says, ends=ends)
    report = prepared(folder, mapping, dossiers__csv=HEAD + "".join(lines))
    return [each for each in report.findings if each.severity == "refused"]


def test_a_closing_day_that_is_read_for_cases_and_not_for_the_objections_of_the_same_list_is_refused(tmp_path):
    (refused,) = found(tmp_path, CASE, WITHDRAWN, OPEN)

    assert (refused.rule, refused.count) == ("end_beside", 1)
    assert "'Gesloten'" in refused.text and "(regel 3)" in refused.text and 'withdrawn_on = "Gesloten"' in refused.text


def test_whether_it_was_withdrawn_or_only_handled_is_asked_and_the_answer_goes_in_that_block(tmp_path):
    (refused,) = found(tmp_path, CASE, WITHDRAWN)
    (way,) = refused.ways
    withdrawn, handled = (option.changes[0] for option in way.options)

    assert (withdrawn.key, withdrawn.value) == (("columns", "withdrawn_on"), "Gesloten")
    assert (handled.key, handled.value) == (("unread",), ("Gesloten",))
    mapping = (CASES.format(ends="") + OBJECTIONS).splitlines()
    assert [mapping[each - 1] for each in refused.blocks] == ["[[objections]]"]


@pytest.mark.parametrize(
    ("says", "ends", "lines"),
    [
        ("", ', withdrawn_on = "Gesloten"', (CASE, WITHDRAWN)),
        ('unread = ["Gesloten"]', "", (CASE, WITHDRAWN)),  # handled, and it still holds
        ("", "", (CASE, OPEN)),  # no objection has the day
        ('no_date = ["26-10-2026"]', "", (CASE, WITHDRAWN)),
    ],
)
def test_a_day_that_is_read_answered_or_on_no_line_of_its_own_is_no_doubt(tmp_path, says, ends, lines):
    assert found(tmp_path, *lines, says=says, ends=ends) == []


def test_it_is_asked_whichever_kind_of_line_is_read_without_its_end(tmp_path):
    of_objections = ', withdrawn_on = "Gesloten"'
    (refused,) = found(tmp_path, CASE, WITHDRAWN, ends=of_objections, of_case="")

    assert refused.rule == "end_beside" and 'ended_on = "Gesloten" onder [collection_cases.columns]' in refused.text
    assert found(tmp_path, OPEN_CASE, WITHDRAWN, ends=of_objections, of_case="") == []

"""Two titles for a day that keeps a signal back, of which the mapping reads one."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

LEASES = """
[leases]
file = "contracten.csv"
{says}
[leases.columns]
lease_id = "Contract"
tenant_id = "Huurder"
landlord_id = "Eigenaar"
started_on = "Ingang"
ended_on = "{day}"
[leases.constants]
unit_type = "dwelling"
"""
HEAD = "Contract;Huurder;Eigenaar;Ingang;Huur tot;Partner weg per;{title}\n"


def found(folder, body, day="Partner weg per", says="", title="Vertrokken"):
    report = prepared(folder, LEASES.format(day=day, says=says), contracten__csv=HEAD.format(title=title) + body)
    return [each for each in report.findings if each.rule == "day_elsewhere"]


def test_a_day_below_another_title_where_the_last_day_that_is_read_is_empty_is_refused(tmp_path):
    body = "C1;H1;O1;01-01-2020;30-09-2026;;\nC2;H2;O1;01-01-2020;onbepaald;31-08-2025;\nC3;H3;O1;01-01-2020;onbepaald;;\n"
    (refused,) = found(tmp_path, body)

    assert (refused.severity, refused.count) == ("refused", 1)
    assert "'Huur tot'" in refused.text and "'Partner weg per'" in refused.text and "(regel 2)" in refused.text


@pytest.mark.parametrize(
    ("cells", "says", "title"),
    [
        ("30-09-2026;;30-09-2026", "", "Vertrokken"),  # both titles say it
        ("30-09-2026;;", "", "Vertrokken"),
        (";;31-12-9999", 'no_date = ["31-12-9999"]', "Vertrokken"),
        (";;30-09-2026", 'unread = ["Vertrokken"]', "Vertrokken"),
        (";;30-09-2026", "", "Huurder 2 vertrokken"),  # his days are not those of the contract
        (";;onbepaald", "", "Vertrokken"),
    ],
)
def test_a_day_that_is_read_too_or_none_or_answered_or_of_another_person_is_no_doubt(tmp_path, cells, says, title):
    assert found(tmp_path, f"C1;H1;O1;01-01-2020;{cells}\n", "Huur tot", says, title) == []


OBJECTIONS = """
[objections]
file = "bezwaren.csv"
skip_empty = ["received_on"]
made_ids = {objection_id = ["tenant_id", "received_on"]}
[objections.columns]
tenant_id = "Huurder"
received_on = "Bezwaar huurder"
[objections.constants]
received_by = "landlord"
"""
OF_CO_TENANTS = OBJECTIONS.replace("[objections", "[[objections", 1).replace("objections]", "objections]]", 1)


def test_an_objection_of_a_co_tenant_in_a_column_of_its_own_is_refused_until_a_block_reads_it(tmp_path):
    body = "Huurder;Bezwaar huurder;Bezwaar mede;Reden bezwaar\nH1;01-09-2026;;privacy\nH2;;02-09-2026;\n"
    (refused,) = [each for each in prepared(tmp_path, OBJECTIONS, bezwaren__csv=body).findings if each.severity == "refused"]
    assert (refused.rule, refused.count) == ("day_elsewhere", 1) and "[objections]" in refused.text

    both = OF_CO_TENANTS + OF_CO_TENANTS.replace("Bezwaar huurder", "Bezwaar mede")
    assert [each for each in prepared(tmp_path, both, bezwaren__csv=body).findings if each.severity == "refused"] == []


@pytest.mark.parametrize(("pattern", "count"), [("^xyz", 1), ("^$", 0)])
def test_a_pattern_for_that_title_that_fits_no_line_of_the_file_is_no_answer(tmp_path, pattern, count):
    body = "C1;H1;O1;01-01-2020;30-09-2026;;\nC2;H2;O1;01-01-2020;;31-08-2025;\n"
    refused = found(tmp_path, body, says=f"skip_lines = {{'Huur tot' = ['{pattern}']}}")
    assert ["past op geen enkele regel." in each.text for each in refused] == [True] * count

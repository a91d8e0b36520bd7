"""A remark that no block reads and that would keep a signal back is named, with its line and no word of it."""

import pytest

from sources.mapping import prepare_mapped
from tests.unit.sources.mapping.test_mapping import prepared, words_of
from tests.unit.sources.mapping.test_mapping_unused import LEASES

CONTRACTS = LEASES.replace('contracten.csv"', 'contracten.csv"\n{says}')


@pytest.mark.parametrize(("says", "severity"), [("", "refused"), ('unread = ["Opmerking"]', "warning")])
@pytest.mark.parametrize("remark", ["overleden 2-9-2026", "bezwaar gemaakt"])
def test_a_death_or_an_objection_among_the_remarks_of_a_contract_list_asks_and_warns_from_then_on(
    tmp_path, says, severity, remark
):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(CONTRACTS.format(says=says), encoding="utf-8")
    body = f"Contract;Huurder;Eigenaar;Ingang;Opmerking\nC1;T1;O1;01-02-2020;{remark}\nC2;T2;O1;01-02-2020;betalingsregeling\n"
    (tmp_path / "exports" / "contracten.csv").write_text(body, encoding="utf-8")
    report = prepare_mapped(tmp_path, tmp_path / "work")

    found = [each for each in report.findings if each.rule == "remark_not_read" and "over betalingsregeling" not in each.text]
    assert [each.severity for each in found] == [severity] and "(regel 2)" in found[0].text
    assert ("leases" in report.tables) == (severity == "warning")


def test_a_remark_on_another_line_is_found_although_lines_are_passed_over_by_the_same_title(tmp_path):
    said = "Contract;Huurder;Eigenaar;Ingang;Opmerking\nC1;D1;E1;01-01-2020;overleden 2-9\nC2;D2;E1;01-01-2020;oud\n"
    mapping = LEASES.replace('contracten.csv"', 'contracten.csv"\nskip_lines = {"Opmerking" = ["^oud$"]}')
    report = prepared(tmp_path, mapping, contracten__csv=said)

    assert "gaat het bij 1 regel over overleden (regel 2)" in words_of(report)


CALLS = """
[collection_actions]
file = "gesprekken.csv"
[collection_actions.columns]
action_id = "Nr"
lease_id = "Contract"
performed_on = "Datum"
[collection_actions.constants]
action_type = "phone_call"
channel = "phone"
"""


SAID = "Nr;Contract;Datum;Onderwerp\n1;C1;01-09-2026;Achterstand\n2;C1;02-09-2026;Lekkage keuken\n"


def test_a_call_about_a_repair_is_no_contact_about_arrears_until_the_mapping_says_so(tmp_path):
    report = prepared(tmp_path, CALLS, gesprekken__csv=SAID)
    assert [each.severity for each in report.findings if each.rule == "remark_not_read"] == ["refused"]
    assert "in 'Onderwerp', dat geen blok leest, gaat het bij 1 regel over iets anders dan de achterstand (regel 3)" in words_of(
        report
    )
    for answer in ('unread = ["Onderwerp"]', 'skip_lines = {"Onderwerp" = ["^lekkage"]}', 'skip_lines = {"Nr" = ["^2$"]}'):
        answered = prepared(tmp_path, CALLS.replace('csv"\n', f'csv"\n{answer}\n', 1), gesprekken__csv=SAID)
        assert "iets anders dan de achterstand" not in words_of(answered), answer


LETTERS = CALLS.replace("gesprekken.csv", "brieven.csv").replace("phone_call", "reminder_letter").replace('"phone"', '"post"')
SENT = "Nr;Contract;Datum;Status\n1;C1;01-09-2026;Verzonden\n2;C1;02-09-2026;Geannuleerd\n3;C1;03-09-2026;{}\n"


@pytest.mark.parametrize(("third", "lines"), [("Verzonden", ""), ("Retour afzender", "(regel 4)")])
def test_a_letter_that_the_mapping_passes_over_as_cancelled_is_not_named_again_and_one_that_came_back_is(tmp_path, third, lines):
    says = 'skip_lines = {"Status" = ["^geannuleerd$"]}'
    report = prepared(tmp_path, LETTERS.replace('csv"\n', f'csv"\n{says}\n', 1), brieven__csv=SENT.format(third))
    found = [each.text for each in report.findings if each.rule == "remark_not_read"]

    assert bool(found) == bool(lines)
    assert all(f"bij 1 regel over niet verzonden of retour {lines}" in each for each in found)


ARRANGED = """
[payment_arrangements]
file = "regelingen.csv"
made_ids = {arrangement_id = ["lease_id", "agreed_on"]}
[payment_arrangements.columns]
lease_id = "Contract"
agreed_on = "Afgesproken op"
ended_on = "Tot"
"""


@pytest.mark.parametrize("remark", ["Gestopt wegens wanbetaling", "niet nagekomen per 1-9", "Verbroken", "loopt goed"])
def test_a_remark_that_an_arrangement_no_longer_holds_is_named_with_the_day_to_give(tmp_path, remark):
    csv = f"Contract;Afgesproken op;Tot;Toelichting\nC1;01-03-2026;01-12-2026;{remark} GEHEIM\n"
    found = [each for each in prepared(tmp_path, ARRANGED, regelingen__csv=csv).findings if each.rule == "remark_not_read"]
    assert [each.severity for each in found] == ([] if "goed" in remark else ["warning"])
    assert all("broken_on" in each.text and "regel 2" in each.text and "GEHEIM" not in each.text for each in found)


@pytest.mark.parametrize(("day", "is_named"), [("10-10-2026", False), ("01-01-1900", True), ("", True)])
def test_a_status_that_an_arrangement_was_broken_is_not_named_where_the_day_of_it_is_read(tmp_path, day, is_named):
    mapping = ARRANGED.replace('ended_on = "Tot"', 'broken_on = "Tot"').replace("made_ids", 'no_date = ["01-01-1900"]\nmade_ids')
    csv = f"Contract;Afgesproken op;Tot;Status\nC1;01-03-2026;{day};Vervallen\nC2;01-03-2026;;Lopend\n"
    found = [each for each in prepared(tmp_path, mapping, regelingen__csv=csv).findings if each.rule == "remark_not_read"]

    assert bool(found) == is_named


OBJECTIONS = """
[objections]
file = "meldingen.csv"
[objections.columns]
objection_id = "Nr"
tenant_id = "Huurder"
received_on = "Datum"
[objections.constants]
received_by = "landlord"
"""


def test_that_lines_of_a_list_of_objections_speak_of_one_is_not_said(tmp_path):
    said = "Nr;Huurder;Datum;Omschrijving\n1;T1;01-09-2026;Bezwaar delen gegevens\n2;T2;02-09-2026;Bezwaar; overleden\n"
    text = words_of(prepared(tmp_path, OBJECTIONS, meldingen__csv=said.replace("Bezwaar; ", "Bezwaar, ")))

    assert "over bezwaar" not in text and "over overleden (regel 3)" in text


TICKETS = LETTERS.replace('csv"', 'csv"\nonly = {"Status" = ["Telefoon"]}', 1) + OBJECTIONS.replace(
    "meldingen.csv", "brieven.csv"
).replace('csv"', 'csv"\nonly = {"Status" = ["Bezwaar"]}', 1)


@pytest.mark.parametrize(("status", "is_named"), [("Bezwaar", False), ("Telefoon", True)])
def test_a_line_that_is_read_as_an_objection_is_not_named_for_saying_so_and_a_call_in_which_it_was_made_is(
    tmp_path, status, is_named
):
    csv = f"Nr;Contract;Huurder;Datum;Status;Toelichting\n1;C1;T1;01-09-2026;{status};bezwaar delen gegevens\n"
    report = prepared(tmp_path, TICKETS, brieven__csv=csv)

    assert ("over bezwaar (regel 2)" in words_of(report)) == is_named


LISTED = "Contract;Afgesproken op;Tot\nC1;01-03-2026;\n"
CONFIRMED = "Nr;Contract;Datum;Onderwerp\n1;C1;01-09-2026;Herinnering\n2;C1;02-09-2026;Bevestiging betalingsregeling\n"


@pytest.mark.parametrize("is_listed", [True, False])
@pytest.mark.parametrize("is_passed", [True, False])
def test_a_letter_about_an_arrangement_that_is_passed_over_says_nothing_more_where_a_list_has_the_arrangements(
    tmp_path, is_listed, is_passed
):
    passed = 'skip_lines = {"Onderwerp" = ["^bevestiging betalingsregeling$"]}\n' if is_passed else ""
    mapping = LETTERS.replace('csv"\n', f'csv"\n{passed}', 1) + (ARRANGED if is_listed else "")
    files = {"brieven__csv": CONFIRMED} | ({"regelingen__csv": LISTED} if is_listed else {})
    said = words_of(prepared(tmp_path, mapping, **files))
    assert ("1 regel over betalingsregeling" in said) == (not (is_listed and is_passed))

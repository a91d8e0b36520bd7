"""`check --ask`: what is refused is asked, the answer stands in mapping.toml, and nothing else in the file changes."""

from __future__ import annotations

import tomllib
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner

from documents.check import CheckReport, check_landing
from orchestration.cli.check_questions import ask, confirm
from tests.builders import AS_OF, Portfolio

LETTERS = """
[[collection_actions]]
file = "brieven.csv"
made_ids = {action_id = ["lease_id", "performed_on", "action_type"]}
columns = {lease_id = "Contract", performed_on = "Datum", action_type = "Soort"}  # van de afdeling
constants = {channel = "post"}
[collection_actions.values.action_type]
"Herinnering" = "reminder_letter"
# "Memo" = ""  # vraag 1
"""
TITLES = "Contract;Datum;Soort"
LINES = ["L1;01-02-2026;Herinnering", "L1;02-02-2026;Memo", "L1;03-02-2026;Memo", "L1;04-02-2026;Herinnering"]
LINES += [f"L1;{day:02}-02-2026;Herinnering" for day in range(5, 10)]

NO_MEMO = [each for each in LINES if "Memo" not in each]


def landing(tmp_path: Path, mapping: str, *tables: str, **files: list[str]) -> Path:
    """A lawful portfolio, of which own exports give some of the tables instead."""
    folder = Portfolio.lawful().write(tmp_path)
    for table in tables:
        (folder / f"{table}.csv").unlink(missing_ok=True)
    (folder / "exports").mkdir()
    (folder / "mapping.toml").write_bytes(mapping.encode())
    for name, lines in files.items():
        (folder / "exports" / f"{name}.csv").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return folder


def letters(tmp_path: Path, mapping: str = LETTERS, titles: str = TITLES, lines: list[str] = LINES) -> Path:
    return landing(tmp_path, mapping, "collection_actions", brieven=[titles, *lines])


def talk(folder: Path, typed: str, as_of: date = AS_OF) -> tuple[CheckReport, str]:
    """Answers in a terminal; gives the last report and what was shown. Behind the last line the input ends."""
    with CliRunner().isolation(input=typed) as (out, *_):
        report = ask(folder, lambda: check_landing(folder, as_of))
        report = confirm(folder, lambda: check_landing(folder, as_of), report)
        return report, out.getvalue().decode()


def block(folder: Path, table: str = "collection_actions", place: int = 0) -> dict[str, object]:
    said = tomllib.loads((folder / "mapping.toml").read_bytes().decode("utf-8-sig"))[table]
    return said[place] if isinstance(said, list) else said


def test_a_word_without_a_meaning_gets_one_and_the_check_is_good(tmp_path):
    folder = letters(tmp_path)
    report, shown = talk(folder, "4\n")
    assert '"Soort": wat is "Memo" (2 keer)?' in shown and "telefoongesprek" in shown and report.is_good
    assert block(folder)["values"] == {"action_type": {"Herinnering": "reminder_letter", "Memo": "phone_call"}}
    assert "# van de afdeling" in (folder / "mapping.toml").read_text() and "vraag 1" not in (folder / "mapping.toml").read_text()


def test_lines_that_are_no_letter_are_passed_over(tmp_path):
    folder = letters(tmp_path)
    report, _ = talk(folder, "0\n")
    assert report.is_good and block(folder)["skip_lines"] == {"Soort": ["^memo$"]}
    assert next(each for each in report.tables if each.table == "collection_actions").rows == len(LINES) - 2


@pytest.mark.parametrize("typed", ["", "\n", "stop\n", "9\n\n"])
def test_what_is_not_answered_changes_nothing(tmp_path, typed):
    folder = letters(tmp_path)
    report, _ = talk(folder, typed)
    assert (folder / "mapping.toml").read_text() == LETTERS and not report.is_good


def test_what_was_answered_before_the_person_stopped_is_kept_and_the_rest_is_asked_the_next_time(tmp_path):
    lines = [*LINES, "L1;11-02-2026;Praatje", "L1;12-02-2026;Praatje"]
    folder = letters(tmp_path, lines=lines)
    talk(folder, "0\nstop\n")
    assert block(folder)["skip_lines"] == {"Soort": ["^memo$"]}
    report, shown = talk(folder, "0\n")
    assert '"Memo"' not in shown.partition("Controle")[0] and '"Praatje"' in shown and report.is_good


def test_a_title_that_says_what_became_of_a_letter_is_asked_by_its_words(tmp_path):
    lines = [f"{each};{'Concept' if number in (2, 3, 4) else 'Verzonden'}" for number, each in enumerate(NO_MEMO)]
    folder = letters(tmp_path, titles=f"{TITLES};Status", lines=lines)
    report, shown = talk(folder, "2\n")
    assert 'De titel "Status" wordt niet gelezen: een brief die niet wegging' in shown and report.is_good
    assert block(folder)["skip_lines"] == {"Status": ["^concept$"]}


def test_of_a_title_of_which_every_line_counts_it_is_said_that_it_is_of_no_matter(tmp_path):
    lines = [f"{each};{'Aangetekend' if number % 2 else 'Gewoon'}" for number, each in enumerate(NO_MEMO)]
    folder = letters(tmp_path, titles=f"{TITLES};Status", lines=lines)
    report, _ = talk(folder, "0\n")
    assert report.is_good and block(folder)["unread"] == ["Status"]


def test_a_title_that_gives_a_column_is_read_from_then_on(tmp_path):
    mapping = """
[[mandates]]
file = "mandaten.csv"
[mandates.columns]
mandate_id = "Nr"
landlord_id = "Eigenaar"
clause_accepted_on = "Akkoord"
valid_from = "Vanaf"
landlord_informed_on = "Bericht"
processing_registered_on = "Register"
processor_agreement_signed_on = "Getekend"
"""
    days = ";".join(["01-01-2025"] * 5)
    lines = [f"M1;O1;{days};", f"M2;O1;{days};31-12-2025"]
    titles = "Nr;Eigenaar;Akkoord;Vanaf;Bericht;Register;Getekend;Einddatum"
    folder = landing(tmp_path, mapping, "mandates", mandaten=[titles, *lines])
    report, shown = talk(folder, "1\n")
    assert 'De titel "Einddatum" wordt niet gelezen' in shown and report.is_good
    assert block(folder, "mandates")["columns"]["valid_until"] == "Einddatum"


def test_lines_without_a_number_are_no_co_tenants_where_a_person_says_so(tmp_path):
    mapping = '[co_tenants]\nfile = "mede.csv"\ncolumns = {lease_id = "Contract", tenant_id = "Medehuurder"}\n'
    folder = landing(tmp_path, mapping, "co_tenants", mede=["Contract;Medehuurder", "L1;T1", "L1;"])
    report, shown = talk(folder, "1\n")
    assert 'Onder "Medehuurder" staat op 1 rij niets' in shown and report.is_good
    assert block(folder, "co_tenants")["skip_empty"] == ["tenant_id"]


def test_a_list_that_is_about_something_else_is_read_so_no_more_and_what_comes_behind_it_is_asked_still(tmp_path):
    mapping = '[[co_tenants]]\nfile = "mede.csv"\ncolumns = {lease_id = "Contract", tenant_id = "Medehuurder"}\n'
    mapping += '[[co_tenants]]\nfile = "nog.csv"\ncolumns = {lease_id = "Contract", tenant_id = "Medehuurder"}\n'
    rows = {"mede": ["Contract;Medehuurder", "L1;T1", "L1;"], "nog": ["Contract;Medehuurder", "L1;T1"]}
    folder = landing(tmp_path, mapping + LETTERS, "co_tenants", "collection_actions", brieven=[TITLES, *LINES], **rows)
    talk(folder, "0\n")  # the letters
    _, shown = talk(folder, "2\n")
    assert "de hele lijst gaat niet over medehuurders" in shown
    assert [each["file"] for each in tomllib.loads((folder / "mapping.toml").read_text())["co_tenants"]] == ["nog.csv"]


def test_a_word_that_does_not_count_does_so_in_no_block_that_takes_lines_of_the_list(tmp_path):
    second = LETTERS.replace('file = "brieven.csv"', 'file = "brieven.csv"\nonly = {"Soort" = ["Memo"]}')
    second = second.replace('"Herinnering" = "reminder_letter"', '"Memo" = "phone_call"').replace(
        "file", 'sure_of = ["Memo"]\nfile', 1
    )
    first = LETTERS.replace('file = "brieven.csv"', 'file = "brieven.csv"\nonly = {"Soort" = ["Herinnering"]}')
    lines = [f"{each};{'Concept' if number in (1, 4, 5) else 'Verzonden'}" for number, each in enumerate(LINES)]
    folder = letters(tmp_path, first + second, titles=f"{TITLES};Status", lines=lines)
    report, _ = talk(folder, "2\n")
    assert [block(folder, place=place)["skip_lines"] for place in (0, 1)] == [{"Status": ["^concept$"]}] * 2
    assert next(each for each in report.tables if each.table == "collection_actions").rows == len(LINES) - 3


def test_an_empty_cell_of_a_yes_or_no_means_what_a_person_says(tmp_path):
    mapping = '[landlords]\nfile = "eigenaren.csv"\ncolumns = {landlord_id = "Nr", name = "Naam", is_small_landlord = "Klein"}\n'
    folder = landing(tmp_path, mapping, "landlords", eigenaren=["Nr;Naam;Klein", "O1;Een;", "O2;Twee;ja"])
    report, _ = talk(folder, "2\n")
    assert report.is_good and block(folder, "landlords")["values"] == {"is_small_landlord": {"": "false"}}


def test_an_objection_is_never_passed_over_for_a_word_that_nobody_knows(tmp_path):
    mapping = '[objections]\nfile = "bezwaren.csv"\nmade_ids = {objection_id = ["tenant_id", "received_on"]}\n'
    mapping += 'columns = {tenant_id = "Huurder", received_on = "Dag", received_by = "Bij"}\n'
    mapping += 'values.received_by = {"ons" = "landlord"}\n'
    lines = [f"T{n % 2 + 1};0{n}-02-2026;{'XYZ' if n > 5 else 'ons'}" for n in range(1, 9)]
    folder = landing(tmp_path, mapping, "objections", bezwaren=["Huurder;Dag;Bij", *lines])
    before = (folder / "mapping.toml").read_text()
    _, shown = talk(folder, "0\n\n")
    assert '"Bij": wat is "XYZ" (3 keer)?' in shown and "telt niet mee" not in shown.partition("Controle")[0]
    assert (folder / "mapping.toml").read_text() == before


CALLS = """
[collection_actions]
file = "contacten.csv"
made_ids = {action_id = ["lease_id", "performed_on"]}
columns = {lease_id = "Contract", performed_on = "Datum", action_type = "Soort"}
constants = {channel = "phone"}
values.action_type = {"Telefoon" = "phone_call", "Belactie achterstand" = "phone_call"}
"""


def contacts(tmp_path: Path, *lines: str) -> Path:
    dated = [f"L1;{number:02}-02-2026;{each}" for number, each in enumerate(lines, start=1)]
    return landing(tmp_path, CALLS, "collection_actions", contacten=["Contract;Datum;Soort;Onderwerp", *dated])


def test_what_contacts_were_about_is_asked_by_its_words_and_what_counts_is_sure(tmp_path):
    folder = contacts(tmp_path, *[f"Telefoon;{each}" for each in ["Huurachterstand", "Contract", "Voicemail", "Betaling"] * 4])
    report, shown = talk(folder, "1\n")
    listed = [line.split('"')[1] for line in shown.splitlines() if line.strip()[:1].isdigit() and '"' in line]
    assert "Alleen wat daarover ging, is bewijs" in " ".join(shown.split()) and "huurachterstand" not in listed and report.is_good
    assert block(folder)["skip_lines"] == {"Onderwerp": [f"^{listed[0]}$"]} and block(folder)["sure_of"] == listed[1:]


def test_contacts_about_repairs_are_passed_over_by_what_is_written_there_next_month_too(tmp_path):
    subjects = ["Reparatie keuken", "Lekkage dak", "Huurachterstand", "Betaling huur"]
    folder = contacts(tmp_path, *[f"Telefoon;{each}" for each in subjects * 2])
    report, shown = talk(folder, "1\n")
    assert "gaat het bij 4 regels over iets anders dan de achterstand" in " ".join(shown.split())
    assert next(each for each in report.tables if each.table == "collection_actions").rows == 4


def test_a_contact_whose_kind_says_that_it_was_about_the_arrears_needs_no_subject(tmp_path):
    folder = contacts(tmp_path, *[f"Belactie achterstand;{each}" for each in ["Voicemail", "Contract", "Bezoek"] * 4])
    assert check_landing(folder, AS_OF).is_good


def test_a_day_that_holds_for_every_line_is_typed(tmp_path):
    mapping = '[stated_balances]\nfile = "saldi.csv"\ncolumns = {lease_id = "Contract", open_rent = "Saldo"}\n'
    mapping += '# as_of = ""  # vraag 1\n'
    folder = landing(tmp_path, mapping, saldi=["Contract;Saldo", "L1;100,00"])
    report, shown = talk(folder, "18-02-2026\n")
    assert "Wat is bij elke regel (saldi volgens de bron uit saldi.csv): stand op?" in shown
    assert block(folder, "stated_balances")["constants"] == {"as_of": "18-02-2026"}
    assert "vraag 1" not in (folder / "mapping.toml").read_text()
    assert next(each for each in report.tables if each.table == "stated_balances").rows == 1


def test_what_a_guard_doubts_is_asked_in_its_own_words_and_a_no_is_left_to_the_person(tmp_path):
    mapping = LETTERS.replace('# "Memo" = ""  # vraag 1', '"Memo" = "phone_call"')
    folder = letters(tmp_path, mapping)
    _, shown = talk(folder, "2\n")
    assert "dat zegt het woord zelf niet" in shown and "Klopt het?" in shown and "Verander het zelf" in shown
    assert (folder / "mapping.toml").read_text() == mapping
    talk(folder, "1\n")
    assert block(folder)["sure_of"] == ["memo"]


def test_a_file_that_nobody_reads_is_of_no_matter_where_a_person_says_so(tmp_path):
    mapping = LETTERS.replace('# "Memo" = ""  # vraag 1', '"Memo" = "phone_call"')
    mapping = mapping.replace("file =", 'sure_of = ["Memo"]\nfile =', 1)
    lines = ["Contract;Zakenpartner;Geldig vanaf;Geldig tot", "C-101;P-201;01-01-2020;", "C-102;P-202;01-02-2021;"]
    folder = landing(tmp_path, mapping, "collection_actions", "co_tenants", brieven=[TITLES, *LINES], RE_MEDEPARTNERS=lines)
    _, shown = talk(folder, "1\n")
    assert "Doet het bestand er niet toe?" in shown
    assert tomllib.loads((folder / "mapping.toml").read_text())["unread_files"] == ["RE_MEDEPARTNERS.csv"]


@pytest.mark.parametrize(("typed", "is_good"), [("0\nj\n", True), ("0\nn\n", False), ("0\n\n", False)])
def test_a_mapping_of_which_all_else_is_good_is_confirmed_below_its_figures(tmp_path, typed, is_good):
    folder = letters(tmp_path, "confirmed = false  # nog nalezen\n" + LETTERS)
    report, shown = talk(folder, typed)
    assert "Kloppen de aantallen" in shown and report.is_good == is_good
    first = (folder / "mapping.toml").read_text().splitlines()[0]
    assert first == f"confirmed = {'true' if is_good else 'false'}  # nog nalezen"


def test_a_mapping_in_which_something_is_refused_is_not_offered_for_confirming(tmp_path):
    folder = letters(tmp_path, "confirmed = false\n" + LETTERS)
    _, shown = talk(folder, "\nj\n")
    assert "Kloppen de aantallen" not in shown


def test_the_mark_that_an_editor_put_before_the_file_stays(tmp_path):
    folder = letters(tmp_path, "\ufeff" + LETTERS.replace("\n", "\r\n"))
    report, _ = talk(folder, "0\n")
    data = (folder / "mapping.toml").read_bytes()
    assert report.is_good and data.startswith(b"\xef\xbb\xbf") and data.count(b"\r\n") == data.count(b"\n")


def test_where_nothing_is_to_be_asked_it_says_so(tmp_path):
    folder = Portfolio.lawful().write(tmp_path)
    report, shown = talk(folder, "")
    assert report.is_good and "Er is niets dat u hier met een antwoord oplost" in shown


def test_check_alone_says_that_questions_resolve_it_and_changes_nothing(tmp_path):
    folder = letters(tmp_path)
    text = check_landing(folder, AS_OF).text()
    assert text.endswith(f"Met een antwoord op een vraag: 1 ervan lost u op met vroegsignaal check --as-of {AS_OF} --ask")
    assert (folder / "mapping.toml").read_text() == LETTERS


def test_below_a_conversation_what_is_for_information_only_is_counted_and_not_said_again(tmp_path):
    folder = letters(tmp_path)
    talk(folder, "0\n")
    report = check_landing(folder, AS_OF)
    said, counted = report.text(), report.text(with_notes=False)
    assert "regels om wat er in 'Soort' staat overgeslagen" in said and "overgeslagen" not in counted
    assert "1 melding, waar niets aan te doen is; check zonder --ask toont ze." in counted

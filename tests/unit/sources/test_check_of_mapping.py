"""What `vroegsignaal check` makes of own exports that a mapping.toml reads: the line to change, and the order of what to do."""

from pathlib import Path

import pytest

from documents.check import check_landing
from documents.check_words import none_known_in_words, problem_in_words
from sources.guards.places import MadeOf
from sources.reading.cells import looks_like
from sources.reading.own_lists import own_lists
from tests.builders import AS_OF, Portfolio, allocation
from validations.problems import Problem


def state_of(report, table):
    return next(each for each in report.tables if each.table == table)


CONTRACTS = """
[leases]
file = "contracten.csv"
[leases.columns]
lease_id = "Contractnr"
tenant_id = "Huurder"
landlord_id = "Eigenaar"
started_on = "Ingang"
[leases.constants]
unit_type = "dwelling"
[landlords]
file = "eigenaren.csv"
[landlords.columns]
landlord_id = "Eigenaar"
name = "Naam"
is_small_landlord = "Klein"
"""
OBJECTIONS = """
[objections]
file = "bezwaren.csv"
columns = { objection_id = "Nr", tenant_id = "Huurder", received_on = "Ontvangen", received_by = "Bij" }
"""


def test_what_is_wrong_with_a_row_is_named_with_the_users_own_title_and_excels_own_line(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(CONTRACTS, encoding="utf-8")
    lines = "Overzicht\n\nContractnr;Huurder;Eigenaar;Ingang\nC1;D1;E1;01-02-2020\n\nC2;;E1;01-02-2020\nC1;D3;E1;01-02-2020\n"
    (tmp_path / "exports" / "contracten.csv").write_text(lines, encoding="utf-8")
    (tmp_path / "mapping.toml").write_text(CONTRACTS.replace('"contracten.csv"', '"contracten.csv"\ntitle_row = 3'))
    (tmp_path / "exports" / "eigenaren.csv").write_text("Eigenaar;Naam;Klein\nE1;Een;misschien\nE2;Twee;nee\n", encoding="utf-8")
    text = check_landing(tmp_path, AS_OF).text()

    assert "kolom 'Huurder' (tenant_id): in 1 rij is een verplichte cel leeg (contracten.csv regel 6)" in text
    assert "(contracten.csv regel 4, 7)" in text  # one number twice
    assert "kolom 'Klein' (is_small_landlord): 1 cel is niet ja of nee (regel 2)" in text  # every file at once


def test_what_is_left_is_listed_in_the_order_in_which_to_do_it(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(CONTRACTS, encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang\nC1;D1;E1;gisteren\n")
    steps = check_landing(tmp_path, AS_OF).text().partition("Nu te doen, in deze volgorde:\n")[2].splitlines()
    *steps, empty, first, page = steps

    at = [f" (mapping.toml regel {CONTRACTS.splitlines().index(line) + 1})" for line in ("[landlords]", 'started_on = "Ingang"')]
    assert steps[0] == f"  1. mapping.toml: de melding hierboven oplossen{at[0]}"
    assert steps[1] == f"  2. exports/contracten.csv: de melding hierboven oplossen{at[1]}"
    assert empty == "" and first.startswith("Begin nu met mapping.toml: het bestand 'eigenaren.csv' voor landlords staat niet in")
    assert page == 'Uitleg: docs/nl/eigen-export.md, "Het mappingbestand"'
    assert any(
        "de tabellen municipalities en postcodes ontbreken nog: komt dat niet uit wat hierboven staat, zet het adressenbestand"
        in step
        for step in steps[2:]
    )
    assert steps[-1].endswith("vroegsignaal check nog een keer")


def test_of_a_mapping_that_is_no_toml_the_line_is_named_and_no_table_is_called_missing(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text("\n" + CONTRACTS.replace('"contracten.csv"', '"contracten.csv', 1))
    text = check_landing(tmp_path, AS_OF).text()
    steps = text.partition("Nu te doen, in deze volgorde:\n")[2]

    assert "is geen geldige TOML (regel 4)" in text
    assert "ontbreekt nog" not in steps and "welke tabellen er dan nog ontbreken" in steps
    assert "niet beoordeeld  leases" in text and "mapping.toml beschrijft deze tabel" in text
    assert "ontbreekt        postcodes" in text


@pytest.mark.parametrize("begin", ["", "confirmed = false\n"])
def test_a_block_that_is_not_valid_hides_nothing_of_the_others_nor_does_a_mapping_that_is_not_confirmed(tmp_path, begin):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(begin + CONTRACTS.replace('"contracten.csv"', '"contracten.csv"\ndates = "jjjj"', 1))
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang;Bezwaar\nC1;D1;E1;01-02-2020;x\n")
    (tmp_path / "exports" / "eigenaren.csv").write_text("Eigenaar;Naam;Klein\nE1;Een;misschien\n")
    report = check_landing(tmp_path, AS_OF)
    text = report.text()

    assert not report.is_good and "dates: verwacht een of meer van" in text and "niet beoordeeld  leases" in text
    assert f"Zie het blok op regel {3 if begin else 2} van mapping.toml" in text and ("is nog een voorstel" in text) == bool(
        begin
    )
    assert "kolom 'Klein' (is_small_landlord): 1 cel is niet ja of nee (regel 2)" in text
    assert "bezwaar" not in text.lower().partition("bronnen")[2]  # its own block may read it once it is valid


def test_a_table_of_which_the_block_is_refused_is_neither_empty_nor_a_list_to_make_and_its_title_not_called_unread(tmp_path):
    (tmp_path / "exports").mkdir()
    block = '[objections]\nfile = "contracten.csv"\n[objections.columns]\ntenant_id = "Huurder"\nreceived = "Bezwaar"\n'
    (tmp_path / "mapping.toml").write_text(CONTRACTS + block)
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang;Bezwaar\nC1;D1;E1;01-02-2020;\n")
    (tmp_path / "exports" / "eigenaren.csv").write_text("Eigenaar;Naam;Klein\nE1;Een;nee\n")
    text = check_landing(tmp_path, AS_OF).text()
    assert "niet beoordeeld  objections" in text and "door geen blok" not in text


def test_a_list_that_stands_ready_is_to_be_filled_in_and_not_to_be_made_once_more(tmp_path):
    (tmp_path / "exports").mkdir()
    for file in ("opdrachtgevers.csv", "overeenkomsten.csv", "bezwaren.csv", "bank.csv"):
        (tmp_path / "exports" / file).write_text(own_lists()[file].text(), encoding="utf-8")
    report = check_landing(tmp_path, AS_OF)
    steps = report.text().partition("Nu te doen")[2]
    assert state_of(report, "landlords").lines == ("exports/opdrachtgevers.csv staat klaar, en is nog niet ingevuld.",)
    assert "exports/opdrachtgevers.csv: invullen\n" in steps and "overeenkomsten.csv: invullen, of geen schrijven" in steps
    assert "opdrachtgevers.csv klaar;" not in steps and steps.count("bezwaren.csv: invullen") == 1
    assert (state_of(report, "objections").state, state_of(report, "export_info").state) == ("niet beoordeeld", "leeg")


def test_what_a_proposal_still_waits_for_is_a_step_before_it_is_confirmed(tmp_path):
    (tmp_path / "exports").mkdir()
    proposal = "confirmed = false\n" + CONTRACTS + '# tenant_id = ""  # vraag 1\n'
    (tmp_path / "mapping.toml").write_text(proposal)
    steps = check_landing(tmp_path, AS_OF).text().partition("Nu te doen")[2]
    assert f"mapping.toml regel {len(proposal.splitlines())}: hier is nog geen antwoord" in steps
    (tmp_path / "mapping.toml").write_text(proposal.replace("false", "true"))
    assert "nog geen antwoord" not in check_landing(tmp_path, AS_OF).text()


def test_one_export_that_is_refused_makes_no_other_table_of_the_mapping_missing(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(CONTRACTS + OBJECTIONS, encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang\nC1;D1;E1;gisteren\n")
    text = check_landing(tmp_path, AS_OF, {"leases": 3, "landlords": 1, "objections": 2}).text()

    assert "niet beoordeeld  leases" in text and "ontbreekt        leases" not in text
    assert "niet beoordeeld  objections" in text  # and not without any of its rows
    assert "tabel leases ontbreekt" not in text


@pytest.mark.parametrize("is_made", [True, False])
def test_of_settlements_nothing_is_said_while_the_entries_that_they_name_are_not_made_yet(tmp_path, is_made):
    folder = Portfolio.lawful().add(allocation(credit_entry_id="P99")).write(tmp_path)
    if not is_made:
        (folder / "ledger_entries.csv").unlink()
        entries = (
            'columns = {entry_id = "Nr", lease_id = "C", booked_on = "D", amount = "B"}\nconstants = {entry_type = "charge"}'
        )
        (folder / "mapping.toml").write_text(f'confirmed = false\n[[ledger_entries]]\nfile = "b.csv"\n{entries}\n')
    found = check_landing(folder, AS_OF)

    assert state_of(found, "ledger_entries").state == ("goed" if is_made else "niet beoordeeld")
    assert any("noemt een ontvangst" in line for line in state_of(found, "allocations").lines) == is_made


@pytest.mark.parametrize("titles", [['boekdatumldplàats"'], ["boekdatum van jansen"], ["contract"], [""]])
def test_what_only_begins_as_a_title_is_not_repeated_as_one(titles):
    assert looks_like("Boekdatum", titles) == ""


def test_a_title_that_was_mistyped_is_answered_with_the_one_that_is_there(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(CONTRACTS.replace('"Ingang"', '"Ingangsdtum"'), encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingangsdatum\nC1;D1;E1;01-02-2020\n")
    text = check_landing(tmp_path, AS_OF).text()
    assert "de titel 'Ingangsdtum' staat niet op regel 1. Bedoelt u 'ingangsdatum'? Zie regel 8 van mapping.toml." in text


def test_what_several_blocks_say_of_one_file_is_said_once_with_the_line_of_each(tmp_path):
    (tmp_path / "exports").mkdir()
    blocks = CONTRACTS.partition("[landlords]")[0].replace("[leases]", "[[leases]]")
    (tmp_path / "mapping.toml").write_text(blocks + blocks.lstrip(), encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_bytes("Contractnr;Huurder;Eigenaar;Ingang\nC\xe9;D1;E1;x\n".encode("cp1252"))
    text = check_landing(tmp_path, AS_OF).text()
    assert (
        text.count('encoding = "windows-1252" in mapping.toml. Zie regel 2, 11 van mapping.toml.') == 2
    )  # and as what to begin with
    assert "1. exports/contracten.csv: de melding hierboven oplossen (mapping.toml regel 2, 11)" in text


def test_a_column_of_outcomes_that_nobody_reads_is_refused_with_the_line_of_its_block(tmp_path):
    (tmp_path / "exports").mkdir()
    mapping = """
[collection_actions]
file = "brieven.csv"
made_ids = {action_id = ["lease_id", "performed_on"]}
columns = {lease_id = "Contract", performed_on = "Datum"}
constants = {action_type = "phone_call", channel = "phone"}
"""
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
    (tmp_path / "exports" / "brieven.csv").write_text("Contract;Datum;Resultaat\nC1;01-02-2026;voicemail\n")
    assert 'zet dan unread = ["Resultaat"] in het blok. Zie regel 2 van mapping.toml.' in check_landing(tmp_path, AS_OF).text()


def test_a_line_that_stands_for_nothing_is_answered_with_what_the_mapping_can_do_and_where(tmp_path):
    (tmp_path / "exports").mkdir()
    block = '[co_tenants]\nfile = "contracten.csv"\n[co_tenants.columns]\nlease_id = "Contractnr"\ntenant_id = "Medehuurder"\n'
    (tmp_path / "mapping.toml").write_text(block, encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Medehuurder\nC1;D2\nC2;\n")
    text = check_landing(tmp_path, AS_OF).text()
    advice = 'zet dan in zijn blok van mapping.toml, boven columns: skip_empty = ["tenant_id"]. '
    advice += "Gaat de hele lijst hier niet over, haal dan het blok weg, van [[ tot het volgende."
    corrected = "Anders: vul die in de bron en maak de export opnieuw. Zie regel 5 van mapping.toml."
    assert f"(contracten.csv regel 3). Is een regel zonder 'Medehuurder' er geen, {advice} {corrected}" in text
    assert "tabel co_tenants: wat erbij staat, oplossen" in text and "Begin nu met co_tenants: kolom 'Medehuurder'" in text


def test_a_mapping_that_is_only_not_confirmed_yet_is_confirmed_last(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text("confirmed = false\n" + CONTRACTS.partition("[landlords]")[0])
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang\nC1;D1;E1;01-02-2020\n")
    steps = check_landing(tmp_path, AS_OF).text().partition("Nu te doen, in deze volgorde:\n")[2]
    assert "  1. tabel landlords ontbreekt nog: vroegsignaal map --lists zet opdrachtgevers.csv klaar" in steps
    assert "klopt de rest, dan in mapping.toml: confirmed = true (mapping.toml regel 1)" in steps.splitlines()[-5]


def test_what_is_so_of_a_file_for_each_month_is_said_of_the_first(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(
        CONTRACTS.replace('"contracten.csv"', '"contracten_*.csv"\nskip_empty = ["started_on"]', 1)
    )
    for month in (1, 2, 3):
        lines = f"Contractnr;Huurder;Eigenaar;Ingang\nC{month};D1;E1;01-02-2020\nX{month};D1;E1;\n"
        (tmp_path / "exports" / f"contracten_2026-0{month}.csv").write_text(lines)
    notes = [line for line in check_landing(tmp_path, AS_OF).text().splitlines() if line.startswith("ter informatie")]
    assert len(notes) == 1 and "contracten_2026-01.csv" in notes[0] and notes[0].endswith("Zo ook bij nog 2 bestanden.")


def test_numbers_that_the_mapping_makes_and_that_clash_are_not_called_exported():
    made_of = MadeOf({}, Path("none"), [], made={"entry_id": "lease_id, booked_on"})
    said = problem_in_words(Problem("ledger_entries", "entry_id", "duplicate_key", 2, (), ""), made_of)
    assert "2 rijen krijgen van de mapping een nummer dat al gebruikt is" in said
    assert "gemaakt van lease_id, booked_on (made_ids)" in said and "Exporteer" not in said


def test_of_lines_that_two_blocks_read_one_block_goes_and_no_other_export_is_asked(monkeypatch):
    made_of, problem = (
        MadeOf({}, Path("none"), [], said_on={"": [1, 9]}),
        Problem("co_tenants", "", "duplicate_key", 4, (1, 2), ""),
    )
    for lines, is_twice in (([12, 15, 12, 15], True), ([12, 15], False)):
        monkeypatch.setattr(MadeOf, "places", lambda self, rows, lines=lines: {"partijen.csv": lines})
        said = problem_in_words(problem, made_of)
        assert ("haal het blok weg" in said) is is_twice and ("Exporteer" in said or 'rows = "distinct"' in said) is not is_twice


def test_an_empty_cell_of_a_column_with_few_words_may_be_given_a_meaning():
    made_of = MadeOf({"is_small_landlord": "Klein"}, Path("none"), [], said_on={"": [1]})
    said = problem_in_words(Problem("landlords", "is_small_landlord", "required_cell_empty", 1, (), ""), made_of)
    assert '[landlords.values.is_small_landlord] een regel "" = ' in said


def test_a_list_none_of_whose_contracts_is_known_may_be_about_something_else():
    assert "haal dan het blok weg" in none_known_in_words("collection_actions")
    assert "haal dan het blok weg" not in none_known_in_words("ledger_entries")

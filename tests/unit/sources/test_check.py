"""What `vroegsignaal check` makes of a landing folder: words a functional manager understands, and nothing changed."""

import hashlib
from datetime import date
from pathlib import Path

import pytest

from demo.vera import VERA_TABLES, write_vera
from documents.check import check_landing
from documents.check_words import RULES, TABLES, problem_in_words
from sources.findings import SourcesRefused
from sources.mapping_places import MadeOf
from sources.own_lists import own_lists
from sources.prepare import prepare_sources
from tests.builders import AS_OF, Portfolio, export_info, objection
from tests.support.landing import MARKER
from validations.landing import LANDING_TABLES
from validations.landing_advice import ADVICE
from validations.problems import Problem
from validations.unreadable import RULES_OF_TEXT


def state_of(report, table):
    return next(each for each in report.tables if each.table == table)


def fingerprint(folder):
    return {
        str(path): (path.stat().st_mtime_ns, hashlib.sha256(path.read_bytes()).hexdigest())
        for path in folder.rglob("*")
        if path.is_file()
    }


def without_vera_tables(portfolio, folder):
    portfolio.write(folder)
    for table in VERA_TABLES:
        (folder / f"{table}.csv").unlink(missing_ok=True)


def test_a_good_folder_is_good_and_stays_byte_for_byte_the_same(tmp_path):
    folder = Portfolio.lawful().write(tmp_path / "landing")
    before = fingerprint(tmp_path)
    report = check_landing(folder, AS_OF)
    assert report.is_good and state_of(report, "leases").rows == 1 and state_of(report, "objections").state == "leeg"
    assert "Alles kan worden overgenomen." in report.text()
    assert fingerprint(tmp_path) == before


def test_what_is_missing_or_refused_is_named_per_table_without_a_value(tmp_path):
    portfolio = Portfolio.lawful().change("tenants", "T1", last_name=MARKER, deceased_on=MARKER)
    folder = portfolio.change("leases", "L1", unit_type=MARKER).write(tmp_path / "landing")
    (folder / "mandates.csv").unlink()
    report = check_landing(folder, AS_OF)
    assert not report.is_good
    assert state_of(report, "mandates").state == "ontbreekt"
    assert state_of(report, "tenants").lines == (
        "kolom deceased_on: in 1 rij staat geen bestaande datum (rij 1; regel 2). Schrijf datums als jjjj-mm-dd, of beschrijf "
        "het bestand in mapping.toml.",
    )
    assert state_of(report, "leases").state == "geweigerd" and state_of(report, "landlords").state == "goed"
    assert MARKER not in report.text()


def test_a_table_that_is_missing_hides_nothing_of_what_the_others_say(tmp_path):
    folder = Portfolio.lawful().write(tmp_path / "landing")
    for name in ("postcodes", "municipalities", "mandates"):
        (folder / f"{name}.csv").unlink()
    report = check_landing(folder, AS_OF)
    assert not report.is_good and state_of(report, "leases").rows == 1 and state_of(report, "mandates").state == "ontbreekt"
    assert "lopende contracten: 1" in report.text() and "woning, overeenkomst" not in report.text()
    assert "gemeente die niet in de tabel" not in report.text() and "geen enkel mandaat" not in report.text()


def test_links_that_lead_nowhere_columns_not_read_and_old_receipts_are_pointed_out(tmp_path):
    portfolio = Portfolio.lawful().add(export_info(bank_cut_off_on="2026-04-01"), objection(tenant_id="T99"))
    folder = portfolio.change("leases", "L1", postcode="9999ZZ").write(tmp_path / "landing")
    tenants = folder / "tenants.csv"
    tenants.write_text(
        "".join(line + (",bsn\n" if n == 0 else f",{MARKER}\n") for n, line in enumerate(tenants.read_text().splitlines()))
    )
    (folder / "vreemd.csv").write_text(MARKER)
    text = check_landing(folder, AS_OF).text()
    assert "noemt een huurder die niet in de export staat" in text
    assert "tabel objections: de let-op erbij beslissen: is zo'n rij van kracht, dan gaat er niets uit" in text
    assert "kolommen die niet worden gelezen: bsn" in text
    assert "postcode die niet in de tabel postcodes staat" in text
    assert "tot en met 01-04-2026, 19 dagen vóór de peildatum" in text
    assert "vreemd.csv" in text and MARKER not in text


def test_vera_cbs_and_mapped_files_are_read_with_the_landing_tables(tmp_path):
    portfolio, folder = Portfolio.lawful().add(export_info()), tmp_path / "landing"
    without_vera_tables(portfolio.remove("postcodes").remove("municipalities"), folder)
    (folder / "postcodes.csv").unlink()
    (folder / "municipalities.csv").unlink()
    write_vera(portfolio.tables, folder / "vera")
    (folder / "cbs").mkdir()
    (folder / "cbs/pc6hnr20250801_gwb.csv").write_text("PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n1011AB;1;x;y;363\n")
    (folder / "exports").mkdir()
    (folder / "exports/g.csv").write_text("Code;Naam\n0363;Amsterdam\n")
    (folder / "mapping.toml").write_text(
        '[municipalities]\nfile = "g.csv"\ncolumns = { municipality_code = "Code", name = "Naam" }'
    )
    report = check_landing(folder, AS_OF)
    assert report.is_good, report.text()
    origins = {each.table: each.origin for each in report.tables}
    assert (origins["leases"], origins["postcodes"], origins["municipalities"]) == ("VERA", "CBS 2025", "mapping.toml")
    assert not [remark for remark in report.remarks if "een cijfer in de naam" not in remark]  # the tests' own names
    prepared = prepare_sources(folder, tmp_path / "work", AS_OF)
    assert set(prepared.tables_from_elsewhere) == {
        *VERA_TABLES[:5],
        "payment_arrangements",
        "collection_cases",
        "postcodes",
        "municipalities",
        "stated_balances",
    }
    assert prepared.stated_balances.exists()
    for table, path in prepared.tables_from_elsewhere.items():
        assert path.stat().st_mode & 0o077 == 0, table


def test_cbs_gives_the_municipalities_too_where_nobody_else_does(tmp_path):
    folder = Portfolio.lawful().add(export_info()).write(tmp_path / "landing")
    (folder / "postcodes.csv").unlink()
    (folder / "cbs").mkdir()
    (folder / "cbs/pc6hnr20250801_gwb.csv").write_text("PC6;Huisnummer;Buurt2025;Wijk2025;Gemeente2025\n1011AB;1;x;y;363\n")
    (folder / "cbs/gem2025.csv").write_text("Gemcode2025;Gemeentenaam2025\n0363;Amsterdam\n")

    def origin_of_municipalities():
        report = check_landing(folder, AS_OF)
        assert report.is_good, report.text()
        return state_of(report, "municipalities").origin

    own = origin_of_municipalities()
    (folder / "municipalities.csv").unlink()
    assert (own, origin_of_municipalities()) == ("", "CBS 2025")


def test_a_table_that_two_sources_give_is_refused(tmp_path):
    folder = tmp_path / "landing"
    Portfolio.lawful().write(folder)
    write_vera(Portfolio.lawful().tables, folder / "vera")
    report = check_landing(folder, AS_OF)
    assert state_of(report, "leases").state == "geweigerd"
    assert "de tabel leases komt uit landing/leases.csv en VERA" in report.text()
    with pytest.raises(SourcesRefused):
        prepare_sources(folder, tmp_path / "work", AS_OF)


def test_a_refused_source_refuses_the_run_and_the_check_says_why(tmp_path):
    folder = tmp_path / "landing"
    without_vera_tables(Portfolio.lawful(), folder)
    (folder / "vera").mkdir()
    (folder / "vera/overeenkomsten.json").write_text('[{"id": "' + MARKER)
    report = check_landing(folder, date(2026, 4, 20))
    assert not report.is_good and "overeenkomsten.json" in report.text() and MARKER not in report.text()
    assert "Een bron is geweigerd" in state_of(report, "leases").lines[0]
    (folder / "vera/mapping.toml").write_text("[onbekend]\nx = 1")
    assert "onbekend" in check_landing(folder, AS_OF).text()


def test_every_rule_and_table_of_the_contract_has_dutch_words():
    assert set(RULES) | set(RULES_OF_TEXT) == set(ADVICE)
    assert set(TABLES) == {table.name for table in LANDING_TABLES}


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


@pytest.mark.parametrize(("rows", "words"), [((1,), "1 rij heeft een nummer"), ((1, 2), "2 rijen hebben een nummer")])
def test_the_verb_of_a_refusal_agrees_with_the_number_of_rows(rows, words):
    assert words in problem_in_words(Problem("leases", "lease_id", "duplicate_key", len(rows), rows, ""))


@pytest.mark.parametrize(("count", "words"), [(1, "1 rij noemt een nummer"), (2, "2 rijen noemen een nummer")])
def test_the_verb_of_a_number_that_looks_alike_agrees_too(count, words):
    assert words in problem_in_words(Problem("leases", "tenant_id", "reference_looks_alike", count, (), ""))


def test_no_words_of_a_rule_are_left_with_two_verbs_or_with_one_for_more_rows_only():
    for rule, (what, _) in RULES.items():
        words = problem_in_words(Problem("leases", None, rule, 1, (), ""))
        assert "[" not in words and not what.startswith(("{n} hebben", "{n} noemen")), rule


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
    (tmp_path / "mapping.toml").write_text(CONTRACTS, encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Huurder;Eigenaar;Ingang\nC1;D1;E1;gisteren\n")
    text = check_landing(tmp_path, AS_OF).text()

    assert "niet beoordeeld  leases" in text and "ontbreekt        leases" not in text
    assert "tabel leases ontbreekt" not in text


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
    assert 'zet dan unread = ["resultaat"] in het blok. Zie regel 2 van mapping.toml.' in check_landing(tmp_path, AS_OF).text()


def test_a_line_that_stands_for_nothing_is_answered_with_what_the_mapping_can_do_and_where(tmp_path):
    (tmp_path / "exports").mkdir()
    block = '[co_tenants]\nfile = "contracten.csv"\n[co_tenants.columns]\nlease_id = "Contractnr"\ntenant_id = "Medehuurder"\n'
    (tmp_path / "mapping.toml").write_text(block, encoding="utf-8")
    (tmp_path / "exports" / "contracten.csv").write_text("Contractnr;Medehuurder\nC1;D2\nC2;\n")
    text = check_landing(tmp_path, AS_OF).text()
    advice = 'zet dan in zijn blok van mapping.toml skip_empty = ["tenant_id"]. Zie regel 5 van mapping.toml.'
    where = "(contracten.csv regel 3). Vul die in de bron en maak de export opnieuw."
    assert f"{where} Is een regel zonder 'Medehuurder' er geen, {advice}" in text
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


def test_an_empty_cell_of_a_column_with_few_words_may_be_given_a_meaning():
    made_of = MadeOf({"is_small_landlord": "Klein"}, Path("none"), [], said_on={"": [1]})
    said = problem_in_words(Problem("landlords", "is_small_landlord", "required_cell_empty", 1, (), ""), made_of)
    assert '[landlords.values.is_small_landlord] een regel "" = ' in said

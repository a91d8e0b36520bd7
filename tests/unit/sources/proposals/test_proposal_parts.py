"""Titles that no list of words has whole, understood by their parts: what a first mapping makes of them, never for certain."""

from __future__ import annotations

import tomllib

import pytest

from sources.reading.rules import TABLES
from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.notes import BY_CELLS
from sources.words.parts import parts, read
from sources.words.titles import concepts_of, is_by_parts
from tests.support.proposal import asked_of, questions, text_of


def ledger(*titles: str) -> Sheet:
    rows = [[f"B{n}", f"C{n % 9}", "01-03-2026", "15-03-2026", "PROL", "512,30"] for n in range(20)]
    return Sheet("wxq01.csv", [list(titles), *rows])


def choices_of(*sheets: Sheet, table: str):
    return next((block.choices for block in propose(sheets)[0] if block.table == table), {})


@pytest.mark.parametrize(
    ("title", "said"),
    [
        ("VERVDAT", {"due"}),
        ("Vrvl.dtm", {"due", "date"}),
        ("CONTRNR", {"contract", "nr"}),
        ("ContractNumber", {"contract", "nr"}),
        ("HRD_NR", {"tenant", "nr"}),
        ("Ontv. op", {"received"}),
        ("Dat.ontvgst", {"date", "received"}),
        ("Brief d.d.", {"letter", "date"}),
        ("overled", {"deceased"}),
        ("BDRG", {"amount"}),
        ("rel_bk", {"tenant", "nr"}),
        ("DAG_BK", {"journal"}),
        ("HUISNRTOEV", {"house", "suffix"}),
        ("Gem.nr", {"municipality_code_word"}),
        ("CBS-code gemeente", {"municipality_code_word"}),
        ("Naam gemeente", {"name", "municipality"}),
        ("Afbetaald", {"paid"}),
        ("Opdracht ontvangen", {"handed_over"}),
        ("Total unpaid", {"bare", "balance"}),
        ("VastgContract", {"contract"}),
        ("Econ.eenh", {"complex"}),
        ("Ondertk. op", {"signed"}),
        ("Verstrd. op", {"sent"}),
        ("TEKDAT", {"signed"}),
        ("OVRDAT", {"handed_over"}),
        ("OVRSALDO", {"?ovrsaldo"}),  # what else is due, and nothing that was handed over
        ("SLTDAT", {"closed"}),
        ("BEZNR", {"objection"}),
        ("BEZOEKDAT", {"visit", "date"}),
        ("KLVHIND", {"small"}),
        ("Gewijz. op", {"?gewijz"}),  # nothing of ours begins so
        ("DWCODE", {"agency", "nr"}),
        ("DWREF", {"agency", "reference"}),
        ("CRVLG", {"credit", "nr"}),
        ("BKVLG", {"booking", "sequence"}),
        ("KLVERH", {"small"}),
        ("CRISIS", {"?crisis"}),  # two letters before no number, kind or day
        ("NTHUUR", {"rent"}),
        ("ACHTHS", {"arrears", "rent"}),
        ("Alleen pandgroep", {"complex"}),
        ("Business entity", {"complex"}),
        ("Huur+sk vervallen", {"due", "rent", "service"}),
        ("Sleutels terug", {"end"}),
        ("Externe melding d.d.", {"reported", "date"}),
    ],
)
def test_a_title_is_cut_into_parts_that_are_written_short_long_and_together(title, said):
    assert read(title).concepts == said


@pytest.mark.parametrize("text", ["Jansen", "P. de Vries", "Kerkstraat", "Amsterdam", "Huurverhogingsbeleid"])
def test_a_word_of_which_a_part_is_unknown_stays_unknown_as_a_whole(text):
    assert not read(text).is_whole


def test_a_title_that_the_words_know_is_not_read_by_its_parts():
    assert not is_by_parts("Vervaldatum") and concepts_of("Vervaldatum") == {"due", "date"}
    assert is_by_parts("VERVDTM")


def test_a_sheet_of_which_no_title_is_in_the_list_is_recognised_by_parts_and_never_certain():
    found = choices_of(ledger("BKNGNR", "CNTRCTNR", "BKNGDTM", "VRVLDTM", "BKNGSRT", "BDRG"), table="ledger_entries")

    assert {name: choice.profile.title for name, choice in found.items()} == {
        "entry_id": "BKNGNR", "lease_id": "CNTRCTNR", "booked_on": "BKNGDTM", "due_on": "VRVLDTM", "entry_type": "BKNGSRT",
        "amount": "BDRG",
    }  # fmt: skip
    assert SURE not in {choice.certainty for choice in found.values()}


def test_the_evidence_has_the_parts_that_were_seen_and_a_person_is_asked_to_look():
    sheet = ledger("BKNGNR", "CNTRCTNR", "BKNGDTM", "VRVL_DTM", "BKNGSRT", "BDRG")

    assert choices_of(sheet, table="ledger_entries")["due_on"].why.parts == ("vrvl", "dtm")
    assert '"VRVL_DTM" = vervaldatum' in asked_of(text_of(propose([sheet])[0]), 'due_on = "VRVL_DTM"')


def test_two_titles_that_say_the_same_by_their_parts_are_both_left_out_and_said():
    contracts = [["CNTRCTNR", "HRDRNR", "DTM_INGD", "INGD_DTM", "PCD"]]
    contracts += [[f"C{n}", f"H{n}", "01-02-2020", "01-03-2020", "1011 AB"] for n in range(9)]
    said = text_of(propose([Sheet("Contracten.csv", contracts)])[0])

    assert "started_on" not in tomllib.loads(said)["leases"][0]["columns"]
    assert 'de delen van "DTM_INGD" en "INGD_DTM" zeggen allebei leases.started_on;' in " ".join(questions(said))


def test_cells_of_another_kind_outweigh_what_the_parts_of_a_title_say():
    rows = [["HRDRNR", "ACHTNM", "OVERLDTM"], *[[f"H{n}", "de Wit", "onbekend"] for n in range(9)]]
    assert "deceased_on" not in choices_of(Sheet("Huurders.csv", rows), table="tenants")


def test_a_typed_list_of_objections_is_recognised_by_the_name_of_its_sheet_and_asked_after():
    rows = [["Hrd.nr", "Ontv. dd", "Ingetr. dd", "Ontv. door"], *[[f"H{n}", "01-02-2026", "", "kantoor"] for n in range(3)]]
    found = choices_of(Sheet("lijst.xlsx", rows, "Bezw."), table="objections")

    assert {name: choice.profile.title for name, choice in found.items()} == {
        "tenant_id": "Hrd.nr", "received_on": "Ontv. dd", "withdrawn_on": "Ingetr. dd", "received_by": "Ontv. door",
    }  # fmt: skip
    assert SURE not in {choice.certainty for choice in found.values()}


def test_the_list_of_parts_names_only_columns_that_there_are_and_each_part_once():
    said = parts()
    words = [word for section in ("parts", "whole") for found in said[section].values() for word in found]
    assert len(words) == len(set(words))
    for table, columns in said["columns"].items():
        known = {column.name for column in TABLES[table].columns} | {"beside", "also", "steps"}
        assert columns.keys() <= known, table


def test_a_key_without_a_title_is_found_by_its_cells_and_asked():
    rows = [["QX", "Naam", "Klein"], *[[f"E{n}", f"Fonds {chr(65 + n)} bv", "nee"] for n in range(4)]]
    found = choices_of(Sheet("Eig. lijst.csv", rows), table="landlords")

    assert (found["landlord_id"].profile.title, found["landlord_id"].certainty) == ("QX", "waarschijnlijk")
    assert found["landlord_id"].why.doubts == (BY_CELLS, "elke regel heeft daar een eigen nummer")


def test_a_column_of_amounts_that_is_filled_where_the_credits_are_not_is_the_debit_side():
    head = ["Boekstuk", "Contract", "Datum", "Vervaldatum", "Soort", "QX", "Credit"]
    rows = [[f"B{n}", f"C{n % 9}", "01-03-2026", "", "HUUR", *(["", "10,00"] if n % 2 else ["10,00", ""])] for n in range(20)]
    (block,) = (each for each in propose([Sheet("muts.csv", [head, *rows])])[0] if each.table == "ledger_entries")

    assert block.amounts["debit"].title == "QX"


def test_a_number_is_not_certain_where_another_title_has_a_number_of_its_own_on_every_line_too():
    head = ["Documentnr.", "QX", "Contract", "Boekdatum", "Bedrag"]
    rows = [[f"D{n}", f"X{n}", f"C{n % 9}", "01-03-2026", "10,00"] for n in range(20)]
    found = choices_of(Sheet("boekingen.csv", [head, *rows]), table="ledger_entries")

    assert (found["entry_id"].profile.title, found["entry_id"].certainty) == ("Documentnr.", "waarschijnlijk")


def test_the_days_of_a_contract_are_never_those_of_its_municipality():
    head = ["Contract", "Huurder", "Postcode", "Huisnummer", "Gemeente"]
    rows = [[f"C{n}", f"H{n}", "1011 AB", str(n), "Dorp" if n % 2 else "Stad"] for n in range(1, 9)]
    desks = [
        ["Gemeentecode", "Gemeente", "Ingang", "Loket"],
        ["0001", "Dorp", "01-01-2022", "RIS"],
        ["0002", "Stad", "01-01-2023", "VPS"],
    ]
    blocks, _ = propose([Sheet("Contracten.csv", [head, *rows]), Sheet("Gemeenten.csv", desks)])
    (leases,) = (block for block in blocks if block.table == "leases")

    assert "started_on" not in leases.choices


def test_what_a_table_cannot_do_without_is_found_by_its_cells_below_titles_that_say_nothing():
    head = ["Boekstuk", "Contract", "QA", "Vervaldatum", "QB", "QC"]
    rows = [
        [f"B{n}", f"C{n % 9}", "01-03-2026", "15-03-2026", ("huur", "storting bank")[n % 2], f"{n},{n + 10}"] for n in range(20)
    ]
    found = choices_of(Sheet("boekingen.csv", [head, *rows]), table="ledger_entries")

    assert {name: found[name].profile.title for name in ("booked_on", "amount")} == {"booked_on": "QA", "amount": "QC"}
    assert {found[name].certainty for name in ("booked_on", "amount")} == {"waarschijnlijk"}


def test_two_days_below_titles_that_say_nothing_are_not_guessed():
    head = ["Boekstuk", "Contract", "QA", "QB", "Bedrag"]
    rows = [[f"B{n}", f"C{n % 9}", "01-03-2026", "15-03-2026", "10,00"] for n in range(20)]
    assert choices_of(Sheet("boekingen.csv", [head, *rows]), table="ledger_entries") == {}


def test_a_death_is_never_taken_from_cells_alone():
    rows = [["Huurdernr", "Naam", "QX"], *[[f"H{n}", "de Wit", "01-02-2026" if n == 3 else ""] for n in range(9)]]
    assert choices_of(Sheet("Huurders.csv", rows), table="tenants").keys() & {"deceased_on"} == set()


def test_a_short_list_is_read_where_all_its_words_are_those_of_one_column():
    rows = [
        ["Gemcode", "Gemeente", "Getekend", "QX"],
        *[[f"000{n}", "Dorp", "01-02-2022", "RIS" if n % 2 else "VPS"] for n in range(4)],
    ]
    found = choices_of(Sheet("Gemeenten.csv", rows), table="municipality_agreements")

    assert (found["system"].profile.title, found["system"].certainty) == ("QX", "waarschijnlijk")


@pytest.mark.parametrize(("title", "asks"), [("Dat.herinn.brief", True), ("Herinnering", False)])
def test_days_below_a_title_read_by_its_parts_are_all_one_kind_of_action_only_where_a_person_says_so(title, asks):
    rows = [[f"C{n}", "01-03-2026", "X"] for n in range(9)]
    text = text_of(propose([Sheet("notities.csv", [["Contractnummer", title, "Srt"], *rows])])[0])

    assert 'action_type = "reminder_letter"' in text
    assert ("is elke regel met een datum dit?" in asked_of(text, 'action_type = "reminder_letter"')) == asks


def test_of_a_bill_the_total_with_tax_is_the_amount_and_what_is_unpaid_of_it_is_not():
    titles = ["Invoice ID", "Customer ID", "Invoice date", "Due date", "Total excl. tax", "Total incl. tax", "Total unpaid"]
    rows = [[f"I{n}", f"C{n % 9}", "2026-03-01", "2026-03-15", f"7{n}.50", f"7{n}.50", "0.00"] for n in range(20)]

    assert choices_of(Sheet("invoices.csv", [titles, *rows]), table="ledger_entries")["amount"].profile.title == "Total incl. tax"


def test_a_list_of_people_with_addresses_is_no_log_of_what_was_done_whatever_its_file_is_called():
    titles, rows = ["Contact ID", "Customer ID", "Delivery method", "Created at"], []
    for n in range(20):
        rows.append([f"39{n}", f"2{n}", "Email", "2026-03-01", "1011 AB"])

    assert choices_of(Sheet("contacts.csv", [titles, *(row[:4] for row in rows)]), table="collection_actions")
    assert not choices_of(Sheet("contacts.csv", [[*titles, "Zipcode"], *rows]), table="collection_actions")


@pytest.mark.parametrize(("others", "day"), [(["Completed On"], "Completed On"), (["Sent"], "Sent"), ([], "Created On")])
def test_the_day_on_which_a_line_was_made_is_that_of_the_action_only_where_no_other_day_is_given(others, day):
    titles = ["Activity.ID", "Contract.Nummer", "Activity.Type", "Created On", *others]
    rows = [[f"A{n}", f"C{n % 9}", ("Dunning letter", "Site visit")[n % 2], "2026-03-01", "2026-03-02"] for n in range(20)]
    sheet = Sheet("Activiteiten.xlsx", [titles, *(row[: len(titles)] for row in rows)])

    assert choices_of(sheet, table="collection_actions")["performed_on"].profile.title == day


def test_what_somebody_is_is_not_his_number():
    titles = ["Contractnummer", "Huurder", "Klantnummer", "Ingangsdatum"]
    lines = [[f"C{n}", "particulier" if n % 2 else "stichting", f"K{n}", "01-01-2020"] for n in range(20)]
    chosen = [
        choice.profile.title
        for block in propose([Sheet("verhuur.csv", [titles, *lines])])[0]
        for column, choice in block.choices.items()
        if column == "tenant_id"
    ]
    assert chosen and set(chosen) == {"Klantnummer"}


def test_a_word_broken_off_at_the_end_of_a_line_is_one_word_and_a_list_of_two_words_stays_two():
    assert concepts_of("Huurder-\nnummer") == concepts_of("Huurdernummer")
    assert concepts_of("Huur- en servicekosten") == concepts_of("Huur en servicekosten")


@pytest.mark.parametrize(
    ("title", "is_his"), [("telefoon_ouders", False), ("Noodnummer", False), ("telefoon_vast", True), ("Mobiel 2", True)]
)
def test_the_number_of_somebody_else_is_no_telephone_of_the_tenant(title, is_his):
    rows = [[f"H{n}", "Kade", f"06000{n}0631", f"085000{n}202"] for n in range(10, 16)]
    (tenants,) = (
        block for block in propose([Sheet("Huurders.csv", [["huurder_id", "achternaam", "telefoon_mobiel", title], *rows])])[0]
        if block.table == "tenants"
    )  # fmt: skip
    phones = {choice.profile.title for name, choice in tenants.choices.items() if name.startswith("phone")}
    assert phones == {"telefoon_mobiel", *([title] if is_his else [])}


@pytest.mark.parametrize(("title", "is_list"), [("Dat. einde melding", True), ("Dat. afsluiting", False)])
def test_a_list_of_others_with_the_end_of_a_report_is_one_of_reports_whatever_it_is_called(title, is_list):
    head = ["Huurcontract", "Meldende partij", "Dat. externe melding", title]
    rows = [[f"C{n}", "700031", "11-10-2026", "" if n % 2 else "16-11-2026"] for n in range(10, 14)]

    assert bool(choices_of(Sheet("ZVS_EXTERN.csv", [head, *rows]), table="reported_elsewhere")) == is_list


@pytest.mark.parametrize(("words", "title"), [(("post", "mail"), "Per"), (("post", "Els"), None)])
def test_a_short_list_of_ways_is_the_channel_and_mail_beside_post_is_one_of_them(words, title):
    head = ["Huurcontract", "Welke brief", "Per", "Datum"]
    rows = [[f"C{n}", "1e herinnering" if n % 3 else "Sommatie", words[n % 2], f"{n}-10-2026"] for n in range(10, 22)]
    channel = choices_of(Sheet("Brieven.csv", [head, *rows]), table="collection_actions").get("channel")

    assert (channel and (channel.profile.title, channel.certainty)) == (title and (title, "waarschijnlijk"))


@pytest.mark.parametrize(("title", "is_report"), [("Early warning by bailiff on", True), ("Warning by bailiff on", False)])
def test_an_early_warning_by_a_bailiff_is_his_report(title, is_report):
    head = ["Case ID", "Lease ID", "Bailiff", "Bailiff reference", "Handed over on", title]
    rows = [[f"CS{n}", f"L{n}", "AG-07", f"2026{n}", "25-10-2026", "28-10-2026" * (n == 11)] for n in range(10, 14)]
    leases = [["Lease ID", "Tenant ID", "Lease start"], *[[f"L{n}", f"T{n}", "01-02-2020"] for n in range(10, 20)]]
    found = propose([Sheet("Leases.csv", leases), Sheet("Bailiff cases.csv", [head, *rows])])[0]
    assert any(block.table == "reported_elsewhere" for block in found) == is_report


@pytest.mark.parametrize(("title", "is_stated"), [("Overdue rent and service charges", True), ("ERV growth", False)])
def test_what_is_overdue_on_the_day_of_a_snapshot_stands_beside_the_contract(title, is_stated):
    head = ["Lease ID", "Tenant ID", "Postal code", "Lease start", title, "Snapshot date"]
    rows = [[f"L{n}", f"T{n}", f"10{n} AB", "01-02-2020", f"{n}.50", "20-11-2026"] for n in range(10, 30)]
    found = propose([Sheet("Rent roll.csv", [head, *rows])])[0]
    assert any(block.table == "stated_balances" for block in found) == is_stated


def test_a_number_is_not_certain_in_a_list_that_its_name_says_is_of_others():
    titles = ["CBS-code", "Gemeente", "Ovknr", "Aangevraagd op", "Getekend op", "Meldpunt"]
    rows = [[f"08{n}", f"Dorp {n}", f"00{n}", "11-11-2024", "27-01-2025", "BKR VPS"] for n in range(55, 60)]
    lease = choices_of(Sheet("gemeentecontracten.csv", [titles, *rows]), table="leases").get("lease_id")
    assert lease is None or lease.certainty != SURE
    rents = [[f"K{n}", f"H{n}", "01-01-2020", f"{n},10"] for n in range(400, 420)]
    titles = ["Contractnummer", "Huurdernummer", "Ingangsdatum", "Kale huur"]
    assert choices_of(Sheet("gemeentecontracten.csv", [titles, *rents]), table="leases")["lease_id"].certainty == SURE

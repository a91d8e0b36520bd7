"""Exports whose sheets say things of each other, stand in groups, or hold several tables: what a first mapping makes of them."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import SURE, Sheet, propose
from tests.support.proposal import asked_of, report_of, text_of

CONTRACTS = [
    ["Contractnr.", "Klantnr.", "OGE-nr.", "Begindatum"],
    *[[f"HC{n}", f"K{n}", f"V{n}", "01-02-2020"] for n in range(10, 19)],
]
PEOPLE = [
    ["Contractnr.", "Huurdernr", "Soort", "Ingang", "Achternaam"],
    *[[f"C{n}", f"D{n}", "woning", "01-01-2020", "Jansen"] for n in range(9)],
]


def sheet(file: str, *rows: list[str], name: str | None = None) -> Sheet:
    return Sheet(file, list(rows), name)


def said_of(*sheets: Sheet) -> dict[str, list[dict]]:
    return tomllib.loads(text_of(propose(sheets)[0]))


def test_a_contract_list_gets_address_kind_and_landlord_from_the_list_of_units_that_its_cells_name():
    units = [[f"V{n}", "WONING" if n % 2 else "GARAGE", "E1", "Kade", str(n), "1011 AB", "Dorp"] for n in range(10, 19)]
    head = ["Nr.", "Type", "Eigenaar", "Straatnaam", "Huisnr.", "Postcode", "Plaats"]
    found = said_of(sheet("Contracten.csv", *CONTRACTS), sheet("Eenheden.csv", head, *units))

    (leases,) = found["leases"]
    assert leases["file"] == "Contracten.csv" and leases["columns"]["lease_id"] == "Contractnr."
    assert leases["lookup"]["Straatnaam"] == ["OGE-nr.", "Eenheden.csv", "Nr.", "Straatnaam"]
    assert {"street", "house_number", "postcode", "city", "unit_type", "landlord_id"} <= leases["columns"].keys()
    assert leases["values"]["unit_type"] == {"WONING": "dwelling", "GARAGE": "parking"}


def test_a_title_that_another_list_looks_up_is_not_said_to_be_unused():
    units = [[f"V{n}", "WONING", "E1", "Kade", str(n), "1011 AB", "0363", "G"] for n in range(10, 19)]
    head = ["Nr.", "Type", "Eigenaar", "Straatnaam", "Huisnr.", "Postcode", "CBS-gemeentecode", "Energielabel"]
    text = text_of(propose([sheet("Contracten.csv", *CONTRACTS), sheet("Eenheden.csv", head, *units)])[0])
    (unused,) = (line.partition("niet gebruikt: ")[2] for line in text.splitlines() if line.startswith("# --- Eenheden.csv"))

    assert unused == '"Energielabel"'


def test_what_is_looked_up_is_never_certain():
    units = [[f"V{n}", "WONING", "Kade", str(n), "1011 AB"] for n in range(10, 19)]
    blocks, _ = propose(
        [sheet("Contracten.csv", *CONTRACTS), sheet("Eenheden.csv", ["Nr.", "Type", "Straat", "Huisnr.", "Postcode"], *units)]
    )
    (leases,) = (block for block in blocks if block.table == "leases")

    assert {choice.certainty for name, choice in leases.choices.items() if name in ("street", "postcode", "unit_type")} == {
        "waarschijnlijk"
    }
    assert leases.choices["tenant_id"].certainty == SURE


def test_a_list_by_name_gets_the_contract_of_the_dwelling_where_somebody_has_a_garage_too():
    people = ["A. Jansen", "B. Smit", "C. de Wit", "D. Bos", "E. Vos", "F. Mol", "G. Kok"]
    head = ["Nr", "Huurder", "Soort", "Ingang", "Postcode"]
    rows = [[f"W{n}", who, "woning", "01-01-2020", "1011 AB"] for n, who in enumerate(people)]
    garage = ["W9", "A. Jansen", "garage", "01-01-2020", "1011 AB"]
    letters = [["Huurder", "Herinnering", "Sommatie"], *[[who, "01-09-2026", ""] for who in people]]
    found = said_of(sheet("Verhuur.xlsx", head, *rows, garage, name="Huur"), sheet("Verhuur.xlsx", *letters, name="Brieven"))

    lookup = found["collection_actions"][0]["lookup"]["Nr"]
    assert lookup == ["Huurder", "Verhuur.xlsx", "Huurder", "Nr", {"sheet": "Huur", "only": {"Soort": ["woning"]}}]


def test_two_lists_that_share_a_small_number_or_a_postcode_say_nothing_of_each_other():
    units = [[str(n), "WONING", "1011 AB"] for n in range(1, 10)]
    contracts = [
        ["Contractnr.", "Klantnr.", "Verdieping", "Begindatum"],
        *[[f"C{n}", f"K{n}", str(n), "01-02-2020"] for n in range(1, 10)],
    ]
    found = said_of(sheet("Contracten.csv", *contracts), sheet("Meters.csv", ["Nr.", "Type", "Postcode"], *units))

    assert "lookup" not in found["leases"][0]


def test_a_card_with_a_line_above_each_debtor_gives_his_entries_his_number():
    rows = [["Datum", "Dagboek", "Boekstuk", "Omschrijving", "Vervaldatum", "Debet", "Credit"]]
    for n in range(10, 14):
        rows += [
            [f"Debiteur: 00{n}  Jansen, A."],
            ["01-03-2026", "Verkoop", f"F{n}", "Huur maart", "01-03-2026", "700,00", ""],
            ["03-03-2026", "Bank", f"B{n}", "Ontvangst", "", "", "700,00"],
            ["", "", "", f"Totaal 00{n}", "", "700,00", "700,00"],
        ]
    contracts = [
        ["Debiteur", "Soort", "Ingang", "Postcode"],
        *[[f"00{n}", "woning", "01-01-2020", "1011 AB"] for n in range(10, 14)],
    ]
    found = said_of(sheet("Kaart.csv", *rows), sheet("Contracten.csv", *contracts))

    for part in found["ledger_entries"]:
        assert all(part.get("skip_lines", {"": ["x"]}).values())  # a line above a group is no opening balance
        assert part["group"] == ["Debiteur", "^debiteur[.:]* *([0-9]+)"] and part["columns"]["lease_id"] == "Debiteur"
    assert "Jansen" not in text_of(propose([sheet("Kaart.csv", *rows), sheet("Contracten.csv", *contracts)])[0])


def test_a_number_on_the_first_line_of_its_group_only_holds_for_the_lines_below_it():
    rows = [["Debiteur", "Boekstuk", "Boekdatum", "Vervaldatum", "Omschrijving", "Bedrag"]]
    for n in range(10, 14):
        rows += [[f"D{n}" if not at else "", f"{n}{at}", f"0{at + 1}-03-2026", "01-03-2026", "Huur", "7,00"] for at in range(3)]
    contracts = [["Contract", "Debiteur", "Ingang"], *[[f"C{n}", f"D{n}", "01-01-2020"] for n in range(10, 14)]]
    found = said_of(sheet("Boekingen.csv", *rows), sheet("Contracten.csv", *contracts))

    assert found["ledger_entries"][0]["fill_down"] == ["Debiteur"]
    assert found["ledger_entries"][0]["lookup"]["Contract"] == ["Debiteur", "Contracten.csv", "Debiteur", "Contract"]


@pytest.mark.parametrize("title", ["Einddatum contract", "Contract", "Huurder uit"])
def test_a_day_that_few_lines_have_does_not_hold_for_the_lines_below_it(title):
    rows = [["Contractnr.", "Huurdernr.", "Straat", "Ingangsdatum", title]]
    rows += [[f"C{n}", f"D{n}", "Dorpsstraat", "01-01-2020", f"0{n}-06-2026" if n % 3 == 1 else ""] for n in range(1, 9)]
    assert all("fill_down" not in block for block in said_of(sheet("Contracten.csv", *rows))["leases"])


def test_charges_and_receipts_in_two_sheets_are_both_read_and_a_list_of_what_is_open_is_not_read_beside_them():
    charges = [["Regelnr", "Contract", "Factuurdatum", "Vervaldatum", "Component", "Bedrag"]]
    charges += [[f"5{n}", "C1", "20-02-2026", "01-03-2026", "Huur kaal", "700,00"] for n in range(9)]
    receipts = [
        ["Mutatienr", "Contract", "Boekdatum", "Soort", "Bedrag"],
        *[[f"6{n}", "C1", "01-03-2026", "Bank", "1,00"] for n in range(9)],
    ]
    still_open = [
        ["Regelnr", "Contract", "Datum", "Vervaldatum", "Openstaand bedrag", "Bedrag"],
        *[[f"5{n}", "C1", "20-02-2026", "01-03-2026", "1,00", "7,00"] for n in range(3)],
    ]
    found = said_of(
        sheet("Facturen.csv", *charges), sheet("Ontvangsten.csv", *receipts), sheet("Boekingen open.csv", *still_open)
    )

    assert {part["file"] for part in found["ledger_entries"]} == {"Facturen.csv", "Ontvangsten.csv"}


def test_the_lists_of_municipalities_that_a_manager_types_are_read():
    rows = [["Gemcode", "Gemeente", "Aanvraag", "Ondertekend", "Einde", "Loket", "Drempel"]]
    rows += [
        ["0599", "Rotterdam", "04-11-2024", "20-01-2025", "", "RIS", ""],
        ["0505", "Dordrecht", "02-12-2024", "10-03-2025", "", "VPS", "100,00"],
    ]
    found = said_of(sheet("gemeenten.csv", *rows))

    assert found["municipalities"][0]["columns"] == {"municipality_code": "Gemcode", "name": "Gemeente"}
    (agreements,) = found["municipality_agreements"]
    assert agreements["values"]["system"] == {"RIS": "ris_matching", "VPS": "vps"}
    assert agreements["columns"]["signed_on"] == "Ondertekend" and agreements["columns"]["minimum_amount"] == "Drempel"


def test_what_is_let_is_asked_and_never_guessed_where_no_title_says_it():
    text = text_of(propose([sheet("Contracten.csv", *CONTRACTS)])[0])

    assert "unit_type" not in tomllib.loads(text)["leases"][0].get("constants", {})
    assert "wat wordt er verhuurd?" in asked_of(text, '# unit_type = ""')


def test_a_list_of_deaths_is_looked_up_for_the_tenants():
    deaths = sheet("overleden.csv", ["Huurdernr", "Overleden op"], ["D3", "25-09-2026"])
    blocks, unread = propose([sheet("Contracten.csv", *PEOPLE), deaths])
    (tenants,) = tomllib.loads(text_of(blocks))["tenants"]

    assert tenants["columns"]["deceased_on"] == "Overleden op" and unread == []
    assert tenants["lookup"] == {"Overleden op": ["Huurdernr", "overleden.csv", "Huurdernr", "Overleden op"]}


def test_objections_and_arrangements_beside_letters_are_seen_by_their_titles():
    head = ["Contractnr.", "Herinnering", "Regeling per", "Regeling mislukt", "Bezwaar", "Bezwaar ingetrokken"]
    rows = [[f"C{n}", "01-09-2026", "02-09-2026" if n == 1 else "", "", "03-09-2026" if n == 2 else "", ""] for n in range(9)]
    found = said_of(sheet("Contracten.csv", *PEOPLE), sheet("Aanmanen.csv", head, *rows))

    assert found["payment_arrangements"][0]["skip_empty"] == ["agreed_on"]
    assert found["payment_arrangements"][0]["columns"]["agreed_on"] == "Regeling per"
    assert found["objections"][0]["columns"]["received_on"] == "Bezwaar" and found["objections"][0]["skip_empty"] == [
        "received_on"
    ]
    assert found["objections"][0]["lookup"] == {"Huurdernr": ["Contractnr.", "Contracten.csv", "Contractnr.", "Huurdernr"]}
    assert "collection_actions" in found


def test_a_sheet_that_is_not_recognised_says_which_table_it_looks_like_and_what_it_lacks():
    rows = [
        ["Boekstuk", "Contractnr.", "Boekdatum", "Vervaldatum", "Saldo"],
        *[[str(n), "C1", "01-03-2026", "01-03-2026", "x"] for n in range(9)],
    ]
    blocks, unread = propose([sheet("Boekingen.csv", *rows)])
    text = report_of(blocks, unread, [], "x")

    assert "lijkt op boekingen (ledger_entries) door" in text and "er ontbreekt: een kolom met een bedrag" in text
    assert "(lijkt op boekingen). Hoort het erbij" in text  # where it is said what to do, too
    assert 'titels: "Boekstuk", "Contractnr.", "Boekdatum"' in text


def test_columns_without_a_title_are_named_by_the_letter_that_excel_gives_them():
    rows = [[*row, "12", "A"] for row in PEOPLE[1:]]
    text = text_of(propose([sheet("Contracten.csv", [*PEOPLE[0], "", ""], *rows)])[0])

    assert "de kolommen F, G hebben geen titel en zijn wel gevuld" in text


def test_settlements_that_stand_there_on_both_sides_become_a_block_a_side():
    rows = [["Volgnr", "Klantpostvolgnr.", "Postsoort", "Bedrag", "Boekingsdatum", "Ongedaan gemaakt", "Vereffend met volgnr."]]
    for n in range(6):
        rows += [[f"1{n}", f"5{n}", "Beginpost", "700,00", "01-03-2026", "Nee", "0"]]
        rows += [[f"2{n}", f"5{n}", "Vereffening", "-700,00", "02-03-2026", "Nee", f"6{n}"]]
        rows += [[f"3{n}", f"6{n}", "Vereffening", "700,00", "02-03-2026", "Nee", f"5{n}"]]
    charge, receipt = said_of(sheet("Gedetailleerde klantposten.csv", *rows))["allocations"]

    assert (charge["take_sign"], receipt["take_sign"]) == ("negative", "positive")
    assert charge["skip_lines"] == {"Postsoort": ["^beginpost$"], "Ongedaan gemaakt": ["^(ja|j|true|waar|yes)$"]}
    assert charge["columns"]["charge_entry_id"] == receipt["columns"]["credit_entry_id"] == "Klantpostvolgnr."


@pytest.mark.parametrize(
    ("entry", "other", "undone"),
    [
        ("Klantpostvolgnr.", "Vereffend klantpostvolgnr.", "Ontvereffend"),
        ("Debiteurenpost", "Afgeletterde debiteurenpost", "Ongedaan gemaakt"),
        ("Cust. Ledger Entry No.", "Applied Cust. Ledger Entry No.", "Unapplied"),
    ],
)
def test_of_two_titles_for_an_entry_the_one_that_says_settled_is_the_entry_on_the_other_side(entry, other, undone):
    rows = [["Nr.", entry, "Postsoort", "Bedrag", "Boekingsdatum", undone, f"{undone} door volgnr.", other]]
    for n in range(6):
        rows += [[f"1{n}", f"5{n}", "Beginpost", "700,00", "01-03-2026", "Nee", "0", "0"]]
        rows += [[f"2{n}", f"5{n}", "Vereffening", "-700,00", "02-03-2026", "Nee", "0", f"6{n}"]]
        rows += [[f"3{n}", f"6{n}", "Vereffening", "700,00", "02-03-2026", "Ja" if n == 5 else "Nee", "0", f"6{n}"]]
    text = text_of(propose([sheet("Gedetailleerde klantposten.csv", *rows)])[0])
    charge, receipt = tomllib.loads(text)["allocations"]

    assert "elke aflettering staat er twee keer" in asked_of(text, "[[allocations]]")
    assert [line for line in text.splitlines() if line.startswith("[[allocations]]")][1].endswith("omgekeerd")  # asked once
    assert charge["skip_equal"] == receipt["skip_equal"] == [entry, other]
    assert charge["skip_lines"] == receipt["skip_lines"] == {"Postsoort": ["^beginpost$"], undone: ["^ja$"]}
    assert text.count("wat ongedaan is gemaakt") == 2  # the question, and a remark beside the second block
    assert (charge["columns"]["charge_entry_id"], charge["columns"]["credit_entry_id"]) == (entry, other)
    assert (receipt["columns"]["charge_entry_id"], receipt["columns"]["credit_entry_id"]) == (other, entry)


def test_receipts_of_both_signs_are_read_with_their_reversals_and_a_0_names_no_entry():
    rows = [["Volgnr", "Contractnr.", "Documentsoort", "Boekdatum", "Vervaldatum", "Bedrag", "Tegengeboekt volgnr."]]
    rows += [[f"1{n}", "C1", "Factuur", "01-03-2026", "01-03-2026", "700,00", "0"] for n in range(5)]
    rows += [[f"2{n}", "C1", "Betaling", "02-03-2026", "01-03-2026", "-700,00", "0"] for n in range(5)]
    rows += [["30", "C1", "Betaling", "03-03-2026", "01-03-2026", "700,00", "20"]]
    (entries,) = said_of(sheet("Klantposten.csv", *rows))["ledger_entries"]

    assert entries["storno"] is True and entries["values"]["reverses_entry_id"] == {"0": ""}


def test_the_number_of_a_journal_means_what_the_lines_of_its_side_say():
    rows = [["Dagboek", "Boekstuk", "Contractnr.", "Omschr.", "Boekdatum", "Vervaldatum", "Debet", "Credit"]]
    rows += [["70", f"7{n}", "C1", "Huur maart", "20-02-2026", "01-03-2026", "700,00", ""] for n in range(4)]
    rows += [["20", f"2{n}", "C1", "Incasso huur", "01-03-2026", "", "", "700,00"] for n in range(4)]
    rows += [["20", "30", "C1", "Storno incasso", "05-03-2026", "", "700,00", ""]]
    rows += [["70", "31", "C1", "Creditnota huur", "06-03-2026", "", "", "5,00"]]
    charge, credit, reversal = said_of(sheet("Mutaties.csv", *rows))["ledger_entries"]

    assert (charge["only"], reversal["only"]) == ({"Dagboek": ["70"]}, {"Dagboek": ["20"]})
    assert credit["values"]["entry_type"] == {"20": "payment", "70": "credit_note"}
    assert reversal["constants"]["entry_type"] == "reversal" and reversal["storno"] is True


def test_a_code_for_a_summons_is_no_total_and_what_is_passed_over_for_two_reasons_is_said_once():
    rows = [["Contractnr.", "Datum", "Code", "Onderwerp"], ["Totaal", "", "", ""]]
    rows += [["HC10", "01-09-2026", "SOM", "Sommatie met aanbod"], ["HC10", "02-09-2026", "REP", "Reparatie"]] * 6
    text = text_of(propose([sheet("Correspondentie.csv", *rows), sheet("Contracten.csv", *CONTRACTS)])[0])
    (actions,) = tomllib.loads(text)["collection_actions"]

    assert actions["values"]["action_type"] == {"Sommatie met aanbod": "summons_letter"}
    assert actions["skip_lines"]["Onderwerp"] == ["^reparatie$"] and "Contractnr." in actions["skip_lines"]


def test_an_opening_balance_without_a_kind_is_old_debt_of_its_own_or_passed_over_where_it_is_nothing():
    def entries(opening: str):
        rows = [["Dagboek", "Boekstuk", "Contractnr.", "Omschr.", "Boekdatum", "Vervaldatum", "Debet", "Credit"]]
        rows += [["", "1", "C1", "Beginsaldo", "01-01-2026", "", opening, ""]]
        rows += [["Verkoop", f"7{n}", "C1", "Huur maart", "20-02-2026", "01-03-2026", "700,00", ""] for n in range(4)]
        rows += [["Bank", f"2{n}", "C1", "Ontvangst", "01-03-2026", "", "", "700,00"] for n in range(4)]
        rows += [["Verkoop", "31", "C1", "Creditnota huur", "06-03-2026", "", "", "5,00"]]
        return said_of(sheet("Mutaties.csv", *rows))["ledger_entries"]

    assert all(part["skip_lines"] == {"Omschr.": ["^beginsaldo$"]} for part in entries(""))
    old = entries("300,00")[-1]
    assert old["only"] == {"Dagboek": [""]} and old["constants"] == {"entry_type": "charge", "category": "other"}
    assert old["columns"]["entry_id"] == "Boekstuk" and "made_ids" not in old


@pytest.mark.parametrize(("code", "kind"), [("AFBOEK", "write_off"), ("DIV", "payment")])
def test_credits_without_a_kind_are_what_another_title_says_of_each_and_keep_their_numbers(code, kind):
    rows = [["Soort", "Volgnummer", "Contractnr.", "Omschrijving", "Boekingsdatum", "Vervaldatum", "Debet", "Credit", "Broncode"]]
    rows += [["Factuur", f"7{n}", "C1", "Huur", f"2{n}-02-2026", f"0{n + 1}-03-2026", "700,00", "", "VERKOPEN"] for n in range(5)]
    rows += [["Betaling", f"2{n}", "C1", "Huur", f"0{n + 1}-03-2026", "", "", "700,00", "BANKBOEK"] for n in range(5)]
    rows += [["Creditnota", "95", "C1", "Huur", "05-03-2026", "", "", "9,00", "VERKOPEN"]]
    rows += [["", "90", "C1", "Klein verschil", "06-03-2026", "", "", "4,12", code]]
    found = said_of(sheet("Klantenposten.xlsx", *rows))["ledger_entries"][-1]

    assert found["only"] == {"Soort": [""]} and found["constants"] == {"entry_type": kind}
    assert found["columns"]["entry_id"] == "Volgnummer"


def test_the_rent_of_a_garage_is_no_rent_of_the_dwelling():
    rows = [["Boekstuk", "Contractnr.", "Dagboek", "Omschrijving", "Boekdatum", "Vervaldatum", "Bedrag"]]
    texts = ["Huur maart", "Huur garage maart", "Garage maart"] * 3
    rows += [[str(n), "C1", "Verkoop", text, "20-02-2026", "01-03-2026", "70,00"] for n, text in enumerate(texts)]
    patterns = said_of(sheet("Mutaties.csv", *rows))["ledger_entries"][0]["patterns"]["category"]

    assert [ours for _, ours in patterns] == ["other", "rent"]  # the first that fits counts


def test_a_list_of_kinds_says_what_is_let_or_who_lets_it_and_not_both():
    rows = [["Contractnr.", "Huurdernr", "Srt", "Ingang", "Naam"]]
    rows += [[f"C{n}", f"D{n}", "P" if n == 8 else "W", "01-01-2020", "A. Jansen"] for n in range(9)]
    found = said_of(sheet("Contracten.csv", *rows))

    assert found["leases"][0]["columns"]["unit_type"] == "Srt"
    assert found["tenants"][0].get("columns", {}).get("tenant_type") != "Srt"

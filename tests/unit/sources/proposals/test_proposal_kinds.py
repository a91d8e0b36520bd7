"""Kinds of titles, names and cells that exports of other systems have: what a first mapping makes of each."""

from __future__ import annotations

import tomllib
from datetime import date

import pytest

from sources.recognition.sheets import SURE, Sheet, propose
from sources.words.evidence import meaning_of
from sources.words.needs import points_to
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped


def sheet(file: str, *lines: list[str], name: str | None = None) -> Sheet:
    return Sheet(file, list(lines), name)


def test_a_day_with_a_time_behind_it_is_a_date_and_a_day_of_none_is_none(tmp_path):
    _, report = mapped(
        tmp_path,
        tblContract="ContractID;HuurderID;DatumIngang;DatumEinde;SoortObject;EigenaarID;PostCode\n"
        "1001;301;01-02-2020 00:00:00;01-01-1753 00:00:00;Woning;E1;1011AB\n"
        "1002;302;1-3-2021 0:00:00;31-03-2026 00:00:00;Woning;E1;1011AB\n",
    )

    assert [(row[0], row[11], row[12]) for row in rows(report, "leases")] == [
        ("1001", date(2020, 2, 1), None), ("1002", date(2021, 3, 1), date(2026, 3, 31)),
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("word", "is_none"),
    [("onbepaald", True), ("N.v.t.", True), ("onbep. tijd", True), ("onbekend", False), ("Pietersen", False)],  # it was, some day
)
def test_a_word_for_no_day_among_days_is_none_and_one_for_a_day_that_nobody_knows_is_not(word, is_none):
    rows = [[f"C{n}", f"H{n}", "O1", "Woning", "01-02-2020", word if n % 2 else "30-09-2026"] for n in range(6)]
    head = ["Contractnr", "Huurder nr", "Eigenaar", "Soort", "Ingangsdatum", "Einddatum"]
    (leases,) = (block for block in propose([sheet("Contracten.csv", head, *rows)])[0] if block.table == "leases")

    assert ("ended_on" in leases.choices) == is_none


@pytest.mark.parametrize(
    ("file", "name", "table", "other"),
    [
        ("Medecontractanten.csv", None, "co_tenants", "leases"),
        ("bridge_medehuurder.csv", None, "co_tenants", "tenants"),
        ("Contracten en partijen.xlsx", "Medehuurders", "co_tenants", "leases"),
        ("Betalingsregelingen.csv", None, "payment_arrangements", "ledger_entries"),
    ],
)
def test_the_longest_word_in_a_name_counts_and_that_of_the_sheet_before_that_of_the_file(file, name, table, other):
    assert points_to(table, sheet(file, name=name)) and not points_to(other, sheet(file, name=name))


CONTRACTS = (
    "Contract;Huurder nr;Eigenaar;Soort;Postcode;Ingangsdatum\n"
    "C101;H1;O1;Woning;1011AB;01-01-2020\nC102;H2;O1;Woning;1011AB;01-01-2020\n"
)


def entries(report) -> list[tuple]:
    """Kind, category, booked, due and amount of every entry."""
    return sorted((row[2], row[3], row[4], row[5], row[6]) for row in rows(report, "ledger_entries"))


def test_one_telling_word_in_a_title_says_which_column_it_is_and_two_such_titles_say_nothing():
    head = ["Gem.code", "Naam gemeente", "Getekende ovk", "Loket", "Drempel restant (euro)"]
    lines = [["0363", "Amsterdam", "01-02-2025", "RIS", "50"], ["0344", "Utrecht", "01-03-2025", "VPS", ""]]
    (block,) = (
        b for b in propose([sheet("Vroegsign.xlsx", head, *lines, name="Gem")])[0] if b.table == "municipality_agreements"
    )
    least = block.choices["minimum_amount"]
    assert least.profile.title == "Drempel restant (euro)" and least.certainty != SURE

    two = [[*head, "Drempel saldo (euro)"], *([*line, "5"] for line in lines)]
    (block,) = (b for b in propose([sheet("Vroegsign.xlsx", *two, name="Gem")])[0] if b.table == "municipality_agreements")
    assert "minimum_amount" not in block.choices


def test_a_bill_with_what_was_paid_on_its_line_is_a_charge_a_receipt_and_what_was_settled(tmp_path):
    head = "Debiteur;Factuurnr;Factuurdatum;Vervaldatum;Omschrijving;Bedrag;Betaald;Betaald op;Openstaand\n"
    _, report = mapped(
        tmp_path,
        Contracten=CONTRACTS,
        Facturen=head + "H1;F1;20-02-2026;01-03-2026;Huur;700,00;700,00;02-03-2026;0,00\n"
        "H2;F2;20-02-2026;01-03-2026;Huur;650,00;0,00;;650,00\n",
    )
    due, booked, paid = date(2026, 3, 1), date(2026, 2, 20), date(2026, 3, 2)

    assert entries(report) == [
        ("charge", "rent", booked, due, 650), ("charge", "rent", booked, due, 700), ("payment", None, paid, None, 700),
    ]  # fmt: skip
    assert [row[1:4] for row in rows(report, "allocations")] == [("F1", 700, paid)]


def test_a_column_per_component_of_the_rent_is_a_charge_each_instead_of_their_total(tmp_path):
    body = "".join(f"C10{n};2026-0{m};01-0{m}-2026;600,00;50,00;650,00\n" for n in (1, 2) for m in (2, 3))
    _, report = mapped(
        tmp_path, Contracten=CONTRACTS, Prolongatie="Contract;Periode;Verschuldigd per;Kale huur;Servicekosten;Totaal\n" + body
    )

    assert [(kind, category, amount) for kind, category, _, _, amount in entries(report)] == [
        *[("charge", "rent", 600)] * 4, *[("charge", "service_charges", 50)] * 4,
    ]  # fmt: skip


def test_what_came_in_at_the_bank_is_a_receipt_and_what_its_lines_are_called_does_not_count(tmp_path):
    head = "IBAN/BBAN;Volgnr;Datum;Bedrag;Saldo na trn;Tegenrekening IBAN/BBAN;Naam tegenpartij;Omschrijving-1;Contract\n"
    body = "NL1;901;02-03-2026;+700,00;+1,00;NL2;X;huur maart;C101\nNL1;902;03-03-2026;-25,00;+1,00;NL3;Y;energie;\n"
    back = "NL1;903;05-03-2026;-700,00;+1,00;NL2;X;storno;C101\nNL1;904;06-03-2026;+650,00;+1,00;NL4;Z;huur;C102\n"
    more = "".join(f"NL1;91{n};07-03-2026;+65{n},00;+1,00;NL4;Z;huur;C102\n" for n in range(4))
    _, report = mapped(tmp_path, Contracten=CONTRACTS, **{"Bank_NL00RABO": head + body + back + more})

    found = {row[0]: row[2] for row in rows(report, "ledger_entries")}
    assert found["901"] == "payment" and found["903"] == "reversal" and "902" not in found and len(found) == 7


def test_a_list_of_receipts_without_kinds_holds_no_charges(tmp_path):
    head = "BetalingID;Contract;DatumBetaling;BedragBetaling\n"
    _, report = mapped(
        tmp_path, Contracten=CONTRACTS, tblBetaling=head + "901;C101;02-03-2026;700,00\n902;C102;03-03-2026;650,00\n"
    )

    assert [entry[0] for entry in entries(report)] == ["payment", "payment"]


def test_entries_without_a_code_are_what_entries_of_their_side_are_and_none_is_lost(tmp_path):
    head = "Contract;Boekstuk;Datum;Vervaldatum;Mutatiesoort;Opgelegd;Ontvangen\n"
    body = "C101;901;20-02-2026;01-03-2026;rent;700,00;\nC102;902;20-02-2026;01-03-2026;rent;650,00;\n"
    paid = "C101;903;02-03-2026;;;;700,00\nC102;904;03-03-2026;;credit;;50,00\nC102;905;04-03-2026;;;;600,00\n"
    _, report = mapped(tmp_path, Contracten=CONTRACTS, Mutaties=head + body + paid)

    assert [entry[0] for entry in entries(report)] == ["charge", "charge", "credit_note", "payment", "payment"]


def test_a_line_above_each_complex_names_no_debtor():
    lines = [["Contract", "Huurder nr", "Soort", "Ingangsdatum", "Postcode"]]
    for n in range(1, 5):
        lines += [[f"Complex K{n}", "", "", "", ""]]
        lines += [[f"C{n}{m}", f"H{n}{m}", "Woning", "01-01-2020", "1011AB"] for m in range(3)]
    (block,) = (each for each in propose([sheet("Rentroll.xlsx", *lines)])[0] if each.table == "leases")

    assert block.choices["lease_id"].profile.title == "Contract" and block.layout.group[0] == "Complex"


def test_a_log_is_known_by_the_words_in_it_whatever_it_is_called():
    contracts = [line.split(";") for line in CONTRACTS.splitlines()]
    letters = [["Contract", "Brief", "Verzonden"], ["C101", "Aanmaning", "01-03-2026"], ["C102", "Sommatie", "01-03-2026"]]
    notes = [["Datum", "Contract", "Wat"]]
    said = ("Gebeld", "Aan de deur geweest", "Huurder belde zelf")
    notes += [["01-03-2026", f"C10{n}", word] for n in (1, 2, 1) for word in said]
    found, _ = propose(
        [sheet("Contracten.csv", *contracts), sheet("Brieven.csv", *letters), sheet("Crm.xlsx", *notes, name="Blad1")]
    )

    assert {block.sheet.file for block in found if block.table == "collection_actions"} == {"Brieven.csv", "Crm.xlsx"}


ENTRIES = [
    ["Boekstuk", "Contract", "Dagboek", "Boekdatum", "Vervaldatum", "Bedrag", "Uw kenmerk"],
    *[[f"26{n:03}", f"C10{n % 2}", "Verkoop", "20-02-2026", "01-03-2026", "700,00", ""] for n in range(10)],
    *[[f"26{n:03}", f"C10{n % 2}", "Bank", "02-03-2026", "", "700,00", ""] for n in range(10, 18)],
    ["26018", "C100", "Storno", "05-03-2026", "", "700,00", "26010"],
]  # fmt: skip


def test_a_number_of_a_receipt_of_the_same_contract_says_which_one_a_reversal_takes_back():
    (found,) = (block for block in propose([sheet("Mutaties.csv", *ENTRIES)])[0] if block.table == "ledger_entries")
    assert found.choices["reverses_entry_id"].profile.title == "Uw kenmerk"
    assert found.choices["reverses_entry_id"].certainty != SURE

    others = [*ENTRIES[:-1], [*ENTRIES[-1][:-1], "26011"]]  # of another contract
    (found,) = (block for block in propose([sheet("Mutaties.csv", *others)])[0] if block.table == "ledger_entries")
    assert "reverses_entry_id" not in found.choices


def test_a_contract_list_is_known_by_what_it_says_and_its_number_by_its_cells():
    head = ["Subnr.", "Fonds", "Objecttype", "Postc.", "Huisnr.", "Huur per", "Uit per"]
    lines = [[f"91{n:02}", "A", "Woning", "1011 AB", str(n), "01-01-2020", ""] for n in range(9)]
    letters = [["Subnr.", "Brief", "Verzonden"], *[[f"91{n:02}", "Aanmaning", "01-03-2026"] for n in range(9)]]
    found, _ = propose([sheet("Objecten.csv", head, *lines), sheet("Brieven.csv", *letters)])

    taken = {block.table: block.choices["lease_id"].profile.title for block in found if "lease_id" in block.choices}
    assert taken == {"leases": "Subnr.", "collection_actions": "Subnr."}


def test_objections_and_arrangements_in_one_list_each_take_the_lines_that_are_called_so(tmp_path):
    head = "Soort;Contract;Huurder nr;Datum;Ingetrokken / afgerond;Niet nagekomen;Bij wie\n"
    text, report = mapped(
        tmp_path,
        Contracten=CONTRACTS,
        Bezwaren_en_regelingen=head + "bezwaar;C101;H1;01-03-2026;;;kantoor\nregeling;C102;H2;02-03-2026;;05-04-2026;\n"
        "bezwaar;C102;H2;03-03-2026;;;gemeente\n",
    )

    assert [row[1:3] for row in rows(report, "objections")] == [("H1", date(2026, 3, 1)), ("H2", date(2026, 3, 3))]
    assert [row[1:5] for row in rows(report, "payment_arrangements")] == [("C102", date(2026, 3, 2), None, date(2026, 4, 5))]
    assert "bij welk blok" not in text


def test_levels_of_letters_are_suggested_in_their_order_and_not_taken():
    levels = [["Contract", "Aanmaanniveau", "Datum brief"]]
    levels += [[f"C10{n}", level, "01-03-2026"] for n in range(4) for level in ("10", "20", "30")]
    text = text_of(propose([sheet("Aanmaningen.csv", *levels)])[0])

    for level, letter in (("10", "reminder_letter"), ("20", "demand_letter"), ("30", "summons_letter")):
        assert f'"{level}" (4 keer, waarschijnlijk {letter})' in asked_of(text, f'# "{level}" = ""')


def test_rent_and_service_costs_in_one_amount_are_rent_and_an_account_does_not_hide_what_a_charge_is_for():
    assert meaning_of("category", "Huur en servicekosten") == "rent"
    head = ["Boekstuk", "Contract", "Soort post", "Boekdatum", "Vervaldatum", "Bedrag", "Grootboekrekening"]
    lines = [[f"9{n:02}", f"C{n}", "HUUR", "20-02-2026", "01-03-2026", "700,00", "8000"] for n in range(6)]
    lines += [[f"91{n}", f"C{n}", "BETALING", "02-03-2026", "", "-700,00", "1000"] for n in range(6)]
    (found,) = (block for block in propose([sheet("Mutaties.csv", head, *lines)])[0] if block.table == "ledger_entries")

    assert found.choices["category"].profile.title == "Soort post"


def test_a_mark_that_means_yes_leaves_an_empty_cell_for_no(tmp_path):
    _, report = mapped(tmp_path, Eigenaren="Eigenaar;Naam;Kleine verhuurder\nO1;Een;\nO2;Twee;x\nO3;Drie;\n")

    assert [(row[0], row[2]) for row in rows(report, "landlords")] == [("O1", False), ("O2", True), ("O3", False)]


def test_a_list_of_memos_by_their_kind_gives_letters_and_calls_and_passes_over_who_called_us():
    kinds = {"HERINN": "Letter", "AANM-SHV": "Letter", "CALL OUT": "Phone", "CALL IN": "Phone", "MAINT": "Phone"}
    lines = [
        [f"M{n}{at}", f"C{n}", kind, how, f"0{n}-09-2026"] for n in range(1, 7) for at, (kind, how) in enumerate(kinds.items())
    ]
    contracts = [[f"C{n}", f"H{n}", "01-02-2020"] for n in range(1, 7)]
    sheets = [
        sheet("Contracten.csv", ["Contractnr", "Huurder nr", "Ingangsdatum"], *contracts),
        sheet("TenantMemos.csv", ["Memo ID", "Contract", "Memo Type", "Delivery", "Memo Date"], *lines),
    ]
    (block,) = (each for each in propose(sheets)[0] if each.table == "collection_actions")
    text = text_of([block])

    assert {"action_type": "Memo Type", "performed_on": "Memo Date"}.items() <= {
        name: each.profile.title for name, each in block.choices.items()
    }.items()
    assert '"HERINN" = "reminder_letter"' in text and '"CALL OUT" = "phone_call"' in text
    assert ' in$"' in text and '"^maint$"' in text and '"CALL IN"' not in text and '"MAINT"' not in text


@pytest.mark.parametrize(("kind", "is_log"), [("Individual", False), ("Phone call", True)])
def test_a_list_called_contacts_that_says_neither_what_was_done_nor_when_is_of_people(kind, is_log):
    head = ["Contact ID", "Contact Type", "Last Name", "Initials", "Email", "Lease No", "Date of Birth"]
    rows = [[f"CON-{n}", kind, "Bos", "A.", f"h{n}@example.nl", f"L{n}", "2025-02-01"] for n in range(12)]

    found = propose([Sheet("contacts.csv", [head, *rows])])[0]

    assert ("collection_actions" in {block.table for block in found}) is is_log


@pytest.mark.parametrize(("kind", "is_asked"), [("Creditnota", False), ("Factuur", True)])
def test_what_a_credit_note_is_for_is_not_asked_since_nobody_reads_it(kind, is_asked):
    head = ["Boekingnr", "Contractnummer", "Boekdatum", "Vervaldatum", "Soort boeking", "Kostensoort", "Bedrag"]
    rows = [[f"B{n}", f"C{n % 9}", "01-05-2026", "01-06-2026", "Factuur", "Huur", f"{500 + n},00"] for n in range(40)]
    rows += [[f"K{n}", f"C{n}", "01-05-2026", "01-06-2026", kind, "Xyzzy", "25,00"] for n in range(3)]

    text = text_of(propose([Sheet("boekingen.csv", [head, *rows])])[0])

    assert ('"Xyzzy"' in text) is is_asked and '"Huur" = "rent"' in text


UNITS = ["WON-APP", "WON-APP", "WON-APP", "WON-EGW", "WON-SEN", "PARK", "WON-APP", "BERG"]


@pytest.mark.parametrize(("kind", "day"), [("VHE-soort", "Einddatum"), ("Soort", "Einddatum"), ("Type eenheid", "Oplevering")])
def test_a_part_of_a_code_for_what_is_let_is_no_letter_or_message_to_the_tenant(kind, day):
    head = ["Overeenkomst", "Klantrekening", kind, "Postcode", "Huisnr.", "Ingangsdatum", day]
    lines = [[f"HO-{n}", f"K{n}", word, "2801 KD", f"{n}", "01-02-2020", "30-11-2026"] for n, word in enumerate(UNITS)]
    units = [["Overeenkomst", kind, day], *([line[0], line[2], line[6]] for line in lines)]

    for one in ([head, *lines], units):
        blocks, _ = propose([sheet("Lijst.xlsx", *one)])
        assert "collection_actions" not in {block.table for block in blocks}


def test_a_list_of_steps_whose_codes_have_parts_is_one_of_steps():
    codes = ["INC-HER", "INC-AANM", "INC-SOM", "INC-TEL", "INC-HER", "INC-SOM"]
    steps = [["Overeenkomst", "Soort", "Datum"], *([f"HO-{n}", word, f"0{n + 1}-10-2026"] for n, word in enumerate(codes))]

    assert [block.table for block in propose([sheet("Lijst.xlsx", *steps)])[0]] == ["collection_actions"]


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (("HUUR-PART", "HUUR-ZAK"), {"HUUR-PART": "person", "HUUR-ZAK": "organisation"}),
        (("HUURDERS", "HUURDERS"), {}),  # all alike, and nobody knows what
    ],
)
def test_a_group_by_which_tenants_are_booked_says_who_is_an_organisation_where_a_part_of_its_codes_does(words, meant):
    lines = [[f"D{n}", "Jansen" if n % 4 else "Kapsalon B.V.", words[n % 4 == 0]] for n in range(12)]
    people = sheet("Klanten.csv", ["Klantnr.", "Achternaam", "Klantboekingsgroep"], *lines)
    (tenants,) = tomllib.loads(text_of(propose([people])[0]))["tenants"]

    assert tenants.get("values", {}).get("tenant_type", {}) == meant

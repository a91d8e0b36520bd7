"""Habits of exports that a first mapping must see: each is proposed, confirmed without an edit, and read."""

from __future__ import annotations

import re
import tomllib
from datetime import date
from decimal import Decimal

import pytest

from sources.mapping import MappedReport, prepare_mapped
from sources.recognition.files import sheets_of
from sources.recognition.sheets import SURE, propose
from tests.support.proposal import asked_of, questions, report_of, text_of
from tests.unit.sources.mapping.test_mapping import rows, words_of

CONTRACTS = (
    "Contractnr;Huurdernr;Eigenaar;Soort;Postcode;Ingangsdatum\n"
    "C1;10;O1;Woning;1011AB;01-01-2020\nC2;20;O1;Woning;1011AB;01-01-2020\n"
)
LEDGER = "Boekstuk;Contractnr;Dagboek;Omschrijving;Boekdatum;Vervaldatum;Bedrag;D/C\n"


def mapped(tmp_path, **files: str) -> tuple[str, MappedReport]:
    """What is proposed for csv files (a `_` in their names is a space), and what it makes once confirmed."""
    exports = tmp_path / "exports"
    exports.mkdir(exist_ok=True)
    for name, text in files.items():
        (exports / f"{name.replace('_', ' ')}.csv").write_text(text, encoding="utf-8")
    blocks, _ = propose([sheet for path in sorted(exports.iterdir()) for sheet in sheets_of(path)])
    text = text_of(blocks).replace("confirmed = false", "confirmed = true")
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    report = prepare_mapped(tmp_path, tmp_path / "work")
    assert [str(each) for each in report.findings if each.severity == "refused"] == []
    return text, report


def test_titles_that_stand_twice_below_two_headings_are_kept_apart_by_them(tmp_path):
    head = "Contract;;Huurder;Object;;Looptijd;\nnummer;eigenaar;nummer;soort;postcode;van;tot\n"
    _, report = mapped(
        tmp_path, Contracten=head + "C1;O1;10;Woning;1011AB;01-01-2020;\nC2;O1;20;Woning;1011AB;01-02-2020;01-03-2026\n"
    )
    assert [(row[0], row[1], row[11], row[12]) for row in rows(report, "leases")] == [
        ("C1", "10", date(2020, 1, 1), None), ("C2", "20", date(2020, 2, 1), date(2026, 3, 1)),
    ]  # fmt: skip


def test_of_a_list_of_open_items_the_open_part_counts_and_subtotals_do_not(tmp_path):
    body = (
        "C1;F1;Huur;20-02-2026;01-03-2026;700,00;200,00\nTotaal C1;;;;;;200,00\nC2;F2;Huur;20-02-2026;01-03-2026;700,00;700,00\n"
    )
    text, report = mapped(
        tmp_path, Contracten=CONTRACTS,
        Ouderdomslijst_20260420="Contractnr;Factuur;Omschrijving;Factuurdatum;Vervaldatum;Factuurbedrag;Openstaand\n" + body,
    )  # fmt: skip
    assert [(row[0], row[6]) for row in rows(report, "ledger_entries")] == [("F1", Decimal("200.00")), ("F2", Decimal("700.00"))]
    assert 'niet gebruikt: "Factuurbedrag"' in text


def test_a_total_beside_what_is_invoiced_makes_the_amount_less_than_certain(tmp_path):
    title = (
        "Boekstuk;Contractnr;Dagboek;Boekdatum;Vervaldatum;Bedrag;Openstaand\n1;C1;Verkoop;20-02-2026;01-03-2026;700,00;1,00\n"
    )
    (tmp_path / "Grootboek.csv").write_text(title)
    (block,) = propose(sheets_of(tmp_path / "Grootboek.csv"))[0]
    assert block.choices["amount"].profile.title == "Bedrag" and block.choices["amount"].certainty != SURE


def test_debit_and_credit_beside_one_amount_with_stornos_written_with_a_minus(tmp_path):
    receipts = "".join(f"{n};C1;Bank;Ontvangst;0{n}-03-2026;;700,00;C\n" for n in range(2, 6))
    body = (
        "1;C1;Verkoop;Huur maart;20-02-2026;01-03-2026;700,00;D\n" + receipts + "6;C1;Bank;Storno;09-03-2026;;-700,00;C\n"
        "7;C1;Verkoop;Credit huur;10-03-2026;;25,00;C\nSaldo C1;;;;;;1,00;\n"
        "8;C1;Verkoop;Huur april;20-03-2026;01-04-2026;700,00;D\n"
    )  # fmt: skip
    _, report = mapped(tmp_path, Grootboek=LEDGER + body)
    found = {row[0]: (row[2], row[6], row[7]) for row in rows(report, "ledger_entries")}
    assert found["6"] == ("reversal", Decimal("700.00"), "5") and found["7"] == ("credit_note", Decimal("25.00"), None)
    assert [found[n][0] for n in "128"] == ["charge", "payment", "charge"] and len(found) == 8


def test_a_booking_that_is_called_a_balance_is_no_subtotal(tmp_path):
    body = "1;C1;Verkoop;Saldo vorig jaar huur;01-01-2026;01-01-2026;50,00;D\n2;C1;Verkoop;Huur;20-02-2026;01-03-2026;700,00;D\n"
    text, report = mapped(tmp_path, Grootboek=LEDGER + body + "3;C1;Bank;Ontvangst;02-03-2026;;5,00;C\n")
    assert len(rows(report, "ledger_entries")) == 3 and "skip_lines" not in text


def test_credits_of_several_kinds_each_keep_their_own(tmp_path):
    head = "Volgnr;Contractnr;Mutatiesoort;Component;Boekdatum;Vervaldatum;Debet;Credit\n"
    body = (
        "1;C1;Prolongatie;Kale huur;20-02-2026;01-03-2026;700,00;\n2;C1;Prolongatie;Kale huur;20-03-2026;01-04-2026;700,00;\n"
        "3;C1;Bankontvangst;;02-03-2026;;;600,00\n4;C1;Afboeking oninbaar;;03-03-2026;;;100,00\n"
        "5;C1;Creditnota;;04-03-2026;;;25,00\n"
    )
    _, report = mapped(tmp_path, Mutaties_20260420=head + body)
    assert [row[2] for row in rows(report, "ledger_entries")] == ["charge", "charge", "payment", "write_off", "credit_note"]


def test_lists_that_name_a_debtor_get_his_contract_and_the_contract_list_his_address(tmp_path):
    contracts = (
        "Relatienr;Contractnr;Eigenaar;Type eenheid;Ingangsdatum\n10;C1;O1;Woning;01-01-2020\n20;C2;O1;Woning;01-01-2020\n"
    )
    debtors = (
        "Nummer;Naam;Adres;Postcode;Woonplaats;Type\n10;Dhr. A. Jansen;Kerkstraat 3;1011AB;Dorp;Persoon\n"
        "20;S. de Wit;Laan 5-A;1011AB;Dorp;Persoon\n"
    )
    ledger = (
        "Boekstuk;Debiteur;Omschrijving;Boekdatum;Vervaldatum;Debet;Credit\n"
        "1;10;Huur;20-02-2026;01-03-2026;700,00;\n2;20;Ontvangst;02-03-2026;;;700,00\n"
    )
    text, report = mapped(tmp_path, Contracten=contracts, Debiteuren=debtors, Debiteurenkaart=ledger)
    assert [row[:2] for row in rows(report, "ledger_entries")] == [("1", "C1"), ("2", "C2")]
    assert [row[5:10] for row in rows(report, "leases")] == [
        ("Kerkstraat", "3", None, "1011AB", "Dorp"), ("Laan", "5", "A", "1011AB", "Dorp"),
    ]  # fmt: skip
    assert [(row[3], row[4], row[5]) for row in rows(report, "tenants")] == [("Jansen", None, "A."), ("Wit", "de", "S.")]
    assert any('opgezocht in Contracten.csv, met "Debiteur" hier' in each for each in questions(text))


def test_a_sheet_of_tenancies_with_a_column_a_month_gives_all_of_it(tmp_path):
    months = ";".join(("jan", "feb", "mrt", "apr"))
    head = f"Nr;Huurder;Straat;Nr.;Postcode;Soort;Huur;Service;{months};Herinnering;Ingang;Vertrokken\n"
    body = "1;A. Jansen;Dorpsstraat;3;1011AB;woning;700,00;40,00;740,00;740,00;;;06-03-2026;01-01-2020;\n"
    other = "2;Bouw Smit B.V.;Dorpsstraat;5;1011AB;woning;800,00;40,00;840,00;;;;;01-02-2026;31-03-2026\n"
    text = text_of(_blocks(tmp_path, "Huur 2026.csv", head + body + other))
    said = tomllib.loads(text)
    (leases,), (tenants,) = said["leases"], said["tenants"]
    assert leases["columns"]["lease_id"] == leases["columns"]["tenant_id"] == tenants["columns"]["tenant_id"] == "Nr"
    assert leases["columns"]["house_number"] == "Nr." and asked_of(text, '# landlord_id = ""')
    assert [part["columns"]["amount"] for part in said["ledger_entries"]] == ["Huur", "Service", "(cel)"]
    assert said["ledger_entries"][0]["months"]["between"] == ["Ingang", "Vertrokken"]
    assert [part["constants"]["action_type"] for part in said["collection_actions"]] == ["reminder_letter"]


def test_a_list_of_steps_with_a_level_is_no_column_a_letter_and_its_levels_ask_for_a_meaning(tmp_path):
    body = "".join(f"C1;{level};0{n}.03.2026\n" for n, level in enumerate("121212121", start=1))
    text = text_of(_blocks(tmp_path, "Aanmaanhistorie.csv", "Contract;Aanmaanniveau;Datum aanmaning\n" + body))
    columns = tomllib.loads(text)["collection_actions"][0]["columns"]
    assert columns["action_type"] == "Aanmaanniveau" and columns["performed_on"] == "Datum aanmaning"
    assert '# "1" = ""' in text and 'demand_letter"\n' not in text


def test_files_of_a_quarter_each_are_all_read_and_the_words_of_each_are_asked(tmp_path):
    head = "Boekstuk;Contractnr;Dagboek;Rubriek;Boekdatum;Vervaldatum;Bedrag\n"
    first = "".join(f"{n};C1;Verkoop;Huur;20-0{n}-2026;01-0{n + 1}-2026;700,00\n" for n in range(1, 5))
    second = "".join(f"{n};C1;Verkoop;Aanmaankosten;20-07-2026;01-08-2026;10,00\n" for n in range(5, 9))
    text, report = mapped(tmp_path, Posten_2026Q1=head + first, Posten_2026Q2=head + second)
    assert 'file = "Posten *Q*.csv"' in text.replace("2026", "*") or 'file = "Posten 2026Q*.csv"' in text
    assert {row[3] for row in rows(report, "ledger_entries")} == {"rent", "collection_costs"}
    assert len(rows(report, "ledger_entries")) == 8


@pytest.mark.parametrize(("written", "day"), [("07-04-26", date(2026, 4, 7)), ("1/12/98", date(1998, 12, 1))])
def test_a_year_of_two_digits_is_read_where_the_mapping_says_so(tmp_path, written, day):
    body = "".join(f"C{n};{written}\n" for n in range(3))
    text, report = mapped(tmp_path, Aanmaanstatus="Contractnr;Herinnering\n" + body)
    assert 'dates = ["dd-mm-jj"]' in text and {row[4] for row in rows(report, "collection_actions")} == {day}


def test_a_column_in_which_every_date_is_none_is_proposed_and_reads_as_empty(tmp_path):
    head = "Regelingnr;Contractnr;Datum afspraak;Einddatum\n"
    text, report = mapped(tmp_path, Betalingsregelingen=head + "R1;C1;02-04-2026;00-00-0000\nR2;C2;02-04-2026;00-00-0000\n")
    assert "in elke cel staat dat er geen datum is" in asked_of(text, 'ended_on = "Einddatum"')
    assert [row[3] for row in rows(report, "payment_arrangements")] == [None, None] and words_of(report) == ""


def test_a_sheet_that_gives_no_table_of_ours_is_named(tmp_path):
    blocks, unread = propose(_sheets(tmp_path, "Sleutels.csv", "Contractnr;Sleutel\nC1;4\n"))
    assert "Sleutels.csv: niet herkend als een van onze tabellen" in report_of(blocks, unread, [], "x")


def _sheets(tmp_path, name, text):
    (tmp_path / name).write_text(text, encoding="utf-8")
    return sheets_of(tmp_path / name)


def _blocks(tmp_path, name, text):
    return propose(_sheets(tmp_path, name, text))[0]


def test_lists_that_a_person_typed_with_titles_like_those_of_the_ready_ones_are_proposed_whole(tmp_path):
    days = (
        "Mandaat geaccepteerd op",
        "Opdrachtgever ingelicht op",
        "In verwerkingsregister op",
        "Verwerkersovereenkomst getekend op",
    )
    titles = ";".join(("Opdrachtgever", *days, "Mandaat geldig vanaf", "Mandaat geldig tot"))
    mandates = f"{titles}\nV1;{';'.join(['01-02-2024'] * 5)};\n"
    landlords = "Opdrachtgever;Naam;Kleine verhuurder\nV1;Stichting Voorbeeld;nee\n"
    objections = "Bezwaarnummer;Huurder;Bezwaar ontvangen op;Bezwaar ingetrokken op\nB1;H20417;03-03-2026;\n"
    _, report = mapped(tmp_path, mandaten=mandates, opdrachtgevers=landlords, bezwaren=objections)
    signed = date(2024, 2, 1)
    assert [row[1:] for row in rows(report, "mandates")] == [("V1", None, signed, signed, signed, signed, signed, None)]
    assert rows(report, "landlords") == [("V1", "Stichting Voorbeeld", False)]
    assert rows(report, "objections") == [("B1", "H20417", date(2026, 3, 3), None, "landlord")]


def test_months_by_name_are_dates_and_a_surname_with_its_prefix_behind_a_comma_is_taken_apart(tmp_path):
    body = "C1;O1;1011AB;1 januari 2020;10;Horst, ter;A.;woning\nC2;O1;1011AB;15-mei-21;20;Jansen;B.;woning\n"
    text, report = mapped(
        tmp_path, Contracten="Contractnr;Eigenaar;Postcode;Ingangsdatum;Huurdernr;Achternaam;Voorletters;Soort\n" + body
    )
    assert [row[11] for row in rows(report, "leases")] == [date(2020, 1, 1), date(2021, 5, 15)]
    assert [row[3:6] for row in rows(report, "tenants")] == [("Horst", "ter", "A."), ("Jansen", None, "B.")]
    assert "dates =" not in text


def _proposal(tmp_path, name: str, text: str) -> str:
    (tmp_path / name).write_text(text, encoding="utf-8")
    return text_of(propose(sheets_of(tmp_path / name))[0])


def test_our_own_names_for_columns_are_certain(tmp_path):
    own = "trans_id;lease_id;entry_type;category;booked_on;due_on;amount\n1;C1;charge;rent;2026-02-20;2026-03-01;700.00\n"
    (tmp_path / "boekingen.csv").write_text(own)
    (block,) = propose(sheets_of(tmp_path / "boekingen.csv"))[0]
    named = {name: choice.certainty for name, choice in block.choices.items()}
    assert {name for name, certainty in named.items() if certainty == SURE} >= {
        "entry_id",
        "lease_id",
        "booked_on",
        "due_on",
        "amount",
    }
    assert {"entry_type", "category"} <= named.keys()


def test_without_a_due_date_the_first_of_the_period_is_proposed_or_what_is_missing_is_said(tmp_path):
    text = _proposal(
        tmp_path,
        "boekingen.csv",
        "Boekstuk;Contract;Boekdatum;Periode;Omschrijving;Bedrag\n1;C1;20-02-2026;202603;Huur maart;700,00\n",
    )
    assert (
        "geen titel voor de vervaldatum" in asked_of(text, 'due_on = "Periode"').lower()
        and 'dates = ["dd-mm-jjjj", "jjjj-mm"]' in text
    )
    text = _proposal(
        tmp_path, "boekingen.csv", "Boekstuk;Contract;Boekdatum;Omschrijving;Bedrag\n1;C1;20-02-2026;Huur maart;700,00\n"
    )
    assert "geen vervaldatum gevonden" in asked_of(text, '# due_on = ""')


def test_words_without_a_meaning_are_named_where_they_come_back_and_by_their_line_where_they_may_be_a_name(tmp_path):
    rows = [f"{n};C{n};{word};0{n}-03-2026" for n, word in enumerate(("HRN", "HRN", "Aanmaning", "Pietersen"), start=1)]
    text = _proposal(tmp_path, "Acties.csv", "Actienr;Contract;Soort actie;Datum\n" + "\n".join(rows) + "\n")
    asked = asked_of(text, "# ['^hrn$', \"\"],")
    assert '"hrn" (2 keer): is het geen brief' in asked and "; kies uit reminder_letter" in asked
    assert "pietersen" not in text.lower() and "nog geen betekenis: wat er staat op regel 5" in text


def _asked_of_texts(folder, *texts: str) -> str:
    texts = (*texts, "servicekosten", "schoonmaak")
    rows = [f"{n};C{n};{texts[n % len(texts)]};01-03-2026;01-04-2026;700,00;" for n in range(1, 17)]
    return _proposal(folder, "Posten.csv", "\n".join(["Boekstuk;Contract;Omschrijving;Boekdatum;Verval;Debet;Credit", *rows, ""]))


@pytest.mark.parametrize(
    ("texts", "fits", "not_so"),
    [
        (("ronde 2026-03", "ronde 2026-04"), "ronde 2027-11", "ronde 8010"),
        (("ronde 3-2026", "ronde 04-2026"), "ronde 12-2027", "ronde 3"),
        (("ronde maart", "ronde apr 2026"), "ronde mei 2027", "ronde om"),
    ],
)
def test_texts_that_differ_in_their_month_only_are_one_question(tmp_path, texts, fits, not_so):
    text = _asked_of_texts(tmp_path, *texts)
    (pattern,) = re.findall(r"# \['(\^ronde.*)', \"\"\]", text)

    assert "(van elke maand, 8 keer): kies uit" in asked_of(text, "['^ronde")
    assert re.search(pattern, fits) and not re.search(pattern, not_so)


@pytest.mark.parametrize("texts", [("ronde 1", "ronde 2"), ("ronde 8010", "ronde 8020")])
def test_texts_that_differ_in_another_number_are_asked_apart(tmp_path, texts):
    assert len(re.findall(r"# \['\^ronde", _asked_of_texts(tmp_path, *texts))) == 2


def test_dates_written_in_several_ways_are_dates_and_a_day_in_a_name_is_no_part_of_it(tmp_path):
    text = _proposal(
        tmp_path, "Mutaties 20 okt 2026.csv",
        "Mut.nr;Contract;Boekdatum;Verval;Soort;Bedrag\n1;C1;46000;1-4-2026;Huur;700,00\n"
        "2;C1;20-02-2026;1 apr 2026;Huur;700,00\n",
    )  # fmt: skip
    assert 'file = "Mutaties *.csv"' in text and 'dates = ["dd-mm-jjjj", "excel"]' in text and 'booked_on = "Boekdatum"' in text


def test_an_address_in_one_cell_is_proposed_in_parts(tmp_path):
    body = "C1;10;O1;Kerkstraat 1 A, 3512 JE Utrecht\nC2;20;O1;Kerkstraat 2, 3512 JE Utrecht\n"
    text = _proposal(tmp_path, "Contracten.csv", "Contractnr;Huurdernr;Eigenaar;Adres\n" + body)
    assert all(
        f'{part} = ["Adres", "{part}"]' in text for part in ("street", "house_number", "house_number_suffix", "postcode", "city")
    )


def test_arrears_of_each_month_are_what_is_open_of_it_and_no_receipts(tmp_path):
    body = "Contract;Naam;jan;feb;mrt;Totaal achterstand\nC1;A;0,00;700,00;700,00;1.400,00\nC2;B;0,00;0,00;650,00;650,00\n"
    text = _proposal(tmp_path, "Achterstand 2026.csv", body)
    assert 'amount = "(cel)"' in text and 'by_sign = {positive = "charge", negative = "payment"}' in text
    assert 'entry_type = "payment"' not in text


def test_a_journal_that_holds_letters_gives_each_table_its_own_lines(tmp_path):
    body = "".join(
        f"{n};C1;0{n}-03-2026;{kind};{text};{amount}\n"
        for n, (kind, text, amount) in enumerate(
            [("Factuur", "Huur maart", "700,00")] * 3
            + [("Ontvangst", "Incasso", "-700,00")] * 3
            + [("Sommatie", "brief", "")] * 3,
            1,
        )
    )
    text = _proposal(tmp_path, "Journaal.csv", "Volgnummer;Contract;Datum;Soort;Omschrijving;Bedrag\n" + body)
    said = tomllib.loads(text)

    assert [said[table][0]["only"] for table in ("ledger_entries", "collection_actions")] == [
        {"Soort": ["Factuur", "Ontvangst"]}, {"Soort": ["Sommatie"]}
    ]  # fmt: skip
    assert said["ledger_entries"][0]["values"]["entry_type"] == {"Factuur": "charge", "Ontvangst": "payment"}
    assert [ours for _, ours in said["ledger_entries"][0]["patterns"]["category"]] == ["rent"]  # a receipt is for nothing
    assert "biedt deze brief aan" in asked_of(text, '"Sommatie" = "summons_letter"')


def test_a_log_of_arrangements_makes_one_of_the_line_that_agrees_and_the_one_that_breaks(tmp_path):
    body = "C1;01-03-2026;Afgesproken\nC1;01-04-2026;Niet nagekomen\nC2;01-04-2026;Afgesproken\nC2;01-05-2026;Voldaan\n"
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Regelingen="Contract;Datum;Gebeurtenis\n" + body)

    assert [(row[1], row[3], row[4]) for row in rows(report, "payment_arrangements")] == [
        ("C1", None, date(2026, 4, 1)), ("C2", date(2026, 5, 1), None)
    ]  # fmt: skip
    assert "niet gebruikt: 'Gebeurtenis'" not in text


def test_a_column_for_each_letter_is_seen_where_a_dash_stands_for_none_and_a_number_with_its_suffix_below_our_own_name(tmp_path):
    text = _proposal(
        tmp_path, "brieven.csv", "Contract;Herinnering verzonden;Sommatie verzonden\nC1;10-8-2026;-\nC2;-;5-9-2026\n"
    )
    assert text.count("[[collection_actions]]") == 2 and 'performed_on = "Sommatie verzonden"' in text
    own = "lease_id;tenant_id;postcode;house_number\n1;T1;3511JE;12 bis\n2;T2;3511JE;14\n"
    assert 'house_number = ["house_number", "number"]' in _proposal(tmp_path, "contracten.csv", own)


def test_a_list_of_arrangements_with_a_number_and_a_day_is_no_list_of_contracts(tmp_path):
    (tmp_path / "Betalingsregelingen 2026.csv").write_text(
        "Regelingnr;Contractnr;Ingangsdatum\nR1;C1;01-03-2026\nR2;C2;01-04-2026\n"
    )
    blocks, _ = propose(sheets_of(tmp_path / "Betalingsregelingen 2026.csv"))
    assert [block.table for block in blocks] == ["payment_arrangements"]

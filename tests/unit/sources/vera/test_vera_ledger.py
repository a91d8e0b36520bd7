"""Bookings and afletteringen of a VERA export, as ledger entries and allocations."""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.vera import agreement, booking, code, link, person, read, receipt, unit

ENTRY = ("entry_id", "lease_id", "entry_type", "category", "booked_on", "due_on", "amount", "reverses_entry_id")


def kinds(found):
    return {row[0]: row[1:] for row in found.rows("ledger_entries", "entry_id", "entry_type", "category", "amount")}


def test_each_kind_of_booking_becomes_the_entry_it_is(tmp_path):
    found = read(tmp_path, boekingen=[
        booking("1"), booking("2", detail="EVN"), booking("3", detail="AAN"), booking("4", detail="FAC"),
        booking("5", "SKS", "FAC"), booking("6", detail="BOR"), booking("7", detail="CRE"), receipt("8"),
        receipt("9", None), receipt("10", "BRT"), booking("11", "MEM", "AFB"), booking("12", "MEM", None),
        booking("13", detail="BET"), booking("14", detail="BRT"), booking("15", "SAL", "X"),
        booking("16", "MEM", "CRE"),
        booking("17", status=code("VRL")), booking("18", "VOR", "ZZZ", status=code("VRL")), receipt("20", status=code("VRL")),
        booking("19", bedrag=0),
    ])  # fmt: skip
    assert {id_: (type_, category) for id_, (type_, category, _) in kinds(found).items()} == {
        "1": ("charge", "rent"), "2": ("charge", "rent"), "3": ("charge", "collection_costs"), "4": ("charge", "other"),
        "5": ("charge", "other"), "6": ("charge", "other"), "7": ("credit_note", None), "8": ("payment", None),
        "9": ("payment", None), "10": ("payment", None), "11": ("write_off", None), "12": ("write_off", None),
        "16": ("credit_note", None),
    }  # fmt: skip
    assert found.finding("booking_voorlopig").count == 3
    assert found.finding("provisional_receipt").count == 1  # a charge that is provisional costs nobody anything
    assert found.finding("booking_nul").count == 1
    assert found.finding("booking_telt_niet").count == 3


def test_a_code_without_meaning_refuses_and_is_named_with_its_number_of_bookings(tmp_path):
    found = read(tmp_path, boekingen=[
        booking("1", detail="ZZZ"), booking("2", detail="ZZZ"), booking("3", detail=None), booking("4", status=code("QQQ")),
    ])  # fmt: skip
    assert found.report.is_refused and not found.report.tables
    assert "QQQ (1 keer)" in found.words and "voorlopig" not in found.words
    assert "VOR/ZZZ (2 keer)" in found.words and "VOR/- (1 keer)" in found.words and "boeking.soorten" in found.words


def test_what_is_no_ordinary_code_is_not_repeated(tmp_path):
    found = read(tmp_path, boekingen=[booking("1", detail="mevrouw A. van Dijk, Dorpsstraat 12")])
    assert "DIJK" not in found.words.upper()


@pytest.mark.parametrize(("charge", "payment"), [(900, 900), (900, -900), (-900, 900)])
def test_the_sign_of_amounts_is_derived_from_the_data(tmp_path, charge, payment):
    amounts = [booking(f"B{n}", bedrag=charge) for n in range(9)] + [receipt(f"P{n}", bedrag=payment) for n in range(9)]
    found = read(tmp_path, boekingen=[
        *amounts, booking("negative invoice", bedrag=-charge),
        receipt("taken back", bedrag=-payment, boekdatum="2026-03-09"),
    ])  # fmt: skip
    made = kinds(found)
    assert made["B1"][0] == "charge" and made["P1"][0] == "payment" and made["P1"][2] == Decimal("900.00")
    assert made["negative invoice"][0] == "credit_note" and made["taken back"][0] == "reversal"
    assert "amount_sign_derived" in {finding.rule for finding in found.report.findings}


def test_signs_in_doubt_refuse_until_the_mapping_says_what_they_mean(tmp_path):
    mixed = [booking("1"), booking("2", bedrag=-900), receipt("3")]
    assert read(tmp_path, boekingen=mixed).rules == {"amount_sign_in_doubt"}
    made = kinds(read(tmp_path, '[boeking]\nteken = "genegeerd"', boekingen=mixed))
    assert {id_: each[0] for id_, each in made.items()} == {"1": "charge", "2": "charge", "3": "payment"}


def test_amounts_and_days_come_over_exactly(tmp_path):
    found = read(tmp_path, boekingen=[
        booking(1, bedrag="1000.10", boekdatum="2026-02-28T23:30:00Z"), booking("2", bedrag=899.9999999),
        booking("5", bedrag="-12,5", detail="CRE"),
        booking("3", bedrag=0.29, boekdatum="2026-07-31T22:30:00+00:00", vervaldatum="2026-08-01T00:00:00"),
        booking("4", bedrag=12345678901.23, boekdatum=None, factuurdatum="2026-02-19"),
    ])  # fmt: skip
    rows = {row[0]: row[4:7] for row in found.rows("ledger_entries", *ENTRY)}
    assert rows["1"] == (date(2026, 3, 1), date(2026, 3, 1), Decimal("1000.10"))
    assert rows["2"][2] == Decimal("900.00") and rows["5"][2] == Decimal("12.50")
    assert rows["3"] == (date(2026, 8, 1), date(2026, 8, 1), Decimal("0.29"))
    assert rows["4"] == (date(2026, 2, 19), date(2026, 3, 1), Decimal("12345678901.23"))


def test_days_are_read_as_systems_write_them_and_those_that_stand_for_never_are_no_days(tmp_path):
    found = read(tmp_path, boekingen=[
        booking("xml", boekdatum="2026-02-20+01:00", vervaldatum="2026-03-01Z"),
        booking("never", boekdatum="0001-01-01T00:00:00", factuurdatum="2026-02-19T23:30:00.0000000Z"),
        receipt("P1", vervaldatum="1753-01-01"),
    ])  # fmt: skip
    assert found.rows("ledger_entries", "entry_id", "booked_on", "due_on") == [
        ("P1", date(2026, 3, 5), None), ("never", date(2026, 2, 20), date(2026, 3, 1)),
        ("xml", date(2026, 2, 20), date(2026, 3, 1)),
    ]  # fmt: skip
    late = read(tmp_path, boekingen=[booking("1", vervaldatum="1900-01-01T00:00:00")])
    assert late.finding("booking_zonder_vervaldatum").severity == "refused"


def test_amounts_in_dutch_are_read_and_what_could_be_either_is_not_guessed(tmp_path):
    amounts = {"1": "1.234,56", "2": "1.234.567,8", "3": "12,30", "4": "1234.56"}
    written = [booking(id_, bedrag=amount) for id_, amount in amounts.items()]
    assert [each[2] for each in kinds(read(tmp_path, boekingen=written)).values()] == [
        Decimal("1234.56"), Decimal("1234567.80"), Decimal("12.30"), Decimal("1234.56"),
    ]  # fmt: skip
    doubtful = read(tmp_path, boekingen=[*written, booking("5", bedrag="1.234")])
    assert doubtful.finding("booking_bedrag_onleesbaar").count == 1


def test_credit_notes_may_carry_a_minus_where_receipts_do_not(tmp_path):
    found = read(tmp_path, boekingen=[
        booking("1"), receipt("2"), booking("3", detail="CRE", bedrag=-20), booking("4", "MEM", "AFB", bedrag=5),
    ])  # fmt: skip
    assert kinds(found)["3"] == ("credit_note", None, Decimal("20.00")) and kinds(found)["4"][0] == "write_off"
    assert "VOR/CRE" in found.finding("credit_sign_derived").text
    mixed = [booking("1"), receipt("2"), booking("3", detail="CRE", bedrag=-20), booking("4", detail="CRE", bedrag=20)]
    assert read(tmp_path, boekingen=mixed).finding("credit_sign_in_doubt").severity == "refused"
    said = read(tmp_path, '[boeking]\nteken = "natuurlijk"')
    assert kinds(said)["3"][0] == "reversal" and kinds(said)["4"][0] == "credit_note"


def test_a_booking_that_cannot_be_read_refuses_the_ledger_with_its_place(tmp_path):
    faults = [
        ({"id": None}, "booking_zonder_id"),
        ({"bedrag": "negenhonderd"}, "booking_bedrag_onleesbaar"),
        ({"bedrag": None}, "booking_zonder_bedrag"),
        ({"boekdatum": "20-02-2026"}, "booking_datum_onleesbaar"),
        ({"boekdatum": None}, "booking_zonder_boekdatum"),
        ({"vervaldatum": None}, "booking_zonder_vervaldatum"),
    ]
    wrong = [booking(**{"id": str(number), **fault}) for number, (fault, _) in enumerate(faults, start=2)]
    found = read(tmp_path, boekingen=[booking("1"), *wrong])
    assert not found.report.tables
    for record, (_, rule) in enumerate(faults, start=2):
        assert found.finding(rule).severity == "refused" and found.finding(rule).count == 1
        assert f"boekingen.json: record {record})" in str(found.finding(rule))
    assert "negenhonderd" not in found.words and "20-02" not in found.words


def test_an_aflettering_stands_under_both_bookings_and_counts_once_whichever_is_named_first(tmp_path):
    a, b = link("A1", "P1", "B1", 400), link("A2", "B1", "P1", 100, "2026-03-31T22:30:00Z")
    nameless = {**link(None, "B1", "P2", 25), "id": None}
    found = read(tmp_path, boekingen=[
        booking("B1", afletteringen=[a, b, nameless, nameless]), receipt("P1", bedrag=500, afletteringen=[b, a]),
        receipt("P2", bedrag=50, afletteringen=[nameless, {**nameless, "huurBoeking": "https://x/boekingen/B1"}]),
        booking("B2", status=code("VRL"), afletteringen=[link("A9", "B2", "P1", 5)]),
    ])  # fmt: skip
    assert found.rows("allocations", "credit_entry_id", "charge_entry_id", "amount", "allocated_on") == [
        ("P1", "B1", Decimal("100.00"), date(2026, 4, 1)), ("P1", "B1", Decimal("400.00"), date(2026, 3, 5)),
        ("P2", "B1", Decimal("25.00"), date(2026, 3, 5)), ("P2", "B1", Decimal("25.00"), date(2026, 3, 5)),
    ]  # fmt: skip


def test_an_aflettering_that_each_side_has_of_its_own_counts_once(tmp_path):
    half = [link("3", "B2", "P2", 450), link("4", "B2", "P2", 450)]
    found = read(tmp_path, boekingen=[
        booking("B1", afletteringen=[link("1", "B1", "P1")]),
        receipt("P1", bedrag=-900, afletteringen=[link("2", "P1", "B1", -900)]),
        booking("B2", afletteringen=half),
        receipt("P2", bedrag=-900, afletteringen=[link("5", "P2", "B2", -450), link("6", "P2", "B2", -450)]),
        booking("B3", afletteringen=[link("7", "B3", "P3", 450), link("8", "B3", "P3", 450)]), receipt("P3", bedrag=-900),
    ])  # fmt: skip
    assert found.rows("allocations", "charge_entry_id", "amount") == [
        ("B1", Decimal("900.00")), *[("B2", Decimal("450.00"))] * 2, *[("B3", Decimal("450.00"))] * 2,
    ]  # fmt: skip


def test_an_aflettering_undone_by_one_of_the_opposite_sign_leaves_the_difference(tmp_path):
    links = [link("A1", "B1", "P1", 900), link("A2", "B1", "P1", -300)]
    found = read(tmp_path, boekingen=[booking("B1", afletteringen=links), receipt("P1", afletteringen=links)])
    assert found.rows("allocations", "amount") == [Decimal("600.00")]


def test_afletteringen_may_stand_in_a_file_of_their_own_with_references(tmp_path):
    own = [
        {
            "id": "A1",
            "datum": "2026-03-05",
            "bedrag": "900",
            "huurBoeking": "/v1/boekingen/B1",
            "tegenHuurBoeking": "/v1/boekingen/P1",
        }
    ]
    bookings = [
        booking("B1", afletteringen=["/v1/afletteringen/A1"]),
        receipt("P1", afletteringen=["/v1/afletteringen/A1"]),
    ]
    found = read(tmp_path, boekingen=bookings, afletteringen=own)
    assert found.rows("allocations", "credit_entry_id", "charge_entry_id") == [("P1", "B1")] and not found.rules
    (tmp_path / "vera/afletteringen.json").unlink()
    assert "links_are_references" in read(tmp_path, boekingen=bookings).rules


def test_a_storno_names_the_receipt_it_takes_back(tmp_path):
    def storno(id_, day, **more):
        return receipt(id_, "STO", **{"boekdatum": day, "bedrag": 900, **more})

    found = read(tmp_path, boekingen=[
        booking("B1"), receipt("P1", afletteringen=[link("A1", "P1", "S1")]), storno("S1", "2026-03-08"),
        receipt("P2", boekdatum="2026-03-10"), receipt("P3", boekdatum="2026-03-12", betalingskenmerk="K3"),
        receipt("P4", boekdatum="2026-03-14"), storno("by amount", "2026-03-20"),
        storno("by reference", "2026-03-21", betalingskenmerk="K3"), storno("nowhere", "2026-03-22", bedrag=17),
        receipt("other lease", overeenkomst={"id": "O2"}, bedrag=17),
        storno("of two", "2026-03-30", bedrag=70,
            afletteringen=[link("A7", "of two", "P5", 30), link("A8", "P6", "of two", 40)]),
        receipt("P5", bedrag=30), receipt("P6", bedrag=40),
    ])  # fmt: skip
    reverses = {row[0]: row[1:] for row in found.rows("ledger_entries", "entry_id", "reverses_entry_id", "amount") if row[1]}
    assert reverses == {
        "S1": ("P1", Decimal("900.00")), "by amount": ("P4", Decimal("900.00")),
        "by reference": ("P3", Decimal("900.00")),
        "nowhere": ("?nowhere", Decimal("17.00")), "of two#1": ("P5", Decimal("30.00")),
        "of two#2": ("P6", Decimal("40.00")),
    }  # fmt: skip
    assert found.rows("allocations") == []
    assert found.finding("reversal_without_receipt").count == 1
    strict = '[boeking]\nstorno_niet_gevonden = "weigeren"\nstorno_zoeken = ["aflettering"]'
    assert read(tmp_path, strict).finding("reversal_without_receipt").severity == "refused"


@pytest.mark.parametrize(
    ("charge", "taken_back", "storno"),
    [
        pytest.param(900, 0, 0, id="the charge is open again"),
        pytest.param(0, 0, 900, id="the storno is open"),
        pytest.param(0, -900, 0, id="the receipt is settled twice"),
        pytest.param(900, 900, 900, id="receipt and storno are both open"),
    ],
)
def test_however_a_source_keeps_a_storno_open_its_balance_is_what_the_tenant_owes(tmp_path, charge, taken_back, storno):
    """All positive, as most suppliers write: a receipt's saldo is what is left of it, a storno's what it left open."""
    found = read(tmp_path, boekingen=[
        booking("B1", saldo=charge),
        receipt("P1", saldo=taken_back, afletteringen=[link("A1", "P1", "S1")]),
        receipt("S1", "STO", boekdatum="2026-03-08", bedrag=900, saldo=storno),
    ])  # fmt: skip
    assert found.rows("stated_balances", "lease_id", "open_rent") == [("O1", Decimal("900.00"))]


def test_money_paid_back_takes_it_from_a_receipt_that_has_it_left(tmp_path):
    found = read(tmp_path, boekingen=[
        booking("B1"), receipt("too much", bedrag=1400, afletteringen=[link("A1", "B1", "too much")]),
        receipt("spent", bedrag=500, boekdatum="2026-03-10", afletteringen=[link("A2", "B2", "spent", 500)]),
        booking("B2"),
        booking("back", "UIT", "TER", bedrag=500, boekdatum="2026-03-20", vervaldatum=None),
    ])  # fmt: skip
    assert ("back", "too much") in found.rows("ledger_entries", "entry_id", "reverses_entry_id")


def test_the_lease_of_a_booking_is_found_by_payer_debtor_or_aflettering(tmp_path):
    debtor = {"id": "D", "relatie": "https://x/relaties/R1"}
    found = read(
        tmp_path,
        overeenkomsten=[
            agreement(), agreement("PAYER", soort=code("BET"), bovenliggendeOvereenkomst={"id": "O1"}),
            agreement("SHOP", tenant="R2"), agreement("SHOP2", tenant="R2"), agreement("DRAFT", status=code("VOO")),
        ],
        eenheden=[unit()], relaties=[person(), person("R2")],
        boekingen=[
            booking("1", overeenkomst="https://x.nl/api/overeenkomsten/O1?expand=no"),
            receipt("2", overeenkomst={"id": "PAYER"}), receipt("3", overeenkomst=None, debiteur=debtor),
            receipt("4", overeenkomst=None, afletteringen=[link("A1", "1", "4")]),
            receipt("5", overeenkomst=None, debiteur={"relatie": {"id": "R2"}}),
            booking("6", overeenkomst={"id": "DRAFT"}),
        ],
    )  # fmt: skip
    assert dict(found.rows("ledger_entries", "entry_id", "lease_id")) == {"1": "O1", "2": "O1", "3": "O1", "4": "O1"}
    assert found.finding("booking_without_agreement").count == 1
    assert found.finding("booking_ander_contract").count == 1
    assert "payer_without_lease" in read(tmp_path, boekingen_2=[receipt("7", overeenkomst={"id": "LOST"})],
        overeenkomsten_2=[agreement("LOST", soort=code("BET"))]).rules  # fmt: skip
    again = read(tmp_path, '[boeking]\nzonder_overeenkomst = "weigeren"')
    assert again.finding("booking_without_agreement").severity == "refused"


def test_files_of_one_resource_add_up_and_copies_count_once(tmp_path):
    found = read(tmp_path, boekingen=[booking("1"), booking("2")], **{"boekingen_2026-03": [booking("2", saldo=5), booking("3")]})
    assert found.rows("ledger_entries", "entry_id") == ["1", "2", "3"]
    changed = read(tmp_path, **{"boekingen_2026-04": [booking("3", bedrag=1)]})
    assert changed.finding("booking_versions_differ").severity == "refused"


def test_a_booking_outside_the_export_is_named_or_filled_in_as_the_mapping_says(tmp_path):
    bookings = [
        booking("B1", afletteringen=[link("A1", "B1", "OLD PAYMENT", 100)]),
        receipt("P1", afletteringen=[link("A2", "OLD RENT", "P1", 300)]),
    ]
    found = read(tmp_path, boekingen=bookings)
    assert found.rows("allocations", "credit_entry_id", "charge_entry_id") == [
        ("OLD PAYMENT", "B1"),
        ("P1", "OLD RENT"),
    ]
    assert found.finding("entry_not_in_export").count == 2
    filled = read(tmp_path, '[boeking]\nontbrekende_boeking = "aanvullen"')
    made = kinds(filled)
    assert made["OLD PAYMENT"] == ("payment", None, Decimal("100.00"))
    assert made["OLD RENT"] == ("charge", "other", Decimal("300.00"))
    assert not filled.rules


def test_a_disputed_rent_stays_outside_the_arrears_unless_the_mapping_counts_it(tmp_path):
    bookings = [booking("1", huurgeschil={"id": "H1"}), booking("2", huurgeschil=None)]
    assert kinds(read(tmp_path, boekingen=bookings))["1"][1] == "other"
    assert kinds(read(tmp_path, '[boeking]\nhuurgeschil = "meetellen"'))["1"][1] == "rent"

"""VERA as suppliers write it: money without a lease, links in every place, arrangements of a debtor, other keys.

Belongs here: what a legal export says in another way than the usual one, and that it comes to the same. Several situations
share one export, each with a lease and a tenant of its own, because each reading takes a second.
"""

from datetime import date
from decimal import Decimal

import pytest

from tests.support.vera import agreement, booking, code, contact, link, person, read, receipt

NATURAL = '[boeking]\nteken = "natuurlijk"'


def rent(id_, lease, month=3, amount=1000.0, **more):
    return booking(id_, bedrag=amount, boekdatum=f"2026-{month - 1:02}-20", vervaldatum=f"2026-{month:02}-01",
                   overeenkomst={"id": lease}, **more)  # fmt: skip


def money(id_, amount=1000.0, **more):
    return receipt(id_, bedrag=amount, **{"overeenkomst": None, **more})


def of(person_id, debtor="D"):
    return {"id": f"{debtor}-{person_id}", "relatie": {"id": person_id}}


@pytest.fixture(scope="module")
def money_of_debtors(tmp_path_factory):
    roles = [{"id": "BW", "rollen": [{"soort": code("BWI")}]}, {"id": "R9", "rollen": [{"soort": code("HUU")}]}]
    return read(tmp_path_factory.mktemp("vera"), NATURAL, overeenkomsten=[
        agreement("HOME", "R1", "E1"), agreement("GARAGE", "R1", "E2"), agreement("ONLY", "R2"),
        agreement("A", "R3"), agreement("B", "R3"), agreement("C", "R4"), agreement("D", "R4"),
        agreement("UNDER", "R9", relaties=roles),
    ], boekingen=[
        rent("home 3", "HOME"), rent("garage 3", "GARAGE"), money("unsure", 2000.0, debiteur=of("R1")),
        rent("only 3", "ONLY"), money("his", debiteur=of("R2")),
        rent("a 3", "A"), rent("b 3", "B", amount=500.0),
        money("both", 1500.0, debiteur=of("R3"), afletteringen=[
            link("l1", "a 3", "both", 1000.0), link("l2", "b 3", "both", 500.0)]),
        money("taken back", 1500.0, detail="STO", debiteur=of("R3"), boekdatum="2026-03-20",
              afletteringen=[link("l3", "both", "taken back", 1500.0)]),
        rent("c 3", "C"), rent("d 3", "D"),
        money("more", 3000.0, debiteur=of("R4"), afletteringen=[
            link("l4", "c 3", "more", 1000.0), link("l5", "d 3", "more", 1000.0)]),
        rent("under 3", "UNDER"), money("by administrator", debiteur=of("BW")),
    ], relaties=[person(f"R{n}") for n in (1, 2, 3, 4, 9)])  # fmt: skip


def test_money_that_names_only_its_debtor_is_his_only_leases_or_makes_all_of_them_unsure(money_of_debtors):
    entries = {row[0]: row[1:] for row in money_of_debtors.rows("ledger_entries", "entry_id", "lease_id", "amount")}
    assert entries["his"] == ("ONLY", Decimal("1000.00"))
    assert "unsure" not in entries and money_of_debtors.finding("money_of_unsure_lease").count == 2
    links = money_of_debtors.rows("allocations", "credit_entry_id", "charge_entry_id")
    assert ("unsure", "home 3") in links and ("unsure", "garage 3") in links


def test_an_administrators_receipt_is_that_leases(money_of_debtors):
    assert ("by administrator", "UNDER") in money_of_debtors.rows("ledger_entries", "entry_id", "lease_id")


def test_money_for_several_leases_counts_once_for_the_leases_its_links_name_and_so_does_its_reversal(money_of_debtors):
    made = [row for row in money_of_debtors.rows("ledger_entries", "entry_id", "lease_id", "amount", "reverses_entry_id")
            if row[0].startswith(("both", "taken back", "more"))]  # fmt: skip
    assert made == [
        ("both/A", "A", Decimal("1000.00"), None), ("both/B", "B", Decimal("500.00"), None),
        ("more/C", "C", Decimal("1000.00"), None), ("more/D", "D", Decimal("1000.00"), None),
        ("taken back/A", "A", Decimal("1000.00"), "both/A"), ("taken back/B", "B", Decimal("500.00"), "both/B"),
    ]  # fmt: skip
    # What the links leave over of `more` may be for either lease.
    unsure = {row[1] for row in money_of_debtors.rows("allocations", "credit_entry_id", "charge_entry_id") if row[0] == "more"}
    assert unsure == {"c 3", "d 3"}


def test_a_reversal_settled_with_a_charge_opens_that_charge_again(tmp_path):
    at_o1 = {"overeenkomst": {"id": "O1"}}
    found = read(tmp_path, NATURAL, boekingen=[
        rent("2", "O1", 2), rent("3", "O1", 3),
        money("p2", boekdatum="2026-02-01", **at_o1, afletteringen=[link("l2", "2", "p2", 1000.0, "2026-02-01")]),
        money("p3", boekdatum="2026-03-01", **at_o1, afletteringen=[link("l3", "3", "p3", 1000.0, "2026-03-01")]),
        money("storno", detail="STO", **at_o1, afletteringen=[link("ls", "2", "storno", 1000.0)]),
        rent("8", "O2", 2), rent("9", "O2", 3),
        money("p89", 2000.0, boekdatum="2026-03-01", overeenkomst={"id": "O2"}, afletteringen=[
            link("l8", "8", "p89", 1000.0), link("l9", "9", "p89", 1000.0)]),
        money("half", detail="STO", overeenkomst={"id": "O2"}, afletteringen=[link("lh", "8", "half", 1000.0)]),
    ])  # fmt: skip
    named = dict(found.rows("ledger_entries", "entry_id", "reverses_entry_id"))
    assert named["storno"] == "p2"
    assert named["half"] == "?half"  # which of its charges stays settled, nobody can say: that ledger is inconsistent


def test_the_same_link_counts_once_wherever_it_stands_and_with_whichever_keys(tmp_path):
    bare = {"datum": "2026-03-05", "bedrag": 1000.0, "huurBoeking": {"idExtern": "X1"}, "tegenHuurBoeking": {"id": "p"}}
    charge = rent("c", "O1", idExtern="X1", afletteringen=[link("A1", "c", "p", 1000.0)])
    paid = money("p", overeenkomst={"id": "O1"}, afletteringen=[bare])
    found = read(tmp_path, NATURAL, boekingen_1=[charge, paid], boekingen_2=[charge, paid],
                 afletteringen=[bare], afletteringen_2=[{**bare, "datum": None}])  # fmt: skip
    assert found.rows("allocations") == [("p", "c", Decimal("1000.00"), date(2026, 3, 5))]


def test_an_arrangement_holds_for_each_lease_it_covers_and_an_end_ahead_does_not_keep_it_alive(tmp_path):
    ahead = {"afspraakdatum": "2026-02-10", "einddatum": "2026-09-30", "overeenkomst": {"id": "L5"}}
    found = read(tmp_path, NATURAL, overeenkomsten=[
        agreement("L1", "R1"), agreement("L2", "R1"), agreement("L3", "R2"), agreement("L4", "R2"), agreement("L5", "R3"),
    ], boekingen=[
        rent("1", "L1"), rent("2", "L2"), rent("3", "L3", debiteur=of("R2")), 
        rent("5", "L5", betalingsregelingen=[{"id": "listed"}]),
    ], betalingsregelingen=[
        {"id": "two", "status": code("ACT"), "afspraakdatum": "2026-02-10", "boekingen": [{"id": "1"}, {"id": "2"}]},
        {"id": "debtor", "status": code("ACT"), "afspraakdatum": "2026-02-10", "debiteur": {"id": "D-R2"}},
        {"id": "listed", "status": code("ACT"), "afspraakdatum": "2026-02-10"},
        {"id": "stopped", "status": code("ANN"), **ahead},
        {"id": "paid", "status": code("BEE"), **ahead},
    ])  # fmt: skip
    made = found.rows("payment_arrangements", "lease_id", "ended_on", "broken_on")
    day = date(2026, 2, 10)
    assert made == [("L1", None, None), ("L2", None, None), ("L3", None, None), ("L4", None, None),
                    ("L5", day, None), ("L5", None, day), ("L5", None, None)]  # fmt: skip


def test_a_contact_that_names_no_lease_proves_nothing_where_another_lease_of_the_tenant_is_behind_too(tmp_path):
    old = {"status": code("BEE"), "einddatum": "2026-02-28"}
    found = read(tmp_path, NATURAL, overeenkomsten=[
        agreement("new", "R1", begindatum="2026-03-01"), agreement("old", "R1", **old),
        agreement("home", "R2"), agreement("garage", "R2"),
    ], boekingen=[rent("1", "new"), rent("2", "old", 2), rent("3", "home")],
        contactmomenten=[contact("C1"), contact("C2", relaties=[{"id": "R2"}])])  # fmt: skip
    assert found.rows("collection_actions", "action_id", "lease_id") == [("C2", "home")]
    assert found.finding("contact_without_lease").count == 1


@pytest.mark.parametrize("name", ["Einddatum", "eind_datum", " EindDatum "])
def test_a_property_in_other_capitals_or_signs_is_refused_by_name_at_any_depth(tmp_path, name):
    deep = agreement()
    deep["relaties"][0]["rollen"][0][name] = "2026-01-31"
    found = read(tmp_path, overeenkomsten=[deep], relaties=[person(Overlijdensdatum="2026-02-01")])
    assert found.rules == {"property_capitals"} and not found.report.tables
    assert f"{name.strip()} (de standaard schrijft einddatum)" in found.words and "2026" not in found.words


def test_the_moments_that_systems_write_are_the_day_in_amsterdam_and_co_tenants_and_balances_come_over(tmp_path):
    written = ["2026-01-31T23:30Z[UTC]", "2026-01-31 23:30:00 UTC", "2026-01-31t23:30:00z", "2026-01-31T23:30:00+00:00[Etc/UTC]",
               "2026-02-01T00:30:00+01:00[Europe/Amsterdam]"]  # fmt: skip
    roles = [
        {"id": "R1", "rollen": [{"soort": code("HUU")}]},
        {"id": "R2", "rollen": [{"soort": code("MDH"), "begindatum": "2024-01-01"}]},
    ]
    found = read(tmp_path, NATURAL, boekingen=[
        *(booking(f"B{n}", boekdatum=day, saldo=100.0) for n, day in enumerate(written)),
        booking("later", vervaldatum="2026-05-01", saldo=900.0),
    ], overeenkomsten=[agreement(relaties=roles)], relaties=[person("R1"), person("R2")])  # fmt: skip
    booked = found.rows("ledger_entries", "entry_id", "booked_on")
    assert {day for id_, day in booked if id_ != "later"} == {date(2026, 2, 1)}
    assert found.rows("co_tenants") == [("O1", "R2", date(2024, 1, 1), None)]
    assert found.rows("tenants", "tenant_id") == ["R1", "R2"]
    assert found.rows("stated_balances") == [("O1", date(2026, 4, 20), Decimal("500.00"))]


@pytest.mark.parametrize(
    "text", ['[{"id": ' * 3000 + "1" + "}]" * 3000, "[" * 200000, '[{"id":"1","soort":{"code":"' + "x" * 100000 + '"}}]']
)
def test_a_record_of_any_depth_or_length_is_refused_or_read_and_nothing_falls(tmp_path, text):
    found = read(tmp_path, boekingen=text)
    assert found.report.is_refused and "xxxx" not in found.words


@pytest.mark.parametrize("name", ["tussenvoegsels2", "Tussenvoegsel"])
def test_a_property_but_for_a_figure_or_its_last_letter_is_refused_where_the_standard_s_own_is_not_there(tmp_path, name):
    one = {each: value for each, value in person().items() if each != "tussenvoegsels"} | {name: "van"}
    assert read(tmp_path, relaties=[one]).rules == {"property_capitals"}
    assert "property_capitals" not in read(tmp_path, relaties=[one | {"tussenvoegsels": "van"}]).rules

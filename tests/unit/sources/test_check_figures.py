"""The first figures that `vroegsignaal check` shows, to compare with one's own system, and what it points out beside them."""

from decimal import Decimal

import duckdb
import pytest

from documents.check import check_landing
from documents.check_figures import _ledger, _stated
from documents.dutch import euros
from tests.builders import AS_OF, Portfolio, objection, payment, tenant


def test_what_was_read_is_shown_in_figures_to_compare_with_ones_own_system(tmp_path):
    paid = payment(lease_id="L1", booked_on="2026-03-20", amount="200.00")
    portfolio = Portfolio.lawful().add(paid, objection(tenant_id="T1", withdrawn_on="2026-04-02"))
    text = check_landing(portfolio.write(tmp_path / "landing"), AS_OF).text()
    (rent,) = [Decimal(row["amount"]) for row in portfolio.tables["ledger_entries"] if row["entry_type"] == "charge"]
    assert "lopende contracten: 1 (1 woning)" in text and "huurders: 1 persoon, 0 organisaties; 0 overleden" in text
    assert "ontvangst: 1, samen 200,00, geboekt 20-03-2026 tot en met 20-03-2026" in text
    assert f"1 contract debet, samen {euros(rent - 200).removeprefix('€ ')}; 0 contracten vooruit" in text
    assert "1 woning, overeenkomst sinds" in text and "bezwaren die gelden: 0;" in text


def test_proof_of_which_there_is_none_and_objections_of_who_is_on_no_lease_are_pointed_out(tmp_path):
    lawful = check_landing(Portfolio.lawful().write(tmp_path / "lawful"), AS_OF).text()
    assert "zonder wordt niemand gemeld" not in lawful and "op geen contract" not in lawful

    portfolio = Portfolio.lawful().add(objection(tenant_id="T2"), tenant(tenant_id="T2"))
    for row in portfolio.tables["collection_actions"]:
        row["action_type"] = "reminder_letter"
    text = check_landing(portfolio.write(tmp_path / "landing"), AS_OF).text()
    assert "geen enkele 5-dagen sommatie" in text and "geen enkel telefoongesprek" in text
    assert "! 1 bezwaar van wie op geen contract staat, als huurder noch als medehuurder" in text


def test_receipts_of_before_a_contract_began_are_pointed_out_since_they_hide_arrears(tmp_path):
    portfolio = Portfolio.lawful().change("leases", "L1", started_on="2026-03-30")
    text = check_landing(portfolio.add(payment(lease_id="L1", booked_on="2025-11-01")).write(tmp_path / "landing"), AS_OF).text()

    assert "1 rij met ontvangsten van ver vóór de ingang van het contract" in text


def test_a_ledger_that_begins_after_its_contracts_and_holds_no_two_years_is_pointed_out(tmp_path):
    old = Portfolio.lawful().change("leases", "L1", started_on="2020-01-01")
    short = check_landing(old.write(tmp_path / "short"), AS_OF).text()
    assert "en geen 24, terwijl 1 contract eerder begon." in short and "Vraag een export over 24 maanden" in short
    assert "met een ! bij de cijfers" not in short  # nobody can take it away, so it keeps nothing back
    whole = old.add(payment(lease_id="L1", booked_on="2024-05-03"))
    assert "en geen 24" not in check_landing(whole.write(tmp_path / "whole"), AS_OF).text()
    young = Portfolio.lawful().change("leases", "L1", started_on="2026-01-01")
    assert "en geen 24" not in check_landing(young.write(tmp_path / "young"), AS_OF).text()


@pytest.mark.parametrize(
    ("change", "is_whole"),
    [
        ("", True),
        ("update landing.stated_balances set open_rent = open_rent + 1 where lease_id = 'L2'", False),
        ("delete from landing.stated_balances where lease_id = 'L2'", False),  # of who owes, nobody knows what was before
        ("delete from landing.stated_balances where lease_id <> 'L2'", False),
        ("update landing.stated_balances set as_of = date '2026-02-01', open_rent = 0", False),  # of before the first entry
        ("delete from landing.stated_balances", False),
    ],
)
def test_a_ledger_that_begins_late_is_whole_where_the_balances_of_the_source_agree_of_each_who_owes(change, is_whole):
    con = ledger_of_three("100, 200, 300")
    con.execute("create table landing.leases (lease_id text, started_on date, ended_on date, unit_type text)")
    con.execute("insert into landing.leases select 'L' || n, '2020-01-01', null, 'dwelling' from range(1, 4) as t(n)")
    con.execute(change)
    text = "\n".join(_ledger(con, AS_OF))
    assert ("de saldi van de bron komen ermee overeen, dus er mist niets" in text) is is_whole
    assert ("Vraag een export over 24 maanden" in text) is not is_whole


@pytest.mark.parametrize(
    ("kind", "category", "due_on", "of_which"),
    [
        ("charge", "rent", "2026-03-01", "630,00; kosten, rente en anders: 0,00"),
        ("charge", "rent", "2026-05-01", "600,00; nog niet vervallen: 30,00; kosten, rente en anders: 0,00"),
        ("charge", "collection_costs", "2026-03-01", "600,00; kosten, rente en anders: 30,00 (ontvangsten gaan hier eerst"),
        ("payment", None, None, "570,00; kosten, rente en anders: 0,00"),
    ],
)
def test_of_what_is_owed_the_part_that_counts_is_said_for_whose_own_list_has_rent_alone(kind, category, due_on, of_which):
    con = ledger_of_three("100, 200, 300")
    con.execute("create table landing.leases (lease_id text, started_on date, ended_on date, unit_type text)")
    con.execute("insert into landing.ledger_entries values ('L1', ?, ?, '2026-03-01', ?, 30)", [kind, category, due_on])
    assert f"van dat debet is vervallen huur en servicekosten: {of_which}" in "\n".join(_ledger(con, AS_OF))


def test_how_many_dwellings_have_a_mandate_is_shown_and_pointed_out_where_most_have_none(tmp_path):
    text = check_landing(Portfolio.lawful().write(tmp_path / "lawful"), AS_OF).text()
    assert "\n  1 woning met een mandaat dat geldt, 0 woningen zonder\n" in text

    other = Portfolio.lawful()
    for row in other.tables["mandates"]:
        row["complex_id"] = "X9"
    text = check_landing(other.write(tmp_path / "other"), AS_OF).text()
    assert (
        "! 0 woningen met een mandaat dat geldt, 1 woning zonder (bij 1 is het er niet): daar wordt niet gemeld. Klopt dat?"
        in text
    )
    assert " met een ! bij de cijfers nazien" in text


@pytest.mark.parametrize(
    ("change", "why"),
    [({"valid_until": "2026-04-01"}, "liep het af"), ({"processing_registered_on": None}, "mist een van zijn dagen")],
)
def test_why_a_mandate_does_not_hold_is_said(tmp_path, change, why):
    portfolio = Portfolio.lawful()
    for row in portfolio.tables["mandates"]:
        row |= change
    assert f"1 woning zonder (bij 1 {why}): " in check_landing(portfolio.write(tmp_path / "landing"), AS_OF).text()


@pytest.mark.parametrize(("is_small", "who"), [("true", "alleen voor een kleine verhuurder"), ("false", "niet")])
def test_where_no_agreement_is_in_force_who_is_reported_all_the_same_is_said(tmp_path, is_small, who):
    portfolio = Portfolio.lawful()
    portfolio.tables["municipality_agreements"].clear()
    for row in portfolio.tables["landlords"]:
        row["is_small_landlord"] = is_small
    text = check_landing(portfolio.write(tmp_path / "landing"), AS_OF).text()
    assert f"geen overeenkomst die geldt: daar wordt {who} gemeld" in text


def test_balances_of_all_that_is_open_are_set_beside_all_that_is_open():
    con = ledger_of_three("100, 200, 300")
    con.execute("insert into landing.ledger_entries values ('L1', 'charge', 'other', date '2026-03-01', date '2026-03-01', 30)")
    con.execute("update landing.stated_balances set open_rent = 130 where lease_id = 'L1'")
    (line,) = _stated(con, AS_OF)
    assert line == "saldi volgens de bron: 3, samen 630,00: gelijk aan de boekingen"


def test_balances_of_the_source_that_are_mostly_another_amount_than_the_entries_are_pointed_out():
    (line,) = _stated(ledger_of_three("100, 200, 300"), AS_OF)
    assert line.endswith("samen 600,00: gelijk aan de boekingen")
    (line,) = _stated(ledger_of_three("0, 0, 7"), AS_OF)
    assert line.startswith("! saldi volgens de bron: 3, samen ") and "; 3 van 3 wijken af" in line
    assert "verkeerde kolom bij open_rent" in line


def ledger_of_three(amounts):
    con = duckdb.connect()
    con.execute("create schema landing")
    con.execute(f"""create table landing.stated_balances as select 'L' || n as lease_id, date '2026-04-01' as as_of,
        cast([{amounts}][n] as decimal(18, 2)) as open_rent from range(1, 4) as t(n)""")
    con.execute("""create table landing.ledger_entries as select 'L' || n as lease_id, kind as entry_type, 'rent' as category,
        date '2026-03-01' as booked_on, date '2026-03-01' as due_on,
        cast(case when kind = 'charge' then 100 * n + 50 else 50 end as decimal(18, 2)) as amount
        from range(1, 4) as t(n), (values ('charge'), ('payment')) as k(kind)""")
    return con


def test_of_few_balances_that_differ_from_the_entries_each_line_its_contract_and_both_amounts_are_shown():
    con = ledger_of_three("100, 200, 300")
    con.execute("update landing.stated_balances set open_rent = open_rent + 7 where lease_id = 'L2'")
    (line,) = _stated(con, AS_OF, lambda table, rows: f"{table} regel {rows[0] + 4}")
    assert line.endswith("1 van 3 wijkt af van de boekingen (stated_balances regel 6, contract L2: 207,00 tegen 200,00)")


def test_what_a_mapping_reads_for_a_number_and_is_a_name_or_an_address_is_not_shown():
    con = ledger_of_three("100, 200, 300")
    con.execute("update landing.stated_balances set open_rent = open_rent + 7 where lease_id = 'L2'")
    for wrong in ("Jansen", "Dorpsstraat 12", "7131KD", "jan12@post.example"):
        for table in ("stated_balances", "ledger_entries"):
            con.execute(f"update landing.{table} set lease_id = ? where lease_id not in ('L1', 'L3')", [wrong])
        (line,) = _stated(con, AS_OF, lambda table, rows: f"{table} regel {rows[0] + 4}")
        assert line.endswith("(stated_balances regel 6: 207,00 tegen 200,00)"), line


def test_the_line_of_a_balance_that_differs_is_that_of_the_file_however_long_it_is(tmp_path):
    landing = Portfolio.lawful().write(tmp_path / "landing")
    balances = landing / "stated_balances.parquet"
    (landing / "stated_balances.csv").unlink(missing_ok=True)
    duckdb.connect().sql(
        "select 'X' || i as lease_id, date '2026-04-01' as as_of,"
        " case when i = 150000 then 50 else 0 end::decimal(18, 2) as open_rent from range(1, 400001) as lines(i) order by i"
    ).write_parquet(str(balances), row_group_size=4096)
    text = check_landing(landing, AS_OF).text()
    assert "rij 150000, contract X150000: 50,00 tegen 0,00" in text


def test_what_tells_most_stands_first_and_what_is_pointed_out_among_it(tmp_path):
    shown = check_landing(Portfolio.lawful().write(tmp_path / "landing"), AS_OF).text()
    first, further = shown.partition("EERST DEZE:")[2].partition("EN VERDER:")[::2]
    assert "lopende contracten" in first and "saldo van alle boekingen" in first and "van dat debet" in first
    assert "huurders:" in further and "vordering huur:" in further and "  ! " not in further

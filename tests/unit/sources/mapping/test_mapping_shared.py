"""A list that names contracts and who rents along, or a balance of each, is not passed over unseen."""

import duckdb
import pytest

from sources.guards.shared import names_balances, names_co_tenants
from sources.tables_seen import sheets_in, tables_of

TITLES = ["Klantcode", "Huurder nr", "Naam", "Erbij sinds"]


def names(*lines, above=(), tables=("leases", "tenants")):
    with duckdb.connect() as con:
        made = {
            "leases": "select unnest(['1001', '1002', '1003']) as lease_id, unnest(['P021', 'P022', 'P023']) as tenant_id",
            "tenants": "select unnest(['P021', 'P022', 'P023', 'P044', 'P045']) as tenant_id",
        }
        for table in tables:
            con.execute(f"create table made_{table} as {made[table]}")
        return names_co_tenants(con, [*above, TITLES, *([*line, "Bos, A.", "01-05-2025"] for line in lines)])


@pytest.mark.parametrize("above", [(), (["Samen op contract"],)])
def test_people_beside_the_tenants_of_contracts_are_seen_by_their_numbers(above):
    assert names(("1001", "P044"), ("1003", "P045"), above=above)
    assert names(("1001", "P021"), ("1001", "P044"), ("1002", "P022"), ("1003", "P023"))  # all who take part


@pytest.mark.parametrize(
    "lines",
    [
        [("1001", "P021"), ("1002", "P022")],  # the tenants
        [("1001", "P021"), ("1002", "P044"), ("1003", "P023")],  # who rented last year
        [("1001", "P044"), ("1009", "P045")],  # of other contracts too
        [("1", "44"), ("2", "45")],
    ],
)
def test_other_lists_of_numbers_are_not(lines):
    assert not names(*lines)


def test_without_the_contracts_nothing_is_seen():
    assert not names(("1001", "P044"), tables=("tenants",))


@pytest.mark.parametrize(("person", "found"), [("P044", [(None, "co_tenants")]), ("P021", [])])
def test_a_file_of_them_is_seen_too(tmp_path, person, found):
    made = {name: tmp_path / f"{name}.parquet" for name in ("leases", "tenants")}
    duckdb.connect().sql("select '1001' as lease_id, 'P021' as tenant_id").write_parquet(str(made["leases"]))
    duckdb.connect().sql("select unnest(['P021', 'P044']) as tenant_id").write_parquet(str(made["tenants"]))
    (tmp_path / "samen.csv").write_text(f"Klantcode;Huurder nr;Erbij sinds\n1001;{person};01-05-2025\n", encoding="utf-8")

    assert tables_of(sheets_in(tmp_path / "samen.csv"), made, ()) == found
    assert tables_of(sheets_in(tmp_path / "samen.csv"), {}, ()) == []


def balances(*lines, name="Lijst", title="Achterst. huur/serv."):
    with duckdb.connect() as con:
        con.execute("create table made_leases as select unnest(['1001', '1002', '1003', '1004']) as lease_id")
        return names_balances(con, [["Contr.nr.", "Naam huurder", title], *([key, "Bos, A.", held] for key, held in lines)], name)


EACH = (("1001", "2722,65"), ("1002", "0,00"), ("1003", "1.310,20"))


@pytest.mark.parametrize(
    ("name", "title"), [("Lijst", "Achterst. huur/serv."), ("Achterstandenlijst", "Bedrag"), ("Lijst", "Saldo")]
)
def test_a_balance_of_each_contract_is_seen_by_their_numbers(name, title):
    assert balances(*EACH, name=name, title=title)
    assert balances(("1001", "2722.65"), ("1002", "0"), ("1003", "1310.2"), name=name, title=title)  # as a workbook gives them


@pytest.mark.parametrize(
    ("lines", "title"),
    [
        (EACH, "Huurprijs"),  # an amount of each contract, and no word of what is open
        ((*EACH, ("1001", "12,50")), "Openstaand"),  # open items: a line each, and they stand in the entries
        ([(f"{key}9", held) for key, held in EACH], "Saldo"),  # of nobody's contract
        ([(key, "J") for key, _ in EACH], "Achterstand"),
    ],
)
def test_other_lists_of_contracts_are_no_balances(lines, title):
    assert not balances(*lines, title=title)


def test_a_file_of_balances_is_seen_where_the_contracts_are_known(tmp_path):
    made = {"leases": tmp_path / "leases.parquet"}
    duckdb.connect().sql("select unnest(['1001', '1002', '1003']) as lease_id").write_parquet(str(made["leases"]))
    lines = "".join(f"{key};Bos;{held}\n" for key, held in EACH)
    (tmp_path / "lijst.csv").write_text(f"Contr.nr.;Naam;Achterstand\n{lines}", encoding="utf-8")

    assert tables_of(sheets_in(tmp_path / "lijst.csv"), made, ()) == [(None, "stated_balances")]
    assert tables_of(sheets_in(tmp_path / "lijst.csv"), {}, ()) == []
    assert tables_of(sheets_in(tmp_path / "lijst.csv"), made, ("stated_balances",)) == []

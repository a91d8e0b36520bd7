"""Exports as they went bad in practice: each is read right, or refused with the place and the reason; never read wrong.

Each folder of tests/data/read_wrong is a `landing/` with the tables of tests/data/read_wrong_same; nobody in them exists.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from documents.check import CheckReport, check_landing
from exports.inbox.spreadsheets import read_table
from sources.findings import SourcesRefused
from sources.landing import LandingReport, load_landing
from sources.prepare import prepare_sources
from tests.builders import Portfolio, action, arrangement, collection_case, eviction_notice, payment
from tests.support.landing import laid_out, rows_of
from validations.problems import TableRefused
from validations.unreadable import Unreadable

CASES = Path(__file__).parents[2] / "data" / "read_wrong"
AS_OF = date(2026, 4, 20)


def taken(con: duckdb.DuckDBPyConnection, case: str, folder: Path) -> LandingReport:
    """Loads a case as a run would."""
    landing = laid_out(CASES / case, folder / "landing")
    prepared = prepare_sources(landing, folder, AS_OF)
    return load_landing(con, landing, previous_counts=None, tables_from_elsewhere=prepared.tables_from_elsewhere)


def checked(case: str, folder: Path) -> CheckReport:
    return check_landing(laid_out(CASES / case, folder / "landing"), AS_OF)


@pytest.fixture
def con():
    with duckdb.connect() as connection:
        yield connection


@pytest.mark.parametrize(
    ("case", "words"),
    [
        ("quote-never-closed", "aanhalingsteken gaat open en niet dicht, of er staat tekst achter waar het dichtgaat"),
        ("quote-never-closed", "(regel 5)"),
        ("decimal-comma-in-comma-file", "ander aantal cellen dan er titels zijn"),
        ("decimal-comma-in-comma-file", "(regel 2, 3, 4)"),
        ("landing-row-too-wide", "ander aantal cellen dan er titels zijn"),
        ("landing-row-too-wide", "(regel 6)"),
        ("three-decimals-beside-points", "een punt voor precies drie cijfers (regel 2)"),
        ("error-cells", "kolom 'Einde' (ended_on): Een cel toont een fout"),
        ("error-cells", "(regel 2, 3)"),
        ("leading-zeros-lost", "2 rijen noemen een nummer dat niemand heeft, maar dat van een bekend nummer alleen verschilt in"),
        ("utf8-said-to-be-windows-1252", "bevat letters zoals UTF-8 ze schrijft (regel 2)"),
        ("html-called-xls", "is een webpagina (HTML)"),
        ("workbook-with-one-bad-cell", "kolom 'Klein' (is_small_landlord): 1 cel is niet ja of nee (regel 3)"),
    ],
)
def test_what_cannot_be_read_for_sure_is_refused_with_its_place_by_check_and_run_alike(con, tmp_path, case, words):
    report = checked(case, tmp_path)
    assert not report.is_good and words in report.text()
    with pytest.raises((SourcesRefused, TableRefused)):
        taken(con, case, tmp_path)


@pytest.mark.parametrize(
    ("case", "table", "rows"),
    [
        ("cell-over-two-lines", "ledger_entries", 3),
        ("title-over-two-lines", "ledger_entries", 2),
        ("debit-credit-empty", "ledger_entries", 4),
        ("debit-credit-zero", "ledger_entries", 4),
        ("signed-amount", "ledger_entries", 4),
        ("workbook-open-elsewhere", "leases", 3),
        ("workbook-with-backslashes", "leases", 3),
    ],
)
def test_what_can_be_read_is_read_whole(con, tmp_path, case, table, rows):
    assert taken(con, case, tmp_path).tables[table].rows == rows
    assert checked(case, tmp_path).is_good


@pytest.mark.parametrize("case", ["debit-credit-empty", "debit-credit-zero", "signed-amount"])
def test_debit_and_credit_and_signs_say_which_way_money_goes(con, tmp_path, case):
    taken(con, case, tmp_path)
    entries = {row["entry_id"]: (row["entry_type"], row["amount"]) for row in rows_of(con, "ledger_entries")}
    assert entries["F1"] == ("charge", Decimal("1000.00")) and entries["O1"] == ("payment", Decimal("1000.00"))


def test_a_due_date_under_a_title_of_two_lines_is_read(con, tmp_path):
    taken(con, "title-over-two-lines", tmp_path)
    assert {row["due_on"] for row in rows_of(con, "ledger_entries")} == {date(2026, 3, 1)}


def test_a_byte_order_mark_in_a_file_said_to_be_windows_1252_is_recognised(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text((CASES / "utf8-said-to-be-windows-1252/mapping.toml").read_text())
    (tmp_path / "exports/huurders.csv").write_bytes(b"\xef\xbb\xbfNr;Naam\r\nT1;Jansen\r\n")
    assert "begint als UTF-8" in check_landing(tmp_path, AS_OF).text()


def test_a_name_with_a_control_character_is_named_with_its_row_and_kept(con, tmp_path):
    report = taken(con, "names-with-control-characters", tmp_path)
    (finding,) = report.findings
    assert (finding.kind, finding.count, finding.rows, finding.lines) == (
        "tenants_with_control_characters_in_last_name",
        4,
        (10, 11, 12, 39),
        (11, 12, 13, 41),
    )
    assert "rij 10, 11, 12, 39; regel 11, 12, 13, 41" in checked("names-with-control-characters", tmp_path).text()
    assert checked("names-with-control-characters", tmp_path).is_good


def test_so_is_one_with_a_tab_or_a_line_end(con, tmp_path):
    names = ({"last_name": "Jan\tsen"}, {}, {"last_name": "Jan\nsen"})
    report = load_landing(con, changed(tmp_path / "landing", "tenants", *names), previous_counts=None)
    assert [(each.kind, each.rows) for each in report.findings] == [("tenants_with_control_characters_in_last_name", (1, 3))]


def test_a_bad_cell_in_one_workbook_says_nothing_of_the_next(tmp_path):
    text = checked("workbook-with-one-bad-cell", tmp_path).text()
    assert "B.xlsx" not in text


def changed(folder: Path, table: str, *cells: dict[str, str]) -> Path:
    """A lawful folder in which the first rows of a table hold other cells."""
    portfolio = Portfolio.lawful(*(f"L{n}" for n in range(1, len(cells) + 1)))
    for number in range(1, len(cells) + 1):
        portfolio.change("tenants", f"T{number}", last_name="Jansen")
    keys = {"tenants": "T", "leases": "L"}
    for number, each in enumerate(cells, start=1):
        portfolio.change(table, f"{keys[table]}{number}", **each)
    return portfolio.write(folder)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("Jansen en de Vries", "twee personen"),
        ("Jansen e/o Vries", "twee personen"),
        ("Fam. Jansen", "'fam.'"),
        ("Jansen 2", "een cijfer"),
        ("Jansen B.V.", "een rechtsvorm"),
        ("Berg, van der", "een voorvoegsel"),
        ("J. Jansen", "voorletters"),
        ("Mul\u202eler", "een onzichtbaar teken in de naam"),
        ("MÃ¼ller", "letters die bij het omzetten verminkt zijn"),
        ("---", "geen enkele letter"),
        ("", "een lege achternaam"),
    ],
)
def test_a_name_that_no_municipality_will_find_is_named_by_its_line(tmp_path, name, words):
    text = check_landing(changed(tmp_path / "landing", "tenants", {}, {"last_name": name}), AS_OF).text()
    assert f"met {words}" in text and "(tenants, regel 3)" in text and (not name or name not in text)


def test_a_name_with_letters_of_other_languages_is_named_by_no_line(tmp_path):
    plain = check_landing(changed(tmp_path / "plain", "tenants", {}, {"last_name": "Şahin-Müller"}), AS_OF)
    assert "(tenants, regel" not in plain.text()


def test_of_a_mapped_list_a_name_is_pointed_at_by_its_file_and_line(tmp_path):
    folder = changed(tmp_path, "tenants", {}, {"last_name": "Jansen 2"})
    (folder / "exports").mkdir()
    (folder / "tenants.csv").rename(folder / "exports" / "huurders.csv")
    titles = (folder / "exports" / "huurders.csv").read_text().partition("\n")[0].split(",")
    columns = "".join(f'{title} = "{title}"\n' for title in titles)
    (folder / "mapping.toml").write_text(f'[tenants]\nfile = "huurders.csv"\n[tenants.columns]\n{columns}')

    assert "met een cijfer in de naam (tenants, huurders.csv regel 3)" in check_landing(folder, AS_OF).text()


def test_a_house_number_to_be_split_and_an_organisation_in_a_dwelling_are_named(tmp_path):
    text = check_landing(changed(tmp_path / "a", "leases", {}, {"house_number": "12A"}), AS_OF).text()
    assert "huisnummer dat alleen gesplitst hoeft te worden" in text and "(leases, regel 3)" in text
    text = check_landing(changed(tmp_path / "c", "leases", {}, {"house_number": "Kerkstraat"}), AS_OF).text()
    assert "1 keer met een huisnummer zonder cijfer" in text and "(leases, regel 3)" in text
    text = check_landing(changed(tmp_path / "b", "tenants", {"tenant_type": "organisation"}), AS_OF).text()
    assert "1 keer met een organisatie als huurder van een woning" in text


def test_money_that_names_nobody_is_a_number_and_euros(tmp_path):
    folder = Portfolio.lawful().add(payment(lease_id="L404", amount="1234.50")).write(tmp_path / "landing")
    text = check_landing(folder, AS_OF).text()
    assert "1 rij ontvangen of afgeboekt geld, samen 1.234,50 euro, dat bij niemand meetelt" in text


def test_check_says_what_a_run_would_say_of_a_table_that_lost_its_rows(con, tmp_path):
    folder = Portfolio.lawful().write(tmp_path / "landing")
    before = {"leases": 500, "tenants": 1}
    assert not check_landing(folder, AS_OF, before).is_good and check_landing(folder, AS_OF).is_good
    with pytest.raises(TableRefused):
        load_landing(con, folder, previous_counts=before)


@pytest.mark.parametrize("reference", ["l1", " L 1", "L01", "L1.0", "0L1"])
def test_a_reference_that_only_looks_like_a_known_key_is_refused_in_every_table(con, tmp_path, reference):
    for number, row in enumerate((payment, action, arrangement, eviction_notice, collection_case)):
        folder = Portfolio.lawful().add(row(lease_id=reference)).write(tmp_path / str(number))
        with pytest.raises(TableRefused) as refused:
            load_landing(con, folder, previous_counts=None)
        assert {(each.column, each.rule) for each in refused.value.problems} == {("lease_id", "reference_looks_alike")}


def test_a_reference_to_a_stranger_is_no_lookalike_and_a_key_that_stands_there_exactly_is_right(con, tmp_path):
    folder = (
        Portfolio.lawful("L1", "L01")
        .add(payment(lease_id="L01"), payment(entry_id="P2", lease_id="L404"))
        .write(tmp_path / "landing")
    )
    load_landing(con, folder, previous_counts=None)


def stated(folder: Path, text: str) -> Path:
    """A lawful folder whose balances are written byte for byte so."""
    made = Portfolio.lawful("L1", "L2").write(folder)
    (made / "stated_balances.csv").write_text(f"lease_id,as_of,open_rent\nL1,2026-04-20,1000.00\nL2,2026-04-20,{text}")
    return made


@pytest.mark.parametrize("text", ["1", "1000", "1000.", "1000.0", "-"])
def test_a_file_that_breaks_off_in_an_amount_is_refused_by_its_line(con, tmp_path, text):
    folder = stated(tmp_path / "landing", text)
    with pytest.raises(TableRefused) as refused:
        load_landing(con, folder, previous_counts=None)
    assert [(each.rule, each.lines) for each in refused.value.problems] == [("cut_off", (3,))]
    assert "houdt op in de laatste regel, midden in een bedrag of datum" in check_landing(folder, AS_OF).text()


def test_a_last_line_without_an_end_is_named_and_one_with_it_or_with_a_last_cell_as_empty_as_the_others_is_not(con, tmp_path):
    for number, (text, result) in enumerate({"1000.00": 1, "1000.00\n": 0, '"1000"': 0, "1000\n": 0}.items()):
        report = load_landing(con, stated(tmp_path / str(number), text), previous_counts=None)
        assert [each.kind for each in report.findings] == ["stated_balances_without_an_end_to_the_last_line"] * result
    assert "de laatste regel (regel 3) heeft geen regeleinde" in check_landing(tmp_path / "0", AS_OF).text()
    folder = Portfolio.lawful("L1", "L2").write(tmp_path / "leases")  # ended_on is empty and stands last
    path = folder / "leases.csv"
    path.write_text(path.read_text().rstrip("\n"))
    assert load_landing(con, folder, previous_counts=None).findings == ()


@pytest.mark.parametrize("above", ["", "MA0,0363,2024-01-10,2024-02-01,2024-12-31,ris_matching,100.00\n"])
def test_a_last_line_that_ends_where_an_amount_may_have_begun_is_named(con, tmp_path, above):
    folder = Portfolio.lawful().write(tmp_path / "landing")
    titles = "agreement_id,municipality_code,applied_on,signed_on,ended_on,system,minimum_amount\n"
    (folder / "municipality_agreements.csv").write_text(f"{titles}{above}MA1,0363,2025-01-10,2025-02-01,,ris_matching,")
    found = load_landing(con, folder, previous_counts=None).findings
    assert [each.kind for each in found] == ["municipality_agreements_without_an_end_to_the_last_line"]


@pytest.mark.parametrize(
    ("table", "column"), [("tenants", "name_prefix"), ("tenants", "email"), ("leases", "street"), ("leases", "postcode")]
)
def test_an_error_cell_is_refused_in_what_leaves_too_but_a_last_name_that_is_none_holds_its_lease_alone(
    con, tmp_path, table, column
):
    folder = changed(tmp_path / "landing", table, {column: "#VERW!"})
    with pytest.raises(TableRefused) as refused:
        load_landing(con, folder, previous_counts=None)
    assert [(each.column, each.rule) for each in refused.value.problems] == [(column, "error_cell")]
    load_landing(con, changed(tmp_path / "named", "tenants", {"last_name": "#N/B"}), previous_counts=None)
    with pytest.raises(TableRefused):
        load_landing(con, changed(tmp_path / "other", "tenants", {"last_name": "#REF!"}), previous_counts=None)


def test_a_complex_that_only_looks_like_one_that_a_mandate_names_is_refused_on_either_side(con, tmp_path):
    """A landlord that refused one complex refused it for every lease in it, however its number is written there."""
    for number, (ours, theirs) in enumerate((("c01", "C01"), ("C01", "C1"))):
        portfolio = Portfolio.lawful("L1", "L2").change("leases", "L1", complex_id=ours).change("leases", "L2", complex_id="C01")
        folder = portfolio.change("mandates", "M1", complex_id=theirs).write(tmp_path / str(number))
        with pytest.raises(TableRefused) as refused:
            load_landing(con, folder, previous_counts=None)
        assert "reference_looks_alike" in {each.rule for each in refused.value.problems}
    load_landing(
        con, Portfolio.lawful("L1").change("leases", "L1", complex_id="C9").write(tmp_path / "fine"), previous_counts=None
    )


@pytest.mark.parametrize(("day", "reads"), [("2026-04-0", False), ("2026-0", False), ("2026-04-02", True), ("", True)])
def test_feedback_that_breaks_off_in_a_date_is_refused_though_its_row_says_no(day, reads):
    """Which rows stood behind it, nobody knows; an acceptance may have been among them."""
    titles = "Achternaam;Postcode;Huisnummer;Hulp geaccepteerd;Datum\n"
    data = f"{titles}Jansen;1011AB;1;ja;2026-04-01\nVries;1011AB;2;nee;{day}".encode()
    if reads:
        assert len(read_table(data)) == 3
        return
    with pytest.raises(Unreadable) as refused:
        read_table(data)
    assert (refused.value.rule, refused.value.lines) == ("cut_off", (3,))


@pytest.mark.parametrize("sign", ["\x1f", "\u200b", "\ufffd"])
def test_a_control_character_in_any_text_is_named_by_its_row_and_a_number_that_has_one_is_no_other_number(con, tmp_path, sign):
    folder = Portfolio.lawful("L1", "L2").write(tmp_path / "landing")
    for table, before, after in (("postcodes", "1011AB,2", f"1011{sign}AB,2"), ("mandates", "M1,LL1,,", "M1,LL1,\x0bC7,")):
        path = folder / f"{table}.csv"
        path.write_text(path.read_text().replace(before, after, 1))
    report = load_landing(con, folder, previous_counts=None)
    found = {finding.kind: finding.lines for finding in report.findings}
    assert found["postcodes_with_control_characters_in_postcode"] == (3,)
    assert found["mandates_with_control_characters_in_complex_id"] == (2,)
    assert "(rij 2; regel 3). Herstel dat in de bron." in check_landing(folder, AS_OF).text()
    odd = Portfolio.lawful().add(payment(lease_id="L\x1f1")).write(tmp_path / "odd")
    with pytest.raises(TableRefused):
        load_landing(con, odd, previous_counts=None)


def test_a_minimum_below_zero_is_refused(con, tmp_path):
    folder = Portfolio.lawful().change("municipality_agreements", "MA1", minimum_amount="-50.00").write(tmp_path / "landing")
    with pytest.raises(TableRefused) as refused:
        load_landing(con, folder, previous_counts=None)
    assert [each.rule for each in refused.value.problems] == ["below_zero"]

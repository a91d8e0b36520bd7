"""What `vroegsignaal check` makes of a landing folder: words a functional manager understands, and nothing changed."""

import hashlib
from datetime import date

import pytest

from demo.vera import VERA_TABLES, write_vera
from documents.check import check_landing
from documents.check_lines import good_ones
from documents.check_words import RULES, TABLES, problem_in_words
from sources.findings import SourcesRefused
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


def test_tables_that_are_good_are_named_together_by_where_they_come_from():
    tables = [("mapping.toml", "leases", 1042), ("", "landlords", 1), ("mapping.toml", "tenants", 0)]
    assert [" ".join(each.split()) for each in good_ones(tables)] == [
        "goed huurovereenkomsten 1.042, huurders 0 (uit mapping.toml)", "goed opdrachtgevers 1",
    ]  # fmt: skip


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


def test_a_table_that_is_missing_has_lost_no_rows_and_hides_no_name_that_only_looks_like_one(tmp_path):
    portfolio = Portfolio.lawful().add(objection(tenant_id="0T1"))
    counts = {name: len(rows) for name, rows in portfolio.tables.items()}
    folder = portfolio.write(tmp_path / "landing")
    (folder / "mandates.csv").unlink()
    report = check_landing(folder, AS_OF, counts)
    assert (state_of(report, "mandates").state, state_of(report, "objections").state) == ("ontbreekt", "geweigerd")
    Portfolio.lawful().add(objection(tenant_id="T1")).write(folder)
    (folder / "mandates.csv").unlink()
    report = check_landing(folder, AS_OF, counts)
    assert (state_of(report, "mandates").state, state_of(report, "objections").state) == ("ontbreekt", "goed")


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
    assert "postcode die niet in de tabel postcodes staat: gemeente onbekend, en zo niet te melden (regel 2, contract L1)" in text
    assert "9999ZZ" not in text
    assert "tot en met 01-04-2026, 19 dagen vóór de peildatum" in text
    assert "een verse export maken: zijn de ontvangsten te oud, dan gaat er niets uit" in text
    assert "want geen tabel van ons: vreemd.csv" in text and "Dat is: vreemd.csv." in text and MARKER not in text


def test_receipts_that_are_too_old_are_among_what_is_to_be_done_and_where_to_say_how_far_the_bank_goes(tmp_path):
    folder = Portfolio.lawful().write(tmp_path / "landing")
    (folder / "export_info.csv").unlink(missing_ok=True)
    todo = check_landing(folder, AS_OF).text().partition("Nu te doen")[2]

    assert "bank.csv in landing/exports/: zet erin tot en met welke dag" in todo


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

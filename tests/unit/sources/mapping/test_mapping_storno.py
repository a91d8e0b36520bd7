"""Money that went back, lines of nothing, and lines that are another block's: none is lost, none is counted twice."""

from __future__ import annotations

from decimal import Decimal

import duckdb
import pytest

from sources.files_not_read import files_not_read
from sources.guards.reversals import names_reversals
from tests.unit.sources.mapping.test_mapping import prepared, rows, words_of

ONE_COLUMN = """
[ledger_entries]
file = "mutaties.csv"
{settings}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Verval"
amount = "Bedrag"
{kind}
[ledger_entries.constants]
category = "rent"
"""
BLOCK = """
[[ledger_entries]]
file = "kaart.csv"
only = {{Dagboek = [{words}]}}
storno = true
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Verval"
amount = "{amount}"
[ledger_entries.constants]
entry_type = "{kind}"
category = "rent"
"""
TITLES = "Nr;Contract;Datum;Verval;Bedrag;Soort\n"
TYPED = 'entry_type = "Soort"\n[ledger_entries.values.entry_type]\nF = "charge"\nB = "payment"\n'


def entries(report):
    return [(row[0], row[1], row[2], row[6], row[7]) for row in rows(report, "ledger_entries")]


def one_column(tmp_path, settings, body, kind=TYPED):
    return prepared(tmp_path, ONE_COLUMN.format(settings=settings, kind=kind), mutaties__csv=TITLES + body)


def test_a_negative_receipt_is_a_reversal_of_the_latest_receipt_of_its_amount(tmp_path):
    body = "1;C1;01-02-2026;;500,00;B\n2;C1;01-03-2026;;500,00;B\n3;C1;05-03-2026;;-500,00;B\n4;C2;05-03-2026;;500,00;B\n"
    report = one_column(tmp_path, "storno = true", body)

    assert entries(report)[2] == ("3", "C1", "reversal", Decimal("500.00"), "2")
    assert "1 ontvangst met het andere teken gelezen als storno" in words_of(report)
    assert "1 storno bij de ontvangst van hetzelfde bedrag gezet" in words_of(report)


def test_beside_positive_charges_receipts_are_negative_and_a_positive_one_went_back(tmp_path):
    body = "1;C1;01-02-2026;01-02-2026;500,00;F\n2;C1;02-02-2026;;-500,00;B\n3;C1;05-02-2026;;500,00;B\n"
    report = one_column(tmp_path, "storno = true", body)

    assert entries(report) == [
        ("1", "C1", "charge", Decimal("500.00"), None),
        ("2", "C1", "payment", Decimal("500.00"), None),
        ("3", "C1", "reversal", Decimal("500.00"), "2"),
    ]


@pytest.mark.parametrize("minus", ["-500,00", "500,00-", "(500,00)", "€ (500,00)"])
def test_where_amounts_have_no_sign_only_the_receipt_that_went_back_has_one(tmp_path, minus):
    body = "1;C1;01-02-2026;01-02-2026;500,00;F\n2;C1;02-02-2026;;500,00;B\n"
    body += f"3;C1;02-03-2026;;500,00;B\n4;C1;02-04-2026;;500,00;B\n5;C1;05-04-2026;;{minus};B\n"
    report = one_column(tmp_path, "storno = true", body)

    assert [entry[2] for entry in entries(report)] == ["charge", "payment", "payment", "payment", "reversal"]
    assert entries(report)[4] == ("5", "C1", "reversal", Decimal("500.00"), "4")


def test_receipts_with_the_sign_of_charges_are_no_reversals_where_none_has_another(tmp_path):
    body = "1;C1;01-02-2026;01-02-2026;500,00;F\n" + "".join(f"{n};C1;0{n}-02-2026;;500,00;B\n" for n in range(2, 5))
    report = one_column(tmp_path, "storno = true", body)

    assert [entry[2] for entry in entries(report)] == ["charge", "payment", "payment", "payment"]


def test_receipts_that_are_all_negative_are_receipts_and_where_nobody_can_know_the_file_is_refused(tmp_path):
    body = "1;C1;01-02-2026;;-9,00;B\n2;C2;01-02-2026;;-9,00;B\n3;C2;02-02-2026;;-9,00;B\n4;C2;05-02-2026;;9,00;B\n"
    report = one_column(tmp_path, "storno = true", body)

    assert [entry[2] for entry in entries(report)] == ["payment", "payment", "payment", "reversal"]
    assert "een minteken" in words_of(one_column(tmp_path, "storno = true", body + "5;C3;01-02-2026;;9,00;B\n"))


def test_two_reversals_take_back_two_receipts_and_a_third_is_flagged_and_names_none(tmp_path):
    body = "1;C1;01-02-2026;;9,00;B\n2;C1;01-02-2026;;9,00;B\n" + "".join(f"{n};C1;0{n}-02-2026;;-9,00;B\n" for n in (3, 4, 5))
    body += "".join(f"{n};C2;01-02-2026;;9,00;B\n" for n in range(6, 13))
    report = one_column(tmp_path, "storno = true", body)

    assert [entry[4] for entry in entries(report) if entry[2] == "reversal"] == ["2", "1", "storno-zonder-ontvangst"]
    assert "bij 1 storno is geen ontvangst van dat bedrag te vinden" in words_of(report)
    assert [finding.severity for finding in report.findings if finding.rule == "storno_without_receipt"] == ["warning"]


def test_without_the_word_storno_receipts_of_both_signs_are_refused_as_before(tmp_path):
    report = one_column(tmp_path, "", "1;C1;01-02-2026;;500,00;B\n2;C1;05-03-2026;;-500,00;B\n")

    assert [finding.rule for finding in report.findings if finding.severity == "refused"] == ["signs_unclear"]
    assert "het dagboek of de rekening, en zegt een andere titel het soort boeking" in words_of(report)


def test_the_sign_alone_can_say_what_an_entry_is(tmp_path):
    body = "1;C1;01-02-2026;01-02-2026;500,00;\n2;C1;02-02-2026;;-500,00;\n3;C1;03-02-2026;;12,00-;\n"
    body += "4;C1;01-03-2026;01-03-2026;€ 500,-;\n"
    report = one_column(tmp_path, 'by_sign = {positive = "charge", negative = "payment"}', body, kind="")

    assert [entry[2:4] for entry in entries(report)] == [
        ("charge", Decimal("500.00")), ("payment", Decimal("500.00")), ("payment", Decimal("12.00")),
        ("charge", Decimal("500.00")),  # a dash for no cents is no minus
    ]  # fmt: skip


def test_lines_of_nothing_are_passed_over_and_counted(tmp_path):
    report = one_column(tmp_path, "", "1;C1;01-02-2026;01-02-2026;500,00;F\n2;C1;01-02-2026;01-02-2026;0,00;F\n")

    assert [entry[0] for entry in entries(report)] == ["1"]
    assert "1 regel van 0,00 overgeslagen" in words_of(report)


CARD = (
    "Nr;Contract;Datum;Verval;Dagboek;Debet;Credit\n1;C1;01-02-2026;01-02-2026;VRK;500,00;\n2;C1;02-02-2026;;BNK;;500,00\n"
    "3;C1;09-02-2026;;BNK;500,00;\n4;C1;09-02-2026;01-03-2026;VRK;0,00;0,00\n"
)


def card(tmp_path, content, *blocks):
    mapping = "".join(BLOCK.format(words=words, amount=amount, kind=kind) for words, amount, kind in blocks)
    return prepared(tmp_path, mapping, kaart__csv=content)


THREE = (('"VRK"', "Debet", "charge"), ('"BNK"', "Credit", "payment"), ('"BNK"', "Debet", "reversal"))


def test_a_receipt_in_the_debit_column_is_its_reversal(tmp_path):
    report = card(tmp_path, CARD, *THREE)

    assert entries(report) == [
        ("1", "C1", "charge", Decimal("500.00"), None),
        ("2", "C1", "payment", Decimal("500.00"), None),
        ("3", "C1", "reversal", Decimal("500.00"), "2"),
    ]


@pytest.mark.parametrize("word", ["MEM", ""])
def test_a_line_that_is_no_blocks_is_refused_and_not_passed_over(tmp_path, word):
    report = card(tmp_path, CARD + f"5;C1;10-02-2026;;{word};;25,00\n", *THREE)

    assert {finding.rule for finding in report.findings if finding.severity == "refused"} == {"word_of_no_block"}
    assert "1 regel heeft in 'Dagboek' een woord dat bij geen enkel blok" in words_of(report)


@pytest.mark.parametrize("word", ["Storno incasso", "storneringen"])
def test_a_charge_that_is_called_a_storno_is_flagged_whatever_it_was_mapped_to(tmp_path, word):
    body = TITLES + f"1;C1;20-02-2026;01-03-2026;100,00;Huur\n2;C1;05-03-2026;05-03-2026;100,00;{word}\n"
    mapping = ONE_COLUMN.format(settings="", kind='category = "Soort"').replace(
        'category = "rent"',
        f'entry_type = "charge"\n[ledger_entries.values.category]\nHuur = "rent"\n"{word}" = "collection_costs"',
    )
    report = prepared(tmp_path, mapping, mutaties__csv=body)
    assert "1 vordering heet storno" in words_of(report) and "storno = true" in words_of(report)
    fine = body.replace(f";{word}\n", ";Huur\n")
    assert "heet storno" not in words_of(prepared(tmp_path, mapping, mutaties__csv=fine))


ENTRIES = "('E1', 'C1', 'payment', null), ('E2', 'C2', 'payment', null), ('E3', 'C2', 'payment', null)"
SEEN = [["Nr", "Betaling", "Gestorneerd op"], ["S1", "E1", "02-11-2026"], ["S2", "E3", "03-11-2026"]]


@pytest.mark.parametrize(
    ("entries", "name", "rows", "found"),
    [
        (ENTRIES, "lijst", SEEN, True),
        (ENTRIES, "Storneringen", [["Nr", "Post", "Op"], *SEEN[1:]], True),
        (ENTRIES, "lijst", [["Nr", "Post", "Op"], *SEEN[1:]], False),  # no word of what it is
        (ENTRIES, "Stornos", [["Contract", "Dag"], ["C1", "02-11-2026"], ["C2", "03-11-2026"]], True),
        (ENTRIES, "Stornocodes", [["Code", "Reden"], ["AM04", "saldo"], ["MD06", "op verzoek"]], False),
        (f"{ENTRIES}, ('R1', 'C1', 'reversal', 'E1'), ('R2', 'C2', 'reversal', 'E3')", "lijst", SEEN, False),
        (f"{ENTRIES}, ('R1', 'C2', 'reversal', 'E2')", "lijst", SEEN, True),
        (f"{ENTRIES}, ('R1', 'C2', 'reversal', null)", "lijst", SEEN, False),  # paired later
        (None, "Stornos", SEEN, False),
    ],
)
def test_a_list_that_nobody_reads_of_receipts_that_no_entry_takes_back_is_seen(entries, name, rows, found):
    with duckdb.connect() as con:
        if entries:
            columns = "entry_id, lease_id, entry_type, reverses_entry_id"
            con.execute(f"create table made_ledger_entries as select * from (values {entries}) as t({columns})")
        assert names_reversals(con, rows, name) is found


def test_a_file_of_them_is_refused_until_a_person_says_that_it_is_of_no_matter(tmp_path):
    (tmp_path / "exports").mkdir()
    (tmp_path / "exports" / "terug.csv").write_text("\n".join(map(";".join, SEEN)), encoding="utf-8")
    columns = "entry_id, lease_id, entry_type, reverses_entry_id"
    duckdb.connect().sql(f"from (values {ENTRIES}) as t({columns})").write_parquet(str(tmp_path / "entries.parquet"))
    made = {"ledger_entries": tmp_path / "entries.parquet"}
    for says, rules in (("", ["file_gives_table"]), ('unread_files = ["terug.csv"]', [])):
        (tmp_path / "mapping.toml").write_text(says, encoding="utf-8")
        ours, given = ("exports", "mapping.toml", "entries.parquet"), ("ledger_entries", "objections", "payment_arrangements")
        found = files_not_read(tmp_path, ours, (), given, ("posten *.txt",), made)
        assert [each.rule for each in found if "terug.csv" in each.source] == rules

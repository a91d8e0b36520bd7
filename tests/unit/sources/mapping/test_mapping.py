"""Other people's spreadsheets, made landing tables by a small file that says what their titles and words mean."""

from datetime import date
from decimal import Decimal

import duckdb
import pytest
import xlsxwriter

from sources.findings import SourcesRefused
from sources.mapping import prepare_mapped
from sources.reading.values import date_of

ENTRIES = """
[ledger_entries]
file = "boekingen*.csv"
[ledger_entries.columns]
entry_id = "Boeking nr"
lease_id = "Contract"
entry_type = "Soort"
category = "Rubriek"
booked_on = "Boekdatum"
due_on = "Vervaldatum"
amount = "Bedrag"
[ledger_entries.values.entry_type]
Factuur = "charge"
Betaling = "payment"
[ledger_entries.values.category]
Huur = "rent"
"""
TITLES = "Boeking nr;Contract;Soort;Rubriek;Boekdatum;Vervaldatum;Bedrag;Opmerking\n"
ROW = "1;C1;Factuur;Huur;20-02-2026;1-3-2026;1.234,50;GEHEIM\n"


def prepared(folder, mapping, **files):
    exports = folder / "exports"
    exports.mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(mapping, encoding="utf-8")
    for name, content in files.items():
        path = exports / name.replace("__", ".")
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
    return prepare_mapped(folder, folder / "work")


def rows(report, table):
    return duckdb.connect().execute("from read_parquet(?) order by 1", [str(report.tables[table])]).fetchall()


def words_of(report):
    return "\n".join(map(str, report.findings))


def test_dutch_dates_amounts_and_words_become_ours_and_files_add_up(tmp_path):
    second = TITLES.upper() + "2;C1;BETALING;;05/03/2026;;€ 12;x\n\n3; C2 ;factuur;huur;2026-03-05;01-04-2026;100,-;x\n;;;;;;;\n"
    report = prepared(tmp_path, ENTRIES, boekingen_1__csv="\ufeff" + TITLES + ROW, boekingen_2__csv=second)
    assert rows(report, "ledger_entries") == [
        ("1", "C1", "charge", "rent", date(2026, 2, 20), date(2026, 3, 1), Decimal("1234.50"), None),
        ("2", "C1", "payment", None, date(2026, 3, 5), None, Decimal("12.00"), None),
        ("3", "C2", "charge", "rent", date(2026, 3, 5), date(2026, 4, 1), Decimal("100.00"), None),
    ]
    assert b"GEHEIM" not in report.tables["ledger_entries"].read_bytes()


@pytest.mark.parametrize(
    ("cell", "amount"),
    [("1.234,56", "1234.56"), ("1234,5", "1234.50"), ("1234.56", "1234.56"),
        ("12.345.678,90", "12345678.90"), ("€\u00a01.234,56", "1234.56"), ("+12,00", "12.00"),
        ("812.3333", "812.33")],
)  # fmt: skip
def test_amounts_are_read_as_dutch_people_write_them(tmp_path, cell, amount):
    report = prepared(tmp_path, ENTRIES, boekingen__csv=TITLES + ROW.replace("1.234,50", cell))
    assert rows(report, "ledger_entries")[0][6] == Decimal(amount)


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("20-02-2026", "31-02-2026", "unreadable_date"), ("20-02-2026", "20-02-26", "unreadable_date"),
        ("1.234,50", "1,234.50", "unreadable_money"), ("1.234,50", "12,345", "unreadable_money"),
        ("Factuur", "GEHEIM", "unreadable_code"),
    ],
)  # fmt: skip
def test_a_cell_that_cannot_be_read_is_named_by_title_and_line_and_not_by_content(tmp_path, old, new, rule):
    report = prepared(tmp_path, ENTRIES, boekingen__csv=TITLES + ROW + ROW.replace(old, new))
    assert [finding.rule for finding in report.findings] == [rule] and not report.tables
    assert "regel 3" in words_of(report) and new not in words_of(report)


@pytest.mark.parametrize(
    ("title", "times", "with_known", "is_named"),
    [
        ("Soort", 3, True, True),
        ("Soort", 1, True, True),  # rare, in a list of codes
        ("Soort", 3, False, False),  # nothing of the list is a code for certain: these may be names of people
        ("Omschrijving", 3, True, False),
    ],
)
def test_a_word_without_a_meaning_is_named_where_it_is_plainly_a_code_of_a_list(tmp_path, title, times, with_known, is_named):
    known, odd = [f"{n};C1;{said};Huur;20-02-2026;1-3-2026;1.234,50;x\n" for n, said in ((1, "Factuur"), (2, "Prolongatie"))]
    text = TITLES.replace("Soort", title) + known * (8 if with_known else 0) + odd * times
    report = prepared(tmp_path, ENTRIES.replace('"Soort"', f'"{title}"'), boekingen__csv=text)

    assert (f'Daar staat "Prolongatie" ({times} keer).' in words_of(report)) == is_named
    assert is_named or "Prolongatie" not in words_of(report)
    skip, meaning = f"skip_lines = {{\"{title}\" = ['^prolongatie$']}}", '[ledger_entries.values.entry_type] "Prolongatie" = "…"'
    assert all((line in words_of(report)) == is_named for line in (skip, meaning))  # the lines that solve it, ready


@pytest.mark.parametrize(
    ("column", "word", "is_read_first"),
    [("entry_type", "Prolongatie", True), ("entry_type", "Xq-7", False), ("category", "Xq-7", True)],
)
def test_what_a_word_means_comes_before_passing_it_over_where_it_is_known_or_what_is_owed(tmp_path, column, word, is_read_first):
    known = "".join(f"{n};C1;Factuur;Huur;20-02-2026;1-3-2026;5,00;x\n" for n in range(8))
    odd = ROW.replace("Factuur" if column == "entry_type" else "Huur", word) * 3
    said = words_of(prepared(tmp_path, ENTRIES, boekingen__csv=TITLES + known + odd))
    assert (said.index("skip_lines = ") > said.index(f'[ledger_entries.values.{column}] "{word}" = "…"')) == is_read_first
    assert ("(other als het geen huur" in said) == (column == "category")


@pytest.mark.parametrize(
    ("said", "cell", "advice"),
    [
        ("", "n.v.t.", 'zet in het blok, boven columns: no_date = ["n.v.t."].'),
        ('no_date = ["-"]\n', "N.V.T.", 'zet erbij in no_date: ["N.V.T."].'),
        ("", "Jansen", "Staat daar een woord voor geen datum, zet het dan bij no_date"),
        ("", "31-02-2026", "(regel 3). Zie regel"),
    ],
)
def test_of_a_word_for_no_date_it_is_said_where_it_goes_and_no_other_word_is_repeated(tmp_path, said, cell, advice):
    mapping = ENTRIES.replace("[ledger_entries.columns]", said + "[ledger_entries.columns]")
    report = prepared(tmp_path, mapping, boekingen__csv=TITLES + ROW + ROW.replace("20-02-2026", cell))
    assert advice in words_of(report) and "Jansen" not in words_of(report)


@pytest.mark.parametrize(
    ("cell", "day"),
    [("1 april 2026", date(2026, 4, 1)), ("1 apr. 2026", date(2026, 4, 1)), ("01-apr-26", date(2026, 4, 1)),
     ("vr 16-10-2026 12:56", date(2026, 10, 16)), ("Woensdag, 7.10.2026", date(2026, 10, 7)), ("xx 7-10-2026", None),
        ("wo 1 mrt 2026", date(2026, 3, 1)), ("1 May 2026", date(2026, 5, 1)), ("April 1, 2026", date(2026, 4, 1)),
        ("31 feb 2026", None), ("april 2026", None), ("1 mai 2026", None), ("1 apr 3", None)],
)  # fmt: skip
def test_a_date_whose_month_is_a_name_is_read_by_every_mapping_and_what_is_no_date_is_refused(cell, day):
    sql = f"select {date_of('cell', ('dd-mm-jjjj',))} from (select ? as cell)"
    assert duckdb.connect().execute(sql, [cell]).fetchall() == [(day,)]


@pytest.mark.parametrize("cell", ["2026-04", "202604", "04-2026", "april 2026", "apr. 2026"])
def test_a_month_stands_for_its_first_day_where_the_mapping_says_that_it_is_one(cell):
    of_months, others = (date_of("cell", dates) for dates in (("jjjj-mm",), ("dd-mm-jjjj", "excel", "jjjjmmdd")))
    sql = f"select {of_months}, {others} from (select ? as cell)"
    assert duckdb.connect().execute(sql, [cell]).fetchall() == [(date(2026, 4, 1), None)]


def test_a_day_with_a_time_is_that_day(tmp_path):
    text = TITLES + ROW.replace("20-02-2026", "20-02-2026 13:45") + ROW.replace("20-02-2026", "2026-02-20T23:59:59.9")
    report = prepared(tmp_path, ENTRIES, boekingen__csv=text)
    assert {row[4] for row in rows(report, "ledger_entries")} == {date(2026, 2, 20)}


def test_a_line_of_totals_below_the_rows_is_left_out_and_a_row_that_only_sounds_like_one_is_not(tmp_path):
    for total in ("Totaal;;;;;;1.234,50;\n", ";;;;;Eindtotaal;1.234,50;\n\n"):
        report = prepared(tmp_path, ENTRIES, boekingen__csv=TITLES + ROW + total)
        assert len(rows(report, "ledger_entries")) == 1 and "regel 3" in words_of(report)
    mapping = '[municipalities]\nfile = "a.csv"\ncolumns = { municipality_code = "Code", name = "Naam" }'
    report = prepared(tmp_path, mapping, a__csv="Code;Naam\n0363;Totaal Dorp\n")
    assert rows(report, "municipalities") == [("0363", "Totaal Dorp")] and not report.findings


def test_the_line_by_which_excel_names_the_separator_is_no_line(tmp_path):
    report = prepared(tmp_path, ENTRIES, boekingen__csv="\ufeffsep=;\r\n" + TITLES + ROW)
    assert len(rows(report, "ledger_entries")) == 1


def workbook(path, *sheets):
    with xlsxwriter.Workbook(path) as book:
        day = book.add_format({"num_format": "dd-mm-yyyy"})
        for name, lines in sheets:
            sheet = book.add_worksheet(name)
            for number, line in enumerate(lines):
                for place, cell in enumerate(line):
                    if isinstance(cell, date):
                        sheet.write_datetime(number, place, cell, day)
                    else:
                        sheet.write(number, place, cell)


LANDLORDS = '[landlords]\nfile = "relaties.xlsx"\n{}\n[landlords.columns]\nlandlord_id = "Nummer"\nname = "Naam"\n'


def test_a_worksheet_is_read_by_name_with_titles_on_a_lower_line_and_a_constant_for_what_it_lacks(tmp_path):
    (tmp_path / "exports").mkdir()
    lines = [("Overzicht",), (), ("Nummer", "Naam"), (1001, "Belegger Een"), ("0012", "Belegger Twee")]
    workbook(tmp_path / "exports/relaties.xlsx", ("Toelichting", [("tekst",)]), ("Blad 1", lines))
    mapping = LANDLORDS.format('sheet = "blad 1"\ntitle_row = 3') + "[landlords.constants]\nis_small_landlord = false\n"
    assert rows(prepared(tmp_path, mapping), "landlords") == [
        ("0012", "Belegger Twee", False),
        ("1001", "Belegger Een", False),
    ]
    assert "geen werkblad" in words_of(prepared(tmp_path, mapping.replace("blad 1", "Blad 2")))


def test_a_workbook_with_real_dates_numbers_and_yes_or_no(tmp_path):
    (tmp_path / "exports").mkdir()
    lines = [
        ("Nummer", "Naam", "Klein?"),
        (7.0, "Een", "ja"),
        (8, "Twee", "Nee"),
        (9, "Drie", True),
        (99, "Vier", "checked"),
        (100, "Vijf", "-1"),
    ]
    workbook(tmp_path / "exports/relaties.xlsx", ("Blad1", lines))
    mapping = LANDLORDS.format("") + 'is_small_landlord = "Klein?"\n'
    assert rows(prepared(tmp_path, mapping), "landlords") == [
        ("100", "Vijf", True),
        ("7", "Een", True),
        ("8", "Twee", False),
        ("9", "Drie", True),
        ("99", "Vier", True),
    ]
    lines = [("b", "c", "d", "e"), ("OBJ", "T1", date(2026, 4, 18), "huurbaas")]
    workbook(tmp_path / "exports/relaties.xlsx", ("Blad1", lines))
    mapping = """
    [objections]
    file = "relaties.xlsx"
    columns = { objection_id = "b", tenant_id = "c", received_on = "d", received_by = "e" }
    values = { received_by = { huurbaas = "landlord" } }
    """
    assert rows(prepared(tmp_path, mapping), "objections") == [("OBJ", "T1", date(2026, 4, 18), None, "landlord")]


def test_a_calculated_amount_is_rounded_and_its_decimals_are_no_thousands(tmp_path):
    (tmp_path / "exports").mkdir()
    lines = [("m", "l", "g", "a", "d"), ("A1", "0363", "vps", 12.345, date(2026, 1, 1)), ("A2", "0363", "vps", 0.1 + 0.2, None)]
    workbook(tmp_path / "exports/b.xlsx", ("Blad1", lines))
    mapping = """
    [municipality_agreements]
    file = "b.xlsx"
    columns = { agreement_id = "m", municipality_code = "l", system = "g", minimum_amount = "a", signed_on = "d" }
    """
    amounts = [row[-1] for row in rows(prepared(tmp_path, mapping), "municipality_agreements")]
    assert amounts == [Decimal("12.35"), Decimal("0.30")]


def test_a_workbook_is_known_by_its_bytes_and_old_ones_and_several_sheets_are_named(tmp_path):
    (tmp_path / "exports").mkdir()
    path, mapping = tmp_path / "exports/relaties.xlsx", LANDLORDS.format("") + 'is_small_landlord = "Klein?"\n'
    workbook(path, ("Een", [("Nummer",)]), ("Twee", [("x",)]))
    assert "sheet" in words_of(prepared(tmp_path, mapping))
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 old")
    assert "oud Excel-bestand" in words_of(prepared(tmp_path, mapping))
    path.write_text("Nummer;Naam;Klein?\n1;Een;nee\n")
    assert rows(prepared(tmp_path, mapping), "landlords") == [("1", "Een", False)]
    path.write_bytes("Nummer;Naam\n".encode("utf-16"))
    assert "UTF-16" in words_of(prepared(tmp_path, mapping))


def test_two_exports_may_give_one_table(tmp_path):
    mapping = "\n".join(
        f'[[municipalities]]\nfile = "{name}"\ncolumns = {{ municipality_code = "Code", name = "{title}" }}'
        for name, title in (("a.csv", "Naam"), ("b.csv", "Gemeente"))
    )
    report = prepared(tmp_path, mapping, a__csv="Code,Naam\n0363,Amsterdam\n", b__csv="Gemeente\tCode\nUtrecht\t0344\n")
    assert rows(report, "municipalities") == [("0344", "Utrecht"), ("0363", "Amsterdam")]


def test_another_encoding_is_named_in_the_mapping_and_otherwise_refused(tmp_path):
    mapping = '[municipalities]\nfile = "a.csv"\n{}columns = {{ municipality_code = "Code", name = "Naam" }}'
    text = "Code;Naam\n0059;Súdwest-Fryslân €\n".encode("cp1252")
    assert "windows-1252" in words_of(prepared(tmp_path, mapping.format(""), a__csv=text))
    report = prepared(tmp_path, mapping.format('encoding = "windows-1252"\n'), a__csv=text)
    assert rows(report, "municipalities") == [("0059", "Súdwest-Fryslân €")]


@pytest.mark.parametrize(
    ("mapping", "named"),
    [
        ("[leases\n", "regel 1"), ('[huurders]\nfile = "x"', "huurders"), ('[landlords]\nfile = "x"', "columns"),
        (LANDLORDS.format("") + 'telefoon = "Tel"', "telefoon"), (LANDLORDS.format(""), "is_small_landlord"),
        (LANDLORDS.format('kop = "x"'), "kop"), (LANDLORDS.format('dates = "jj-mm-dd"'), "dates"),
        (ENTRIES.replace('"rent"', '"huur"'), "huur"),
    ],
)  # fmt: skip
def test_a_mapping_that_names_what_does_not_exist_is_refused(tmp_path, mapping, named):
    with pytest.raises(SourcesRefused) as refused:
        prepared(tmp_path, mapping)
    assert named in str(refused.value)


def test_missing_files_and_titles_are_named(tmp_path):
    assert "boekingen*.csv" in words_of(prepared(tmp_path, ENTRIES))
    report = prepared(tmp_path, ENTRIES, boekingen__csv=TITLES.replace("Bedrag", "Saldo") + ROW)
    assert "'Bedrag'" in words_of(report) and "Saldo" not in words_of(report)
    lower = prepared(tmp_path, ENTRIES, boekingen__csv="Overzicht\n\n" + TITLES + ROW)
    assert "title_row = 3" in words_of(lower)
    doubled = prepared(tmp_path, ENTRIES, boekingen__csv=TITLES.replace("Opmerking", "Bedrag") + ROW)
    assert "meer dan een keer" in words_of(doubled)


def test_no_file_outside_the_landing_folder_is_read(tmp_path):
    landing = tmp_path / "landing"
    landing.mkdir()
    (tmp_path / "geheim.csv").write_text(TITLES + ROW)
    for name in ("../geheim.csv", str(tmp_path / "geheim.csv")):
        assert prepared(landing, ENTRIES.replace("boekingen*.csv", name)).findings[0].rule == "export_missing"


def test_without_a_mapping_nothing_is_made(tmp_path):
    assert not prepare_mapped(tmp_path, tmp_path / "work").tables


def test_an_empty_cell_means_what_the_mapping_says_of_it_and_else_nothing(tmp_path):
    said = (
        LANDLORDS.replace("xlsx", "csv").format("")
        + 'is_small_landlord = "Klein"\n[landlords.values.is_small_landlord]\n"x" = "ja"\n'
    )
    csv = "Nummer;Naam;Klein\nL1;Een;x\nL2;Twee;\n"
    found = [rows(prepared(tmp_path, said + more, relaties__csv=csv), "landlords") for more in ('"" = "nee"\n', "")]

    assert [[row[-1] for row in each] for each in found] == [[True, False], [True, None]]


def test_a_word_may_stand_for_nothing_as_0_does_for_no_entry(tmp_path):
    mapping = ENTRIES.replace('amount = "Bedrag"', 'amount = "Bedrag"\nreverses_entry_id = "Opmerking"')
    mapping += '[ledger_entries.values.reverses_entry_id]\n"0" = ""\n'
    report = prepared(tmp_path, mapping, boekingen__csv=TITLES + ROW.replace("GEHEIM", "0"))

    assert [row[7] for row in rows(report, "ledger_entries")] == [None]

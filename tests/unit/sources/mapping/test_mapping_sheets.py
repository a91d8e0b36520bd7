"""A workbook with a sheet per month: one block reads every sheet whose name fits, next month's too."""

from datetime import date

import pytest

from sources.mapping import prepare_mapped
from sources.reading import workbooks as mapping_workbooks
from sources.reading.sheets import day_of
from tests.unit.sources.mapping.test_mapping import rows, workbook

TITLES = ["Contract", "Te betalen"]
MAPPING = """
[ledger_entries]
file = "huur*.xlsx"
sheet = {sheet}
{says}
made_ids = {{entry_id = ["lease_id", "booked_on"]}}
[ledger_entries.columns]
lease_id = "Contract"
amount = "Te betalen"
[ledger_entries.constants]
entry_type = "charge"
category = "rent"
booked_on = "(naam)"
due_on = "(naam)"
"""


def made(folder, sheet, *sheets, says="", file="huur 2026.xlsx", mapping=MAPPING):
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(mapping.format(sheet=sheet, says=says), encoding="utf-8")
    workbook(folder / "exports" / file, *sheets)
    return prepare_mapped(folder, folder / "work")


def month(name, *leases):
    return name, [TITLES, *([lease, "500,00"] for lease in leases)]


def booked(report):
    """(lease, day) of each entry, each with a number of its own."""
    found = rows(report, "ledger_entries")
    assert len({row[0] for row in found}) == len(found)
    return [(row[1], row[4]) for row in found]


def rules(report):
    return [(each.severity, each.rule) for each in report.findings]


@pytest.mark.parametrize("sheet", ['"* 2026"', '["okt 2026", "nov 2026"]', '["okt*", "nov*"]'])
def test_every_sheet_that_fits_is_read_with_the_day_in_its_name(tmp_path, sheet):
    report = made(tmp_path, sheet, month("okt 2026", "C1", "C2"), month("nov 2026", "C1"))
    october, november = date(2026, 10, 1), date(2026, 11, 1)
    assert (booked(report), rules(report)) == ([("C1", october), ("C1", november), ("C2", october)], [])


def test_a_sheet_of_next_month_is_read_by_itself_and_an_empty_one_is_passed_over(tmp_path):
    report = made(tmp_path, '"* 2026"', month("okt 2026", "C1"), month("nov 2026", "C1"), ("dec 2026", []))
    assert [day.month for _, day in booked(report)] == [10, 11] and rules(report) == []


def test_of_sheets_whose_titles_differ_the_file_and_the_sheet_are_named_as_files_of_a_pattern_are(tmp_path):
    report = made(tmp_path, '"* 2026"', month("okt 2026", "C1"), ("nov 2026", [["Contract", "Bedrag"], ["C1", "500,00"]]))
    [finding] = report.findings
    assert (finding.rule, finding.source) == ("title_missing", "exports/huur 2026.xlsx, blad nov 2026")
    assert report.tables == {}


def test_a_sheet_without_a_month_among_those_of_a_month_each_is_refused_until_a_person_says_whether_it_counts(tmp_path):
    sheets = month("okt 2026", "C1"), month("nov 2026", "C1"), month("Totaal 2026", "C1", "C1")
    [finding] = made(tmp_path, '"* 2026"', *sheets).findings
    assert (finding.severity, finding.rule) == ("refused", "sheet_without_month") and "'Totaal 2026'" in finding.text
    report = made(tmp_path, '"* 2026"', *sheets, says='unread_sheets = ["Totaal 2026"]')
    assert len(booked(report)) == 2 and rules(report) == []


@pytest.mark.parametrize(("sheet", "named"), [('"* 2025"', "'* 2025'"), ('["okt 2026", "nov 2026"]', "'nov 2026'")])
def test_a_name_or_pattern_that_no_sheet_has_is_refused(tmp_path, sheet, named):
    found = made(tmp_path, sheet, month("okt 2026", "C1")).findings
    [finding] = [each for each in found if each.rule == "sheet_missing"]
    assert "sheet_not_read" not in {each.rule for each in found}  # the block may mean that very sheet
    assert finding.severity == "refused" and named in finding.text


def test_a_month_that_is_missing_between_sheets_is_pointed_out(tmp_path):
    report = made(tmp_path, '"* 2026"', *(month(f"{name} 2026", "C1") for name in ("aug", "sep", "nov")))
    [finding] = report.findings
    assert (finding.severity, finding.rule) == ("warning", "month_missing") and "2026-10" in finding.text


def test_of_one_file_the_newest_sheet_may_be_asked_and_a_doubt_is_refused(tmp_path):
    new = MAPPING.replace("huur*", "huur 2026").replace('"(naam)"', '"2026-11-01"')
    newest = made(tmp_path, '"*"', month("okt", "C1"), month("nov", "C2"), says='choose = "newest"', mapping=new)
    assert [lease for lease, _ in booked(newest)] == ["C2"]
    doubt = made(tmp_path, '["nov", "oud"]', month("nov", "C1"), month("oud", "C2"), says='choose = "newest"', mapping=new)
    assert rules(doubt) == [("refused", "newest_unknown")]


def test_a_sheet_whose_name_gives_no_day_is_refused_and_never_gets_the_day_on_which_its_file_was_made(tmp_path):
    report = made(tmp_path, '"*"', month("okt", "C1"), file="huur 20270105.xlsx")
    assert rules(report) == [("refused", "no_day_in_name")]


@pytest.mark.parametrize(
    ("file", "sheet", "day"),
    [
        ("Huur.xlsx", "okt 2026", date(2026, 10, 1)), ("Huur.xlsx", "10-2026", date(2026, 10, 1)),
        ("Huur.xlsx", "2026-10", date(2026, 10, 1)), ("Huur.xlsx", "okt '26", date(2026, 10, 1)), ("Huur.xlsx", "okt", None),
        ("Huur 2026.xlsx", "Okt", date(2026, 10, 1)), ("Huur 2026.xlsx", "10", date(2026, 10, 1)),
        ("Huur 2026.xlsx", "P3", date(2026, 3, 1)), ("Huur 2026.xlsx", "5 okt", date(2026, 10, 5)),
        ("Huur 2025-2026.xlsx", "okt", None), ("Huur 2026-12.xlsx", "okt", None), ("Huur 2026.xlsx", "week 41", None),
        ("Huur 2026.xlsx", "Q1 2026", None), ("Huur 2026.xlsx", "week 12 2026", None), ("Huur 2026.xlsx", "Week 2026-12", None),
        ("Huur 2026.xlsx", "okt 05", None), ("Huur 2026.xlsx", "okt 25", date(2025, 10, 1)),
        ("Huur 2026.xlsx", "okt 2025", date(2025, 10, 1)), ("Saldi_20261120.xlsx", "Noord", date(2026, 11, 20)),
    ],
)  # fmt: skip
def test_the_day_of_a_sheet_is_its_own_with_the_year_of_its_file_where_it_has_none(file, sheet, day):
    assert day_of(f"{file}, blad {sheet}") == day


def test_columns_of_months_get_the_year_of_their_sheet(tmp_path):
    mapping = """
[ledger_entries]
file = "huur.xlsx"
sheet = "20*"
skip_empty = ["amount"]
made_ids = {entry_id = ["lease_id", "booked_on"]}
[ledger_entries.columns]
lease_id = "Contract"
booked_on = "(maand)"
amount = "(cel)"
[ledger_entries.months]
titles = {"jan" = "01"}
[ledger_entries.constants]
entry_type = "payment"
"""
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(mapping, encoding="utf-8")
    lines = [["Contract", "jan"], ["C1", "500,00"]]
    workbook(tmp_path / "exports" / "huur.xlsx", ("2025", lines), ("2026", lines))
    assert [day.year for _, day in booked(prepare_mapped(tmp_path, tmp_path / "work"))] == [2025, 2026]


def test_what_is_looked_up_in_a_list_of_several_sheets_is_looked_up_in_all_of_them(tmp_path):
    says = 'lookup = {"Nr" = ["Contract", "huur*.xlsx", "Huurder", "Contract nr"]}'
    mapping = MAPPING.replace('lease_id = "Contract"', 'lease_id = "Nr"')
    head = [*TITLES, "Huurder", "Contract nr"]
    sheets = [
        (f"{name} 2026", [head, [who, "500,00", who, lease]]) for name, who, lease in (("okt", "A", "C1"), ("nov", "B", "C2"))
    ]
    assert [lease for lease, _ in booked(made(tmp_path, '"* 2026"', *sheets, says=says, mapping=mapping))] == ["C1", "C2"]


@pytest.mark.parametrize("sheet", ["5", '["okt", 5]', "[]"])
def test_a_sheet_that_is_no_name_or_list_of_names_is_refused(tmp_path, sheet):
    from sources.findings import SourcesRefused

    with pytest.raises(SourcesRefused, match="de naam van een werkblad, een patroon, of een lijst daarvan"):
        made(tmp_path, sheet, month("okt 2026", "C1"))


@pytest.mark.parametrize(
    ("file", "sheet", "is_refused"),
    [
        ("huur 2026.xlsx", '"* 2026"', True), ("huur*.xlsx", '"okt 2026"', True), ("*.xlsx", '["nov*", "okt*"]', True),
        ("huur*.xlsx", '"* 2026"', False), ("huur*.xlsx", '"* 2025"', False), ("huur*.xls?", '"* 2025"', False),
    ],
)  # fmt: skip
def test_two_blocks_that_name_one_file_or_sheet_each_in_their_own_way_are_refused(tmp_path, file, sheet, is_refused):
    # Every line twice: a debt of twice the rent.
    second = (
        MAPPING.replace("huur*.xlsx", file).replace("{sheet}", sheet).replace("{{", "{").replace("}}", "}").replace("{says}", "")
    )
    second = second.replace('"booked_on"]', '"booked_on", "category"]').replace('"rent"', '"service_charges"')
    first = MAPPING.format(sheet='"* 2026"', says="").replace("[ledger_entries]\n", "[[ledger_entries]]\n")
    both = (first + second.replace("[ledger_entries]\n", "[[ledger_entries]]\n")).replace("{", "{{").replace("}", "}}")
    report = made(tmp_path, "", month("okt 2026", "C1"), month("okt 2025", "C1"), mapping=both)

    found = [each for each in report.findings if each.rule == "file_read_twice"]
    assert [each.severity for each in found] == (["refused"] if is_refused else [])
    assert ("ledger_entries" in report.tables) is not is_refused


def test_a_workbook_passes_the_guard_once_for_all_its_sheets_and_blocks_and_is_kept_no_longer(tmp_path, monkeypatch):
    opened = []
    guarded = mapping_workbooks.sheets
    monkeypatch.setattr(mapping_workbooks, "sheets", lambda *asked: opened.append(1) or guarded(*asked))
    made(tmp_path, '"* 2026"', month("okt 2026", "C1"), month("nov 2026", "C1"))
    assert len(opened) == 1

    made(tmp_path, '"* 2026"', month("okt 2026", "C1"))
    assert len(opened) == 2


def test_two_sheets_may_hold_the_same_receipt_where_its_number_has_the_month_of_its_sheet_in_it(tmp_path):
    # Rent of two months, paid on one day.
    plain = MAPPING.replace('"(naam)"', '"2026-11-02"', 1)
    sheets = month("okt 2026", "C1"), month("nov 2026", "C1")
    assert len({row[0] for row in rows(made(tmp_path, '"* 2026"', *sheets, mapping=plain), "ledger_entries")}) == 1

    named = plain.replace('["lease_id", "booked_on"]', '["lease_id", "booked_on", "(naam)"]')
    assert len(booked(made(tmp_path, '"* 2026"', *sheets, mapping=named))) == 2


def test_what_is_noted_of_every_sheet_is_noted_once(tmp_path):
    total = [TITLES, ["C1", "500,00"], ["Totaal", "500,00"]]
    report = made(tmp_path, '"* 2026"', *((f"{name} 2026", total) for name in ("sep", "okt", "nov")))
    [finding] = report.findings
    assert (finding.rule, finding.count) == ("total_row", 3) and "Zo ook op 2 andere bladen; samen 3." in finding.text

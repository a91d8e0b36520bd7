"""A worksheet that nobody reads is named, and refuses where payments or agreements on it would be passed over."""

import pytest

from sources.mapping import prepare_mapped
from tests.unit.sources.mapping.test_mapping import workbook

TITLES = ["Contract", "Ontvangen op", "Bedrag"]
OCTOBER, NOVEMBER = ["C1", "01-10-2026", "500,00"], ["C1", "02-11-2026", "500,00"]
MAPPING = """
[ledger_entries]
file = "huur.xlsx"
sheet = "okt 2026"
{says}
[ledger_entries.columns]
lease_id = "Contract"
booked_on = "Ontvangen op"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "payment"
[ledger_entries.made_ids]
entry_id = ["lease_id", "booked_on"]
"""


def found(folder, *sheets, says=""):
    (folder / "exports").mkdir(exist_ok=True)
    (folder / "mapping.toml").write_text(MAPPING.format(says=says), encoding="utf-8")
    workbook(folder / "exports" / "huur.xlsx", ("okt 2026", [TITLES, OCTOBER]), *sheets)
    return [each for each in prepare_mapped(folder, folder / "work").findings if each.rule == "sheet_not_read"]


def test_a_new_months_sheet_refuses_until_a_block_reads_it_or_a_person_says_that_it_does_not_count(tmp_path):
    november = ("nov 2026", [TITLES, NOVEMBER])
    [finding] = found(tmp_path, november)
    assert finding.severity == "refused" and "blad 'nov 2026'" in finding.text and "blad 'okt 2026'" in finding.text
    assert found(tmp_path, november, says='unread_sheets = ["Nov 2026"]') == []


@pytest.mark.parametrize(
    ("name", "severity"),
    [("Bezwaren", "refused"), ("Afspraken", "refused"), ("Medecontractanten", "refused"), ("Hypotheken", "warning")],
)
def test_a_sheet_of_another_shape_is_named_and_refuses_where_its_name_speaks_of_what_keeps_a_signal_back(
    tmp_path, name, severity
):
    [finding] = found(tmp_path, (name, [["Wie", "Wat"], ["C1", "GEHEIM"]]))
    assert finding.severity == severity and name in finding.text and "GEHEIM" not in finding.text


@pytest.mark.parametrize(("text", "is_named"), [("Bankontvangst", False), ("Storting kas", True)])
def test_a_sheet_that_says_what_the_codes_of_the_mapping_mean_is_not_named(tmp_path, text, is_named):
    codes = ("Codes", [["Code", "Betekenis"], ["BNK", text], ["INC", "Automatische incasso" if not is_named else "Iets"]])
    said = '[ledger_entries.values.entry_type]\n"BNK" = "payment"\n"INC" = "payment"\n'
    coded = MAPPING.replace('[ledger_entries.constants]\nentry_type = "payment"\n', said).replace(
        'amount = "Bedrag"', 'amount = "Bedrag"\nentry_type = "Soort"'
    )
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(coded.format(says=""), encoding="utf-8")
    entries = [[*TITLES, "Soort"], [*OCTOBER, "BNK"], ["C2", *OCTOBER[1:], "INC"]]
    workbook(tmp_path / "exports" / "huur.xlsx", ("okt 2026", entries), codes)
    found = [each.severity for each in prepare_mapped(tmp_path, tmp_path / "work").findings if each.rule == "sheet_not_read"]

    assert found == ["warning"] * is_named


def test_an_empty_sheet_or_one_with_titles_alone_is_no_matter(tmp_path):
    assert found(tmp_path, ("Blad2", []), ("nov 2026", [TITLES])) == []


def test_a_sheet_of_which_map_would_make_a_table_refuses_whatever_its_name(tmp_path):
    settled = (
        "Gekoppeld",
        [["Betaling", "Factuurregel", "Gekoppeld bedrag"], ["B-001", "F-001", "10,00"], ["B-002", "F-002", "9,50"]],
    )
    went_back = ("Stornos", [["Contract", "Op"], ["C1", "12-11-2026"]])  # nor of this
    assert [each.severity for each in found(tmp_path, went_back)] == ["refused"]
    speaking = ("Extern", [["Bureau", "Gemeld aan gemeente op"], ["B7", "01-11-2026"]])  # map makes nothing of it
    assert [each.severity for each in found(tmp_path, speaking)] == ["refused"]
    [finding] = found(tmp_path, settled)
    assert finding.severity == "refused" and "allocations" in finding.text and 'unread_sheets = ["Gekoppeld"]' in finding.text
    assert found(tmp_path, settled, says='unread_sheets = ["Gekoppeld"]') == []


def test_a_sheet_set_aside_that_would_keep_a_signal_back_stays_named_with_its_lines(tmp_path):
    reported = ("Gemeld door GDW", [["Contractnr", "Deurwaarder", "Gemeld op"], ["C1", "GDW 7", "28-10-2026"]])
    november = ("nov 2026", [TITLES, NOVEMBER])
    says = MAPPING.format(says='unread_sheets = ["Gemeld*", "nov 2026"]')
    (tmp_path / "exports").mkdir()
    (tmp_path / "mapping.toml").write_text(says, encoding="utf-8")
    workbook(tmp_path / "exports" / "huur.xlsx", ("okt 2026", [TITLES, OCTOBER]), reported, november)
    [finding] = [each for each in prepare_mapped(tmp_path, tmp_path / "work").findings if each.rule == "file_set_aside"]
    assert (finding.severity, finding.count) == ("warning", 1)
    assert "blad 'Gemeld door GDW'" in finding.text and "nog eens gemeld" in finding.text and "C1" not in finding.text

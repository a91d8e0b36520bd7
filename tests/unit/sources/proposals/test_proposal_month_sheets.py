"""What a first mapping makes of a workbook with a sheet for each month, in which every contract has one line."""

from __future__ import annotations

import tomllib

import pytest

from sources.mapping import prepare_mapped
from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import questions, text_of
from tests.unit.sources.mapping.test_mapping import rows, workbook
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

HEAD = ["Contract", "Huur", "Service", "Totaal", "Betaald op", "Ontvangen", "Gestorneerd op", "Nabetaald op", "Nabetaald"]
PAID = ["700,00", "50,00", "750,00", "02-{month}-2026", "750,00", "", "", ""]
WENT_BACK = ["700,00", "50,00", "750,00", "02-{month}-2026", "750,00", "09-{month}-2026", "20-{month}-2026", "300,00"]
UNPAID = ["700,00", "50,00", "750,00", "", "", "", "", ""]
MARKED = ["Contract", "Huur", "Service", "Totaal", "Betaald", "Betaald op"]
MONTHS = {"sep 2026": "09", "okt 2026": "10", "nov 2026": "11"}


def months(head: list[str], *lines: list[str], file: str = "Huur 2026.xlsx") -> list[Sheet]:
    """A sheet for each month, with these lines for contracts of their own."""
    return [
        sheet(file, head, *([f"HC{n}", *(cell.format(month=of) for cell in line)] for n, line in enumerate(lines, 10)), name=name)
        for name, of in MONTHS.items()
    ]


def entries_of(*sheets: Sheet) -> list[dict]:
    return said_of(*sheets).get("ledger_entries", [])


def kinds(found: list[dict]) -> list[tuple[str, str]]:
    return [(each["constants"]["entry_type"], each["columns"]["amount"]) for each in found]


def test_each_line_is_a_charge_for_each_purpose_on_the_first_of_the_month_in_the_sheets_name():
    rent, service, *_ = entries_of(*months(HEAD, PAID, PAID, UNPAID))
    assert (rent["sheet"], rent["choose"], rent["columns"]) == ("* 20??", "all", {"lease_id": "Contract", "amount": "Huur"})
    assert rent["constants"] == {"entry_type": "charge", "category": "rent", "booked_on": "(naam)", "due_on": "(naam)"}
    assert service["columns"]["amount"] == "Service" and service["constants"]["category"] == "service_charges"


def test_what_came_in_what_went_back_of_it_and_a_second_receipt_are_blocks_of_their_own():
    *_, payment, reversal, again = entries_of(*months(HEAD, PAID, WENT_BACK, UNPAID))
    assert kinds([payment, reversal, again]) == [("payment", "Ontvangen"), ("reversal", "Ontvangen"), ("payment", "Nabetaald")]
    days = [each["columns"]["booked_on"] for each in (payment, reversal, again)]
    assert days == ["Betaald op", "Gestorneerd op", "Nabetaald op"]
    assert reversal["made_ids"]["reverses_entry_id"] == payment["made_ids"]["entry_id"] != again["made_ids"]["entry_id"]


def test_columns_in_which_nothing_stands_yet_are_read_once_something_does():
    assert len(entries_of(*months(HEAD, PAID, PAID, UNPAID))) == 5


@pytest.mark.parametrize("mark", ["x", "ja"])
def test_a_mark_without_an_amount_is_all_that_was_charged_and_that_is_asked(mark: str):
    lines = [["700,00", "50,00", "750,00", mark, "02-{month}-2026"]] * 2 + [["700,00", "50,00", "750,00", "", ""]]
    text = text_of(propose(months(MARKED, *lines))[0])
    *_, payment = tomllib.loads(text)["ledger_entries"]
    assert (payment["columns"]["amount"], payment["columns"]["booked_on"]) == ("Totaal", "Betaald op")
    assert payment["only"] == {"Betaald": [mark]}
    assert any("alles" in each and '"Totaal"' in each for each in questions(text))


def test_without_a_total_a_mark_says_that_each_charge_came_in():
    head = [each for each in MARKED if each != "Totaal"]
    found = entries_of(*months(head, *[["700,00", "50,00", "x", "02-{month}-2026"]] * 3))
    assert kinds(found)[2:] == [("payment", "Huur"), ("payment", "Service")]
    assert len({tuple(each["made_ids"]["entry_id"]) for each in found[2:]}) == 2


def test_a_total_that_is_no_sum_is_asked_about():
    line = ["700,00", "50,00", "800,00", "02-{month}-2026", "800,00", "", "", ""]
    assert any("niet overal de som" in each for each in questions(text_of(propose(months(HEAD, line, line, line))[0])))


@pytest.mark.parametrize(
    "line", [["700,00", "50,00", "750,00", "deels", "02-{month}-2026"], ["700,00", "50,00", "750,00", "x", ""]]
)
def test_nothing_is_read_where_what_is_said_of_receipts_is_not_understood(line: list[str]):
    found = months(MARKED, *[["700,00", "50,00", "750,00", "x", "02-{month}-2026"]] * 3, line)
    assert not any(each["constants"].get("due_on") == "(naam)" for each in entries_of(*found) if "constants" in each)


def test_lines_with_a_day_of_their_own_are_no_rent_of_that_month():
    head = ["Contract", "Boekdatum", "Huur", "Service"]
    found = entries_of(*months(head, *[["05-{month}-2026", "700,00", "50,00"]] * 3))
    assert all(each["columns"].get("booked_on") == "Boekdatum" for each in found)


def test_a_whole_ledger_beside_the_months_is_the_only_one_that_counts():
    lines = [
        [f"B{n}", f"HC{10 + n % 3}", "Huur" if n % 2 else "Betaling", f"{1 + n % 28:02}-10-2026", "700,00"] for n in range(40)
    ]
    ledger = sheet("Boekingen.csv", ["Boekstuknr", "Contract", "Soort boeking", "Boekdatum", "Bedrag"], *lines)
    assert {each["file"] for each in entries_of(*months(HEAD, PAID, PAID, UNPAID), ledger)} == {"Boekingen.csv"}


def test_a_list_of_a_few_costs_beside_the_months_counts_too():
    costs = sheet("Overige posten.csv", ["Datum", "Contract", "Soort", "Bedrag", "Betalen voor"],
        ["15-06-2026", "HC10", "Aanmaningskosten", "48,40", "29-06-2026"],
        ["15-07-2026", "HC11", "Kwijtgescholden", "23,40", ""])  # fmt: skip
    found = entries_of(*months(HEAD, *[PAID] * 6), costs)
    assert {each["file"] for each in found} == {"Huur 2026.xlsx", "Overige posten.csv"}


def test_sheets_that_were_saved_as_text_say_their_month_in_the_name_of_the_file():
    files = [Sheet(f"Huur - {each.sheet}.csv", each.rows) for each in months(HEAD, PAID, WENT_BACK, UNPAID)]
    found = entries_of(*files)
    assert {each["file"] for each in found} == {"Huur - *.csv"} and kinds(found)[2] == ("payment", "Ontvangen")
    rent_roll = [Sheet(each.file, [row[:3] for row in each.rows]) for each in files]
    assert not any(each.month for each in propose(rent_roll)[0])  # a list of contracts of that month, say


@pytest.mark.parametrize(
    ("head", "line", "days"),
    [
        (["Contract", "Kale huur", "Betaald", "Datum"], ["700,00", "700,00", "02-{month}-2026"], ["Datum"]),
        (
            ["Contract", "Huur", "Betaling 1", "Datum 1", "Betaling 2", "Datum 2"],
            ["700,00", "600,00", "02-{month}-2026", "100,00", "09-{month}-2026"],
            ["Datum 1", "Datum 2"],
        ),
    ],
)
def test_a_plain_day_beside_what_came_in_is_that_of_the_receipt(head: list[str], line: list[str], days: list[str]):
    unpaid = ["700,00", *[""] * (len(head) - 2)]
    found = entries_of(*months(head, *[line] * 4, unpaid))
    assert [each["columns"]["booked_on"] for each in found if each["constants"]["entry_type"] == "payment"] == days


def test_of_one_amount_that_is_due_a_mark_says_that_it_came_in():
    head = ["Contract", "Te betalen", "Betaald", "Betaald op"]
    found = entries_of(*months(head, *[["750,00", "x", "02-{month}-2026"]] * 3, ["750,00", "", ""]))
    assert kinds(found) == [("charge", "Te betalen"), ("payment", "Te betalen")]


def test_an_amount_that_no_title_explains_is_asked_about():
    head = ["Contract", "Huur", "Korting", "Betaald", "Betaald op"]
    text = text_of(propose(months(head, *[["750,00", "-50,00", "700,00", "02-{month}-2026"]] * 3))[0])
    assert any('"Korting" wordt niet gelezen' in each for each in questions(text))


def test_of_a_few_costs_the_kind_says_what_each_charge_is_for_where_the_remark_is_empty():
    lines = [["15-06-2026", "HC10", kind, "48,40", ""] for kind in ("Aanmaningskosten", "Kwijtgescholden", "Schade", "Rente")]
    costs = sheet("Overige posten.csv", ["Datum", "Contract", "Soort", "Bedrag", "Toelichting"], *lines)
    text = text_of(propose([*months(HEAD, *[PAID] * 6), costs])[0])
    (found,) = [each for each in tomllib.loads(text)["ledger_entries"] if each["file"] == "Overige posten.csv"]
    assert found["columns"]["category"] == "Soort"
    entries = text.partition("[[collection_actions]]")[0].partition("\nconfirmed")[2]
    assert "nog geen betekenis" not in entries  # of what was remitted nobody asks what it was for


def test_what_is_proposed_reads_every_line_of_every_month(tmp_path):
    sheets = months(HEAD, PAID, WENT_BACK, UNPAID)
    (tmp_path / "exports").mkdir()
    workbook(tmp_path / "exports" / "Huur 2026.xlsx", *((each.sheet, each.rows) for each in sheets))
    text = text_of(propose(sheets)[0]).replace("confirmed = false", "confirmed = true")
    (tmp_path / "mapping.toml").write_text(text, encoding="utf-8")
    report = prepare_mapped(tmp_path, tmp_path / "work")

    assert not [each for each in report.findings if each.severity == "refused"]
    found = [row for row in rows(report, "ledger_entries") if row[1] == "HC11"]
    assert not [each for each in report.findings if each.severity == "refused"]
    assert len(found) == 15 and len({row[0] for row in found}) == 15
    numbers = {row[0] for row in found}
    assert sum(any(cell in numbers for cell in row[1:] if isinstance(cell, str)) for row in found) == 3  # each reversal names one

"""What a first mapping makes of months: in columns beside each other, or each on a sheet of its own."""

from __future__ import annotations

import tomllib

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import report_of, text_of
from tests.unit.sources.test_proposal_sheets import said_of, sheet

MONTHS = ["januari", "februari", "maart"]


def test_two_columns_a_month_below_one_heading_are_what_was_due_and_what_was_paid():
    above = ["", "", *[cell for month in MONTHS for cell in (month, "")]]
    head = ["Nr", "Ingang", *["te betalen", "betaald"] * 3]
    body = [[f"W{n}", "01-01-2020", *["700,00", "700,00"] * 2, "700,00", ""] for n in range(5)]
    charge, payment = said_of(sheet("Huur 2026.csv", above, head, *body))["ledger_entries"]

    assert charge["months"]["titles"] == {f"{month} te betalen": f"0{n}" for n, month in enumerate(MONTHS, 1)}
    assert payment["months"]["titles"] == {f"{month} betaald": f"0{n}" for n, month in enumerate(MONTHS, 1)}
    assert charge["constants"]["entry_type"] == "charge" and charge["columns"]["due_on"] == "(maand)"
    assert payment["constants"]["entry_type"] == "payment" and payment["columns"]["amount"] == "(cel)"


def test_a_month_within_a_title_and_a_year_above_the_months_are_seen():
    head = ["Nr", "Ingang", "Huur jan", "Ontv. jan", "Huur feb", "Ontv. feb", "Huur mrt", "Ontv. mrt"]
    body = [[f"W{n}", "01-01-2020", *["700,00"] * 6] for n in range(5)]
    charge, payment = said_of(sheet("Verhuur.xlsx", ["", "", "2026"], head, *body, name="Huur"))["ledger_entries"]

    assert charge["months"]["titles"] == {"Huur jan": "2026-01", "Huur feb": "2026-02", "Huur mrt": "2026-03"}
    assert payment["months"]["titles"] == {"Ontv. jan": "2026-01", "Ontv. feb": "2026-02", "Ontv. mrt": "2026-03"}


DUE, PAID = (
    ["Contract", "Te betalen", "Vervaldatum", "Ontvangen", "Ontvangen op"],
    ["", "700,00", "01-10-2026", "700,00", "02-10-2026"],
)


TOGETHER = ["Contract", "Te betalen", "Ontvangen"]


def of_months(*names: str, titles: list[str] = DUE, row: list[str] = PAID) -> list[Sheet]:
    lines = [[f"HC{n}", *row[1:]] for n in range(10, 19)]
    return [sheet("Huur.xlsx", titles, *lines, name=name) for name in names]


def test_sheets_of_a_month_each_become_one_block_that_reads_next_months_too():
    dashboard = sheet("Huur.xlsx", ["Maand", "Bezetting"], ["jan", "97"], name="Dashboard")
    blocks, unread = propose([*of_months("aug 2026", "sep 2026", "okt 2026"), dashboard])
    found = tomllib.loads(text_of(blocks))["ledger_entries"]

    assert {(each["sheet"], each["amount"] if "amount" in each else each["columns"]["amount"]) for each in found} == {
        ("* 20??", "Te betalen"), ("* 20??", "Ontvangen"),
    }  # fmt: skip
    assert unread == [dashboard]
    assert "blad aug 2026 en 2 andere: 27 regels" in report_of(blocks, unread, [], "mapping.toml")


def test_months_without_a_year_are_named_so_that_no_other_sheet_fits():
    (found, *_) = said_of(*of_months("Januari", "Mrt", "Mei"))["ledger_entries"]
    assert found["sheet"][:3] == ["jan*", "feb*", "m*r*t"] and len(found["sheet"]) == 12


def test_where_a_sheet_holds_no_date_its_name_says_the_month():
    (found, *_) = said_of(*of_months("okt 2026", "nov 2026", titles=TOGETHER, row=["", "700,00", "700,00"]))["ledger_entries"]
    assert found["constants"] == {"booked_on": "(naam)", "due_on": "(naam)"} | found["constants"]

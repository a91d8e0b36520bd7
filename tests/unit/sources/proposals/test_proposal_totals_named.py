"""Lines of totals that say first of what they are: `Batch total CR2412`, `Report total`."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of

HEAD = ["Batch", "Receipt No", "Contractnr", "Type", "Receipt Date", "Bedrag"]
CONTRACTS = Sheet("Contracten.csv", [
    ["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode"], *([f"C{n}", f"H{n}", "01-02-2020", "1011AB"] for n in range(1, 10)),
])  # fmt: skip


def receipts(total: str, last: str = "Report total", batch: str = "CR{}") -> Sheet:
    rows = [HEAD]
    for month in (1, 2, 3):
        rows += [[batch.format(month), f"R{month}{n}", f"C{n}", "Bank", f"0{n}-0{month}-2026", f"70{n},50"] for n in range(1, 10)]
        rows += [[total.format(month), "", "", "", "", "6.354,50"]]
    return Sheet("Receipts.csv", [*rows, [last, "", "", "", "", "19.063,50"]])


@pytest.mark.parametrize(
    ("total", "begins"),
    [("Batch total CR{}", "batch\\\\stotal"), ("Totaal per dagboek {}", "(sub|eind|"), ("Dag totaal {}", "dag\\\\stotaal")],
)
def test_lines_that_say_of_what_they_are_the_total_are_no_entries_and_are_passed_over(total, begins):
    blocks = propose([CONTRACTS, receipts(total)])[0]
    ledger = next(block for block in blocks if block.table == "ledger_entries")

    assert ledger.layout.rows == 27
    assert f'["^{begins}' in text_of([ledger]).split("skip_lines")[1].splitlines()[0]  # and no pattern that fits no line


def test_a_line_with_all_its_cells_is_an_entry_whatever_it_is_called():
    blocks = propose([CONTRACTS, receipts("Batch total {}", batch="Batch total {}")])[0]
    ledger = next(block for block in blocks if block.table == "ledger_entries")

    assert ledger.layout.rows == 27 and "batch" not in text_of([ledger]).split("columns")[0]

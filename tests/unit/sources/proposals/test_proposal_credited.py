"""Debit and credit in columns of their own, a word on each line: what was credited or written off is debit with a minus."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of
from tests.unit.sources.mapping.test_mapping import prepared

CONTRACTS = Sheet(
    "Contracten.csv", [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(8)]]
)
HEAD = ["Boekingsnr", "Contractnr", "Boekdatum", "Vervaldatum", "Boekingssoort", "Kostensoort", "Vorderingen", "Ontvangsten"]
CREDITED = ("Creditering", "huur", "-30,00", "")
WRITTEN_OFF = ("Afboeking", "afb", "-12,00", "")
WENT_BACK = ("NSF", "", "", "-700,00")


def proposed(*odd: tuple[str, str, str, str]) -> tuple[list[dict], str, Sheet]:
    rows = []
    for n in range(8):
        rows.append([f"V{n}", f"C{n}", "01-03-2026", "01-03-2026", "Vordering", "huur", "700,00", ""])
        rows.append([f"B{n}", f"C{n}", "05-03-2026", "", "Ontvangst", "", "", "700,00"])
    rows += [[f"X{n}", "C2", "10-03-2026", "", *each] for n, each in enumerate((*odd, WENT_BACK))]
    sheet = Sheet("Mutaties.csv", [HEAD, *rows])
    text = text_of(propose([CONTRACTS, sheet])[0])
    return tomllib.loads(text)["ledger_entries"], text, sheet


def test_words_that_say_of_each_debit_line_what_it_is_are_read_and_its_sign_is_not_asked(tmp_path):
    (charged, _), text, sheet = proposed(CREDITED, WRITTEN_OFF)

    assert charged["values"]["entry_type"] == {"Vordering": "charge", "Creditering": "credit_note", "Afboeking": "write_off"}
    assert charged["columns"]["entry_type"] == "Boekingssoort" and "by_sign" not in charged
    assert '"afb"' not in text  # nobody reads what a write-off is for

    lines = "\n".join(";".join(row) for row in sheet.rows)
    report = prepared(tmp_path, text[text.index("[[ledger_entries]]") :], Mutaties__csv=lines)
    kinds = duckdb.connect().execute(
        "select entry_type, count(*), sum(amount)::int from read_parquet(?) group by 1 order by 1",
        [str(report.tables["ledger_entries"])],
    )
    assert kinds.fetchall() == [
        ("charge", 8, 5600), ("credit_note", 1, 30), ("payment", 8, 5600), ("reversal", 1, 700), ("write_off", 1, 12),
    ]  # fmt: skip


@pytest.mark.parametrize("odd", [("Vordering", "huur", "-30,00", ""), ("Afboeking", "huur", "12,50", "")])
def test_where_a_word_and_the_sign_do_not_agree_the_sign_is_asked(odd):
    blocks, text, _ = proposed(CREDITED, odd)

    assert any("by_sign" in each for each in blocks) and "met een min" in text

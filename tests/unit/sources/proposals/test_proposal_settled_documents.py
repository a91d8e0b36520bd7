"""Ledgers whose charges bear the number of the document that cleared them, and the day on which it did."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared

CONTRACTS = [["Contract", "Debiteur", "Begin contract"], *[[f"H{n}", f"D{n}", "01.02.2020"] for n in range(10, 20)]]
HEAD = [
    "Documentnr",
    "Contract",
    "Documentsoort",
    "Boekingsdatum",
    "Nettovervaldatum",
    "Vereffening",
    "Vereff.doc.",
    "Factuurref.",
]
NONE = "00.00.0000"


def lines(amounts, *, refers, word):
    """Of each contract a charge that a receipt cleared, that receipt, and a charge that is open; one receipt came and went."""
    found = []
    for n in range(10, 20):
        day, due = "01.10.2026", "01.10.2026"
        found += [
            [f"18{n}", f"H{n}", "Huur", day, due, "05.10.2026", refers(n) or f"14{n}", "", *amounts(True, f"7{n},50")],
            [f"14{n}", f"H{n}", word, "05.10.2026", "", "05.10.2026", f"14{n}", "", *amounts(False, f"7{n},50")],
            [f"19{n}", f"H{n}", "Huur", "01.11.2026", "01.11.2026", NONE, "", "", *amounts(True, f"7{n},50")],
        ]
    found.append(["1499", "H19", word, "06.10.2026", "", "08.10.2026", "1599", "", *amounts(False, "71,50")])
    found.append(["1599", "H19", "Stornering", "08.10.2026", "", "08.10.2026", "1599", "1499", *amounts(True, "71,50")])
    return found


BESIDE = (["D/C", "Bedrag in HV"], lambda is_charge, text: ["S" if is_charge else "H", text])
COLUMNS = (["Debet", "Credit"], lambda is_charge, text: [text, ""] if is_charge else ["", text])
SIGNED = (["Bedrag"], lambda is_charge, text: [text if is_charge else f"{text}-"])


def proposed(way, **said):
    titles, amounts = way
    rows = [[*HEAD, *titles], *lines(amounts, refers=said.get("refers", lambda n: ""), word=said.get("word", "Betaling"))]
    text = text_of(propose([Sheet("Contracten.csv", CONTRACTS), Sheet("Posten.csv", rows)])[0])
    return tomllib.loads(text).get("allocations", []), text, rows


@pytest.mark.parametrize("way", [BESIDE, COLUMNS, SIGNED])
def test_a_charge_is_settled_by_the_credit_whose_number_it_bears_on_the_day_that_its_title_says(tmp_path, way):
    (block,), text, rows = proposed(way)

    assert block["columns"]["charge_entry_id"] == "Documentnr" and block["columns"]["credit_entry_id"] == "Vereff.doc."
    assert block["columns"]["allocated_on"] == "Vereffening" and asked_of(text, "[[allocations]]")
    written = "\n".join(";".join(row) for row in rows)
    report = prepared(tmp_path, text[text.index("[[ledger_entries]]") :], Posten__csv=written)
    settled = duckdb.connect().execute(
        "select charge_entry_id, credit_entry_id, amount, allocated_on from read_parquet(?) order by 1",
        [str(report.tables["allocations"])],
    )
    found = [(charge, credit, str(amount), str(day)) for charge, credit, amount, day in settled.fetchall()]
    assert found == [(f"18{n}", f"14{n}", f"7{n}.50", "2026-10-05") for n in range(10, 20)]


@pytest.mark.parametrize("refers", [lambda n: f"18{n}", lambda n: f"14{n + 1}", lambda n: f"77{n}"])
def test_numbers_of_charges_of_other_contracts_or_of_nobody_settle_nothing(refers):
    blocks, _, _ = proposed(BESIDE, refers=refers)

    assert all(block["columns"].get("charge_entry_id") != "Documentnr" for block in blocks)


def test_titles_of_two_numbers_that_stand_on_different_lines_give_no_settlements():
    blocks, _, _ = proposed(BESIDE, refers=lambda n: f"77{n}")

    assert blocks == []


def test_a_credit_of_which_no_word_says_what_it_is_settles_a_charge_too():
    blocks, _, _ = proposed(BESIDE, word="DZ")

    assert [block["columns"]["charge_entry_id"] for block in blocks] == ["Documentnr"]


def test_the_day_of_settling_comes_before_that_of_booking_in_a_list_of_settlements():
    rows = [["Factuurnr", "Betalingsnr", "Boekingsdatum", "Vereffening", "Bedrag"]]
    rows += [[f"18{n}", f"14{n}", "01.10.2026", "05.10.2026", f"7{n},50"] for n in range(10, 20)]
    (block,) = tomllib.loads(text_of(propose([Sheet("Afletteringen.csv", rows)])[0]))["allocations"]

    assert block["columns"]["allocated_on"] == "Vereffening"

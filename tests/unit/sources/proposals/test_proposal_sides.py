"""Lists of one side of a ledger: what the bank says came in and went out, and invoices."""

from __future__ import annotations

import tomllib

import duckdb
import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import LIKELY, Sheet
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.mapping.test_mapping import prepared

CONTRACTS = Sheet(
    "Contracten.csv",
    [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C{n}", f"H{n}", "01-02-2020"] for n in range(10, 30)]],
)
BANK = ["Mutatienr", "Boekdatum", "Rekening", "Af/Bij", "Bedrag", "Soort", "Naam tegenpartij", "Omschrijving", "Contractnr"]


def bank(account="NL00FICT0123456789", came="Bij"):
    rows = [
        [
            f"B{n}",
            f"{1 + n:02}-02-2026",
            account,
            came,
            f"7{n:02},00",
            "Overschrijving",
            "A. Jansen",
            "huur 2026-02",
            f"C{10 + n}",
        ]
        for n in range(20)
    ]
    rows += [["B90", "25-02-2026", account, "Af", "703,00", "Storno incasso", "A. Jansen", "huur 2026-02", "C13"]]
    return Sheet(
        "Bank.csv", [BANK, *rows, ["B91", "26-02-2026", account, "Af", "55,00", "Overschrijving", "Energie", "factuur 1", ""]]
    )


def ledger(*sheets):
    text = text_of(propose([CONTRACTS, *sheets])[0])
    return tomllib.loads(text)["ledger_entries"], text


def test_what_the_bank_says_came_in_is_received_and_what_went_out_of_a_contract_went_back(tmp_path):
    (block,), text = ledger(bank())

    assert block["columns"]["entry_type"] == "Af/Bij" and "sign" not in block
    assert block["values"]["entry_type"] == {"Bij": "payment", "Af": "reversal"} and block["storno"]
    assert asked_of(text, '"Af" = "reversal"') and "is geen huur" in asked_of(text, "skip_lines")

    lines = "\n".join(";".join(row) for row in bank().rows)
    report = prepared(tmp_path, text[text.index("[[ledger_entries]]") :], Bank__csv=lines)
    kinds = duckdb.connect().execute(
        "select entry_type, count(*), min(reverses_entry_id) from read_parquet(?) group by 1 order by 1",
        [str(report.tables["ledger_entries"])],
    )
    assert kinds.fetchall() == [("payment", 20, None), ("reversal", 1, "B3")]


@pytest.mark.parametrize(("account", "came"), [("1234", "Bij"), ("VF000001", "Bij"), ("NL00FICT0123456789", "Gekomen")])
def test_without_numbers_of_accounts_or_with_a_word_that_nobody_knows_the_bank_says_nothing(account, came):
    assert all(each["columns"].get("entry_type") != "Af/Bij" for each in ledger(bank(account, came))[0])


@pytest.mark.parametrize("text", ["Huurperiode 02-2026", "Betaling"])
def test_a_list_of_invoices_is_one_whatever_a_later_text_says_unless_its_texts_speak_of_receipts(text):
    head = ["Factuurnummer", "Factuurdatum", "Vervaldatum", "Contractnr", "Artikel", "Factuurbedrag", "Factuurtekst"]
    rows = [
        [f"2{n:03}", "18-01-2026", "01-02-2026", f"C{10 + n % 20}", "Kale huur", "700,00", ("Huurperiode", text)[n % 2]]
        for n in range(60)
    ]
    (block,), _ = ledger(Sheet("Verkoopfacturen.csv", [head, *rows]))

    assert (block.get("by_sign") == {"positive": "charge", "negative": "credit_note"}) == text.startswith("Huur")
    assert block["columns"]["category"] == "Artikel"


@pytest.mark.parametrize("kinds", [("Creditnota", "Afboeking"), ("Creditnota", "Huur")])
def test_a_memorial_of_two_lines_is_entries_and_what_they_are_for_is_asked_of_charges_only(kinds):
    rows = [[f"M{n}", "25-09-2026", "25-09-2026", f"C1{n}", kind, "125,00", "Kale huur"] for n, kind in enumerate(kinds)]
    head = ["Boekstuk", "Datum", "Vervaldatum", "Contractnr", "Soort boeking", "Bedrag", "Omschrijving"]
    found, _ = ledger(bank(), Sheet("Memoriaal.csv", [head, *rows]))

    (memorial,) = (each for each in found if each["file"] == "Memoriaal.csv")
    assert ("category" in memorial["columns"]) == ("Huur" in kinds)


@pytest.mark.parametrize(("ended", "title"), [("Regeling afbetaald d.d.", "Regeling afbetaald d.d."), ("Opmerking", None)])
def test_the_last_day_of_a_contract_is_not_that_of_an_arrangement_beside_it(ended, title):
    head = ["Contractnr", "Huurdernr", "Ingangsdatum", "Einddatum", "Regeling afgesproken d.d.", "Regeling verbroken d.d.", ended]
    rows = [
        [f"C{n}", f"H{n}", "01-02-2020", "01-03-2026" * (n == 2), "01-02-2026" * (n < 4), "", "01-04-2026" * (n == 3)]
        for n in range(10)
    ]
    said = tomllib.loads(text_of(propose([Sheet("Contracten.csv", [head, *rows])])[0]))

    assert said["payment_arrangements"][0]["columns"].get("ended_on") == title
    assert said["leases"][0]["columns"]["ended_on"] == "Einddatum"


@pytest.mark.parametrize(("minus", "meaning"), [("", "payment"), ("-", "reversal")])
def test_one_word_for_receipts_and_for_those_that_went_back_means_what_its_side_says(minus, meaning):
    word = "Bankmutatie: ontvangst of storno"
    titles = ["Boekingsnr", "Contractnr", "Boekdatum", "Vervaldatum", "Soort boeking", "D/C", "Bedrag", "Component"]
    rows = [[f"1{n}", f"C{n}", "20-01-2026", "01-02-2026", "Prolongatie", "D", "700,00", "Huur"] for n in range(10, 16)]
    rows += [[f"2{n}", f"C{n}", "03-02-2026", "", word, "C", f"{minus}700,00", ""] for n in range(10, 16)]
    rows += [[f"3{n}", f"C{n}", "05-02-2026", "", word, "D", "700,00", ""] for n in (11, 12)]

    blocks, _ = ledger(Sheet("Boekingen.csv", [titles, *rows]))

    (came,) = (each for each in blocks if "C" in each["only"]["D/C"])
    assert came.get("values", came).get("entry_type", {}).get(word) == meaning or came["constants"]["entry_type"] == meaning


@pytest.mark.parametrize(("code_of_storno", "is_kind"), [("TB", True), ("BO", False)])
def test_codes_that_each_stand_on_one_side_of_s_and_h_are_kinds_of_entries_of_which_a_person_says_the_meaning(
    code_of_storno, is_kind
):
    head = ["Documentnr", "Srt", "Contract", "Boek.dat.", "Nettoverv.", "S/H", "Bedrag in BV"]
    charges = [[f"18{n}", "VF", f"C{n}", "20.05.2026", "01.06.2026", "S", "1.207,76"] for n in range(10, 19)]
    receipts = [[f"19{n}", "BO", f"C{n}", "01.06.2026", "", "H", "1.207,76"] for n in range(10, 19)]
    went_back = [["1999", code_of_storno, "C12", "05.06.2026", "", "S", "1.207,76"]]
    blocks, _ = propose([CONTRACTS, Sheet("FBL5N_2026_1.csv", [head, *charges, *receipts, *went_back])])
    ledger = next(block for block in blocks if block.table == "ledger_entries")

    assert {"side", "amount"} <= ledger.amounts.keys()
    assert ("entry_type" in ledger.choices) == is_kind
    assert not is_kind or ledger.choices["entry_type"].certainty == LIKELY

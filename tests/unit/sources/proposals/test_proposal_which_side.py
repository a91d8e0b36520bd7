"""Two columns of amounts whose titles do not say which is owed, suppliers among tenants, and titles below a heading."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.amounts import amounts_of
from sources.recognition.sheets import propose
from sources.words.blocks import LIKELY, SURE, Choice, Sheet
from sources.words.excel_days import layout_of
from sources.words.notes import BY_CELLS, Evidence
from tests.support.proposal import asked_of, questions, text_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles

CONTRACTS = [["Contractnr", "Huurdernr", "Ingangsdatum"], *[[f"C-{n}", f"H-{n}", "01-02-2020"] for n in range(10, 16)]]
LINES = [("huur", "701,00", ""), ("overgemaakt", "", "701,00"), ("huurkorting", "", "25,00"), ("teruggeboekt", "55,00", "")]


def ledger(up: str, down: str, what: str = "waarvoor", due: str = "wanneer", lines=LINES):
    head = ["regelnr", "dag", "contract", what, due, up, down]
    rows = [
        [f"K{at}{n}", f"{n}-10-2026", f"C-{n}", word, "1-11-2026" if word == "huur" else "", *amounts]
        for n in range(10, 16)
        for at, (word, *amounts) in enumerate(lines)
    ]
    return propose([Sheet("Contracten.csv", CONTRACTS), Sheet("Huurboekingen.csv", [head, *rows])])[0]


@pytest.mark.parametrize(("up", "down"), [("komt erbij", "gaat eraf"), ("omhoog", "omlaag"), ("bij", "af"), ("credit", "debet")])
def test_of_two_columns_of_amounts_the_words_of_their_lines_say_which_is_owed(up, down):
    text = text_of(ledger(up, down))
    said = tomllib.loads(text)["ledger_entries"]
    words = {word: each["columns"]["amount"] for each in said for word in each["only"]["waarvoor"]}

    assert words == {"huur": up, "overgemaakt": down, "huurkorting": down, "teruggeboekt": up}
    assert said[0]["constants"]["entry_type"] == "charge" and said[-1]["constants"]["entry_type"] == "reversal"
    assert any(f'"{up}" = wat de huurder moet betalen' in each for each in questions(text))


@pytest.mark.parametrize("is_by_cells", [True, False])
def test_an_amount_that_only_its_cells_show_is_a_half_where_another_column_holds_the_other(is_by_cells):
    rows = [["soort", "te boeken", "afgelost"], *([["huur", "701,00", ""], ["bank", "", "701,00"]] * 4)]
    layout = layout_of(rows)
    assert layout is not None
    why = Evidence((BY_CELLS,) if is_by_cells else ())
    held = amounts_of(Sheet("Boekingen.csv", rows), layout, {"amount": Choice("amount", layout.columns[2], LIKELY, why)})

    halves = {"debit": "te boeken", "credit": "afgelost"}
    assert {side: each.title for side, each in held.amounts.items()} == (halves if is_by_cells else {"amount": "afgelost"})


def test_without_words_that_are_known_the_day_on_which_a_charge_is_due_says_which_is_owed():
    unknown = [("huur", "701,00", ""), ("jan", "", "701,00")]
    found = {block.table: block for block in ledger("plus", "min", what="door wie", due="uiterlijk betalen", lines=unknown)}

    assert {side: each.title for side, each in found["ledger_entries"].amounts.items()} == {"debit": "plus", "credit": "min"}


def test_two_columns_of_amounts_of_which_no_line_says_anything_are_not_taken():
    unknown = [("piet", "701,00", ""), ("jan", "", "701,00")]

    assert all(block.table != "ledger_entries" for block in ledger("plus", "min", what="door wie", lines=unknown))


def test_the_contract_itself_comes_before_the_tenant_by_whom_it_could_be_looked_up():
    units = [["nummer", *CONTRACTS[0][1:], "straat"], *[[*line, "Kade"] for line in CONTRACTS[1:]]]
    entries = [["bon", "dag", "woning", "huurder", "soort boeking", "bedrag"]]
    entries += [[f"{n}{at}", f"{n}-10-2026", f"C-{n}", f"H-{n}", "huur", "70,50"] for n in range(10, 16) for at in range(2)]
    found = {block.table: block for block in propose([Sheet("Contracten.csv", units), Sheet("Boekingen.csv", entries)])[0]}

    assert titles(found["ledger_entries"])["lease_id"] == "woning" and not found["ledger_entries"].lookups


@pytest.mark.parametrize(("words", "skipped"), [(("Debiteuren", "Crediteuren"), 1), (("Regio A", "Regio B"), 0)])
def test_lines_of_suppliers_in_a_subledger_of_all_are_passed_over_and_asked(words, skipped):
    head = "Boekstuknr;Boekdatum;Vervaldatum;Contract;Boekingssoort;Bedrag;Groep"
    lines = [f"B{n};{n}-10-2026;1-11-2026;C-{n};huur;701,00;{words[n % 2]}" for n in range(10, 16)]
    text = text_of(list(proposed(("Boekingen.csv", "\n".join([head, *lines]))).values()))
    (block,) = tomllib.loads(text)["ledger_entries"]

    assert block.get("skip_lines", {}) == ({"Groep": ["^crediteuren$"]} if skipped else {})
    assert not skipped or "geen huurder" in asked_of(text, "skip_lines")


def test_a_title_that_says_nothing_alone_is_read_with_the_heading_above_its_group():
    rows = [
        ["contract", "", "", "huur", "", "overig", ""],
        ["contractnr", "huurder", "ingang", "huidig", "samen met parkeren", "sleutels", "borg"],
        *[[f"C-{n}", f"H-{n}", "01-02-2020", f"7{n},50", f"8{n},50", "2", f"6{n},00"] for n in range(10, 16)],
    ]
    found = {block.table: block for block in propose([Sheet("Contracten.csv", rows)])[0]}
    rent = found["leases"].choices["monthly_rent"]

    assert rent.profile.title == "huidig" and rent.certainty != SURE
    assert "gelezen met de kop erboven" in rent.why.doubts


@pytest.mark.parametrize(
    ("below", "skipped"),
    [("Let op: sleutels niet kwijtraken.", ["^let\\ op"]), ("NB alles in euro's", ["^nb"]), ("Mevrouw Vos belt nog terug", None)],
)
def test_a_remark_below_a_list_is_passed_over_by_its_own_beginning_and_never_by_what_may_be_a_name(below, skipped):
    text = text_of(propose([Sheet("Contracten.csv", [*CONTRACTS, [below, "", ""]])])[0])

    assert tomllib.loads(text)["leases"][0].get("skip_lines", {}).get("Contractnr") == skipped
    assert not skipped or "een opmerking onder de lijst" in asked_of(text, "skip_lines")


def test_a_line_alone_amidst_the_list_is_no_remark_below_it():
    rows = [*CONTRACTS[:3], ["Let op: dit is een lange zin", "", ""], *CONTRACTS[3:]]

    assert "let" not in str(tomllib.loads(text_of(propose([Sheet("Contracten.csv", rows)])[0]))["leases"][0].get("skip_lines"))


@pytest.mark.parametrize(("number", "skipped"), [("A1", ["agreement_id"]), ("", ["system"])])
def test_a_municipality_without_agreement_is_no_line_of_agreements_though_one_may_still_be_unsigned(number, skipped):
    head = "CBS-code;Gemeente;Convenantnr;Aangevraagd op;Getekend op;Meldsysteem\n"
    lines = "0363;Amsterdam;;;;\n0362;Amstelveen;A9;01-02-2025;;VPS\n" + f"0384;Diemen;{number};01-02-2025;01-03-2025;RIS"
    found = proposed(("Contracten.csv", "\n".join(map(";".join, CONTRACTS))), ("Gemeenten.csv", head + lines))

    assert tomllib.loads(text_of(list(found.values())))["municipality_agreements"][0]["skip_empty"] == skipped


@pytest.mark.parametrize("settled", ["Toegewezen op", "Datum koppeling"])
def test_a_receipt_that_is_linked_to_no_charge_is_no_settlement_and_the_day_is_that_of_linking(settled):
    invoices = [["Nota", "Contractnr", "Notadatum", "Vervaldatum", "Notabedrag"]]
    invoices += [[f"NT-{n}", f"C-{n % 6 + 10}", "18-09-2026", "1-10-2026", f"7{n},00"] for n in range(10, 30)]
    receipts = [["Ontvangstnr", "Contractnr", "Valutadatum", "Ontvangen bedrag", "Van nota", settled]]
    receipts += [
        [f"RC-{n}", f"C-{n % 6 + 10}", "2-10-2026", f"7{n},00", f"NT-{n}" * (n > 11), "3-10-2026" * (n > 11)]
        for n in range(10, 30)
    ]
    sheets = [Sheet("Contracten.csv", CONTRACTS), Sheet("Nota's.csv", invoices), Sheet("Ontvangsten.csv", receipts)]
    (block,) = tomllib.loads(text_of(propose(sheets)[0]))["allocations"]

    assert block["skip_empty"] == ["charge_entry_id"] and block["columns"]["allocated_on"] == settled


@pytest.mark.parametrize("names_it", [True, False])
def test_a_list_of_the_bank_whose_debit_is_all_that_went_back_has_no_charges(names_it):
    head = ["Mutatie-ID", "Datum", "Dagboek omschrijving", "Contractnr", "Tegenboeking van mutatie", "Debet", "Credit"]
    other = "Rabobank" if names_it else "Ontvangst kas"  # with one word for all, only the number says it
    rows = [[f"41{n}", f"{n}-10-2026", (other, "Rabobank")[n % 2], f"C-{n}", "", "", "701,00"] for n in range(10, 16)]
    rows += [["4120", "20-10-2026", "Rabobank", "C-12", "4112" if names_it else "", "701,00", ""]]
    text = text_of(propose([Sheet("Contracten.csv", CONTRACTS), Sheet("Mutaties bank.csv", [head, *rows])])[0])
    blocks = tomllib.loads(text)["ledger_entries"]

    assert {each["columns"]["amount"]: each["constants"]["entry_type"] for each in blocks} == {
        "Credit": "payment", "Debet": "reversal",
    }  # fmt: skip

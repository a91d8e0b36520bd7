"""What is open of each invoice is its amount where no list holds receipts: `Fact.bedrag` beside `Openstaand`."""

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

TITLES = ["Debiteur", "Dagb.", "Fact.nr.", "Fact.datum", "Verv.datum", "Omschrijving", "Fact.bedrag", "Openstaand"]
PARTS = ("700,00", "200,00", "700,00", "650,00", "-50,00")


def invoices(file="Openstaande posten 20-11-2026.xlsx", *, parts=PARTS, kinds=("70", "71"), titles=TITLES):
    rows = [titles]
    for n, part in enumerate(parts, 1):
        whole = part if part.startswith("-") else "700,00"
        kind = kinds[n % len(kinds)]
        rows.append([f"1201{n}", kind, f"26120{n}", f"0{n}-03-2026", f"1{n}-03-2026", "Huur maart", whole, part])
    return Sheet(file, rows)


def amounts(*sheets):
    blocks, _ = propose(sheets)
    return [block.choices["amount"].profile.title for block in blocks if block.table == "ledger_entries"]


def test_of_a_list_of_open_items_by_name_a_journal_does_not_make_the_whole_amount_count():
    sheet = invoices()
    ((block),) = [each for each in propose([sheet])[0] if each.table == "ledger_entries"]
    assert block.choices["amount"].profile.title == "Openstaand" and block.choices["amount"].why.doubts
    assert "entry_type" not in block.choices  # a journal with a minus and without says less than the sign


@pytest.mark.parametrize("title", ["Openstaand", "Restbedrag", "Nog te betalen", "Open bedrag"])
def test_whatever_the_list_is_called_what_is_open_of_all_its_lines_is_the_amount(title):
    assert amounts(invoices("Facturen.xlsx", titles=[*TITLES[:-1], title])) == [title]


def test_of_a_ledger_of_which_most_is_closed_and_of_which_not_every_word_is_known_the_whole_counts_and_is_asked():
    parts = ("0,00", "0,00", "700,00", "0,00", "0,00")
    sheet = invoices("Grootboek.xlsx", parts=parts, kinds=("Factuur", "Xyz"))
    (block,) = [each for each in propose([sheet])[0] if each.table == "ledger_entries"]
    assert block.choices["amount"].profile.title == "Fact.bedrag" and block.choices["amount"].why.doubts


def test_of_invoices_only_what_is_open_counts_until_another_list_says_what_was_received():
    parts = ("0,00", "700,00", "700,00", "0,00", "100,00")
    of_invoices = invoices("Facturen.xlsx", parts=parts, kinds=("Factuur",))
    received = [["Debiteur", "Ontvangst nr", "Ontvangen op", "Ontvangen bedrag"]]
    received += [[f"1201{n}", f"B{n}", f"2{n}-03-2026", "700,00"] for n in range(1, 6)]
    assert amounts(of_invoices) == ["Openstaand"]
    assert "Openstaand" not in amounts(of_invoices, Sheet("Ontvangsten.xlsx", received))


def test_of_invoices_of_which_most_are_closed_the_whole_counts_as_their_receipts_must_be_somewhere():
    parts = ("0,00", "0,00", "700,00", "0,00", "100,00")
    assert amounts(invoices("Facturen.xlsx", parts=parts, kinds=("Factuur",))) == ["Fact.bedrag"]


def below_nothing(*, journal="70", number="261299", text="Huur maart", titles=TITLES):
    """What is read of open items of which the last two are below nothing, and what is asked of it."""
    rows = [
        [f"1201{n}", "70", f"26120{n}", f"0{n}-03-2026", f"1{n}-03-2026", "Huur maart", "700,00", "700,00"] for n in range(1, 8)
    ]
    for n in (8, 9):
        rows.append([f"1201{n}", journal, f"{number}{n}"[-len(number) :], "08-03-2026", "18-03-2026", text, "-50,00", "-50,00"])
    kept = [at for at, title in enumerate(TITLES) if title in titles]
    lines = [TITLES, *rows]
    sheet = Sheet("Openstaande posten 20-11-2026.xlsx", [[row[at] for at in kept] for row in lines])
    text = text_of(propose([sheet])[0])
    (block,) = tomllib.loads(text)["ledger_entries"]
    return block["by_sign"]["negative"], asked_of(text, "by_sign")


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ({}, "credit_note"),  # in the journal of the invoices
        ({"journal": "20"}, "payment"),
        ({"titles": [title for title in TITLES if title != "Dagb."]}, "credit_note"),  # a number as the invoices have
        ({"titles": [title for title in TITLES if title != "Dagb."], "number": "BNK-17"}, "payment"),
        ({"text": "Betaling ontvangen"}, "payment"),
    ],
)
def test_what_is_open_below_nothing_is_a_credit_note_where_it_looks_like_an_invoice_and_is_asked(said, kind):
    ours, asked = below_nothing(**said)

    assert ours == kind and "wat onder nul openstaat" in asked

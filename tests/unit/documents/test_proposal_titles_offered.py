"""The titles that a person is offered for a column that no title gives: those of the list, whatever reads them."""

from __future__ import annotations

import pytest

from documents.proposal_columns import titles_of_list
from documents.proposal_dialogue import proposal_of
from sources.words.blocks import Sheet
from sources.words.notes import Line, SheetDraft, answer
from tests.unit.documents.test_proposal_dialogue import block, title


def test_a_title_that_another_block_of_the_list_makes_for_itself_is_offered_to_nobody():
    months = block(
        "ledger_entries",
        [
            Line("lookup", {"Contract": ["Huurder", "Contracten.csv", "Huurder", "Contract"]}),
            Line("next_line", {"Ingetrokken op": {"same": "Nr", "only": {"Wat": ["ingetrokken"]}, "take": "Datum"}}),
        ],
        columns=[
            title("lease_id", "Contract"), title("entry_id", "Nr"), title("booked_on", "(maand)"), title("amount", "(cel)"),
            title("due_on", "(dag)"), title("reverses_entry_id", "Ingetrokken op"),
        ],
        months=[Line("beside", {"(dag)": {"jan dat": "2026-01"}})],
    )  # fmt: skip
    balances = block("stated_balances", columns=[Line("as_of", "", answer("verplicht"), waits=True)])
    proposal = proposal_of([SheetDraft("Huur.xlsx", "2026", 0, 1, 20, (months, balances))], {})

    assert proposal.titles_beside((0, 1)) == ["Nr"]


@pytest.mark.parametrize("above", [[], [["Mutaties, afgedrukt op 20-11-2026", "", "", ""], []]])
def test_a_word_by_which_a_block_takes_its_lines_is_no_title_and_neither_is_an_empty_cell(above):
    only = Line("only", {"Dagboek": ["PRL", ""]})
    entries = block("ledger_entries", [only], columns=[title("entry_id", "Nr"), title("amount", "Debet")])
    rows = [*above, ["Nr", "Dagboek", "Debet", ""], ["1", "PRL", "650,00", ""], ["2", "", "12,00", ""]]
    sheet = SheetDraft("Mutaties.csv", "", 2, 1, len(above) + 1, (entries,))
    found = proposal_of([sheet], {}, read=[Sheet("Mutaties.csv", rows)])

    assert titles_of_list(found, (0, 0), Line("category", "Nr")) == ["Debet", "Dagboek"]

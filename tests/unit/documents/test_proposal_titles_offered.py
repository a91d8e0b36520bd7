"""The titles that a person is offered for a column that no title gives: those of the list, whatever reads them."""

from __future__ import annotations

from documents.proposal_dialogue import proposal_of
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

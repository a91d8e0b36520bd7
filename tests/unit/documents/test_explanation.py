"""The words of `explain` where a code or a label alone would mislead whoever reads it out."""

from __future__ import annotations

from datetime import date

from documents.explanation import FACTS, IN_ORDER, signal_words


def test_without_an_offer_no_time_to_object_is_called_over():
    shown = FACTS["objection_window_open"]({"first_offer_received_on": None})
    assert (IN_ORDER["objection_window_open"], shown) == ("geen open bezwaartermijn", "er is nog geen aanbod ontvangen")


def test_a_desk_goes_by_its_name():
    assert signal_words(SIGNAL) == (
        "S1 gemaakt voor 20-04-2026, gemeld op 22-04-2026 bij RIS Matching: loopt, reactietermijn tot 20-05-2026"
    )


def test_a_signal_whose_file_nobody_uploaded_is_not_called_reported_and_has_no_term():
    words = signal_words(SIGNAL | {"handed_in_on": None})
    assert words.startswith("S1 gemaakt voor 20-04-2026, nog niet aangeleverd bij RIS Matching: staat klaar")
    assert "gemeld op" not in words and "reactietermijn" not in words and "vroegsignaal uploaded" in words


SIGNAL = dict(
    signal_id="S1", as_of_date=date(2026, 4, 20), delivered_on=date(2026, 4, 20), handed_in_on=date(2026, 4, 22),
    system="ris_matching", state="delivered", response_due_on=date(2026, 5, 20),
)  # fmt: skip


def test_of_a_ledger_that_is_wrong_it_is_said_what_is_wrong_with_it():
    facts = {"is_ledger_consistent": False, "ledger_findings": "charge_paid_by_unknown_credit,stated_balance_lower"}
    assert FACTS["ledger_inconsistent"](facts) == (
        "de boekingen kloppen niet: vordering afgeletterd met een ontvangst die er niet is; het saldo volgens de bron is lager "
        "dan onze achterstand"
    )
    # What was kept before findings were is shown as it was; and of a code of a later version, the code itself.
    assert FACTS["ledger_inconsistent"]({"is_ledger_consistent": False}) == "de boekingen kloppen niet"
    assert FACTS["ledger_inconsistent"]({"is_ledger_consistent": True, "ledger_findings": None}) == "de boekingen kloppen"

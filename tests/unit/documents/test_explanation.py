"""The words of `explain` where a code or a label alone would mislead whoever reads it out."""

from __future__ import annotations

from datetime import date

from documents.explanation import FACTS, IN_ORDER, signal_words


def test_without_an_offer_no_time_to_object_is_called_over():
    told = FACTS["objection_window_open"]({"first_offer_received_on": None})
    assert (IN_ORDER["objection_window_open"], told) == ("geen open bezwaartermijn", "er is nog geen aanbod ontvangen")


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

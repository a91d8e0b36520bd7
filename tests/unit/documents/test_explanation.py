"""The words of `explain` where a code or a label alone would mislead whoever reads it out."""

from __future__ import annotations

from datetime import date

from documents.explanation import FACTS, IN_ORDER, signal_words


def test_without_an_offer_no_time_to_object_is_called_over():
    told = FACTS["objection_window_open"]({"first_offer_received_on": None})
    assert (IN_ORDER["objection_window_open"], told) == ("geen open bezwaartermijn", "er is nog geen aanbod ontvangen")


def test_a_desk_goes_by_its_name():
    signal = dict(signal_id="S1", delivered_on=date(2026, 4, 20), system="ris_matching", state="delivered",
                  response_due_on=date(2026, 5, 18))  # fmt: skip
    assert signal_words(signal) == "S1 gemeld op 20-04-2026 bij RIS Matching: loopt, reactietermijn tot 18-05-2026"

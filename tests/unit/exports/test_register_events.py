"""Nothing gets into the register that is not on the list, and no direct identifier ever does."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from enum import IntEnum, StrEnum

import pytest

from exports.ground.canonical import canonical_json, plain
from exports.register.events import CATALOGUE, Event, EventRefused, looks_identifying, neutral_file_name
from tests.support.events import SHA, help_accepted, prepared, signal_delivered, signal_facts


def test_amounts_and_dates_become_text_with_two_decimals_and_iso_dates():
    event = signal_delivered(amount=Decimal("1000.5"), oldest_due_on=date(2026, 3, 1))

    assert event.payload["amount"] == "1000.50"
    assert event.payload["oldest_due_on"] == "2026-03-01"


@pytest.mark.parametrize("amount", [1000.0, "1000", "1.000,00", Decimal("0.001")])
def test_an_amount_that_is_not_whole_cents_is_refused(amount):
    with pytest.raises(EventRefused):
        signal_delivered(amount=amount)


def test_an_event_type_that_is_not_on_the_list_is_refused():
    with pytest.raises(EventRefused, match="not on the list"):
        Event("tenant_moved")


@pytest.mark.parametrize("event_type", sorted(set(CATALOGUE)))
def test_no_event_type_takes_a_fact_that_is_not_on_its_list(event_type):
    with pytest.raises(EventRefused) as refusal:
        Event(event_type, "S1", "B1", "L1", {"last_name": "MARKER"})

    assert "MARKER" not in str(refusal.value)


def test_a_fact_that_is_missing_is_named():
    facts = signal_facts()
    del facts["covered"]

    with pytest.raises(EventRefused, match="'covered' is missing"):
        Event("signal_delivered", "S1", "B1", "L1", facts)


def test_a_hidden_fact_inside_a_line_of_a_batch_is_refused():
    with pytest.raises(EventRefused, match="'signals'"):
        prepared(signals=[{"signal_id": "S1", "lease_id": "L1", "street": "MARKER"}])


def test_a_delivered_signal_without_its_lease_is_refused():
    with pytest.raises(EventRefused, match="'lease_id' is missing"):
        Event("signal_delivered", "S1", "B1", None, signal_facts())


@pytest.mark.parametrize(
    "text",
    [
        "gebeld met jan@voorbeeld.nl",
        "0612345678",
        "bel 06-12 34 56 78",
        "+31 20 123 4567",
        "woont op 1011 AB",
        "1011ab",
    ],
)
def test_free_text_that_looks_like_contact_data_is_refused_without_repeating_it(text):
    with pytest.raises(EventRefused) as refusal:
        Event("batch_uploaded", batch_id="B1", payload={"who": "d.devries", "why": text})

    assert text not in str(refusal.value)
    assert looks_identifying(text)


@pytest.mark.parametrize("text", ["op 20-04-2026 bevestigd", "zie melding 2026-04-20, 3 regels", "in 2026 ook", "€ 12.50"])
def test_dates_and_counts_in_free_text_are_no_contact_data(text):
    assert Event("batch_uploaded", batch_id="B1", payload={"who": "d.devries", "why": text}).payload["why"] == text


def test_an_e_mail_address_is_no_lease_number():
    with pytest.raises(EventRefused, match="lease_id"):
        Event("signal_delivered", "S1", "B1", "jan@voorbeeld.nl", signal_facts())


def test_numbers_of_source_systems_may_look_like_anything_else():
    assert signal_delivered(lease_id="0612345678").lease_id == "0612345678"


def test_a_date_that_does_not_exist_is_refused():
    with pytest.raises(EventRefused, match="accepted_on"):
        help_accepted(accepted_on="2026-02-30")


def test_a_feedback_file_that_names_somebody_is_registered_by_its_hash():
    for name in ("terugkoppeling_0363.xlsx", "retour-0363-2026-05.xlsx", "retour-0363-2026-05-12.csv"):
        assert neutral_file_name(name, SHA) == name
    assert neutral_file_name("bel 06-12345678.csv", SHA) == f"file_{SHA[:16]}.csv"
    assert neutral_file_name("antwoord jan@voorbeeld.nl.CSV", SHA) == f"file_{SHA[:16]}.csv"


def test_what_is_in_the_register_cannot_be_changed_through_the_event_that_was_made():
    event = help_accepted()
    event.payload["last_name"] = "MARKER"

    with pytest.raises(EventRefused):
        event.check()
    with pytest.raises(EventRefused):
        event.payload_json()


@pytest.mark.parametrize(
    ("amount", "text"),
    [("0.00", "0.00"), ("-0.00", "-0.00"), ("1E+2", "100.00"), ("1E-2", "0.01"), ("12E-1", "1.20"), ("1.230", "1.23"),
     ("-7", "-7.00"), ("0E-9", "0.00"), ("123456789012345.67", "123456789012345.67")],
)  # fmt: skip
def test_an_amount_of_whole_cents_has_one_text_however_it_is_written(amount, text):
    assert canonical_json({"amount": Decimal(amount)}) == f'{{"amount":"{text}"}}'


@pytest.mark.parametrize("amount", ["0.001", "1.239", "1E-3", "1.23E-1", "NaN", "sNaN", "Infinity", "-Infinity"])
def test_what_is_no_number_of_whole_cents_has_no_text(amount):
    with pytest.raises(ValueError, match="whole cents"):
        canonical_json([Decimal(amount)])


def test_what_becomes_of_the_facts_that_were_given_changes_no_event():
    given = signal_facts()
    covered = [dict(each) for each in given["covered"]]
    event = Event("signal_delivered", "S1", "B1", "L1", given | {"covered": covered})
    before = event.payload_json()
    covered[0]["entry_id"] = "ANOTHER"
    covered.clear()

    assert event.payload_json() == before and event.payload["covered"]


def test_words_and_numbers_of_a_kind_of_their_own_are_recorded_as_plain_ones():
    class Word(StrEnum):
        RUN = "run"

    class Number(IntEnum):
        TWO = 2

    assert canonical_json({Word.RUN: [Word.RUN, Number.TWO, True]}) == '{"run":["run",2,true]}'
    assert {type(each) for each in plain((Word.RUN, Number.TWO))} == {str, int}

"""Words of a log that say that a letter, call or visit never happened, or leave it open."""

from __future__ import annotations

import pytest

from sources.guards.said import words_said_otherwise
from sources.reading.rules import Export
from sources.words.evidence import meaning_of
from sources.words.undone_steps import is_undone, may_be_undone
from tests.unit.sources.proposals.test_proposal_sheets import said_of, sheet

CALLED_OFF = ["Bezoek afgezegd", "Huisbezoek verzet naar volgende week", "Belactie geannuleerd", "Cancelled reminder",
              "Sommatie vervallen wegens betaling", "Bezoek gecanceld", "Bezoek vervalt", "Huurder zegt bezoek af",
              "Aanmaning (vervallen)", "Aanmaning verwijderd", "Reminder voided"]  # fmt: skip
NOT_SENT = ["Aanmaning niet verzonden", "Niet gebeld", "SMS niet afgeleverd", "Undeliverable: betalingsherinnering",
            "Herinnering mail mislukt", "Huisbezoek niet doorgegaan", "Geen aanmaning sturen", "Geen huisbezoek",
            "Gesprek niet gevoerd", "Herinnering tegengehouden"]  # fmt: skip
PLANNED = ["Huisbezoek gepland 12-3", "Te bellen", "Concept sommatie", "SMS in wachtrij", "Call scheduled", "Opdracht huisbezoek",
           "Aankondiging huisbezoek", "Afspraak huisbezoek gemaakt", "Aanmaanstop t/m 30-6"]  # fmt: skip
LEFT_OPEN = ["Aanmaning betaald", "Correctie aanmaning", "Verzoek huisbezoek", "Bezoek afgebroken", "Gebeld en bezoek afgezegd",
             "Gebeld - verkeerd verbonden", "Sommatie retour", "Bellen", "Herinnering aan bewindvoerder", "Fase: sommatie",
             "Aanmaning parkeerplaats", "Kopie aanmaning aan maatschappelijk werk"]  # fmt: skip


@pytest.mark.parametrize("text", [*CALLED_OFF, *NOT_SENT, *PLANNED])
def test_what_was_called_off_not_sent_or_only_planned_is_no_step(text):
    assert is_undone(text)
    assert meaning_of("action_type", text) is None


@pytest.mark.parametrize("text", LEFT_OPEN)
def test_a_word_that_leaves_open_whether_and_to_whom_it_was_done_is_asked(text):
    assert may_be_undone(text) and not is_undone(text)
    assert meaning_of("action_type", text) is None


@pytest.mark.parametrize(
    ("text", "ours"),
    [("3x gebeld, niet opgenomen", "phone_call"), ("Huisbezoek - niet thuis", "home_visit"),
     ("Tel. gesprek - geen gehoor", "phone_call"),
     ("Herinnering verstuurd, geen reactie", "reminder_letter"), ("Aanmaning vervallen termijnen", "demand_letter"),
     ("Herinnering niet betaald", "reminder_letter"),
     ("Herinnering mislukte incasso", "reminder_letter"), ("Aanmaning regeling vervallen", "demand_letter")],
)  # fmt: skip
def test_whoever_was_looked_for_in_vain_and_a_letter_about_what_failed_are_steps(text, ours):
    assert meaning_of("action_type", text) == ours


@pytest.mark.parametrize("text", ["Bezoek afgezegd", "Concept sommatie", "Call scheduled"])
def test_a_mapping_that_counts_what_never_happened_is_refused_until_a_person_says_so(text):
    block = {"file": "a.xlsx", "table": "collection_actions", "columns": {}, "values": {"action_type": {text: "home_visit"}}}

    (found,) = words_said_otherwise([Export(**block)])
    assert found.severity == "refused" and "niet is gebeurd" in found.text
    assert words_said_otherwise([Export(**block, sure_of=(text,))]) == []


@pytest.mark.parametrize(
    ("text", "ours"),
    [("Betaling onderweg", None), ("Aangeboden incasso", None), ("Correctie ontvangst", None), ("Storno ingetrokken", None),
     ("Tegoed afrekening servicekosten", "credit_note"), ("Huurvermindering uitspraak Huurcommissie", "credit_note")],
)  # fmt: skip
def test_money_that_is_not_in_yet_is_no_receipt_and_what_a_tenant_is_owed_no_charge(text, ours):
    assert meaning_of("entry_type", text) == ours


@pytest.mark.parametrize(
    ("column", "text"), [("category", "Serviceabonnement"), ("category", "Huur berging"), ("unit_type", "Niet-woning"),
                         ("unit_type", "Geen woonruimte")],
)  # fmt: skip
def test_what_only_holds_the_word_for_rent_service_or_dwelling_is_asked(column, text):
    assert meaning_of(column, text) is None


def test_codes_of_which_a_description_says_that_an_objection_came_in_are_no_letters():
    assert may_be_undone("Bezwaar vroegsignalering (bij ons)")
    assert meaning_of("action_type", "Bezwaar vroegsignalering (bij ons)") is None
    assert meaning_of("action_type", "Sommatie met bezwaarmogelijkheid") == "summons_letter"


def test_marks_of_people_among_which_objections_are_described_are_no_log_of_letters():
    rows = [["Relatienr.", "Kenmerk", "Kenmerk oms.", "Begindatum", "Einddatum"]]
    rows += [[f"1002{n}", "VSB", "Bezwaar vroegsignalering (bij ons)", f"1{n}-10-2026", ""] for n in range(4)]
    rows += [["10030", "AGR", "Niet alleen op huisbezoek", "08-05-2023", ""], ["10031", "BEW", "Onder bewind", "01-03-2024", ""]]
    found = said_of(sheet("Relatiekenmerken.csv", *rows))

    assert "collection_actions" not in found
    assert found["objections"][0]["only"] == {"Kenmerk": ["VSB"]}

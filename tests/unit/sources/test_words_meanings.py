"""What a text in a cell means by itself, and that the patterns of meanings can be read."""

from __future__ import annotations

import re
import tomllib

import duckdb
import pytest

from sources.words.evidence import meaning_of
from sources.words.names import fits_only
from sources.words.needs import NEEDS
from sources.words.titles import words
from sources.words.ways import tables


@pytest.mark.parametrize(
    ("text", "ours"),
    [
        ("Laatste aanmaning", "summons_letter"), ("2e herinnering", "demand_letter"), ("Brief 1", "reminder_letter"),
        ("Outbound call", "phone_call"), ("BEL_UIT", "phone_call"), ("BEL_IN", None), ("Aanmaning besproken, gebeld", None),
        ("Zorgplanbespreking", None), ("Mobiel bericht", "personal_message"),
        ("HER1", "reminder_letter"), ("HER-2", "demand_letter"), ("Langsgeweest", "home_visit"), ("Indexation letter", None),
    ],
)  # fmt: skip
def test_of_letters_the_first_meaning_counts_and_a_call_about_a_letter_is_neither(text, ours):
    assert meaning_of("action_type", text) == ours


@pytest.mark.parametrize("text", ["Incasso terug", "incasso kwam terug", "teruggekomen incasso"])
def test_a_direct_debit_that_came_back_is_no_receipt(text):
    assert meaning_of("entry_type", text) == "reversal"


@pytest.mark.parametrize(("text", "ours"), [("senior", "person"), ("Student", "person"), ("Seniorencomplex BV", None)])
def test_a_group_of_people_is_one_of_persons(text, ours):
    assert meaning_of("tenant_type", text) == ours


@pytest.mark.parametrize(("text", "ours"), [("per mail", "email"), ("E-mail", "email"), ("Mail", None), ("per post", "post")])
def test_mail_alone_is_asked_as_it_is_post_in_one_language_and_email_in_another(text, ours):
    assert meaning_of("channel", text) == ours


@pytest.mark.parametrize("text", ["voicemail ingesproken;\nmorgen nogmaals", "app's gestuurd", "geen gehoor (2x)"])
def test_a_text_to_give_a_meaning_is_one_line_of_toml_and_fits_the_text(text):
    said = tomllib.loads(f"pattern = '{fits_only(text)}'")["pattern"]

    assert "\n" not in fits_only(text)
    assert re.search(said, text) and not re.search(said, f"{text} en meer")


def test_of_each_table_that_map_looks_for_it_is_known_what_a_sheet_must_hold():
    assert set(tables()) == set(NEEDS)


@pytest.mark.parametrize("room", ["meanings", "not_of_arrears", "not_done"])
def test_what_a_proposal_writes_as_a_pattern_a_run_can_read(room):
    said = words()[room].values()
    patterns = [pattern for each in said for pattern in ([each] if isinstance(each, str) else each.values())]

    with duckdb.connect() as con:
        con.execute(f"select {', '.join('regexp_matches(?, ?)' for _ in patterns)}", [x for each in patterns for x in ("", each)])


@pytest.mark.parametrize(
    ("column", "text", "meaning"),
    [
        ("category", "DVRS", "other"),
        ("entry_type", "PRL", "charge"),
        ("unit_type", "BRG", "other"),
        ("unit_type", "ZELF", "dwelling"),
        ("action_type", "Afrekening servicekosten", None),  # a letter, and none because it was not paid
        ("action_type", "Prolongatienota", None),
        ("action_type", "E-mail uitgaand", None),  # no call
        ("action_type", "SMS uitgaand", "personal_message"),
        ("action_type", "Telefoon uitgaand", "phone_call"),
        ("action_type", "Vraag over huur", None),
        ("action_type", "Herinnering eindafrekening", "reminder_letter"),
        ("category", "Divers", "other"),
        ("field", "Straat", "street"),
        ("field", "Straatnaam", "street"),
        ("field", "Straat en plaats", None),
        ("field", "Straat nr toevoeging", "house_number_suffix"),
        ("field", "Straatnr", None),
        ("entry_type", "Terug van de bank", "reversal"),
        ("entry_type", "Terug van verhuurder", "credit_note"),
        ("action_type", "personal_text", "personal_message"),
        ("action_type", "Zelf gebeld", None),  # by us, or by the tenant
        ("action_type", "Gebeld", "phone_call"),
        ("action_type", "Formal notice", "summons_letter"),
        ("action_type", "Formal notice before proceedings", "summons_letter"),
        ("action_type", "Formal notice with debt help", "demand_letter"),
        ("action_type", "Formal notice (aanmaning)", "demand_letter"),
        ("action_type", "Final notice / aanmaning", "demand_letter"),
        ("action_type", "Final notice (sommatie)", "summons_letter"),
        ("action_type", "Laatste aanmaning", "summons_letter"),
        ("action_type", "3e aanmaning", "summons_letter"),
        ("action_type", "Aanmaning met aanbod vroegsignalering", "summons_letter"),
    ],
)
def test_a_word_beside_it_says_that_a_text_means_something_else(column, text, meaning):
    assert meaning_of(column, text) == meaning

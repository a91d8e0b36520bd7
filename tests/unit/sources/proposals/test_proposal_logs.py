"""Logs of letters and contacts: which lines of them count, which word says what, and what is asked.

Belongs here: lists of a line for each letter or contact. Does not belong here: columns of days (test_proposal_step_blocks.py), or
what sheets say of each other (test_proposal_sheets.py).
"""

from __future__ import annotations

import tomllib

from sources.recognition.sheets import Sheet, propose
from tests.support.proposal import questions, text_of

CALLS = ["Volgnr", "Contract", "Datum", "Soort", "Onderwerp"]
CONTRACTS = [["Contract", "Huurder", "Ingang"], ["C1", "D1", "01-01-2020"]]


def sheet(file: str, *rows: list[str]) -> Sheet:
    return Sheet(file, list(rows))


def said_of(*sheets: Sheet) -> dict[str, list[dict]]:
    return tomllib.loads(text_of(propose(sheets)[0]))


def test_a_repair_and_a_call_of_the_tenants_own_are_passed_over_as_no_contact_about_arrears():
    rows = [[str(n), "C1", "01-09-2026", "Telefoon uit", "Achterstand"] for n in range(9)]
    rows += [[f"1{n}", "C1", "02-09-2026", "Telefoon uit", "Reparatie"] for n in range(4)]
    rows += [[f"2{n}", "C1", "02-09-2026", "Telefoon in", "Achterstand"] for n in range(4)]
    contracts = sheet("Contracten.csv", *CONTRACTS)
    (calls,) = said_of(sheet("Contactlog.csv", CALLS, *rows), contracts)["collection_actions"]

    assert calls["skip_lines"] == {"Soort": ["^telefoon\\ in$"], "Onderwerp": ["^reparatie$"]}
    assert calls["values"]["action_type"] == {"Telefoon uit": "phone_call"}
    assert calls["values"]["channel"] == {"Telefoon uit": "phone"}


def test_a_letter_of_which_its_own_word_says_that_it_went_by_mail_did_and_any_other_went_by_post():
    words = {"aanmaning gemaild": "email", "Aanmaning": "post", "aanmaning per post": "post", "Herinnering mail en post": "post"}
    rows = [[f"{n}", "C1", "01-09-2026", word, "Achterstand"] for word in words for n in range(4)]
    contracts = sheet("Contracten.csv", *CONTRACTS)
    (letters,) = said_of(sheet("Contactlog.csv", CALLS, *rows), contracts)["collection_actions"]
    assert letters["values"]["channel"] == words


def test_an_objection_in_a_log_of_letters_is_asked_about_where_no_block_takes_its_line():
    kinds = ["herinnering", "aanmaning", "rookmelder", "bezwaar binnen, zie tab", "regeling besproken"]
    rows = [["01-09-2026", "C1", "A. Bos", kind, "Joost"] for kind in kinds for _ in range(4)]
    log = sheet("Contactlog.csv", ["Datum", "Contract", "Wie", "Wat", "Door"], *rows)
    contracts = sheet("Contracten.csv", *CONTRACTS)
    objections = sheet("Bezwaren.csv", ["Huurder", "Bezwaar ontvangen", "Hoe"], ["D1", "02-09-2026", "mail aan ons"])
    plans = sheet("Regelingen.csv", ["Contract", "Afgesproken op", "Per maand"], ["C1", "02-09-2026", "100,00"])
    blocks, _ = propose([log, contracts, objections, plans])
    (asked,) = [each for each in questions(text_of(blocks)) if "bij welk blok" in each]
    assert '"bezwaar binnen, zie tab"' in asked and '"regeling besproken"' in asked and "rookmelder" not in asked


def test_where_nothing_says_what_contacts_were_about_a_person_is_asked():
    rows = [[str(n), "C1", "01-09-2026", "Telefoon"] for n in range(9)]
    text = text_of(propose([sheet("Contactlog.csv", CALLS[:4], *rows), sheet("Contracten.csv", *CONTRACTS)])[0])

    assert "gaat elk gesprek en bezoek in deze lijst over de achterstand?" in text


def test_a_log_whose_day_has_a_time_beside_it_has_a_date():
    rows = [[f"HC{n}", "09-03-2026 10:15", "Brief: 1e herinnering"] for n in range(10, 19)]
    (found,) = said_of(sheet("Logboek.csv", ["Contract", "Tijdstip", "Gebeurtenis"], *rows))["collection_actions"]
    assert found["columns"]["performed_on"] == "Tijdstip"


def test_the_words_of_a_kind_come_before_the_file_of_each_letter_which_calls_do_not_have():
    """Read from `Brief`, no call or visit would be one."""
    letters = [
        [str(n), "C1", f"1{n}-09-2026", f"{1 + n % 2}e herinnering", f"C1 brief {n}.pdf (https://x/{n})"] for n in range(9)
    ]
    calls = [[f"2{n}", "C1", f"2{n}-09-2026", "Gebeld", ""] for n in range(4)]
    titles = ["Nr", "Contract", "Datum", "Soort", "Brief"]
    (log,) = said_of(sheet("Logboek.csv", titles, *letters, *calls), sheet("Contracten.csv", *CONTRACTS))["collection_actions"]

    assert log["columns"]["action_type"] == "Soort"
    assert log["values"]["action_type"]["Gebeld"] == "phone_call"


def test_free_text_of_letters_is_still_read_where_the_kind_says_nothing_of_them():
    texts = [f"{1 + n % 2}e herinnering over maand {n}" for n in range(9)]
    rows = [[str(n), "C1", f"1{n}-09-2026", "Algemeen", text] for n, text in enumerate(texts)]
    titles = ["Nr", "Contract", "Datum", "Soort", "Brief"]
    (log,) = said_of(sheet("Logboek.csv", titles, *rows), sheet("Contracten.csv", *CONTRACTS))["collection_actions"]

    assert log["columns"]["action_type"] == "Brief"

"""Tables as SQL Server and a document system give them: amounts with all their decimals, choices in figures, versions."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from tests.support.proposal import asked_of, text_of
from tests.unit.sources.proposals.test_proposal_phrases import proposed, titles
from tests.unit.sources.proposals.test_proposal_sheets import sheet

CONTRACTS = "\n".join(
    ["Contractnr_;Customer No_;Straat;Huisnr;Postcode;Plaats;Ingangsdatum"]
    + [f"HCT-{n};HRDR-{n};Kade;{n + 1};9714BE;Groningen;2020-01-01" for n in range(9)]
)
HEAD = "Entry No_;Contractnr_;Posting Date;Source Code;Amount (LCY);Due Date;Reversed;Reversed Entry No_"


def entries(amount="700.00000000000000000000", few=1):
    """Nine invoices, their payments, and `few` of them that came back."""
    due = [f"10{n};HCT-{n};2026-01-01;PROLONG;{amount};2026-01-01;0;0" for n in range(9)]
    paid = [f"20{n};HCT-{n};2026-01-02;BANK;-{amount};2026-01-02;{int(n < few)};0" for n in range(9)]
    back = [f"30{n};HCT-{n};2026-01-05;STORNO;{amount};2026-01-05;1;20{n}" for n in range(few)]
    return "\n".join([HEAD, *due, *paid, *back])


@pytest.mark.parametrize("amount", ["700.00000000000000000000", "700.0000", "700.50", ".50"])
def test_a_ledger_is_known_by_its_amounts_with_as_many_decimals_as_a_database_gives(amount):
    found = proposed(("Contracten.csv", CONTRACTS), ("Klantposten.csv", entries(amount)))["ledger_entries"]

    assert titles(found)["amount"] == "Amount (LCY)"


@pytest.mark.parametrize("few", [1, 2])
def test_whether_an_entry_was_reversed_is_not_the_number_of_the_entry_that_it_reverses(few):
    found = proposed(("Contracten.csv", CONTRACTS), ("Klantposten.csv", entries(few=few)))["ledger_entries"]

    assert titles(found).get("reverses_entry_id") != "Reversed"


@pytest.mark.parametrize("title", ["Persoonssoort", "Persoonstype", "Soort persoon", "Aard persoon"])
def test_of_a_kind_of_person_in_figures_it_is_asked_what_they_mean(title):
    names = ["Blom", "Mulder", "Smit", "Bakker", "Visser", "Kok", "Bos", "Hof BV", "Spil BV"]
    people = [f"HRDR-{n};{'' if n > 6 else 'A.'};{name};{int(n > 6)}" for n, name in enumerate(names)]
    customers = "\n".join([f"No_;Voorletters;Achternaam;{title}", *people])
    lists = [("Contract.csv", CONTRACTS), ("Klanten.csv", customers)]
    blocks, _ = propose([sheet(name, *(line.split(";") for line in lines.splitlines())) for name, lines in lists])
    text = text_of(blocks)

    assert '"0" = "organisation"' not in text and '"1" = "person"' not in text
    assert "kies uit" in asked_of(text, '# "0" = ""')


def test_documents_that_were_sent_are_letters_and_their_version_is_no_amount():
    kinds = ["Huurincasso - Betalingsherinnering", "Huurincasso - Aanmaning", "Huurincasso - Sommatie", "Huurprijswijziging"]
    head = "DocumentID;Documenttype;Sjabloon;Overeenkomst;Verzendkanaal;Verzonden op;Status;Versie"
    sent = [f"D{n};{kinds[n % 4]};HI0{n % 4};HCT-{n % 9};E-mail;2026-02-{n + 1:02} 10:49:30;Verzonden;1.0" for n in range(20)]
    found = proposed(("Contracten.csv", CONTRACTS), ("Uitgaande documenten.csv", "\n".join([head, *sent])))

    assert "ledger_entries" not in found
    letters = titles(found["collection_actions"])
    assert {"action_type": "Documenttype", "performed_on": "Verzonden op", "channel": "Verzendkanaal"}.items() <= letters.items()


@pytest.mark.parametrize("name", ["Log afgedrukte documenten.csv", "Printlog.csv", "Blad3.csv"])
def test_a_log_of_printed_documents_is_one_of_letters_by_what_their_codes_mean(name):
    """And a second reminder is none of demand there, since another document is."""
    kinds = {"HER1": "1e herinnering huur", "HER2": "2e herinnering huur", "14DB": "14-dagenbrief incassokosten",
             "SOM5": "Sommatie 5 dagen", "AFREK": "Afrekening servicekosten"}  # fmt: skip
    head = "Documentnr;Documentcode;Contract;Afgedrukt op;Verzendwijze;Status;Bestand"
    sent = [f"D{n};{[*kinds][n % 5]};HCT-{n % 9};{n + 1:02}-02-2026;Post;Verzonden;D{n}.pdf" for n in range(20)]
    codes = "\n".join(["Code;Omschrijving", *map(";".join, kinds.items())])
    lists = [("Contracten.csv", CONTRACTS), (name, "\n".join([head, *sent])), ("Documentcodes.csv", codes)]
    text = text_of(propose([sheet(name, *(line.split(";") for line in lines.splitlines())) for name, lines in lists])[0])
    letters = tomllib.loads(text)["collection_actions"][0]

    assert letters["columns"]["action_type"] == "Documentcode" and letters["columns"]["performed_on"] == "Afgedrukt op"
    assert letters["values"]["action_type"] == {
        "HER1": "reminder_letter", "HER2": "reminder_letter", "14DB": "demand_letter", "SOM5": "summons_letter",
    }  # fmt: skip
    assert letters["skip_lines"] == {"Documentcode": ["^afrek$"]}

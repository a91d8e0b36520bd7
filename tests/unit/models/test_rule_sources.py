"""What each rule cites is held to a list: a wrong article in the catalogue says something untrue to a tenant and a judge.

Belongs here: the sources as a lawyer read them, once more and by hand. Does not belong here: the rules' words.
"""

from __future__ import annotations

import csv
import re

from orchestration.dbt_runner import manifest
from orchestration.environment import DBT_PROJECT

# Bgs: Besluit gemeentelijke schuldhulpverlening; art. 2 says under a to d what a landlord must have tried. LCV: Landelijk
# Convenant Vroegsignalering, with an agreement (overeenkomst) per municipality. Wgs and AVG are laws.
SOURCES = {
    "not_a_dwelling": ("law", "Wgs: verhuurders van woningen"),
    "lease_ended": ("covenant", "Werkinstructie stap 3: het adres is het verblijfsadres"),
    "not_a_natural_person": ("law", "Wgs: hulp is er voor inwoners"),
    "tenant_deceased": ("law", "Wgs: hulp is er voor inwoners"),
    "under_30_days": ("covenant", "LCV-overeenkomst art. 3.1: huur vanaf 30 dagen"),
    "ledger_inconsistent": ("law", "AVG art. 5 lid 1 onder d: juistheid van de gegevens"),
    "no_written_reminder": ("law", "Bgs art. 2 onder c; LCV art. 2.1, eerste punt; LCV-overeenkomst art. 3.1"),
    "no_personal_contact_effort": ("law", "Bgs art. 2 onder a; LCV art. 2.1, tweede punt"),
    "no_debt_help_notice": ("law", "Bgs art. 2 onder b; LCV art. 2.1, derde punt"),
    "no_sharing_offer": ("law", "LCV art. 2.1, vierde punt; Bgs art. 2 onder d"),
    "objection_window_open": ("covenant", "Werkinstructie: tekst 2 van de sommatie"),
    "objection": ("law", "Bgs art. 2 onder d; LCV art. 2.2"),
    "payment_arrangement": ("choice", "Keuze: wat is afgesproken en wordt nagekomen wordt niet gemeld"),
    "no_mandate": ("contract", "Complexovereenkomst art. 6.3 en bijlage 1"),
    "incomplete_identity": ("covenant", "Werkinstructie stap 3: de vijf verplichte kolommen"),
    "municipality_unknown": ("covenant", "Werkinstructie stap 3: de gemeente kiest het meldpunt"),
    "postcode_shared": ("law", "AVG art. 5 lid 1 onder f: alleen de juiste gemeente; een mens levert aan"),
    "no_municipality_agreement": ("covenant", "Werkinstructie stap 1"),
    "below_minimum_amount": ("choice", "Overeenkomst met de gemeente; instelling minimum_amount"),
    "already_signalled": (
        "covenant", "Werkinstructie stap 2: eenmalig melden; instelling redelivery (LCV-overeenkomst art. 3.2)"
    ),
}  # fmt: skip
# Every article that may be cited, in the catalogue or in the pages of the models.
ARTICLES = {
    "Bgs": {"2", "3"},
    "LCV": {"2.1", "2.2", "3.1", "3.2", "3.13", "4.1.d", "4.2", "4.3"},
    "AVG": {"5", "6", "15", "17", "30"},
}


def seed() -> list[dict[str, str]]:
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_rule_cites_the_source_and_the_kind_of_duty_that_the_list_gives():
    assert {row["code"]: (row["duty"], row["source"]) for row in seed()} == SOURCES


def test_the_flag_of_every_rule_gives_its_words_and_its_source_in_the_docs():
    columns = manifest()["nodes"]["model.vroegsignaal.decision_facts"]["columns"]
    assert {row["code"]: columns[row["code"]]["description"] for row in seed()} == {
        row["code"]: f"{row['words_en']} ({row['source']})" for row in seed()
    }


def test_no_model_cites_an_article_that_is_not_on_the_list():
    nodes = manifest()["nodes"].values()
    cited = {str(node["config"].get("meta", {}).get("legal_source", "")) for node in nodes} | {row["source"] for row in seed()}
    found = {
        (law, article)
        for text in cited
        for law, articles in re.findall(
            r"\b(Bgs|LCV|AVG)(?:-overeenkomst| agreement)? art\. ([0-9][0-9.a-d, -]*(?:and [0-9.]+)?)", text
        )
        for article in re.findall(r"[0-9]+(?:\.[0-9]+(?:\.[a-d])?)?", articles)
    }
    assert found and {pair for pair in found if pair[1] not in ARTICLES[pair[0]]} == set()

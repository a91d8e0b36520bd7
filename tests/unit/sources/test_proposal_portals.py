"""Exports of portals and of commercial managers: parties by their role, several things on one line."""

from __future__ import annotations

from datetime import date

import pytest

from sources.proposals.statuses import by_status
from sources.words.blocks import SURE
from tests.unit.sources.test_mapping import rows
from tests.unit.sources.test_proposal_habits import mapped
from tests.unit.sources.test_proposal_phrases import blocks_of, proposed, titles


@pytest.mark.parametrize("sent", ["Datum verzending/contact", "Bijlagen"])
def test_the_day_a_letter_was_made_is_its_day_only_where_no_other_is(sent):
    days = [f"0{at + 1}-03-2026" if sent.startswith("Datum") else f"{at}" for at in range(6)]
    kinds = ["Herinnering", "Aanmaning"] * 3
    lines = [f"B{at};C{at % 3};{kind};{day};1{at}-02-2026" for at, (kind, day) in enumerate(zip(kinds, days, strict=True))]
    found = proposed(("Brieven.csv", "\n".join([f"Briefnr;Contract;Soort brief;{sent};Aanmaakdatum", *lines])))

    chosen = found["collection_actions"].choices["performed_on"]
    is_sent = sent.startswith("Datum")
    assert chosen.profile.title == (sent if is_sent else "Aanmaakdatum") and (chosen.certainty == SURE) == is_sent


def test_reports_of_a_collection_agency_are_seen_by_its_name_as_a_party():
    head = "Huurovereenkomst;Incassopartij (relatienr.);Datum gemeld aan gemeente;Datum melding beëindigd"
    found = proposed(("meldingen_incassopartij.csv", f"{head}\nH1;R31;28-10-2026;\nH2;R31;15-09-2025;20-01-2026"))

    assert titles(found["reported_elsewhere"]) == {
        "lease_id": "Huurovereenkomst", "reported_by": "Incassopartij (relatienr.)",
        "reported_on": "Datum gemeld aan gemeente", "ended_on": "Datum melding beëindigd",
    }  # fmt: skip


def test_a_permission_and_an_agreement_that_stopped_have_a_last_day():
    allowed = (
        "Opdrachtgevernr;Veld;Toestemming gegeven;Toestemming gestopt\nV1;straat;01-05-2025;\nV1;plaats;01-05-2025;01-10-2026"
    )
    head = "Gem. code;Gem. omschrijving;Afspraakcode gemeente;Aansluiting aangevraagd;Aansluiting ondertekend;Aansluiting gestopt"
    lines = "0014;Groningen;S1;14-04-2025;02-06-2025;;ris\n0037;Stadskanaal;S4;14-04-2025;16-06-2025;31-08-2026;vps"
    found = proposed(("velden.csv", allowed), ("gemeenten.csv", f"{head};Aansluiting type\n{lines}"))

    said = titles(found["municipality_agreements"])
    assert (said["signed_on"], said["ended_on"]) == ("Aansluiting ondertekend", "Aansluiting gestopt")
    assert titles(found["municipalities"])["name"] == "Gem. omschrijving"
    assert titles(found["optional_field_agreements"])["ended_on"] == "Toestemming gestopt"


STATUSES = "Regelingnr;Contract;Startdatum regeling;Status regeling;Einddatum regeling"


@pytest.mark.parametrize(("third", "is_split"), [("Lopend", True), ("Bijzonder", False)])
def test_a_status_says_whether_the_one_last_day_of_an_arrangement_is_when_it_was_broken(third, is_split):
    lines = f"R1;C1;16-09-2026;Verbroken;28-10-2026\nR2;C2;12-06-2025;Afgerond;31-12-2025\nR3;C3;19-10-2026;{third};01-11-2026"
    (block,) = blocks_of(("betalingsregelingen.csv", f"{STATUSES}\n{lines}"))
    parts = by_status(block)

    read = {status: [name for name in ("broken_on", "ended_on") if name in each.choices] for each in parts
            for status in each.only.get("Status regeling", ("",))}  # fmt: skip
    assert read == ({"Verbroken": ["broken_on"], "Afgerond": ["ended_on"], "Lopend": []} if is_split else {"": ["ended_on"]})


def test_an_arrangement_that_runs_holds_past_its_planned_last_day_and_a_broken_one_does_not(tmp_path):
    lines = "R1;C1;16-09-2026;Verbroken;28-10-2026\nR2;C2;19-10-2026;Lopend;01-11-2026\n"
    _, report = mapped(tmp_path, betalingsregelingen=f"{STATUSES}\n{lines}")

    assert [row[3:5] for row in rows(report, "payment_arrangements")] == [(None, date(2026, 10, 28)), (None, None)]

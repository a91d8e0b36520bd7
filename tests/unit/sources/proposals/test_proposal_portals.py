"""Exports of portals and of commercial managers: parties by their role, several things on one line."""

from __future__ import annotations

from datetime import date

import pytest

from sources.proposals.ledger import ledger
from sources.proposals.reversals import with_reversals_apart
from sources.proposals.statuses import by_status
from sources.proposals.step_blocks import step_parts
from sources.words.blocks import SURE, Block
from tests.support.proposal import text_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import mapped
from tests.unit.sources.proposals.test_proposal_phrases import blocks_of, proposed, titles


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


@pytest.mark.parametrize(("title", "is_read"), [("Statusdatum", True), ("Status per", True), ("Eerste termijn", False)])
def test_the_day_of_a_status_is_when_an_arrangement_was_broken_or_kept_as_its_code_says(title, is_read):
    lines = (
        "R1;C1;16-09-2026;V;Verbroken;28-10-2026\nR2;C2;12-06-2025;N;Nagekomen;31-12-2025\nR3;C3;19-10-2026;L;Lopend;19-10-2026"
    )
    head = f"Regelingnr;Contractnr;Afspraakdatum;Status;Status omschrijving;{title}"
    (block,) = blocks_of(("Betalingsregelingen.csv", f"{head}\n{lines}"))
    days = {each.only["Status"]: {*each.choices} & {"broken_on", "ended_on"} for each in by_status(block) if each.only}

    assert days == ({("V",): {"broken_on"}, ("N",): {"ended_on"}, ("L",): set()} if is_read else {})


HEAD = "Regelnr;Contractnr;Regeltype;Component;Boekdatum;Vervaldatum;Bedrag;Betreft regel"
LINES = [f"F10{at};C{at % 3};Factuur;huur;18-12-2025;01-01-2026;70{at},00;" for at in range(6)]
LINES += [f"B10{at};C{at % 3};Overboeking;;02-01-2026;;70{at},00;F10{at}" for at in range(6)]


@pytest.mark.parametrize(("named", "is_settled"), [("", True), ("F101", False)])
def test_a_receipt_with_a_minus_settles_nothing_and_where_it_names_a_charge_none_is_taken(named, is_settled):
    found = {each.table: each for each in portal(f"B109;C1;Overboeking;;05-01-2026;;-701,00;{named}")}

    assert ("allocations" in found) == is_settled
    assert not is_settled or '"Bedrag" = ["^[€\\\\s]*-", "-\\\\s*$"]' in text_of([found["allocations"]])


def portal(*stornos: str) -> list[Block]:
    return [each for each in blocks_of(("regels.csv", "\n".join([HEAD, *LINES, *stornos]))) if each.table in LEDGERS]


LEDGERS = ("ledger_entries", "allocations")


def test_one_column_that_names_the_charge_of_a_receipt_and_the_receipt_of_a_reversal_is_both():
    entries, settled = portal("S101;C1;Terugboeking;;05-01-2026;;701,00;B101")
    first, second = with_reversals_apart(entries)

    assert titles(settled) == {
        "charge_entry_id": "Betreft regel", "credit_entry_id": "Regelnr", "amount": "Bedrag", "allocated_on": "Boekdatum",
    }  # fmt: skip
    assert settled.no_receipts == {"Regeltype": ("Factuur", "Terugboeking")}
    assert first.only == {"Regeltype": ("Factuur", "Overboeking")} and "reverses_entry_id" not in first.choices
    assert second.only == {"Regeltype": ("Terugboeking",)} and titles(second)["reverses_entry_id"] == "Betreft regel"


def test_a_reversal_that_names_a_receipt_of_another_contract_names_none_and_no_receipt_is_read_as_gone_back():
    entries, _ = portal("S101;C1;Terugboeking;;05-01-2026;;701,00;B102")
    said = [part.draft() for part in ledger(entries)]
    stornos = [any(line.key == "storno" for line in each.sections[0].lines) for each in said]

    assert "reverses_entry_id" not in entries.choices and stornos == [False, True]


def test_a_list_with_who_collects_and_since_when_is_no_list_of_letters():
    lines = "I1;C1;Bureau Noord;20266;20-10-2026;API\nI2;C2;Bureau Noord;20267;25-10-2026;mail"
    found = proposed(("export_incasso.csv", f"Incassonr;Contract;Incassobureau;Referentie bureau;Doorgezet op;Kanaal\n{lines}"))

    assert found.keys() == {"collection_cases"}


def test_the_way_that_one_letter_went_is_not_that_of_the_letters_before_it():
    lines = "\n".join(f"C{at};0{at}-07-2026;1{at}-08-2026;{'post' if at % 2 else 'e-mail'}" for at in range(1, 7))
    head = "Contract;Herinnering verstuurd;Sommatie verstuurd;Sommatie verstuurd per"
    (block,) = blocks_of(("herinneringen.csv", f"{head}\n{lines}"))
    channels = [[line.value for line in part.columns if line.key == "channel"] for part in step_parts(block)]

    assert channels == [[], ["Sommatie verstuurd per"]]


def test_a_word_that_nobody_knows_is_asked_once_where_the_lines_are_parted_by_their_words():
    unknown = [f"X10{at};C1;Diversen;;05-01-2026;;10{at},00;" for at in range(2)]
    said = text_of(portal("S101;C1;Terugboeking;;05-01-2026;;701,00;B101", *unknown))

    assert said.count('# "Diversen" = ""') == 1 and "bij welk blok horen deze woorden" not in said

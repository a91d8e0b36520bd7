"""The dossier of a lease that was not reported, and what of its decisions outlives the purge.

The decisions are those of a real day of six leases, with an objection and a missing agreement written into copies of them
for later dates.
"""

from __future__ import annotations

import hashlib
import shutil
from datetime import date, timedelta

import duckdb
import pytest

from documents.dossier import dossier
from documents.page import to_html
from exports.ground.parquet_files import rewritten
from exports.keeping.lease_file import file_stem
from exports.keeping.retention import Retention
from exports.keeping.signal_file import gather
from orchestration import warehouse_snapshot
from orchestration.purge import run_purge

FIRST, LATER = date(2026, 4, 20), date(2026, 4, 27)
OBJECTED, UNSIGNED, PLAIN, PAID = "L1", "L4", "L2", "L6"
LATER_FACTS = f"""
update lines set
    as_of_date = date '{LATER}',
    decision = case when lease_id in ('{OBJECTED}', '{UNSIGNED}', '{PLAIN}') then 'blocked' else decision end,
    blocking_reasons = case lease_id
        when '{OBJECTED}' then ['objection'] when '{UNSIGNED}' then ['no_municipality_agreement', 'no_mandate']
        when '{PLAIN}' then ['no_mandate'] else blocking_reasons
    end,
    objection_id = case when lease_id = '{OBJECTED}' then 'O9' end,
    objection_received_on = case when lease_id = '{OBJECTED}' then date '2026-04-24' end
"""


def decisions(place, as_of):
    return place.home.evidence / f"decisions_{as_of}.parquet"


@pytest.fixture
def unreported(judged, delivered, tmp_path):
    """Nothing left this home; two dates were judged, on the second of which three leases were blocked and L6 had paid."""
    place = judged.copy(tmp_path / "home")
    place.home.evidence.mkdir(exist_ok=True)
    for as_of in (FIRST, LATER):
        shutil.copyfile(decisions(delivered, FIRST), decisions(place, as_of))
        rewritten(decisions(place, as_of), f"delete from lines where lease_id = '{PAID}'")
    rewritten(decisions(place, LATER), LATER_FACTS)
    warehouse_snapshot.make(place.home)
    return place


def page_of(place, lease_id):
    result = place.command("dossier", "--lease", lease_id, "--no-pdf")
    assert result.is_good, result.text
    return (place.home.reports / "dossiers" / f"{file_stem(lease_id)}.html").read_text()


def test_it_says_date_by_date_why_the_tenant_was_not_reported(unreported):
    page = page_of(unreported, OBJECTED)
    assert "Niet gemeld." in page and "mocht worden gemeld" in page  # on the first date, of which nothing left
    assert "(O9, ontvangen op 24-04-2026) [objection]" in page
    assert page.index("<td>20-04-2026</td>") < page.index("<td>27-04-2026</td>")


def test_letters_contacts_and_the_offer_stand_in_it(unreported):
    page = page_of(unreported, OBJECTED)
    for words in ("herinneringsbrief", "Geacht ontvangen", "Aanbod om de gegevens door te geven op", "bezwaar kon tot en met"):
        assert words in page


def test_the_day_the_landlord_applied_for_an_agreement_stands_with_the_date_it_blocked(unreported):
    page = page_of(unreported, UNSIGNED)
    assert "(gemeente 0344, aangevraagd bij de NVVK op 10-01-2025) [no_municipality_agreement]" in page
    assert "Aangevraagd (NVVK)" in page


def test_a_lease_that_was_never_in_arrears_says_so(unreported):
    page = page_of(unreported, PAID)
    assert "had nooit een huurachterstand" in page and "2 peildata van 20-04-2026 tot en met 27-04-2026" in page


def test_html_and_pdf_carry_no_lease_number_in_their_names(unreported):
    result = unreported.command("dossier", "--lease", OBJECTED)
    made = sorted((unreported.home.reports / "dossiers").iterdir())
    assert result.is_good and [path.suffix for path in made] == [".html", ".pdf"]
    assert not [path for path in made if OBJECTED in path.name]
    assert made[1].read_bytes().startswith(b"%PDF")


def test_without_the_tables_the_kept_decisions_still_show_it(unreported):
    warehouse_snapshot.path_of(unreported.home).unlink()
    page = page_of(unreported, OBJECTED)
    assert "De laatst gelezen tabellen zijn er niet meer" in page and "[objection]" in page


@pytest.mark.parametrize("arguments", [("--lease", "L-none"), (), ("S1", "--lease", OBJECTED)])
def test_an_unknown_lease_and_a_question_about_two_things_are_refused_in_a_sentence(unreported, arguments):
    result = unreported.command("dossier", *arguments)
    assert result.status == (1 if "L-none" in arguments else 2)
    assert "Er is geen huurovereenkomst L-none" in result.text or "Geef een van de twee" in result.text


def test_a_letter_without_a_document_proves_no_duty(unreported):
    rewritten(decisions(unreported, LATER), "update lines set written_reminder_document_ref = null")
    page = page_of(unreported, OBJECTED)
    assert 'class="bad">op ' in page and "(zonder document)" in page


def kept(place, as_of):
    if not (path := decisions(place, as_of)).exists():
        return set()
    with duckdb.connect() as con:
        return {row[0] for row in con.execute("select lease_id from read_parquet(?)", [str(path)]).fetchall()}


@pytest.mark.parametrize(("days", "left"), [(100, {OBJECTED, UNSIGNED}), (730, {OBJECTED, UNSIGNED}), (731, set())])
def test_decisions_that_an_objection_or_a_missing_agreement_blocked_stay_as_long_as_a_signals_evidence(unreported, days, left):
    run_purge(unreported.home, LATER + timedelta(days=days), Retention(), dry_run=False, who="test")
    assert kept(unreported, LATER) == left
    assert (unreported.home.evidence / f"counts_{LATER}.json").exists()


def test_no_such_decision_outlives_the_years_of_a_signals_evidence(unreported):
    run_purge(unreported.home, LATER + timedelta(days=365), Retention(evidence_years=1), dry_run=False, who="test")
    assert not kept(unreported, LATER)


def test_all_duties_proved_is_not_said_of_a_signal_whose_letters_name_no_document(delivered):
    file = gather(delivered.home, delivered.signal_of(PLAIN))
    assert "Alle plichten vóór de melding zijn aangetoond." in to_html(dossier(file))
    for action in file.record["actions"]:
        action["document_ref"] = None
    page = to_html(dossier(file))
    assert "Alle plichten" not in page and "ontbreekt het bewijs" in page


def test_the_digests_in_a_signals_dossier_are_those_of_the_files_a_person_has(delivered):
    file = gather(delivered.home, delivered.signal_of(PLAIN))
    page = to_html(dossier(file))
    name = file.batch_event("batch_prepared").payload["file_name"]
    sent = delivered.home.outbox / file.delivered.payload["desk"] / name
    for path in (sent, delivered.home.landing / "leases.csv"):
        assert hashlib.sha256(path.read_bytes()).hexdigest() in page

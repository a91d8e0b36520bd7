"""The dossier of one signal, made after two real days: what it proves, and what it says once something is gone."""

from __future__ import annotations

import re
from decimal import Decimal

import pyrage
import pytest
from click.testing import CliRunner

from documents.dossier import dossier
from documents.dossier_words import unknown_signal
from documents.page import to_html
from exports.delivery.delivered_lines import keep_only
from exports.ground.parquet_files import rewritten
from exports.keeping.evidence import records_of
from exports.keeping.signal_file import NoSuchSignal, gather
from orchestration.cli.dossier import dossier as command
from orchestration.cli.dossier import write
from tests.support.lived_home import ACCEPTED, OBJECTS, PAID, SILENT, environment
from tests.support.marked import DIGITS, WORD


def page_of(home, lease_id):
    return to_html(dossier(gather(home.home, home.signal_of(lease_id))))


def test_each_duty_is_proved_by_the_letter_or_call_that_was_made(lived):
    page = page_of(lived, SILENT)
    assert "Alle plichten vóór de melding zijn aangetoond." in page
    assert 'class="bad"' not in page
    for words in ("herinneringsbrief op 05-03-2026", "aanmaning (tekst 1) op 15-03-2026", "bezwaar kon tot en met 14-04-2026"):
        assert words in page
    assert f"brief_{WORD}_" in page  # the document's reference, where the letter itself is found


def test_the_arrears_are_recalculated_entry_by_entry_and_agree_with_what_was_reported(lived):
    page = page_of(lived, SILENT)
    assert "Nagerekend uit de boekingen hieronder: € 1.000,00, gelijk aan wat is gemeld." in page
    assert f"{SILENT}-E1 (gemeld)" in page


def test_it_says_which_columns_left_in_which_file_and_with_which_digest(lived):
    file = gather(lived.home, lived.signal_of(SILENT))
    page = to_html(dossier(file))
    prepared = file.batch_event("batch_prepared").payload
    assert prepared["file_name"] in page and prepared["sha256"] in page
    assert "Het bestand ligt er nog, onveranderd." in page
    assert page.count(">gevuld<") == 11  # the landlord agreed to all six optional fields
    assert "Woonplaats (sinds " in page and "klaargezet: om met de hand aan te leveren" in page


@pytest.mark.parametrize(
    ("lease_id", "words"),
    [
        (ACCEPTED, "hulp geaccepteerd op 24-04-2026"),
        (ACCEPTED, "opschorten met ingang van 24-04-2026"),
        (PAID, "ingetrokken: voldaan"),
        (OBJECTS, "ingetrokken: bezwaar"),
        (SILENT, "Stilte is geen weigering"),
    ],
)
def test_it_shows_what_became_of_the_signal(lived, lease_id, words):
    assert words in page_of(lived, lease_id)


def test_the_other_signals_of_its_batch_do_not_stand_in_it(lived):
    page = page_of(lived, SILENT)
    others = [lived.signal_of(lease_id) for lease_id in (ACCEPTED, PAID, OBJECTS)]
    assert lived.signal_of(SILENT) in page
    assert not [signal_id for signal_id in others if signal_id in page]


def test_name_and_address_stand_in_it_as_delivered_and_only_while_they_are_kept(mine):
    signal_id = mine.signal_of(SILENT)
    assert f"Achter{WORD}naam4" in page_of(mine, SILENT)
    batch = gather(mine.home, signal_id).delivered.batch_id
    keep_only(mine.home, batch, [])
    page = page_of(mine, SILENT)
    assert "Naam en adres zoals gemeld zijn verwijderd" in page
    assert f"Achter{WORD}naam4" not in page and DIGITS not in page


def record_of(place):
    return records_of(place.home, [mine_id := place.signal_of(SILENT)])[mine_id]


def test_the_digest_of_its_evidence_stands_in_it_and_where_that_is_kept(lived):
    record = record_of(lived)
    place = f"evidence/{record.path.relative_to(lived.home.evidence)}"
    assert f"{place}, regel {lived.signal_of(SILENT)}, SHA-256 {record.sha256}" in page_of(lived, SILENT)


def test_the_evidence_record_itself_holds_no_name_address_or_contact_data(lived):
    records = records_of(lived.home, [lived.signal_of(lease_id) for lease_id in (ACCEPTED, PAID, OBJECTS, SILENT)])
    assert len(records) == 4
    for record in records.values():
        assert not re.search(f"Achter{WORD}|Straat{WORD}|Stad{WORD}|{WORD}.example|{DIGITS}|7797", record.text)


def test_what_was_purged_is_said_to_be_no_longer_provable(mine):
    record_of(mine).path.unlink()
    page = page_of(mine, SILENT)
    assert "niet meer aan te tonen" in page and "Nagerekend" not in page
    # What the register alone proves, still stands.
    assert "49 dagen vóór de peildatum" not in page and "50 dagen vóór de peildatum" in page
    assert f"{SILENT}-E1" in page


def test_a_record_that_does_not_add_up_is_shown_as_such(mine):
    kept = record_of(mine)
    record = kept.values
    record["entries"][0]["amount"] = str(Decimal(record["entries"][0]["amount"]) - 1)
    import json

    changed = [json.dumps(record), mine.signal_of(SILENT)]
    rewritten(kept.path, "update lines set record = ? where signal_id = ?", changed)
    assert "Nagerekend: € 999,00, gemeld € 1.000,00. Zoek dit uit." in page_of(mine, SILENT)


def test_html_and_pdf_ask_nothing_of_the_outside_and_are_for_their_owner_only(mine):
    made = write(mine.home, mine.signal_of(ACCEPTED))
    assert [path.suffix for path in made] == [".html", ".pdf"]
    assert all(path.stat().st_mode & 0o777 == 0o600 for path in made)
    assert made[1].read_bytes().startswith(b"%PDF")
    assert not re.search(r"https?://|src=|@import|url\(", made[0].read_text())


def test_it_is_made_the_same_again(mine):
    first = [path.read_bytes() for path in write(mine.home, mine.signal_of(ACCEPTED))]
    assert [path.read_bytes() for path in write(mine.home, mine.signal_of(ACCEPTED))] == first


def test_a_dossier_that_leaves_the_home_opens_with_the_private_key_alone(mine):
    key = pyrage.x25519.Identity.generate()
    made = write(mine.home, mine.signal_of(SILENT), key=str(key.to_public()))
    assert [path.name.split(".", 1)[1] for path in made] == ["html.age", "pdf.age"]
    assert WORD.encode() not in made[0].read_bytes()
    assert f"Achter{WORD}naam4" in pyrage.decrypt(made[0].read_bytes(), [key]).decode()


def test_an_unknown_signal_is_refused_in_one_sentence(lived):
    with pytest.raises(NoSuchSignal) as never:
        gather(lived.home, "S0")
    assert "is nooit een melding S0 gedaan" in unknown_signal("S0", never.value)


def test_something_else_than_a_public_key_is_refused_without_being_repeated(mine):
    with environment(mine.root):
        done = CliRunner().invoke(command, [mine.signal_of(SILENT), "--encrypt-to", "AGE-SECRET-KEY-1X"])
    assert done.exit_code == 1 and "geen publieke age-sleutel" in done.output and "SECRET" not in done.output
    assert not (mine.home.reports / "dossiers").exists()

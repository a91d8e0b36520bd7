"""The processing register says of each recipient what art. 30 asks, from the models' own words."""

from __future__ import annotations

import csv
import io

from documents.retention_terms import TERMS
from exports.ground.home import Home
from exports.keeping.retention import Retention
from orchestration.cli.processing_register import write
from validations.outgoing_columns import titles_of


def test_each_recipient_stands_in_it_with_purpose_ground_and_every_column_it_gets(tmp_path):
    page, table = write(Home.at(tmp_path), Retention(), "Beheer B.V.")
    rows = list(csv.DictReader(io.StringIO(table.read_text("utf-8-sig")), delimiter=";"))[:4]
    ways = ("via RIS Matching", "via VPS", "achterstandenaanleveren.nl", "incassobureaus en deurwaarders")
    assert [sum(way in row["verwerking"] for row in rows) for way in ways] == [1, 1, 1, 1]
    assert all(row["doel"] and "AVG art. 6" in row["grondslag"] and row["ontvanger"] for row in rows)
    columns = {row["bestanden"].split(",")[0]: row["persoonsgegevens"] for row in rows}
    assert columns["signals_ris_matching"] == ", ".join(titles_of("signals"))
    assert columns["hold_notices"] == ", ".join(titles_of("hold_notices"))
    assert "Verwerkingsverantwoordelijke: Beheer B.V." in page.read_text()


def test_it_gives_the_terms_as_they_are_set(tmp_path):
    _, table = write(Home.at(tmp_path), Retention(outbox_days=7), "Beheer B.V.")
    text = table.read_text("utf-8-sig")
    assert "outbox_days;outbox/" in text and ";7 dagen;" in text and "bestand 7 dagen na aanlevering" in text
    assert all(f"\n{name};" in text for name in TERMS)

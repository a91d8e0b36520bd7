"""Dry runs: everything real stays byte for byte the same, and preview/ holds what would have been.

Belongs here: dry runs asked for, and the runs that become dry by themselves: an older date, a future date. Does not
belong here: what a real run makes (test_worked_examples.py).
"""

from __future__ import annotations

from datetime import timedelta

import pytest

from orchestration.guards import machine_date
from tests.integration.conftest import KEPT
from tests.support.day import rows_of
from tests.support.mail_server import running_mail


def preview_table(place, name):
    rows = rows_of(place.home.preview().warehouse, f"select * from {name} order by all")
    return [tuple(row.values()) for row in rows]


def test_a_dry_run_leaves_everything_real_byte_for_byte_the_same(example):
    assert example.before_dry
    assert example.after_dry == example.before_dry


def test_a_dry_run_ends_well_and_says_what_it_was(example):
    assert example.dry.result.is_good
    assert "dry run: everything below preview/, nothing else changed" in example.dry.result.text


def test_a_dry_run_ends_in_dutch_for_whoever_looks_whether_the_export_was_read_right(example):
    last = example.dry.result.text.partition("De proef in het kort")[2]
    assert "er is niets verstuurd" in last and "vroegsignaal explain --preview" in last
    assert "De proef in het kort" not in example.second.result.text


def test_a_dry_run_makes_the_very_files_that_the_real_run_made_after_it(example):
    real, preview = example.second.place.files(), example.dry.place.files(preview=True)
    before = {path.name for path in example.dry.place.files()}
    made = {(path.parent.name, path.name): path.read_bytes() for path in real if path.name not in before}
    assert made and {(path.parent.name, path.name): path.read_bytes() for path in preview} == made


@pytest.mark.parametrize("table", KEPT)
def test_the_preview_s_tables_are_those_of_the_real_run_after_it(example, table):
    assert preview_table(example.dry.place, f"marts.{table}") == example.second.tables[table]


def test_a_dry_run_took_the_inbox_into_account_and_left_its_files_there(example):
    place = example.dry.place
    assert [path.name for path in place.home.inbox.iterdir()] == ["terugkoppeling_a.csv"]
    assert len(preview_table(place, "marts.unmatched_feedback")) == 3
    assert "feedback, accepted: 2" in example.dry.result.text


@pytest.fixture(scope="module")
def later(example, tmp_path_factory):
    """The home after the last run of the example, with one more feedback file in its inbox."""
    place = example.third.place.copy(tmp_path_factory.mktemp("dry") / "home")
    place.receive("laat.csv", [("Jansen22", "1011AB", "22", "", "ja", "2026-06-04")])
    return place


def test_a_date_before_the_latest_one_becomes_a_dry_run_and_rewinds_nothing(later):
    before = later.fingerprint()
    result = later.run("2026-04-20")
    assert result.is_good
    assert "lies before 2026-06-05, the latest date delivered for: nothing is delivered" in result.text
    assert later.fingerprint() == before
    dates = {str(row["as_of_date"]) for row in rows_of(later.home.preview().warehouse, "from control.run_parameters")}
    assert dates == {"2026-04-20"}


def test_a_date_after_the_machine_s_own_becomes_a_dry_run_that_mails_nobody_and_says_how_to_mean_it(later, tmp_path):
    before = later.fingerprint()
    with running_mail(tmp_path) as server:
        mail = {"mail__host": "127.0.0.1", "mail__port": server.port, "mail__to": "team@voorbeeld.example"}
        result = later.run(str(machine_date() + timedelta(days=2)), **mail)
    assert server.mails == []
    assert result.is_good
    assert "lies after this machine's date" in result.text and "--allow-future" in result.text
    assert later.fingerprint() == before

"""What is held of one tenant, and what an objection does to a signal that stands ready to leave."""

from __future__ import annotations

import shutil
from datetime import date

import duckdb
import pyrage
import pytest
from click.testing import CliRunner

from documents.page import to_html
from documents.subject import KINDS, subject_page
from exports.delivery import once as delivery
from exports.ground.home import Home
from exports.keeping.subject_file import look_up
from exports.register.log import Register
from orchestration.cli.subject import subject as command
from tests.builders import objection
from tests.support import marked
from tests.support.lived_home import ACCEPTED, SILENT, environment, run_day
from tests.support.marked import WORD


def places(file) -> set[str]:
    return {holding.place.split("/")[0].split(":")[0].split(" ")[0] for holding in file.holdings}


def test_every_place_that_holds_something_is_named(lived):
    file = look_up(lived.home, lived.tenant_of(ACCEPTED))
    assert {"landing", "warehouse.duckdb", "read", "delivered", "evidence", "outbox", "inbox"} <= places(file)
    assert file.lease_ids == [ACCEPTED] and file.signal_ids == [lived.signal_of(ACCEPTED)]
    assert [event.event_type for event in file.events][:2] == ["signal_delivered", "help_accepted"]


def test_each_table_and_file_that_names_the_tenant_is_found(lived):
    """Compared with a search through everything: what holds the lease's number is in the answer."""
    found = {holding.place for holding in look_up(lived.home, lived.tenant_of(SILENT)).holdings}
    for name in marked.holding(lived.root, SILENT):
        if not name.startswith(("dagster", "register", "backup")):
            assert any(place.startswith(name) for place in found), name


def test_what_a_rehearsal_left_is_found_too(tmp_path):
    root, made = tmp_path / "home", marked.portfolio()
    marked.write(made, root / "landing")
    assert run_day(root, date(2026, 4, 20), dry_run=True)
    lease = made.tables["leases"][0]
    found = {holding.place for holding in look_up(Home.at(root), lease["tenant_id"]).holdings}
    for name in marked.holding(root, lease["lease_id"]):
        assert any(place.startswith(name) for place in found), name
    assert any(place.startswith("preview/outbox/ris_matching/signals_") for place in found)


def test_the_page_is_in_dutch_whatever_is_held(lived):
    file = look_up(lived.home, lived.tenant_of(ACCEPTED))
    assert {holding.kind for holding in file.holdings} <= KINDS.keys()
    assert "rijen zoals uitgevoerd door het eigen systeem" in to_html(subject_page(file, date(2026, 5, 1)))


def test_the_page_says_what_it_is_and_what_happened(lived):
    page = to_html(subject_page(look_up(lived.home, lived.tenant_of(ACCEPTED)), date(2026, 5, 1)))
    for words in (f"Achter{WORD}naam1", "in een bestand voor het meldpunt gezet", "hulp geaccepteerd", "AVG art. 17"):
        assert words in page
    assert f"Achter{WORD}naam2" not in page


def test_of_a_tenant_nobody_knows_nothing_is_held(lived):
    with environment(lived.root):
        done = CliRunner().invoke(command, ["T-unknown"])
    assert done.exit_code == 0 and "Van deze huurder wordt" in done.output


def test_the_answer_can_be_made_for_its_reader_alone(mine):
    key = pyrage.x25519.Identity.generate()
    with environment(mine.root):
        done = CliRunner().invoke(command, [mine.tenant_of(SILENT), "--encrypt-to", str(key.to_public())])
    assert done.exit_code == 0, done.output
    [path] = (mine.home.reports / "subjects").iterdir()
    assert path.name.endswith(".html.age") and SILENT not in path.name
    assert f"Achter{WORD}naam4" in pyrage.decrypt(path.read_bytes(), [key]).decode()


@pytest.fixture
def interrupted(tmp_path):
    """A home whose run was cut off between preparing a batch and writing its file: nothing can have left."""
    root, made = tmp_path / "home", marked.portfolio()
    marked.write(made, root / "landing")

    def cut(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    before = delivery.write_lines
    delivery.write_lines = cut
    try:
        assert not run_day(root, date(2026, 4, 20))
    finally:
        delivery.write_lines = before
    return root, made


def test_a_signal_that_was_prepared_and_never_sent_is_shown(interrupted):
    root, made = interrupted
    held = look_up(Home.at(root), made.tables["leases"][0]["tenant_id"]).holdings
    assert [holding.place[:25] for holding in held if holding.kind == "open_batch"] == ["register.duckdb: 20260420"]


def test_an_objection_between_preparing_and_sending_stops_the_signal(interrupted):
    root, made = interrupted
    first, second = (row["lease_id"] for row in made.tables["leases"])
    with Register.read_only(root / "register.duckdb") as register:
        assert [event.event_type for event in register.events()][-1] == "batch_prepared"
    made.add(objection(tenant_id=made.tables["leases"][0]["tenant_id"], received_on="2026-04-21"))
    made.tables["export_info"][0]["bank_cut_off_on"] = date(2026, 4, 21)
    shutil.rmtree(root / "landing")
    marked.write(made, root / "landing")
    assert run_day(root, date(2026, 4, 21))
    with Register.read_only(root / "register.duckdb") as register:
        kinds = [event.event_type for event in register.events()]
        left = [event.lease_id for event in register.events_of("signal_delivered")]
    assert "batch_abandoned" in kinds
    assert left == [second]
    with duckdb.connect(str(root / "read" / "warehouse.duckdb"), read_only=True) as con:
        sql = "select blocking_reasons from marts.signal_decisions where lease_id = ? and as_of_date = '2026-04-21'"
        assert con.execute(sql, [first]).fetchone() == (["objection"],)

"""What monitoring reads of a home: by `status --format`, with Nagios' exit statuses, and by the metrics of each run.

Belongs here: each state really reached, and that nothing personal is in any of it. Does not belong here: the lists that people
work from (test_explain_and_status.py).
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from datetime import date, datetime

import pytest

from exports.register.events import Event
from exports.register.log import Register
from orchestration import guards
from orchestration.health import COUNTED, Finding, Health, Level
from orchestration.health_forms import as_metrics, as_nagios
from tests.support.day import Place

METRIC = re.compile(r"^([a-z_]+)(\{[^}]*\})? (-?[0-9.]+)$")


@contextmanager
def at(moment: str):
    """Meanwhile the machine's clock stands at this moment in Amsterdam."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(guards, "now", lambda: datetime.fromisoformat(moment).replace(tzinfo=guards.AMSTERDAM))
        yield


def asked(place: Place, moment: str, form: str = "json", **settings: object):
    """(exit status, the answer: read where it is JSON) of `status --format`."""
    with at(moment):
        result = place.command("status", "--format", form, **settings)
    return result.status, json.loads(result.text) if form == "json" else result.text


def names(answer: dict) -> dict[str, str]:
    return {finding["name"]: finding["level"] for finding in answer["findings"]}


def ended(place: Place, day: str, *, outcome: str = "ok", signals: bool = False) -> None:
    """A run of that day ended, as the register says it."""
    with Register.open(place.home.register) as register:
        facts = {"outcome": outcome, "counts": {}, "signals": signals}
        register.append([Event("run_finished", payload=facts)], date.fromisoformat(day))


def test_all_is_well_on_the_day_of_a_run_that_went_well(delivered):
    status, answer = asked(delivered, "2026-04-20T12:00")
    assert (status, answer["level"], answer["findings"]) == (0, "ok", [])
    assert answer["last_run"] | {"ended_at": ""} == {"as_of": "2026-04-20", "ended_at": "", "ok": True}
    assert answer["counts"]["signals_active"] == 6
    assert answer["arrears_euros"] == "6000.00"
    status, line = asked(delivered, "2026-04-20T12:00", "nagios")
    assert status == 0
    assert line.startswith("VROEGSIGNAAL OK - the run for 2026-04-20 went well | ")
    assert "signals_active=6" in line and "files_to_upload=3" in line


@pytest.mark.parametrize(
    ("moment", "status", "level"),
    [
        ("2026-04-21T08:59", 0, None),  # today's run may still come
        ("2026-04-21T09:00", 1, "warning"),
        ("2026-04-22T08:59", 1, "warning"),
        ("2026-04-22T09:00", 2, "critical"),
    ],
)
def test_a_morning_without_a_run_is_a_warning_and_a_second_one_critical(delivered, moment, status, level):
    found, answer = asked(delivered, moment)
    assert (found, names(answer).get("run_late")) == (status, level)


def test_a_missed_20th_is_critical_until_a_run_with_signals_has_ended_well(delivered, tmp_path):
    place = delivered.copy(tmp_path / "home")
    ended(place, "2026-05-19")
    ended(place, "2026-05-20", outcome="failed", signals=True)
    assert names(asked(place, "2026-05-20T12:00")[1]).keys() >= {"run_failed"}
    ended(place, "2026-05-21")
    status, answer = asked(place, "2026-05-21T12:00")
    assert (status, answer["signals_missed"], names(answer)["signals_missed"]) == (2, "2026-05-20", "critical")
    assert "next morning's schedule catches them up" in answer["findings"][0]["words"]

    ended(place, "2026-06-02")
    words = [f["words"] for f in asked(place, "2026-06-02T12:00")[1]["findings"] if f["name"] == "signals_missed"]
    assert "nothing catches them up by itself" in words[0]

    ended(place, "2026-06-03", signals=True)
    assert "signals_missed" not in names(asked(place, "2026-06-03T12:00")[1])


def test_a_batch_in_doubt_is_critical_and_a_file_that_waits_long_a_warning(delivered, tmp_path):
    place = delivered.copy(tmp_path / "home")
    ended(place, "2026-04-23")
    status, answer = asked(place, "2026-04-23T12:00")
    assert (status, names(answer)) == (1, {"files_waiting_long_for_upload": "warning"})
    batch = place.events("batch_prepared")[0]
    with Register.open(place.home.register) as register:
        again = Event("batch_prepared", batch_id="20260423-x", payload=dict(batch.payload))
        doubt = Event("batch_in_doubt", batch_id="20260423-x", payload={"reason": "no answer"})
        register.append([again, doubt], date(2026, 4, 23))
    status, answer = asked(place, "2026-04-23T12:00")
    assert (status, names(answer)["batches_in_doubt"]) == (2, "critical")


def test_a_nightly_copy_that_is_late_is_a_warning(delivered, tmp_path):
    folder = tmp_path / "copies"
    folder.mkdir()
    status, answer = asked(delivered, "2026-04-20T12:00", backup__folder=folder)
    assert (status, names(answer)) == (1, {"backup_late": "warning"})
    (folder / "vroegsignaal_2026-04-19_40.tar.gz").touch()
    assert asked(delivered, "2026-04-20T12:00", backup__folder=folder)[0] == 0


def test_what_cannot_be_known_is_unknown_with_the_reason(home, delivered, tmp_path):
    status, text = asked(home, "2026-04-20T12:00", "nagios")
    assert (status, "UNKNOWN" in text, "no run has begun" in text) == (3, True, True)

    place = delivered.copy(tmp_path / "copy")
    (place.home.root / "read" / "warehouse.duckdb").write_bytes(b"no database")
    status, answer = asked(place, "2026-04-20T12:00")
    assert (status, names(answer)["tables_gone"]) == (3, "unknown")

    place.home.register.write_bytes(b"no database")
    status, answer = asked(place, "2026-04-20T12:00")
    assert status == 3 and "register.duckdb cannot be opened" in answer["findings"][0]["words"]

    status, text = asked(place, "2026-04-20T12:00", "nagios", post_days="many")
    assert status == 3 and "a setting cannot be used" in text


def test_what_is_wrong_outweighs_what_is_unknown_and_that_what_only_waits():
    def level_of(*levels: Level) -> Level:
        return Health(guards.now(), findings=tuple(Finding(level, "x", "y") for level in levels)).level

    assert level_of() == Level.OK
    assert level_of(Level.WARNING, Level.UNKNOWN) == Level.UNKNOWN
    assert level_of(Level.UNKNOWN, Level.CRITICAL, Level.WARNING) == Level.CRITICAL


def test_each_run_leaves_its_metrics_in_the_text_format_whole_and_with_units(delivered):
    text = (delivered.home.reports / "metrics.prom").read_text()
    lines = [line for line in text.splitlines() if not line.startswith("#")]
    found = {METRIC.fullmatch(line)[1]: METRIC.fullmatch(line)[3] for line in lines}
    assert len(found) == len(lines)
    assert found["vroegsignaal_last_run_ok"] == "1"
    assert found["vroegsignaal_arrears_euros"] == "6000.00"
    assert found["vroegsignaal_signals_active"] == "6"
    assert found["vroegsignaal_register_events_total"] == str(delivered.events()[-1].seq)
    midnight = datetime(2026, 4, 20, tzinfo=guards.AMSTERDAM)
    assert found["vroegsignaal_last_run_as_of_timestamp_seconds"] == str(int(midnight.timestamp()))
    assert {f"vroegsignaal_{name}" for name in COUNTED} <= found.keys()
    for name in found:
        kind = "counter" if name.endswith("_total") else "gauge"
        assert f"# TYPE {name} {kind}\n" in text and f"# HELP {name} " in text
    assert (delivered.home.reports / "metrics.prom").stat().st_mode & 0o777 == 0o600


def test_a_failed_run_writes_metrics_too_a_dry_run_does_not_and_metrics_that_cannot_be_written_are_named(delivered, tmp_path):
    place, elsewhere = delivered.copy(tmp_path / "home"), tmp_path / "exporter" / "vroegsignaal.prom"
    own = (place.home.reports / "metrics.prom").read_bytes()
    (place.home.landing / "leases.csv").write_text("nonsense\n")

    place.run("2026-04-22", "--dry-run", metrics_file=elsewhere)
    assert not elsewhere.exists()
    assert not place.run("2026-04-22", metrics_file=elsewhere).is_good
    of_20_april = int(datetime(2026, 4, 20, tzinfo=guards.AMSTERDAM).timestamp())
    assert f"last_run_as_of_timestamp_seconds {of_20_april}\n" in elsewhere.read_text()  # it grows old: that is the alarm
    assert elsewhere.stat().st_mode & 0o777 == 0o644
    result = place.run("2026-04-22", metrics_file=elsewhere / "x.prom")
    assert "The metrics could not be written" in result.text and str(elsewhere) not in result.text
    assert (place.home.reports / "metrics.prom").read_bytes() == own


def test_nothing_of_a_tenant_lease_file_or_batch_is_published(delivered):
    _, answer = asked(delivered, "2026-05-30T12:00")
    result = json.dumps(answer) + asked(delivered, "2026-05-30T12:00", "nagios")[1]
    result += (delivered.home.reports / "metrics.prom").read_text()
    for event in delivered.events():
        assert not [each for each in (event.lease_id, event.signal_id, event.batch_id) if each and f'"{each}"' in result]
    assert "Jansen" not in result and ".xlsx" not in result


def test_what_is_not_known_is_left_out_of_the_metrics():
    result = Health(guards.now())
    assert "receipts" not in as_metrics(result)
    assert as_nagios(result)[0] == "VROEGSIGNAAL OK - the run for None went well"

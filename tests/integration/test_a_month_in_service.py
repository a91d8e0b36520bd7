"""A month in service, day by day: who was reported, who must not be, and which way out `status` names.

Belongs here: what surrounds a right decision over time: uploads, manual actions, Sunday purges, a missed 20th, a new system's
contract numbers, a mistake and its repair; through the command line and the schedules' own runs, the clock moved. Does not
belong here: each rule (dbt's unit tests) or each manual action's refusals (test_manual_actions.py).

20 April to 24 May 2026, one desk served by hand. L1 is reported and accepts help; L2 objects all month; L3 pays; L4 faces
eviction; L5 is taken back by mistake; L6 and L8 become reportable in May and die, or object, before the run for the missed
20th is made; L7 gets another number; L9 is reported in May.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import dagster as dg
import pytest

from orchestration.definitions import build_definitions
from orchestration.purge_job import purge_on_sunday
from orchestration.schedules import every_morning, signals_on_the_20th
from tests.builders import Portfolio, eviction_notice, export_info, objection, payment
from tests.support.day import CommandResult, Place, environment, machine_date, without_run_history

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OBJECTIONS = {"L2": "O2", "L6": "O6", "L8": "O8", "L9": "O9"}
UNKNOWN = [("Niemand", "9999ZZ", "99", "", "ja", "2026-04-24")]
MISSPELT = [("Wagenaar", "1011AB", "1", "", "ja", "2026-05-01")]


class Month:
    """One home, the tables its owner exports, and the days that pass."""

    def __init__(self, root: Path) -> None:
        self.place = Place.at(root)
        self.definitions = build_definitions()
        self.tables = Portfolio.lawful(*(f"L{n}" for n in range(1, 10))).add(
            [
                objection(objection_id=key, tenant_id=f"T{lease[1:]}", received_on="2026-04-16")
                for lease, key in OBJECTIONS.items()
            ],
            eviction_notice(lease_id="L4", eviction_on="2026-06-01"),
            export_info(),
        )

    def export(self, day: str, written: str = "2026-03-01") -> None:
        """The export of this day; the objections, kept by hand, were written long before."""
        self.tables.tables["export_info"][0]["bank_cut_off_on"] = day
        self.place.put(self.tables)
        moment = datetime.fromisoformat(written).timestamp()
        os.utime(self.place.home.landing / "objections.csv", (moment, moment))

    def scheduled(self, schedule: dg.ScheduleDefinition, day: str) -> bool:
        """The run that this schedule asks for on this day at seven, on that day's clock; whether it went well."""
        moment = datetime.fromisoformat(f"{day}T07:00").replace(tzinfo=AMSTERDAM)
        request = schedule(dg.build_schedule_context(scheduled_execution_time=moment))
        job = self.definitions.resolve_job_def(schedule.job_name)
        here = environment(self.place.home.root)
        with here, machine_date(day), without_run_history(), dg.DagsterInstance.ephemeral() as instance:
            return job.execute_in_process(instance=instance, run_config=request.run_config, raise_on_error=False).success

    def act(self, day: str, *arguments: str) -> CommandResult:
        """A person's command on this day."""
        return self.place.command(*arguments, "--who", "Kim", "--why", "gezien", today=day)

    def says(self, *arguments: str) -> str:
        result = self.place.command(*arguments)
        assert result.is_good, result.text
        return " ".join(result.text.split())

    def reported(self) -> list[str]:
        """Every lease that was ever put in a file for a desk, once for each time."""
        return sorted(str(event.lease_id) for event in self.place.events("signal_delivered"))


@pytest.fixture(scope="module")
def month(tmp_path_factory) -> Iterator[Month]:
    yield Month(tmp_path_factory.mktemp("month") / "home")


APRIL = ["L1", "L3", "L4", "L5", "L7"]


def test_nobody_is_reported_who_objected_paid_died_moved_or_was_taken_back_and_every_hold_has_a_way_out(month):
    the_20th_of_april(month)
    the_days_after_it(month)
    a_table_that_is_forgotten_and_a_sunday(month)
    two_files_with_one_name(month)
    new_contract_numbers(month)
    a_missed_20th_run_two_days_late(month)
    assert month.place.is_chained()


def the_20th_of_april(month: Month) -> None:
    month.export("2026-04-20")
    assert month.scheduled(signals_on_the_20th, "2026-04-20")
    assert month.reported() == APRIL  # not L2, L6, L8, L9: they objected
    status = month.says("status")
    assert "bel de gemeente" in status and "vroegsignaal telephoned SIGNAAL" in status
    assert "L4" in status.split("bel de gemeente", 1)[1][:200]
    assert "nog niet aangeleverd" in month.says("explain", "L1") and "gemeld op" not in month.says("explain", "L1")
    assert "[objection]" in month.says("explain", "L2")
    made = {row["handed_in_on"] for row in month.place.rows("select handed_in_on from marts.signals")}
    assert made == {None}


def the_days_after_it(month: Month) -> None:
    assert month.act("2026-04-21", "telephoned", month.place.signal_of("L4")).is_good
    assert "vroegsignaal telephoned" not in month.says("status")
    file = month.place.files("signals")[0].name
    assert month.act("2026-04-22", "uploaded", file).is_good  # by the file's name
    assert "gemaakt voor 20-04-2026, gemeld op 22-04-2026" in month.says("explain", "L1")
    dates = month.place.rows("select distinct delivered_on, handed_in_on, is_threatening, response_due_on from marts.signals")
    assert {(str(row["delivered_on"]), str(row["handed_in_on"])) for row in dates} == {("2026-04-20", "2026-04-22")}
    # 28 days after it was handed in; three working days (Koningsdag is none) where eviction is near.
    assert {str(row["response_due_on"]): row["is_threatening"] for row in dates} == {"2026-05-20": False, "2026-04-28": True}
    assert month.act("2026-04-23", "withdraw", month.place.signal_of("L5")).is_good
    status = month.says("status")
    assert "blijft af tot het eens voldaan was (1) L5" in status and "vroegsignaal release" in status


def a_table_that_is_forgotten_and_a_sunday(month: Month) -> None:
    landing = month.place.home.landing
    assert month.scheduled(purge_on_sunday, "2026-04-26")
    assert (landing / "objections.csv").exists()  # written two months ago, and the newest copy there is
    month.tables.add(payment(entry_id="P3", lease_id="L3", amount="1000.00", booked_on="2026-04-24"))
    month.export("2026-04-27")
    aside = landing.parent / "objections.csv"  # left where it was made; one with a name like it in landing/ is refused as such
    (landing / "objections.csv").rename(aside)
    before = month.place.fingerprint()
    result = month.place.run("2026-04-27")
    assert result.status == 1 and "objections: lost_all_rows" in result.text and "--accept-shrink objections" in result.text
    assert month.place.fingerprint() == before and month.reported() == APRIL
    aside.rename(landing / "objections.csv")
    month.place.receive("terugkoppeling.csv", UNKNOWN)
    result = month.place.run("2026-04-27")  # from the command line: signals on any date
    assert result.is_good, result.text
    assert month.reported() == APRIL  # L5 was taken back and stays off; L2 and the others still object
    assert month.place.states()["L3"] == "withdrawn" and month.place.states()["L5"] == "withdrawn"
    assert codes(month, "L5") == ["already_signalled"]


def codes(month: Month, lease: str) -> list[str]:
    sql = "select blocking_reasons from marts.signal_decisions where lease_id = ? order by as_of_date desc limit 1"
    found = month.place.rows(sql, [lease])
    return list(found[0]["blocking_reasons"]) if found else []


def two_files_with_one_name(month: Month) -> None:
    assert month.scheduled(purge_on_sunday, "2026-05-03")
    month.export("2026-05-04")
    month.place.receive("terugkoppeling.csv", MISSPELT)
    assert month.scheduled(every_morning, "2026-05-04")
    status = month.says("status")
    assert status.count("terugkoppeling.csv regel 2 in Excel") == 2
    assert "termijn verstreken: bel vandaag de gemeente (1) L4" in status  # handed in on 22 April, silent since
    assert "terugkoppeling.csv" in status and "vroegsignaal accept" in status
    result = month.act("2026-05-05", "dismiss", "terugkoppeling.csv", "2")
    assert result.status == 1 and "2 bestanden hadden die naam" in result.text
    files = {row["read_on"].isoformat(): row["file_sha256"][:12] for row in open_rows(month)}
    assert month.act("2026-05-05", "dismiss", f"{files['2026-04-27']}_terugkoppeling.csv", "2").is_good
    row = (f"--file={files['2026-05-04']}_terugkoppeling.csv", "--line=2")
    result = month.act("2026-05-05", "accept", month.place.signal_of("L1"), "--on", "2026-05-01", *row)
    assert result.is_good, result.text
    assert open_rows(month) == [] and month.place.states()["L1"] == "help_accepted"


def open_rows(month: Month) -> list[dict]:
    return month.place.rows("select read_on, file_sha256 from marts.unmatched_feedback where is_open order by read_on")


def new_contract_numbers(month: Month) -> None:
    assert month.scheduled(purge_on_sunday, "2026-05-10")
    rename_lease(month.tables, "L7", "N7")
    month.export("2026-05-12")
    result = month.place.run("2026-05-12")
    assert result.is_good, result.text
    assert month.reported() == APRIL  # the tenant of N7 is that of L7, reported under its old number
    status = month.says("status")
    assert "is nu N7?" in status and "vroegsignaal renumber" in status
    assert month.act("2026-05-13", "renumber", "L7", "N7").is_good
    assert month.place.states()["N7"] == "delivered"
    assert month.act("2026-05-19", "release", "L5").is_good


def rename_lease(tables: Portfolio, old: str, new: str) -> None:
    for rows in tables.tables.values():
        for row in rows:
            if row.get("lease_id") == old:
                row["lease_id"] = new


def a_missed_20th_run_two_days_late(month: Month) -> None:
    """Nobody ran on the 20th; on the 22nd the tables know more than they did on the day itself."""
    for lease in ("L6", "L8", "L9"):
        month.tables.change("objections", OBJECTIONS[lease], withdrawn_on="2026-05-15")
    month.tables.change("tenants", "T6", deceased_on="2026-05-21")
    month.tables.add(objection(objection_id="O8b", tenant_id="T8", received_on="2026-05-21"))
    month.export("2026-05-22")
    result = month.place.run("2026-05-20", today="2026-05-22")
    assert result.is_good, result.text
    assert month.reported() == sorted([*APRIL, "L5", "L9"])  # L5 was released; L6 died, L8 objects; N7 and L1 were reported
    status = month.says("status")
    held = {row["lease_id"]: row["why"] for row in month.place.rows("select lease_id, why from marts.signals_held_back")}
    assert held == {"L6": "later_fact", "L8": "later_fact"}
    assert "L6" in status and "L8" in status
    made = month.place.rows("select handed_in_on from marts.signals where lease_id = 'L9'")
    assert [row["handed_in_on"] for row in made] == [None]  # made for the 20th, and not handed in yet
    file = Path(str(month.place.events("batch_prepared")[-1].payload["file_name"])).name
    assert month.act("2026-05-22", "uploaded", file).is_good
    assert "gemaakt voor 20-05-2026, gemeld op 22-05-2026" in month.says("explain", "L9")
    assert month.scheduled(every_morning, "2026-05-23")
    assert month.reported() == sorted([*APRIL, "L5", "L9"])
    assert month.scheduled(purge_on_sunday, "2026-05-24")
    assert tables_in(month) >= {"objections", "mandates", "leases"}


def tables_in(month: Month) -> set[str]:
    return {path.stem for path in month.place.home.landing.iterdir()}

"""Units that nobody rents among the contracts of one list are no contracts, and no cells that are missing."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.files import sheets_of
from sources.recognition.sheets import propose
from tests.support.proposal import text_of
from tests.unit.sources.mapping.test_mapping import prepared, rows

HEAD = "Lease Code;Customer;Resident;Status;Entity;Unit Type;Street;House No.;Postal Code;City;Lease From;Move Out"


def line(n: int, *, lease: str = "", name: str = "", status: str = "Current", day: str = "01-02-2020") -> str:
    return f"{lease};{lease.replace('t', 'c')};{name};{status};f1;Apartment;Coolsingel;{n};3012AB;Rotterdam;{day};"


def listed(vacant: list[str]) -> str:
    let = [line(n, lease=f"t{n}", name=f"Naam{n}, A.") for n in range(12)]
    return "\n".join([HEAD, *let[:5], *vacant, *let[5:], "Total;;;;;;;;;;;", "Friday, 20 November 2026  09:12;;;;;;;;;;;", ""])


def block_of(tmp_path, vacant: list[str]) -> dict:
    path = tmp_path / "TenancySchedule.csv"
    path.write_text(listed(vacant))
    return tomllib.loads(text_of(propose(sheets_of(path))[0]))["leases"][0]


@pytest.mark.parametrize(
    ("status", "name", "setting"),
    [
        ("Vacant", "VACANT", {"skip_lines": {"Resident": ["^vacant$"]}}),
        ("Leegstand", "", {"skip_lines": {"Status": ["^leegstand$"]}}),
        ("Vacant Unrented", "", {"skip_lines": {"Status": [r"^vacant\s+unrented$"]}}),
        ("Notice", "", {"skip_empty": ["lease_id"]}),
    ],
)  # fmt: skip
def test_such_lines_are_passed_over_by_what_they_say_else_as_lines_without_a_contract(tmp_path, status, name, setting):
    said = block_of(tmp_path, [line(n, name=name, status=status, day="") for n in (20, 21)])

    assert {key: said[key] for key in ("skip_lines", "skip_empty") if key in said} == setting


@pytest.mark.parametrize(
    "vacant",
    [
        [line(20, name="Vacant", status="Vacant")],  # it has a first day
        [line(20, status="Vacant", day="").replace(";;", ";c99;", 1)],  # and this one a tenant
        [line(n, status="Vacant", day="") for n in range(20, 60)],  # most lines: a list of units
        [],
    ],
)
def test_a_contract_of_which_a_cell_is_missing_is_not_passed_over(tmp_path, vacant):
    said = block_of(tmp_path, vacant)

    assert "skip_lines" not in said and "skip_empty" not in said


def test_a_run_reads_the_contracts_only(tmp_path):
    said = listed([line(n, name="VACANT", status="Vacant", day="") for n in (20, 21)])
    (tmp_path / "TenancySchedule.csv").write_text(said)
    mapping = text_of([each for each in propose(sheets_of(tmp_path / "TenancySchedule.csv"))[0] if each.table == "leases"])
    report = prepared(tmp_path, mapping.replace("confirmed = false", "confirmed = true"), TenancySchedule__csv=said)

    assert [str(each) for each in report.findings if each.severity == "refused"] == []
    assert len(rows(report, "leases")) == 12

"""Finding a tenant's number in files, where no run is needed for it."""

from __future__ import annotations

import pytest

from exports.ground.home import Home
from exports.keeping.subject_file import look_up


@pytest.fixture
def home(tmp_path) -> Home:
    home = Home.at(tmp_path / "home")
    for folder in (home.landing, home.worklists):
        folder.mkdir(parents=True)
    (home.landing / "leases.csv").write_text("lease_id,tenant_id\nH1,T1\nH12,T2\n")
    (home.landing / "ledger_entries.csv").write_text("entry_id,lease_id\nE1,H1\nE2,H12\nE3,H12\n")
    (home.worklists / "mine.csv").write_text("Huurovereenkomst\nH1\n")
    (home.worklists / "H12.csv").write_text("Huurovereenkomst\nH12\n")
    return home


def test_the_rows_of_a_tenants_lease_are_found_before_the_first_run(home):
    held = {holding.place: holding.count for holding in look_up(home, "T2").holdings}
    assert held == {"landing/leases.csv": 1, "landing/ledger_entries.csv": 2, "worklists/H12.csv": 1}


def test_a_number_within_another_number_is_another_tenants(home):
    held = {holding.place: holding.count for holding in look_up(home, "T1").holdings}
    assert held == {"landing/leases.csv": 1, "landing/ledger_entries.csv": 1, "worklists/mine.csv": 1}

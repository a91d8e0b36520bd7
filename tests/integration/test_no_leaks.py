"""No personal value outside the tables, files and lists that are for them: whatever goes well or wrong.

Real runs in processes of their own, on tables whose every personal cell is marked. Afterwards the marker must be found in
none of: the terminal, Dagster's storage (event log, run config, metadata, asset keys), the checkout with dbt's target and
logs, the folder for temporary files, the user's own folder, and any file's name. In the home it may stand in the places
that are for it (PERSONAL below), and what no list names (a `bsn` column) may stand nowhere at all.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.support import marked

CHECKOUT = Path(__file__).parents[2]
ROOMS = ("orchestration", "exports", "sources", "documents", "validations", "demo", "distribution", "dbt_project")
PARTS = (*ROOMS, "tests", "pyproject.toml")
# What another worker has under way. Compiled modules come along: else each run would compile the product again.
PASSING = shutil.ignore_patterns("*.pyc.*", "parse-*", "*.duckdb")
FIRST, LATER, LAST = date(2026, 4, 20), date(2026, 4, 27), date(2026, 5, 4)
# Where the law and the work ask for personal data; each has a retention term (docs/privacy.md).
PERSONAL = (
    "landing", "inbox", "outbox", "delivered", "worklists", "letters", "reports", "read", "warehouse.duckdb",
    "register.duckdb", "evidence", "backup", "preview",
)  # fmt: skip

# A model that casts a name, one whose contract a name breaks, and tests that select whole rows of people.
CASTS = "select cast(last_name as integer) as number from {{ ref('stg_tenants') }}\n"
BREAKS = "select phone_1 as phone from {{ ref('stg_tenants') }} union all select cast(null as varchar)\n"
CONTRACT = """
version: 2
models:
  - name: int_sabotaged_contract
    config: {contract: {enforced: true}}
    columns:
      - {name: phone, data_type: varchar, constraints: [{type: not_null}]}
"""
SELECTS = "select street, postcode, city from {{ ref('stg_leases') }}\n"


@dataclass
class Place:
    """One checkout with one home, and everything around them that a run could write to."""

    root: Path

    def __post_init__(self) -> None:
        self.home, self.checkout = self.root / "home", self.root / "checkout"
        self.temporary, self.user, self.cwd = self.root / "tmp", self.root / "user", self.root / "cwd"
        for folder in (self.temporary, self.user, self.cwd):
            folder.mkdir(parents=True)
        for part in PARTS:
            source = CHECKOUT / part
            if source.is_dir():
                shutil.copytree(source, self.checkout / part, ignore=PASSING)
            else:
                shutil.copy2(source, self.checkout / part)

    def run(self, as_of: date, sabotage: str = "") -> subprocess.CompletedProcess[bytes]:
        """`vroegsignaal run` for the date, in a process of its own."""
        environment = {
            name: value for name, value in os.environ.items() if not name.startswith(("VROEGSIGNAAL_", "DAGSTER", "DBT"))
        }
        environment |= {
            "VROEGSIGNAAL_HOME": str(self.home), "VROEGSIGNAAL_INBOX_QUIET_SECONDS": "0", "TMPDIR": str(self.temporary),
            "HOME": str(self.user), "PYTHONPATH": str(self.checkout), "SABOTAGE": sabotage,
        }  # fmt: skip
        command = [sys.executable, "-m", "tests.support.leak_driver", "run", "--as-of", str(as_of)]
        return subprocess.run(command, env=environment, cwd=self.cwd, capture_output=True, timeout=300, check=False)

    def leaks(self) -> dict[str, list[str]]:
        """Markers where none may be; also in the names of files that may hold them."""
        places = [self.home / name for name in PERSONAL]
        mine = self.checkout / "tests"
        found = marked.found_under(self.home, self.checkout, self.temporary, self.user, self.cwd, besides=[*places, mine])
        names = [path for place in places for path in place.rglob("*")]
        # The files that people put in the inbox keep their names; ours never carry a value.
        ours = {str(path): marked.marks_in(path.name.encode()) for path in names if "inbox" not in path.parts}
        return found | {path: marks for path, marks in ours.items() if marks}

    def left_behind(self) -> list[str]:
        """What a run left in the folder for temporary files."""
        return sorted(str(path.relative_to(self.temporary)) for path in self.temporary.rglob("*"))


def output_of(done: subprocess.CompletedProcess[bytes]) -> str:
    return f"{done.stdout.decode()}\n{done.stderr.decode()}"


def assert_nothing_leaked(place: Place, done: subprocess.CompletedProcess[bytes]) -> None:
    assert marked.marks_in(done.stdout + done.stderr) == []
    assert b"Traceback" not in done.stdout + done.stderr, output_of(done)
    assert place.leaks() == {}
    assert place.left_behind() == []


@pytest.fixture(scope="module")
def place(tmp_path_factory) -> Place:
    """A checkout, and a home after one good run with feedback to come."""
    return Place(tmp_path_factory.mktemp("marked"))


@pytest.fixture(scope="module")
def made(place):
    portfolio = marked.portfolio()
    marked.write(portfolio, place.home / "landing")
    return portfolio


@pytest.fixture(scope="module")
def good_run(place, made):
    return place.run(FIRST)


def test_a_good_run_leaves_personal_values_in_their_own_places_alone(place, good_run):
    assert good_run.returncode == 0, output_of(good_run)
    assert b"2 in signals_" in good_run.stdout
    assert_nothing_leaked(place, good_run)
    # The search finds what it looks for: the markers do stand where they belong.
    assert marked.found_under(place.home / "landing", place.home / "warehouse.duckdb")


def test_a_column_that_no_list_names_is_read_into_nothing(place, good_run):
    inside = [path for path in place.home.rglob("*") if path.is_file() and "landing" not in path.parts]
    bsn = f"{marked.DIGITS}066".encode()
    assert bsn in (place.home / "landing" / "tenants.csv").read_bytes()
    assert [str(path) for path in inside if bsn in path.read_bytes()] == []


def test_refused_feedback_and_a_refused_line_say_nothing_of_anybody(place, made, good_run):
    inbox = place.home / "inbox"
    marked.write_feedback(inbox / f"good_{marked.WORD}.csv", marked.feedback(made, 0, LATER))
    marked.write_feedback(inbox / "more.csv", marked.feedback(made, 1, LATER), more=(f"Reden {marked.WORD}",))
    (inbox / "broken.xlsx").write_bytes(b"PK\x03\x04" + marked.WORD.encode() * 50)
    (inbox / "bytes.csv").write_bytes(b"\xff\xfe\x00" + marked.WORD.encode() * 50)
    # A line separator inside a name would break the file's lines: that lease alone is held back, and it is listed.
    made.add_lease(f"L{marked.WORD}8", tenant={"last_name": f"Achter{marked.WORD}\u2028naam"})
    made.tables["export_info"][0]["bank_cut_off_on"] = LATER
    marked.write(made, place.home / "landing")
    done = place.run(LATER)
    assert done.returncode == 1
    text = output_of(done)
    assert "tenants with control characters in last name: 1" in text, text
    assert "1  incomplete_identity" in text, text
    for rule in ("broken_workbook", "wrong_encoding", "column_not_allowed"):
        assert f"was refused whole by rule {rule}" in text, text
    assert_nothing_leaked(place, done)


def test_a_refused_landing_table_says_table_column_and_rule_alone(place, made, good_run):
    made.change("tenants", made.tables["tenants"][0]["tenant_id"], deceased_on=f"onbekend {marked.WORD}")
    made.change("leases", made.tables["leases"][0]["lease_id"], started_on=marked.WORD, monthly_rent=f"€ {marked.WORD}")
    made.tables["tenants"].append(dict(made.tables["tenants"][1]))
    marked.write(made, place.home / "landing")
    done = place.run(LAST)
    assert done.returncode == 1
    text = output_of(done)
    assert "deceased_on" in text and "started_on" in text and "monthly_rent" in text, text
    assert_nothing_leaked(place, done)


def test_a_crash_and_failing_models_and_tests_are_named_without_what_they_found(tmp_path):
    place = Place(tmp_path)
    marked.write(marked.portfolio(), place.home / "landing")
    project = place.checkout / "dbt_project"
    (project / "models" / "intermediate" / "int_sabotaged_cast.sql").write_text(CASTS)
    (project / "models" / "intermediate" / "int_sabotaged_contract.sql").write_text(BREAKS)
    (project / "models" / "intermediate" / "sabotaged.yml").write_text(CONTRACT)
    (project / "tests" / "sabotaged_test.sql").write_text(SELECTS)
    crashed = place.run(FIRST, sabotage="history")
    assert crashed.returncode == 1 and "ValueError at leak_driver.py" in output_of(crashed), output_of(crashed)
    assert_nothing_leaked(place, crashed)
    done = place.run(FIRST)
    assert done.returncode == 1
    text = output_of(done)
    for name in ("int_sabotaged_cast: error", "int_sabotaged_contract: error", "sabotaged_test: fail (2 rows)"):
        assert name in text, text
    assert_nothing_leaked(place, done)

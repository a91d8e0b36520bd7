"""`check` and a run say the same of the same input: the same findings, the same refusals, the same verdict; whatever it is.

Belongs here: the two beside each other, on damaged exports. Does not belong here: what either says (test_check.py,
test_read_wrong.py), or that nothing is read otherwise in silence (`make damage`).
"""

from __future__ import annotations

import random
import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from documents.check import REFUSED, check_landing
from documents.check_words import finding_in_words, problem_in_words
from exports.ground.home import Home
from orchestration.assets.landing import load
from orchestration.resources import Run
from orchestration.settings import Settings
from sources.findings import SourcesRefused
from sources.prepare import prepare_sources
from sources.previous_load import previous_shapes
from tests.builders import AS_OF
from tests.damage.forms import rows_of_csv, workbook
from tests.damage.goods import COUNTS, MAPPING, mapped_exports, portfolio
from tests.damage.kinds import KINDS, Good
from validations.problems import TableRefused

TABLES = ("leases", "tenants", "ledger_entries", "allocations", "mandates", "objections", "co_tenants", "stated_balances")
FORMS = ("landing", "mapped csv", "mapped xlsx")


class Both:
    """A home of which one export is damaged; what the check says of it and what a run makes of it."""

    def __init__(self, folder: Path) -> None:
        self.run = Run(as_of=AS_OF, home=Home.at(folder), settings=Settings(home=folder))
        self._good = portfolio().write(folder / "good")
        self._dice_tables = {table: Good(rows_of_csv(self._good / f"{table}.csv")) for table in TABLES}

    def damaged(self, form: str, table: str, kind: str, seed: int) -> None:
        landing, dice = self.run.home.landing, random.Random(seed)
        shutil.rmtree(landing, ignore_errors=True)
        shutil.copytree(self._good, landing)
        if form == "landing":
            (landing / f"{table}.csv").write_bytes(KINDS[kind](self._dice_tables[table], dice))
            return
        suffix = form.removeprefix("mapped ")
        (landing / "mapping.toml").write_text(MAPPING.format(kind=suffix))
        for name, file in (("ledger_entries", "boekingen"), ("objections", "bezwaren")):
            good = mapped_exports()[name]
            data = KINDS[kind](good, dice) if name == table else good.written().encode()
            (landing / f"{name}.csv").unlink()
            (landing / f"{file}.{suffix}").write_bytes(data if suffix == "csv" else workbook(data))

    def agree(self) -> bool:
        """Whether the input is taken; the two are held to one answer."""
        result = check_landing(self.run.home.landing, AS_OF, COUNTS, shapes=previous_shapes(self.run.home.warehouse))
        refused = {str(finding) for finding in result.findings if finding.severity == "refused"}
        lines = {(table.table, line) for table in result.tables for line in table.lines if table.state == REFUSED}
        try:
            report = load(self.run, COUNTS)
        except SourcesRefused as by_source:
            assert not result.is_good
            assert {str(finding) for finding in by_source.findings if finding.severity == "refused"} == refused
            return False
        except TableRefused as by_table:
            assert not result.is_good and not refused
            with tempfile.TemporaryDirectory() as work:
                made_of = prepare_sources(self.run.home.landing, Path(work), AS_OF).made_of
                said = {(each.table, problem_in_words(each, made_of.get(each.table))) for each in by_table.problems}
            assert said == lines
            return False
        assert result.is_good and not refused and not lines
        said = {(table.table, line) for table in result.tables for line in table.lines}
        assert {finding_in_words(finding) for finding in report.findings} <= said
        assert {table.table: table.rows for table in result.tables} == {name: table.rows for name, table in report.tables.items()}
        return True


@pytest.fixture(scope="module")
def both(tmp_path_factory):
    return Both(tmp_path_factory.mktemp("both"))


anything = given(
    form=st.sampled_from(FORMS), table=st.sampled_from(TABLES), kind=st.sampled_from(list(KINDS)), seed=st.integers(0, 10_000)
)
slow = {
    "deadline": None,
    "phases": [Phase.generate],
    "suppress_health_check": [HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
}


@anything
@settings(max_examples=4, derandomize=True, **slow)
def test_check_and_run_say_the_same_of_a_damaged_input(both, form, table, kind, seed):
    both.damaged(form, table, kind, seed)
    both.agree()


@pytest.mark.long
@anything
@settings(max_examples=150, **slow)
def test_check_and_run_say_the_same_of_any_damaged_input(both, form, table, kind, seed):
    both.damaged(form, table, kind, seed)
    both.agree()


def test_check_and_run_agree_on_what_is_taken_and_on_what_is_not(both):
    """So that the property above is not one of refusals alone."""
    both.damaged("landing", "leases", "re_ordered", 1)
    assert both.agree()
    both.damaged("landing", "leases", "shifted_left", 1)
    assert not both.agree()

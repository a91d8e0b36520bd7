"""What the terminal says of a step that ended without words of its own."""

from datetime import date

import dagster as dg
import pytest

from exports.ground.home import Home
from orchestration.cli.summary import failure_lines, where_to_look
from orchestration.cli.summary_in_dutch import is_in_dutch_alone
from orchestration.resources import Run
from orchestration.settings import Settings


def failures_of(raised: BaseException, expected: type[BaseException]) -> list[str]:
    """The lines about a run whose one step raises this."""

    @dg.op
    def models():
        raise raised

    @dg.job
    def day():
        models()

    with dg.DagsterInstance.ephemeral() as instance:
        with pytest.raises(expected):
            day.execute_in_process(instance=instance)
        (run,) = instance.get_runs()
        return failure_lines(entry.dagster_event for entry in instance.all_logs(run.run_id) if entry.dagster_event)


def test_a_run_that_somebody_stopped_is_shown_as_stopped():
    result = failures_of(KeyboardInterrupt(), KeyboardInterrupt)
    assert result == ["FAILED models: stopped from outside (Ctrl-C or SIGTERM); nothing after it was done, run again"]


def test_a_foreign_failure_is_not_quoted():
    assert failures_of(ValueError("Jansen"), ValueError) == ["FAILED models: see Dagster for the step"]


@pytest.mark.parametrize(
    ("has_mapping", "in_english", "alone"), [(True, False, True), (True, True, False), (False, False, False)]
)
def test_who_made_a_mapping_reads_dutch_alone_unless_english_is_asked_for(tmp_path, has_mapping, in_english, alone):
    home = Home.at(tmp_path)
    home.landing.mkdir()
    if has_mapping:
        (home.landing / "mapping.toml").write_text("")
    run = Run(date(2026, 4, 20), home, Settings(home=tmp_path), in_english=in_english)

    assert is_in_dutch_alone(run) == alone


@pytest.mark.parametrize(("is_dry", "named"), [(True, "explain --preview (ten"), (False, "explain (ten")])
def test_the_summary_names_explain_with_and_without_a_lease(tmp_path, is_dry, named):
    home = Home.at(tmp_path).preview() if is_dry else Home.at(tmp_path)
    lines = [*where_to_look(Run(date(2026, 4, 20), home, Settings(home=tmp_path)))]

    assert [named in each and "LEASE_ID" in each for each in lines].count(True) == 1

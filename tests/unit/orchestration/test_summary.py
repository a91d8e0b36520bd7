"""What the terminal says of a step that ended without words of its own."""

import dagster as dg
import pytest

from orchestration.cli.summary import failure_lines


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

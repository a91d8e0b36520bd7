"""A run that failed, re-executed from its failure by Dagster itself: what the whole day would have done, or a refusal.

Belongs here: each part of the day cut off, before it did anything and after it did all, and done again on the same and on
another date. Does not belong here: parts run by themselves (test_any_part_alone.py, test_every_part.py) and runs that were
killed (test_killed_runs.py).
"""

from __future__ import annotations

from collections import Counter

import pytest

from orchestration.day_record import (
    BEGUN,
    DECISIONS,
    ENDED,
    FEEDBACK,
    INBOX,
    LANDING,
    LETTERS,
    MODELS,
    NOTICES,
    REGISTER,
    REPORT,
    SIGNALS,
    TERMS,
    WITHDRAWALS,
    WORKLISTS,
)
from tests.builders import objection
from tests.support import sweep
from tests.support.sweep import DAY, LATER, STEPS, failed, left, second_week, whole

SECOND_HALF = STEPS.index("models") + 1
OF_FIRST_HALF = [(LANDING, ENDED), (REGISTER, ENDED), (INBOX, BEGUN), (INBOX, ENDED), (MODELS, BEGUN), (MODELS, ENDED)]
OF_SECOND_HALF = [
    (part, state)
    for part in (DECISIONS, FEEDBACK, WITHDRAWALS, SIGNALS, NOTICES, TERMS, LETTERS, WORKLISTS, REPORT)
    for state in (BEGUN, ENDED)
]


@pytest.fixture(scope="module")
def judged_later(delivered, tmp_path_factory):
    """The home of a week later, judged; nothing has left yet."""
    return sweep.judged(delivered, tmp_path_factory.mktemp("judged_later") / "home")


@pytest.fixture(scope="module")
def unloaded(delivered, tmp_path_factory):
    """The same before its day."""
    return sweep.unloaded(delivered, tmp_path_factory.mktemp("unloaded") / "home")


@pytest.fixture(scope="module")
def sent(judged_later, tmp_path_factory):
    """What the whole day sends."""
    place = judged_later.copy(tmp_path_factory.mktemp("whole") / "home")
    assert whole(place, DAY).is_good
    return left(place)


def outcomes(place):
    return [event.payload["outcome"] for event in place.events("run_finished")]


@pytest.mark.long
@pytest.mark.parametrize(("part", "state"), OF_SECOND_HALF)
def test_a_delivering_part_that_failed_is_done_again_and_all_is_as_of_a_whole_day(judged_later, sent, tmp_path, part, state):
    place = judged_later.copy(tmp_path / "home")
    with failed(place, STEPS[SECOND_HALF:], part, state) as run:
        assert left(place) - sent == Counter() and outcomes(place) == ["ok"]
        assert run.again(DAY)
    assert left(place) == sent


@pytest.mark.long
@pytest.mark.parametrize(("part", "state"), OF_FIRST_HALF)
def test_a_preparing_part_that_failed_is_done_again_and_all_is_as_of_a_whole_day(unloaded, sent, tmp_path, part, state):
    place = unloaded.copy(tmp_path / "home")
    with failed(place, STEPS, part, state) as run:
        assert outcomes(place) == ["ok"]
        assert run.again(DAY)
    assert left(place) == sent


@pytest.mark.long
@pytest.mark.parametrize(("part", "state"), [(DECISIONS, BEGUN), (WITHDRAWALS, ENDED), (SIGNALS, BEGUN), (SIGNALS, ENDED)])
@pytest.mark.parametrize("what", ["on another date", "after an objection came in"])
def test_what_changed_meanwhile_lets_nothing_leave_any_more(judged_later, tmp_path, part, state, what):
    place = judged_later.copy(tmp_path / "home")
    with failed(place, STEPS[SECOND_HALF:], part, state) as run:
        before = left(place)
        if what == "after an objection came in":
            place.put(second_week().add(objection(objection_id="O7", tenant_id="T7", received_on=DAY)))
        assert not run.again(LATER if what == "on another date" else DAY)
    assert left(place) == before

"""A sample of the damaged exports of `make damage`: each reader, each kind of damage, and nothing read otherwise in silence."""

from __future__ import annotations

import random

import pytest

from tests.damage.kinds import KINDS
from tests.damage.readers import Cbs, Feedback, Landing

SEED = 20


@pytest.fixture(scope="module")
def landing(tmp_path_factory):
    return Landing(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_damaged_ledger_is_read_right_refused_or_told(landing, kind):
    goods = dict(landing.goods())
    dice = random.Random(f"{SEED}/{kind}")
    assert landing.outcome("ledger_entries", kind, KINDS[kind](goods["ledger_entries"], dice)) != "silent"


@pytest.mark.parametrize("reader", [Feedback, Cbs])
def test_damaged_feedback_and_addresses_are_read_right_refused_or_told(tmp_path, reader):
    made = reader(tmp_path)
    ((table, good),) = made.goods()
    outcomes = {kind: made.outcome(table, kind, spoil(good, random.Random(f"{SEED}/{kind}"))) for kind, spoil in KINDS.items()}
    assert [kind for kind, outcome in outcomes.items() if outcome == "silent"] == []
    assert set(outcomes.values()) >= {"right", "refused"}


def test_a_comparison_that_cannot_fail_would_show_nothing(landing):
    goods = dict(landing.goods())
    later = goods["ledger_entries"].written().replace("2026-02-20", "2026-02-21", 1)
    assert landing.outcome("ledger_entries", "another export", later.encode()) == "silent"

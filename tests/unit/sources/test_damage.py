"""A sample of the damaged exports of `make damage`: each reader, each kind of damage, and nothing read otherwise in silence."""

from __future__ import annotations

import random

import pytest

from tests.damage.__main__ import page
from tests.damage.kinds import KINDS
from tests.damage.readers import Cbs, Feedback, Landing, Outcome

SEED = 20


@pytest.fixture(scope="module")
def landing(tmp_path_factory):
    return Landing(tmp_path_factory.mktemp("damage"))


@pytest.mark.parametrize("kind", list(KINDS))
def test_a_damaged_ledger_is_read_right_refused_or_flagged(landing, kind):
    goods = dict(landing.goods())
    dice = random.Random(f"{SEED}/{kind}")
    assert landing.outcome("ledger_entries", kind, KINDS[kind](goods["ledger_entries"], dice)) != "silent"


@pytest.mark.parametrize("reader", [Feedback, Cbs])
def test_damaged_feedback_and_addresses_are_read_right_refused_or_flagged(tmp_path, reader):
    made = reader(tmp_path)
    ((table, good),) = made.goods()
    dice = {kind: random.Random(f"{SEED}/{kind}") for kind in made.kinds}
    outcomes = {kind: made.outcome(table, kind, spoil(good, dice[kind])) for kind, spoil in made.kinds.items()}
    assert [kind for kind, outcome in outcomes.items() if outcome == "silent"] == []
    assert set(outcomes.values()) >= {"right", "refused"}


def test_a_comparison_that_cannot_fail_would_show_nothing(landing):
    goods = dict(landing.goods())
    later = goods["ledger_entries"].written().replace("2026-02-20", "2026-02-21", 1)
    assert landing.outcome("ledger_entries", "another export", later.encode()) == "silent"


def test_the_page_counts_every_kind_at_every_reader():
    kinds = {"cut": "refused", "re_ordered": "right", "renamed": "flagged"}
    outcomes = [Outcome(what, name, "leases", kind) for name in ("landing csv", "vera") for kind, what in kinds.items()]
    text = page([*outcomes, Outcome("silent", "cbs", "postcodes", "cut")], [1, 2], 1)
    assert "seeds 1, 2, 7 damaged inputs, 1 read otherwise in silence" in text
    assert "| cut | 0 | 2 | 0 | 1 |" in text and "| cbs: postcodes | 0 | 0 | 0 | 1 |" in text
    assert "| cut | 0/1/0/0 | 0/1/0/0 | 0/0/0/1 |" in text and "| renamed | 0/0/1/0 | 0/0/1/0 | - |" in text

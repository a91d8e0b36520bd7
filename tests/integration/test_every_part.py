"""Every asset alone, every prefix and every suffix of the day, on an older, a newer and the same date: nothing leaves that the
whole day would not have sent (outputs.md, "Any part alone is safe").

Belongs here: the sweep, all of it long; test_any_part_alone.py shows a sample and each refusal in its words. Does not belong
here: runs that failed and are done again (test_again_from_failure.py).
"""

from __future__ import annotations

from collections import Counter

import pytest

from tests.support import sweep
from tests.support.day import whole_day_job
from tests.support.sweep import DAY, EARLIER, LATER, STEPS, assets, assets_of_steps, left, parts, whole

pytestmark = pytest.mark.long

HOMES = {"unloaded": sweep.unloaded, "judged": sweep.judged, "changed_since": sweep.changed_since}
MODELS = STEPS.index("models")
ALONE = {name: (name,) for name in STEPS}
PREFIXES = {f"until {STEPS[n - 1]}": STEPS[:n] for n in range(2, len(STEPS))}
SUFFIXES = {f"from {STEPS[n]}": STEPS[n:] for n in range(len(STEPS) - 1)}
# Where a run of the models costs seconds, those cases are left out that begin in the middle on tables of another date.
ON_ANOTHER_DATE = {
    words: chosen for words, chosen in SUFFIXES.items() if len(chosen) < len(STEPS) - MODELS or chosen == STEPS[1:]
}
CASES = [
    *(("unloaded", DAY, words) for words in (*ALONE, *PREFIXES, *SUFFIXES)),
    *(("unloaded", "2026-04-19", words) for words in ALONE),
    *(("judged", DAY, words) for words in (*ALONE, *SUFFIXES)),
    *(("judged", day, words) for day in (EARLIER, LATER) for words in (*ALONE, *ON_ANOTHER_DATE)),
    *(("changed_since", DAY, words) for words in (*ALONE, *SUFFIXES)),
    *(("changed_since", LATER, words) for words in (*ALONE, *ON_ANOTHER_DATE)),
    *(("changed_since", EARLIER, words) for words in ON_ANOTHER_DATE),
]
CHOSEN = ALONE | PREFIXES | SUFFIXES


@pytest.fixture(scope="module")
def homes(delivered, tmp_path_factory):
    """Each home once, to be copied."""
    root = tmp_path_factory.mktemp("homes")
    return {name: make(delivered, root / name) for name, make in HOMES.items()}


@pytest.fixture(scope="module")
def sent(homes, tmp_path_factory):
    """What the whole day sends from a home on a date, and whether it ended well; each played once."""
    known = {}

    def of(name, as_of):
        if (name, as_of) not in known:
            place = homes[name].copy(tmp_path_factory.mktemp("whole") / "home")
            result = whole(place, as_of)
            known[name, as_of] = (left(place), result.is_good)
        return known[name, as_of]

    return of


def outcomes(place):
    return [event.payload["outcome"] for event in place.events("run_finished")]


def test_these_are_all_the_steps_of_the_day():
    assert tuple(assets_of_steps()) == STEPS


@pytest.mark.parametrize(("name", "as_of", "words"), CASES, ids=lambda value: value.replace(" ", "_"))
def test_a_part_sends_nothing_that_the_whole_day_would_not_have_sent(homes, sent, tmp_path, name, as_of, words):
    place = homes[name].copy(tmp_path / "home")
    before = place.fingerprint(besides=("preview", "dagster", ".lock", "warehouse.duckdb", "register.duckdb", "read"))
    ended, finished = left(place), len(outcomes(place))
    result = parts(place, as_of, *assets(CHOSEN[words]))
    now, (ought, was_good) = left(place), sent(name, as_of)
    # A list of this date that stood there already is made again by the whole day, and no part has sent it.
    assert now - (ought | ended) == Counter()
    if outcomes(place)[finished:] == ["ok"]:
        assert was_good and ought - now == Counter(), "a day is recorded as ended well in which not all of it was done"
    if "Nothing was done" in result.text and len(CHOSEN[words]) == 1:
        after = place.fingerprint(besides=("preview", "dagster", ".lock", "warehouse.duckdb", "register.duckdb", "read"))
        assert (now, after) == (ended, before)
    if not result.is_good:
        assert result.text and "its text is not repeated" not in result.text


def test_the_whole_day_has_something_to_send_from_each_home(sent):
    for name, as_of in (("unloaded", DAY), ("judged", DAY), ("judged", EARLIER), ("judged", LATER), ("changed_since", LATER)):
        acts, was_good = sent(name, as_of)
        kinds = {act[0] for act in acts if as_of in act}
        assert was_good and kinds >= {"run_finished"}, (name, as_of, kinds)
    kinds = {act[0] for act in sent("unloaded", DAY)[0] if DAY in act}
    assert kinds >= {"signal_delivered", "signal_withdrawn", "help_accepted", "hold_notice_delivered"}


@pytest.mark.parametrize(("first", "then"), [(DAY, LATER), (LATER, DAY)])
@pytest.mark.parametrize("cut", [1, 2, 4, 5, 6, 7, 9, 11])
def test_a_day_begun_for_one_date_and_gone_on_with_for_another_sends_nothing_of_its_own(homes, tmp_path, cut, first, then):
    place = homes["unloaded"].copy(tmp_path / "home")
    parts(place, first, *assets(STEPS[:cut]))
    beside = place.copy(tmp_path / "beside")
    parts(place, then, *assets(STEPS[cut:]))
    begun = left(beside)
    whole(beside, then)
    assert left(place) - left(beside) == Counter()
    # What a municipality said of a signal depends on no landing table: it is registered whichever of them are loaded.
    said = {"feedback_read", "help_accepted"} if cut == 1 else set()
    assert {act[0] for act in left(place) - begun} <= said and begun - left(place) == Counter()


def test_parts_done_one_after_the_other_are_the_whole_day(homes, sent, tmp_path):
    place = homes["unloaded"].copy(tmp_path / "home")
    for name in STEPS:
        result = parts(place, DAY, *assets((name,)))
        assert result.is_good, (name, result.text)
    assert left(place) == sent("unloaded", DAY)[0]


def test_models_built_one_by_one_after_a_new_load_let_nothing_leave_before_the_last_of_them(homes, sent, tmp_path):
    place = homes["changed_since"].copy(tmp_path / "home")
    assert parts(place, LATER, *assets(STEPS[:MODELS])).is_good
    before = left(place)
    in_order = [key.to_user_string() for key in whole_day_job().asset_layer.asset_graph.toposorted_asset_keys]
    waiting = [key for key in in_order if key in assets(("models",))]
    while waiting:
        failed = []
        for key in waiting:
            result = parts(place, LATER, "deliveries/signals", "deliveries/withdrawals", "evidence/decisions")
            assert "models were" in result.text and left(place) == before, key
            if not parts(place, LATER, key).is_good:  # a test holds it against a model that is still of before
                failed.append(key)
        assert len(failed) < len(waiting), failed
        waiting = failed
    parts(place, LATER, *assets(STEPS[MODELS + 1 :]))
    assert left(place) == sent("changed_since", LATER)[0]

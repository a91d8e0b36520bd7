"""What leaves the house says nothing about fewer than five people, nor lets it be worked out."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from documents.small_numbers import hidden_parts, hidden_rows, is_small, shown_steps


def test_one_to_four_is_small_and_nobody_is_not():
    assert [is_small(count) for count in (0, 1, 4, 5)] == [False, True, True, False]


def test_a_single_hidden_part_takes_the_next_smallest_with_it():
    assert hidden_parts([40, 3, 7, 12]) == {1, 2}
    assert hidden_parts([40, 0, 7]) == set()


def test_hidden_parts_together_are_never_small_while_there_are_others():
    assert hidden_parts([30, 1, 2, 20]) == {1, 2, 3}


def test_a_row_is_hidden_for_any_of_its_counts():
    assert hidden_rows([(10, 30), (2, 20), (8, 9), (0, 50)]) == {1, 2}


@given(st.lists(st.integers(0, 30), min_size=1, max_size=12))
def test_what_is_hidden_never_follows_from_the_whole(counts):
    hidden = hidden_parts(counts)
    shown = [count for place, count in enumerate(counts) if place not in hidden]
    assert not any(is_small(count) for count in shown)
    assert len(hidden) != 1 or len(counts) == 1 or not any(count >= 5 for count in shown)


@given(st.lists(st.integers(0, 9), max_size=20), st.integers(0, 40))
def test_no_fall_between_shown_steps_is_small(falls, left):
    remaining = [left + sum(falls[place:]) for place in range(len(falls) + 1)]
    shown = shown_steps(remaining)
    assert shown[0] == 0 and shown[-1] == len(falls)
    inner = [remaining[place] for place in shown[:-1]]
    assert not any(is_small(before - after) for before, after in pairwise(inner))

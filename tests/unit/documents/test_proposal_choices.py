"""What is said to whoever types something that a question does not take: what to type instead."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from documents.proposal_choices import Later, Reply, is_right, one_listed, some_of, wrong_of


def some(reply: Reply) -> object:
    return some_of("Welke?", 3, reply, "die erbij horen", none={"0": "geen"})


def one(reply: Reply) -> object:
    return one_listed("Wat is het?", ["a", "b"], reply, {"0": "telt niet mee: geen brief"})


def wrong(reply: Reply) -> object:
    return wrong_of("Klopt het?", 3, reply)


def right(reply: Reply) -> object:
    return is_right("Klopt het?", reply)


def said_to(asks: Callable[[Reply], object], *typed: str) -> list[str]:
    """What is shown after each of these."""
    shown: list[str] = []
    line = iter(typed)

    def reply(text: str) -> str:
        shown.append(text)
        return next(line, "")

    with pytest.raises(Later):
        asks(reply)
    return shown[1:]


@pytest.mark.parametrize("typed", ["j", "ja", "N", "nee"])
@pytest.mark.parametrize(
    ("asks", "instead"),
    [
        (some, "typ de nummers die erbij horen (1 tot en met 3), of 0 (geen)"),
        (one, "typ het nummer van uw keuze (1 tot en met 2) of 0 (telt niet mee)"),
    ],
)
def test_whoever_says_yes_or_no_where_numbers_are_asked_hears_what_to_type(typed, asks, instead):
    assert said_to(asks, typed) == [f"  Dat kan hier niet: ja of nee zegt niet welke; {instead}, of Enter voor later."]


@pytest.mark.parametrize(
    ("asks", "typed", "instead"),
    [
        (some, "4", "typ de nummers die erbij horen"),
        (one, "x", "typ het nummer van uw keuze"),
        (right, "1", "typ j voor ja, n voor nee"),
        (wrong, "4", "typ j als alles klopt, of de nummers die niet kloppen (1 tot en met 3)"),
    ],
)
def test_whatever_is_not_taken_says_what_is(asks, typed, instead):
    assert said_to(asks, typed)[0].startswith(f"  Dat kan hier niet: {instead}")


def test_of_a_list_of_one_yes_is_that_one_and_no_is_none():
    def only(typed: str) -> object:
        return some_of("Welke?", 1, lambda _: typed, "die erbij horen", none={"0": "geen"})

    assert [only(each) for each in ("j", "1", "n", "0")] == [[0], [0], [], []]

"""What a check on Dagster's page says for people."""

import pytest

from exports.delivery.account import DeskAccount
from orchestration.checks import _in_words


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (DeskAccount("vps", decided=44, delivered=40, held_back=3, lost=1), "44 decided: 40 delivered, 3 held back, 1 lost"),
        (DeskAccount("vps"), "0 decided: none"),
    ],
)
def test_what_became_of_a_desks_signals_is_counted_in_words_without_what_there_is_none_of(account, words):
    assert _in_words(account) == words

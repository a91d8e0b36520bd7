"""What a check on Dagster's page says for people."""

import pytest

from exports.delivery.account import DeskAccount
from exports.ground.duck import connect
from exports.ground.home import Home
from orchestration.checks import _in_words
from orchestration.consistency import opened
from orchestration.guards import NotOfThisDay
from orchestration.resources import Run
from orchestration.settings import Settings
from tests.builders import AS_OF


@pytest.mark.parametrize(
    ("account", "words"),
    [
        (DeskAccount("vps", decided=44, delivered=40, held_back=3, lost=1), "44 decided: 40 delivered, 3 held back, 1 lost"),
        (DeskAccount("vps"), "0 decided: none"),
    ],
)
def test_what_became_of_a_desks_signals_is_counted_in_words_without_what_there_is_none_of(account, words):
    assert _in_words(account) == words


def test_a_check_of_a_warehouse_that_holds_nothing_yet_says_what_to_do_instead(tmp_path):
    run = Run(as_of=AS_OF, home=Home.at(tmp_path), settings=Settings(home=tmp_path))
    with connect(run.home.warehouse):
        pass
    with pytest.raises(NotOfThisDay, match=r"marts\.signal_findings is missing\)\. Run the whole day for 2026-04-20"):
        opened(run, ("marts.signal_findings",))

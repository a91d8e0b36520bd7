"""Words of a log of contacts that stand only on lines that are passed over: nobody has to say what they mean."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import text_of


def log(*further: tuple[str, str, str]) -> str:
    """Calls that we made and what came in, each with its kind, channel and direction."""
    said = [("TEL UIT", "Telefoon", "Uitgaand"), ("HUISBEZ", "Bezoek", "Uitgaand"), ("REPVERZ", "Balie", "Inkomend")] * 8
    rows = [[f"7{n:02}", f"C{n % 5}", "05-09-2026", *each] for n, each in enumerate((*said, *further))]
    head = ["Volgnr.", "Contractnr.", "Datum", "Interactie", "Kanaal", "Richting"]
    return text_of(propose([Sheet("Contactmomenten.csv", [head, *rows])])[0])


def test_a_kind_and_a_channel_of_what_only_came_in_are_not_asked():
    text = log()
    (contacts,) = tomllib.loads(text)["collection_actions"]

    assert contacts["skip_lines"] == {"Richting": ["^inkomend$"]}
    assert contacts["values"]["action_type"] == {"TEL UIT": "phone_call", "HUISBEZ": "home_visit"}
    assert "REPVERZ" not in text and "Balie" not in text


@pytest.mark.parametrize("times", [1, 4])
def test_one_that_went_out_once_is_asked(times):
    text = log(*[("REPVERZ", "Balie", "Uitgaand")] * times)
    assert '# "REPVERZ" = ""' in text and '# "Balie" = ""' in text


@pytest.mark.parametrize("is_asked", [False, True])
def test_how_a_kind_of_what_only_came_in_went_is_not_asked_either_where_the_kind_says_it(is_asked):
    said = [("Telefoon uit", "Achterstand"), ("Huisbezoek", "Achterstand"), ("Balie", "Reparatieverzoek")] * 8
    said += [("Balie", "Achterstand")] * is_asked
    rows = [[f"7{n:02}", f"C{n % 5}", "05-09-2026", *each] for n, each in enumerate(said)]
    head = ["Volgnr.", "Contractnr.", "Datum", "Soort contact", "Onderwerp"]
    text = text_of(propose([Sheet("Contactmomenten.csv", [head, *rows])])[0])

    assert ('# "Balie" = ""' in text) == is_asked

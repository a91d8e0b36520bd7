"""Lines that a mapping passes over though their word says that another reported, or that somebody objected."""

from __future__ import annotations

import pytest

from tests.unit.sources.mapping.test_mapping import prepared, words_of

MAPPING = """confirmed = true
[[collection_actions]]
file = "log.csv"
skip_lines = {{"Soort" = ["^{skipped}"]}}
{sure}
columns = {{action_id = "Nr", lease_id = "Contract", action_type = "Soort", performed_on = "Datum"}}
constants = {{channel = "post"}}
values.action_type = {{"Brief" = "reminder_letter"}}
"""
OTHER = """[[reported_elsewhere]]
file = "log.csv"
only = {"Soort" = ["Melding door derde partij"]}
columns = {lease_id = "Contract", reported_on = "Datum", reported_by = "Soort"}
"""


def report(tmp_path, word, skipped, sure="", more=""):
    lines = f"Nr;Contract;Soort;Datum\n1;C1;Brief;01-10-2026\n2;C1;{word};02-10-2026\n3;C2;{word};03-10-2026\n"
    return prepared(tmp_path, MAPPING.format(skipped=skipped, sure=sure) + more, log__csv=lines)


@pytest.mark.parametrize(
    ("word", "skipped", "about"),
    [
        ("Melding door derde partij", "melding door", "reported_elsewhere"),
        ("Vroegsignaal door deurwaarder", "vroeg", "reported_elsewhere"),
        ("Bezwaar ontvangen", "bezwaar", "objections"),
        ("Betaalafspraak gemaakt", "betaal", "payment_arrangements"),
    ],
)
def test_lines_passed_over_that_would_keep_a_signal_back_are_refused_with_the_word_and_what_to_do(tmp_path, word, skipped, about):
    found = [each for each in report(tmp_path, word, skipped).findings if each.rule == "matter_skipped"]
    assert [(each.severity, each.count) for each in found] == [("refused", 2)]
    assert f'"{word.lower()}"' in found[0].text and f"[[{about}]]" in found[0].text and "sure_of" in found[0].text


@pytest.mark.parametrize(
    ("word", "sure", "more"),
    [
        ("Lekkage gemeld door huurder", "", ""),
        ("Melding lekkage", "", ""),
        ("Melding door derde partij", 'sure_of = ["melding door derde partij"]', ""),
        ("Melding door derde partij", "", OTHER),
    ],
)
def test_other_words_those_a_person_is_sure_of_and_those_that_another_block_gives_are_not(tmp_path, word, sure, more):
    found = report(tmp_path, word, word.split()[0].lower(), sure, more)
    assert not [each for each in found.findings if each.rule == "matter_skipped"], words_of(found)

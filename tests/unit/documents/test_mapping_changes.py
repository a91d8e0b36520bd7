"""A change of the mapping goes where its setting stands, and leaves every other line as a person wrote it."""

from __future__ import annotations

import tomllib

import pytest

from documents.mapping_changes import OF_FILE, NotPut, block_at, with_changes
from sources.ways import Change

BLOCKS = """\
confirmed = false  # eerst nalezen

[leases]
file = "Contracten.xlsx"
columns = {lease_id = "Nr", unit_type = "Soort"}

[[collection_actions]]
# unread = ["Uitkomst"]  # vraag 1
file = "Brieven.csv"  # het = teken staat hier ook
skip_lines = {"Soort" = ["^reparatie$"]}  # geen achterstand
columns = {action_id = "Nr", action_type = "Soort"}
values.channel = {"M" = "email"}
[collection_actions.values.action_type]
"BRF" = "reminder_letter"
# "BLK" = ""  # vraag 2

[[collection_actions]]
file = "Telefoon.csv"
columns = {action_id = "Nr"}
patterns.action_type = [
  ['^gebeld', "phone_call"],  # elk gesprek
]
"""
FIRST, SECOND = ("collection_actions", 0), ("collection_actions", 1)


def lines_changed(text: str, block, *changes: Change) -> tuple[list[str], list[str]]:
    """(lines that went, lines that came)."""
    before, after = text.splitlines(), with_changes(text, [(block, each) for each in changes]).splitlines()
    return [each for each in before if each not in after], [each for each in after if each not in before]


@pytest.mark.parametrize(
    ("block", "change", "gone", "come"),
    [
        (OF_FILE, Change(("confirmed",), True), ["confirmed = false  # eerst nalezen"], ["confirmed = true  # eerst nalezen"]),
        (OF_FILE, Change(("unread_files",), ("oud.csv",)), [], ['unread_files = ["oud.csv"]']),
        (("leases", 0), Change(("values", "unit_type", "BOG"), "commercial"), [], ['values.unit_type = {"BOG" = "commercial"}']),
        (("leases", 0), Change(("sure_of",), ("Soort",)), [], ['sure_of = ["Soort"]']),
        (
            FIRST, Change(("skip_lines", "Soort"), ("^memo$",)),
            ['skip_lines = {"Soort" = ["^reparatie$"]}  # geen achterstand'],
            ['skip_lines = {"Soort" = ["^reparatie$", "^memo$"]}  # geen achterstand'],
        ),
        (FIRST, Change(("values", "action_type", "BLK"), "phone_call"), ['# "BLK" = ""  # vraag 2'], ['"BLK" = "phone_call"']),
        (
            FIRST, Change(("values", "channel", "S"), "sms"),
            ['values.channel = {"M" = "email"}'], ['values.channel = {"M" = "email", "S" = "sms"}'],
        ),
        (
            FIRST, Change(("unread",), ("Uitkomst",), answers=('unread = ["Uitkomst"',)),
            ['# unread = ["Uitkomst"]  # vraag 1'], ['unread = ["Uitkomst"]'],
        ),
        (
            FIRST, Change(("skip_lines", "Uitkomst"), ("^mislukt$",), answers=('unread = ["Uitkomst"',)),
            ['# unread = ["Uitkomst"]  # vraag 1', 'skip_lines = {"Soort" = ["^reparatie$"]}  # geen achterstand'],
            ['skip_lines = {"Soort" = ["^reparatie$"], "Uitkomst" = ["^mislukt$"]}  # geen achterstand'],
        ),
        (SECOND, Change(("patterns", "action_type"), (("^langs", "home_visit"),)), [], ['  ["^langs", "home_visit"],']),
        (
            SECOND, Change(("columns", "channel"), "Via"),
            ['columns = {action_id = "Nr"}'], ['columns = {action_id = "Nr", channel = "Via"}'],
        ),
        (SECOND, Change(("choose",), "newest"), [], ['choose = "newest"']),
    ],
)  # fmt: skip
def test_a_setting_goes_where_it_stands_and_its_remark_stays(block, change, gone, come):
    assert lines_changed(BLOCKS, block, change) == (gone, come)


def test_what_is_there_already_is_not_put_twice():
    again = with_changes(BLOCKS, [(FIRST, Change(("skip_lines", "Soort"), ("^reparatie$", "^memo$")))])
    assert tomllib.loads(again)["collection_actions"][0]["skip_lines"] == {"Soort": ["^reparatie$", "^memo$"]}


def test_two_changes_of_one_block_are_both_in_it():
    text = with_changes(BLOCKS, [(FIRST, Change(("sure_of",), ("BRF",))), (FIRST, Change(("sure_of",), ("BLK",)))])
    assert tomllib.loads(text)["collection_actions"][0]["sure_of"] == ["BRF", "BLK"]


def test_line_ends_of_windows_stay_those_of_windows():
    text = with_changes(BLOCKS.replace("\n", "\r\n"), [(FIRST, Change(("sure_of",), ("BRF",)))])
    assert text.count("\r\n") == text.count("\n") == BLOCKS.count("\n") + 1


@pytest.mark.parametrize(
    "odd",
    [
        '[[leases]]\nfile = "a.csv"\ncolumns = {lease_id = "Nr"}\nskip_lines = {"Soort" = [\n  "^x$",  # oud\n]}\n',
        'leases = [{file = "a.csv", columns = {lease_id = "Nr"}}]\n',
    ],
)
def test_a_form_into_which_it_does_not_go_changes_nothing_and_is_said(odd):
    with pytest.raises(NotPut, match="verander het zelf"):
        with_changes(odd, [(("leases", 0), Change(("skip_lines", "Soort"), ("^y$",)))])


def test_a_word_with_quotes_and_an_equals_sign_keeps_them():
    text = with_changes(BLOCKS, [(FIRST, Change(("values", "action_type", 'a "b" = c'), "phone_call"))])
    assert tomllib.loads(text)["collection_actions"][0]["values"]["action_type"]['a "b" = c'] == "phone_call"


def test_a_line_belongs_to_the_block_whose_header_stands_above_it():
    at = {line: block_at(BLOCKS, number) for number, line in enumerate(BLOCKS.splitlines(), start=1)}
    assert at["confirmed = false  # eerst nalezen"] is None
    assert at['"BRF" = "reminder_letter"'] == FIRST and at['file = "Telefoon.csv"'] == SECOND


@pytest.mark.parametrize("block", [("leases", 0), FIRST, SECOND])
def test_a_block_that_goes_stays_as_a_remark_and_the_others_are_as_they_were(block):
    before, after = BLOCKS.splitlines(), with_changes(BLOCKS, [(block, Change(()))]).splitlines()
    changed = {number: new for number, (old, new) in enumerate(zip(before, after, strict=True), start=1) if old != new}
    assert changed and all(new.rstrip() == f"# {before[number - 1]}".rstrip() for number, new in changed.items())
    assert {block_at(BLOCKS, number) for number in changed} == {block}

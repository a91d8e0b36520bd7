"""Titles that nothing takes: those that may be a column which their block lacks, or days that nobody understands, are asked."""

from __future__ import annotations

import pytest

from sources.proposals.left import is_unclear, may_be
from sources.words.notes import Draft, Line, Note, Section
from sources.words.profile import Profile, look_at


def column(title: str, *cells: str) -> Profile:
    layout = look_at([["Nr", title], *([str(number), cell] for number, cell in enumerate(cells, start=1))], lambda _: True)
    return next(each for each in layout.columns if each.title == title)


def block(table: str, *given: str) -> Draft:
    return Draft(table, Note(), (Section("columns", tuple(Line(name, name) for name in given)),))


DAYS = ("01-02-2026", "03-02-2026", "05-03-2026")


@pytest.mark.parametrize(
    ("table", "given", "title", "cells", "expected"),
    [
        ("objections", ("objection_id", "received_on"), "Weg op", DAYS, ["withdrawn_on"]),
        ("objections", ("objection_id", "received_on", "withdrawn_on"), "Weg op", DAYS, []),
        ("tenants", ("tenant_id", "deceased_on", "phone_1"), "Bereik", ("030 1234567", "06-12345678", "0611223344"), ["phone_2"]),
        ("tenants", ("tenant_id",), "Geboren", DAYS, []),
        ("tenants", ("tenant_id", "deceased_on"), "Wijk", ("Noord", "Zuid", "Noord"), []),
        ("collection_actions", ("performed_on",), "Uit", ("E-mail", "Bus", "E-mail", "Bus", "E-mail", "Bus"), ["channel"]),
    ],
)
def test_a_title_may_be_what_its_block_lacks_and_its_cells_are(table, given, title, cells, expected):
    assert may_be(column(title, *cells), [block(table, *given)]) == expected


def test_days_of_people_below_a_word_that_nobody_knows_are_unclear_and_those_of_letters_are_not():
    profile = column("Wil geen brabbel meer sinds", *DAYS)

    assert is_unclear(profile, [block("tenants", "tenant_id")])
    assert not is_unclear(profile, [block("collection_actions", "performed_on")])
    assert not is_unclear(column("Wil geen brabbel", "a", "b", "c"), [block("tenants", "tenant_id")])

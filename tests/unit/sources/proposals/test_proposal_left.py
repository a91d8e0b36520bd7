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
        ("tenants", ("tenant_id", "deceased_on"), "KvK-nummer", ("71024123", "71066123", "79000123"), []),
        ("tenants", ("tenant_id", "deceased_on"), "Mobiel nummer", ("0612345678", "06-12345678"), ["phone_1", "phone_2"]),
        ("co_tenants", ("lease_id", "tenant_id", "until_on"), "Minimale duur tot", DAYS, []),
        ("stated_balances", ("lease_id", "open_rent"), "Laatste ontvangst", DAYS, []),
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


@pytest.mark.parametrize("title", ["Gewijzigd op", "Laatst gewijzigd", "Aangemaakt op", "Datum ingevoerd", "Last update"])
@pytest.mark.parametrize("table", ["leases", "tenants", "objections", "payment_arrangements", "reported_elsewhere"])
def test_the_day_on_which_somebody_changed_the_line_is_no_column_of_ours(title, table):
    profile = column(title, *DAYS)
    assert may_be(profile, [block(table)]) == [] and not is_unclear(profile, [block(table)])


@pytest.mark.parametrize("title", ["Opzegging gewijzigd op", "Einddatum aangepast", "Bezwaar ingevoerd op", "Mutatiedatum"])
def test_a_change_of_something_that_we_know_or_of_a_house_may_be(title):
    assert may_be(column(title, *DAYS), [block("leases", "lease_id", "started_on")]) == ["ended_on"]


MANY = tuple(f"{day:02}-02-2026" for day in range(1, 15))


@pytest.mark.parametrize(
    ("table", "given", "expected"),
    [
        ("objections", ("received_on",), "withdrawn_on"), ("reported_elsewhere", ("reported_on",), "ended_on"),
        ("payment_arrangements", ("agreed_on", "broken_on"), "ended_on"), ("tenants", (), "deceased_on"),
    ],
)  # fmt: skip
def test_a_day_on_every_line_of_many_ended_none_of_them(table, given, expected):
    some = column("Brabbel op", *MANY[:-1], "")
    assert may_be(some, [block(table, *given)], len(MANY)) == [expected]
    assert may_be(column("Brabbel op", *MANY), [block(table, *given)], len(MANY)) == []
    assert may_be(column("Brabbel op", *DAYS), [block(table, *given)], len(DAYS)) == [expected]  # of three it may be


def test_a_permission_that_ends_may_do_so_on_every_line_and_so_may_contracts_of_those_who_left():
    every = column("Brabbel op", *MANY)
    assert "valid_until" in may_be(every, [block("mandates", "valid_from")], len(MANY))
    assert may_be(every, [block("leases", "started_on")], len(MANY)) == ["ended_on"]
    assert is_unclear(every, [block("leases", "started_on")], len(MANY))
    assert not is_unclear(every, [block("leases", "started_on", "ended_on")], len(MANY))
    assert not is_unclear(every, [block("tenants", "tenant_id")], len(MANY))
    assert is_unclear(column("Brabbel op", *MANY[:-1], ""), [block("tenants", "tenant_id")], len(MANY))


@pytest.mark.parametrize(("kinds", "expected"), [({"BNK": "payment", "NSF": "reversal"}, []), ({"CH": "charge"}, ["due_on"])])
def test_of_a_list_in_which_nothing_is_charged_no_day_is_offered_as_that_on_which_it_is_due(kinds, expected):
    said = Section("values.entry_type", tuple(Line(word, ours) for word, ours in kinds.items()))
    of_receipts = block("ledger_entries", "entry_id", "lease_id", "entry_type", "category", "booked_on", "amount")
    drafts = [Draft("ledger_entries", Note(), (*of_receipts.sections, said))]

    assert may_be(column("Deposit Date", *DAYS), drafts) == expected


@pytest.mark.parametrize(
    "title", ["Vonnis", "Vonnis d.d.", "Vonnisdatum", "Datum dagvaarding", "Dagv. datum", "Writ issued", "Beslag gelegd op"]
)
@pytest.mark.parametrize(
    ("table", "given"),
    [("collection_cases", ("case_id", "handed_over_on")), ("eviction_notices", ("notice_id", "announced_on", "eviction_on"))],
)
def test_a_step_in_court_ends_no_case_and_calls_no_eviction_off(title, table, given):
    assert may_be(column(title, "", *DAYS), [block(table, *given)]) == []
    assert may_be(column("Klaar per", "", *DAYS), [block(table, *given)]) in (["ended_on"], ["cancelled_on"])

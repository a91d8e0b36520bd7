"""A due day, a minimum or a mandate's complex that a list gives and its block does not read is asked."""

import pytest

from sources.guards.left_out import columns_left_out
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export


def found(table, columns, titles, *, filled=None, **settings):
    block = Export(table=table, file="lijst.csv", columns=columns, **settings)
    shape = ExportShape("lijst.csv", None, tuple(titles), filled=frozenset(titles if filled is None else filled))
    return [(each.severity, each.rule) for each in columns_left_out([shape], [block])]


READ_BY_NOBODY = ("refused", "column_not_read")
BOOKED = {"booked_on": "Boekdatum", "due_on": "Boekdatum"}


@pytest.mark.parametrize(
    ("table", "columns", "title", "rule"),
    [
        ("ledger_entries", BOOKED, "vervaldatum", ("refused", "due_day_not_read")),
        ("ledger_entries", {"due_on": "Periode"}, "te betalen op", ("refused", "due_day_not_read")),
        ("ledger_entries", BOOKED, "vervdat", ("refused", "due_day_not_read")),  # by its parts only
        ("ledger_entries", BOOKED, "nettovervaldatum", ("refused", "due_day_not_read")),  # by the one word that tells
        ("municipality_agreements", {}, "drempelbedrag", ("refused", "minimum_not_read")),
        ("municipality_agreements", {}, "minimum", ("refused", "minimum_not_read")),
        ("mandates", {"landlord_id": "Eigenaar"}, "complex", ("refused", "complex_not_read")),
        ("mandates", {"landlord_id": "Eigenaar"}, "alleen complex", ("refused", "complex_not_read")),
        ("mandates", {"landlord_id": "Eigenaar"}, "economische eenheid", ("refused", "complex_not_read")),
        ("mandates", {"clause_accepted_on": "Verhuurder geïnformeerd"}, "clausule geaccepteerd", READ_BY_NOBODY),
        ("optional_field_agreements", {"field": "Veld"}, "ingetrokken op", READ_BY_NOBODY),
        ("co_tenants", {"from_on": "Van"}, "tot en met", READ_BY_NOBODY),
        ("objections", {"received_on": "Ontvangen"}, "datum intrekking", READ_BY_NOBODY),
        ("payment_arrangements", {"agreed_on": "Akkoord", "ended_on": "Einde"}, "niet nagekomen op", READ_BY_NOBODY),
        ("payment_arrangements", {"agreed_on": "Akkoord", "broken_on": "Verbroken"}, "afgelost op", READ_BY_NOBODY),
        ("collection_cases", {"case_id": "Dossier"}, "sluitdatum", READ_BY_NOBODY),
        ("eviction_notices", {"announced_on": "Aangezegd"}, "afgelast d.d.", READ_BY_NOBODY),
        ("tenants", {"last_name": "Achternaam"}, "tussenvoegsel", READ_BY_NOBODY),
        ("leases", {"ended_on": "Opgezegd"}, "einde", READ_BY_NOBODY),
        ("leases", {"ended_on": "Huuropzegging"}, "einddatum", READ_BY_NOBODY),
        ("collection_actions", {"performed_on": "Aanmaakdatum"}, "datum verzending", READ_BY_NOBODY),
    ],
)
def test_a_filled_title_that_gives_what_the_block_lacks_is_asked(table, columns, title, rule):
    titles = [*map(str.lower, columns.values()), title]
    assert found(table, columns, titles) == [rule]
    assert found(table, columns, titles, unread=(title,)) == []
    assert found(table, columns, titles, filled=()) == []


@pytest.mark.parametrize(
    ("table", "columns", "title", "settings"),
    [
        ("ledger_entries", {"booked_on": "Boekdatum", "due_on": "Vervalt"}, "vervaldatum", {}),  # one of two is read
        ("ledger_entries", {"booked_on": "Boekdatum"}, "vervaldatum", {"constants": {"entry_type": "payment"}}),
        ("ledger_entries", BOOKED, "factuurdatum", {}),
        ("municipality_agreements", {}, "minimumbedrag", {"constants": {"minimum_amount": "100"}}),
        ("municipality_agreements", {"minimum_amount": "Minimumbedrag"}, "drempel", {}),
        ("mandates", {"complex_id": "Complex"}, "complexnr", {}),
        ("leases", {}, "complex", {}),  # no mandate is for one complex
        ("leases", {"ended_on": "Einde"}, "opgezegd", {}),
        ("leases", {"ended_on": "Opgezegd per"}, "opzegdatum", {}),
        ("leases", {"ended_on": "Opgezegd"}, "einde", {"sure_of": ("Opgezegd",)}),
        ("mandates", {"clause_accepted_on": "Datum"}, "clausule geaccepteerd", {"sure_of": ("Datum",)}),
        ("mandates", {"clause_accepted_on": "Akkoord"}, "eigenaar geïnformeerd", {}),
        ("objections", {"withdrawn_on": "Stopte op"}, "ontvangen op", {}),
        ("objections", {"received_on": "Bezwaar huurder"}, "bezwaar mede", {}),  # asked elsewhere (guards/days_elsewhere.py)
        ("payment_arrangements", {"agreed_on": "Akkoord"}, "termijnbedrag", {}),
        ("collection_actions", {"performed_on": "Verzonden op"}, "aanmaakdatum", {}),
        ("tenants", {}, "tussenvoegsel", {"split": {"last_name": ("Naam", "surname")}}),
    ],
)
def test_a_list_whose_block_has_it_or_needs_none_is_as_it_was(table, columns, title, settings):
    assert found(table, columns, [*map(str.lower, columns.values()), title], **settings) == []


def test_the_complex_of_a_contract_is_asked_where_a_mandate_is_for_one():
    lease = Export(table="leases", file="contracten.csv", columns={"lease_id": "Contract"})
    mandate = Export(table="mandates", file="mandaten.csv", columns={"complex_id": "Complex"})
    shape = ExportShape("contracten.csv", None, ("contract", "complexcode"), filled=frozenset({"complexcode"}))
    assert [each.rule for each in columns_left_out([shape], [lease, mandate])] == ["complex_not_read"]


def test_words_below_a_title_of_a_day_are_no_day():
    titles, block = (
        ("veld", "ingetrokken"),
        Export(table="optional_field_agreements", file="velden.csv", columns={"field": "Veld"}),
    )
    shape = ExportShape("velden.csv", None, titles, filled=frozenset(titles), without_figures=frozenset(titles))
    assert columns_left_out([shape], [block]) == []


@pytest.mark.parametrize(("title", "is_offered"), [("datum afgehandeld", False), ("verzonden op", True)])
def test_the_day_that_a_person_chose_may_be_right_and_the_day_of_closing_is_never_offered_instead(title, is_offered):
    block = Export(table="collection_actions", file="lijst.csv", columns={"performed_on": "Zusdag"})
    shape = ExportShape("lijst.csv", None, ("zusdag", title), filled=frozenset({"zusdag", title}))
    text = columns_left_out([shape], [block])[0].text
    offered = text.find(f'Zet performed_on = "{title}" onder [collection_actions.columns], in plaats van')
    assert (offered > 0) is is_offered and offered < text.index('sure_of = ["Zusdag"]')  # the likelier first
    assert 0 < text.index('sure_of = ["Zusdag"]') < text.index(f'unread = ["{title}"]')


def test_a_day_that_is_to_come_is_not_missed():
    assert found("collection_actions", {"performed_on": "Zusdag"}, ["zusdag", "opvolgen op"]) == []

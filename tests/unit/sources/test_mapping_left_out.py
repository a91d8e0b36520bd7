"""A due day, a minimum or a mandate's complex that a list gives and its block does not read is asked."""

import pytest

from sources.export_shapes import ExportShape
from sources.mapping_left_out import columns_left_out
from sources.mapping_rules import Export


def found(table, columns, titles, *, filled=None, **settings):
    block = Export(table=table, file="lijst.csv", columns=columns, **settings)
    shape = ExportShape("lijst.csv", None, tuple(titles), filled=frozenset(titles if filled is None else filled))
    return [(each.severity, each.rule) for each in columns_left_out([shape], [block])]


BOOKED = {"booked_on": "Boekdatum", "due_on": "Boekdatum"}


@pytest.mark.parametrize(
    ("table", "columns", "title", "rule"),
    [
        ("ledger_entries", BOOKED, "vervaldatum", ("refused", "due_day_not_read")),
        ("ledger_entries", {"due_on": "Periode"}, "te betalen op", ("refused", "due_day_not_read")),
        ("ledger_entries", BOOKED, "vervdat", ("warning", "due_day_not_read")),  # by its parts only
        ("municipality_agreements", {}, "drempelbedrag", ("refused", "minimum_not_read")),
        ("municipality_agreements", {}, "minimum", ("refused", "minimum_not_read")),
        ("mandates", {"landlord_id": "Eigenaar"}, "complex", ("refused", "complex_not_read")),
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
        ("leases", {}, "complex", {}),
    ],
)
def test_a_list_whose_block_has_it_or_needs_none_is_as_it_was(table, columns, title, settings):
    assert found(table, columns, [*map(str.lower, columns.values()), title], **settings) == []

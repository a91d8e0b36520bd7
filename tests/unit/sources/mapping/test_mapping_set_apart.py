"""A column that sets lines apart and that nothing reads: dunning is blocked for them, or their system has deleted them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sources.guards.unused import titles_not_read
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.words.cancelled import is_deleted, is_never_sent, is_sent
from sources.words.dunning import is_blocked


@pytest.mark.parametrize(
    ("title", "says_so"),
    [
        ("Dunning block", True), ("Aanmaanblokkade", True), ("Incassostop t/m", True), ("Incasso geblokkeerd", True),
        ("Aanm.blok", True), ("Niet aanmanen", True), ("Blokkade aanmaning", True), ("Mahnsperre", True), ("Stop incasso", True),
        ("Aanmaning uitgesteld tot", True), ("Automatische incasso gestopt", False), ("Aanmelding geblokkeerd", False),
        ("Geen incassokosten", False), ("Aanmaning 1", False), ("Incassokosten", False), ("Maand stop", False), ("Blok", False),
    ],
)  # fmt: skip
def test_that_dunning_is_blocked_is_known_by_its_title(title, says_so):
    assert is_blocked(title) == says_so


@pytest.mark.parametrize("table", ["leases", "tenants", "ledger_entries", "stated_balances", "collection_actions", "mandates"])
def test_a_column_that_blocks_dunning_is_asked_of_people_and_posts_until_it_is_read_or_is_of_no_matter(tmp_path, table):
    shape = ExportShape("lijst.csv", None, ("nr", "incassostop"), filled=frozenset({"incassostop"}))
    block = Export(table=table, file="lijst.csv", columns={"lease_id": "Nr"})

    def severities(shape, *blocks):
        return [each.severity for each in titles_not_read([shape], blocks, tmp_path) if "incassostop" in each.text]

    asked = ["refused"] * (table != "mandates")
    assert severities(shape, block) == asked
    assert severities(replace(shape, says_no=frozenset({"incassostop"})), block) == ["warning"] * len(asked)
    assert severities(shape, replace(block, unread=("Incassostop",))) == []
    assert severities(shape, block, Export(table="objections", file="lijst.csv", columns={"received_on": "Incassostop"})) == []


@pytest.mark.parametrize(
    ("title", "says_so"),
    [
        ("Recordstatus", True), ("rec_sts", True), ("Record status", True), ("Verwijderd", True), ("is_deleted", True),
        ("Verwijderd op", True), ("Status", False), ("Verwijderingsbijdrage", False), ("Recordnummer", False),
    ],
)  # fmt: skip
def test_that_a_line_was_deleted_is_known_by_its_title(title, says_so):
    assert is_deleted(title) == says_so


@pytest.mark.parametrize("table", ["ledger_entries", "collection_actions", "mandates", "municipality_agreements", "leases"])
def test_a_column_that_says_which_lines_were_deleted_is_asked_until_it_is_read_or_is_of_no_matter(tmp_path, table):
    shape = ExportShape("lijst.csv", None, ("nr", "recordstatus"), filled=frozenset({"recordstatus"}))
    block = Export(table=table, file="lijst.csv", columns={"lease_id": "Nr"})

    def found(shape, *blocks):
        return [each for each in titles_not_read([shape], blocks, tmp_path) if "recordstatus" in each.text]

    (asked,) = found(shape, block)
    assert asked.severity == "refused" and "wat in uw systeem is verwijderd, telt zo mee" in asked.text
    assert [each.severity for each in found(replace(shape, says_no=frozenset({"recordstatus"})), block)] == ["warning"]
    assert found(shape, replace(block, unread=("Recordstatus",))) == []
    assert found(shape, replace(block, skip_lines={"Recordstatus": ("^v$",)})) == []


@pytest.mark.parametrize(
    ("title", "says_no", "says_some_no", "severity"),
    [
        ("vervallen", False, True, "refused"),  # some yes, some no
        ("vervallen", True, True, "warning"),  # none was
        ("ingetrokken", False, False, "refused"),  # a cross
        ("verstuurd", False, True, "refused"),
        ("verstuurd", True, True, "refused"),  # none left
        ("verstuurd", False, False, "warning"),  # each left
    ],
)
def test_a_mark_that_says_which_letters_never_left_is_asked_of_letters(tmp_path, title, says_no, says_some_no, severity):
    filled, empty = frozenset({title}), frozenset()
    shape = ExportShape(
        "lijst.csv", None, ("nr", title), filled=filled, without_figures=filled,
        says_no=filled if says_no else empty, says_some_no=filled if says_some_no else empty,
    )  # fmt: skip
    letters = Export(table="collection_actions", file="lijst.csv", columns={"lease_id": "Nr"})
    (found,) = titles_not_read([shape], [letters], tmp_path)
    assert found.severity == severity and "telt zo als bewijs" in found.text
    assert titles_not_read([shape], [replace(letters, only={title: ("Nee",)})], tmp_path) == []
    assert titles_not_read([shape], [replace(letters, table="stated_balances")], tmp_path) == []


def test_an_amount_or_a_day_below_such_a_title_says_nothing_of_a_letter(tmp_path):
    shape = ExportShape("lijst.csv", None, ("nr", "vervallen"), filled=frozenset({"vervallen"}))
    letters = Export(table="collection_actions", file="lijst.csv", columns={"lease_id": "Nr"})
    assert titles_not_read([shape], [letters], tmp_path) == []


@pytest.mark.parametrize(
    ("title", "never", "sent"),
    [
        ("Geannuleerd", True, False), ("Is verwijderd", True, False), ("Vervallen j/n", True, False), ("Void", True, False),
        ("Niet verstuurd", True, False), ("Verstuurd", False, True), ("Is verzonden (ja/nee)", False, True),
        ("Recordstatus", False, False), ("Verzonden op", False, False), ("Niet verwijderd", False, False),
        ("Vervaldatum", False, False),
    ],
)  # fmt: skip
def test_one_list_of_words_says_for_map_and_for_check_which_letters_never_left(title, never, sent):
    assert (is_never_sent(title), is_sent(title)) == (never, sent)

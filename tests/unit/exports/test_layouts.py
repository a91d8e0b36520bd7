"""Layouts are data, and data that does not fit the contract is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.layouts import FOLDER, LayoutBroken, all_layouts, layout_of
from validations.outgoing import CONTRACTS, titles_of

WITHDRAWALS = (FOLDER / "ris_matching.toml").read_text(encoding="utf-8")


def test_every_desk_has_a_layout_for_each_kind_it_gets():
    desks = ("ris_matching", "vps", "achterstandenaanleveren")
    due = {(desk, kind) for desk in desks for kind in ("signals", "withdrawals")} | {("collection", "hold_notices")}
    assert set(all_layouts()) == due


@pytest.mark.parametrize("desk, kind", sorted(all_layouts()))
def test_a_layout_says_whether_it_is_assumed_and_where_it_comes_from(desk, kind):
    layout = layout_of(desk, kind)
    assert layout.status in {"assumed", "confirmed"} and layout.source
    assert layout.titles == titles_of(kind)
    assert len(layout.columns) == len(CONTRACTS[kind])


def test_a_desk_without_a_layout_says_where_to_add_it():
    with pytest.raises(LayoutBroken, match=r"exports/desk_layouts/nieuw\.toml"):
        layout_of("nieuw", "signals")


def read(folder: Path, text: str, name: str = "ris_matching.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return all_layouts(folder)


def test_a_confirmed_layout_with_commas_is_a_change_of_data_alone(tmp_path):
    text = WITHDRAWALS.replace('"assumed"', '"confirmed"').replace('delimiter = ";"', 'delimiter = "\\t"')
    layout = read(tmp_path, text)["ris_matching", "signals"]
    assert (layout.status, layout.csv.delimiter) == ("confirmed", "\t")


@pytest.mark.parametrize(
    "old, new, rule",
    [
        ('title = "Achternaam"', 'title = "Naam"', "titles and order"),
        ('  { title = "Voorletters", format = "text", width = 11 },\n', "", "titles and order"),
        ('{ title = "Postcode", format = "text"', '{ title = "Postcode", format = "integer"', "format must be text"),
        ('format = "amount"', 'format = "text"', "format must be amount"),
        ("width = 26", "width = 0", "width"),
        ("width = 26", 'width = 26, hidden = "yes"', "title, format and width"),
        ('status = "assumed"', 'status = "sure"', "'status'"),
        ('status = "assumed"\n', "", "must all be there"),
        ('desk = "ris_matching"', 'desk = "vps"', "name of the file"),
        ('formats = ["xlsx", "csv"]', 'formats = ["pdf"]', "'formats'"),
        ("[withdrawals]", "[letters]", "tables"),
        ('decimal = ","', 'decimal = ";"', "decimal sign"),
        ('delimiter = ";"', 'delimiter = "|"', "delimiter"),
        ('encoding = "utf-8-sig"', 'encoding = "cp1252"', "encoding"),
        ('sheet = "Signalen"', 'sheet = ""', "'sheet'"),
        ("[csv]", "[csv", "not TOML"),
    ],
)
def test_a_layout_that_does_not_fit_is_refused_with_file_and_rule(tmp_path, old, new, rule):
    assert old in WITHDRAWALS
    with pytest.raises(LayoutBroken, match=rule) as refusal:
        read(tmp_path, WITHDRAWALS.replace(old, new, 1))
    assert "ris_matching.toml" in str(refusal.value)

"""What a desk wants is data in its own file, and data that does not fit the contract is refused when it is read."""

from __future__ import annotations

from pathlib import Path

import pytest

from exports.delivery.layouts import all_layouts, layout_of
from validations.desk_files import FOLDER, DeskFileBroken
from validations.desks import all_desks, line_in_file, seed, signal_desks
from validations.desks.__main__ import SEED
from validations.outgoing_columns import titles_of

DOCS = Path(__file__).parents[3] / "docs"
RIS = (FOLDER / "ris_matching.toml").read_text(encoding="utf-8")


def test_every_desk_has_a_layout_for_each_kind_it_gets():
    due = {(desk, kind) for desk in signal_desks() for kind in ("signals", "withdrawals")} | {("collection", "hold_notices")}
    assert set(all_layouts()) == due


def test_the_desks_are_served_in_a_fixed_order_and_dbt_knows_the_same_ones():
    assert signal_desks() == ("ris_matching", "vps", "achterstandenaanleveren")
    assert SEED.read_text("utf-8") == seed()


@pytest.mark.parametrize("desk, kind", sorted(all_layouts()))
def test_a_layout_says_whether_it_is_assumed_and_where_it_comes_from(desk, kind):
    layout = layout_of(desk, kind)
    assert layout.status in {"assumed", "confirmed"} and layout.source
    assert layout.titles == titles_of(kind)


def test_every_assumed_layout_stands_among_what_is_to_be_confirmed_before_the_first_real_file():
    section = (DOCS / "desks.md").read_text("utf-8").partition("## Confirm before the first real file")[2].partition("\n## ")[0]
    lines = section.splitlines()
    for code, desk in all_desks().items():
        assert desk.status == "confirmed" or any(f"`{code}`" in line for line in lines), code
        if desk.feedback is not None and desk.feedback.status == "assumed":
            assert any("feedback" in line and f"`{code}`" in line for line in lines), code
            assert f"`validations/desks/{code}.toml`" in (DOCS / "feedback.md").read_text("utf-8"), code


def test_a_desk_without_a_layout_says_where_to_add_it():
    with pytest.raises(DeskFileBroken, match=r"validations/desks/nieuw\.toml"):
        layout_of("nieuw", "signals")


def read(folder: Path, text: str, name: str = "ris_matching.toml"):
    (folder / name).write_text(text, encoding="utf-8")
    return all_layouts(all_desks(folder))


def test_a_confirmed_layout_with_tabs_and_a_title_of_the_desk_s_own_is_a_change_of_data_alone(tmp_path):
    text = RIS.replace('"assumed"', '"confirmed"').replace('delimiter = ";"', 'delimiter = "\\t"')
    text = text.replace('sheet = "Signalen"', 'sheet = "Signalen"\ntitles = { "Achternaam" = "Naam" }')
    layout = read(tmp_path, text)["ris_matching", "signals"]
    assert (layout.status, layout.csv.delimiter) == ("confirmed", "\t")
    assert (layout.titles, layout.first_row) == (titles_of("signals"), ("Naam", *titles_of("signals")[1:]))


def test_a_place_in_a_desk_s_file_is_named_by_its_line():
    line = int(line_in_file("ris_matching", "sheet", "[signals]").split(":")[1])
    assert RIS.splitlines()[line - 1] == 'sheet = "Signalen"'


@pytest.mark.parametrize(
    "old, new, rule",
    [
        ('sheet = "Signalen"', 'sheet = "Signalen"\ntitles = { "Leeftijd" = "Naam" }', "does not have"),
        ('sheet = "Signalen"', 'sheet = "Signalen"\ntitles = { "Achternaam" = "postcode" }', "title of its own"),
        ('sheet = "Signalen"', 'sheet = "Signalen"\ntitles = { "Achternaam" = " " }', "title of its own"),
        ('sheet = "Signalen"', 'sheet = "Signalen"\ncolumns = []', "columns: Extra inputs"),
        ('status = "assumed"', 'status = "sure"', "status"),
        ('status = "assumed"\n', "", "status: Field required"),
        ('desk = "ris_matching"', 'desk = "vps"', "name of the file"),
        ('formats = ["xlsx", "csv"]', 'formats = ["pdf"]', "formats"),
        ("[withdrawals]", "[hold_notices]", "its tables are signals, withdrawals"),
        ('serves = "municipalities"', 'serves = "everybody"', "serves"),
        ('short = "ris"', 'short = "r"', "short"),
        ('channels = ["upload", "sftp", "api"]', 'channels = ["fax"]', "channels"),
        ('decimal = ","', 'decimal = ";"', "decimal"),
        ('decimal = ","\n', 'decimal = ","\n', "the decimal sign is not the delimiter"),
        ('delimiter = ";"', 'delimiter = "|"', "delimiter"),
        ('encoding = "utf-8-sig"', 'encoding = "cp1252"', "encoding"),
        ('sheet = "Signalen"', 'sheet = ""', "sheet"),
        ("[csv]", "[csv", "not TOML"),
    ],
)
def test_a_desk_file_that_does_not_fit_is_refused_with_file_and_rule(tmp_path, old, new, rule):
    assert old in RIS
    text = RIS.replace(old, new, 1)
    if "decimal sign is not" in rule:
        text = text.replace('delimiter = ";"', 'delimiter = ","')
    with pytest.raises(DeskFileBroken, match=rule) as refusal:
        read(tmp_path, text)
    assert "ris_matching.toml" in str(refusal.value)


def test_two_desks_may_not_make_batches_whose_numbers_look_alike(tmp_path):
    (tmp_path / "twin.toml").write_text(RIS.replace('desk = "ris_matching"', 'desk = "twin"'), encoding="utf-8")
    with pytest.raises(DeskFileBroken, match="short"):
        read(tmp_path, RIS)

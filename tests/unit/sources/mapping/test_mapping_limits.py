"""What ends or limits a permission is refused while nothing reads it, whatever its title is called."""

import duckdb
import pytest

from documents.proposal_text import written
from sources.guards.limits import limits_not_read, not_read
from sources.proposals.draft import drafts_of
from sources.proposals.unread import with_unread
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.looks import looks_in, looks_of
from sources.reading.rules import Export
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of

SOME = ["31-12-2027", "", "", "30-06-2025"]
ALL = ["31-12-2027", "01-02-2026", "05-05-2026", "30-06-2025"]


def looks(cells):
    return looks_in({"x": {each: cells.count(each) for each in cells if each}}, len(cells))["x"]


def refused(title, cells, *tables, **columns):
    plain = plain_title(title)
    shape = ExportShape("lijst.csv", None, ("nr", plain), filled=frozenset({"nr", plain}), looks={plain: looks(cells)})
    blocks = [Export(table=each, file="lijst.csv", columns={"x": "Nr", **columns}) for each in tables]
    return [(each.block.table, each.column) for each in limits_not_read([shape], blocks, [])]


@pytest.mark.parametrize(
    ("table", "title", "cells"),
    [
        ("mandates", "Vervalt", SOME), ("mandates", "Looptijd", ALL), ("mandates", "Zusdag", SOME), ("mandates", "Zusdag", ALL),
        ("leases", "Loopt af", ALL), ("leases", "Zusdag", SOME), ("tenants", "Zusdag", [*SOME, ""]),
        ("co_tenants", "Weg per", SOME),
        ("municipality_agreements", "Ontbonden", SOME), ("optional_field_agreements", "Uitgezet", SOME),
    ],
)  # fmt: skip
def test_days_that_may_end_what_a_list_gives_are_refused_while_its_block_has_no_last_day(table, title, cells):
    [(found, column)] = refused(title, cells, table)
    assert found == table and column in ("valid_until", "ended_on", "deceased_on", "until_on")
    assert refused(title, cells, table, **{column: "Einde"}) == []


@pytest.mark.parametrize(
    ("table", "title", "cells"),
    [
        ("mandates", "Gewijzigd op", SOME), ("mandates", "Laatst bekeken", ALL), ("mandates", "Ingescand", SOME),
        ("mandates", "Clausule geaccepteerd", SOME),  # another column of the list, of which others speak
        ("mandates", "Map", ["A1", "B2", "", ""]), ("mandates", "Zusdag", ["geen", "", "", ""]),
        ("leases", "Zusdag", ALL), ("leases", "Borg tot", SOME), ("tenants", "Geboortedatum", SOME), ("tenants", "Zusdag", ALL),
        ("leases", "Betaald t/m", SOME), ("co_tenants", "Zusdag", SOME), ("objections", "Vervalt", SOME),
        ("municipality_agreements", "Volgende evaluatie", ALL),
    ],
)  # fmt: skip
def test_days_of_something_else_are_let_be(table, title, cells):
    assert refused(title, cells, table) == []


@pytest.mark.parametrize(
    ("title", "cells", "is_refused"),
    [
        ("Pas melden boven", ["150", "200"], True), ("Zus", ["150,00", "99,50"], True), ("Zus", ["€ 150,00", ""], True),
        ("Zus", ["150", "200"], False), ("Aantal inwoners", ["15000", "9000"], False), ("Tarief", ["12,50", "9,00"], False),
    ],
)  # fmt: skip
def test_amounts_that_may_be_the_minimum_of_a_municipality_are_refused_while_nothing_gives_one(title, cells, is_refused):
    expected = [("municipality_agreements", "minimum_amount")] if is_refused else []
    assert refused(title, cells, "municipality_agreements", ended_on="Einde") == expected
    assert refused(title, cells, "municipality_agreements", ended_on="Einde", minimum_amount="Minimum") == []


@pytest.mark.parametrize(
    ("title", "cells", "is_refused"),
    [
        ("Stand", ["lopend", "Ingetrokken"], True), ("Actief", ["ja", "nee"], True), ("Actief", ["ja", "ja"], False),
        ("Post op papier", ["ja", "nee"], False), ("Stand", ["getekend", "gesloten"], False),
    ],
)  # fmt: skip
def test_a_word_that_a_mandate_is_no_longer_there_is_refused_though_the_block_has_a_last_day(title, cells, is_refused):
    assert refused(title, cells, "mandates", valid_until="Einde") == ([("mandates", "")] if is_refused else [])


def test_of_several_blocks_the_one_that_reads_a_title_with_the_same_word_is_to_read_it():
    shape = ExportShape("lijst.csv", None, ("telefoon weg per",), filled=frozenset({"telefoon weg per"}))
    shape = ExportShape(**{**vars(shape), "looks": {"telefoon weg per": looks(SOME)}})
    titles = ("Straat mag sinds", "Telefoon mag sinds")
    blocks = [Export(table="optional_field_agreements", file="lijst.csv", columns={"agreed_on": each}) for each in titles]

    assert [each.block for each in limits_not_read([shape], blocks, [])] == [blocks[1]]
    [nobody_s] = limits_not_read([shape], [blocks[0], blocks[0]], [])
    assert nobody_s.column == "" and "waar die dag bij hoort" in nobody_s.text


def test_that_each_owner_is_small_is_refused_where_a_title_says_it_of_each(tmp_path):
    def found(says):
        block = Export(table="landlords", file="lijst.csv", columns={"name": "Naam"}, constants={"is_small_landlord": says})
        shape = ExportShape("lijst.csv", None, ("naam", "kleine verhuurder"), filled=frozenset({"kleine verhuurder"}))
        return [each.rule for each in not_read([shape], [block], tmp_path)]

    assert (found("ja"), found("false")) == (["limit_not_read"], [])


def test_what_other_guards_refuse_already_is_said_once_and_another_sheet_is_asked_for_itself(tmp_path):
    blocks = [Export(table="mandates", file="m.xlsx", sheet=each, columns={"x": "Nr"}) for each in "AB"]
    shapes = [
        ExportShape("m.xlsx", each, ("vervalt", "geldig tot"), filled=frozenset({"vervalt", "geldig tot"}), looks=found)
        for each, found in (("A", {"vervalt": looks(SOME), "geldig tot": looks(SOME)}), ("B", {"vervalt": looks(SOME)}))
    ]
    named = [(each.block.sheet, each.title) for each in not_read(shapes, blocks, tmp_path)]
    assert sorted(named) == [("A", "geldig tot"), ("A", "vervalt"), ("B", "geldig tot"), ("B", "vervalt")]


def test_a_file_is_looked_at_as_the_cells_in_hand_are():
    con = duckdb.connect()
    cells = [
        ("31-12-2027", "€ 150,00", "Ingetrokken"),
        ("0", "95", "nee"),
        (None, None, "ja"),
        ("2026-01-01 00:00:00", "1.250,00", ""),
    ]
    con.execute("create table cells (c0 varchar, c1 varchar, c2 varchar)")
    con.executemany("insert into cells values (?, ?, ?)", cells)
    texts = {title: {each: 1 for each in column if each} for title, column in zip("abc", zip(*cells, strict=True), strict=True)}

    found = looks_of(con, ["a", "b", "c"], "mandates")
    assert found == looks_in(texts, len(cells))
    assert [(each.kind, each.share) for each in found.values()] == [("days", 0.5), ("amounts", 0.75), ("", 0.0)]
    assert (found["c"].is_stopped, found["c"].has_no) == (True, True)
    assert looks_of(con, ["a", "b", "c"], "ledger_entries") == {}


@pytest.mark.parametrize(
    ("title", "line"),
    [("Vervalt", 'valid_until = "Vervalt"'), ("Zusdag", '# valid_until = "Zusdag"'), ("Gewijzigd op", "")],
)
def test_map_reads_or_asks_what_a_check_would_refuse(tmp_path, title, line):
    head = [
        "Mandaatnr",
        "Eigenaarnr",
        "Clausule geaccepteerd",
        "Eigenaar ingelicht",
        "In register",
        "Verwerkersovk.",
        "Vanaf",
        title,
    ]
    rows = [head, *([f"M{n}", f"E{n}", *["01-02-2025"] * 5, each] for n, each in enumerate(SOME))]
    blocks, _ = propose([Sheet("Mandaten.csv", rows, delimiter=";")])
    text = written(with_unread(drafts_of(blocks), blocks, tmp_path)).text
    named = [each.partition("  #")[0] for each in text.splitlines() if f'= "{title}"' in each and not each.startswith("#  ")]

    assert [each for each in named if each.lstrip("# ").startswith("valid_until =")][-1:] == ([line] if line else [])
    assert not line or asked_of(text, line)

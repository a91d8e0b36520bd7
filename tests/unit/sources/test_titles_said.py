"""Guards read titles by the dictionary of fields beside the exports, and name them as the files do."""

from __future__ import annotations

import pytest

from sources.findings import Finding
from sources.guards.left_out import columns_left_out
from sources.guards.wrong_title import wrong_titles
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import Export
from sources.tables_seen import as_described, sheets_in, table_of_sheet
from sources.titles_said import read_by_descriptions
from sources.words.blocks import Sheet

FIELDS = {
    "QKANUM": "Bezwaarnummer",
    "QKAREL": "Relatienummer bezwaarmaker",
    "QKADTO": "Datum bezwaar ontvangen",
    "QKADTI": "Datum bezwaar ingetrokken",
}


@pytest.fixture
def landing(tmp_path):
    """A landing folder with the dictionary in it, and the objections."""
    folder = tmp_path / "exports"
    folder.mkdir()
    (folder / "VELD.csv").write_text("\n".join(["BST;VLD;OMS", *(f"QKA;{field};{text}" for field, text in FIELDS.items())]))
    rows = [";".join(FIELDS), *(f"31{n};81{n};2026091{n};0" for n in range(4))]
    (folder / "QKA.csv").write_text("\n".join(rows))
    return tmp_path


def read(landing, **columns):
    block = Export("objections", "QKA.csv", {"objection_id": "QKANUM", "tenant_id": "QKAREL", **columns})
    titles = tuple(map(str.lower, FIELDS))
    written = {title.lower(): title for title in FIELDS}
    return read_by_descriptions(
        landing, [block], [ExportShape("QKA.csv", None, titles, filled=frozenset(titles), written=written)]
    )


def test_a_title_that_nobody_reads_is_asked_for_what_its_description_says(landing):
    said = read(landing, received_on="QKADTO")
    (found,) = said.in_files(columns_left_out(said.shapes, said.exports))
    assert found.severity == "refused" and "'QKADTI' (Datum bezwaar ingetrokken)" in found.text
    assert 'withdrawn_on = "QKADTI"' in found.text


def test_a_title_that_is_read_is_not_asked_for(landing):
    said = read(landing, received_on="QKADTO", withdrawn_on="QKADTI")
    assert columns_left_out(said.shapes, said.exports) == []


def test_a_title_whose_description_means_another_column_is_refused(landing):
    said = read(landing, received_on="QKADTI")
    assert [each.rule for each in said.in_files(wrong_titles(said.exports))] == ["wrong_title"]
    assert wrong_titles(read(landing, received_on="QKADTO").exports) == []


def test_without_a_dictionary_all_stays_as_it_is(landing):
    (landing / "exports" / "VELD.csv").unlink()
    said = read(landing, received_on="QKADTI")
    finding = Finding("note", "QKA.csv", "x", "'qkadti'")
    assert said.exports[0].columns["received_on"] == "QKADTI" and said.in_files([finding]) == [finding]


def test_a_list_that_no_block_reads_is_seen_for_what_the_dictionary_says(landing):
    paths = [landing / "exports" / name for name in ("QKA.csv", "VELD.csv")]
    sheets = {path: sheets_in(path) for path in paths}
    (objections,), _ = as_described(sheets, ()).values()
    assert table_of_sheet("QKA.csv", objections.rows) == "objections"
    plain = as_described({paths[0]: sheets[paths[0]]}, ())[paths[0]][0]
    assert table_of_sheet("QKA.csv", plain.rows) is None
    aside = as_described({paths[0]: sheets[paths[0]]}, [paths[1]])[paths[0]][0]
    assert isinstance(aside, Sheet) and aside.rows == objections.rows

"""A file made to take memory, time or another file is refused before it does, with a rule and no word of what is in it."""

from __future__ import annotations

import io
import struct
import zipfile

import pytest

from exports.inbox.spreadsheets import Limits
from tests.unit.exports.test_spreadsheets import MARKER, refusal, with_part, with_sheet, workbook


def test_a_zip_bomb_is_refused_by_its_ratio_before_it_is_unpacked() -> None:
    assert refusal(with_part(workbook([["a"]]), "xl/media/image1.png", bytes(30_000_000))) == "unpacks_too_large"


def test_a_workbook_over_the_unpacked_size_is_refused() -> None:
    limits = Limits(max_unpacked=2_000)
    assert refusal(workbook([["a"]]), limits) == "unpacks_too_large"


def test_a_zip_directory_that_lies_about_a_size_does_not_get_its_bytes_unpacked() -> None:
    honest = with_part(workbook([["a"]]), "xl/worksheets/sheet1.xml", b"<worksheet>" + b" " * 5_000_000)
    lying = honest.replace(struct.pack("<I", 5_000_011), struct.pack("<I", 100))
    assert lying != honest
    assert refusal(lying) == "broken_workbook"


def test_a_zip_with_thousands_of_parts_is_refused() -> None:
    buffer = io.BytesIO(workbook([["a"]]))
    with zipfile.ZipFile(buffer, "a") as archive:
        for number in range(1_200):
            archive.writestr(f"xl/media/{number}", b"")
    assert refusal(buffer.getvalue()) == "too_many_parts"


def test_one_cell_in_the_far_corner_does_not_take_all_memory() -> None:
    near, far = '<row r="1"><c r="A1"><v>1</v></c></row>', '<row r="{0}"><c r="{1}{0}"><v>1</v></c></row>'
    assert refusal(with_sheet(near + far.format(1_048_576, "XFD"))) == "too_many_columns"
    assert refusal(with_sheet(near + far.format(1_048_576, "B"))) == "too_many_rows"
    assert refusal(with_sheet(near + far.format(249_000, "GR"))) == "too_many_cells"


def test_a_cell_that_hides_its_place_behind_a_prefix_or_a_character_reference_is_still_seen() -> None:
    assert refusal(with_sheet('<x:row xmlns:x="x"><x:c r="XFD1"><x:v>1</x:v></x:c></x:row>')) == "too_many_columns"
    assert refusal(with_sheet('<row><c r="&#88;FD1"><v>1</v></c></row>')) == "too_many_columns"


def test_a_cell_that_names_no_place_counts_in_the_row_it_stands_in() -> None:
    sheet = '<row r="1048576"><c r="A1"><v>1</v></c><c><v>1</v></c></row>'
    assert refusal(with_sheet(sheet)) == "too_many_rows"


@pytest.mark.parametrize("count", ["99999999999", "-1", "veel"])
def test_a_workbook_that_claims_countless_shared_texts_does_not_take_all_memory(count: str) -> None:
    texts = f'<sst uniqueCount="{count}"><si><t>{MARKER}</t></si></sst>'
    assert refusal(with_part(workbook([["a"]]), "xl/sharedStrings.xml", texts.encode())) == "broken_workbook"


def test_a_document_type_is_refused_since_entity_bombs_live_there() -> None:
    bomb = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
    assert refusal(with_sheet("<row><c><v>1</v></c></row>", before=bomb)) == "broken_workbook"


def test_five_thousand_columns_are_refused_in_csv_and_in_xlsx() -> None:
    titles = [f"{MARKER}{n}" for n in range(5_000)]
    assert refusal(";".join(titles).encode()) == "too_many_columns"
    assert refusal(workbook([titles])) == "too_many_columns"

"""One feedback file, whatever it holds, gives rows or a refusal; its rows stand in the warehouse with their types."""

from __future__ import annotations

import io
import os
from datetime import date
from pathlib import Path

import duckdb
import pytest
import xlsxwriter
from hypothesis import given, settings
from hypothesis import strategies as st

from exports.inbox import feedback_files
from exports.inbox.incoming import FeedbackFile, Vanished, load_feedback_rows, read_feedback_file
from exports.inbox.spreadsheets import ADVICE, Limits
from validations.feedback_titles import ADVICE as FEEDBACK_ADVICE

TITLES = ["Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum"]
MARKER = "Zonnebloem"
COLUMN_RULES = set(FEEDBACK_ADVICE)


def csv_of(*rows: list[str], titles: list[str] = TITLES) -> bytes:
    return "\r\n".join(";".join(cells) for cells in [titles, *rows]).encode()


def row(last_name: str = "Jansen", answer: str = "ja", day: str = "2026-04-22", suffix: str = "") -> list[str]:
    return [last_name, "1011AB", "4", suffix, answer, day]


@pytest.fixture
def given_file(tmp_path: Path):
    def write(data: bytes, name: str = "terugkoppeling.csv", known: frozenset[str] = frozenset()) -> FeedbackFile:
        path = tmp_path / name
        path.write_bytes(data)
        return read_feedback_file(path, known)

    return write


def loaded(*files: FeedbackFile) -> list[tuple]:
    con = duckdb.connect()
    load_feedback_rows(con, files)
    return con.execute("select * exclude (file_sha256) from inbox.feedback_rows").fetchall()


# --- reading ------------------------------------------------------------------------------------------------------


def test_a_csv_and_the_same_in_xlsx_give_the_same_rows(given_file) -> None:
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "default_date_format": "dd-mm-yyyy"}) as book:
        sheet = book.add_worksheet()
        sheet.write_row(0, 0, TITLES)
        sheet.write_row(1, 0, ["Jansen", "1011AB", 4, None, "Ja", date(2026, 4, 22)])
    from_xlsx = given_file(buffer.getvalue(), "a.xlsx")
    from_csv = given_file(csv_of(row(answer="JA", day="22-04-2026")), "a.csv")
    assert from_xlsx.rows.equals(from_csv.rows)
    assert from_xlsx.rows.iloc[0].tolist() == [1, "Jansen", "1011AB", "4", None, "ja", date(2026, 4, 22)]


def test_the_name_says_nothing_about_what_a_file_is(given_file) -> None:
    assert given_file(csv_of(row()), "lijst.xlsx").is_new
    assert given_file(csv_of(row()), "..\\lijst").file_name == "lijst"


def test_nee_rows_leave_a_count_and_nothing_more(given_file) -> None:
    file = given_file(csv_of(row(MARKER, "nee"), row(), row("De Wit", "misschien")))
    assert (file.row_count, file.refused_count, len(file.rows)) == (3, 1, 2)
    assert MARKER not in file.rows.to_csv()


@pytest.mark.parametrize(
    ("data", "rule"),
    [
        (b"", "empty_file"),
        (b"\n\n", "empty_file"),
        (csv_of(row(MARKER)).replace(b"1011AB", b"10\x0011AB"), "nul_character"),
        (csv_of(row(MARKER + "é")).decode().encode("latin-1"), "wrong_encoding"),
        (b"PK\x03\x04" + MARKER.encode(), "broken_workbook"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "password_protected"),
        (csv_of(titles=[f"{MARKER}{n}" for n in range(5_000)]), "too_many_columns"),
        (csv_of([*row(), MARKER], titles=[*TITLES, "Toelichting"]), "column_not_allowed"),
        (csv_of(titles=TITLES[:-1]), "column_missing"),
    ],
)
def test_a_refused_file_gives_a_rule_no_rows_and_no_value(given_file, data: bytes, rule: str) -> None:
    file = given_file(data)
    assert (file.refusal.rule, len(file.rows), file.row_count, file.is_new) == (rule, 0, 0, False)
    assert MARKER not in repr(file) and len(file.sha256) == 64


def test_a_file_with_titles_only_is_read_and_says_nothing(given_file) -> None:
    file = given_file(csv_of())
    assert file.is_new and (file.row_count, file.refused_count, len(file.rows)) == (0, 0, 0)


def test_a_file_over_the_size_is_refused_and_still_has_its_own_digest(tmp_path: Path) -> None:
    small = Limits(max_bytes=100)
    digests = set()
    for ending in (b"x", b"y"):
        path = tmp_path / "groot.csv"
        path.write_bytes(b"a" * 3_000_000 + ending)
        file = read_feedback_file(path, set(), small)
        assert file.refusal.rule == "too_large"
        digests.add(file.sha256)
    assert len(digests) == 2


def test_a_known_file_gives_no_rows(given_file) -> None:
    first = given_file(csv_of(row(), row("De Wit", "nee")))
    again = given_file(csv_of(row(), row("De Wit", "nee")), "ander.csv", frozenset({first.sha256}))
    assert again.is_known and not again.is_new and again.refusal is None
    assert (len(again.rows), again.row_count, again.refused_count) == (0, 0, 0)


def test_what_is_not_there_or_is_no_file_has_vanished(tmp_path: Path) -> None:
    (tmp_path / "map").mkdir()
    (tmp_path / "doel.csv").write_bytes(csv_of(row()))
    (tmp_path / "link.csv").symlink_to(tmp_path / "doel.csv")
    os.mkfifo(tmp_path / "pijp")
    for name in ["weg.csv", "map", "link.csv", "pijp"]:
        with pytest.raises(Vanished):
            read_feedback_file(tmp_path / name, set())


def test_a_file_that_changes_while_it_is_read_is_left_for_the_next_run(tmp_path: Path, monkeypatch) -> None:
    path = tmp_path / "groeit.csv"
    path.write_bytes(csv_of(row()))
    real = feedback_files._hashed

    def read_and_grow(handle, max_bytes: int) -> tuple[bytes, str, int]:
        result = real(handle, max_bytes)
        with path.open("ab") as sender:
            sender.write(b"\r\nmore")
        return result

    monkeypatch.setattr(feedback_files, "_hashed", read_and_grow)
    with pytest.raises(Vanished):
        read_feedback_file(path, set())


def test_printing_a_file_shows_no_names(given_file) -> None:
    assert MARKER not in repr(given_file(csv_of(row(MARKER))))


# --- loading ------------------------------------------------------------------------------------------------------


def test_the_table_is_there_with_its_types_even_when_nothing_came_in() -> None:
    con = duckdb.connect()
    assert load_feedback_rows(con, []) == 0
    columns = con.execute("select column_name, column_type from (describe inbox.feedback_rows)").fetchall()
    assert columns == [
        ("file_sha256", "VARCHAR"),
        ("file_name", "VARCHAR"),
        ("row_number", "INTEGER"),
        ("last_name", "VARCHAR"),
        ("postcode", "VARCHAR"),
        ("house_number", "VARCHAR"),
        ("house_number_suffix", "VARCHAR"),
        ("answer", "VARCHAR"),
        ("accepted_on", "DATE"),
    ]


def test_rows_of_all_new_files_stand_in_order_of_file_and_row(given_file) -> None:
    b = given_file(csv_of(row("B1"), row("B2", "nee"), row("B3", "?", "onleesbaar", "hs")), "b.csv")
    a = given_file(csv_of(row("A1")), "a.csv")
    assert loaded(b, a) == [
        ("a.csv", 1, "A1", "1011AB", "4", None, "ja", date(2026, 4, 22)),
        ("b.csv", 1, "B1", "1011AB", "4", None, "ja", date(2026, 4, 22)),
        ("b.csv", 3, "B3", "1011AB", "4", "hs", "other", None),
    ]


def test_loading_again_replaces_what_an_earlier_run_loaded(given_file) -> None:
    con = duckdb.connect()
    load_feedback_rows(con, [given_file(csv_of(row("A1"), row("A2")))])
    assert load_feedback_rows(con, [given_file(csv_of(row("B1")))]) == 1
    assert con.execute("select last_name from inbox.feedback_rows").fetchall() == [("B1",)]


def test_refused_and_known_files_and_second_copies_give_no_rows(given_file) -> None:
    first = given_file(csv_of(row("A1")), "a.csv")
    copy = given_file(csv_of(row("A1")), "b.csv")
    known = given_file(csv_of(row("C1")), "c.csv")
    known = given_file(csv_of(row("C1")), "c.csv", frozenset({known.sha256}))
    assert [line[0] for line in loaded(first, copy, known, given_file(b""))] == ["a.csv"]


def test_a_suffix_that_first_shows_after_thousands_of_rows_stays_text(given_file) -> None:
    file = given_file(csv_of(*[row()] * 5_000, row(suffix="12"), row(suffix="007"), row(suffix="III")))
    assert [line[5] for line in loaded(file)[-3:]] == ["12", "007", "III"]


def test_200_000_rows_are_read_and_loaded(given_file) -> None:
    data = csv_of() + b"\r\n" + b"Jansen;1011AB;4;;ja;2026-04-22\r\n" * 100_000 + b"X;1011AB;4;;nee;\r\n" * 100_000
    file = given_file(data)
    assert (file.row_count, file.refused_count) == (200_000, 100_000)
    assert load_feedback_rows(duckdb.connect(), [file]) == 100_000


# --- properties ---------------------------------------------------------------------------------------------------

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=10).map(lambda text: f"¤{text}¤")
CELL = st.one_of(TEXT, st.sampled_from(["ja", "nee", "", "2026-04-22", "1011AB", '"', ";", "\0", "=1+1"]))
TITLE = st.one_of(st.sampled_from(TITLES), st.sampled_from(["DATUM", "postcode", ""]), TEXT)


@settings(max_examples=80, deadline=None)
@given(
    st.one_of(st.lists(TITLE, max_size=8), st.permutations(TITLES)),
    st.lists(st.lists(CELL, max_size=7), max_size=5),
    st.sampled_from([";", ","]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "cp1252"]),
)
def test_any_file_is_read_or_refused_and_a_refusal_repeats_nothing(
    tmp_path_factory, titles: list, rows: list, delimiter: str, encoding: str
) -> None:
    path = tmp_path_factory.getbasetemp() / "eigenschap.csv"
    text = "\r\n".join(delimiter.join(cells) for cells in [titles, *rows])
    path.write_bytes(text.encode(encoding, errors="replace"))
    file = read_feedback_file(path, set())
    said = f"{file!r} {file.refusal}"
    assert not any(cell in said for cells in [titles, *rows] for cell in cells if "¤" in cell)
    if file.refusal is not None:
        assert file.refusal.rule in ADVICE.keys() | COLUMN_RULES
    else:
        assert load_feedback_rows(duckdb.connect(), [file]) == file.row_count - file.refused_count


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 64


@pytest.mark.parametrize(
    ("name", "data", "rule", "word"),
    [
        ("brief.pdf", b"%PDF-1.4 brief", "pdf", "vroegsignaal accept"),
        ("bericht.msg", OLE + "__substg1.0_0037001F".encode("utf-16-le"), "mail_message", "bijlage"),
        ("bericht.MSG", OLE, "mail_message", "bijlage"),
        ("brief.doc", OLE + "WordDocument".encode("utf-16-le"), "word_document", "Word"),
        ("oud.xls", OLE + "Workbook".encode("utf-16-le"), "old_excel_format", ".xlsx"),
    ],
)
def test_what_is_no_table_is_described_with_what_to_do_about_it(tmp_path, name, data, rule, word) -> None:
    (tmp_path / name).write_bytes(data)
    file = read_feedback_file(tmp_path / name, set())
    assert file.refusal.rule == rule
    assert word in file.refusal.advice_nl


def test_a_status_that_a_desk_s_layout_does_not_name_is_named_with_the_line_to_change(tmp_path) -> None:
    titles = ["Referentie", "Achternaam", "Postcode", "Huisnummer", "Status", "Datum status"]
    (tmp_path / "ris.csv").write_bytes(csv_of(["R-1", "Jansen", "1011AB", "4", "Nieuw", "22-04-2026"], titles=titles))
    file = read_feedback_file(tmp_path / "ris.csv", set())
    assert (file.refusal, file.row_count, len(file.rows)) == (None, 1, 1)
    assert "validations/desks/ris_matching.toml:" in file.hint and "Jansen" not in file.hint

"""A feedback file says that help was accepted and no more: other columns refuse it, `nee` rows leave only a count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validations.feedback import (
    COLUMN_OF_TITLE,
    ROW_COLUMNS,
    FeedbackRefused,
    check_feedback,
    parse_answer,
    parse_date,
)

TITLES = ["Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum"]
REQUIRED = [title for title in TITLES if title != "Huisnummer toevoeging"]
MARKER = "Zonnebloem"


def row(
    last_name: str = "Jansen",
    postcode: str = "1011AB",
    house_number: str = "4",
    suffix: str = "",
    answer: str = "ja",
    day: str = "2026-04-22",
) -> list[str]:
    return [last_name, postcode, house_number, suffix, answer, day]


def kept(*rows: list[str]) -> list[tuple]:
    return list(check_feedback([TITLES, *rows]).rows.itertuples(index=False, name=None))


def refused(titles: list[str], *rows: list[str]) -> FeedbackRefused:
    with pytest.raises(FeedbackRefused) as caught:
        check_feedback([titles, *rows])
    assert MARKER not in f"{caught.value} {caught.value!r} {caught.value.advice_nl}"
    assert caught.value.__suppress_context__ or caught.value.__context__ is None
    return caught.value


# --- columns ------------------------------------------------------------------------------------------------------


def test_titles_count_in_any_case_any_order_and_with_odd_spaces() -> None:
    titles = ["DATUM", "hulp  Geaccepteerd", "huisnummer", "PostCode", "achternaam", "huisnummer\u00a0TOEVOEGING"]
    feedback = check_feedback([titles, ["2026-04-22", "JA", "4", "1011AB", "Jansen", "b"]])
    assert feedback.rows.iloc[0].tolist() == [1, "Jansen", "1011AB", "4", "b", "ja", date(2026, 4, 22)]


def test_the_suffix_column_may_be_absent() -> None:
    feedback = check_feedback([REQUIRED, ["Jansen", "1011AB", "4", "ja", "2026-04-22"]])
    assert feedback.rows["house_number_suffix"].tolist() == [None]


def test_one_column_beyond_the_allowed_refuses_the_whole_file_and_its_title_is_not_repeated() -> None:
    error = refused([*TITLES, f"BSN van {MARKER}", "Toelichting"], [*row(), "x", "y"])
    assert (error.rule, error.count) == ("column_not_allowed", 2)


def test_an_extra_column_is_refused_even_if_it_is_empty_or_has_no_title() -> None:
    assert refused([*TITLES, "Toelichting"]).rule == "column_not_allowed"
    assert refused([*TITLES, ""], [*row(), MARKER]).rule == "column_not_allowed"


def test_a_column_with_neither_title_nor_value_is_no_column() -> None:
    assert check_feedback([["", *TITLES], ["", *row()]]).row_count == 1


@pytest.mark.parametrize("title", REQUIRED)
def test_without_a_required_column_the_file_is_refused_and_told_which(title: str) -> None:
    error = refused([other for other in TITLES if other != title])
    assert (error.rule, error.titles) == ("column_missing", (title,))
    assert title in error.advice and title in error.advice_nl


def test_a_column_that_is_there_twice_refuses_the_file() -> None:
    error = refused([*TITLES, "ACHTERNAAM"], [*row(), MARKER])
    assert (error.rule, error.titles) == ("column_twice", ("Achternaam",))


def test_a_file_without_titles_is_refused_without_repeating_its_first_row() -> None:
    assert refused(row(last_name=MARKER), row()).rule == "column_not_allowed"


def test_a_file_with_titles_only_is_accepted_and_says_nothing() -> None:
    feedback = check_feedback([TITLES])
    assert (len(feedback.rows), feedback.row_count, feedback.refused_count) == (0, 0, 0)
    assert tuple(feedback.rows.columns) == ROW_COLUMNS


# --- rows ---------------------------------------------------------------------------------------------------------


def test_nee_rows_are_counted_and_nothing_else_of_them_is_kept() -> None:
    feedback = check_feedback([TITLES, row(answer="Nee", last_name=MARKER), row(), row(answer="NEE")])
    assert (feedback.row_count, feedback.refused_count) == (3, 2)
    assert feedback.rows["row_number"].tolist() == [2]
    assert MARKER not in feedback.rows.to_csv()


def test_empty_rows_are_passed_over_and_keep_their_number() -> None:
    assert [line[0] for line in kept([""] * 6, row(), [""] * 6, row())] == [2, 4]
    assert check_feedback([TITLES, [""] * 6, row()]).row_count == 1


def test_values_stay_as_given_and_empty_ones_are_nothing() -> None:
    assert kept(row("de Vries", "1011 ab", "04", "", "ja", "")) == [
        (1, "de Vries", "1011 ab", "04", None, "ja", None),
    ]


def test_a_row_with_another_word_than_ja_or_nee_is_kept_for_a_person() -> None:
    assert [line[5] for line in kept(row(answer="misschien"), row(answer=""), row(answer="ja!"))] == ["other"] * 3


def test_neither_the_rows_nor_the_names_in_them_show_when_feedback_is_printed() -> None:
    assert MARKER not in repr(check_feedback([TITLES, row(last_name=MARKER)]))


@pytest.mark.parametrize("text", ["ja", "JA", "Ja", " ja "])
def test_ja_counts_in_any_case(text: str) -> None:
    assert parse_answer(text) == "ja"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-22", date(2026, 4, 22)),
        ("22-04-2026", date(2026, 4, 22)),
        ("2-4-2026", date(2026, 4, 2)),
        ("2026-04-22 13:05:00", date(2026, 4, 22)),
        ("29-02-2028", date(2028, 2, 29)),
    ],
)
def test_a_date_may_be_iso_or_dutch(text: str, day: date) -> None:
    assert parse_date(text) == day


@pytest.mark.parametrize(
    "text",
    [
        "",
        "29-02-2027",
        "2026-13-01",
        "31-04-2026",
        "2026/04/22",
        "22/04/2026",
        "2026-4-2",
        "22-04-26",
        "04-22-2026",
        "46134",
        "22 april 2026",
        "0000-01-01",
        "٢٢-٠٤-٢٠٢٦",
        "2026-04-22x",
        "2026-04-22\n2026-04-23",
    ],
)
def test_anything_else_is_no_date_rather_than_a_guess(text: str) -> None:
    assert parse_date(text) is None


@given(st.dates())
def test_every_date_reads_back_from_both_ways_of_writing_it(day: date) -> None:
    assert parse_date(day.isoformat()) == day
    assert parse_date(f"{day.day:02}-{day.month:02}-{day.year:04}") == day


@settings(max_examples=60, deadline=None)
@given(
    st.permutations(TITLES),
    st.lists(st.lists(st.text(max_size=6).map(str.strip), min_size=6, max_size=6), max_size=5),
)
def test_any_rows_under_the_right_titles_are_accepted_and_all_accounted_for(titles: list, rows: list) -> None:
    feedback = check_feedback([titles, *rows])
    assert feedback.row_count == sum(1 for cells in rows if any(cells)) == len(feedback.rows) + feedback.refused_count


@settings(max_examples=60, deadline=None)
@given(st.lists(st.text(max_size=12).map(str.strip), min_size=1, max_size=8), st.integers(0, 8))
def test_any_other_titles_are_refused_without_repeating_them(titles: list[str], place: int) -> None:
    marked = [*titles[:place], f"¤{MARKER}", *titles[place:]]
    assert refused(marked).rule == "column_not_allowed"


def test_the_contract_knows_each_title_once() -> None:
    assert sorted(COLUMN_OF_TITLE) == sorted(TITLES)
    assert set(COLUMN_OF_TITLE.values()) | {"row_number"} == set(ROW_COLUMNS)

"""A feedback file says that help was accepted and no more: other columns refuse it, `nee` rows leave only a count."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from validations.desk_files import FOLDER
from validations.desks import all_desks
from validations.feedback import check_feedback, parse_answer
from validations.feedback_cells import parse_date, split_house_number
from validations.feedback_layouts import COLUMN_OF_TITLE, ROW_COLUMNS, FeedbackLayout, vocabulary
from validations.feedback_titles import OWN, FeedbackRefused, letter

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
    assert "G, H" in error.advice_nl and "alleen die kolom" in error.advice_nl


def test_an_extra_column_is_refused_even_if_it_is_empty_or_has_no_title() -> None:
    assert refused([*TITLES, "Toelichting"]).rule == "column_not_allowed"
    assert refused([*TITLES, "Toelichting"], [*row(), ""]).rule == "column_empty"
    assert refused([*TITLES, ""], [*row(), MARKER]).rule == "column_not_allowed"


def test_a_column_with_neither_title_nor_value_is_no_column() -> None:
    assert check_feedback([["", *TITLES], ["", *row()]]).row_count == 1


@pytest.mark.parametrize("title", REQUIRED)
def test_without_a_required_column_the_file_is_refused_and_the_column_named(title: str) -> None:
    error = refused([other for other in TITLES if other != title])
    assert (error.rule, error.titles) == ("column_missing", (title,))
    assert title in error.advice and title in error.advice_nl


def test_a_column_that_is_there_twice_refuses_the_file() -> None:
    error = refused([*TITLES, "ACHTERNAAM"], [*row(), MARKER])
    assert (error.rule, error.titles) == ("column_twice", ("Achternaam",))


def test_a_file_without_titles_is_refused_without_repeating_its_first_row() -> None:
    assert refused(row(last_name=MARKER), row()).rule == "titles_not_known"


def test_titles_under_other_names_are_to_be_renamed_and_not_removed() -> None:
    error = refused(["Achternaam", "Postcode", "Huisnr", "Hulp aanvaard", "Datum"], ["Jansen", "1011AB", "4", "ja", MARKER])
    assert (error.rule, error.count, error.titles) == ("titles_not_known", 2, ("Huisnummer", "Hulp geaccepteerd"))
    assert "C, D" in error.advice_nl and "verwijder haar niet" in error.advice_nl


def test_titles_that_stand_lower_down_are_named_by_their_row() -> None:
    error = refused([f"Terugkoppeling {MARKER}", *[""] * 5], [""] * 6, TITLES, row())
    assert (error.rule, error.count) == ("titles_lower_down", 3)
    assert "regel 3" in error.advice_nl and "line 3" in error.advice


def test_empty_lines_above_the_titles_count_in_the_line_of_a_row_and_of_titles_lower_down() -> None:
    assert list(check_feedback([TITLES, row(), [""] * 6, row()], above=2).rows["row_number"]) == [3, 5]  # lines 4 and 6
    with pytest.raises(FeedbackRefused) as caught:
        check_feedback([["Terugkoppeling", *[""] * 5], TITLES, row()], above=2)
    assert caught.value.count == 4


@pytest.mark.parametrize(("place", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_a_column_is_named_by_the_letter_that_excel_shows(place: int, expected: str) -> None:
    assert letter(place) == expected


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
    assert parse_answer(text, OWN) == "ja"


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-04-22", date(2026, 4, 22)),
        ("22-04-2026", date(2026, 4, 22)),
        ("2-4-2026", date(2026, 4, 2)),
        ("2026-04-22 13:05:00", date(2026, 4, 22)),
        ("29-02-2028", date(2028, 2, 29)),
        ("22-04-26", date(2026, 4, 22)),
        ("46134", date(2026, 4, 22)),
        ("46134.58", date(2026, 4, 22)),
        ("22 april 2026", date(2026, 4, 22)),
        ("22 apr. 2026", date(2026, 4, 22)),
        ("1 MRT 2026", date(2026, 3, 1)),
        ("22/04/2026", date(2026, 4, 22)),
        ("4/4/2026", date(2026, 4, 4)),
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
        "04/05/2026",  # the fourth of May, or in an American Excel the fifth of April
        "04/22/2026",
        "2026-4-2",
        "04-22-2026",
        "4613",
        "99999",
        "22 avril 2026",
        "31-02-26",
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
    assert refused(marked).rule in ("titles_not_known", "column_not_allowed")


def test_the_contract_knows_each_title_once() -> None:
    assert sorted(COLUMN_OF_TITLE) == sorted(TITLES)
    assert set(COLUMN_OF_TITLE.values()) | {"row_number"} == set(ROW_COLUMNS)


@pytest.mark.parametrize(
    ("text", "number", "suffix"),
    [
        ("36", "36", ""), ("36 A", "36", "A"), ("36A", "36", "A"), ("36-bis", "36", "bis"), ("36 - 2", "36", "2"),
        ("36/2", "36", "2"),         ("36 38", "36 38", ""), ("A36", "A36", ""), ("", "", ""),
    ],
)  # fmt: skip
def test_a_house_number_may_stand_with_its_suffix_in_one_cell(text: str, number: str, suffix: str) -> None:
    assert split_house_number(text) == (number, suffix)


def test_a_suffix_of_its_own_leaves_the_house_number_as_it_is() -> None:
    assert kept(row(house_number="36 A", suffix="B"))[0][3:5] == ("36 A", "B")


# --- layouts of desks ---------------------------------------------------------------------------------------------

THEIRS = ["Referentie", "Achternaam", "Postcode", "Huisnummer", "Huisnummertoevoeging", "Status", "Datum status"]


def theirs(status: str, last_name: str = "Jansen") -> list[str]:
    return [MARKER, last_name, "1011AB", "4", "", status, "22-04-2026"]


def line_of(change: str) -> str:
    """The line of a desk's file that a message points at."""
    path, _, line = change.strip(". ").rpartition(":")
    return (FOLDER / path.rsplit("/", 1)[1]).read_text("utf-8").splitlines()[int(line) - 1]


def test_every_desk_with_a_layout_says_that_it_is_assumed() -> None:
    layouts = {code: desk.feedback for code, desk in all_desks().items() if desk.feedback}
    assert {code: layout.status for code, layout in layouts.items()} == {"ris_matching": "assumed", "vps": "assumed"}


def test_the_national_standard_has_sixteen_end_results_and_eight_states_each_with_one_meaning() -> None:
    words = vocabulary("ddas_1_2")
    assert (len(words.accepted), len(words.not_accepted), len(words.person)) == (3, 11, 4)
    assert len(words.by_status) == 18  # six of the eight states are end results too


def test_a_desk_s_own_export_is_read_by_its_layout_and_what_it_drops_is_never_read() -> None:
    feedback = check_feedback(
        [
            THEIRS,
            theirs("vervolghulp en/of verwijzing  FINANCIEEL"),
            theirs("Definitief geen contact kunnen krijgen", MARKER),
            theirs("Inwoner al bekend bij schuldhulpverlening"),
        ]
    )
    rows = feedback.rows[["row_number", "last_name", "answer", "accepted_on"]].values.tolist()
    assert rows == [[1, "Jansen", "ja", date(2026, 4, 22)], [3, "Jansen", "other", date(2026, 4, 22)]]
    assert (feedback.row_count, feedback.refused_count, feedback.unnamed_count) == (3, 1, 0)
    assert MARKER not in feedback.rows.to_csv()


def test_a_status_that_the_layout_does_not_name_is_a_row_for_a_person_and_the_message_says_which_line_to_change() -> None:
    feedback = check_feedback([THEIRS, theirs("Nieuwe status"), theirs("ja")])
    assert (feedback.rows["answer"].tolist(), feedback.unnamed_count) == (["other", "other"], 2)
    assert line_of(feedback.change) == "accepted = []"


def test_a_title_that_the_layout_does_not_name_refuses_the_file_and_says_which_line_to_change() -> None:
    error = refused([*THEIRS, f"Toelichting {MARKER}"], [*theirs("Opgepakt"), "x"])
    assert (error.rule, error.count) == ("column_not_allowed", 1)
    assert "kolom(men) die niet mogen: H" in error.advice_nl
    assert line_of(error.advice_nl.rsplit(" in ", 1)[1]).startswith("dropped = ")


def test_a_required_title_of_the_desk_that_changed_says_where_the_titles_stand() -> None:
    error = refused([title.replace("Status", "Stand") for title in THEIRS], theirs("Opgepakt"))
    assert (error.rule, error.titles) == ("titles_not_known", ("Hulp geaccepteerd",))
    assert line_of(error.advice_nl.rsplit(" in ", 1)[1]) == "[feedback.titles]"


LAYOUT = dict(status="assumed", source="a test", titles={title: title for title in TITLES}, accepted=("hulp",))


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (dict(titles={"Naam": "Achternaam"}), "must give each"),
        (dict(titles={title: title for title in TITLES} | {"Naam": "Achternaam"}), "must give each"),
        (dict(dropped=("achternaam",)), "more than once"),
        (dict(not_accepted=("HULP",)), "more than once"),
        (dict(accepted=()), "help was accepted"),
        (dict(vocabulary="unknown"), "no vocabularies/unknown.toml"),
        (dict(read=("BSN",)), "Extra inputs"),
    ],
)
def test_a_layout_that_leaves_a_doubt_is_refused(change: dict, rule: str) -> None:
    with pytest.raises(ValueError, match=rule):
        FeedbackLayout.model_validate(LAYOUT | change)


def test_two_layouts_that_fit_one_file_and_do_not_read_it_alike_refuse_it() -> None:
    titles = {f"{title}.": title for title in TITLES}
    one = FeedbackLayout.model_validate(LAYOUT | dict(titles=titles))
    other = FeedbackLayout.model_validate(LAYOUT | dict(titles=titles, accepted=("niet",)))
    with pytest.raises(FeedbackRefused) as caught:
        check_feedback([list(titles), row()], {"ris_matching": one, "vps": other})
    assert caught.value.rule == "several_layouts"
    assert check_feedback([list(titles), row(answer="hulp")], {"ris_matching": one, "vps": one}).rows["answer"].tolist() == ["ja"]

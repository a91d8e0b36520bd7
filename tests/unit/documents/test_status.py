"""What is open, in the words of `vroegsignaal status`."""

from __future__ import annotations

from datetime import date

from documents.status import MOST_LINES, Standing, status

DAY = date(2026, 4, 20)


def doubtful(count: int) -> list[dict[str, str]]:
    return [
        {"batch_id": f"B-{number}", "file_name": f"{number}.xlsx", "desk": "vps", "reason": "no_answer"}
        for number in range(count)
    ]


def test_a_long_list_says_how_many_more_there_are_and_how_to_see_them():
    told = status(Standing(DAY, in_doubt=doubtful(MOST_LINES + 3)))
    assert "  … en nog 3; alles: vroegsignaal status --all" in told
    assert sum(line.startswith("  B-") for line in told) == MOST_LINES


def test_all_of_it_is_shown_to_who_asks():
    told = status(Standing(DAY, in_doubt=doubtful(MOST_LINES + 3)), most=None)
    assert sum(line.startswith("  B-") for line in told) == MOST_LINES + 3
    assert not any("en nog" in line for line in told)


def test_desks_have_the_names_people_know():
    assert "  B-0: 0.xlsx naar VPS, no_answer" in status(Standing(DAY, in_doubt=doubtful(1)))


def test_a_home_in_which_nothing_is_open_says_so():
    assert status(Standing(DAY)) == ["Stand na de run met peildatum 20-04-2026", "", "Er lopen geen meldingen."]

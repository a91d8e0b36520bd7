"""The calendar a run judges by: made of years, decrees and a list of holidays, and left as it is while these are the same."""

from __future__ import annotations

from datetime import date

import duckdb
import pytest

from sources import control
from sources.control import write_calendar

DAY = date(2026, 4, 20)
ALL = "select day, is_working_day, holiday from control.calendar order by day"


@pytest.fixture
def con():
    with duckdb.connect() as con:
        write_calendar(con, DAY)
        yield con


@pytest.fixture
def made(monkeypatch):
    """The first year of each calendar that is made from now on."""
    years, days_off = [], control.days_off
    monkeypatch.setattr(control, "days_off", lambda first, *more: (years.append(first), days_off(first, *more))[1])
    return years


def test_the_days_off_of_the_act_are_no_working_days(con):
    off = "select day from control.calendar where holiday is not null and year(day) = 2026 order by day"
    assert [f"{day:%d-%m}" for (day,) in con.execute(off).fetchall()] == [
        "01-01", "03-04", "05-04", "06-04", "27-04", "05-05", "14-05", "24-05", "25-05", "25-12", "26-12",
    ]  # fmt: skip
    assert con.execute("select count(*) from control.calendar where holiday is not null and is_working_day").fetchone() == (0,)


def test_a_calendar_that_stands_is_left_as_it_is(con, made):
    before = con.execute(ALL).fetchall()
    write_calendar(con, date(2026, 12, 31))
    assert made == [] and con.execute(ALL).fetchall() == before


@pytest.mark.parametrize(
    ("as_of", "decreed", "change"),
    [
        (date(2027, 1, 1), (), "select 1"),
        (DAY, (date(2026, 6, 1),), "select 1"),
        (DAY, (), "update control.calendar set is_working_day = true where day = date '2026-12-25'"),
    ],
)
def test_a_calendar_of_other_years_or_decrees_or_with_another_day_in_it_is_made_again(con, made, as_of, decreed, change):
    con.execute(change)
    write_calendar(con, as_of, decreed)
    assert len(made) == 1
    with duckdb.connect() as fresh:
        write_calendar(fresh, as_of, decreed)
        assert con.execute(ALL).fetchall() == fresh.execute(ALL).fetchall()

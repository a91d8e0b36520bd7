"""What a run judges with, as tables: the as-of date, the choices in force, and the calendar of working days.

Belongs here: `control.run_parameters` (one row per run), `control.calendar` and `control.source_findings`. Does
not belong here: where the choices come from (orchestration/settings.py) or what is done with them (the models).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from datetime import date, timedelta
from decimal import Decimal
from importlib.metadata import version

import duckdb

from exports.ground.duck import is_there, one_row, only_row
from sources.findings import Finding

YEARS_BACK = 6
YEARS_AHEAD = 2
SATURDAY = 5


@dataclass(frozen=True)
class RunParameters:
    """One row: what this run judges by. Days are calendar days, money is euros.

    The choices of docs/rules.md 5; the terms of the law are data of their own (dbt_project/seeds/legal_terms.csv).
    `machine_date` is the machine's own date, up to which facts later than the as-of date may hold a signal back;
    not given, it is the as-of date and nothing is later.
    """

    as_of_date: date
    stated_balance_days: int = 3  # docs/landing-tables.md, stated_balances

    minimum_amount: Decimal = Decimal("0.00")
    post_days: int = 2
    new_arrears_grace_days: int = 5
    redelivery: str = "never"
    redelivery_after_days: int = 30
    later_facts: str = "hold"
    stated_balance: str = "block"
    machine_date: date = date.min
    file_format: str = "xlsx"
    is_dry_run: bool = False

    def __post_init__(self) -> None:
        if self.machine_date == date.min:
            object.__setattr__(self, "machine_date", self.as_of_date)


CALENDAR_DIGEST = """
select md5(string_agg(concat_ws(' ', day, is_working_day, coalesce(holiday, '')), ';' order by day)) from control.calendar"""
CALENDAR_MADE_OF = (
    "select comment from duckdb_tables() where schema_name = 'control' and table_name = 'calendar' "
    "and database_name = current_database()"
)

_TYPES = {date: "date", int: "integer", Decimal: "decimal(18,2)", str: "varchar", bool: "boolean"}


def write_run_parameters(con: duckdb.DuckDBPyConnection, parameters: RunParameters) -> None:
    """Put `parameters` into `control.run_parameters` as its only row."""
    columns = ", ".join(f"{f.name} {_TYPES[type(getattr(parameters, f.name))]}" for f in fields(parameters))
    marks = ", ".join("?" for _ in fields(parameters))
    con.execute("create schema if not exists control")
    con.execute(f"create or replace table control.run_parameters ({columns})")
    con.execute(f"insert into control.run_parameters values ({marks})", list(astuple(parameters)))


def days_off(first_year: int, last_year: int, decreed: Iterable[date] = ()) -> dict[date, str]:
    """Days that do not count as working days beside weekends, with their names.

    Algemene termijnenwet art. 3: the public holidays, Good Friday (second paragraph) and 5 May every year; the library's
    public category has 5 May every fifth year only. Days that a decree makes equal to holidays come as `decreed`.
    """
    import holidays  # loads the days off of every country there is: a calendar that stands is not made again

    years = range(first_year, last_year + 1)
    named = {day: name for day, name in holidays.country_holidays("NL", years=years, language="nl").items()}
    named |= {date(year, 5, 5): "Bevrijdingsdag" for year in years}
    return named | {day: "gelijkgesteld bij besluit" for day in decreed}


def write_calendar(con: duckdb.DuckDBPyConnection, as_of: date, decreed: Iterable[date] = ()) -> None:
    """Put the days around `as_of` into `control.calendar`: day, is_working_day, holiday.

    One that stands as it was made of the same years, decrees and list of holidays, by its digest, is left as it is.
    """
    first, last = date(as_of.year - YEARS_BACK, 1, 1), date(as_of.year + YEARS_AHEAD, 12, 31)
    decreed = sorted(decreed)
    made_of = f"{first} {last} holidays {version('holidays')} {' '.join(map(str, decreed))}"
    if is_there(con, "control.calendar") and one_row(con, CALENDAR_MADE_OF) == (f"{made_of} {_digest(con)}",):
        return
    off = days_off(first.year, last.year, decreed)
    days = [first + timedelta(days=n) for n in range((last - first).days + 1)]
    con.execute("create schema if not exists control")
    con.execute("create or replace table control.calendar (day date, is_working_day boolean, holiday varchar)")
    marks = [(d.isoformat(), d.weekday() < SATURDAY and d not in off, off.get(d)) for d in days]
    con.execute(
        "insert into control.calendar select unnest(?)::date, unnest(?)::boolean, unnest(?)::varchar",
        [[m[0] for m in marks], [m[1] for m in marks], [m[2] for m in marks]],
    )
    con.execute(f"comment on table control.calendar is '{made_of} {_digest(con)}'")


def _digest(con: duckdb.DuckDBPyConnection) -> str:
    (digest,) = only_row(con, CALENDAR_DIGEST)
    return str(digest)


def write_source_findings(con: duckdb.DuckDBPyConnection, findings: Iterable[Finding]) -> None:
    """Put what the readers of VERA, CBS and mapped spreadsheets found into `control.source_findings`, as it was shown:
    severity, source, rule, text, count, and the leases concerned where the reader knows them. The texts hold no value.
    """
    con.execute("create schema if not exists control")
    con.execute(
        "create or replace table control.source_findings (severity varchar, source varchar, rule varchar, text varchar, "
        "count bigint, lease_ids varchar[])"
    )
    rows = [(f.severity, f.source, f.rule, f.text, f.count, list(f.lease_ids)) for f in findings]
    if rows:
        con.executemany("insert into control.source_findings values (?, ?, ?, ?, ?, ?)", rows)

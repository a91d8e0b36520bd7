"""What rows of one landing table say of another: names that no table has, names that only look like a known one, and texts
that no file may carry.

Belongs here: questions across loaded tables, set by set, so that seven million rows cost one join. Does not belong here:
which column names what (`validations/landing.py`), or what a rule makes of it (dbt).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

import duckdb

from exports.ground.canonical import sha256_of_canonical
from sources.landing_files import LandingFile, problem
from sources.landing_kept import Since
from sources.landing_report import LandingFinding
from sources.landing_rows import numbered, where
from sources.landing_sieved import Sieved
from validations.landing import LANDING_TABLES, Column, Reference, Table
from validations.problems import Problem

Read = Mapping[str, tuple[LandingFile, object]]

# A number as a spreadsheet or a person may leave it: leading zeros, capitals and spaces do not count, nor `.0` behind it.
_LOST = r"[\x00-\x20\x7f-\x{{a0}}\x{{200b}}-\x{{200f}}\x{{feff}}]"
_BARE = r"regexp_replace(regexp_replace(regexp_replace(lower({0}), '" + _LOST + r"', '', 'g'), '\.0+$', ''),"
PLAIN = "regexp_replace(" + _BARE + r" '(^|[^0-9])0+([0-9])', '\1\2', 'g'), '^0+([^0-9])', '\1')"
# What no file can hold: control characters other than tabs and line ends, separators some readers break a line at, and
# what is no character. The same as `validations/outgoing_values.is_writable`.
UNWRITABLE = r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x{9f}\x{2028}\x{2029}\x{fffe}\x{ffff}]"
# A postcode with an invisible sign looks right and is that of no address; one with the sign for a lost character is none.
ODD_IN_POSTCODE = r"\x{200b}-\x{200f}\x{feff}\x{fffd}"
CREDITS = ("payment", "credit_note", "write_off")
ODD = "_with_control_characters_in_"


@dataclass(frozen=True)
class Unnamed:
    """Of one column that names rows of another table: how many of its cells name none there.

    Attributes:
        count: rows, those with an empty cell included. filled: rows with a cell.
        credits, euros: of these rows, how many are money received and their sum.
    """

    table: Table
    column: Column
    named: Reference
    count: int
    filled: int
    credits: int
    euros: Decimal | None


def unnamed(con: duckdb.DuckDBPyConnection, since: Mapping[str, Since]) -> list[Unnamed]:
    """For each column that names rows of another table; all that name the same one are asked in one join with it.

    `since`: table -> how it differs from the last good load. Where every row named a row then, and no named row is gone, only
    rows that are new can name nobody.
    """
    references = list(_references())
    found: dict[int, Unnamed] = {}
    for name_of in {(named.table, named.column): None for _, _, named in references}:
        mine = [n for n, (_, _, named) in enumerate(references) if (named.table, named.column) == name_of]
        cells = " UNION ALL ".join(f"SELECT {n} AS which, {_cells(*references[n], since)}" for n in mine)
        counted = con.execute(
            "SELECT which, count(*), count(name), count(*) FILTER (is_money), sum(euros)"
            f" FROM ({cells}) AS here ANTI JOIN landing.{name_of[0]} AS there ON here.name = there.{name_of[1]} GROUP BY which"
        )
        for which, count, filled, credits, euros in counted.fetchall():
            table, column, named = references[which]
            found[which] = Unnamed(table, column, named, count, filled, credits, euros)
    return [found.get(n) or Unnamed(table, column, named, 0, 0, 0, None) for n, (table, column, named) in enumerate(references)]


def _cells(table: Table, column: Column, named: Reference, since: Mapping[str, Since]) -> str:
    """SQL: of the rows that can name nobody, the cell, and whether the row is money received and how much."""
    is_known = named.table in since and not since[named.table].lost_a_key
    rows = _not_asked_before(table, since) if is_known else f"landing.{table.name}"
    only = "" if column.references and not column.empty_is_all else f" WHERE {column.name} IS NOT NULL"
    return f"{column.name} AS name, {_money(table)} FROM {rows}{only}"


def _not_asked_before(table: Table, since: Mapping[str, Since]) -> str:
    """SQL: the rows of a table of which it is not known that there is nothing to say of them: all, the new ones, or none."""
    mine = since.get(table.name)
    if mine is None or mine.clean != asked_of(table):
        return f"landing.{table.name}"
    return mine.new_rows or f"(SELECT * FROM landing.{table.name} LIMIT 0)"


def asked_of(table: Table) -> str:
    """A digest of what is asked here of a table's rows; another version may ask more of them."""
    named = [[column.name, column.references, column.resembles] for column in table.columns]
    return sha256_of_canonical([repr(named), _odd_columns(table)])


def clean_tables(strangers: Sequence[Unnamed], odd: Sequence[LandingFinding]) -> dict[str, str]:
    """Table -> `asked_of` it, for each of which every row names somebody and no text is odd."""
    named_nobody = {each.table.name for each in strangers if each.count}
    return {
        table.name: asked_of(table)
        for table in LANDING_TABLES
        if table.name not in named_nobody and not any(each.kind.startswith(f"{table.name}{ODD}") for each in odd)
    }


def unknown_references(strangers: Sequence[Unnamed], sieved: Sieved | None = None) -> tuple[LandingFinding, ...]:
    """Rows that name a tenant, lease and so on which no table has, and the euros of credits and allocations among them:
    shown, and judged by the models. Of tables that were sieved the sieve has counted them, when it had all rows.
    """
    counted = {each.kind: each for each in sieved.findings} if sieved else {}
    findings = []
    for each in strangers:
        kind = f"{each.table.name}_naming_unknown_{each.named.what}"
        if each.column.references is None:
            continue
        if sieved and each.table.name in sieved.tables:
            findings += [counted[kind]] if kind in counted else []
        elif each.count:
            findings.append(LandingFinding(kind, each.count, each.credits, each.euros))
    return tuple(findings)


def _money(table: Table) -> str:
    """SQL: whether a row is money received, and its euros."""
    if table.name == "ledger_entries":
        return f"entry_type IN {CREDITS} AS is_money, CASE WHEN is_money THEN amount ELSE 0 END AS euros"
    if table.name == "allocations":
        return "true AS is_money, amount AS euros"
    return "false AS is_money, NULL::DECIMAL(18,2) AS euros"


def lookalikes(
    con: duckdb.DuckDBPyConnection, read: Read, strangers: Sequence[Unnamed], put_in_order: Callable[[Table], None]
) -> list[Problem]:
    """Refusals of names that nobody has, but somebody nearly: 101 where the lease is 00101."""
    problems = []
    for each in strangers:
        table, column, named = each.table, each.column, each.named
        if table.name not in read or not each.filled:
            continue
        nearly = f"""
            WITH unknown AS (
                SELECT DISTINCT {column.name} AS name FROM landing.{table.name} AS here
                ANTI JOIN landing.{named.table} AS there ON here.{column.name} = there.{named.column}
                WHERE {column.name} IS NOT NULL
            )
            SELECT name FROM unknown WHERE {PLAIN.format("name")} IN (
                SELECT {PLAIN.format(named.column)} FROM landing.{named.table} WHERE {named.column} IS NOT NULL)
        """
        if not con.execute(f"{nearly} LIMIT 1").fetchone():
            continue
        put_in_order(table)
        count, rows = where(con, f"SELECT row FROM {numbered(table)} WHERE {column.name} IN ({nearly})")
        lines = read[table.name][0].lines_of(rows)
        what = f"{named.table}.{named.column}"
        problems.append(
            problem(table.name, "reference_looks_alike", column=column.name, count=count, rows=rows, lines=lines, what=what)
        )
    return problems


def _references() -> Iterator[tuple[Table, Column, Reference]]:
    for table in LANDING_TABLES:
        for column in table.columns:
            named = column.references or column.resembles
            if named is not None:
                yield table, column, named


def odd_texts(
    con: duckdb.DuckDBPyConnection, read: Read, since: Mapping[str, Since], put_in_order: Callable[[Table], None]
) -> list[LandingFinding]:
    """Findings: texts with a control character. Where they stand in what may leave, their lease alone is not signalled."""
    findings = []
    for table in LANDING_TABLES:
        columns = _odd_columns(table)
        if table.name not in read or not columns:
            continue
        odd = " OR ".join(columns.values())
        if not con.execute(f"SELECT 1 FROM {_not_asked_before(table, since)} WHERE {odd} LIMIT 1").fetchone():
            continue
        put_in_order(table)
        for name, condition in columns.items():
            count, rows = where(con, f"SELECT row FROM {numbered(table)} WHERE {condition}")
            if count:
                kind = f"{table.name}{ODD}{name}"
                findings.append(LandingFinding(kind, count, rows=rows, lines=read[table.name][0].lines_of(rows)))
    return findings


def _odd_columns(table: Table) -> dict[str, str]:
    """Column -> the condition that its text is odd."""
    return {column.name: _odd(column) for column in table.columns if column.may_leave or _is_looked_at(table, column)}


def _is_looked_at(table: Table, column: Column) -> bool:
    """Texts that do not leave are looked at too, save in the ledger: seven million numbers, of which those that name nobody
    for such a character are refused as such (`lookalikes`).
    """
    return column.kind in ("text", "postcode") and table.name not in ("ledger_entries", "allocations")


def _odd(column: Column) -> str:
    # A file can hold a tab or a line end, but no last name can: its lease is not signalled (text.sql), so its row is named too.
    more = r"\t\n\r" if column.name == "last_name" else ODD_IN_POSTCODE if column.kind == "postcode" else ""
    signs = UNWRITABLE.replace("[", f"[{more}", 1)
    matches = f"coalesce(regexp_matches({column.name}, '{signs}'), false)"
    return f"coalesce(length({column.name}) <> 6, false) AND {matches}" if column.kind == "postcode" else matches

"""The landing contract in DuckDB's SQL: one statement that reads, types and checks a whole table in a single pass.

Belongs here: how a cell of each kind is read from text or from a Parquet type, and which condition breaks which rule.
Does not belong here: files (`landing_files.py`), transactions and the report (`landing.py`), the rules as data
(`validations/landing.py`). Every row gets a bit mask of the rules it breaks (column `_broken`), so that the millions of
good rows cost one pass and row numbers are only looked up where something is wrong.
"""

from __future__ import annotations

import glob
from collections.abc import Mapping
from dataclasses import dataclass

from sources.landing_files import LandingFile
from validations.landing import SQL_TYPES, Column, Kind, Table
from validations.unreadable import ERROR_WORDS

MASK = "_broken"
PARQUET = "read_parquet(?, hive_partitioning = false, binary_as_string = true)"
NO_NAMES = ("#N/A", "#N/B")  # for a last name the rules call these none: that lease alone is not signalled

# What counts as empty around a cell: spaces, tabs, line ends and the no-break space that Excel leaves behind.
_BLANKS = r"' ' || chr(9) || chr(10) || chr(13) || chr(160)"

_WHOLE_TYPES = {"TINYINT", "SMALLINT", "INTEGER", "BIGINT", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER", "UBIGINT"}
_TIMESTAMPS = {"TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS"}

_WITH_TIME_ZONE = {"TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ_NS"}  # the second is how pandas writes it

_UNREADABLE: dict[Kind, str] = {
    "text": "unreadable_text",
    "date": "unreadable_date",
    "money": "unreadable_amount",
    "boolean": "unreadable_boolean",
    "code": "not_in_list",
    "municipality_code": "unreadable_municipality_code",
    "postcode": "unreadable_text",
}


@dataclass(frozen=True)
class SourceColumn:
    """A column as the file has it: the name SQL knows it by, and its DuckDB type (VARCHAR for CSV)."""

    sql_name: str
    type: str = "VARCHAR"


@dataclass(frozen=True)
class Check:
    """A rule for one column and the SQL condition under which a row breaks it (never NULL)."""

    column: Column
    rule: str
    broken_when: str


def relation(file: LandingFile) -> tuple[str, list[str | list[str]]]:
    """(table function, parameters) that reads the file with nothing left to guess; CSV columns are named c0, c1, ..."""
    if file.parts:
        return PARQUET, [[glob.escape(str(part)) for part in file.parts]]
    path: list[str | list[str]] = [glob.escape(str(file.rows_alone or file.path))]  # a bracket in a name is no pattern
    if file.format == "parquet":
        return PARQUET, path
    columns = ", ".join(f"'c{position}': 'VARCHAR'" for position in range(len(file.titles)))
    header = str(file.rows_alone is None).lower()
    delimiter = file.top.delimiter if file.top else ","
    return (
        f"read_csv(?, auto_detect = false, header = {header}, columns = {{{columns}}}, delim = '{delimiter}',"
        f""" quote = '"', escape = '"', strict_mode = true, null_padding = false, ignore_errors = false,"""
        " encoding = 'utf-8', hive_partitioning = false)",
        path,
    )


def create_statement(table: Table, source: Mapping[str, SourceColumn], from_relation: str) -> str:
    """CREATE OR REPLACE landing.<table> with its typed columns and the mask; `source` maps our column to the file's."""
    return f"{_table_statement(table)}; INSERT INTO landing.{table.name} {select_statement(table, source, from_relation)}"


def select_statement(table: Table, source: Mapping[str, SourceColumn], from_relation: str) -> str:
    """The rows of a file as the contract reads them: typed columns, and the mask of the rules that each row breaks."""
    raw = ", ".join(f"{_raw(source.get(column.name))} AS {_r(column)}" for column in table.columns)
    typed = ", ".join(f"{_typed(column, source.get(column.name))} AS {_t(column)}" for column in table.columns)
    kept = ", ".join(f'{_t(column)} AS "{column.name}"' for column in table.columns)
    raws = ", ".join(_r(column) for column in table.columns)
    mask = " + ".join(["0::UBIGINT", *(f"({c.broken_when})::UBIGINT * {1 << n}" for n, c in enumerate(checks(table)))])
    # An empty line in a file of one column is read as a row; the table that may hold one row only must not count it.
    only_filled = f" WHERE coalesce({raws}) IS NOT NULL" if table.single_row else ""
    return f"SELECT {kept}, {mask} AS {MASK} FROM (SELECT {raws}, {typed} FROM (SELECT {raw} FROM {from_relation}){only_filled})"


def _table_statement(table: Table) -> str:
    """CREATE OR REPLACE landing.<table>, still empty, with the mask.

    Keys and numbers of entries are stored as they are: each stands there once or twice, and to look for what repeats in them
    takes DuckDB 2.0.0 longer than all the rest of a ledger. Other texts repeat, and it need not try its other ways on them.
    """
    titles = (f'"{column.name}" {SQL_TYPES[column.kind]}{_stored(table, column)}' for column in table.columns)
    return f"CREATE OR REPLACE TABLE landing.{table.name} ({', '.join(titles)}, {MASK} UBIGINT)"


def _stored(table: Table, column: Column) -> str:
    names_an_entry = column.references is not None and column.references.column == "entry_id"
    if names_an_entry or table.key == (column.name,):
        return " USING COMPRESSION 'uncompressed'"
    return " USING COMPRESSION 'dict_fsst'" if SQL_TYPES[column.kind] == "VARCHAR" else ""


def quick_statement(table: Table, source: Mapping[str, SourceColumn], from_relation: str) -> str:
    """As `create_statement`, by `quick_select`."""
    return f"{_table_statement(table)}; INSERT INTO landing.{table.name} {quick_select(table, source, from_relation)}"


def quick_select(table: Table, source: Mapping[str, SourceColumn], from_relation: str, where: str = "true") -> str:
    """As `select_statement`, in a third of the time, for tables in good order: cells that need no reading are taken as they are.

    The mask only says that a row may break some rule, or has a cell that is to be read; then nothing of this table counts.
    `where`: of which rows, by their typed columns (`typed`); no other row is judged.
    """
    read = {column.name: _Quick.of(column, source.get(column.name)) for column in table.columns}
    raw = ", ".join(f"{each.raw} AS {_r(each.column)}" for each in read.values())
    typed = ", ".join(f"{each.typed} AS {_t(each.column)}" for each in read.values())
    kept = ", ".join(f'{_t(column)} AS "{column.name}"' for column in table.columns)
    raws = ", ".join(_r(column) for column in table.columns)
    broken = [c.broken_when for c in checks(table) if c.rule not in read[c.column.name].settles]
    odd = " OR ".join([*(f"NOT ({each.is_as_it_should_be})" for each in read.values()), *(f"({each})" for each in broken)])
    rows = f"SELECT {raws}, {typed} FROM (SELECT {raw} FROM {from_relation})"
    rows = rows if where == "true" else f"SELECT * FROM ({rows}) WHERE {where}"
    return f"SELECT {kept}, ({odd})::UBIGINT AS {MASK} FROM ({rows})"


@dataclass(frozen=True)
class _Quick:
    """How a column is taken over where its cells are in good order; `settles` are the rules that its condition includes."""

    column: Column
    raw: str
    typed: str
    is_as_it_should_be: str = "true"
    settles: tuple[str, ...] = ()

    @classmethod
    def of(cls, column: Column, source: SourceColumn | None) -> _Quick:
        raw = _r(column)
        unread = (_UNREADABLE[column.kind], "error_cell")
        kind = (column.kind, source.type if source else "")
        if source is None or kind not in (*_AS_THEY_ARE, ("text", "VARCHAR"), ("code", "VARCHAR")):
            return cls(column, _raw(source), _typed(column, source))
        if column.kind == "text":
            # No blank at either end, no word of an error, and nothing that the reading of a text refuses.
            begins = f"{raw} >= '$' AND ({raw} < chr(160) OR {raw} >= chr(161))"
            ends = f"CASE WHEN {_ends_in_ascii(raw)} THEN true ELSE {raw}[-1] > chr(160) END"
            good = f"{begins} AND {ends} AND NOT contains({raw}, chr(0))"
        elif column.kind == "code":
            good = " OR ".join(f"{raw} = '{value}'" for value in column.values)
        else:
            good = f"isfinite({raw})" if column.kind == "date" else "true"
        return cls(column, _named(source), raw, f"coalesce({good}, {raw} IS NULL)", unread)


def _ends_in_ascii(text: str) -> str:
    """SQL: its last sign is one of ASCII and no blank; a text is turned round sooner than its last sign is counted out."""
    return f"reverse({text}) >= '!' AND reverse({text}) < chr(127)"


def takes_cells_as_they_are(table: Table, source: Mapping[str, SourceColumn]) -> bool:
    """Whether `quick_select` reads no cell of the file: what it gives of each column is what stands there."""
    return all(_Quick.of(table.column(name), each).typed == _r(table.column(name)) for name, each in source.items())


_AS_THEY_ARE = (("date", "DATE"), ("money", SQL_TYPES["money"]), ("boolean", "BOOLEAN"))


def empty_statement(table: Table) -> str:
    """CREATE OR REPLACE landing.<table> without rows, for an optional table that is absent."""
    columns = ", ".join(f'"{column.name}" {SQL_TYPES[column.kind]}' for column in table.columns)
    return f"CREATE OR REPLACE TABLE landing.{table.name} ({columns})"


def checks(table: Table) -> tuple[Check, ...]:
    """The rules about single cells, in the order of the bits of the mask."""
    return tuple(check for column in table.columns for check in _checks_of(column, table))


def _checks_of(column: Column, table: Table) -> list[Check]:
    raw, typed = _r(column), _t(column)
    found = [Check(column, _UNREADABLE[column.kind], f"{raw} IS NOT NULL AND {typed} IS NULL")]
    if column.kind in ("text", "postcode"):  # elsewhere such a word is refused by the column's kind
        judged = NO_NAMES if column.name == "last_name" else ()
        words = " OR ".join(f"{typed} = '{word}'" for word in ERROR_WORDS if word not in judged)
        found.append(Check(column, "error_cell", f"coalesce({typed}[1] = '#' AND ({words}), false)"))
    if column.required:
        found.append(Check(column, "required_cell_empty", f"{raw} IS NULL"))
    if column.required_when:
        other, value = column.required_when
        applies = f"coalesce({_t(table.column(other))} = '{value}', false)"
        found.append(Check(column, "required_cell_empty", f"{applies} AND {raw} IS NULL"))
    if column.positive:
        found.append(Check(column, "not_positive", f"coalesce({typed} <= 0, false)"))
    elif column.kind == "money" and not column.may_be_negative:
        found.append(Check(column, "below_zero", f"coalesce({typed} < 0, false)"))
    return found


def _r(column: Column) -> str:
    return f'"raw {column.name}"'


def _t(column: Column) -> str:
    return f'"typed {column.name}"'


def _raw(source: SourceColumn | None) -> str:
    """The cell as the file has it, NULL where it is empty; text trimmed."""
    if source is None:
        return "NULL::VARCHAR"
    cell = _named(source)
    family = _family(source.type)
    if family == "double":
        return f"CASE WHEN NOT isnan({cell}) THEN {cell} END"  # how some programs write an empty number
    if family != "text":
        return cell
    if source.type != "VARCHAR":
        cell = f"{cell}::VARCHAR"
    # trim() with a set of characters costs more than all the rest, so it is left for cells that begin or end oddly.
    plain = f"{cell} BETWEEN '!' AND '~' AND {cell}[-1] BETWEEN '!' AND '~'"
    return f"CASE WHEN {plain} THEN {cell} ELSE nullif(trim({cell}, {_BLANKS}), '') END"


def _named(source: SourceColumn) -> str:
    return f'"{source.sql_name.replace(chr(34), chr(34) * 2)}"'


def _family(type_: str) -> str:
    if type_ in {"VARCHAR", "UUID"} or type_.startswith("ENUM"):
        return "text"
    if type_ in _WHOLE_TYPES:
        return "whole"
    if type_ in _TIMESTAMPS:
        return "timestamp"
    named = {"FLOAT": "double", "DOUBLE": "double", "DATE": "date", "BOOLEAN": "boolean"}
    named |= dict.fromkeys(_WITH_TIME_ZONE, "timestamp_utc")
    return "decimal" if type_.startswith("DECIMAL") else named.get(type_, "other")


def _typed(column: Column, source: SourceColumn | None) -> str:
    """The cell in the column's own type, NULL where it is empty or can't be read as that."""
    type_ = source.type if source else "VARCHAR"
    raw, family = _r(column), _family(type_)
    if column.kind == "code":
        # Not IN (...): DuckDB makes a hash join of a longer list, and a join loses the order of the file's rows.
        allowed = " OR ".join(f"{raw} = '{value}'" for value in column.values)
        readings = {"text": f"CASE WHEN {allowed} THEN {raw} END"}
    elif column.kind == "text":
        readings = _text_readings(raw)
    else:
        readings = _READINGS[column.kind](raw, type_)
    return readings.get(family, f"NULL::{SQL_TYPES[column.kind]}")


def _text_readings(raw: str) -> dict[str, str]:
    # A table made by pandas has whole numbers with a decimal point where a cell is empty: 12.0 is house number 12.
    whole = f"CASE WHEN abs({raw}) < 1e15 AND {raw} = trunc({raw}) THEN try_cast({raw} AS BIGINT)::VARCHAR END"
    return {
        "text": f"CASE WHEN NOT contains({raw}, chr(0)) THEN {raw} END",
        "whole": f"{raw}::VARCHAR",
        "decimal": whole,
        "double": whole,
    }


def _date_readings(raw: str, type_: str) -> dict[str, str]:
    # Written back and compared: DuckDB would also take 2026-4-1, 2026/04/01 and a time after it. Length: infinity.
    as_date = f"try_cast({raw} AS DATE)"
    moment = f"{raw}::TIMESTAMP" if type_ not in _WITH_TIME_ZONE else f"({raw}::TIMESTAMPTZ AT TIME ZONE 'UTC')"
    midnight = f"CASE WHEN isfinite({moment}) AND {moment} = date_trunc('day', {moment}) THEN {moment}::DATE END"
    return {
        "text": f"CASE WHEN length({raw}) = 10 AND {as_date}::VARCHAR = {raw} THEN {as_date} END",
        "date": f"CASE WHEN isfinite({raw}) THEN {raw} END",
        "timestamp": midnight,
        "timestamp_utc": midnight,
    }


def _money_readings(raw: str, type_: str) -> dict[str, str]:
    money = f"try_cast({raw} AS {SQL_TYPES['money']})"
    # Casting rounds; an amount that is another one when cast back had more than two decimals.
    exact = f"CASE WHEN try_cast({money} AS {type_}) = {raw} THEN {money} END"
    return {
        "text": rf"CASE WHEN regexp_full_match({raw}, '[+-]?[0-9]+(\.[0-9]{{1,2}})?') THEN {money} END",
        "whole": money,
        "decimal": exact,
        "double": exact,
    }


def _boolean_readings(raw: str, type_: str) -> dict[str, str]:
    words = f"CASE lower({raw}) WHEN 'true' THEN true WHEN 'false' THEN false END"
    return {"text": words, "boolean": raw}


def _municipality_readings(raw: str, type_: str) -> dict[str, str]:
    digits = f"regexp_replace(upper({raw}), '^GM', '')"
    number = f"CASE WHEN {raw} BETWEEN 0 AND 9999 AND {raw} = trunc({raw}) THEN lpad({raw}::INTEGER::VARCHAR, 4, '0') END"
    return {
        "text": f"CASE WHEN regexp_full_match({digits}, '[0-9]{{1,4}}') THEN lpad({digits}, 4, '0') END",
        "whole": number,
        "decimal": number,
        "double": number,
    }


def _postcode_readings(raw: str, type_: str) -> dict[str, str]:
    return {"text": f"upper(replace(replace({raw}, ' ', ''), chr(160), ''))"}


_READINGS = {
    "date": _date_readings,
    "money": _money_readings,
    "boolean": _boolean_readings,
    "municipality_code": _municipality_readings,
    "postcode": _postcode_readings,
}

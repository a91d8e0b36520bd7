"""Whether two builds made the same tables: every row and column of marts and exports that both have."""

from pathlib import Path

import duckdb

SCHEMAS = ("marts", "exports")


def differences(ours: Path, theirs: Path) -> list[str]:
    """One line for each table in which rows differ, and for columns and tables that only one of them has."""
    with duckdb.connect() as con:
        for name, path in (("ours", ours), ("theirs", theirs)):
            con.execute(f"attach '{path}' as {name} (read_only)")
        mine, others = _columns(con, "ours"), _columns(con, "theirs")
        lines = [f"only in one of the builds: {'.'.join(table)}" for table in sorted(mine.keys() ^ others.keys())]
        for table in sorted(mine.keys() & others.keys()):
            if alone := sorted(mine[table] ^ others[table]):
                lines.append(f"only in one of the builds: {'.'.join(table)}: {', '.join(alone)}")
            if count := _rows_that_differ(con, ".".join(table), sorted(mine[table] & others[table])):
                lines.append(f"{'.'.join(table)}: {count:,} rows differ")
        return lines


def _columns(con: duckdb.DuckDBPyConnection, database: str) -> dict[tuple[str, str], set[str]]:
    found: dict[tuple[str, str], set[str]] = {}
    sql = "select schema_name, table_name, column_name from duckdb_columns() where database_name = ? and schema_name in ?"
    sql += " and table_name not in (select view_name from duckdb_views())"  # a view holds what its tables hold
    for schema, table, column in con.execute(sql, [database, SCHEMAS]).fetchall():
        found.setdefault((schema, table), set()).add(column)
    return found


def _rows_that_differ(con: duckdb.DuckDBPyConnection, table: str, columns: list[str]) -> int:
    titles = ", ".join(f'"{column}"' for column in columns)
    ours, theirs = (f"select {titles} from {database}.{table}" for database in ("ours", "theirs"))
    differ = f"({ours} except all {theirs}) union all ({theirs} except all {ours})"
    return con.execute(f"select count(*) from ({differ})").fetchone()[0]

"""A query in two steps: one of its common table expressions made first, as a temporary table that the rest reads.

Belongs here: cutting such a query in two. Does not belong here: carrying it out (model_build.py) or what it means (dbt_project).

DuckDB 2.0.0 carries out a query with two large joins, one upon the other, in memory that both need at once. Where what is
looked up is about as large as that memory it neither fits nor is written to disk, and the query fails with an
OutOfMemoryException: 17 million allocations fail at 2.5 GB and at 3 GB, and do not at 1.5 GB; 8 million fail at 1.5 GB.
`as materialized` changes nothing about it. In two steps each join has the memory to itself, and takes a quarter of the time less.
"""

from __future__ import annotations


def opening(name: str) -> str:
    """How the expression called `name` begins in our SQL (CONTRIBUTING.md: one a line, closed at the line's start)."""
    return f"\n{name} as materialized (\n"


def in_two(query: str, name: str) -> tuple[str, str]:
    """The statement that makes `temp.<name>`, and the query that reads it where it read the expression.

    Raises:
        ValueError: the query has no expression of that name that is `as materialized` and has others or the select after it.
    """
    before, found, after = query.partition(opening(name))
    body, closed, rest = after.partition("\n)")
    if not found or not closed or rest[:1] not in (",", "\n"):
        raise ValueError(f"no expression {name} as materialized (...) in the query")
    first = f"create or replace temp table {name} as ({before}{found}{body}{closed}\nselect * from {name}\n)"
    return first, f"{before}\n{name} as (\nselect * from temp.{name}{closed}{rest}"

"""Whether the tables that a mapping gives mean the same by a number: contracts by their tenants, entries by their contracts.

Belongs here: numbers taken from another title than those that name them, and tables of which a large part names nobody.
Does not belong here: single rows that name nobody (landing_references.py), or titles that are not there (reading/titles.py).

A house number taken for a tenant's number is a number too: every cell of it is valid, and other people's names are reported.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence, Set
from dataclasses import dataclass

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.again import charges_again
from sources.guards.mixed_up import kinds_mixed_up
from sources.guards.objectors import objections_by_another_number
from sources.guards.order import letters_out_of_order
from sources.guards.places import title_in_words
from sources.guards.receipts import is_made, no_receipts, receipts_of_nobody
from sources.guards.reversals import receipts_that_name_another
from sources.guards.settled import settled_the_wrong_way
from sources.guards.surnames import whole_names
from sources.landing_references import PLAIN
from sources.reading.cells import Opened
from sources.reading.rules import Export
from sources.reading.where import with_line

FEWEST = 5  # rows that name nobody: fewer are single mistakes, which the load names


@dataclass(frozen=True)
class _Naming:
    """A column that names rows of another table, and of which rows how large a part may name none.

    Attributes:
        rows: SQL: which rows are asked; those that are past may name who is gone.
        most: the largest part.
        what_nl: what the rows are, and what they name.
    """

    table: str
    column: str
    named: str
    rows: str
    most: float
    what_nl: str


_NEWER_HALF = "booked_on >= (select quantile_disc(booked_on, 0.5) from made_ledger_entries where entry_type = 'charge')"
_NAMINGS = (
    _Naming("leases", "tenant_id", "tenants", "ended_on is null", 0.2, "lopende huurovereenkomsten noemen een huurder"),
    _Naming("ledger_entries", "lease_id", "leases", f"entry_type = 'charge' and {_NEWER_HALF}", 0.5,
        "nieuwste vorderingen noemen een huurovereenkomst"),
    _Naming("collection_actions", "lease_id", "leases", "true", 0.5, "acties noemen een huurovereenkomst"),
    _Naming("co_tenants", "lease_id", "leases", "true", 0.5, "medehuurders noemen een huurovereenkomst"),
    _Naming("co_tenants", "tenant_id", "tenants", "true", 0.5, "medehuurders noemen een huurder"),
)  # fmt: skip


def wrong_as_a_whole(
    con: duckdb.DuckDBPyConnection, exports: Sequence[Export], refused: Set[str], sources: Sequence[tuple[str, Opened]] = ()
) -> Iterator[tuple[str, Finding]]:
    """(table, why it is refused) of tables of which each row is valid and the whole is not. `con` holds what was made of each as
    `made_<table>`; of those in `refused` that is not all. `sources`: the files of the lines, by their `source_no`.
    """
    mixed_up = [] if refused & {"leases", "tenants"} else list(other_titles(exports))
    if "tenants" not in refused:
        mixed_up += [*whole_names(con, exports), *kinds_mixed_up(con, exports)]
    yield from (("tenants", each) for each in mixed_up)
    refused = {*refused, *("tenants" for _ in mixed_up)}  # what names them is said to name nobody once they are right
    if "ledger_entries" not in refused:
        yield from (("ledger_entries", each) for each in charges_again(con, exports, sources))
        yield from (("ledger_entries", each) for each in no_receipts(con, exports))
        yield from (("ledger_entries", each) for each in receipts_that_name_another(con, exports))
        if "leases" not in refused:
            yield from (("ledger_entries", each) for each in receipts_of_nobody(con, exports))
    if "collection_actions" not in refused:
        yield from (("collection_actions", each) for each in letters_out_of_order(con, exports))
    if not refused & {"objections", "tenants", "leases", "co_tenants"}:
        yield from (("objections", each) for each in objections_by_another_number(con, exports))
    if not refused & {"allocations", "ledger_entries"}:
        yield from (("allocations", each) for each in settled_the_wrong_way(con, exports))
    for naming in _NAMINGS:
        if not refused & {naming.table, naming.named} and is_made(con, naming.table) and is_made(con, naming.named):
            yield from ((naming.table, each) for each in _named_by_nobody(con, naming, exports))


def other_titles(exports: Sequence[Export]) -> Iterator[Finding]:
    """Refusals of tenants whose number stands below another title of a sheet than the one by which its contracts name them. The
    second tenant of a line is a co-tenant, who has a title of his own; a number that is made or looked up is not compared.
    """
    tenants = [each for each in exports if each.table == "tenants"]
    for block in tenants:
        alike = [each for each in exports if (each.file, each.sheet) == (block.file, block.sheet)]
        naming = [each for each in alike if each.table in ("leases", "co_tenants")]
        given = {_plain(each) for each in alike if each.table == "tenants"}
        leases = [each for each in naming if each.table == "leases"]
        asked = [_plain(each) for each in leases if _plain(each)]
        mine = _plain(block)
        if mine and asked and len(asked) == len(leases) and mine not in map(_plain, naming) and not given & set(asked):
            yield _other_title(block, leases[0])


def _plain(block: Export) -> str | None:
    """The title of a block's tenant numbers; None where they are made or looked up."""
    title = block.columns.get("tenant_id")
    return None if title is None or title in block.lookup else " ".join(title.split()).casefold()


def _other_title(tenants: Export, leases: Export) -> Finding:
    text = (
        f"tenant_id komt voor tenants uit '{tenants.columns['tenant_id']}'{_line(tenants)} en voor leases uit "
        f"'{leases.columns['tenant_id']}'{_line(leases)}, van dezelfde lijst: zo krijgt een contract de naam van een ander, of "
        "van niemand. Zet in beide blokken dezelfde titel bij tenant_id: die met het nummer van de huurder."
    )
    return Finding("refused", tenants.file, "tenant_of_other_title", text)


def _line(block: Export) -> str:
    return f" ([{block.table}.columns], regel {block.where['columns']} van mapping.toml)" if "columns" in block.where else ""


def _named_by_nobody(con: duckdb.DuckDBPyConnection, naming: _Naming, exports: Sequence[Export]) -> Iterator[Finding]:
    known = PLAIN.format(naming.column)
    total, unknown = only_row(
        con,
        f"with naming as (select {naming.column} as name, count(*) as n from made_{naming.table} "
        f"where {naming.rows} and {naming.column} is not null group by all), "
        f"known as (select distinct {known} as plain from made_{naming.named}) "
        f"select coalesce(sum(n), 0), coalesce(sum(n) filter ({PLAIN.format('name')} not in (select plain from known "
        "where plain is not null)), 0) from naming",
    )
    if unknown < FEWEST or unknown <= naming.most * total:
        return
    block = next((each for each in exports if each.table == naming.table), None)
    here, there = (title_in_words(table, naming.column, exports) for table in (naming.table, naming.named))
    text = (
        f"{unknown} van de {total} {naming.what_nl} die niet in {naming.named} staat. {naming.column} komt voor {naming.table} "
        f"uit {here} en voor {naming.named} uit {there}. Neem voor beide de titel met hetzelfde nummer, of lever in "
        f"{naming.named} ook de rijen die ontbreken."
    )
    finding = Finding("refused", naming.table, "named_by_nobody", text, int(unknown))
    yield with_line(finding, block.where if block else {})

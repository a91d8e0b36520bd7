"""Letters that do not stand in their order: the day of each is from a title that says another, or day and month are mixed up.

Belongs here: refusing them as a whole. Does not belong here: titles that by their words say another day (wrong_title.py,
left_out.py), or whether each letter was sent in time (the models).

Every cell is a day; whoever reads the wrong one has letters that prove nothing, and reports people, or nobody, by them.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.guards.receipts import is_made
from sources.reading.cells import is_sure_of
from sources.reading.rules import Export
from sources.reading.where import with_line

FEWEST, MOST = 8, 0.25  # pairs of letters; the part of them that a cut-off export or one skipped letter may turn about
ORDER = ("reminder_letter", "demand_letter", "summons_letter")
_PAIRS = f"""
    with days as (
        select lease_id, list_position({list(ORDER)}, action_type) as step, min(performed_on) as first_on
        from made_collection_actions where action_type in {ORDER} and performed_on is not null group by all
    )
    select count(*), count(*) filter (earlier.first_on > later.first_on)
    from days as earlier join days as later on later.lease_id = earlier.lease_id and later.step > earlier.step
"""


def letters_out_of_order(con: duckdb.DuckDBPyConnection, exports: Sequence[Export]) -> Iterator[Finding]:
    """A refusal where the first summons of many leases is before their first demand, or that before the first reminder. `con`
    holds `made_collection_actions`.
    """
    blocks = [each for each in exports if each.table == "collection_actions"]
    sure = any(is_sure_of(each, each.columns.get("performed_on", "")) for each in blocks)
    if sure or not blocks or not is_made(con, "collection_actions"):
        return
    total, count = only_row(con, _PAIRS)
    if total >= FEWEST and count > MOST * total:
        titles = dict.fromkeys(each.columns["performed_on"] for each in blocks if "performed_on" in each.columns)
        read, listed = (mark.join(f"{quote}{each}{quote}" for each in titles) for mark, quote in ((" en ", "'"), (", ", '"')))
        text = (
            f"performed_on komt uit {read}, en {count} van de {total} keer ligt daar een latere brief voor een eerdere (de "
            "sommatie voor de aanmaning, of die voor de herinnering): zo'n dag bewijst niets. Zet bij performed_on de titel van "
            "de dag waarop elke brief is verzonden, of kijk bij dates of dag en maand niet zijn omgewisseld, en bij "
            "values.action_type of elk woord de goede brief is. Klopt het toch, zet dan "
            f"sure_of = [{listed}] in het blok."
        )
        yield with_line(Finding("refused", blocks[0].file, "letters_out_of_order", text, int(count)), blocks[0].where)

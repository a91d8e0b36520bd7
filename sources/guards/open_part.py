"""The whole amount of invoices, read from a list that says beside it what is still open of each, and that holds no receipts.

Belongs here: refusing that. Does not belong here: entries of all lists without a single receipt (receipts.py), amounts below
titles of which nobody reads any (money.py), or proposing what is open (recognition/open_parts.py).

What was paid on such an invoice stands nowhere else: everybody would be reported for what he paid already.
"""

from __future__ import annotations

from collections.abc import Sequence

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of
from sources.reading.amounts import amount
from sources.reading.cells import Opened, found_where, is_sure_of, plain_title, text_of
from sources.reading.rules import Export
from sources.words.ways import ways

TABLE, RULE = "ledger_entries", "whole_of_what_is_open"
HALF, NEARLY_ALL = 0.5, 0.9  # of the lines: what is open there is a part of the amount; a balance of all lines together is more
RECEIVED = frozenset({"payment", "reversal"})


def whole_of_what_is_open(
    con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export], source: str, opened: Opened
) -> list[Finding]:
    """A refusal of amounts beside which another title gives less, on some line, where no receipt may explain that. `con` holds
    the block's own lines as `cells`, and `titles`.
    """
    own = export.columns.get("amount", "")
    if export.table != TABLE or not own or own in export.lookup or is_sure_of(export, own):
        return []
    if any(_may_receive(each) and _is_elsewhere(each, export) for each in exports):
        return []
    places = {title: place for place, title in con.execute("select place, title from titles order by place desc").fetchall()}
    if plain_title(own) not in places or _says_open(own):
        return []
    whole = amount(text_of(places[plain_title(own)]), export.decimals)
    has_receipts = any(_may_receive(each) and not each.by_sign for each in exports if not _is_elsewhere(each, export))
    for title in filter(_says_open, places):
        part = amount(text_of(places[title]), export.decimals)
        differs = f"{whole} is not null and {part} is not null and abs({part}) < abs({whole})"
        if title != plain_title(own) and _is_of_open(con, export, whole, part, has_receipts=has_receipts):
            count, where = found_where(con, differs, opened)
            if count:
                return [Finding("refused", source, RULE, _text(export, title, count, where), count)]
    return []


def _may_receive(export: Export) -> bool:
    """Whether a block says of some entry, by a word, its sign or of each line, that it was received, or went back."""
    if export.table != TABLE:
        return False
    of_texts = (ours for _, ours in export.patterns.get("entry_type", ()))
    said = {*export.values.get("entry_type", {}).values(), *of_texts, *export.by_sign.values()}
    return bool((said | {export.constants.get("entry_type", "")}) & RECEIVED)


def _is_elsewhere(other: Export, export: Export) -> bool:
    """Whether a block reads other money: another column of the list, or another list, but for one of another administration."""
    is_alike = plain_title(other.columns.get("amount", "")) == plain_title(export.columns["amount"])
    return not is_alike or (other.file != export.file and not other.by_sign)


def _says_open(title: str) -> bool:
    return any(way.column == "balance" and way.is_taken_by(title) for way in ways(TABLE, "also"))


def _is_of_open(con: duckdb.DuckDBPyConnection, export: Export, whole: str, part: str, *, has_receipts: bool) -> bool:
    """Whether what is open is a part of each line's own amount, and no line can be a receipt: of most something is open still, or
    the block says that its list has what was paid taken off. Where receipts may be among them, each line is open still, and the
    whole amounts add up to something else.
    """
    lines, parts, still, below, more, less = only_row(
        con,
        f"select count(*), count(*) filter (abs({part}) <= abs({whole}) and {part} * {whole} >= 0), "
        f"count(*) filter ({part} <> 0), count(*) filter ({whole} < 0), sum({whole}), sum({part}) "
        f"from cells where {whole} is not null and {part} is not null",
    )
    if not lines or parts < NEARLY_ALL * lines:
        return False
    is_of_charges = not has_receipts and not below
    is_taken_off = (
        export.by_sign.get("negative") == "payment" or still > HALF * lines
    )  # else most were paid, and somewhere it says
    return (is_of_charges and is_taken_off) or (still == lines and more != less)


def _text(export: Export, title: str, count: int, where: str) -> str:
    own, lines = export.columns["amount"], amount_of(count, "regel", "regels")
    return (
        f"amount komt uit '{own}', het hele bedrag, en op {lines} {where} staat in '{title}' dat er minder openstaat: geen lijst "
        f'zegt wat daarop is ontvangen, en zo wordt te veel gemeld. Zet amount = "{title}" onder [ledger_entries.columns] '
        f'(docs/nl/recepten.md, Openstaande posten). Klopt het hele bedrag, zet dan sure_of = ["{own}"] in het blok.'
    )

"""Columns of ours that a block gets from nowhere, or from a lesser title, while the same list has a filled one that gives it.

Belongs here: the columns that can change a decision or what leaves, such as due days, second days, the complex of a mandate. Does
not belong here: what titles say (words/recognised.py), the last days of contracts, agreements and mandates and deaths
(unused.py), amounts (money.py), or titles of another column of which nothing else is unread
(wrong_title.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sources.findings import Finding
from sources.guards.unused import NotRead, answer_to, read_titles
from sources.reading.cells import plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.rules import TABLES, Export
from sources.reading.where import with_line
from sources.words.notice import is_of_notice
from sources.words.recognised import may_say, says
from sources.words.step_days import is_closed, is_not_done, is_of_making


@dataclass(frozen=True)
class _LeftOut:
    """A column, the rule, and what happens to whom where nobody reads it."""

    table: str
    column: str
    rule: str
    what_nl: str


NOT_READ = "column_not_read"
LEFT_OUT = (
    _LeftOut("ledger_entries", "due_on", "due_day_not_read",
        "een vordering telt zo als achterstand voordat zij te betalen is, en de dertig dagen gaan te vroeg in"),
    _LeftOut("municipality_agreements", "minimum_amount", "minimum_not_read",
        "wie onder het minimum van de gemeente blijft, wordt zo toch gemeld"),
    _LeftOut("mandates", "complex_id", "complex_not_read",
        "een mandaat voor één complex telt zo voor alle complexen van die opdrachtgever"),
    _LeftOut("leases", "complex_id", "complex_not_read",
        "een mandaat voor één complex geldt zo voor geen contract, of voor een ander"),
    _LeftOut("tenants", "name_prefix", NOT_READ, "een naam gaat zo zonder voorvoegsel weg, en wordt niet gevonden"),
    _LeftOut("objections", "withdrawn_on", NOT_READ, "een bezwaar dat is ingetrokken, houdt een melding zo tegen"),
    _LeftOut("payment_arrangements", "broken_on", NOT_READ, "een regeling die niet is nagekomen, houdt een melding zo tegen"),
    _LeftOut("payment_arrangements", "ended_on", NOT_READ, "een regeling die klaar is, houdt een melding zo tegen"),
    _LeftOut("co_tenants", "until_on", NOT_READ, "wie al uit het contract is, telt zo nog als medehuurder"),
    _LeftOut("collection_cases", "ended_on", NOT_READ, "een dossier dat is gesloten, telt zo als lopend"),
    _LeftOut("eviction_notices", "cancelled_on", NOT_READ, "een ontruiming die is afgezegd, telt zo als aangezegd"),
    _LeftOut("reported_elsewhere", "ended_on", NOT_READ, "een melding die is ingetrokken, telt zo nog"),
    _LeftOut("optional_field_agreements", "ended_on", NOT_READ,
        "een veld waarvoor de toestemming is ingetrokken, gaat zo nog naar de gemeente"),
)  # fmt: skip
# Days by which a decision is made, and that may be read from another title while their own is read by nobody.
ITS_OWN_TITLE = {
    "mandates": ("clause_accepted_on", "landlord_informed_on", "processing_registered_on", "processor_agreement_signed_on"),
    "municipality_agreements": ("signed_on",), "objections": ("received_on",), "collection_actions": ("performed_on",),
    "eviction_notices": ("announced_on", "eviction_on"), "reported_elsewhere": ("reported_on",),
}  # fmt: skip
LAST_DAY = _LeftOut("leases", "ended_on", NOT_READ, "wie opzegde, telt zo als vertrokken vanaf de dag waarop hij dat deed")
READ_WRONG = "elke cel is te lezen, maar wat eruit volgt, klopt niet"


def columns_left_out(shapes: Sequence[ExportShape], exports: Sequence[Export]) -> list[Finding]:
    """A refusal for each block and filled title of its list that gives what the block lacks or reads from a lesser title."""
    return [
        with_line(finding, block.where)
        for block in exports
        for asked in (*LEFT_OUT, *_own_titles(block))
        if block.table == asked.table and not _gets_it(block, asked, exports)
        for finding in _missed(block, asked, shapes, exports)
    ]


def _own_titles(block: Export) -> list[_LeftOut]:
    if block.table == LAST_DAY.table:
        return [LAST_DAY] if is_of_notice(block.columns.get("ended_on", "")) else []
    wanted = ITS_OWN_TITLE.get(block.table, ())
    return [_LeftOut(block.table, column, NOT_READ, READ_WRONG) for column in wanted if column in block.columns]


def _gets_it(block: Export, asked: _LeftOut, exports: Sequence[Export]) -> bool:
    """Whether the block takes the column from a title that gives it or of which a person is sure, or needs none."""
    if asked.column == "due_on" and not _may_charge(block):
        return True  # only charges fall due
    if (asked.table, asked.column) == ("leases", "complex_id") and not _is_by_complex(exports):
        return True
    if asked.column == "name_prefix" and "last_name" not in block.columns:
        return True  # taken apart, or by constants
    title = block.columns.get(asked.column, "")
    if asked.column == "due_on":
        return _is_sure(block, title) or any(says(asked.table, asked.column, each) for each in (title, *_made_of(block, title)))
    if asked is LAST_DAY:
        return _is_sure(block, title)
    if asked.column in {**block.constants, **block.split}:
        return True
    return bool(title) and (_is_sure(block, title) or any(_may_give(asked, each) for each in (title, *_made_of(block, title))))


def _may_charge(block: Export) -> bool:
    """Whether a block of entries may make charges: it says so, or by their words nothing else of all its lines."""
    if "entry_type" in block.constants:
        return block.constants["entry_type"] == "charge"
    said = {ours for ours in block.values.get("entry_type", {}).values() if ours}
    return not said or "charge" in said or bool(block.by_sign or block.patterns.get("entry_type"))


def _may_give(asked: _LeftOut, title: str) -> bool:
    is_day = TABLES[asked.table].column(asked.column).kind == "date"
    if asked.column == "performed_on" and is_of_making(title):
        return False  # where another says when it was sent
    return not is_day or may_say(asked.table, asked.column, title)


def _is_by_complex(exports: Sequence[Export]) -> bool:
    return any(each.table == "mandates" and "complex_id" in each.columns for each in exports)


def _is_sure(block: Export, title: str) -> bool:
    return plain_title(title) in map(plain_title, (*block.sure_of, *block.next_line))


def _made_of(block: Export, title: str) -> list[str]:
    """What stands in the list that the block looks this title up in."""
    return [each.take for made, each in block.lookup.items() if plain_title(made) == plain_title(title)]


def _missed(block: Export, asked: _LeftOut, shapes: Sequence[ExportShape], exports: Sequence[Export]) -> Iterator[Finding]:
    for shape in (each for each in shapes if each.key == (block.file, block.sheet)):
        read = read_titles(exports, *shape.key)
        for title in shape.titles:
            if is_notice_of_contract(asked.table, asked.column, title, [each for each in exports if _is_of(each, block)]):
                continue
            if title in shape.filled and plain_title(title) not in read and _can_be(shape, asked, title):
                own = block.columns.get(asked.column, "")
                advice = _advice(asked, title, own)
                text = (
                    f"de titel '{title}' wordt niet gelezen, en de tabel {asked.table} krijgt haar {asked.column} "
                    f"{_from_where(block, asked)}: {asked.what_nl}. {_advised(asked, title, own)}{answer_to(title, block)}"
                )
                yield NotRead(
                    "refused", shape.file, asked.rule, text,
                    title=title, so=asked.what_nl, advice=advice.strip(), column=asked.column, block=block,
                )  # fmt: skip


def _is_of(export: Export, block: Export) -> bool:
    return (export.file, export.sheet) == (block.file, block.sheet)


def is_notice_of_contract(table: str, column: str, title: str, beside: Sequence[Export]) -> bool:
    """Whether a title that may be the last day of a co-tenant is the notice of the contract itself, whose last day a block of the
    same list reads. `beside`: the blocks of that list.
    """
    reads_end = any(each.table == LAST_DAY.table and LAST_DAY.column in each.columns for each in beside)
    return (table, column) == ("co_tenants", "until_on") and is_of_notice(title) and reads_end


def _advised(asked: _LeftOut, title: str, own: str) -> str:
    """What to do, the likeliest first, since that is what somebody in a hurry does: to read the title that says it; of a day on
    which a matter was closed, to stay with the other that a person chose.
    """
    sure = f"Staat in '{own}' wat {asked.column} is, zet dan sure_of = [\"{own}\"] in het blok. " if own else ""
    advice = _advice(asked, title, own)
    return f"{sure}{advice}" if _is_day_of_closing(asked, title, own) else f"{advice}{sure}"


def _advice(asked: _LeftOut, title: str, own: str) -> str:
    if _is_day_of_closing(asked, title, own):
        return f"'{title}' is de dag waarop iemand klaar was met de zaak, en niet die van de brief of het gesprek. "
    instead = f", in plaats van '{own}'" if own else ""
    return f'Zet {asked.column} = "{title}" onder [{asked.table}.columns]{instead}. '


def _is_day_of_closing(asked: _LeftOut, title: str, own: str) -> bool:
    return asked.column == "performed_on" and bool(own) and is_closed(title)


def _can_be(shape: ExportShape, asked: _LeftOut, title: str) -> bool:
    is_day = TABLES[asked.table].column(asked.column).kind == "date"
    if (asked.column == "performed_on" and is_not_done(title)) or (asked is LAST_DAY and is_of_notice(title)):
        return False
    return says(asked.table, asked.column, title) and not (is_day and title in shape.without_figures)


def _from_where(block: Export, asked: _LeftOut) -> str:
    return f"uit '{block.columns[asked.column]}'" if asked.column in block.columns else "nergens vandaan"

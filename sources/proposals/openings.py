"""Entries without a word for their kind in a ledger with debit beside credit: an opening balance, or what another title says.

Belongs here: the block of such lines, per side. Does not belong here: which lines they are (recognition/halves.py), or lines
without a word where one title has the amounts (empty_kinds.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from sources.findings import amount_of
from sources.proposals.empty_kinds import said_by_another
from sources.proposals.part import Part
from sources.recognition.halves import lines_of
from sources.words.blocks import Block
from sources.words.names import quoted
from sources.words.notes import Line, Note, look, remark
from sources.words.profile import Profile, cell_of

OLD = "{} zonder soort: een beginsaldo (oude schuld, of wat vooruit is betaald)?"
SAID = "{} zonder soort, en {} zegt dat het {}: klopt dat?"
OF_CREDIT = {"write_off": "afboekingen zijn", "credit_note": "creditnota's zijn", "payment": "ontvangsten zijn"}


def of_no_word(block: Block, amount: Profile, kind: str, rows: Sequence[Sequence[str]]) -> Part:
    """The block of the lines of one side; `kind`: charge or payment, as which they count where nothing says otherwise.

    A charge of which nobody knows what for is `other`: it is no arrears. Lines keep their own numbers, which allocations name.
    """
    kind, why = _said(block, kind, rows)
    part = Part(block, why)
    numbers = block.choices.get("entry_id")
    if numbers is not None and not numbers.part and all(cell_of(row, numbers.profile) for row in rows):
        part.take(numbers)
    else:
        part.made["entry_id"] = ["lease_id", "entry_type", "booked_on", "amount"]
    part.take(block.choices["lease_id"])
    part.take(block.choices["booked_on"])
    part.take_title("amount", amount)
    part.set("only", {block.choices["entry_type"].profile.title: [""]})
    part.constants.append(Line("entry_type", kind))
    if kind == "charge":
        part.take_title("due_on", block.choices["booked_on"].profile, look("van wanneer is onbekend"))
        unknown = remark("waarvoor is onbekend: het telt niet als huurachterstand")
        part.constants.append(Line("category", "other", unknown))
    part.set_dates_of([block.choices["booked_on"]])
    return part


def _said(block: Block, kind: str, rows: Sequence[Sequence[str]]) -> tuple[str, Note]:
    """(what the lines are, what is asked of them): of credits another title, or their texts, may say it of each of them."""
    lines = amount_of(len(rows), "regel", "regels")
    said = said_by_another(block, rows, lines_of(block)) if kind == "payment" else None
    if said is not None and said[1] in OF_CREDIT:
        title, ours = said
        return ours, look(SAID.format(lines, quoted(title), OF_CREDIT[ours]))
    return kind, look(OLD.format(lines))

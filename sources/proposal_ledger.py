"""The blocks of a proposed mapping that a ledger needs: how its amounts say which way money goes, and what its words mean.

Belongs here: debit beside credit, signs, and reversals, for ledger_entries. Does not belong here: what every table has
(proposal_part.py), or reading amounts for a run (mapping_amounts.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from sources.mapping_rules import TABLES
from sources.proposal import Block
from sources.proposal_evidence import known_share, meaning_of
from sources.proposal_part import Part, add_patterns, add_words, complete, ordered, quoted, texts_of
from sources.proposal_profile import ENOUGH, Profile
from sources.proposal_titles import concepts_of


def ledger(block: Block) -> list[Part]:
    """The parts that one sheet of entries needs."""
    amounts = block.amounts
    if "debit" in amounts and "credit" in amounts:
        return _halves(block)
    part = Part(block)
    for choice in ordered(block):
        part.take(choice)
    add_words(part, block.choices.values())
    if "side" in amounts:
        part.settings.append(f"sign = {quoted(amounts['side'].title)}  # plus of min, D of C")
    given = {*block.choices}
    if "entry_type" not in block.choices:
        given.add("entry_type")
        _kinds_without_a_title(part, block)
    if "reverses_entry_id" not in block.choices and _has_reversals(block):
        part.settings.append("storno = true  # een storno wordt bij de ontvangst van hetzelfde bedrag gezet")
    complete(part, given)
    part.set_dates([choice.profile for choice in block.choices.values()])
    return [part]


def _kinds_without_a_title(part: Part, block: Block) -> None:
    """The kind of entry from its description, where that says it of nearly all; else from the sign of the amount."""
    text = _description(block)
    if text is not None and known_share("entry_type", texts_of(block, text)) >= ENOUGH:
        part.take_title("entry_type", text, "waarschijnlijk, kijk na: de omschrijving zegt het soort boeking")
        add_patterns(part, TABLES["ledger_entries"].column("entry_type"), text)
    else:
        part.settings.append('by_sign = {positive = "charge", negative = "payment"}  # kijk na: er is geen soort boeking')


def _description(block: Block) -> Profile | None:
    return next((profile for profile in block.layout.columns if "description" in concepts_of(profile.title)), None)


def _has_reversals(block: Block) -> bool:
    kind = block.choices["entry_type"].profile if "entry_type" in block.choices else _description(block)
    return kind is not None and any(meaning_of("entry_type", text) == "reversal" for text in texts_of(block, kind))


def _halves(block: Block) -> list[Part]:
    """Debit and credit in two columns: a part a kind of entry, distinguished by the column and by the export's own words."""
    words_of = {side: _words_beside(block, side) for side in ("debit", "credit")}
    parts = [_half(block, "debit", "charge"), _half(block, "credit", "payment")]
    went_back = [word for word in words_of["debit"] if meaning_of("entry_type", word) in ("payment", "reversal")]
    credited = [word for word in words_of["credit"] if meaning_of("entry_type", word) == "charge"]
    if went_back:
        parts.append(_half(block, "debit", "reversal"))
        _only(block, parts[0], [word for word in words_of["debit"] if word not in went_back])
        _only(block, parts[-1], went_back)
        parts[-1].settings.append("storno = true  # hoort bij de ontvangst van hetzelfde bedrag")
    if credited:
        parts.append(_half(block, "credit", "credit_note"))
        _only(block, parts[1], [word for word in words_of["credit"] if word not in credited])
        _only(block, parts[-1], credited)
    if went_back or credited:  # a word of one side must be known on the other, or the file is refused
        for part in parts:
            if not any(line.startswith("only") for line in part.settings):
                _only(block, part, sorted({*words_of["debit"], *words_of["credit"]}))
    return parts


def _words_beside(block: Block, side: str) -> Counter[str]:
    """The export's own words for a kind of entry, in lines with an amount in this column."""
    found: Counter[str] = Counter()
    if "entry_type" not in block.choices:
        return found
    places = block.choices["entry_type"].profile.place, block.amounts[side].place
    for row in block.sheet.rows[block.layout.title_row + block.layout.title_rows - 1 :]:
        word, amount = (row[place].strip() if place < len(row) else "" for place in places)
        if word and re.search(r"[1-9]", amount):
            found[word] += 1
    return found


def _negative(block: Block, side: str) -> int:
    place = block.amounts[side].place
    return sum(bool(re.search(r"^[€\s]*-|-\s*$", row[place].strip())) for row in block.sheet.rows if place < len(row))


def _only(block: Block, part: Part, chosen: Sequence[str]) -> None:
    title = quoted(block.choices["entry_type"].profile.title)
    part.settings.append(f"only = {{{title} = [{', '.join(map(quoted, chosen))}]}}  # kijk na")


def _half(block: Block, side: str, kind: str) -> Part:
    """The lines with an amount in the debit (or credit) column; empty and zero cells are the other half's."""
    remark = {
        "charge": "vorderingen: wat in de debetkolom staat",
        "payment": "ontvangsten: wat in de creditkolom staat",
        "reversal": "kijk na: ontvangsten in de debetkolom zijn stornos",
        "credit_note": "kijk na: facturen in de creditkolom zijn creditnotas",
    }
    part = Part(block, remark[kind])
    kept = [choice for choice in ordered(block) if choice.column not in ("entry_type", "amount")]
    for choice in kept:
        if kind == "charge" or choice.column not in ("due_on", "category"):
            part.take(choice)
    part.take_title("amount", block.amounts[side], f"{block.amounts[side].filled} cellen gevuld")
    negative = _negative(block, side)
    if kind == "charge" and negative:
        part.settings.append(
            f'by_sign = {{positive = "charge", negative = "credit_note"}}  # kijk na: {negative} bedragen met een min'
        )
    else:
        part.constants.append(f"entry_type = {quoted(kind)}")
    if kind == "charge":
        add_words(part, [choice for choice in kept if choice.column == "category"])
    complete(part, {*(choice.column for choice in kept), "entry_type", "amount"})
    part.set_dates([choice.profile for choice in kept])
    return part

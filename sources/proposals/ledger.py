"""The blocks of a proposed mapping that a ledger needs: how its amounts say which way money goes, and what its words mean.

Belongs here: debit beside credit, signs, and reversals, for ledger_entries. Does not belong here: what every table has
(part.py), or reading amounts for a run (reading/amounts.py).
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from sources.findings import amount_of
from sources.proposals.allocations import kinds_settled, pass_over_settled
from sources.proposals.charged_by_kind import say_purposes_by_kind
from sources.proposals.charges import are_all_charged, are_kinds_said, by_sign, charges_with_a_minus, of_charges, of_lines_only
from sources.proposals.due_days import without_due_date
from sources.proposals.empty_kinds import with_reversals_named, without_a_word
from sources.proposals.line_blocks import of_lines
from sources.proposals.meant import BY_CODES, add_patterns, add_words
from sources.proposals.month_blocks import of_months
from sources.proposals.month_sheets import of_a_month
from sources.proposals.named_reversals import name_receipts
from sources.proposals.openings import of_no_word
from sources.proposals.part import Part, complete, ordered
from sources.proposals.provisional import pass_over_provisional
from sources.proposals.reversals import each_names_what_went_back, taken_back, with_reversals_apart
from sources.proposals.said_beside import with_kinds_by_list
from sources.proposals.written_off import written_off
from sources.reading.minus import NEGATIVE
from sources.reading.rules import TABLES
from sources.reading.storno import MOSTLY
from sources.recognition.halves import (
    Half,
    description_of,
    halves_of,
    is_ordinary_without,
    kind_of,
    lines_of,
    meaning_in,
    of_no_kind,
    words_beside,
)
from sources.recognition.sides import bank_kinds, is_of_bank, kinds_by_sign, side_of
from sources.recognition.texts import texts_of
from sources.words.blocks import Block
from sources.words.evidence import known_share, meaning_of
from sources.words.names import quoted
from sources.words.notes import NOTHING, Line, Note, answer, look, remark
from sources.words.profile import ENOUGH, Profile, cell_of
from sources.words.titles import concepts_of

BY_BANK = "een lijst van de bank: wat erbij kwam is ontvangen, wat eraf ging ging terug naar de huurder"
SAID_BY_NAME = "de naam van de lijst of haar titels zeggen het soort boeking"


def ledger(block: Block) -> list[Part]:
    """The parts that one sheet of entries needs."""
    if block.months:
        return of_months(block)
    if block.month is not None:
        return of_a_month(block, block.month)
    if block.paid or block.components:
        return of_lines(block)
    amounts = block.amounts
    if "debit" in amounts and "credit" in amounts:
        return [*_halves(block, halves_of(block)), *taken_back(block)]
    if "side" in amounts and "amount" in amounts:
        halves = halves_of(block)
        if any(_disagree(block, half) for half in halves.values()):
            return _halves(block, halves)
    return [*_under_one_title(block), *written_off(block)]


def _under_one_title(block: Block) -> list[Part]:
    """Lines whose amounts stand below one title, in blocks by what the words for their kind say."""
    apart = with_reversals_apart(block)
    if len(apart) == 1 and ((negative := charges_with_a_minus(block)) or are_all_charged(block)):
        part, rest = by_sign(block, negative)
        return [part, *([_whole(rest, is_parted=True)] if rest else [])]
    return [_whole(each, is_parted=len(apart) > 1) for each in apart]


def _whole(block: Block, *, is_parted: bool) -> Part:
    """Lines whose amounts stand below one title. `is_parted`: by their words, among several blocks."""
    part = Part(block, look(block.asked) if block.asked else NOTHING)
    part.take_only(is_parted=is_parted)
    pass_over_settled(part)
    pass_over_provisional(part, block)
    for choice in ordered(block):
        part.take(choice)
    add_words(part, [of_charges(block, choice) for choice in block.choices.values()])
    say_purposes_by_kind(part, block)
    if "entry_type" in part.values:
        kinds = [*with_reversals_named(block, part.values["entry_type"])]
        part.values["entry_type"] = [*with_kinds_by_list(block, kinds), *without_a_word(block)]
    if block.unless and "entry_type" in part.values:
        part.values["entry_type"] = [line for line in part.values["entry_type"] if line.key not in kinds_settled(block)]
    if "side" in block.amounts and not bank_kinds(block):
        part.set("sign", block.amounts["side"].title, remark("plus of min, D of C"))
    given = {*block.choices}
    if "entry_type" not in block.choices:
        given.add("entry_type")
        _kinds_without_a_title(part, block)
    _reversals(part, block)
    complete(part, given)
    is_of_receipts = ("entry_type" not in block.choices and side_of(block) == "payment") or _has_no_charges(block)
    part.set_dates_of(block.choices.values(), [] if is_of_receipts else without_due_date(part, block))
    lease = block.choices.get("lease_id")
    if (is_of_bank(block.layout) or block.suppliers) and lease is not None and lease.profile.filled < block.layout.rows:
        part.skip_lines({lease.profile.title: ["^$"]}, "een regel zonder contract is geen huur", is_asked=True)
    return part


def _has_no_charges(block: Block) -> bool:
    """Whether a block takes kinds of entries of which none is known to be charged, where another takes those that are."""
    taken = [word for words in block.only.values() for word in words]
    return bool(taken) and all(meaning_in(block, word) != "charge" for word in taken)


def _kinds_without_a_title(part: Part, block: Block) -> None:
    """The kind of entry from its description, where that says it of nearly all; else from the sign of the amount."""
    if kinds := bank_kinds(block):
        part.take_title("entry_type", block.amounts["side"], look(BY_BANK))
        part.values["entry_type"] = kinds
        part.set("storno", True, remark("wat af ging, hoort bij de ontvangst van hetzelfde bedrag"))
        return
    if block.kind:
        part.constants.append(Line("entry_type", block.kind, look(SAID_BY_NAME)))
        return
    text = description_of(block)
    amount = block.choices["amount"].profile
    is_open_list = amount is block.amounts.get("amount") and "balance" in concepts_of(amount.title)
    if (
        text is not None
        and not is_open_list
        and not is_of_bank(block.layout)
        and known_share("entry_type", texts_of(block, text)) >= ENOUGH
        and not _is_of_charges_only(block, text)
    ):
        part.take_title("entry_type", text, look("de omschrijving zegt het soort boeking"))
        add_patterns(part, TABLES["ledger_entries"].column("entry_type"), text)
    else:
        part.settings += kinds_by_sign(block)


def _is_of_charges_only(block: Block, text: Profile) -> bool:
    """Whether a list of invoices is one by its titles or name, and no description says otherwise: a text of next month that
    nobody knows is an invoice too.
    """
    said = {meaning_of("entry_type", each) for each in texts_of(block, text)} - {None}
    return (
        side_of(block) == "charge" and said == {"charge"} and not _negative(block, Half("debit", block.choices["amount"].profile))
    )


def _reversals(part: Part, block: Block) -> None:
    """How reversals find their receipts: by their own column, in which 0 may stand for none, or by the amount."""
    went_back = block.choices.get("reverses_entry_id")
    went_back = None if went_back is not None and went_back.part else went_back  # a text names those of some
    zeros = [text for text in went_back.profile.texts if not text.strip("0")] if went_back is not None else []
    if zeros:
        part.values["reverses_entry_id"] = [Line(text, "", remark("staat voor geen")) for text in sorted(zeros)]
    if _came_and_went_back(block):
        part.set("storno", True, look("een ontvangst met het andere teken is een storno"))
    elif went_back is None and (block.kind == "reversal" or _has_reversals(block)) and not part.has("storno"):
        part.set("storno", True, remark("een storno wordt bij de ontvangst van hetzelfde bedrag gezet"))


def _came_and_went_back(block: Block) -> bool:
    """Whether receipts stand there with both signs, and nothing but the sign says which of them went back."""
    kind = block.choices.get("entry_type")
    if kind is None or "side" in block.amounts:
        return False
    amount, said = block.choices["amount"].profile, kind.profile.said
    cells = [
        cell_of(row, amount) for row in lines_of(block) if meaning_of("entry_type", said(cell_of(row, kind.profile))) == "payment"
    ]
    below = sum(bool(NEGATIVE.search(cell)) for cell in cells)
    return 0 < below < len(cells)


def _has_reversals(block: Block) -> bool:
    kind = block.choices["entry_type"].profile if "entry_type" in block.choices else description_of(block)
    texts = block.only.get(kind.title) or texts_of(block, kind) if kind is not None else ()
    return any(meaning_of("entry_type", text) == "reversal" for text in texts)


def _disagree(block: Block, half: Half) -> bool:
    """Whether a word for a kind of entry stands on a side where that kind alone would not stand."""
    wrong = {"debit": ("payment", "reversal"), "credit": ("charge",)}[half.side]
    return bool(_negative(block, half)) or any(kind_of(block, half, word) in wrong for word in words_beside(block, half))


def _halves(block: Block, halves: Mapping[str, Half]) -> list[Part]:
    """Debit and credit: one part per kind of entry, distinguished by the side and by the export's own words."""
    debit, credit = halves["debit"], halves["credit"]
    words_of = {side: words_beside(block, half) for side, half in halves.items()}
    kinds = {side: {word: kind_of(block, half, word) for word in words_of[side]} for side, half in halves.items()}
    went_back = [word for word in words_of["debit"] if kinds["debit"][word] in ("payment", "reversal")]
    credited = [word for word in words_of["credit"] if kinds["credit"][word] == "charge"]
    others = [word for word in words_of["credit"] if kinds["credit"][word] not in ("payment", "charge")]
    if not (went_back or credited or others):
        owed = _half(block, debit, "reversal" if each_names_what_went_back(block, debit) else "charge")
        return [owed, _half(block, credit, "payment")]
    charged = [word for word in words_of["debit"] if word not in went_back]  # one of either side must be known on the other
    unknown = sorted(word for word in words_of["debit"] if not kinds["debit"][word])
    is_owed = charged or (not went_back and any(debit.takes(row) for row in lines_of(block)))  # a bank's list has no charges
    parts = [_half(block, debit, "charge", charged, unknown)] if is_owed else []
    received = [word for word in words_of["credit"] if word not in credited]
    if received:
        parts.append(_half(block, credit, "payment", received))
    if went_back:
        parts.append(_half(block, debit, "reversal", went_back))
        name_receipts(parts[-1], debit, credit, went_back)
    if credited:
        parts.append(_half(block, credit, "credit_note", credited))
    return _opening(block, halves, parts)


def _opening(block: Block, halves: Mapping[str, Half], parts: list[Part]) -> list[Part]:
    """What becomes of such lines: passed over where they hold no amount; else blocks of their own, as old debt whose age and
    purpose nobody knows, or money paid ahead.
    """
    lines = [row for row in of_no_kind(block) if not any(is_ordinary_without(block, half) for half in halves.values())]
    if not lines:
        return parts
    text = description_of(block)
    if text is not None and not any(half.takes(row) for half in halves.values() for row in lines):
        said = {f"^{re.escape(cell_of(row, text).lower())}$" for row in lines if cell_of(row, text)}
        for part in parts:
            part.skip_lines({text.title: sorted(said)}, "regels zonder soort en zonder bedrag")
        return parts
    for side, what in (("debit", "charge"), ("credit", "payment")):
        if rows := [row for row in lines if halves[side].takes(row)]:
            parts.append(of_no_word(block, halves[side].amount, what, rows))
    return parts


def _negative(block: Block, half: Half) -> int:
    found = (cell_of(row, half.amount) for row in lines_of(block) if half.only is None or half.takes(row))
    return sum(bool(NEGATIVE.search(cell)) for cell in found)


def _signs(block: Block, half: Half, chosen: Sequence[str]) -> tuple[str, int]:
    """(the sign that amounts of these words have on one side, how many have the other): a minus may be no more than the sign of
    its side, which D or C says too.
    """
    rows = [row for row in lines_of(block) if (half.only is None or half.takes(row)) and _is_chosen(block, row, chosen)]
    cells = [cell for row in rows if re.search(r"[1-9]", cell := cell_of(row, half.amount))]
    below = sum(bool(NEGATIVE.search(cell)) for cell in cells)
    above = len(cells) - below
    is_below = half.only is not None and below >= MOSTLY * max(1, above)
    return ("negative", above) if is_below else ("positive", below)


OTHER_SIGN = {"positive": "negative", "negative": "positive"}
WITH_SIGN = {"positive": "zonder min", "negative": "met een min"}
HEADS = {
    "charge": remark("vorderingen: wat debet is"),
    "payment": remark("ontvangsten: wat credit is"),
    "reversal": look("ontvangsten die debet zijn, zijn stornos"),
    "credit_note": look("facturen die credit zijn, zijn creditnotas"),
}


def _half(block: Block, half: Half, kind: str, chosen: Sequence[str] = (), unknown: Sequence[str] = ()) -> Part:
    """The lines of one side; empty and zero cells of a column of its own are the other half's."""
    head = look(block.asked) if block.asked and kind == "charge" else HEADS[kind]
    part = Part(_of_words(block, (*chosen, *unknown)) if kind == "charge" and chosen else block, head)
    kept = [choice for choice in ordered(block) if choice.column not in ("entry_type", "amount")]
    has_reversals = kind == "payment" and any(kind_of(block, half, word) == "reversal" for word in chosen)
    left = {"charge": ("reverses_entry_id",), "reversal": ("due_on", "category")}.get(kind, NOT_OF_CREDITS)
    for choice in kept:
        if choice.column not in left or (has_reversals and choice.column == "reverses_entry_id"):
            part.take(choice)
    part.take_title("amount", half.amount)
    _only(block, part, half, chosen, unknown)
    ordinary, other = _signs(block, half, (*chosen, *unknown))
    kinds = {word: kind_of(block, half, word) for word in chosen}
    several = [word for word, ours in kinds.items() if kind == "payment" and ours != "payment"]
    is_said = kind == "charge" and bool(other) and not unknown and are_kinds_said(block, half, kinds)
    if is_said:
        several = [*kinds]
    elif kind == "charge" and other:
        kinds_by_sign_of = {ordinary: "charge", OTHER_SIGN[ordinary]: "credit_note"}
        said = f"{amount_of(other, 'bedrag', 'bedragen')} {WITH_SIGN[OTHER_SIGN[ordinary]]}"
        part.set("by_sign", kinds_by_sign_of, look(said))
    if several:
        part.take(block.choices["entry_type"])
        part.values["entry_type"] = [_kind_line(block, word, ours) for word, ours in kinds.items()]
    elif kind != "charge" or not other:
        part.constants.append(Line("entry_type", kind))
    if kind == "payment" and other:
        what = amount_of(other, "ontvangst", "ontvangsten")
        are = "is een storno" if other == 1 else "zijn stornos"
        part.set("storno", True, look(f"{what} {WITH_SIGN[OTHER_SIGN[ordinary]]} {are}"))
    if kind == "charge":
        pass_over_provisional(part, block, is_of_charges=True)
        charged = [word for word in kinds if kinds[word] == "charge"] if is_said else (*chosen, *unknown)
        lines = [row for row in lines_of(block) if half.takes(row) and _is_chosen(block, row, charged)]
        add_words(part, [of_lines_only(choice, lines) for choice in kept if choice.column == "category"])
    complete(part, {*(choice.column for choice in kept), "entry_type", "amount"})
    due = without_due_date(part, block) if kind == "charge" else []
    part.set_dates_of(kept, due)
    return part


def _of_words(block: Block, words: Sequence[str]) -> Block:
    """The block with the lines of some kinds only: what the others are for is not asked."""
    return replace(block, only={**block.only, block.choices["entry_type"].profile.title: tuple(words)})


def _is_chosen(block: Block, row: Sequence[str], chosen: Sequence[str]) -> bool:
    return not chosen or cell_of(row, block.choices["entry_type"].profile) in chosen


NOT_OF_CREDITS = ("due_on", "category", "reverses_entry_id")


def _kind_line(block: Block, word: str, ours: str | None) -> Line:
    if ours:
        why = "regels zonder soort" if not word else BY_CODES if meaning_in(block, word) else "de omschrijvingen zeggen het"
        return Line(word, ours, Note() if meaning_of("entry_type", word) else look(why))
    return Line(word, "", answer(options=("payment", "credit_note", "write_off")), waits=True)


def _only(block: Block, part: Part, half: Half, chosen: Sequence[str], unknown: Sequence[str]) -> None:
    said: dict[str, Sequence[str]] = {}
    if half.only is not None:
        said[half.only[0].title] = half.only[1]
    if chosen:
        said[block.choices["entry_type"].profile.title] = chosen
    if said:
        part.set("only", said, look())
    if unknown:
        part.ask(f"zijn dit vorderingen: {', '.join(map(quoted, unknown))}?")

"""The words that a proposed mapping reads without a question, in Dutch: shown in brief to whoever confirms it, and corrected so.

Belongs here: which words those are, a line for each kind of thing, and what an answer changes. Does not belong here: words that
are asked (proposal_blanks.py, proposal_words.py), or the keyboard (orchestration/cli/map_questions.py).

A word that is clear to us may mean something else in one office: a call may have been the tenant's own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from documents.proposal_blanks import code_given
from documents.proposal_choices import NO, YES, Later, Reply, numbered, some_of
from documents.proposal_each import each_by_itself
from documents.proposal_questions import Place
from documents.proposal_settings import in_short, passed_texts
from sources.proposals.answers import Proposal
from sources.words.names import quoted
from sources.words.notes import Line

KINDS = {  # the columns of which a word decides who is reported, for what, or with which fields
    "action_type": "Brieven en contacten", "entry_type": "Boekingen", "category": "Vorderingen", "unit_type": "Eenheden",
    "tenant_type": "Huurders", "is_small_landlord": "Kleine verhuurder", "received_by": "Bezwaar ontvangen",
    "field": "Velden die mee mogen",
}  # fmt: skip
CONTACTS = ("phone_call", "home_visit", "personal_message")
PASSED = "Niet gelezen"
OWN_CALL = "een contact telt alleen als u het zocht, over de achterstand: niet als de huurder zelf belde"
MOST = 8  # of the words of one meaning
HEAD = "Deze woorden zijn zonder vraag zo gelezen:"
ASKED = "Er staat niets meer open. Bevestigt u deze mapping? Een run leest uw exports dan zo."
ASKED_OPEN = "Klopt dit? Er staat nog iets open; bevestigen doet u als dat is beantwoord."
HOW = "  j = ja, n = nog niet{}"
HOW_OPEN = "  j = ja{}; Enter = later"
OR_NUMBERS = "; of de nummers van wat niet klopt"
REFUSED = "  Dat kan hier niet: typ j voor ja, n voor nog niet{}."
REFUSED_OPEN = "  Dat kan hier niet: typ j voor ja{}, of Enter voor later."
IN_FILE = "Wat toch telt, haalt u straks in het bestand bij skip_lines weg; geef het woord daar onder values een betekenis."


@dataclass(frozen=True)
class Silent:
    """One kind of thing. `words`: where each word stands; none of what is passed over, which only the file changes."""

    shown: str
    words: tuple[tuple[tuple[int, int], Place], ...] = ()


def silent_words(start: Proposal, proposal: Proposal) -> list[Silent]:
    """What a proposal reads without a question, kind by kind. `start`: the proposal before anybody answered."""
    lines = [line for sheet in start.sheets for draft in sheet.drafts for each in draft.sections for line in each.lines]
    never = {id(line) for line in lines if not line.note.asks and not line.waits}
    found: dict[str, list[tuple[tuple[int, int], Place]]] = {}
    for at, place in _places(proposal):
        column = place.section.removeprefix("values.")
        if place.section == f"values.{column}" and column in KINDS and id(place.line) in never and place.line.key:
            found.setdefault(column, []).append((at, place))
    kinds = [
        Silent(_shown(column, [place.line for _, place in found[column]]), tuple(found[column]))
        for column in KINDS
        if column in found
    ]
    passed: dict[str, dict[str, None]] = {}
    for title, texts in (each for line in lines if id(line) in never for each in passed_texts(line).items()):
        passed.setdefault(title, {}).update(dict.fromkeys(texts))
    return kinds + [Silent(f"{PASSED}: {quoted(title)} {_listed([*map(quoted, texts)])}") for title, texts in passed.items()]


def _places(proposal: Proposal) -> Iterator[tuple[tuple[int, int], Place]]:
    for i, sheet in enumerate(proposal.sheets):
        for j, draft in enumerate(sheet.drafts):
            yield from (((i, j), Place(line, sheet.file, draft, each.name)) for each in draft.sections for line in each.lines)


def _shown(column: str, lines: Sequence[Line]) -> str:
    meant: dict[str, dict[str, None]] = {}
    for line in lines:
        beside = f" ({quoted(line.note.shown)})" if line.note.shown else ""  # the text of a code
        meant.setdefault(str(line.value), {})[f"{quoted(line.key)}{beside}"] = None
    said = [f"{_listed([*words])} = {in_short(column, code)}" for code, words in meant.items()]
    more = [OWN_CALL] if column == "action_type" and any(each in meant for each in CONTACTS) else []
    return f"{KINDS[column]}: {'; '.join(said)}{''.join(f' ({each})' for each in more)}"


def _listed(words: Sequence[str]) -> str:
    more = f" en nog {len(words) - MOST}" if len(words) > MOST else ""
    return ", ".join(words[:MOST]) + more


def in_words(kinds: Sequence[Silent]) -> str:
    """What is shown of these, by which an answer is known when the same files are asked about again."""
    return "\n".join([HEAD, numbered([each.shown for each in kinds])]) if kinds else ""


def confirmed(kinds: Sequence[Silent], proposal: Proposal, reply: Reply, *, is_open: bool = False) -> tuple[Proposal, bool]:
    """The proposal in which words of these kinds mean what a person says instead, and whether he confirms it as it was.
    `is_open`: whether something else of it is still open, so that he only agrees to the words.

    Raises:
        Later: what he says is wrong is for the file, or he left it.
    """
    above = [in_words(kinds), ""] if kinds else []
    asked, how = (ASKED_OPEN, HOW_OPEN) if is_open else (ASKED, HOW)
    typed = reply("\n".join([*above, asked, how.format(OR_NUMBERS * bool(kinds))])).strip().lower()
    while True:
        numbers = [int(each) for each in typed.replace(",", " ").split() if each.isdecimal()]
        if typed in (*YES, "") or (typed in NO and not is_open):
            return proposal, typed in YES
        if numbers and all(1 <= each <= len(kinds) for each in numbers):
            return _corrected([kinds[each - 1] for each in sorted({*numbers})], proposal, reply), False
        refused = REFUSED_OPEN if is_open else REFUSED
        typed = reply(refused.format(OR_NUMBERS * bool(kinds))).strip().lower()


def _corrected(kinds: Sequence[Silent], proposal: Proposal, reply: Reply) -> Proposal:
    wrong: list[tuple[tuple[int, int], Place]] = []
    for each in kinds:
        chosen = list(range(len(each.words)))
        if len(chosen) > 1:
            asked = f"Welke kloppen niet? (nummers)\n{numbered([quoted(place.line.key) for _, place in each.words])}"
            chosen = some_of(asked, len(each.words), reply, "die niet kloppen")
        wrong += [each.words[at] for at in chosen]
    if not wrong:
        raise Later(IN_FILE)
    spots = {id(place): at for at, place in wrong}
    return each_by_itself(
        [place for _, place in wrong], proposal, lambda place, proposal: code_given(place, spots[id(place)], proposal, reply)
    )

"""`vroegsignaal map --ask`: the questions of a proposal asked one by one in the terminal, and what was answered before.

Belongs here: the keyboard, and keeping the answers beside the mapping so that a conversation can be broken off. Does not belong
here: what is asked, in which order, and what an answer changes (documents/proposal_turns.py).
"""

from __future__ import annotations

import json
import textwrap
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from itertools import dropwhile
from pathlib import Path

import click

from documents.list_questions import kept_of, line_of
from documents.proposal_choices import NO, Later, Reply
from documents.proposal_silent import confirmed, in_words, silent_words
from documents.proposal_turns import Turn, turns_of
from exports.ground.files import write_atomically
from sources.proposals.answers import Proposal
from sources.reading.own_lists import OwnList, own_lists
from sources.reading.rules import ANSWERS
from sources.recognition.bank_said import SaidDay

STOP = "stop"
WIDTH = 110
HOW = (
    "Elke vraag komt een keer. Enter laat een vraag staan voor later; stop bewaart wat u hebt geantwoord, en dezelfde opdracht "
    "gaat daarna verder."
)
LEFT, LEFT_SOME = "  Blijft staan voor later.", "  Wat u oversloeg, blijft staan voor later."
BY_HAND = "  Wat niet klopt en u hier niet kon kiezen, verbetert u straks zelf in het bestand: zoek daar op # vraag."
CONFIRMED = "Er staat niets meer open, en u hebt deze mapping al bevestigd: dat blijft zo."


class Stopped(Exception):
    """The person goes on another time."""


@dataclass
class Answers:
    """What a person typed, question by question, and the mapping file that came of it.

    Attributes:
        typed: a question in words -> what was typed below it, in order. written: the SHA-256 of the file that came of it.
        kept: tables that nothing gives -> whether he keeps such a list.
        is_stopped: whether the person goes on another time. halfway: the question at which he stopped, if he had answered some.
    """

    typed: dict[str, list[str]] = field(default_factory=dict)
    written: str = ""
    kept: dict[str, bool] = field(default_factory=dict)
    is_stopped: bool = False
    halfway: str = ""

    def add(self, key: str, typed: Sequence[str]) -> None:
        """Puts what was typed where nothing was the last time: the same may be asked of what was left then."""
        new = iter(typed)
        known = [each or next(new, "") for each in self.typed.get(key, [])]
        self.typed[key] = [*known, *new]

    def keep(self, folder: Path) -> None:
        """Puts them in the landing folder, beside the mapping."""
        found = {"written": self.written, "halfway": self.halfway, "kept": self.kept, "typed": self.typed}
        text = json.dumps(found, ensure_ascii=False, indent=1)
        write_atomically(folder / ANSWERS, text.encode())


def kept_answers(folder: Path) -> Answers:
    """What was answered before; nothing where that is gone or is not what was kept."""
    try:
        found = json.loads((folder / ANSWERS).read_bytes())
        typed = {str(key): [str(each) for each in value] for key, value in found["typed"].items()}
        kept = {str(key): value is True for key, value in found.get("kept", {}).items()}
        return Answers(typed, str(found["written"]), kept, halfway=str(found.get("halfway", "")))
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return Answers()


def ask(proposal: Proposal, answers: Answers, keep: Callable[[Proposal], object]) -> Proposal:
    """Asks all that the proposal asks; what was answered before is not asked again.

    Args:
        proposal: made by `proposal_dialogue.proposal_of`.
        answers: what was answered before; what is answered now is added.
        keep: called after each answer.
    """
    # What was answered before comes first: whoever stops at a question keeps the answers to those behind it.
    answers.is_stopped, done = False, set[str]()
    while turn := next((each for each in _kept(proposal, answers, done) if each.key != answers.halfway), None):
        proposal = _answered_before(turn, proposal, answers, done)
    left, asked = proposal.left, set[str]()
    if halfway := next((each for each in _kept(proposal, answers, done) if each.key == answers.halfway), None):
        proposal = _asked(halfway, [*turns_of(proposal)], proposal, answers, asked, keep)
    proposal = replace(proposal, left=proposal.left - left)  # what was left for later then, was answered since, or is asked now
    while not answers.is_stopped and (turns := [turn for turn in turns_of(proposal) if turn.key not in asked]):
        if turn := next(_kept(proposal, answers, done | asked), None):
            proposal = replace(_answered_before(turn, proposal, answers, done), left=proposal.left)
        else:
            proposal = _asked(turns[0], turns, proposal, answers, asked, keep)
    return proposal


def _kept(proposal: Proposal, answers: Answers, done: Collection[str]) -> Iterator[Turn]:
    """The questions that were answered before, and are not `done` yet."""
    return (each for each in turns_of(proposal) if each.key in answers.typed and each.key not in done)


def _answered_before(turn: Turn, proposal: Proposal, answers: Answers, done: set[str]) -> Proposal:
    done.add(turn.key)
    try:
        return turn.answer(_replayed(answers.typed[turn.key]))
    except Later:  # what was typed answers it no more
        del answers.typed[turn.key]
        return proposal


def _asked(
    turn: Turn,
    turns: Sequence[Turn],
    proposal: Proposal,
    answers: Answers,
    asked: set[str],
    keep: Callable[[Proposal], object],
) -> Proposal:
    """The proposal once a person has answered, or stopped: then with what he answered so far, and it goes on there."""
    is_halfway, typed, left = turn.key == answers.halfway, list[str](), proposal.left | proposal.by_hand
    before = answers.typed.pop(turn.key, []) if is_halfway else []
    answers.halfway = "" if is_halfway else answers.halfway
    heading = f"\n{len(asked) + 1}, daarna nog {len(turns) - 1}{turn.where}"
    asked.add(turn.key)
    try:
        proposal = turn.answer(_reply(before, typed, heading))
    except Later as said:
        click.echo("" if typed else heading)
        click.echo(wrapped(f"  {said}") if str(said) else LEFT)
        return proposal
    except Stopped:
        answers.is_stopped = True
        click.echo("\nUw antwoorden zijn bewaard: met dezelfde opdracht gaat u verder.")
        if typed:
            answers.halfway, answers.typed[turn.key] = turn.key, typed
        with suppress(Later):
            return turn.answer(_replayed(typed))
        return proposal
    by_hand = proposal.by_hand - left
    if proposal.left - by_hand - left:
        click.echo(LEFT_SOME)
    if by_hand:
        click.echo(wrapped(BY_HAND))
    answers.add(turn.key, typed)
    keep(proposal)
    return proposal


def _replayed(typed: Sequence[str]) -> Reply:
    """Gives what was typed, and then leaves the rest for later."""
    earlier = iter(typed)
    return lambda _: next(earlier, "")


def ask_of_lists(lists: Sequence[OwnList], fill: Callable[[OwnList, str], object], until: SaidDay | None = None) -> None:
    """Asks of each list whether anybody stands on it, or the day that it says.

    Args:
        lists: those that are not filled in yet.
        fill: called with a list and the line that a person's answer puts in it.
        until: the day until which the export goes, as it says itself.
    """
    try:
        for number, each in enumerate(lists, start=1):
            heading = f"\nDe lijsten, {number} van {len(lists)} · {each.file}"
            try:
                fill(each, line_of(each, _reply([], [], heading), until))
            except Later as said:
                click.echo(wrapped(f"  {said}") if str(said) else LEFT)
    except Stopped:
        return


def ask_of_absent(absent: Sequence[str], answers: Answers) -> None:
    """Asks once which of the tables that nothing gives are kept somewhere."""
    asked = [each for each in absent if each not in answers.kept and all(own.table != each for own in own_lists().values())]
    if not asked:
        return
    try:
        answers.kept |= kept_of(asked, _reply([], [], ""))
    except Later:
        click.echo(LEFT)
    except Stopped:
        return


def _reply(before: list[str], typed: list[str], heading: str) -> Reply:
    """Gives what was typed before, and then asks, below what that was; `typed` is filled with both."""
    earlier = iter(before)
    above = [heading]

    def reply(shown: str) -> str:
        text = next(earlier, None)
        if text is None:
            click.echo(wrapped("\n".join([*above, shown])))
            above.clear()
            text = _typed()
        else:
            above.extend([shown, f"> {text}"])
        typed.append(text)
        return text

    return reply


def reply_below(heading: str) -> Reply:
    """Asks on the terminal, the first time below a heading.

    Raises:
        Stopped: by what it gives, where the person types that he stops.
    """
    return _reply([], [], heading)


def wrapped(text: str) -> str:
    """A text as wide as a terminal."""
    lines = (textwrap.wrap(line, WIDTH, subsequent_indent="  ", break_on_hyphens=False) or [""] for line in text.split("\n"))
    return "\n".join(part for wrapped in lines for part in wrapped)


def _typed() -> str:
    """What a person types on a line; the end of the input is as good as `stop`."""
    try:
        text = str(click.prompt("", default="", show_default=False, prompt_suffix="> "))
    except click.Abort:
        raise Stopped from None
    if text.strip().lower() == STOP:
        raise Stopped
    return text


def with_corrections(start: Proposal, proposal: Proposal, answers: Answers) -> Proposal:
    """The proposal in which words that nothing asks mean what a person said of them before. `start`: it before any answer."""
    done: set[str] = set()
    while (shown := in_words(silent_words(start, proposal))) not in done and shown in answers.typed:
        proposal = _answered_before(_confirming(start, proposal), proposal, answers, done)
    return proposal


def confirm(start: Proposal, proposal: Proposal, answers: Answers, keep: Callable[[Proposal], object]) -> tuple[Proposal, bool]:
    """The proposal as a person leaves it, and whether he confirms it, now that nothing is open and once he has seen what was read
    without a question; what he says of that is kept, and shown again.
    """
    while True:
        typed: list[str] = []
        turn = _confirming(start, proposal)
        try:
            found, is_agreed = confirmed(silent_words(start, proposal), proposal, _reply([], typed, ""))
        except Later as said:
            click.echo(wrapped(f"  {said}") if str(said) else LEFT)
            return proposal, False
        except Stopped:
            return proposal, False
        if found is proposal:
            return found, is_agreed
        answers.add(turn.key, typed)
        proposal = found
        keep(proposal)


def agree(start: Proposal, proposal: Proposal, answers: Answers, keep: Callable[[Proposal], object]) -> Proposal:
    """The proposal once a person who left something open has seen what was read without a question; what he agreed to before is
    not shown again.
    """
    while (kinds := silent_words(start, proposal)) and in_words(kinds) not in answers.typed:
        typed: list[str] = []
        try:
            found, is_agreed = confirmed(kinds, proposal, _reply([], typed, ""), is_open=True)
        except Later as said:
            click.echo(wrapped(f"  {said}") if str(said) else LEFT)
            return proposal
        except Stopped:
            return proposal
        if found is proposal and not is_agreed:
            return proposal
        answers.add(in_words(kinds), [*dropwhile(lambda each: each.strip().lower() in NO, typed)])  # a no was refused here
        proposal = found
        keep(proposal)
    return proposal


def _confirming(start: Proposal, proposal: Proposal) -> Turn:
    kinds = silent_words(start, proposal)
    return Turn(in_words(kinds), "", lambda reply: confirmed(kinds, proposal, reply)[0])

"""`vroegsignaal check --ask`: what check refuses, asked one by one; each answer is put in landing/mapping.toml at once.

Belongs here: the keyboard, and the file. Does not belong here: what is asked and what an answer changes
(documents/check_dialogue.py), or how that goes into the text (documents/mapping_changes.py).
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import click

from documents.check import CheckReport
from documents.check_dialogue import Put, Step, answered, confirmed, is_moot, steps_of, takes_a_block_away, waits_for_confirming
from documents.mapping_changes import NotPut, with_changes
from documents.proposal_choices import Later, Reply
from exports.ground.files import write_atomically
from orchestration.cli.map_questions import LEFT, Stopped, reply_below, wrapped
from sources.reading.rules import FILE_NAME

HOW = "Wat check weigert en u hier kunt oplossen, wordt een keer gevraagd. Enter laat een vraag staan; stop houdt op."
AGAIN = "\nEven kijken wat er nu nog niet klopt."
NOTHING_TO_ASK = "Er is niets dat u hier met een antwoord oplost; zie hieronder."
CHANGED = "  mapping.toml is intussen door een ander veranderd, en dit antwoord staat er niet in: het wordt opnieuw gevraagd."
NOT_WRITTEN = (
    "  mapping.toml kan niet worden geschreven: is het bestand of de map alleen-lezen? Uw laatste antwoord staat er niet in."
)
BOM = b"\xef\xbb\xbf"


class _ChangedMeanwhile(Exception):
    """Somebody else changed the file since check looked: its blocks may stand in other places now."""


class _File:
    """The mapping, as it was when check looked or as an answer left it.

    Attributes:
        data: its bytes then; nothing where it does not exist.
    """

    def __init__(self, path: Path, look: Callable[[], CheckReport]) -> None:
        self.path, self._look, self.data = path, look, b""

    def look(self) -> CheckReport:
        """What check finds in it; again where somebody changed it while check looked."""
        while True:
            self.data = self._now()
            report = self._look()
            if self._now() == self.data:
                return report

    @property
    def text(self) -> str:
        return self.data.decode("utf-8-sig", errors="replace")

    def put(self, put: Put) -> None:
        """Puts changes in it.

        Raises:
            NotPut: they do not go into it. _ChangedMeanwhile: it is no longer what check looked at.
            Stopped: it cannot be written.
        """
        if self._now() != self.data:
            raise _ChangedMeanwhile
        try:
            text = with_changes(self.data.decode("utf-8-sig"), put)
        except UnicodeDecodeError:
            raise NotPut from None
        data = (BOM if self.data.startswith(BOM) else b"") + text.encode()
        try:
            if not os.access(self.path, os.W_OK):
                raise PermissionError
            write_atomically(self.path.resolve(), data)
        except OSError:
            click.echo(wrapped(NOT_WRITTEN))
            raise Stopped from None
        self.data = data

    def _now(self) -> bytes:
        return self.path.read_bytes() if self.path.is_file() else b""


def ask(landing: Path, look: Callable[[], CheckReport]) -> CheckReport:
    """Asks all that may be asked of what check finds, and looks again, until nothing new comes up or the person stops.

    Args:
        landing: the home's landing folder, whose mapping.toml is changed.
        look: what check finds there now.
    """
    file = _File(landing / FILE_NAME, look)
    report, asked = file.look(), set[object]()
    if not file.path.is_file() or not steps_of(report, file.text):
        click.echo(f"{NOTHING_TO_ASK}\n")
        return report
    click.echo(HOW)
    while steps := [step for step in steps_of(report, file.text) if step.key not in asked]:
        seen = file.data
        try:
            is_changed = _asked(file, steps, asked)
        except Stopped:
            click.echo("")
            return report if file.data == seen else file.look()
        if not is_changed:
            break
        click.echo(AGAIN)
        report = file.look()
    click.echo("")
    return report


def confirm(landing: Path, look: Callable[[], CheckReport], report: CheckReport) -> CheckReport:
    """The report once a person has confirmed a mapping of which all else is good."""
    if not waits_for_confirming(report):
        return report
    file = _File(landing / FILE_NAME, look)
    file.data = file.path.read_bytes()
    try:
        put = confirmed(reply_below(""), len(report.waiting))
        if not put:
            return report
        file.put(put)
    except (Later, Stopped):
        return report
    except NotPut as error:
        click.echo(wrapped(f"  {error}."))
        return report
    except _ChangedMeanwhile:
        click.echo(wrapped(CHANGED))
        return report
    found = file.look()
    click.echo("")
    click.echo(found.text(with_notes=False))
    return found


def _asked(file: _File, steps: list[Step], asked: set[object]) -> bool:
    """Asks these in turn, as far as they stand where they did; whether the mapping is another one now."""
    done: Put = []
    for number, step in enumerate(steps, start=1):
        asked.add(step.key)
        if is_moot(step, done):
            continue
        try:
            done += _answer(file, step, f"\n{number} van {len(steps)} · {step.about}")
        except _ChangedMeanwhile:
            click.echo(wrapped(CHANGED))
            asked -= {each.key for each in steps[number - 1 :]}
            return True
        if takes_a_block_away(done):
            asked -= {each.key for each in steps[number:]}
            break
    return bool(done)


def _answer(file: _File, step: Step, heading: str) -> Put:
    """What the answer to one question changed in the mapping."""
    reply: Reply = reply_below(heading)
    try:
        put = answered(step, reply)
        file.put(put)
    except Later as said:
        click.echo(wrapped(f"  {said}") if str(said) else LEFT)
        return []
    except NotPut as error:
        click.echo(wrapped(f"  {error}."))
        return []
    return put

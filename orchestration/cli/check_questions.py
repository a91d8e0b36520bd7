"""`vroegsignaal check --ask`: what check refuses, asked one by one; each answer is put in landing/mapping.toml at once.

Belongs here: the keyboard, and the file. Does not belong here: what is asked and what an answer changes
(documents/check_dialogue.py), or how that goes into the text (documents/mapping_changes.py).
"""

from __future__ import annotations

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
BOM = "\ufeff"


def ask(landing: Path, look: Callable[[], CheckReport]) -> CheckReport:
    """Asks all that may be asked of what check finds, and looks again, until nothing new comes up or the person stops.

    Args:
        landing: the home's landing folder, whose mapping.toml is changed.
        look: what check finds there now.
    """
    report, asked = look(), set[object]()
    path = landing / FILE_NAME
    if not path.is_file() or not steps_of(report, _text(path)):
        click.echo(f"{NOTHING_TO_ASK}\n")
        return report
    click.echo(HOW)
    while steps := [step for step in steps_of(report, _text(path)) if step.key not in asked]:
        done: Put = []
        for number, step in enumerate(steps, start=1):
            asked.add(step.key)
            try:
                done += [] if is_moot(step, done) else _answer(path, step, f"\n{number} van {len(steps)} · {step.source}")
            except Stopped:
                click.echo("")
                return look() if done else report
            if takes_a_block_away(done):
                asked -= {each.key for each in steps[number:]}
                break
        if not done:
            break
        click.echo(AGAIN)
        report = look()
    click.echo("")
    return report


def confirm(landing: Path, look: Callable[[], CheckReport], report: CheckReport) -> CheckReport:
    """The report once a person has confirmed a mapping of which all else is good."""
    if not waits_for_confirming(report):
        return report
    try:
        put = confirmed(reply_below(""))
    except (Later, Stopped):
        return report
    if not put or not _put(landing / FILE_NAME, put):
        return report
    found = look()
    click.echo("")
    click.echo(found.text(with_notes=False))
    return found


def _answer(path: Path, step: Step, heading: str) -> Put:
    """What the answer to one question changed in the mapping."""
    reply: Reply = reply_below(heading)
    try:
        put = answered(step, reply)
        return put if _put(path, put) else []
    except Later as said:
        click.echo(wrapped(f"  {said}") if str(said) else LEFT)
        return []


def _put(path: Path, put: Put) -> bool:
    try:
        text = with_changes(_text(path), put)
    except NotPut as error:
        click.echo(wrapped(f"  {error}."))
        return False
    mark = BOM if path.read_bytes().startswith(BOM.encode()) else ""
    write_atomically(path, f"{mark}{text}".encode())
    return True


def _text(path: Path) -> str:
    return path.read_bytes().decode("utf-8-sig", errors="replace")

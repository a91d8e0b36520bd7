"""A proposed mapping file from sheets or blocks, as `vroegsignaal map` puts it down, and what it asks of a line."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from documents.proposal_report import report_text
from documents.proposal_text import written
from sources.proposals.as_in_file import as_in_file
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import Block, Sheet


def text_of(blocks: Sequence[Block]) -> str:
    """The file that is proposed."""
    return written(as_in_file(drafts_of(blocks), blocks)).text


def report_of(blocks: Sequence[Block], unread: Sequence[Sheet], present: Collection[str] = (), target: str = "m.toml") -> str:
    """What `map` says of it."""
    sheets = drafts_of(blocks)
    return report_text(sheets, blocks, unread, present, target, written(sheets))


def questions(text: str) -> list[str]:
    """The questions on top of a proposed file, each on one line."""
    head = re.sub(r"\n#     +", " ", text.partition("\nconfirmed")[0])
    return re.findall(r"^# +\d+\. (.*)", head, re.MULTILINE)


def asked_of(text: str, code: str) -> str:
    """What is asked of the first line that says this to a run; nothing where nothing is, or where no line says it."""
    line = next((each for each in text.partition("\nconfirmed")[2].splitlines() if code in each.partition("  # vraag ")[0]), "")
    numbers = re.search(r"# vraag ([\d, ]+)$", line)
    return " ".join(questions(text)[int(number) - 1] for number in numbers[1].split(", ")) if numbers else ""

"""What still waits for an answer in a mapping file that a person has worked on: the lines of a proposal behind a hash.

Belongs here: finding those lines in somebody's own file. Does not belong here: the proposal (proposal_text.py), which knows its
own lines.
"""

from __future__ import annotations

import re

from sources.proposals.meant import NO_MEANING

CONFIRM = "confirmed = "
MARK = "# vraag "  # before the number of a question, behind each line that it is about
# A key, a word or a pattern behind a hash, or what a person is asked in its place.
_WAITS = re.compile(rf"# *(\w+ = |\"(?:\\.|[^\"\\])*\" = |'[^']*' = |\[|bij welk blok|{NO_MEANING})")
_MARKED = re.compile(rf"{MARK}\d+(:|$)")


def lines_to_answer(text: str) -> tuple[int, ...]:
    """The numbers of the lines below `confirmed` that carry the number of a question and do not count yet."""
    lines = list(enumerate(text.splitlines(), start=1))
    confirm = next((number for number, line in lines if line.startswith(CONFIRM)), 0)
    return tuple(number for number, line in lines if number > confirm and _MARKED.search(line) and _WAITS.match(line.strip()))

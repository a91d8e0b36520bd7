"""Lines of a ledger that are no entries yet, by a word of a status that nothing reads: invoices of which it says `Concept`.

Belongs here: seeing such lines, and how a block passes them over. Does not belong here: which words say so (guards/remarks.py),
or lines that were written off later (written_off.py).

Taken along, a draft is a claim that nobody sent; without its number it refuses the whole file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from sources.guards.remarks import PROVISIONAL, REMARKS_OF_ENTRIES
from sources.proposals.part import Part
from sources.recognition.sides import side_of
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.names import fits_only
from sources.words.profile import Profile, cell_of

MOST_KINDS = 20  # words of a status
NOT_YET = re.compile(REMARKS_OF_ENTRIES[PROVISIONAL])
WHY = "een concept is nog geen boeking"
OWN = ("entry_id", "booked_on")  # what an entry has, and a draft may not have yet


def pass_over_provisional(part: Part, block: Block, *, is_of_charges: bool = False) -> None:
    """Passes over drafts where they lack what each entry has, or where the lines are claims only: there none that is passed over
    can be money that somebody paid. `is_of_charges`: whether the part takes claims only.
    """
    taken = {choice.profile.place for choice in block.choices.values()}
    for profile in block.layout.columns:
        words = [text for text in profile.texts if NOT_YET.fullmatch(text.strip().lower())]
        if not words or profile.place in taken or profile.distinct > MOST_KINDS:
            continue
        is_claim = is_of_charges or side_of(block) == "charge" or all(_are_charged(block, profile, words))
        if is_claim or all(_lacks_its_own(block, profile, words)):
            part.skip_lines({profile.title: [fits_only(word.lower()) for word in sorted(words)]}, WHY, is_asked=True)


def _are_charged(block: Block, profile: Profile, words: list[str]) -> Iterator[bool]:
    """For each of these lines whether its word for a kind of entry is one of claims."""
    kind = block.choices.get("entry_type")
    for row in block.rows:
        if cell_of(row, profile) in words:
            yield kind is not None and meaning_of("entry_type", kind.profile.said(cell_of(row, kind.profile))) == "charge"


def _lacks_its_own(block: Block, profile: Profile, words: list[str]) -> Iterator[bool]:
    """For each of these lines whether it lacks its number or its day."""
    chosen = (block.choices.get(name) for name in OWN)
    own = [each.profile for each in chosen if each is not None and not each.part and each.profile.title not in block.lookups]
    for row in block.rows:
        if cell_of(row, profile) in words:
            yield any(not cell_of(row, each) for each in own)

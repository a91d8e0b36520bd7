"""Lines of letters and of contracts that their own list says never came to be: a letter that was cancelled, a contract in draft.

Belongs here: seeing such lines below a title that nothing reads, and how a block passes them over. Does not belong here: drafts
among entries (provisional.py), or titles that only a person can judge (unread.py).

A letter that never left would prove that a tenant was offered help.
"""

from __future__ import annotations

import re

from sources.proposals.part import Part
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.blocks import Block
from sources.words.names import fits_only
from sources.words.profile import Profile
from sources.words.titles import concepts_of

NOT_SENT = "dat staat er bij een brief die niet is verstuurd, of is ingetrokken: die bewijst niets"
NO_CONTRACT = "dat staat er bij een contract dat nog niet of nooit is ingegaan"
# A yes below it says that a letter never left; a no below the other that it did not.
_CANCELLED = re.compile(
    r"(is |werd )?(geannul\w*|annul\w*|vervallen|ingetrokken|verwijderd|niet (verzonden|verstuurd)|cancell?ed|void(ed)?)"
    r"\W*(j\W?n|ja\W?nee)?\W*",
    re.IGNORECASE,
)
_SENT = re.compile(
    r"(is |werd )?(verzonden|verstuurd|verz|definitief|uitgegeven|sent|issued)\W*(j\W?n|ja\W?nee)?\W*", re.IGNORECASE
)
_YES, _NO = frozenset(TRUE_WORDS), frozenset(FALSE_WORDS)
_DRAFT = re.compile(
    r"concept(contract)?|in concept|draft|(in )?(voorbereiding|offerte|aanbieding|optie)|geannuleerd|cancell?ed|ingetrokken"
    r"|vervallen|(nog )?niet (getekend|ingegaan|definitief)|nooit ingegaan|gereserveerd|reservering",
    re.IGNORECASE,
)


def pass_over_undone(part: Part, block: Block) -> None:
    """Passes over and asks what never came to be, of letters and of contracts."""
    for profile in block.left:
        if block.table == "collection_actions":
            words, why = _not_sent(profile), NOT_SENT
        else:
            words, why = (
                [text for text in profile.texts if "status" in concepts_of(profile.title) and _is_draft(text)],
                NO_CONTRACT,
            )
        if words and len(words) < profile.distinct and profile.title not in block.only:
            part.skip_lines({profile.title: [fits_only(word.lower()) for word in sorted(words)]}, why, is_asked=True)


def _is_draft(text: str) -> bool:
    return bool(_DRAFT.fullmatch(text.strip()))


def _not_sent(profile: Profile) -> list[str]:
    """The words, of a column of nothing but yes and no, that say so."""
    said = {text.strip().lower() for text in profile.texts}
    if not said or not said <= _YES | _NO:
        return []
    wrong = (
        _YES if _CANCELLED.fullmatch(profile.title.strip()) else _NO if _SENT.fullmatch(profile.title.strip()) else frozenset()
    )
    return [text for text in profile.texts if text.strip().lower() in wrong]

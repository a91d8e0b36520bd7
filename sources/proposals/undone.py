"""Lines of letters and of contracts that their own list says never came to be: a letter that was cancelled, a contract in draft.

Belongs here: seeing such lines below a title that nothing reads, and how a block passes them over. Does not belong here: drafts
among entries (provisional.py), the titles that say it (words/cancelled.py), or those that only a person can judge (unread.py).

A letter that never left would prove that a tenant was offered help.
"""

from __future__ import annotations

import re

from sources.proposals.part import Part
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.blocks import Block
from sources.words.cancelled import is_never_sent, is_sent
from sources.words.names import fits_only
from sources.words.profile import Profile
from sources.words.titles import concepts_of

NOT_SENT = "dat staat er bij een brief die niet is verstuurd, of is ingetrokken: die bewijst niets"
NO_CONTRACT = "dat staat er bij een contract dat nog niet of nooit is ingegaan"
# How a letter stands: it went, or it never did. What came back unopened is neither.
_WENT = re.compile(
    r"(is )?(verzonden|verstuurd|gestuurd|verz\.?|afgedrukt|geprint|gemaild|bezorgd|uitgegaan|uitgevoerd|definitief|afgehandeld"
    r"|afgerond|voltooid|sent|printed|mailed|posted|delivered|completed?|done|issued)",
    re.IGNORECASE,
)
_NEVER_WENT = re.compile(
    r"(is )?(geannuleerd|cancell?ed|ingetrokken|teruggetrokken|vervallen|verwijderd|deleted|concept|draft|mislukt|failed"
    r"|(nog )?(niet|te) (verzonden|verstuurd|verzenden|versturen|gestuurd|afgedrukt|uitgevoerd)|not (sent|printed)|afgebroken"
    r"|geblokkeerd|tegengehouden|(in )?(wachtrij|voorbereiding)|klaargezet|queued|pending)",
    re.IGNORECASE,
)
_YES, _NO = frozenset((*TRUE_WORDS, "x", "v")), frozenset(FALSE_WORDS)
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
        are_some = len(words) < profile.distinct or profile.filled < block.layout.rows
        if words and are_some and profile.title not in block.only:
            part.skip_lines({profile.title: [fits_only(word.lower()) for word in sorted(words)]}, why, is_asked=True)


def _is_draft(text: str) -> bool:
    return bool(_DRAFT.fullmatch(text.strip()))


def _not_sent(profile: Profile) -> list[str]:
    """The words, of a column of nothing but yes and no, or of nothing but how letters stand, that say so."""
    said = {text.strip().lower() for text in profile.texts}
    if "status" in concepts_of(profile.title):
        never = [text for text in profile.texts if _NEVER_WENT.fullmatch(text.strip())]
        return (
            never if len(never) + sum(bool(_WENT.fullmatch(each.strip())) for each in profile.texts) == profile.distinct else []
        )
    if not said or not said <= _YES | _NO:
        return []
    wrong = _YES if is_never_sent(profile.title) else _NO if is_sent(profile.title) else frozenset()
    return [text for text in profile.texts if text.strip().lower() in wrong]

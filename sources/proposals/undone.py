"""Lines of letters and of contracts that their own list says never came to be: a letter that was cancelled, a contract in draft.

Belongs here: seeing such lines below a title that nothing reads, and how a block passes them over. Does not belong here: drafts
among entries (provisional.py), the titles that say it (words/cancelled.py), or those that only a person can judge (unread.py).

A letter that never left would prove that a tenant was offered help.
"""

from __future__ import annotations

import re

from sources.guards.unused import OUTCOME
from sources.proposals.part import Part
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.blocks import Block
from sources.words.cancelled import is_never_sent, is_sent
from sources.words.field_names import speaks
from sources.words.names import fits_only
from sources.words.notes import look, remark
from sources.words.outcomes import is_of_a_contact, say_what_became, was_done, was_never_done
from sources.words.profile import Profile
from sources.words.titles import concepts_of, is_free_text

NOT_SENT = "dat staat er bij een brief die niet is verstuurd, of is ingetrokken: die bewijst niets"
LATER = "een ander woord wordt later geweigerd"
IN_CODES = "dezelfde woorden, in codes"
NO_CONTRACT = "dat staat er bij een contract dat nog niet of nooit is ingegaan"
_YES, _NO = frozenset((*TRUE_WORDS, "x", "v")), frozenset(FALSE_WORDS)
_DRAFT = re.compile(
    r"concept(contract)?|in concept|draft|(in )?(voorbereiding|offerte|aanbieding|optie)|geannuleerd|cancell?ed|ingetrokken"
    r"|vervallen|(nog )?niet (getekend|ingegaan|definitief)|nooit ingegaan|gereserveerd|reservering",
    re.IGNORECASE,
)


def pass_over_undone(part: Part, block: Block) -> None:
    """Passes over and asks what never came to be, of letters and of contracts."""
    if block.table == "collection_actions":
        _take_what_was_done(part, block)
    for profile in block.left:
        if block.table == "collection_actions":
            words, why = _not_sent(profile), NOT_SENT
        else:
            words, why = (
                [text for text in profile.texts if "status" in concepts_of(profile.title) and _is_draft(text)],
                NO_CONTRACT,
            )
        are_some = len(words) < profile.distinct or profile.filled < block.layout.rows
        if words and are_some and profile.title not in (*block.only, *part.skipped):
            part.skip_lines({profile.title: [fits_only(word.lower()) for word in sorted(words)]}, why, is_asked=True)


def _take_what_was_done(part: Part, block: Block) -> None:
    """Of a list of letters and contacts the lines of which a word says what became of them, where each is known: those that were
    done are taken, the others passed over, and a word that comes later is refused. A code that says the same is set aside.
    """
    known = [each for each in block.left if each.title not in block.only and _says_what_became(each, block.layout.rows)]
    codes = [each for each in known if any({*each.means.values()} == {*other.texts} for other in known if other is not each)]
    taken = {}
    for profile in (each for each in known if each not in codes):
        done = [text for text in profile.texts if was_done(profile.said(text))]
        never = [fits_only(text.lower()) for text in sorted(profile.texts) if text not in done]
        taken[profile.title] = [*done, *([""] if profile.filled < block.layout.rows else [])]
        if never:
            part.skip_lines({profile.title: never}, NOT_SENT, is_asked=True)
    if taken:
        part.settings = [line for line in part.settings if line.key != "only"]
        part.set("only", {**block.only, **taken}, look(LATER))
    if codes:
        part.set("unread", [each.title for each in codes], remark(IN_CODES))


def _says_what_became(profile: Profile, rows: int) -> bool:
    """Whether below a title of outcomes, or one whose words are no other, each word is known, and some say that something was
    done; or all how a call or visit went: only a letter may be without an outcome because it never left.
    """
    said = [profile.said(text) for text in profile.texts]
    is_titled = speaks(OUTCOME, profile.title) or (not is_free_text(profile.title) and say_what_became(said))
    if profile.date_kind or not profile.filled or not is_titled:
        return False
    is_known = all(was_done(each) or was_never_done(each) for each in said) and any(map(was_done, said))
    return (is_known and profile.filled >= rows and profile.distinct > 1) or all(map(is_of_a_contact, said))


def _is_draft(text: str) -> bool:
    return bool(_DRAFT.fullmatch(text.strip()))


def _not_sent(profile: Profile) -> list[str]:
    """The words, of a column of nothing but yes and no, or of nothing but how letters stand, that say so."""
    said = {text.strip().lower() for text in profile.texts}
    if "status" in concepts_of(profile.title):
        never = [text for text in profile.texts if was_never_done(text)]
        return never if all(was_done(text) or text in never for text in profile.texts) else []
    if not said or not said <= _YES | _NO:
        return []
    wrong = _YES if is_never_sent(profile.title) else _NO if is_sent(profile.title) else frozenset()
    return [text for text in profile.texts if text.strip().lower() in wrong]

"""Words for what became of a letter or a contact: that it went out, that it never did, or how a call or visit went.

Belongs here: those words, as a whole. Does not belong here: titles below which a yes says so (cancelled.py), what a contact was
about (subjects.py), or which lines a block then takes (proposals/undone.py).

A call that nobody answered is an attempt, and counts; a word that may be either, as `Retour`, is none of these.
"""

from __future__ import annotations

import re
from collections.abc import Collection

DONE = re.compile(
    r"(is )?(afgesloten|afgerond|afgehandeld|geboekt|verzonden|verstuurd|gestuurd|verz|uitgegaan|uitgevoerd|afgedrukt|geprint"
    r"|gemaild|gereed|voltooid|definitief|gedaan|bezorgd|afgeleverd|geslaagd|sent|done|completed?|closed|delivered|posted"
    r"|executed|printed|mailed|issued|gesloten|opgelost|resolved|solved|ok[eé]?|okay|akkoord|succes(vol|sful)?|success|gelukt|goed)"
)
# Of these a word is said of a letter or contact itself, and not of a case, a contract or who keeps the list.
_LEFT = re.compile(
    r"(is )?(verzonden|verstuurd|gestuurd|verz|uitgegaan|uitgevoerd|afgedrukt|geprint|gemaild|bezorgd|afgeleverd|sent|delivered"
    r"|executed|printed|mailed)"
)
_NEVER = re.compile(
    r"(is )?((in )?(concept|draft|klad|voorbereiding|wachtrij|de wacht)|conceptbrief|pending|queued|klaargezet"
    r"|(nog )?(niet|te) (verzonden|verstuurd|gestuurd|definitief|bezorgd|afgeleverd|uitgevoerd|afgedrukt|verzenden|versturen)"
    r"|(not |un)(sent|delivered|printed)|geannuleerd|cancell?ed|ingetrokken|teruggetrokken|vervallen|verwijderd|deleted|voided?"
    r"|mislukt|(met )?fout(melding|en)?|error|failure|nok|(niet|not) ok|not successful|niet gelukt"
    r"|failed|bounced?|afgekeurd|afgebroken|geblokkeerd|tegengehouden"
    r"|open|openstaand|te doen|to ?do|nieuw|niet gestart|not started|gepland|planned|scheduled)"
)
# Of these each says it by itself of a letter or a call: what is `open` or `nieuw` may be a case, or a debt.
_UNSENT = re.compile(
    r"(is |nog )?((in )?(concept|draft|klad)|concept(brief|versie)|(in (de )?)?wachtrij|queued|(in ?)?gepland|planned|scheduled"
    r"|(nog )?(niet|te) (verzonden|verstuurd|gestuurd|bezorgd|afgeleverd|afgedrukt|verzenden|versturen)"
    r"|(not |un)(sent|delivered|printed))"
)
_CONTACT = re.compile(
    r"(is |was )?(gesproken|bereikt|geen gehoor|geen contact|niet (bereikt|thuis|aanwezig|opgenomen)"
    r"|voicemail( ingesproken)?|thuis|aangetroffen|in gesprek|betaal(toezegging|belofte|afspraak)|betaling toegezegd"
    r"|toezegging|zegt betaling toe|regeling (afgesproken|getroffen)|terugbelverzoek|belt terug"
    r"|no answer|not (home|in)|spoken|reached|left (message|voicemail)"
    r"|promise to pay|briefje( in de bus)?|kaartje( achtergelaten| in de bus)?)"
)


def was_done(word: str) -> bool:
    """Whether a word says that a letter went out, or how a call or visit went."""
    return bool(DONE.fullmatch(_plain(word))) or is_of_a_contact(word)


def say_what_became(words: Collection[str]) -> bool:
    """Whether words say by themselves of some letters that they went out and of others that they never did, below any title."""
    is_known = all(was_done(each) or was_never_done(each) for each in words)
    return is_known and any(_LEFT.fullmatch(_plain(each)) for each in words) and any(map(was_never_done, words))


def say_unsent(words: Collection[str]) -> bool:
    """Whether some of the words say of letters or contacts that they never came to be, whatever the others say."""
    plain = [*map(_plain, words)]
    return any(map(_UNSENT.fullmatch, plain)) or (any(map(_LEFT.fullmatch, plain)) and any(map(was_never_done, plain)))


def is_of_a_contact(word: str) -> bool:
    """Whether a word says how a call or visit went, as it does of no letter."""
    return bool(_CONTACT.fullmatch(_plain(word)))


def was_never_done(word: str) -> bool:
    """Whether a word says that a letter never went out, or not yet."""
    return bool(_NEVER.fullmatch(_plain(word)))


def _plain(word: str) -> str:
    return " ".join(word.strip().lower().rstrip(".").split())

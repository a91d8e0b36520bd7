"""Titles of a day in a log of letters and contacts that is not the day on which something was done.

Belongs here: the words that say so, for all who read such a title: `map`, which must not propose it, and the guards of a mapping,
which refuse it. Does not belong here: what titles mean otherwise (words.toml), or the words of a
refusal (guards/wrong_title.py, guards/left_out.py).
"""

from __future__ import annotations

from sources.words.field_names import speaks
from sources.words.titles import concepts_of

# A day that is still to come: never the day on which something was done.
PLANNED = (
    r"\b(vervolg|volgende\b|gepland|planning|plandat|streefdat|opvolg(dat|dag|en\b|actie|moment)|op te volgen|opgevolgd moet"
    r"|terugbel|te doen\b|deadline|next\b|planned|scheduled|follow.?up|to ?do\b|call ?back)"
)
# A day on which somebody was ready with the matter, which may be weeks after the letter or the call.
CLOSED = r"(afgehandeld|afhandel|\bgereed|voltooi|afgerond|afgesloten|\bgesloten|\bklaar\b|\bcompleted|\bclosed|\bfinished)"
# A day on which the tenant called or wrote.
INCOMING = (
    r"\b(huurder|bewoner|klant|debiteur) (zelf )?(belde|belt|mailde|schreef|appte)|\b(inkomend|incoming|inbound)"
    r"|\b(gebeld|contact|bericht|e-?mail|telefoontje|gesprek) (door|van) (de )?(huurder|bewoner|klant|debiteur)"
)
# What a day is of that is no letter or contact of ours, where no word beside it says that it is one.
OTHER_MATTERS = frozenset({"handed_over", "deceased", "objection", "arrangement", "agreed", "broken", "eviction", "due", "paid"})
OURS = frozenset(
    {
        "sent",
        "letter",
        "demand",
        "reminder",
        "summons",
        "call",
        "visit",
        "message",
        "action",
        "dunning",
        "contact",
        "note",
        "made",
    }
)


def is_planned(title: str) -> bool:
    """Whether a title is that of a day on which something is still to be done."""
    return speaks(PLANNED, title) and not concepts_of(title) & {"sent", "handled"}


def is_closed(title: str) -> bool:
    """Whether a title is that of a day on which the matter was closed, whenever the letter or contact was."""
    return speaks(CLOSED, title) and "sent" not in concepts_of(title)


def is_of_making(title: str) -> bool:
    """Whether a title is that of a day on which a letter was made, which proves nothing where another is when it was sent."""
    return "made" in concepts_of(title) and not concepts_of(title) & {"sent", "action", "letter"}


def is_incoming(title: str) -> bool:
    """Whether a title is that of a day on which the tenant called or wrote: no effort of ours to reach him."""
    return speaks(INCOMING, title)


def is_of_another_matter(title: str) -> bool:
    """Whether a title is that of a day on which something else happened: a case was handed over, or something agreed."""
    said = concepts_of(title)
    return bool(said & OTHER_MATTERS) and not said & OURS


def is_not_done(title: str) -> bool:
    """Whether on the day of a title nothing was done by us: it is still to come, or the tenant did it."""
    return is_planned(title) or is_incoming(title)

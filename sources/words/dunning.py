"""Titles that say that somebody is not dunned for now: `Dunning block`, `Aanmaanblokkade`, `Incassostop`, `Niet aanmanen`.

Belongs here: knowing such a title, for all who read it: `map`, which takes it for no column of ours, and the guards of a mapping,
which ask about it. Does not belong here: the words of a refusal (guards/unused.py).

An arrangement, an objection or a dispute may be why, and the title does not say which. Direct debit (automatische incasso) is
something else.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from sources.words.field_names import speaks
from sources.words.profile import Layout

_DUNNING = (
    r"(aanma(an|n|ning)\w*?|aanm\b\.?|aanm(?=blok|stop)|\bmaan(?=blok|stop)|herinnering(en|s)?|incasso|invordering(s|en)?"
    r"|dunn?(ing)?|collections?|reminders?|mahn)"
)
_BLOCK = (
    r"(ge)?(blok|block|stop|hold\b|lock|sperr|pauze|opgeschort|opschort|uitgest|uitstel|bevro|stilgezet|uitgesloten|exempt|exclu)"
)
BLOCKED = (
    rf"^(?!.*(\b(automatisch|auto|sepa|machtiging|direct debit)|kosten\b))(.*\b{_DUNNING}[\W_]*(\w+[\W_]+)?{_BLOCK}"
    rf"|.*{_BLOCK}\w*[\W_]+(\w+[\W_]+){{0,2}}{_DUNNING}"
    r"|.*\b(niet|geen|no|not)[\W_]+(\w+[\W_]+)?(aanma|incass|herinner|dunn|manen|reminder))"
)


@cache
def is_blocked(title: str) -> bool:
    """Whether a title says that somebody is not dunned for now."""
    return speaks(BLOCKED, title)


def without_blocked(layout: Layout) -> Layout:
    """A sheet without such columns."""
    return replace(layout, columns=tuple(each for each in layout.columns if not is_blocked(each.title)))

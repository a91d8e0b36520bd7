"""Why a person's word about a batch was not recorded, in Dutch, for whoever gave it.

Belongs here: a sentence for each code. Does not belong here: when it is refused (exports/delivery/reconcile.py).
"""

from __future__ import annotations

from exports.delivery.reconcile import WordRefused

REFUSED = {
    "unknown_outcome": "zeg een van deze: {known}",
    "not_in_doubt": "over {batch} is geen twijfel ({status}); er is niets op te lossen",
    "not_in_outbox": "{batch} hoeft niemand in te leveren ({status}, kanaal {channel}); er is niets vastgelegd",
    "uploaded_before": "dat {batch} is ingeleverd was al vastgelegd op {day}; er is niets veranderd",
    "no_such_batch": "het register kent geen batch {batch}; `vroegsignaal status` noemt ze",
}


def refusal_in_words(refused: WordRefused) -> str:
    """What is so, and that nothing was recorded."""
    return REFUSED[refused.code].format(**refused.facts)

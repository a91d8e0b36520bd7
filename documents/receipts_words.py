"""Why nothing is reported on receipts that are too old, in Dutch, for whoever works from the lists.

Belongs here: that sentence. Does not belong here: the data team's (run_words.py), how far the receipts go
(sources/receipts.py), or what waits.
"""

from __future__ import annotations

from sources.receipts import Receipts


def in_dutch(receipts: Receipts) -> str:
    """Why nothing stands ready."""
    if receipts.until is None:
        return "In de administratie staat geen enkele ontvangst: niemand kan zien wie er betaald heeft."
    return (
        f"De ontvangsten zijn bij tot en met {receipts.until:%d-%m-%Y}, {receipts.days_old} dagen vóór de peildatum: wie daarna "
        "betaalde, lijkt nog achterstand te hebben."
    )

"""Words of a list of mandates that stand for all complexes, or for none in particular: `alle`, `hele portefeuille`, `n.v.t.`.

Belongs here: those words. Does not belong here: which column has the complexes (recognition/complexes.py), or what a mapping
makes of such a word (guards/all_complexes.py).
"""

from __future__ import annotations

import re

_BY_ITSELF = (
    r"alle?s?|allemaal|all|any|every|everything|entire|whole|((het )?ge)?heel|totaal|volledig|compleet|overal|elke?|ieder"
    r"|n\W?v\W?t|n\W?/?\W?a|niet van toepassing|geen( beperking)?|none|onbeperkt"
)
_ALL = r"(voor )?((de |het )?(alle?|all|elke?|iedere?|(ge)?hele?|volledige?|totale|complete|entire|whole|full))"
_OF_WHAT = (
    r"(\w*complex(en|es)?|\w*gebouw(en)?|\w*pand(en)?|\w*object(en)?|eenhe(id|den)|woning(en)?|bezit|portefeuille|portfolio"
    r"|buildings?|properties|units|contract(en)?)"
)
ALL = re.compile(rf"\W*(({_BY_ITSELF})|{_ALL} (de |the )?{_OF_WHAT})?\W*")


def is_of_all(text: str) -> bool:
    """Whether a cell says all complexes, or that none is named; an empty one says so by itself."""
    return bool(ALL.fullmatch(" ".join(text.lower().split())))

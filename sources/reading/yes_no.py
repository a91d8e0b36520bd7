"""How other people's exports write yes and no.

Belongs here: these words. Does not belong here: reading a cell with them (values.py), or words that mean yes of one column only
(words/evidence.py).
"""

from __future__ import annotations

TRUE_WORDS = ("ja", "j", "true", "waar", "yes", "y", "1", "checked")  # checked: as Airtable has it
FALSE_WORDS = ("nee", "n", "false", "onwaar", "no", "0", "unchecked")

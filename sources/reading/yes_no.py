"""How other people's exports write yes and no.

Belongs here: these words. Does not belong here: reading a cell with them (values.py), or columns whose title says of what
a yes is (words/yes_no.py).
"""

from __future__ import annotations

TRUE_WORDS = ("ja", "j", "true", "waar", "yes", "y", "1", "-1", "checked")  # -1: as Access has it; checked: Airtable
FALSE_WORDS = ("nee", "n", "false", "onwaar", "no", "0", "unchecked")

"""What a contact was about: titles below which a list of contacts says so, and words that say that it was the arrears.

Belongs here: reading such a title, and such a word. Does not belong here: which lines are passed over (proposals/actions.py), or
refusing those of which nobody said it (guards/subjects.py).

Only a contact about the arrears is proof of one. Nobody can list all else that people call about, so a word counts only where it
says arrears itself, or a person says that it does.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from sources.words.evidence import LETTERS, is_no_step, meanings_of
from sources.words.field_names import speaks
from sources.words.titles import concepts_of, words

CONTACTS = frozenset({"phone_call", "home_visit", "personal_message"})
SUBJECT = re.compile(
    r"\b(\w*onderwerp|\w*onderw|betr|betreft|betreffende|inzake|aanleiding|gespreksreden|contactreden|reden( van)?( het| de)? ?"
    r"(contact|gesprek|melding|bezoek)?|thema|subject|topic|(contact |call )?reason|regarding)$"
)
ARREARS = re.compile(
    r"achterstal|achterstand|huurschuld|wanbetal|niet betaald|te laat betaald|betaling|betaal(afspra|regel|gedrag|her)|afbetal"
    r"|afloss|aanman|herinner|sommatie|ingebreke|openstaand|debiteur|\bregeling|schuld|vordering|vroegsign|incasso"
    r"|arrears?|overdue|payment|collection|dunning|\bdebts?\b|unpaid"
)
# What speaks of paying and not of what is owed: how somebody pays, or what is returned to him.
OF_PAYING = re.compile(r"wijze|method|automatisch|machtiging|mandaat|rekeningnummer|terugbetal|gegevens|direct debit")


def is_of_subjects(title: str, said: Collection[str]) -> bool:
    """Whether a column says what contacts were about: by its title, or as one of its words is known to be something else. Why a
    contact has its status is how it went.
    """
    if "status" in concepts_of(title):
        return False
    other = words()["not_of_arrears"]["other_subject"]
    return speaks(SUBJECT, " ".join(title.split())) or any(re.search(other, each.lower()) for each in said)


def is_of_arrears(word: str) -> bool:
    """Whether a word says by itself that a contact was about the arrears."""
    text = word.lower()
    says = bool(ARREARS.search(text)) and not OF_PAYING.search(text)
    return (says or bool(LETTERS & {*meanings_of("action_type", word)})) and not is_no_step(word)

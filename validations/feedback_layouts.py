"""What a feedback file may look like: our own titles, and the form of a desk's layout.

Belongs here: the titles, and what a layout says (rules.md, "Feedback"). Does not belong here: the layouts themselves, which are
data in the desks' files (validations/desks/), or reading rows (validations/feedback.py).

Nothing in a file is read but what a layout maps; the law has no ground for more than the word that help was accepted.
"""

from __future__ import annotations

from collections import Counter
from typing import Literal, Self

from pydantic import BaseModel, ConfigDict, Field, model_validator

# Title as people write it: our column. The last one may be absent.
COLUMN_OF_TITLE = {
    "Achternaam": "last_name",
    "Postcode": "postcode",
    "Huisnummer": "house_number",
    "Hulp geaccepteerd": "answer",
    "Datum": "accepted_on",
    "Huisnummer toevoeging": "house_number_suffix",
}
OPTIONAL_TITLES = ("Huisnummer toevoeging",)
REQUIRED_TITLES = tuple(title for title in COLUMN_OF_TITLE if title not in OPTIONAL_TITLES)


def plain(text: str) -> str:
    """A title or status as it is compared: any case and any spacing."""
    return " ".join(text.split()).casefold()


class FeedbackLayout(BaseModel):
    """What a desk's own feedback files look like.

    Attributes:
        status, source: whether the desk itself confirmed it, and where it comes from.
        titles: the desk's title -> ours.
        dropped: titles that may stand there too; their cells are never read.
        accepted, not_accepted: the statuses that mean so; the latter are counted and forgotten.
        person: statuses of which a person has to find out what they mean for the tenant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    status: Literal["assumed", "confirmed"]
    source: str = Field(min_length=1)
    titles: dict[str, str]
    dropped: tuple[str, ...] = ()
    accepted: tuple[str, ...] = Field(min_length=1)
    not_accepted: tuple[str, ...]
    person: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_each_thing_once(self) -> Self:
        ours = list(self.titles.values())
        if not set(REQUIRED_TITLES) <= set(ours) <= set(COLUMN_OF_TITLE) or len(set(ours)) < len(ours):
            raise ValueError(f"'titles' must give each of {', '.join(REQUIRED_TITLES)} once, and may give {OPTIONAL_TITLES[0]}")
        for words in ([*self.titles, *self.dropped], [*self.accepted, *self.not_accepted, *self.person]):
            if twice := [word for word, count in Counter(map(plain, words)).items() if count > 1 or not word]:
                raise ValueError(f"said more than once: {', '.join(twice)}")
        return self

    def meaning(self, status: str) -> str | None:
        """`accepted`, `not_accepted`, `person`, or None for a status that the layout does not name."""
        word = plain(status)
        for meaning, words in (("accepted", self.accepted), ("not_accepted", self.not_accepted), ("person", self.person)):
            if word in map(plain, words):
                return meaning
        return None

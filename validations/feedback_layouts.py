"""What a feedback file may look like: our own titles, and the form of a desk's layout.

Belongs here: the titles, and what a layout says (docs/rules.md 4.4). Does not belong here: the layouts themselves, which are
data in the desks' files (validations/desks/), the words of a national standard (validations/vocabularies/), which layout a file
has (feedback_titles.py) and reading rows (feedback.py).

Nothing in a file is read but what a layout maps; the law has no ground for more than the word that help was accepted.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from functools import cache
from pathlib import Path
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
# What is kept of a row: its line as Excel counts, less one, and the columns above.
ROW_COLUMNS = ("row_number", "last_name", "postcode", "house_number", "house_number_suffix", "answer", "accepted_on")
REQUIRED_TITLES = tuple(title for title in COLUMN_OF_TITLE if title not in OPTIONAL_TITLES)
VOCABULARIES = Path(__file__).parent / "vocabularies"
Meaning = Literal["accepted", "not_accepted", "person"]


def plain(text: str) -> str:
    """A title or status as it is compared: any case and any spacing."""
    return " ".join(text.split()).casefold()


class Words(BaseModel):
    """Statuses by what they mean.

    Attributes:
        accepted, not_accepted: help was, or was not; the latter are counted and forgotten.
        person: statuses of which a person has to find out what they mean for the tenant.
    """

    model_config = ConfigDict(frozen=True, extra="forbid")

    accepted: tuple[str, ...] = ()
    not_accepted: tuple[str, ...] = ()
    person: tuple[str, ...] = ()

    @model_validator(mode="after")
    def _says_each_status_once(self) -> Self:
        _once([*self.accepted, *self.not_accepted, *self.person])
        return self

    @property
    def by_status(self) -> Mapping[str, Meaning]:
        """What each status means, by the status as it is compared."""
        meanings: dict[str, Meaning] = dict.fromkeys(map(plain, self.accepted), "accepted")
        return (
            meanings
            | dict.fromkeys(map(plain, self.not_accepted), "not_accepted")
            | dict.fromkeys(map(plain, self.person), "person")
        )


class FeedbackLayout(Words):
    """What a desk's own feedback files look like: its statuses, and besides:

    Attributes:
        status, source: whether the desk itself confirmed it, and where it comes from.
        titles: the desk's title -> ours.
        dropped: titles that may stand there too; their cells are never read.
        vocabulary: a file in vocabularies/ whose statuses count too, where the layout does not name them itself.
    """

    status: Literal["assumed", "confirmed"]
    source: str = Field(min_length=1)
    titles: dict[str, str]
    dropped: tuple[str, ...] = ()
    vocabulary: str | None = Field(default=None, pattern="^[a-z0-9_]+$")

    @model_validator(mode="after")
    def _says_each_title_once(self) -> Self:
        ours = list(self.titles.values())
        if not set(REQUIRED_TITLES) <= set(ours) <= set(COLUMN_OF_TITLE) or len(set(ours)) < len(ours):
            raise ValueError(f"'titles' must give each of {', '.join(REQUIRED_TITLES)} once, and may give {OPTIONAL_TITLES[0]}")
        _once([*self.titles, *self.dropped])
        if "accepted" not in self.meanings.values():
            raise ValueError("no status means that help was accepted")
        return self

    @property
    def meanings(self) -> Mapping[str, Meaning]:
        """What each status means, its own words before those of its vocabulary."""
        return {**(vocabulary(self.vocabulary).by_status if self.vocabulary else {}), **self.by_status}


@cache
def vocabulary(name: str) -> Words:
    """The statuses of a standard. Raises ValueError where there is no such file, or one that is not as it should be."""
    if not re.fullmatch(r"[a-z0-9_]{1,50}", name):
        raise ValueError("a vocabulary is named by small letters, digits and underscores")
    path = VOCABULARIES / f"{name}.toml"
    if not path.is_file():
        raise ValueError(f"there is no {path.parent.name}/{path.name}")
    return Words.model_validate(tomllib.loads(path.read_text("utf-8")))


def _once(words: list[str]) -> None:
    if twice := [word for word, count in Counter(map(plain, words)).items() if count > 1 or not word]:
        raise ValueError(f"said more than once, or empty: {', '.join(twice)}")

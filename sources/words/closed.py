"""Words of a closed list, understood whole: a desk, or a field that may go along, of which there are so many and no more.

Belongs here: whether a cell holds such a word and nothing beside it. Does not belong here: what a word means (words.toml), or
what of it needs no question (recognition/harmless.py).

A pattern finds its word in anything: `VPS, tot 2025 RIS` too. Here each word of a cell has to be one of the list.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from sources.words.evidence import meaning_of
from sources.words.profile import Profile

# Column -> all words of which its cells are made, in small letters.
_OF: Mapping[str, frozenset[str]] = {
    column: frozenset(said.split())
    for column, said in {
        "system": "ris rism matching rismatching inforing xxllnc vps bkr vindplaats schulden van via het de meldpunt",
        "field": "voorl voorletter voorletters initialen initials straat straatnaam street name huisnummer huisnummertoevoeging "
        "house number toevoeging huisletter huisnr nr toev huisnrtoev hnrtoev nummertoevoeging suffix addition plaats "
        "plaatsnaam woonplaats woonplaatsnaam city town telefoon telefoonnummer telefoonnr tel telephone phone mobiel mobile "
        "nummer e mail email emailadres mailadres adres address aan privé prive "
        "locality",
    }.items()
}
SHORTEST = 3  # letters: `V` may be anything


def is_closed(column: str, profile: Profile) -> bool:
    """Whether a column is one of a closed list, and each of its cells one word of it, whole and of one meaning."""
    return column in _OF and bool(profile.texts) and all(is_whole(column, profile.said(text)) for text in profile.texts)


def is_whole(column: str, text: str) -> bool:
    """Whether a text is made of the words of a closed list only, and means one of ours."""
    said = re.findall(r"[^\W_]+", text.lower())
    return len(text) >= SHORTEST and {*said} <= _OF[column] and meaning_of(column, text) is not None

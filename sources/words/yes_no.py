"""A column of yes and no that says of each tenant whether he is an organisation: `Bedrijf`, `IsBedrijf`, `Natuurlijk persoon`.

Belongs here: which of our words its yes is, which only the title says. Does not belong here: lists of kinds, or columns that are
yes or no for us too (evidence.py).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.notes import Line, Note, remark
from sources.words.profile import Profile

MARKS, NO_MARKS = (
    ("x", "v", "y", "-1", "t", ".t."),
    ("f", ".f."),
)  # what stands for yes beside the words; an empty cell is then no
_NOT_NATURAL = re.compile(r"niet[- ]?natuurlijke?[- ]?persoon|nnp\b")
_PERSON = re.compile(r"natuurlijk|\bnat ?pers|natural|particulier|consument|priv[eé]|individ|\bpersoon|\bperson\b")
_ORGANISATION = re.compile(
    r"bedrijf|zakelijk|organisati|instelling|rechtspers|onderneming|stichting|vereniging|compan|corporat|business|nnp\b"
)
# A title of kinds asks for no yes: of `Persoonssoort` a 1 may be either, as its system numbers its choices.
_OF_KINDS = re.compile(r"soort|srt\b|\btype|type\b|\baard\b|vorm\b|klasse|categorie|groep|\bcode\b|\bkind\b|group|class|categor")


def persons_by_yes_or_no(profile: Profile) -> Mapping[str, str]:
    """Each text below the title -> `person` or `organisation`; none where more stands there than yes and no, or the title speaks
    of kinds.
    """
    texts = {text.lower() for text in profile.texts}
    if not texts or not texts <= {*TRUE_WORDS, *FALSE_WORDS, *MARKS, *NO_MARKS}:
        return {}
    title = _NOT_NATURAL.sub("nnp", re.sub(r"[\W_]+", " ", profile.title.lower()))
    is_person, is_organisation = bool(_PERSON.search(title)), bool(_ORGANISATION.search(title))
    if is_person == is_organisation or _OF_KINDS.search(title):
        return {}
    yes, no = ("person", "organisation") if is_person else ("organisation", "person")
    found = {text: no if text.lower() in (*FALSE_WORDS, *NO_MARKS) else yes for text in profile.texts}
    return found | ({} if no in found.values() else {"": no})


def person_lines(profile: Profile) -> Iterator[Line]:
    """The lines of the mapping that say what each text means."""
    for text, ours in persons_by_yes_or_no(profile).items():
        yield Line(text, ours, Note(times=profile.texts[text]) if text else remark("een lege cel"))

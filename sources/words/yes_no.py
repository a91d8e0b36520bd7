"""A column of yes and no that says of each tenant whether he is an organisation: `Bedrijf`, `IsBedrijf`, `Natuurlijk persoon`;
or of each objection at whom it came in: `Via gemeente?`.

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


_MUNICIPALITY = re.compile(r"gemeente|\bgem\b|municipal|council")
_LANDLORD = re.compile(r"\b(ons|onszelf|kantoor|verhuurder|beheerder|eigenaar|opdrachtgever|landlord)\b")


def persons_by_yes_or_no(profile: Profile) -> Mapping[str, str]:
    """Each text below the title -> `person` or `organisation`; none where more stands there than yes and no, or the title speaks
    of kinds.
    """
    title = _NOT_NATURAL.sub("nnp", re.sub(r"[\W_]+", " ", profile.title.lower()))
    is_person, is_organisation = bool(_PERSON.search(title)), bool(_ORGANISATION.search(title))
    if is_person == is_organisation or _OF_KINDS.search(title):
        return {}
    return _either(profile, *(("person", "organisation") if is_person else ("organisation", "person")))


def receivers_by_yes_or_no(profile: Profile) -> Mapping[str, str]:
    """Each text below a title that names one of the two at whom an objection may come in -> our word; none of any other."""
    title = re.sub(r"[\W_]+", " ", profile.title.lower())
    is_theirs, is_ours = bool(_MUNICIPALITY.search(title)), bool(_LANDLORD.search(title))
    if is_theirs == is_ours:
        return {}
    return _either(profile, *(("municipality", "landlord") if is_theirs else ("landlord", "municipality")))


def _either(profile: Profile, yes: str, no: str) -> Mapping[str, str]:
    """Each text -> what a yes or a no is; none where more stands there than these."""
    texts = {text.lower() for text in profile.texts}
    if not texts or not texts <= {*TRUE_WORDS, *FALSE_WORDS, *MARKS, *NO_MARKS}:
        return {}
    found = {text: no if text.lower() in (*FALSE_WORDS, *NO_MARKS) else yes for text in profile.texts}
    return found | ({} if no in found.values() else {"": no})


def either_of(column: str, profile: Profile) -> Mapping[str, str]:
    """What each yes or no says for this column; nothing where it is no such column, or more stands there."""
    if column == "received_by":
        return receivers_by_yes_or_no(profile)
    return persons_by_yes_or_no(profile) if column == "tenant_type" else {}


def lines_of_either(column: str, profile: Profile) -> Iterator[Line]:
    """The lines of the mapping that say what each text means."""
    for text, ours in either_of(column, profile).items():
        yield Line(text, ours, Note(times=profile.texts[text]) if text else remark("een lege cel"))

"""A list of objections to all sorts of things, with a column that says what each is against: only those to sharing count.

Belongs here: seeing it from the words of that column, and which lines a block then takes. Does not belong here: objections among
arrangements, flags or letters (recognition/flags.py, recognition/logged_objections.py), or who objected.

Whoever only objects to a higher rent may be reported; whoever objects to the sharing never.
"""

from __future__ import annotations

import re

from sources.proposals.part import Part
from sources.words.blocks import Block
from sources.words.names import fits_only, quoted
from sources.words.notes import look
from sources.words.profile import Profile
from sources.words.titles import concepts_of, is_free_text

OF_SHARING = re.compile(
    r"\b(ge)?de(len|eld)\b|doorg(even|egeven)|gegevens|vroeg[- ]?signa?l|\bmeld(en|ing)|privacy|\bavg\b|\bwgs\b|schuldhulp"
    r"|(?<!huurverhoging )\bgemeente\b|\bvs\b|\b(data )?sharing|\bshared?\b|passed on|early (signal|warning)",
    re.IGNORECASE,
)
OF_ELSE = re.compile(
    r"huurverhog|huurprijs|huurcommissie|huuraanpas|huurwijz|servicek|afreken|stookkost|voorschot|\bpunten|wws|\bwoz\b|renovatie"
    r"|sloop|onderhoud|gebrek|overlast|opzeg|schade|borg|waarborg|toewijzing|woningruil|parke(er|ren)|incassokosten"
    r"|rent (increase|review)|service charge|repairs?|deposit|nuisance|notice",
    re.IGNORECASE,
)
SAYS_AGAINST = frozenset({"subject", "kind"})
MOST, LONGEST_CODE = 20, 4  # words of such a column, and letters of a code
ONLY = "bezwaren tegen iets anders dan het delen van gegevens houden geen melding tegen; een ander woord wordt later geweigerd"
ELSE = "dat is bezwaar tegen iets anders dan het delen van gegevens"
WHICH = (
    "onder {title} staat waartegen elk bezwaar is: zet bij only wat tegen het delen van gegevens is, en bij skip_lines = "
    "{{{title} = ['^begin van het woord, in kleine letters']}} wat tegen iets anders is; niet bekend is: {words}"
)


def take_those_against_sharing(part: Part, block: Block) -> None:
    """Takes only the objections that are said to be against sharing, and asks of what is not known."""
    if block.only:
        return
    for profile in block.left:
        sharing = [text for text in profile.texts if OF_SHARING.search(profile.said(text))]
        other = [text for text in profile.texts if text not in sharing and OF_ELSE.search(profile.said(text))]
        if not _says_against(profile, sharing, other):
            continue
        rest = [text for text in profile.texts if text not in (*sharing, *other)]
        empty = [""] if profile.filled < block.layout.rows else []  # of which nothing says that it is against something else
        if sharing:
            part.set("only", {profile.title: [*sharing, *empty]}, look(ONLY))
        if sharing and other:
            part.skip_lines({profile.title: [fits_only(text.lower()) for text in sorted(other)]}, ELSE, is_asked=True)
        if rest or not sharing:
            part.ask(WHICH.format(title=quoted(profile.title), words=", ".join(map(quoted, rest or other))), waits=True)
        return


def _says_against(profile: Profile, sharing: list[str], other: list[str]) -> bool:
    """Whether a column says what objections are against: one of its words names something else, or one of its codes sharing."""
    if profile.date_kind or is_free_text(profile.title) or not 1 < profile.distinct <= MOST:
        return False
    are_codes = all(len(text) <= LONGEST_CODE for text in profile.texts) and bool(concepts_of(profile.title) & SAYS_AGAINST)
    return bool(other) or (bool(sharing) and len(sharing) < profile.distinct and are_codes)

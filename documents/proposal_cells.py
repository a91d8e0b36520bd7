"""A title whose cells hold several columns of ours, such as a street with its number, where a person says that one is wrong.

Belongs here: what is asked then, in Dutch, and what an answer changes. Does not belong here: how cells are taken apart
(sources/reading/parts.py), or titles of one column (proposal_blanks.py).
"""

from __future__ import annotations

from collections.abc import Sequence

from documents.column_words import column_in_words
from documents.proposal_choices import Later, Reply, one_listed
from documents.proposal_columns import titles_of_list
from documents.proposal_questions import Place
from sources.proposals.answers import Proposal, with_column, with_years_apart, without_column
from sources.reading.parts import YEAR
from sources.reading.rules import TABLES as OUR_TABLES
from sources.words.names import quoted

NO_YEARS = "geen straat heet hier naar een jaar: van twee losse getallen wordt dan niets gelezen"
BY_HAND = "het staat hier anders geschreven: dat verbetert u straks zelf in het bestand, bij split"
IN_FILE = "{}: verbeter dit straks zelf in het bestand, bij split; zoek daar op # vraag."


def read_again(place: Place, at: tuple[int, int], proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal in which a column stands in cells of its own, or in none; or no street is called by a year.

    Raises:
        Later: nothing was typed, or it stands otherwise in these cells, which the file says.
    """
    line, block = place.line, proposal.block(at)
    if not any(each is line for section in block.sections for each in section.lines):
        return proposal  # the answer to another part of the same cells settled it
    is_of_a_year = isinstance(line.value, Sequence) and str(line.value[-1]).endswith(YEAR)
    titles = [each for each in titles_of_list(proposal, at, line) if each != place.title]
    options = [*([NO_YEARS] if is_of_a_year else []), *map(quoted, titles)]
    is_required = OUR_TABLES[block.table].column(line.key).required
    besides = {"b": BY_HAND} | ({} if is_required else {"0": "nergens: mijn export geeft dit niet"})
    asked = f"{column_in_words(block.table, line.key)} wordt uit {quoted(place.title)} gehaald. Wat klopt er wel?"
    typed = one_listed(asked[:1].upper() + asked[1:], options, reply, besides)
    if typed == "b":
        raise Later(IN_FILE.format(quoted(place.title)))
    if typed == "0":
        return proposal.put(at, without_column(block, line)).with_title_left(at, place.title)
    if options[int(typed) - 1] == NO_YEARS:
        return proposal.put(at, with_years_apart(block, place.title))
    title = titles[int(typed) - 1 - is_of_a_year]
    found = proposal.put(at, with_column(block, line.key, title))
    return found.with_title_taken(at, title).with_title_left(at, place.title)

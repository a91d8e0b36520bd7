"""Which list a title speaks of, of those that keep a signal back or decide about it: objections, co-tenants, cases.

Belongs here: what a title says of such a list, by its words and by those from which `map` proposes. Does not belong here:
refusing a title that nobody reads (unused.py), or naming one that is set aside (set_aside.py).

That a person says there are none (`geen`) is worth nothing beside a column that says otherwise.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from sources.words.field_names import speaks
from sources.words.recognised import says
from sources.words.titles import concepts_of

# Table -> what its titles say, on small letters; each of these keeps a signal back, so a person without it is reported.
SAYS = {
    "objections": r"bezwa(ar|ren)",
    "payment_arrangements": r"(betalings?)?regeling|betaalafspra",
    # The bailiff, or another, gave the early signal already.
    "reported_elsewhere": r"\bmeldt zelf|\b(zelf|elders|al) gemeld|\bgemeld (door|elders)|\bsignal by"
    r"|\b(vsg?|wgs|vroeg[-_ ]?sig\w*)[-_. ]*(meld\w*)?[-_. ]+(al )?(gedaan |gegeven )?(door|via)\b",
}
# Table -> its columns, and concepts of which a title that `map` would take for one of these has one of each set: without them it
# is of any list (`Gemeld op`, `Nummer`).
NAMED = {
    "reported_elsewhere": (("reported_on",), ({"reported"}, {"by", "desk", "municipality", "agency"})),
    "co_tenants": (("tenant_id", "from_on"), ({"co_tenant"},)),
    "eviction_notices": (("announced_on", "eviction_on"), ({"eviction"},)),
    "collection_cases": (("agency_id", "handed_over_on"), ({"agency"},)),
}
TABLES_SAID = tuple(dict.fromkeys((*SAYS, *NAMED)))
# Table -> what it means for a signal that nothing gives it.
FOLLOWS = dict.fromkeys(TABLES_SAID, "wie daar iets heeft staan, wordt toch gemeld") | {
    "co_tenants": "wie een medehuurder heeft die bezwaar maakte of een brief moest krijgen, wordt toch gemeld",
    "eviction_notices": "wie een ontruiming is aangezegd, wordt niet als zodanig herkend",
    "collection_cases": "wie bij een incassobureau of deurwaarder ligt, wordt niet als zodanig herkend",
}


@cache
def speaks_of(table: str, title: str) -> bool:
    """Whether a title says that its cells are of this list. `GDW meldt zelf` is of what he reported, and of no case of his."""
    surely = [each for each, pattern in SAYS.items() if speaks(pattern, title)]
    surely += ["objections"] if "objection" in concepts_of(title) else []  # `Wil niet gemeld worden sinds`
    return table in surely if surely else table == next((each for each in NAMED if _is_named(each, title)), None)


def _is_named(table: str, title: str) -> bool:
    said, (columns, wanted) = concepts_of(title), NAMED[table]
    return all(said & each for each in wanted) and any(says(table, column, title) for column in columns)


def lists_said_by(title: str) -> Iterator[str]:
    """The lists that a title speaks of."""
    return (table for table in TABLES_SAID if speaks_of(table, title))

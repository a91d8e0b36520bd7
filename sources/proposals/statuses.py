"""A list of arrangements with one last day, and a column that says of each whether it runs, was broken or was kept.

Belongs here: seeing it from the words, and a block for each. Does not belong here: a log with a line for each of these
(log.py), or lists with a day of their own for each (tables.py).

The last day of an arrangement that runs is the one that was planned: who pays late is still kept from being reported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.guards.unused import OUTCOME
from sources.words.arrangements import MOST, SAYS, how_it_stands, is_of_last_look
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.field_names import speaks
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.profile import Profile, cell_of
from sources.words.titles import concepts_of, is_free_text

LAST = ("ended_on", "broken_on")
# What the title of a day says that is of a status, or of the end, and one of which it must say.
OF_STATUS = frozenset({"status", "date", "start", "as_of", "end", "closed", "agreed"})
SAYS_SO = frozenset({"status", "as_of", "end", "closed", "agreed"})
WHICH_WORDS = (
    "{title} zegt van elke regeling of {day} de dag is waarop zij werd verbroken (broken_on) of klaar was (ended_on), en van een "
    'lopende geen van beide: maak per woord een blok met only = {{{title} = ["woord"]}} (docs/nl/eigen-export.md, regelingen '
    "met één einddatum); niet bekend is wat dit betekent: {words}"
)
RUNNING = ("running", "agreed")


def by_status(block: Block) -> list[Block]:
    """The blocks that such a list becomes, each with its own words; itself where it is none."""
    day = _last_day(block)
    if day is None:
        return [block]
    for profile in _others(block, day):
        said = _said(block, profile, day.profile)
        if len(said) > 1 and ("broken" in said or is_of_last_look(day.profile.title)):
            return [_of(block, does, profile, taken, day) for does, taken in said.items()]
    return [block]


def words_asked(block: Block) -> str:
    """What is asked of a list of which some words for how an arrangement is are known and others are not; empty of any other."""
    day = _last_day(block)
    if day is None:
        return ""
    for profile in (each for each in _others(block, day) if not is_free_text(each.title)):
        means = _means(block, profile, day.profile)
        unknown = [quoted(word) for word, does in means.items() if not does]
        if unknown and {"broken", "ended"} & {*means.values()} and len({*means.values()}) > 2:
            title, own = quoted(profile.title), quoted(day.profile.title)
            return WHICH_WORDS.format(title=title, day=own, words=", ".join(unknown))
    return ""


def _others(block: Block, day: Choice) -> list[Profile]:
    """The titles that may say how an arrangement stands; that of its kind, by which its lines are taken, does not."""
    return [each for each in block.left if each.place != day.profile.place and each.title not in block.only]


def _rows_of(block: Block) -> list[Sequence[str]]:
    """The lines that are of arrangements, in a list of more."""
    taken = [(each, block.only[each.title]) for each in block.layout.columns if each.title in block.only]
    return [row for row in block.rows if all(cell_of(row, each) in words for each, words in taken)]


def _last_day(block: Block) -> Choice | None:
    """The only last day, of which no title says that it is when an arrangement was broken; or, where there is none, the day of
    the status, which is the last one where that says so.
    """
    found = [block.choices[name] for name in LAST if name in block.choices]
    if not found:
        found = [Choice("ended_on", each, LIKELY, Evidence()) for each in block.left if _is_of_status(each)]
    if block.table != "payment_arrangements" or len(found) != 1 or found[0].column == "broken_on":
        return None
    return found[0] if "broken" not in concepts_of(found[0].profile.title) else None


def _is_of_status(profile: Profile) -> bool:
    """Whether days stand below a title that says the status of something, or its end, and nothing else: no first instalment."""
    said = concepts_of(profile.title)
    return bool(profile.date_kind) and bool(said & SAYS_SO) and said <= OF_STATUS


def _means(block: Block, profile: Profile, day: Profile) -> dict[str, str]:
    """The words of a short list -> what each says of its lines, empty where that is not known; none where it is no such list. A
    line without a word, and without a day, is of one that runs.
    """
    began = block.choices["agreed_on"].profile if "agreed_on" in block.choices else None
    rows = [row for row in _rows_of(block) if (cell_of(row, began) if began is not None else any(row))]  # no line below the list
    lines = [(cell_of(row, profile), cell_of(row, day)) for row in rows]
    cells = {cell for cell, _ in lines}
    is_free = is_free_text(profile.title) and not speaks(OUTCOME, profile.title)
    if profile.date_kind or is_free or len(cells) > MOST or any(last and not cell for cell, last in lines):
        return {}
    means = {cell: how_it_stands(profile.said(cell)) for cell in sorted(cells)}
    return means | ({"": "running"} if "" in means and cells != {""} else {})


def _said(block: Block, profile: Profile, day: Profile) -> dict[str, tuple[str, ...]]:
    """What lines say -> the words for it; nothing where a word is not known, or a line has none and a day."""
    means = _means(block, profile, day)
    if not all(means.values()):
        return {}
    return {does: tuple(cell for cell in means if means[cell] == does) for does in SAYS if does in means.values()}


def _of(block: Block, does: str, kind: Profile, taken: tuple[str, ...], day: Choice) -> Block:
    others = {name: each for name, each in block.choices.items() if name not in LAST}
    why = Evidence((f"{kind.title!r} zegt wat die dag is",))
    last = {SAYS[does]: Choice(SAYS[does], day.profile, LIKELY, why)} if SAYS[does] else {}
    return replace(block, choices={**others, **last}, only={**block.only, kind.title: taken})

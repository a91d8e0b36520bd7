"""Columns of days that are each a letter or contact beside others: further ones of a kind, and reminders that are counted.

Belongs here: which kind each of such columns is, by its title and by the others. Does not belong here: titles of days by
themselves (choices.py, step_days.py), or the columns that go with a day (recognition/step_columns.py).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping

from sources.words.evidence import LETTERS, meaning_of
from sources.words.parts import letters
from sources.words.profile import Layout, Profile
from sources.words.titles import concepts_of, words
from sources.words.ways import ways

TABLE, PLAIN = "collection_actions", "reminder_letter"
# Beside a step: a day of something else, as that on which its term ends or somebody answered.
_NO_STEP = "never planned end due received by paid cancelled withdrawn count user status reported agreed"
NO_STEP = frozenset(_NO_STEP.split())
# What a letter says, beside which it is: `Sommatie (melding gemeente)`, `Sommatie met aankondiging melding`. With `en` it may be
# the day of the report itself.
ASIDE = re.compile(r"\s*\([^)]*\)|\s+(met|incl\.?|inclusief|waarin|with|including)\s.*", re.IGNORECASE)
_NTH = r"(?:[2-9](?:e|de|ste|nd|rd|th)?|ii|iii|tweede|derde|vierde|second|third|fourth)"
_REMINDER = r"(?:(?:betalings|betaal)?her(?:in(?:n(?:ering)?)?)?(?:sbrief)?|reminder|rappel)"
COUNTED = re.compile(rf"\b(?:{_NTH}[- ]?{_REMINDER}|{_REMINDER}[- ]?{_NTH})\b")


# What a title says beside the letter or contact that a column of days is: that it is a day, or which time it was.
_DAY = re.compile(r"\b(d ?d|dd|datum|dat|op|per|verz|verzonden|verstuurd|gestuurd|sent|date|on)\b")
_TIME = re.compile(r"\b([1-9](e|ste|de|st|nd|rd|th)?|eerste|tweede|derde|vierde|first|second|third)\b")
_CODE = re.compile(r"[a-z]{1,5} ?\d{0,2}|\d{1,2} ?[a-z]{1,4}|(brief|aanschrijving|letter) ?([1-3]|i{1,3})")
FEWEST = 2  # titles that are words for letters only as codes are


def kind_of(step: str) -> str:
    """What the days of a column are, where it is a further one of its kind: `reminder_letter 2`."""
    return step.split(" ")[0]


def is_counted(text: str) -> bool:
    """Whether a title or word is that of a second reminder, or a third: `2e herinnering`, `HER2`."""
    return bool(COUNTED.search(letters(text)))


def is_plain_reminder(text: str, others: Iterable[str]) -> bool:
    """Whether a reminder that is counted is no more than that: another word is that of the letter that comes behind it, by name
    (`Aanmaning`, `14-dagenbrief`). Where none is, the second reminder may be that letter.
    """
    ours = meaning_of("action_type", text)
    named = (each for each in others if not is_counted(each))
    return is_counted(text) and ours != PLAIN and any(meaning_of("action_type", each) == ours for each in named)


def with_further_steps(layout: Layout, found: Mapping[str, Profile]) -> dict[str, Profile]:
    """The steps of a list with a column of days per step, with those that the first title of each kind leaves out; by codes and
    numbers alone (`Brief 1`, `AANM`) where there are several.
    """
    free = [each for each in layout.columns if each.filled and each.date_kind]
    coded = {ours: each for each in reversed(free) if (ours := _as_code(each.title))}
    if not found and len(coded) < FEWEST:
        return {}
    steps = dict(found)
    for step, profile in coded.items():
        if all(profile.place != each.place for each in steps.values()):
            steps.setdefault(step, profile)
    steps = _with_named_first(steps, free)
    for step, profile in (*_of_a_kind(free, steps), *_spoken_of(free, steps)):
        if all(profile.place != each.place for each in steps.values()):
            steps[_key(step, steps)] = profile
    return steps


def _with_named_first(found: Mapping[str, Profile], free: Collection[Profile]) -> dict[str, Profile]:
    """With the letter by its name instead of a counted reminder: beside `Aanmaning` the second is no demand."""
    steps = dict(found)
    for step in [each for each, profile in found.items() if is_counted(profile.title)]:
        named = [each for each in free if step in _kinds(each) and not is_counted(each.title)]
        if named:
            steps[step] = named[0]
    return steps


def _of_a_kind(free: Collection[Profile], steps: Mapping[str, Profile]) -> Iterator[tuple[str, Profile]]:
    """Further columns of a kind: `1e aanmaning` and `2e aanmaning`; a counted reminder beside the letter by its name."""
    for each in free:
        for step in [kind for kind in _kinds(each) if kind in steps]:
            yield (PLAIN if is_counted(each.title) and not is_counted(steps[step].title) else step), each


def _kinds(profile: Profile) -> list[str]:
    """What a title says, with the number of the time or without it: `2e belpoging`, `sms 2`; or as a code."""
    bare = _TIME.sub(" ", letters(profile.title))
    coded = _as_code(profile.title)
    found = [way.column for way in ways(TABLE, "steps") if way.is_taken_by(profile.title)]
    found = found or ([coded] if coded else []) or [way.column for way in ways(TABLE, "steps") if way.is_taken_by(bare)]
    return found[:1]


def _as_code(title: str) -> str:
    """What a short title means as a code of letters has it: `HER2`, `14DB`, `Brief 3`; nothing of any other title."""
    bare = " ".join(_DAY.sub(" ", letters(title)).split())
    ours = meaning_of("action_type", bare.replace(" ", "")) or meaning_of("action_type", bare) if _CODE.fullmatch(bare) else None
    return ours if ours in LETTERS else ""


def _spoken_of(free: Collection[Profile], steps: Mapping[str, Profile]) -> list[tuple[str, Profile]]:
    """The only column whose title speaks of a step that no other column is, whatever else it says: `aanmaning + tekst schuldhulp
    d.d.`.
    """
    named = {pattern: step for step, patterns in words()[TABLE]["steps"].items() for pattern in patterns}
    taken = {each.place for each in steps.values()}
    named_by: dict[str, list[Profile]] = {}
    for each in free:
        beside = concepts_of(ASIDE.sub("", each.title))
        said = beside if beside & named.keys() else concepts_of(each.title)  # `Brief met aanmaning`
        spoken_of = {named[concept] for concept in said & named.keys()}
        if each.place not in taken and len(spoken_of) == 1 and not said & NO_STEP:
            named_by.setdefault(spoken_of.pop(), []).append(each)
    return [(step, each[0]) for step, each in named_by.items() if len(each) == 1 and step not in steps]


def _key(step: str, steps: Collection[str]) -> str:
    """The step, with which of its kind it is behind it where it is not the first."""
    count = sum(kind_of(each) == step for each in steps)
    return f"{step} {count + 1}" if count else step

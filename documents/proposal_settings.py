"""Settings of a proposed block as a question says them: which lines of a list are what, without a sign of TOML or a pattern.

Belongs here: those words (Dutch). Does not belong here: what is asked of them (proposal_questions.py), or how they stand in the
file (proposal_toml.py).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence

from documents.check_words import TABLES
from documents.code_words import code_in_words
from documents.column_words import column_in_words
from sources.words.names import quoted
from sources.words.notes import Draft, Line, Value

WHICH_LINES = ("only", "skip_lines", "storno", "by_sign")  # one look at a list says of these whether they are right
_MANY = {"charge": "vorderingen", "payment": "ontvangsten", "credit_note": "creditnota's", "write_off": "afboekingen",
         "reversal": "storno's"}  # fmt: skip
_ARRANGEMENTS = {"broken_on": "niet nagekomen regelingen", "ended_on": "beëindigde regelingen"}  # by the day that they have
_SIGNS = {"positive": "boven nul", "negative": "onder nul"}
_IN_WORDS = {  # (setting, value) -> what it says
    ("choose", "all"): "elk van de bestanden wordt gelezen",
    ("choose", "latest"): "elk van de bestanden wordt gelezen, de nieuwste het laatst",
    ("rows", "first"): "van de regels met hetzelfde nummer telt de eerste",
    ("decimals", "."): "in bedragen staat een punt voor de centen",
    ("decimals", "centen"): "bedragen staan in hele centen",
}
_OF_SEVERAL: Mapping[str, Callable[[list[str]], str]] = {
    "dates": lambda ways: f"datums staan hier als {', '.join(ways)}",
    "fill_down": lambda titles: f"{' en '.join(map(quoted, titles))} geldt ook voor de lege cellen eronder",
    "unread": lambda titles: f"niet gelezen: {' en '.join(map(quoted, titles))}",
    "sheet": lambda names: f"gelezen: de bladen {' en '.join(map(quoted, names))}",
    "group": lambda said: f"{quoted(said[0])} per groep",
}
_PLAIN = re.compile(r"\^((?:\\.|[^\\^$.|?*+()\[\]{}])+)\$?")  # a pattern that is a text, or its begin


def setting_in_words(line: Line, draft: Draft | None) -> str:
    """What a setting says; nothing of one whose question says it all."""
    if line.key == "only":
        return f"{what_of(draft)} zijn alleen de regels met {' en '.join(_named(line.value))}"
    if line.key == "skip_lines":
        return f"niet gelezen: de regels met {' of '.join(_passed(line.value))}"
    if line.key == "by_sign" and isinstance(line.value, Mapping):
        return ", ".join(f"{_SIGNS.get(sign, sign)} zijn {_MANY.get(str(kind), kind)}" for sign, kind in line.value.items())
    if line.key == "if_empty" and isinstance(line.value, Mapping):
        return ", ".join(_further(column, str(title), draft) for column, title in line.value.items())
    if line.key == "sheet" and isinstance(line.value, str):
        return f"gelezen: elk blad met een naam als {quoted(line.value)}"
    if line.key in _OF_SEVERAL and not isinstance(line.value, (str, int, Mapping)):
        return _OF_SEVERAL[line.key](list(map(str, line.value)))
    return _IN_WORDS.get((line.key, str(line.value)), "")


def _further(column: str, title: str, draft: Draft | None) -> str:
    """What a second title gives where a column has one."""
    lines = (line for each in draft.sections if each.name == "columns" for line in each.lines) if draft else ()
    own = next((quoted(str(line.value)) for line in lines if line.key == column), "")
    if column == "house_number_suffix":
        return f"{own or 'de toevoeging'} en {quoted(title)}"
    return f"waar {own or column_in_words(draft.table if draft else '', column)} leeg is, telt {quoted(title)}"


def lookups_of(line: Line) -> dict[str, list[str]]:
    """What a line of `lookup` says, which titles come from which file and by which number -> the titles that it makes."""
    found: dict[tuple[str, str, str], dict[str, str]] = {}
    for made, said in line.value.items() if isinstance(line.value, Mapping) else ():
        own, file, key, taken = (str(each) for each in list(said)[:4]) if isinstance(said, Sequence) else ("",) * 4
        shown = quoted(made) if made == taken else f"{quoted(made)} (daar {quoted(taken)})"
        found.setdefault((own, file, key), {})[made] = shown
    listed: dict[str, list[str]] = {}
    for (own, file, key), titles in found.items():
        by = f"{quoted(own)} hier en daar" if own == key else f"{quoted(own)} hier en {quoted(key)} daar"
        words = f"{', '.join(titles.values())} {'wordt' if len(titles) == 1 else 'worden'} opgezocht in {file}, met {by}"
        listed[words] = [*titles]
    return listed


def in_short(column: str, code: str) -> str:
    """A code of ours as people call it, without an example."""
    return re.split(r", zoals| \(", code_in_words(column, code))[0]


def code_asked(column: str, value: Value) -> str:
    """A code of ours as people call it, with the code that stands in the file behind it."""
    said = in_short(column, str(value))
    return str(value) if said.replace("-", "") == str(value) else f"{said} ({value})"


def options_in_words(section: str, key: str, options: Sequence[str]) -> str:
    """The codes among which a person chooses, each with what it means."""
    column = section.partition(".")[2] or key
    said = {each: in_short(column, each) for each in options}
    return ", ".join(each if words == each else f"{each} ({words})" for each, words in said.items())


def what_of(draft: Draft | None) -> str:
    """What the lines of a block are: its kinds of entries, how its arrangements are, or its table."""
    if draft is None:
        return ""
    if draft.table == "payment_arrangements" and any(line.key == "only" for each in draft.sections for line in each.lines):
        given = {line.key for each in draft.sections if each.name == "columns" for line in each.lines}
        return next((words for day, words in _ARRANGEMENTS.items() if day in given), "lopende regelingen")
    lines = [(section.name, line) for section in draft.sections for line in section.lines]
    kinds = [line.value for name, line in lines if name == "values.entry_type" or line.key == "entry_type"]
    said = list(dict.fromkeys(_MANY[each] for each in kinds if isinstance(each, str) and each in _MANY))
    return " en ".join(filter(None, [", ".join(said[:-1]), *said[-1:]])) or TABLES[draft.table]


def _named(value: Value) -> Iterator[str]:
    for title, words in value.items() if isinstance(value, Mapping) else ():
        yield f"{quoted(title)} {_one_of(words)}"


def _passed(value: Value) -> Iterator[str]:
    for title, patterns in value.items() if isinstance(value, Mapping) else ():
        texts = _plain(patterns)
        yield f"{quoted(title)} {_one_of(texts)}" if texts else f"zo'n tekst bij {quoted(title)}"


def _plain(patterns: Value) -> list[str]:
    """The texts that patterns fit; none where one of them fits more than a text."""
    said = [str(each).replace(r"\s+", " ") for each in patterns] if isinstance(patterns, Sequence) else []  # between two words
    found = [_PLAIN.fullmatch(each) for each in said]
    texts = [re.sub(r"\\(.)", r"\1", each[1]) for each in found if each]
    return texts if len(texts) == len(found) else []


def passed_texts(line: Line) -> dict[str, list[str]]:
    """Title -> the texts below it whose lines a setting passes over, as far as its patterns are plain texts."""
    said = line.value.items() if line.key == "skip_lines" and isinstance(line.value, Mapping) else ()
    return {title: texts for title, patterns in said if (texts := _plain(patterns))}


def _one_of(words: Value) -> str:
    said = (
        [quoted(str(each)) if str(each) else "een lege cel" for each in words]
        if isinstance(words, Sequence) and not isinstance(words, str)
        else [str(words)]
    )
    return " of ".join([", ".join(said[:-1]), said[-1]] if len(said) > 1 else said)

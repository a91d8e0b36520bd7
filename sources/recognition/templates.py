"""Letters of a log whose kind of contact says only the way, `E-mail` or `Brief`, and whose template or subject says which letter.

Belongs here: seeing that column, and the two blocks that the log becomes: its letters by their templates, its calls and visits by
their kind. Does not belong here: a log with one column for both (words/choices.py), or calls whose way says what they are
(values.py).

Nothing of it is certain. Asked what `E-mail` is, nobody could answer: one is a reminder, another the summons.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF, is_no_step, is_not_of_arrears, known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Layout, Profile, cell_of, look_at
from sources.words.titles import concepts_of
from sources.words.ways import is_known

TABLE, KIND, WAY = "collection_actions", "action_type", "channel"
LETTERS = "letters"  # what a block of this table holds alone
BY_LETTER = frozenset({"email", "post", "portal"})
OF_TEMPLATES = frozenset({"action", "letter", "reminder", "demand", "dunning", "voucher"})
OF_TEXTS = frozenset({"subject", "description", "name", "kind", "note"})
NEARLY = 0.9  # of the calls that have no template; of letters more than half have one: somebody may write one himself
FEWEST = 2  # letters
WHICH = Evidence(("de soort contact zegt alleen hoe een brief ging; deze titel zegt welke brief het was",))


def with_letters_by_template(blocks: Sequence[Block]) -> list[Block]:
    """The blocks; a log of letters and contacts as one of its letters, by their templates, and one of its contacts."""
    return [each for block in blocks for each in (_parted(block) if _is_plain(block) else (block,))]


def _is_plain(block: Block) -> bool:
    kind = block.choices.get(KIND)
    is_own = kind is not None and not kind.part and kind.profile.title not in block.lookups
    return block.table == TABLE and is_own and not (block.only or block.steps or block.alike or block.lacks)


def _parted(block: Block) -> Sequence[Block]:
    kind = block.choices[KIND].profile
    ways = tuple(sorted(text for text in kind.texts if _is_only_a_way(kind.said(text))))
    contacts = tuple(sorted(text for text in kind.texts if text not in ways))
    if not ways or not any(meaning_of(KIND, kind.said(text)) for text in contacts):
        return (block,)
    rows = [row for row in block.rows if any(row)]
    letters, others = ([row for row in rows if (cell_of(row, kind) in ways) == of_ways] for of_ways in (True, False))
    if len(letters) < FEWEST or (template := _template(block, kind, letters, others)) is None:
        return (block,)
    own, rest = (_layout(block, lines) for lines in (letters, others))
    if own is None or rest is None:
        return (block,)
    which = replace(_at(own, template), means=_texts_of(template, own, letters))
    way = Choice(WAY, replace(_at(own, kind), means=kind.means), LIKELY, Evidence())
    named = {KIND: Choice(KIND, which, LIKELY, WHICH), WAY: way}
    columns = tuple(replace(each, means=which.means) if each.place == which.place else each for each in block.layout.columns)
    left = replace(block, choices=_with(block, rest), only={kind.title: contacts}, kind=LETTERS)
    return (
        replace(block, choices={**_with(block, own), **named}, only={kind.title: ways}, kind=LETTERS,
                layout=replace(block.layout, columns=columns)),
        left,
    )  # fmt: skip


def _counts(row: Sequence[str], block: Block) -> bool:
    """Whether no word of a line says that it was about something else, or came in."""
    return not any(is_not_of_arrears(cell_of(row, each)) for each in block.layout.columns if each.words and not each.date_kind)


def _is_only_a_way(word: str) -> bool:
    return meaning_of(KIND, word) is None and meaning_of(WAY, word) in BY_LETTER and not is_no_step(word)


def _template(block: Block, kind: Profile, letters: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> Profile | None:
    """The column that says which letter each was: a template, which no call has; else a text most of whose words are letters."""
    own = _layout(block, letters)
    taken = {each.profile.place for each in block.choices.values()}
    sent = [row for row in letters if _counts(row, block)]
    free = [] if own is None else [each for each in own.columns if each.place not in taken and each.words and not each.date_kind]
    templates = [each for each in free if OF_TEMPLATES & concepts_of(each.title) and _is_of(each, sent, others)]
    if len(templates) == 1:
        return templates[0]
    texts = [each for each in free if OF_TEXTS & concepts_of(each.title) and known_share(KIND, each.said_words) > HALF]
    return texts[0] if len(texts) == 1 and not templates else None


def _is_of(profile: Profile, letters: Sequence[Sequence[str]], others: Sequence[Sequence[str]]) -> bool:
    """Whether most letters have a cell there, and nearly no call."""
    held, beside = (sum(bool(cell_of(row, profile)) for row in rows) for rows in (letters, others))
    return held > HALF * len(letters) and beside <= (1 - NEARLY) * len(others)


def _texts_of(template: Profile, own: Layout, letters: Sequence[Sequence[str]]) -> dict[str, str]:
    """What the text beside it says of each code of a template, where each letter by it has the same, and some are known."""
    for text in _texts(template, own):
        pairs = {(cell_of(row, template), cell_of(row, text)) for row in letters if cell_of(row, template)}
        means = dict(sorted(pairs))
        if len(pairs) == len(means) == len({*means.values()}) and any(meaning_of(KIND, said) for said in means.values()):
            return means
    return {}


def _texts(template: Profile, own: Layout) -> Iterator[Profile]:
    if any(meaning_of(KIND, text) for text in template.texts):
        return  # no code, and says it itself
    yield from (each for each in own.columns if each.place != template.place and OF_TEXTS & concepts_of(each.title))


def _layout(block: Block, lines: Sequence[Sequence[str]]) -> Layout | None:
    """How the sheet would look with these lines only."""
    above = block.sheet.rows[: block.layout.above]
    found = look_at([*above, *lines], is_known)
    return found if found is not None and found.title_row == block.layout.title_row else None


def _at(layout: Layout, profile: Profile) -> Profile:
    return next(each for each in layout.columns if each.place == profile.place)


def _with(block: Block, layout: Layout) -> dict[str, Choice]:
    """What was chosen, judged by these lines only where its words are read."""
    found = dict(block.choices)
    for name in (KIND, WAY):
        if name in found and not found[name].part:
            own = replace(_at(layout, found[name].profile), means=found[name].profile.means)
            found[name] = replace(found[name], profile=own, certainty=LIKELY, why=Evidence())
    return found

"""What a proposed mapping says of letters and calls beside their titles: how each went out, and which lines prove nothing.

Belongs here: those lines. Does not belong here: the block as a whole (part.py), or what words mean
(words/evidence.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace

from sources.guards.unused import OUTCOME
from sources.recognition.texts import FREE_AGAIN, texts_of
from sources.words.blocks import Block, Choice
from sources.words.evidence import LETTERS, is_in_court, is_no_step, is_not_of_arrears, meaning_of, meanings_of
from sources.words.field_names import speaks
from sources.words.names import fits_only, quoted
from sources.words.notes import Line, Note, answer
from sources.words.profile import Profile, cell_of
from sources.words.subjects import CONTACTS, is_of_arrears, is_of_subjects
from sources.words.titles import is_free_text, words
from sources.words.undone_steps import is_undone


def channel_lines(kind: Profile, options: Sequence[str], taken: Collection[str]) -> Iterator[Line]:
    """How each kind of action went out: a letter as its own word says (`aanmaning gemaild`), and else as it usually goes, where
    the kind is known. A letter by post is received latest, so that nobody is reported too early by it, and how a call was made
    weighs nothing: neither is asked. `taken`: the words of the block's lines.
    """
    for text, count in ((text, count) for text, count in kind.words.most_common() if text in taken):
        ours = meaning_of("action_type", kind.said(text))
        if ours:
            yield Line(text, usual_way(kind.said(text), ours), Note(times=count, is_derived=True))
        elif not (is_no_step(kind.said(text)) or is_in_court(kind.said(text))):
            yield Line(text, "", answer(options=options, times=count), waits=True)


def usual_way(text: str, ours: str) -> str:
    """How an action of this kind goes, whose own word may say that it is by e-mail, and by nothing else."""
    by_mail = ours in (*LETTERS, "personal_message") and meanings_of("channel", text) == ["email"]
    return "email" if by_mail else str(words()["usual_channel"][ours])


def kinds_without_a_way(block: Block) -> list[Line]:
    """How the kinds went below whose lines the title for that has nothing, where each of them is a contact of one usual way."""
    kind, way = block.choices.get("action_type"), block.choices.get("channel")
    if kind is None or way is None or kind.part or way.part or way.profile is kind.profile or is_free(kind.profile):
        return []
    found = Counter(cell_of(row, kind.profile) for row in block.rows if not cell_of(row, way.profile))
    ours = {word: meaning_of("action_type", kind.profile.said(word)) for word in found if word}
    return [
        Line(word, words()["usual_channel"][each], Note(times=found[word], is_derived=True))
        for word, each in sorted(ours.items())
        if each in CONTACTS and word not in way.profile.texts
    ]


def is_of_no_letter(block: Block, text: str) -> bool:
    """Whether a word for a way says that there is none (`n/a`), and no kind that is known stands on its lines."""
    kind, way = block.choices.get("action_type"), block.choices.get("channel")
    if kind is None or way is None or way.profile is kind.profile or not NO_WAY.fullmatch(text):
        return False
    kinds = {cell_of(row, kind.profile) for row in block.rows if cell_of(row, way.profile) == text}
    return not any(meaning_of("action_type", kind.profile.said(each)) for each in kinds)


def way_of_contacts(block: Block, text: str) -> str:
    """How a code of a channel goes that stands beside contacts of one usual way only, `H` beside visits; empty of any other. How
    a contact went weighs nothing.
    """
    kind, way = block.choices.get("action_type"), block.choices.get("channel")
    if kind is None or way is None or kind.part or way.part or way.profile is kind.profile or is_free(kind.profile):
        return ""
    kinds = {meaning_of("action_type", kind.profile.said(cell_of(row, kind.profile))) for row in _rows_with(block, way, text)}
    ways = {words()["usual_channel"][each] for each in kinds if each in CONTACTS}
    return str(ways.pop()) if len(ways) == 1 and kinds <= CONTACTS else ""


def _rows_with(block: Block, way: Choice, text: str) -> list[Sequence[str]]:
    return [row for row in block.rows if cell_of(row, way.profile) == text]


NO_WAY = re.compile(r"\W*(n\W?/?\W?a|n\W?v\W?t|geen|none|nvt|onbekend|unknown)\W*|-+", re.IGNORECASE)
WAY_BY_KIND = "bij bellen of bezoek zegt het soort hoe het ging: klopt dat?"
USUAL_CHANNEL = "geen titel zegt hoe het ging; een brief geldt als post"
LEVELS = ("reminder_letter", "demand_letter", "summons_letter")


BRIEF_OR_BEZOEK = "b"  # `Brief` or `Bezoek`


def channel_of_letter(block: Block, text: str) -> tuple[str, str] | None:
    """(the channel that the one letter of Brief and Bezoek is there, what is asked of it), by the kinds of action beside which it
    stands, each with nothing to choose where those are not all letters, or all visits; None of any other code.
    """
    channel, kind = block.choices.get("channel"), block.choices.get("action_type")
    if text.strip().lower() != BRIEF_OR_BEZOEK:
        return None
    if channel is None or kind is None or kind.part or kind.profile is channel.profile:
        return "", ""
    lines = [cell_of(row, kind.profile) for row in block.rows if cell_of(row, channel.profile) == text]
    kinds = {meaning_of("action_type", kind.profile.said(each)) for each in lines}
    if kinds and kinds <= LETTERS:
        return "post", f"{text} staat alleen bij brieven: is het Brief, en ging die per post?"
    return ("visit", f"{text} staat alleen bij bezoek: is het Bezoek?") if kinds == {"home_visit"} else ("", "")


def level_of(text: str, found: Mapping[str, int]) -> str:
    """What a level of three (1, 2 and 3; or 10, 20 and 30) most likely is; empty of other codes. It is suggested, not taken."""
    is_level = len(found) == len(LEVELS) and all(word.isdecimal() for word in found)
    return LEVELS[sorted(found, key=int).index(text)] if is_level else ""


NOT_THIS = "dit gaat niet over de achterstand, is een stap bij de rechter, of de huurder belde zelf"
ASK_ABOUT = "gaat elk gesprek en bezoek in deze lijst over de achterstand? Zo niet, zet die regels onder skip_lines"


def lines_of_other_subjects(block: Block) -> dict[str, list[str]]:
    """Title -> patterns of the lines in a log of contacts that are no effort to reach a tenant about his arrears: a repair, a
    call of his own. They are passed over and counted; where no column says what a contact was about, a person is to be asked.
    """
    lists = {profile.title: (profile, _own_words(block, profile)) for profile in _lists(block)}
    said = {title: [word for word in own if is_not_of_arrears(profile.said(word))] for title, (profile, own) in lists.items()}
    found = {title: [f"^{re.escape(word.lower())}$" for word in words_said] for title, words_said in said.items() if words_said}
    kind = block.choices.get("action_type")
    if kind is not None and (none := [word for word in kind.profile.words if _is_none(kind.profile.said(word))]):
        fits = [f"^{re.escape(word.lower())}$" for word in none]
        own = found.setdefault(kind.profile.title, [])
        own.extend(each for each in fits if each not in own)
    is_text = kind is not None and (is_free(kind.profile) or not kind.profile.words)
    if kind is not None and is_text and (patterns := _patterns_of(texts_of(block, kind.profile, skipped=found))):
        found[kind.profile.title] = [*found.get(kind.profile.title, ()), *patterns]
    return found


def _is_none(word: str) -> bool:
    """Whether a word for a kind of action is as a whole one in court, or says that nothing was done."""
    return is_in_court(word) or is_undone(word)


NO_TEMPLATE = "een bericht zonder sjabloon is geen van uw brieven, en bewijst niets: klopt dat?"


def lines_without_template(block: Block) -> dict[str, list[str]]:
    """What fits the lines of letters that have no template, beside those that have one: somebody wrote them himself."""
    kind = block.choices.get("action_type")
    ways = [(each, block.only[each.title]) for each in block.layout.columns if each.title in block.only]
    if not block.kind or kind is None or kind.profile.title in block.only:
        return {}
    own = [row for row in block.rows if all(cell_of(row, each) in taken for each, taken in ways)]
    return {kind.profile.title: ["^$"]} if any(not cell_of(row, kind.profile) for row in own) else {}


def _own_words(block: Block, profile: Profile) -> list[str]:
    """The words of a column, in a block of some lines those of its lines; of the column that says which they are, all."""
    if not block.kind or profile.title in block.only:
        return [*profile.words]
    taken = [(each, block.only[each.title]) for each in block.layout.columns if each.title in block.only]
    own = {cell_of(row, profile) for row in block.rows if all(cell_of(row, each) in words_of for each, words_of in taken)}
    return [word for word in profile.words if word in own]


def _lists(block: Block) -> list[Profile]:
    """The columns of words that come back, but for those that are for a person: a word among remarks and outcomes may say that
    somebody died, or that a letter never left. A contract of which each contact was about the same is no list of subjects.
    """
    numbers = [choice.profile.title for name, choice in block.choices.items() if name.endswith("_id")]
    return [
        profile
        for profile in _columns(block)
        if profile.title not in numbers
        and profile.words
        and not (profile.date_kind or is_free(profile) or speaks(OUTCOME, profile.title))
    ]


def subjects_asked(block: Block, kind: Profile | None) -> Iterator[Line]:
    """The line that waits for what a person says of words for what contacts were about, of which none says that it was the
    arrears: none of them counts unseen. Of the first such title only; a check refuses those of another.

    Args:
        block: of letters and contacts.
        kind: the column that says which lines are contacts; None where each is.
    """
    read = {choice.profile.title for choice in block.choices.values()} | {*block.only}
    passed = lines_of_other_subjects(block)
    taken = [(each, words) for each in block.layout.columns if (words := block.only.get(each.title))]
    rows = [row for row in block.rows if all(cell_of(row, each) in words for each, words in taken)]
    rows = [row for row in rows if _is_contact(row, kind) and not _is_passed(row, _columns(block), passed)]
    for profile in _lists(block):
        if profile.title in read or not is_of_subjects(profile.title, [*profile.said_words]):
            continue
        found = Counter(cell_of(row, profile) for row in rows)
        odd = [word for word in profile.words if found[word] and not is_of_arrears(profile.said(word))]
        if odd:
            listed = ", ".join(f"{quoted(word)} ({found[word]} keer)" for word in odd)
            asked = (
                f"{quoted(profile.title)} zegt waar een gesprek over ging: {listed}. {WHICH_SUBJECTS} Staat daar een woord bij "
                f"dat niet over de achterstand gaat, zet dat dan bij skip_lines: {quoted(profile.title)} = ['^het woord$']; de "
                "andere laat u staan, en u haalt het hekje weg"
            )
            yield Line("sure_of", odd, replace(answer(asked), words=tuple(odd), shown=profile.title), waits=True)
            return


WHICH_SUBJECTS = "Alleen wat over de huurachterstand ging, is bewijs dat u het probeerde; ook als niemand opnam of opendeed."


def _is_contact(row: Sequence[str], kind: Profile | None) -> bool:
    """Whether a line is a contact, or may be one, and no letter; one whose own word says what it was about needs no subject."""
    said = kind.said(cell_of(row, kind)) if kind is not None else ""
    return kind is None or (meaning_of("action_type", said) in {*CONTACTS, None} and not is_of_arrears(said))


def _is_passed(row: Sequence[str], columns: Collection[Profile], patterns: Mapping[str, Sequence[str]]) -> bool:
    by_title = ((each, patterns.get(each.title, ())) for each in columns)
    return any(re.search(pattern, cell_of(row, each).lower()) for each, found in by_title for pattern in found)


def only_passed_over(block: Block, profile: Profile) -> set[str]:
    """The words of a column that stand only on lines which another title passes over, such as all that tenants said themselves:
    of these nobody is to say what they mean. On another line such a word is refused, and asked then.
    """
    patterns = {title: found for title, found in lines_of_other_subjects(block).items() if title != profile.title}
    if block.steps or not patterns:
        return set()
    columns = [each for each in _columns(block) if each.title in patterns]
    return {*profile.texts} - {cell_of(row, profile) for row in block.rows if not _is_passed(row, columns, patterns)}


def _columns(block: Block) -> list[Profile]:
    """The columns of a list, without the codes of which it reads the text instead."""
    read = [choice.profile for choice in block.choices.values() if choice.profile.is_of_codes]
    texts = {each.place: each for each in read}
    codes = [{*each.texts} for each in read]
    return [texts.get(each.place, each) for each in block.layout.columns if {*each.means.values()} not in codes]


def is_free(profile: Profile) -> bool:
    """Whether it is a free text, which no text of a code is."""
    return is_free_text(profile.title) and not profile.is_of_codes


def _patterns_of(texts: Mapping[str, int]) -> list[str]:
    """What fits the texts of a kind that say so: these themselves where each comes back, which no name of a person does; else
    the sector's words in them.
    """
    found = {text: count for text, count in texts.items() if is_no_step(text)}
    if all(count >= FREE_AGAIN for count in found.values()):
        return [fits_only(text) for text in found]
    known = [*words()["not_of_arrears"].values(), *words()["not_done"].values()]
    return [each for each in known if any(re.search(each, text) for text in found)]

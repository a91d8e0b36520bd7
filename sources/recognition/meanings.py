"""What a list of codes beside the exports, or a column beside the codes, says that they mean.

Belongs here: finding such a list, or such a column, for a column of codes. Does not belong here: pointing out lists that may be
of use (proposals/codes.py), or what texts mean (words/evidence.py).

A list is only used for a column with the title of its own codes, or one that it names beside them: 1, 2 and 3 mean something else
everywhere; but for codes that are telling by themselves (covering.py). Where codes hardly come back, only a list of several kinds
of codes says what they mean: another may be one of names.
A column is only used where each code has one text in all lines, and each text one code. Nothing of it is certain.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from sources.recognition.covering import by_codes, is_of_words, names_in
from sources.recognition.lookup_tables import SHORTEST_NAME, is_cut_short, named_after, said_of
from sources.words.blocks import Sheet
from sources.words.excel_days import layout_of
from sources.words.profile import Layout, Profile, cell_of, plain
from sources.words.titles import concepts_of

Seen = Sequence[tuple[Sheet, Layout]]
Lists = Mapping[str, tuple[Sheet, Mapping[str, str]]]
WIDEST, MOST_CODES = 4, 60  # columns of a list of codes, and codes of one kind
FEW_CODES = 8  # of a column in which no code comes back
WIDEST_OF_KINDS = 10  # of one that names the titles whose codes they are: with days, an order, texts in two languages
FEWEST, HALF = 2, 0.5  # of its kinds that are such titles
LONGEST_CODE, LONGEST_WORD = 8, 16
ENDS_OF_CODES = ("code", "cd", "kode", "id")
OF_CODES = frozenset({"code", "cd", "kode", "waarde", "value"})
CODED_IN_LEDGERS = frozenset({"component", "kind", "journal"})  # what codes of entries are called by
OF_TEXTS = frozenset({"description", "name"})  # what the title of a code's text says
NEARLY = 0.9  # of the lines: one may speak of a title, and has no code
SAYS_NOTHING = re.compile(r"(?i)n\.?v\.?t\.?|-+")
LONG = 6  # letters of a word that says by itself which list is meant
COMES_BACK = 3  # times that a code stands in an export, on the average
CODED = re.compile(r"[A-Z\d]+(_[A-Z\d]+)+")  # as no word is written: `TEL_IN_STORING`
SEVERAL = 3  # kinds whose codes one list explains: then each of them is a list of codes, and none of people


def with_meanings(seen: Seen) -> list[tuple[Sheet, Layout]]:
    """The same sheets, their columns of codes with what a list among them, or a column beside them, says of each code."""
    return [(sheet, _with_texts(sheet, layout)) for sheet, layout in _with_lists(seen)]


def _with_lists(seen: Seen) -> list[tuple[Sheet, Layout]]:
    titles = {name for sheet, layout in seen for each in layout.columns for name in _names_in(sheet, each.title)}
    explained = [(sheet, *each) for sheet, layout in seen for each in _meanings(sheet, layout, titles)]
    lists = {name: (sheet, found) for sheet, title, found, _ in explained for name in names_of(title)[:2][::-1]}
    kinds = Counter(id(sheet) for sheet, *_, is_kind in explained if is_kind)
    several = [title for sheet, title, _, is_kind in explained if is_kind and kinds[id(sheet)] >= SEVERAL]
    of_kinds = {name for title in several for name in names_of(title)[:2]}
    by_name = {name: (sheet, found) for sheet, _, found, _ in explained if is_of_words([*found.values()])
               for name in names_in(sheet, titles)}  # fmt: skip
    lists = by_name | lists
    covered = by_codes(seen, [(sheet, found) for sheet, _, found, _ in explained])
    tables = named_after(seen)

    def said(sheet: Sheet, each: Profile) -> Profile:
        if of_table := said_of(sheet, each, tables):
            return replace(each, means=of_table, words=each.words or each.texts)
        found = _with(sheet, each, lists, of_kinds)
        means = {} if found.means else covered.get((id(sheet), each.place), {})
        return replace(found, means=means) if means else found

    return [(sheet, replace(layout, columns=tuple(said(sheet, each) for each in layout.columns))) for sheet, layout in seen]


def lists_of_codes(sheet: Sheet, titles: Collection[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """(the title whose codes they are, code -> text), as far as a sheet beside the exports is a list of those. `titles`: as
    `names_of` has them.
    """
    layout = layout_of(sheet.rows)
    for title, found, _ in _meanings(sheet, layout, titles) if layout else ():
        yield title, found


def _with(sheet: Sheet, profile: Profile, lists: Lists, of_kinds: Collection[str]) -> Profile:
    described = sheet.described.get(profile.title)
    if described and described.means and {*profile.texts} <= {*described.means}:
        return replace(profile, means={text: described.means[text] for text in profile.texts})
    name = next((name for name in _names_in(sheet, profile.title) if name in lists), "")
    of, found = lists.get(name, (sheet, {}))
    coded = [text for text in profile.texts if text in found or text.strip("0")]  # `00` where a line has no code
    is_used = of is not sheet and bool(coded) and {*coded} <= {*found}
    if is_used and name in of_kinds and not profile.words:  # of a short list no code comes back
        return replace(profile, means={text: found[text] for text in coded}, words=profile.texts)
    is_used = is_used and profile.filled >= COMES_BACK * profile.distinct
    found = found if is_used else _elsewhere(sheet, profile, lists)
    means = {text: found[text] for text in profile.texts if text in found}
    return replace(profile, means=means) if means else profile


def _elsewhere(sheet: Sheet, profile: Profile, lists: Lists) -> Mapping[str, str]:
    """A list that no title names as it stands."""
    found = _of_longer_title(sheet, profile, lists) or _of_accounts(sheet, profile, lists)
    return found or _of_short_name(sheet, profile, lists)


def _of_longer_title(sheet: Sheet, profile: Profile, lists: Lists) -> Mapping[str, str]:
    """The only list whose name says nothing but words of the title, or of the name of its file: `SRT-MUTATIE` of `MU-SRT` in
    `L04-MUTATIE.TXT`. Of several that of which most stands in the title.
    """
    if profile.date_kind or profile.distinct > MOST_CODES:
        return {}
    title, file = _words(profile.title), _words(f"{sheet.sheet or ''} {sheet.file}")
    named = [
        (len(_words(name) & title), len(_words(name)), found)
        for name, (of, found) in lists.items()
        if of is not sheet and {*profile.texts} <= {*found} and _words(name) & title and _words(name) <= title | file
    ]
    best = max((each[:2] for each in named), default=(0, 0))
    most = [found for *rank, found in named if tuple(rank) == best]
    is_said = best[0] > 1 or best[1] > 1 or max((len(word) for word in title), default=0) >= LONG
    return most[0] if len(most) == 1 and is_said else {}


def _of_short_name(sheet: Sheet, profile: Profile, lists: Lists) -> Mapping[str, str]:
    """The only list that explains all the codes, where its name is the title cut short or the title is the name so: `ANST` of
    `Aanmaanstap`, `KANAAL` of `Kan`. A title that merely has these letters, and codes that another list explains too, are left
    alone.
    """
    if profile.date_kind or not FEWEST <= profile.distinct <= MOST_CODES:
        return {}
    explaining = {
        id(found): (name, found) for name, (of, found) in lists.items() if of is not sheet and {*profile.texts} <= {*found}
    }
    least = [
        (name, found) for name, found in explaining.values() if not any({*less} < {*found} for _, less in explaining.values())
    ]
    if len(least) != 1:  # but for one that has several kinds in it
        return {}
    [(name, found)] = least
    said, title = ("".join(filter(str.isalnum, each)) for each in (name, profile.title.lower()))
    return found if is_cut_short(said, title) or (len(title) >= SHORTEST_NAME and said.startswith(title)) else {}


def _of_accounts(sheet: Sheet, profile: Profile, lists: Lists) -> Mapping[str, str]:
    """The only list of accounts that has all of a column of accounts, whatever short form either calls them by."""
    if "account" not in concepts_of(profile.title) or profile.filled < COMES_BACK * profile.distinct:
        return {}
    named = [found for name, (of, found) in lists.items() if of is not sheet and "account" in concepts_of(name)]
    having = [found for found in named if {*profile.texts} <= {*found}]
    return having[0] if len(having) == 1 else {}


def names_of(title: str) -> tuple[str, ...]:
    """What a list of codes may call a title by: as it stands, in one word, and without that it is a code."""
    words = re.findall(r"[^\W_]+", title.lower())
    without = words[:-1] if len(words) > 1 and words[-1] in ENDS_OF_CODES else words
    return plain(title), "".join(words), "".join(without)


def _names_in(sheet: Sheet, title: str) -> tuple[str, ...]:
    """The names of a title of a sheet; first that of the list of codes that a dictionary of fields names for it."""
    described = sheet.described.get(title)
    said = (described.codes, described.in_file) if described else ()
    return tuple(name for each in (*said, title) if each for name in names_of(each))


def _words(name: str) -> frozenset[str]:
    return frozenset(re.findall(r"[^\W_]+", name.lower()))


def _with_texts(sheet: Sheet, layout: Layout) -> Layout:
    """Columns of codes with the text that stands in their lines, below a title that says that it is of them."""
    texts = [each for each in layout.columns if concepts_of(each.title) & OF_TEXTS and _is_of_texts(each)]
    columns = tuple(_with_text(sheet, layout, each, texts) for each in layout.columns) if texts else layout.columns
    return replace(layout, columns=columns)


def _with_text(sheet: Sheet, layout: Layout, profile: Profile, texts: Sequence[Profile]) -> Profile:
    is_of_codes = all(len(text) <= LONGEST_CODE and " " not in text for text in profile.texts)
    if not is_of_codes or profile.means or profile.date_kind or not 2 <= profile.distinct <= MOST_CODES:
        return profile
    if not profile.words:  # of a few lines no code comes back
        own = next((each for each in texts if profile.distinct <= FEW_CODES and _is_named_after(profile, each)), None)
        means = _one_to_one(sheet, layout, profile, own) if own else {}
        return replace(profile, means=means, words=profile.texts) if means else profile
    for text in (each for each in texts if each.words):
        if text is not profile and _is_its_text(profile, text) and (means := _one_to_one(sheet, layout, profile, text)):
            return replace(profile, means=means)
    return profile


def _is_named_after(profile: Profile, text: Profile) -> bool:
    """Whether a title is that of the codes with a word for `description` behind it."""
    said, own = plain(text.title), plain(profile.title)
    return said.startswith(f"{own} ") and "description" in concepts_of(said.removeprefix(f"{own} "))


def _is_its_text(profile: Profile, text: Profile) -> bool:
    """Whether a title says that it holds the text of a code: all that the code's title says too, or nothing else."""
    said = concepts_of(text.title) - OF_TEXTS
    own = {word for word in plain(text.title).split() if not concepts_of(word) & OF_TEXTS}  # `EL1` of `EL1 omschrijving`
    is_named = bool(own) and own <= {*plain(profile.title).split()}
    return not said or said <= concepts_of(profile.title) | {"kind"} or is_named


def _one_to_one(sheet: Sheet, layout: Layout, profile: Profile, text: Profile) -> Mapping[str, str]:
    above = layout.above
    pairs = {_pair(row, profile, text) for row in sheet.rows[above:]}
    found = {code: said for code, said in pairs if code in profile.texts and said}
    is_said = len(found) == profile.distinct == len({*found.values()})
    return found if is_said and len({pair for pair in pairs if pair[0] in profile.texts}) == len(found) else {}


def _pair(row: Sequence[str], profile: Profile, text: Profile) -> tuple[str, str]:
    return cell_of(row, profile), cell_of(row, text)


def _is_of_texts(profile: Profile) -> bool:
    texts = [text for text in profile.texts if not SAYS_NOTHING.fullmatch(text)]
    return bool(texts) and all(re.search(r"[^\W\d_]{3}", text) for text in texts)


def _meanings(sheet: Sheet, layout: Layout, titles: Collection[str]) -> Iterator[tuple[str, Mapping[str, str], bool]]:
    """(the title whose codes they are, code -> text, whether it is one of the kinds of a list), as far as a sheet is such a list.
    `titles`: those of all sheets.
    """
    yield from _beside_each_other(sheet, layout)
    columns = [each for each in layout.columns if each.filled >= NEARLY * layout.rows > NEARLY]
    is_wide = len(layout.columns) > WIDEST
    if len(layout.columns) > WIDEST_OF_KINDS or len(columns) < 2:
        return
    of_titles = [each for each in columns if is_wide and _names_titles(each, titles)]
    if is_wide and len(of_titles) != 1:
        columns, of_titles, is_wide = _code_and_description(columns, titles), [], False
    texts = [each for each in columns if _is_of_texts(each) and each not in of_titles]
    codes = [each for each in columns if each not in of_titles and _is_of_codes(each)]
    if is_wide:  # not the order in which they are shown
        codes = sorted(codes, key=lambda each: (not _words(each.title) & OF_CODES, each.place))[:1]
    meaning = max(texts, key=lambda each: ("nl" in _words(each.title), each.distinct, each.place), default=None)
    above = layout.above
    for code in (each for each in codes if meaning is not None and each is not meaning):
        rows = [row for row in sheet.rows[above:] if meaning and all(cell_of(row, each) for each in (code, meaning))]
        if code.distinct == code.filled and not is_wide:
            yield from ((*each, False) for each in _pairs(code.title, rows, code, meaning))
        for kinds in of_titles or (each for each in columns if each not in (code, meaning) and 2 * each.distinct <= each.filled):
            for title in kinds.texts:
                of_kind = [row for row in rows if cell_of(row, kinds) == title]
                yield from ((*each, _names_titles(kinds, titles)) for each in _pairs(title, of_kind, code, meaning))


def _beside_each_other(sheet: Sheet, layout: Layout) -> Iterator[tuple[str, Mapping[str, str], bool]]:
    """Of a sheet with several lists of choices beside each other, each as long as it is, the codes with the texts behind them."""
    if layout.rows > MOST_CODES:
        return
    rows = sheet.rows[layout.above :]
    lines = {each.place: [at for at, row in enumerate(rows) if cell_of(row, each)] for each in layout.columns}
    for code, text in pairwise(layout.columns):
        is_list = lines[code.place] == lines[text.place] and code.filled < NEARLY * layout.rows and code.distinct == code.filled
        if is_list and _is_of_codes(code) and _is_of_texts(text) and not _is_of_codes(text):
            of_list = [rows[at] for at in lines[code.place]]
            yield from ((*each, False) for each in _pairs(code.title, of_list, code, text))


def _code_and_description(columns: Sequence[Profile], titles: Collection[str]) -> list[Profile]:
    """Of a list with more beside them, such as an account or a rate, the first codes that a list has under their title, and the
    only description; nothing where that is not to be seen.
    """
    codes = [each for each in columns if each.distinct == each.filled and any(name in titles for name in names_of(each.title))]
    codes = [each for each in codes if _is_of_codes(each) and concepts_of(each.title) & (CODED_IN_LEDGERS | OF_CODES)]
    texts = [each for each in columns if "description" in concepts_of(each.title) and _is_of_texts(each)]
    return [codes[0], texts[0]] if codes and len(texts) == 1 else []


def _is_of_codes(profile: Profile) -> bool:
    """Whether the cells are codes, of which a few may be whole words: `PENTHOUSE` among `APT` and `PP`."""
    short = sum(len(text) <= LONGEST_CODE or bool(CODED.fullmatch(text)) for text in profile.texts)
    return short >= NEARLY * profile.distinct and all(len(text) <= LONGEST_WORD and " " not in text for text in profile.texts)


def _names_titles(profile: Profile, titles: Collection[str]) -> bool:
    """Whether the words of a column are titles of other lists: whose codes the lines beside it explain."""
    named = sum(any(name in titles for name in names_of(text)) for text in profile.texts)
    return 2 * profile.distinct <= profile.filled and named >= max(FEWEST, HALF * profile.distinct) and not profile.date_kind


def _pairs(
    title: str, rows: Sequence[Sequence[str]], code: Profile, meaning: Profile | None
) -> Iterator[tuple[str, Mapping[str, str]]]:
    found = {cell_of(row, code): cell_of(row, meaning) for row in rows} if meaning else {}
    if 1 < len(found) == len(rows) <= MOST_CODES:
        yield plain(title), found

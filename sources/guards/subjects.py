"""Contacts that count although nobody said that what they were about is the arrears.

Belongs here: refusing them, by the words below a title that says what a contact was about. Does not belong here: titles that no
block reads (reading/contacts.py), free text, of which nobody knows what it means, or what a word says (words/subjects.py).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import duckdb

from sources.findings import Finding, amount_of
from sources.guards.said import is_sure
from sources.reading.cells import Opened, found_where, plain_title, text_of
from sources.reading.code_lists import LONGEST, MOST_WORDS, words_of
from sources.reading.contacts import takes_line
from sources.reading.rules import Export
from sources.reading.sql_texts import is_among
from sources.ways import Change, Choice, Option, Some, Way
from sources.words.names import fits_only, quoted
from sources.words.subjects import CONTACTS, is_of_arrears, is_of_subjects
from sources.words.titles import is_free_text

SKIP = "Sla met skip_lines over wat niet over de achterstand ging (docs/nl/eigen-export.md)."


def subjects_not_said(con: duckdb.DuckDBPyConnection, blocks: Sequence[Export], source: str, opened: Opened) -> list[Finding]:
    """A refusal for each block and title with such words. `con` holds the file as `cells` and `titles`; `blocks`: those of it."""
    places = {title: place for place, title in con.execute("select place, title from titles order by place").fetchall() if title}
    actions = [each for each in blocks if each.table == "collection_actions"]
    found = ((block, title, f"({_counts(block, places)})") for block in actions for title in _asked_of(block, places))
    return [finding for each in found for finding in _refused(con, *each, places[each[1]], source, opened)]


def _asked_of(block: Export, places: Mapping[str, int]) -> Iterator[str]:
    """Titles of which nobody answered for all words: not by the words that he takes, nor of the title as a whole."""
    answered = {plain_title(title) for title in (*block.unread, *block.sure_of, *block.only, *block.columns.values())}
    return (title for title in places if title not in answered and not is_free_text(title))


def _refused(
    con: duckdb.DuckDBPyConnection, block: Export, title: str, counts: str, place: int, source: str, opened: Opened
) -> Iterator[Finding]:
    said = f"lower({text_of(place)})"
    texts = dict(con.execute(f"select {said}, count(*) from cells group by all limit {MOST_WORDS + 1}").fetchall())
    texts.pop(None, None)
    if len(texts) > MOST_WORDS or any(len(text) > LONGEST for text in texts) or not is_of_subjects(title, texts):
        return
    odd = [text for text in texts if not is_of_arrears(text) and not is_sure(block, "", text)]
    count, where = found_where(con, f"{counts} and {is_among(said, odd)}", opened) if odd else (0, "")
    if count:
        are_words = words_of(Counter(texts))  # another text may be of somebody
        counted = [text for text in odd if are_words and found_where(con, f"{counts} and {is_among(said, [text])}", opened)[0]]
        named = f": {', '.join(map(quoted, counted))}" if counted else ""
        text = (
            f"in '{title}' staat bij {amount_of(count, 'gesprek of bezoek', 'gesprekken en bezoeken')} waar het over ging, en "
            f"niet dat het de achterstand was {where}{named}. Zo'n regel telt nu als bewijs dat u de huurder daarover sprak. Zeg "
            f"met skip_lines onder '{title}' welke niet meetellen; gaat een woord wel over de achterstand, zet dat dan in het "
            "blok bij sure_of."
        )
        yield Finding("refused", source, "subject_not_said", text, count, ways=(_way(title, counted, count),))


def _way(title: str, words: Sequence[str], count: int) -> Way:
    """Which words are not about the arrears; of free text, whether all of it is."""
    many = amount_of(count, "gesprek of bezoek", "gesprekken en bezoeken")
    asks = (
        f"{quoted(title)} zegt bij {many} waar het over ging, en niet dat het de achterstand was. Alleen wat daarover ging, is "
    )
    asks += "bewijs dat u het probeerde; ook als niemand opnam of opendeed."
    if words:
        return Some(asks, title, tuple(words), tuple(map(fits_only, words)), is_sure_of_others=True)
    yes = Option("ja, elk ervan", (Change(("sure_of",), (title,)),))
    return Choice(f"{asks} Gingen zij alle over de huurachterstand?", (yes, Option("nee, of ik weet het niet", then=SKIP)))


def _counts(block: Export, places: Mapping[str, int]) -> str:
    """SQL: whether a line becomes a contact, as far as the titles of the file itself say."""
    kind, place = block.constants.get("action_type", ""), places.get(plain_title(block.columns.get("action_type", "")))
    if kind and kind not in CONTACTS:
        return "false"
    # A word that says it itself (`Belactie achterstand`) needs no subject.
    words = [word for word, ours in block.values.get("action_type", {}).items() if ours in CONTACTS and not is_of_arrears(word)]
    taken = takes_line(block, places)
    if kind or place is None or not block.values.get("action_type"):
        return taken
    return f"{taken} and {is_among(f'lower({text_of(place)})', [word.lower() for word in words])}" if words else "false"

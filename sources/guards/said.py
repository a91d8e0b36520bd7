"""Words of an export to which the mapping gives a meaning that they do not have by themselves.

Belongs here: naming those whose other meaning would report somebody wrongly, in `values` and `patterns`. Does not belong here:
words without a meaning (unread.py), columns that nothing reads (unused.py), or constants (money.py).

"incassokosten" read as rent makes arrears of costs; "aanmaning" read as a summons, or "huurder belde over reparatie" as a call,
is proof of a step that was not taken (docs/rules.md, categories and collection actions). In `sure_of` a person says that such
a word, or all below its title, is right.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

import duckdb

from sources.findings import Finding
from sources.reading.cells import plain_title, text_of
from sources.reading.rules import Export
from sources.reading.where import with_line
from sources.reading.yes_no import FALSE_WORDS, TRUE_WORDS
from sources.words.evidence import is_no_step, is_not_of_arrears, meaning_of, meanings_of

ON_ARREARS = ("rent", "service_charges")
LETTERS = ("reminder_letter", "demand_letter", "summons_letter")  # each proves more than the one before it
# What may be reported: a dwelling, and a person. A longer word that says another kind refuses; of a letter or two nobody knows.
KINDS = {"unit_type": "dwelling", "tenant_type": "person"}
SURELY_NOT = ("parking", "commercial", "organisation")
# Columns of which a word that plainly says something else refuses: where a signal goes, what leaves, proves a step or is arrears.
REFUSED = ("action_type", "category", "system", "field", "received_by", "is_small_landlord")
OPPOSITE = ("system", "field", "received_by")
SHORT = 2
A_WORD = r"[^\W\d_]{4}"  # what is shorter may be a code, whose meaning stands elsewhere
LIVED_IN = r"won(ing|en)|woon|apparte|kamer|studio"  # within a word too: a `bedrijfswoning` is lived in
COSTS = ("collection_costs", "interest")  # whatever else the word says: `Rente huurders` is no rent
HELD = r"\b(schade|borg|waarborg|deposit|damage)"  # what is held or was broken; `Garagehuur` is named elsewhere (money.py)
SETTLES = ("payment", "credit_note", "write_off")
NO_EFFORT = "iets anders dan een poging van u om de huurder over de achterstand te bereiken"
NEVER_DONE = "iets dat niet is gebeurd, of nog niet"
NOTHING = "niets, en dat is hier gewoonlijk nee"
OF_LINES = ("action_type", "category", "entry_type", "channel")
SKIP = ", of laat regels die niet meetellen weg met skip_lines"
REPORTED = "wordt iemand ten onrechte gemeld"
SO = {
    "system": "gaat een melding naar het verkeerde meldpunt", "field": "gaat een veld mee waarvoor niemand toestemming gaf",
    "received_by": "telt een bezwaar bij een ander dan bij wie het binnenkwam",
}  # fmt: skip
MOST_WORDS, LONGEST = 200, 6  # different texts, and words of each, of what is a list and no free text


def words_said_otherwise(exports: Sequence[Export]) -> list[Finding]:
    """A finding for each block and column with such words, in the order of the mapping."""
    found = []
    for export in exports:
        for column, words in export.values.items():
            odd = {word: says for word, ours in words.items() if (says := _says_else(column, word, ours, words))}
            if export.storno:  # a receipt with a minus is one that went back, whatever the word
                odd = {word: says for word, says in odd.items() if says != "reversal"}
            odd = {word: says for word, says in odd.items() if not is_sure(export, column, word)}
            if odd:
                found.append(with_line(_finding(export, column, odd, words), export.where))
        found += [with_line(each, export.where) for each in _steps_not_said(export)]
    return found


def _steps_not_said(export: Export) -> Iterator[Finding]:
    """A warning of plain words of which nobody knows that they are a letter or contact, and that count as one: each is proof."""
    words = export.values.get("action_type", {})
    unsaid = [
        word
        for word, ours in words.items()
        if ours and re.search(A_WORD, word) and not meanings_of("action_type", word) and not is_no_step(word)
        and not is_sure(export, "action_type", word)
    ]  # fmt: skip
    if unsaid:
        said = "; ".join(f'"{word}" telt als {words[word]}' for word in sorted(unsaid))
        sure = ", ".join(f'"{word}"' for word in sorted(unsaid))
        text = (
            f"[{export.table}.values.action_type] {said}, en dat zegt het woord zelf niet: elke regel ervan is zo bewijs dat u "
            "de huurder schreef of sprak over de achterstand. Is het iets anders, sla die regels dan over met skip_lines. Klopt "
            f"het, zet dan sure_of = [{sure}] in het blok."
        )
        yield Finding("warning", "mapping.toml", "step_not_said", text, len(unsaid))


def patterns_said_otherwise(con: duckdb.DuckDBPyConnection, export: Export, source: str) -> list[Finding]:
    """Refusals of the words to which `patterns` of a block give another meaning. `con` holds the block's own lines as `cells`,
    shaped (reading/shapes.py).
    """
    titles = [title for (title,) in con.execute("select title from titles order by place").fetchall()]
    findings = []
    for column in export.patterns:
        title = plain_title(export.columns.get(column, ""))
        if column not in (*REFUSED, *KINDS) or titles.count(title) != 1:
            continue
        made = _made_of_texts(con, titles.index(title), column)
        odd = {text: says for text, ours in made.items() if (says := _says_else(column, text, ours, {}))}
        odd = {text: says for text, says in odd.items() if not is_sure(export, column, text) and _refuses(column, text, says)}
        if odd:
            findings.append(replace(_finding(export, column, odd, made, setting="patterns"), source=source))
    return findings


def _made_of_texts(con: duckdb.DuckDBPyConnection, place: int, column: str) -> dict[str, str]:
    """The different texts below a title, in small letters, and what a pattern makes of each; nothing where that is free text."""
    what = f"lower({text_of(place)}), m_{column}"
    found = con.execute(f"select distinct {what} from cells limit {MOST_WORDS + 1}").fetchall()
    made = {text: ours for text, ours in found if text and ours != text and len(text.split()) <= LONGEST}
    return dict(sorted(made.items())) if len(found) <= MOST_WORDS else {}


def is_sure(export: Export, column: str, word: str) -> bool:
    """Whether a person said that a word, or all below the title of its column, is right."""
    sure = set(map(plain_title, export.sure_of))
    return plain_title(word) in sure or plain_title(export.columns.get(column, "")) in sure


def _says_else(column: str, word: str, ours: str, words: Mapping[str, str]) -> str | None:
    """What a word says by itself, where that is something else than `ours` and the difference may report somebody wrongly."""
    if column in ("action_type", "channel") and ours and is_not_of_arrears(word):
        return NO_EFFORT
    if column == "action_type" and ours and is_no_step(word):
        return NEVER_DONE
    if column == "is_small_landlord":
        return _opposite(word, ours, words)
    says = meaning_of(column, word) or (_cost_among(word) if column == "category" else None)
    if column == "action_type" and says is None and len(only := meanings_of(column, word)) == 1:
        says = only[0]  # `Zelf gebeld`: whoever called, it was no letter
    if column == "unit_type" and re.search(LIVED_IN, word):
        return None
    if says in (None, ours) or not _may_report(column, str(says), ours):
        return None
    return str(says)


def _cost_among(word: str) -> str | None:
    """What of several meanings of a word is no arrears of rent, for which it shall not be taken unseen."""
    costs = (each for each in meanings_of("category", word) if each in COSTS)
    return next(costs, "other" if re.search(HELD, word.casefold()) else None)


def _opposite(word: str, ours: str, words: Mapping[str, str]) -> str | None:
    """Of a word that the mapping calls yes or no, what it says where that is the opposite; an empty cell where no other is no."""
    is_yes = ours.lower() in TRUE_WORDS
    if not word:
        return NOTHING if is_yes and not any(each.lower() in FALSE_WORDS for each in words.values()) else None
    says = meaning_of("is_small_landlord", word)
    if word in (*TRUE_WORDS, *FALSE_WORDS):
        says = "true" if word in TRUE_WORDS else "false"
    return None if says in (None, "true" if is_yes else "false") else {"true": "ja", "false": "nee"}[str(says)]


def _may_report(column: str, says: str, ours: str) -> bool:
    if column in OPPOSITE:
        return ours != ""
    if column == "category":
        return ours in ON_ARREARS and says not in ON_ARREARS
    if column == "entry_type":
        return (ours == "charge" and says in SETTLES) or (says == "reversal") != (ours == "reversal")
    if column in KINDS:
        return ours == KINDS[column]
    if column == "action_type":
        return not (says in LETTERS and ours in LETTERS and LETTERS.index(ours) < LETTERS.index(says)) and ours != ""
    return False


def _refuses(column: str, word: str, says: str) -> bool:
    """Whether a word says it plainly: of a letter or two nobody knows."""
    if column in KINDS:
        return says in SURELY_NOT and len(word) > SHORT
    return column in REFUSED and (len(word) > SHORT or column == "is_small_landlord")


def _finding(export: Export, column: str, odd: Mapping[str, str], made: Mapping[str, str], setting: str = "values") -> Finding:
    texts = "; ".join(f'"{word}" staat voor {made[word]}, en zegt zelf {says}' for word, says in sorted(odd.items()))
    text = (
        f"[{export.table}.{setting}.{column}] {texts}. Klopt dat niet, dan {SO.get(column, REPORTED)}: verander de betekenis"
        f"{SKIP if column in OF_LINES else ''}. "
    )
    plainly = [word for word, says in sorted(odd.items()) if _refuses(column, word, says)]
    if plainly:
        named = [word if word and column not in KINDS else export.columns.get(column, "") for word in plainly]
        sure = ", ".join(f'"{each}"' for each in dict.fromkeys(named))
        answer = f"Klopt het wel, zet dan sure_of = [{sure}] in het blok."
        return Finding("refused", "mapping.toml", "word_said_otherwise", text + answer, len(odd))
    return Finding("warning", "mapping.toml", "word_said_otherwise", f"{text}Klopt het wel, dan hoeft u niets te doen.", len(odd))

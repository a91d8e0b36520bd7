"""Words of an export to which the mapping gives a meaning that they do not have by themselves.

Belongs here: naming those whose other meaning would report somebody wrongly. Does not belong here: words without a meaning
(mapping_unread.py), columns that nothing reads (mapping_unused.py), or constants (mapping_money.py).

"incassokosten" read as rent makes arrears of costs; "aanmaning" read as a summons, or "huurder belde over reparatie" as a call,
is proof of a step that was not taken (docs/rules.md, categories and collection actions).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from sources.findings import Finding
from sources.mapping_cells import plain_title
from sources.mapping_rules import Export
from sources.mapping_where import with_line
from sources.proposal_evidence import is_not_of_arrears, meaning_of

ON_ARREARS = ("rent", "service_charges")
LETTERS = ("reminder_letter", "demand_letter", "summons_letter")  # each proves more than the one before it
# What may be reported: a dwelling, and a person. A longer word that says another kind refuses; of a letter or two nobody knows.
KINDS = {"unit_type": "dwelling", "tenant_type": "person"}
SURELY_NOT = ("parking", "commercial", "organisation")
SHORT = 2
LIVED_IN = r"won(ing|en)|woon|apparte|kamer|studio"  # within a word too: a `bedrijfswoning` is lived in
SETTLES = ("payment", "credit_note", "write_off")


def words_said_otherwise(exports: Sequence[Export]) -> list[Finding]:
    """A finding for each block and column with such words, in the order of the mapping."""
    found = []
    for export in exports:
        for column, words in export.values.items():
            odd = {word: says for word, ours in words.items() if (says := _says_else(column, word, ours))}
            if export.storno:  # a receipt with a minus is one that went back, whatever the word
                odd = {word: says for word, says in odd.items() if says != "reversal"}
            if column in KINDS and plain_title(export.columns.get(column, "")) in map(plain_title, export.sure_of):
                continue
            if odd:
                found.append(with_line(_finding(export, column, odd), export.where))
    return found


def _says_else(column: str, word: str, ours: str) -> str | None:
    """What a word says by itself, where that is something else than `ours` and the difference may report somebody wrongly."""
    if column == "action_type" and ours and is_not_of_arrears(word):
        return "iets anders dan een poging van u om de huurder over de achterstand te bereiken"
    says = meaning_of(column, word)
    if column == "unit_type" and re.search(LIVED_IN, word):
        return None
    if says in (None, ours) or not _may_report(column, str(says), ours):
        return None
    return str(says)


def _may_report(column: str, says: str, ours: str) -> bool:
    if column == "category":
        return ours in ON_ARREARS and says not in ON_ARREARS
    if column == "entry_type":
        return (ours == "charge" and says in SETTLES) or (says == "reversal") != (ours == "reversal")
    if column in KINDS:
        return ours == KINDS[column]
    if column == "action_type":
        return not (says in LETTERS and ours in LETTERS and LETTERS.index(ours) < LETTERS.index(says)) and ours != ""
    return False


def _finding(export: Export, column: str, odd: dict[str, str]) -> Finding:
    texts = "; ".join(
        f'"{word}" staat voor {export.values[column][word]}, en zegt zelf {says}' for word, says in sorted(odd.items())
    )
    text = (
        f"[{export.table}.values.{column}] {texts}. Klopt dat niet, dan wordt iemand ten onrechte gemeld: verander de betekenis, "
        "of laat regels die niet meetellen weg met skip_lines. "
    )
    if column in KINDS and any(says in SURELY_NOT and len(word) > SHORT for word, says in odd.items()):
        answer = f'Klopt het wel, zet dan sure_of = ["{export.columns.get(column, "")}"] in het blok.'
        return Finding("refused", "mapping.toml", "word_said_otherwise", text + answer, len(odd))
    return Finding("warning", "mapping.toml", "word_said_otherwise", f"{text}Klopt het wel, dan hoeft u niets te doen.", len(odd))

"""A word that a person gives to a block is one of its words, with one meaning, also where the block had it already."""

from __future__ import annotations

import tomllib

from sources.proposals.taken import taking_word, words_of_kind
from sources.words.notes import NOTHING, Draft, Line, Section


def receipts(*words: str) -> Draft:
    """A block of receipts by the words of a journal."""
    kinds = Section("values.entry_type", tuple(Line(word, "payment") for word in words))
    only = Section("", (Line("file", "mutaties.csv"), Line("only", {"Dagboek": list(words)})))
    return Draft("ledger_entries", NOTHING, sections=(only, Section("columns", (Line("entry_type", "Dagboek"),)), kinds))


def meanings(draft: Draft) -> list[tuple[str, str]]:
    lines = next(each.lines for each in draft.sections if each.name == "values.entry_type")
    text = "\n".join(f'"{line.key}" = "{line.value}"' for line in lines)
    assert tomllib.loads(text)  # a word that stood there twice was no TOML, and the whole proposal was not saved
    return [(line.key, str(line.value)) for line in lines]


def test_a_word_that_is_new_to_a_block_is_added_with_what_it_means():
    taking = taking_word(receipts("BNK"), "Dagboek", "KAS", "entry_type", "write_off")
    assert words_of_kind(taking, "Dagboek") == ["BNK", "KAS"]
    assert meanings(taking) == [("BNK", "payment"), ("KAS", "write_off")]


def test_a_word_that_a_block_takes_already_gets_the_meaning_that_was_given_last():
    """As where a reversal on the other side of the same journal is said to be a receipt."""
    taking = taking_word(receipts("BNK", "KAS"), "Dagboek", "BNK", "entry_type", "credit_note")
    assert words_of_kind(taking, "Dagboek") == ["BNK", "KAS"]
    assert meanings(taking) == [("KAS", "payment"), ("BNK", "credit_note")]

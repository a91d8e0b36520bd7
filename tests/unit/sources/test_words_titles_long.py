"""A text that is longer than any title is none, and is not taken apart: a line of a csv, parted at another sign, is one cell."""

from sources.words.titles import LONGEST_TITLE, concepts_of, is_by_parts


def test_a_text_longer_than_any_title_is_one_unknown_word():
    title = "Contractnummer huurder " * 9_000
    assert len(title) > LONGEST_TITLE
    assert concepts_of(title) == {"?"}
    assert is_by_parts(title)


def test_a_title_in_many_words_is_still_understood():
    assert not any(each.startswith("?") for each in concepts_of("Contractnummer van de huurder"))

"""Of two days of letters and contacts that counts by which the log is kept: the other proves what was not done then."""

import pytest

from sources.recognition.rising_days import with_rising_days
from sources.words.blocks import SURE, Block, Sheet
from sources.words.choices import choices_of
from sources.words.excel_days import layout_of

RISING = [f"{n:02}-{1 + n // 6:02}-2026" for n in range(1, 13)]
JUMBLED = RISING[::2] + RISING[1::2][::-1]
JUMBLED = [each for pair in zip(JUMBLED[6:], JUMBLED[:6], strict=True) for each in pair]


def chosen(first, second, *, titles=("Instuurdatum", "Datum/tijd afgehandeld")):
    rows = [["Dossieritem ID", "Type dossieritem", "Contractnr", *titles]]
    rows += [[f"{n}81", "Huisbezoek", f"C{n}", *days] for n, days in enumerate(zip(first, second, strict=True), 10)]
    layout = layout_of(rows)
    block = Block("collection_actions", Sheet("Dossieritems.csv", rows), layout, choices_of("collection_actions", layout))
    choice = with_rising_days([block])[0].choices["performed_on"]
    return choice.profile.title, choice


@pytest.mark.parametrize(
    ("first", "second", "title", "said"),
    [
        (JUMBLED, RISING, "Datum/tijd afgehandeld", 'die van "Instuurdatum" niet'), (RISING, JUMBLED, "Instuurdatum", ""),
        (RISING, RISING, "Instuurdatum", ""), (JUMBLED, JUMBLED[::-1], "Instuurdatum", 'ook "Datum/tijd afgehandeld" heeft'),
    ],
)  # fmt: skip
def test_the_day_that_rises_with_the_lines_counts_and_is_never_certain(first, second, title, said):
    found, choice = chosen(first, second)
    assert (found, choice.certainty == SURE) == (title, False)
    assert said in " ".join(choice.why.doubts)


def test_a_day_that_its_title_says_for_certain_or_that_is_still_to_come_is_left_alone():
    assert chosen(JUMBLED, RISING, titles=("Verzonden op", "Afgehandeld op"))[0] == "Verzonden op"
    assert chosen(JUMBLED, RISING, titles=("Instuurdatum", "Opvolgen op"))[0] == "Instuurdatum"

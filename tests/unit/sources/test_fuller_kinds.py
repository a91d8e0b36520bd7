"""Of two titles that say the kind of an entry, that which tells more kinds apart is proposed, and asked."""

from sources.recognition.fuller_kinds import with_fuller_kind
from sources.recognition.sheets import layout_of
from sources.words.blocks import LIKELY, SURE
from sources.words.choices import choices_of

JOURNAL_AND_KIND = [("Verkoop", "Verkoopfactuur"), ("Bank", "Ontvangst"), ("Bank", "Storno"), ("Verkoop", "Creditnota")]


def kind_in(lines, titles=("Dagboek", "Soort")):
    rows = [["Boekstuknr.", "Contract", "Datum", "Bedrag", *titles]]
    rows += [[f"B{n}", f"C{n}", "01-11-2026", "100,00", *line] for n, line in enumerate(lines * 5)]
    layout = layout_of(rows)
    choices = {"entry_type": choices_of("ledger_entries", layout)["entry_type"]}
    journal = next(each for each in layout.columns if each.title == "Dagboek")
    choices["entry_type"] = type(choices["entry_type"])("entry_type", journal, SURE, choices["entry_type"].why)
    return with_fuller_kind(layout, choices)["entry_type"]


def test_a_journal_gives_way_to_a_kind_that_names_reversals_and_it_is_asked():
    found = kind_in(JOURNAL_AND_KIND)
    assert (found.profile.title, found.certainty) == ("Soort", LIKELY)


def test_it_stays_where_the_other_title_has_a_word_that_is_not_known():
    assert kind_in([*JOURNAL_AND_KIND, ("Verkoop", "Zzz")]).profile.title == "Dagboek"


def test_it_stays_where_the_other_title_says_no_more():
    assert kind_in([("Verkoop", "Verkoopfactuur"), ("Bank", "Ontvangst")]).profile.title == "Dagboek"

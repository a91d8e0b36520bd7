"""A question says which lines of a list are what without TOML or a pattern, and a code of ours with what it means."""

import pytest

from documents.code_words import CODES
from documents.proposal_settings import code_asked, options_in_words, setting_in_words
from sources.words.notes import NOTHING, Draft, Line, Section


def entries(*kinds: str) -> Draft:
    """A block of entries of these kinds: one is the same on each line, several stand in a column."""
    lines = tuple(Line(f"w{n}", kind) for n, kind in enumerate(kinds))
    section = Section("constants", (Line("entry_type", kinds[0]),)) if len(kinds) == 1 else Section("values.entry_type", lines)
    return Draft("ledger_entries", NOTHING, (section,))


@pytest.mark.parametrize(
    ("line", "draft", "said"),
    [
        (
            Line("only", {"D/C": ["D"], "Soort": ["Nota", "Factuur"]}),
            entries("charge"),
            'vorderingen zijn alleen de regels met "D/C" "D" en "Soort" "Nota" of "Factuur"',
        ),
        (
            Line("only", {"Soort": ["Bank", "Creditnota"]}),
            entries("payment", "credit_note"),
            'ontvangsten en creditnota\'s zijn alleen de regels met "Soort" "Bank" of "Creditnota"',
        ),
        (
            Line("only", {"Soort": ["Bank"]}),
            entries("payment", "credit_note", "write_off"),
            'ontvangsten, creditnota\'s en afboekingen zijn alleen de regels met "Soort" "Bank"',
        ),
        (Line("skip_lines", {"Rol": ["^mede\\ huurder$"]}), None, 'niet gelezen: de regels met "Rol" "mede huurder"'),
        (Line("skip_lines", {"Nr": ["^(sub)?totaal"]}), None, 'niet gelezen: de regels met zo\'n tekst bij "Nr"'),
        (
            Line("skip_lines", {"Rol": [r"^niet\s+bezorgd$", "^borg$"]}),
            None,
            'niet gelezen: de regels met "Rol" "niet bezorgd" of "borg"',
        ),
        (
            Line("by_sign", {"positive": "payment", "negative": "reversal"}),
            None,
            "boven nul zijn ontvangsten, onder nul zijn storno's",
        ),
        (Line("storno", True), None, ""),
        (Line("unread", ["Status"]), None, 'niet gelezen: "Status"'),
        (Line("sheet", "20??"), None, 'gelezen: elk blad met een naam als "20??"'),
        (Line("sheet", ["jan*", "feb*"]), None, 'gelezen: de bladen "jan*" en "feb*"'),
        (Line("rows", "first"), None, "van de regels met hetzelfde nummer telt de eerste"),
        (Line("dates", ["mm-dd-jjjj"]), None, "datums staan hier als mm-dd-jjjj"),
        (Line("decimals", "centen"), None, "bedragen staan in hele centen"),
        (
            Line("if_empty", {"last_name": "Bedrijfsnaam"}),
            Draft("tenants", NOTHING, (Section("columns", (Line("last_name", "Achternaam"),)),)),
            'waar "Achternaam" leeg is, telt "Bedrijfsnaam"',
        ),
        (
            Line("if_empty", {"house_number_suffix": "Toevoeging"}),
            Draft("leases", NOTHING, (Section("columns", (Line("house_number_suffix", "Huisletter"),)),)),
            '"Huisletter" en "Toevoeging"',
        ),
    ],
)
def test_a_setting_is_said_without_a_sign_of_the_file(line, draft, said):
    assert setting_in_words(line, draft) == said


def test_a_code_of_ours_stands_behind_what_it_means_and_alone_where_it_is_the_same_word():
    assert code_asked("tenant_type", "person") == "mens (person)"
    assert code_asked("channel", "email") == "email"
    assert options_in_words("values.channel", "", ["post", "visit"]) == "post, visit (bezoek)"


@pytest.mark.parametrize(
    ("day", "said"),
    [("broken_on", "niet nagekomen regelingen"), ("ended_on", "beëindigde regelingen"), ("agreed_on", "lopende regelingen")],
)
def test_of_arrangements_that_a_word_parts_it_is_said_how_they_are(day, said):
    only = Line("only", {"Status": ["V"]})
    draft = Draft("payment_arrangements", NOTHING, (Section("", (only,)), Section("columns", (Line(day, "Statusdatum"),))))
    assert setting_in_words(only, draft) == f'{said} zijn alleen de regels met "Status" "V"'


@pytest.mark.parametrize("column", ["field", "channel"])
def test_of_each_code_among_which_a_person_chooses_it_is_said_what_it_is(column):
    codes = [*CODES[column]]
    said = options_in_words(f"values.{column}", "", codes).split(", ")
    named = {each.partition(" (")[0]: each.partition(" (")[2].rstrip(")") or each for each in said}
    assert [*named] == codes
    assert all(CODES[column][code].startswith(words) for code, words in named.items())
    assert column != "field" or said[-1] == "email (e-mail)"

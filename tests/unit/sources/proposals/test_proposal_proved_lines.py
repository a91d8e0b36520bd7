"""What the lines of a list prove needs no question: days of co-tenants and arrangements, a log of letters, organisations, and
numbers of entries. What they do not prove is asked as before.
"""

from __future__ import annotations

import pytest

from sources.reading.minus import amount_in
from sources.recognition.proved_entries import with_proved_entries
from sources.recognition.proved_lines import with_proved_lines
from sources.words.blocks import LIKELY, SURE, Block, Choice, Sheet
from sources.words.choices import ANOTHER_KEY
from sources.words.excel_days import layout_of
from sources.words.month_first import american
from sources.words.notes import Evidence

Titles = dict[str, str]


def block(table: str, titles: Titles, *rows: str, amounts: Titles | None = None, doubts: Titles | None = None) -> Block:
    """A block of lines written as in a file, whose every choice is likely."""
    lines = [row.split(";") for row in rows]
    layout = layout_of(lines)
    assert layout is not None
    by_title = {each.title: each for each in layout.columns}
    why = {name: Evidence((text,)) for name, text in (doubts or {}).items()}
    choices = {name: Choice(name, by_title[each], LIKELY, why.get(name, Evidence())) for name, each in titles.items()}
    return Block(table, Sheet("l.csv", lines), layout, choices, {name: by_title[each] for name, each in (amounts or {}).items()})


def certain(found: Block) -> set[str]:
    return {name for name, each in found.choices.items() if each.certainty == SURE}


SHARED = {"lease_id": "Contract", "from_on": "Sinds", "until_on": "Tot en met"}


@pytest.mark.parametrize(
    ("titles", "rows", "is_proved"),
    [
        ("Contract;Sinds;Tot en met", ["C1;01-02-2020;", "C2;01-03-2021;31-12-2025"], True),
        ("Contract;Sinds;Tot en met", ["C1;01-02-2020;", "C2;01-03-2021;31-12-2019"], False),  # the last day before the first
        ("Contract;Sinds;Tot en met", ["C1;;", "C2;01-03-2021;31-12-2025"], False),  # since when?
        ("Contract;Sinds;Tot en met;Herzien op", ["C1;01-02-2020;;01-01-2021", "C2;01-03-2021;31-12-2025;"], False),
        ("Contract;Sinds;Tot en met;Geboren op", ["C1;01-02-2020;;01-01-1981", "C2;01-03-2021;31-12-2025;"], True),
    ],
)
def test_a_first_day_on_each_line_and_a_last_on_some_are_those_of_co_tenants_where_no_other_day_is(titles, rows, is_proved):
    (found,) = with_proved_lines([block("co_tenants", SHARED, titles, *rows)])

    assert certain(found) == ({"from_on", "until_on"} if is_proved else set())


def test_days_with_the_month_first_and_a_list_that_is_asked_as_a_whole_prove_nothing():
    shared = block("co_tenants", SHARED, "Contract;Sinds;Tot en met", "C1;01-02-2020;", "C2;01-03-2021;10-12-2025")
    layout = american(shared.layout)
    first = {
        name: Choice(name, next(c for c in layout.columns if c.title == title), LIKELY, Evidence())
        for name, title in SHARED.items()
    }

    assert not certain(with_proved_lines([Block("co_tenants", shared.sheet, layout, first)])[0])
    assert not certain(with_proved_lines([Block("co_tenants", shared.sheet, shared.layout, shared.choices, asked="?")])[0])


AGREED = {"agreed_on": "Afgesproken op", "ended_on": "Voldaan op", "broken_on": "Verbroken op"}
ARRANGEMENTS = "Contract;Afgesproken op;Voldaan op;Verbroken op"


@pytest.mark.parametrize(
    ("rows", "is_proved"),
    [
        (["C1;01-02-2026;;", "C2;01-03-2026;31-05-2026;", "C3;01-03-2026;;01-04-2026"], True),
        (["C1;01-02-2026;;", "C2;01-03-2026;31-05-2026;30-04-2026", "C3;01-03-2026;;01-04-2026"], False),  # kept and broken
        (["C1;01-02-2026;01-09-2026;", "C2;01-03-2026;31-05-2026;", "C3;01-03-2026;;01-04-2026"], False),  # mostly: planned
    ],
)
def test_a_day_after_the_agreement_on_few_lines_and_none_that_was_broken_is_that_on_which_it_was_kept(rows, is_proved):
    (found,) = with_proved_lines([block("payment_arrangements", AGREED, ARRANGEMENTS, *rows)])

    assert certain(found) == ({"ended_on"} if is_proved else set())


LOG = ["C1;Herinnering;post", "C1;Aanmaning;post", "C2;Herinnering;post", "C2;Sommatie;post", "C3;Bezichtiging;post"]


@pytest.mark.parametrize(
    ("titles", "rows", "is_proved"),
    [
        ("Contract;Actie;Hoe", LOG, True),
        ("Contract;Actie;Vervolg", [row.replace("post", "Sommatie") for row in LOG], False),  # which of the two was done?
        ("Contract;Actie;Hoe", ["C1;Herinnering;post", "C2;Aanmaning;post", "C3;Sommatie;post"], False),  # how far each case came
        ("Contract;Iets;Hoe", LOG, False),
    ],
)
def test_the_only_column_of_letters_in_a_log_of_several_for_a_contract_says_which_each_was(titles, rows, is_proved):
    of = {"lease_id": "Contract", "action_type": titles.split(";")[1]}
    (found,) = with_proved_lines([block("collection_actions", of, titles, *rows)])

    assert certain(found) == ({"action_type"} if is_proved else set())


@pytest.mark.parametrize(
    ("rows", "is_proved"),
    [
        (["P;A.", "P;B.C.", "Z;"], True),
        (["P;A.", "P;B.C.", "Z;D."], False),  # an organisation with initials
        (["P;A.", "P;", "Z;"], False),  # a person without
        (["P;A.", "P;B.", "P;C."], False),  # no organisation among them
        (["P;A.", "P;B.", "Q;"], False),  # a word that nobody knows
    ],
)
def test_who_has_no_initials_where_all_persons_have_is_an_organisation(rows, is_proved):
    of = {"tenant_type": "Type", "initials": "Voorletters"}
    (found,) = with_proved_lines([block("tenants", of, "Type;Voorletters", *rows)])

    assert certain(found) == ({"tenant_type"} if is_proved else set())


LEDGER = {"entry_id": "Nr", "lease_id": "Contract", "entry_type": "Soort", "reverses_entry_id": "Bij"}
ENTRIES = ["A1;C1;huur;500,00;", "A2;C1;betaling;500,00;", "A3;C2;betaling;400,00;", "A4;C3;betaling;300,00;"]


@pytest.mark.parametrize(
    ("went_back", "is_proved"),
    [
        (["A5;C1;storno;500,00;A2", "A6;C2;storno;400,00;A3"], True),
        (["A5;C1;betaling;-500,00;A2", "A6;C2;betaling;-400,00;A3"], True),  # the other sign says it
        (["A5;C1;storno;500,00;A1", "A6;C2;storno;400,00;A3"], False),  # a charge
        (["A5;C1;storno;500,00;A2", "A6;C1;storno;400,00;A3"], False),  # of another contract
        (["A5;C1;storno;500,00;A2", "A6;C2;storno;399,00;A3"], False),  # another amount
        (["A5;C1;storno;500,00;A2", "A6;C2;storno;400,00;"], False),  # one that names none
        (["A5;C1;storno;500,00;A2"], False),  # one alone
    ],
)
def test_reversals_that_each_name_a_receipt_of_their_contract_and_amount_prove_both_numbers(went_back, is_proved):
    found = block("ledger_entries", LEDGER, "Nr;Contract;Soort;Bedrag;Bij", *ENTRIES, *went_back, amounts={"amount": "Bedrag"},
                  doubts={"entry_id": ANOTHER_KEY})  # fmt: skip

    assert certain(with_proved_entries([found])[0]) == ({"reverses_entry_id", "entry_id"} if is_proved else set())


@pytest.mark.parametrize(("text", "amount"), [("(1.234,50)", "1234.50"), ("-12.50", "12.50"), ("x", "None"), ("€ 7", "7")])
def test_an_amount_is_compared_without_its_sign(text, amount):
    assert str(amount_in(text)) == amount

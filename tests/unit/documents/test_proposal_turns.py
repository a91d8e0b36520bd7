"""The order of a conversation about a proposed mapping: titles by pages, and what was not recognised at the end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from documents.check_words import TABLES
from documents.proposal_choices import Later
from documents.proposal_pages import MOST
from documents.proposal_text import written
from documents.proposal_turns import turns_of
from sources.proposals.answers import Proposal
from sources.proposals.chosen import HANG_TOGETHER, TO_CHOOSE, lacking
from sources.proposals.meant import BY_CODES
from sources.proposals.part import which_block
from sources.proposals.reasons import Reason
from sources.proposals.unknown import Unknown
from sources.words.blocks import Sheet
from sources.words.evidence import SHORT_CODES
from sources.words.notes import OF_ANOTHER, Evidence, Line, Note, Unused, answer, look
from tests.unit.documents.test_proposal_dialogue import after, block, letters, proposal, said, still_asks, title

OTHERS = [Unknown("klussen.csv", "", Reason(("Klus", "Kosten"))), Unknown("leases.csv", "Sleutels", Reason(("Sleutel",)))]


def lists(*columns: str, count: int = 3, text: str = "T") -> Proposal:
    tables = ("payment_arrangements", "eviction_notices", "mandates", "co_tenants")[:count]
    return proposal(*(block(each, columns=[title(name, f"{text}{each}{name}") for name in columns]) for each in tables))


def pages(found: Proposal) -> list[int]:
    return [each.key.count(" = ") for each in turns_of(found) if "Kloppen deze titels" in each.key]


def test_titles_are_asked_some_at_a_time_over_all_lists_and_a_list_stays_together():
    assert pages(lists("a_on", "b_on", "c_on")) == [6, 3] and MOST == 8
    assert pages(lists("a_on", "b_on", "c_on", "d_on", count=4)) == [8, 8]
    assert pages(lists(*(f"{letter}_on" for letter in "abcdefghij"), count=1)) == [8, 2]


def test_which_lists_there_are_comes_before_their_titles_and_their_words_after():
    doubted = block("objections", columns=[title("lease_id", "Nr", doubts=(OF_ANOTHER,)), title("received_on", "Op")])
    found = proposal(*(each for sheet in proposal(letters()).sheets for each in sheet.drafts), doubted)
    keys = [each.key for each in turns_of(replace(found, unknown=tuple(OTHERS)))]
    order = ["iets anders gaan", "Kloppen deze titels", '"A" (4 keer)', "niet herkend"]
    places = [next(number for number, key in enumerate(keys) if words in key) for words in order]
    assert places == sorted(places)


def test_a_number_under_the_same_title_in_several_lists_is_asked_once_and_another_is_chosen_for_each():
    drafts = [block(each, columns=[title("lease_id", "Nr")]) for each in ("co_tenants", "eviction_notices")]
    start = proposal(*drafts, unused=[Unused("Contract")])
    assert [each.key.count('"Nr"') for each in turns_of(start)] == [1]
    assert "ook in eviction_notices.csv" in next(each.key for each in turns_of(start))

    found = said(after(start, "Kloppen", "n", "1", "1"))
    assert [found[each][0]["columns"]["lease_id"] for each in ("co_tenants", "eviction_notices")] == ["Contract", "Contract"]
    assert not still_asks(after(start, "Kloppen", "j"), "Kloppen")


def test_a_wrong_title_for_which_nothing_is_chosen_stays_open_and_the_others_are_agreed_to():
    start = proposal(letters(), unused=[Unused("Soort")])
    found = after(start, "Kloppen", "2", "")
    assert not still_asks(found, "Kloppen") and not still_asks(found, "Stap")  # for now: in the file it is still asked
    asked = written(found.sheets).text.split("[[")[0]
    assert 'u zei dat "Stap" dit niet is' in asked.split("VUL IN:")[1] and "Contract" not in asked
    assert still_asks(replace(found, left=frozenset()), "Stap")
    assert "action_type" not in said(found)["collection_actions"][0]["columns"]  # what a person says is wrong counts no more


def test_a_title_whose_cells_hardly_fit_stands_by_itself_in_front():
    odd = Line("received_on", "Raar", Note("", Evidence((), 0, 20)))
    start = proposal(block("objections", columns=[title("tenant_id", "Nr"), odd, title("withdrawn_on", "Weg")]))
    assert [[name for name in ("Nr", "Raar", "Weg") if name in each.key] for each in turns_of(start)] == [["Raar"], ["Nr", "Weg"]]


def test_another_title_may_be_one_that_another_block_of_the_same_list_reads():
    both = [
        block(each, columns=[title("landlord_id", "Sleutel" if each == "landlords" else "Eigenaar")])
        for each in ("landlords", "mandates")
    ]
    sheet = replace(proposal(both[0]).sheets[0], drafts=tuple(both))
    found = after(Proposal((sheet,), {}), "Kloppen", "1", "1")
    assert said(found)["landlords"][0]["columns"] == {"landlord_id": "Eigenaar"}
    assert said(found)["mandates"][0]["columns"] == {"landlord_id": "Eigenaar"}


def test_a_wrong_title_that_a_dictionary_explains_is_not_agreed_to():
    explained = Line("action_type", "STP", Note("", described="Stap van de incasso"))
    start = proposal(block("collection_actions", columns=[title("lease_id", "CNR"), explained]), unused=[Unused("SRT")])
    assert said(after(start, "Kloppen", "2", "1"))["collection_actions"][0]["columns"]["action_type"] == "SRT"


def test_short_codes_are_shown_with_what_each_is_taken_for():
    draft = block(
        "leases", columns=[title("unit_type", "Srt", doubts=(SHORT_CODES,))],
        values__unit_type=[Line("W", "dwelling"), Line("G", "parking")],
    )  # fmt: skip
    assert "W is woning, G is garage of parkeerplaats" in next(each.key for each in turns_of(proposal(draft)))


def test_codes_that_a_list_explains_are_asked_by_pages_and_what_a_letter_proves_by_itself():
    words = [Line("A", "charge", Note(BY_CODES)), Line("B", "payment", Note(BY_CODES))]
    start = proposal(
        block("ledger_entries", columns=[title("entry_type", "Srt", asks=False)], values__entry_type=words),
        block(
            "leases", columns=[title("unit_type", "Obj", asks=False)], values__unit_type=[Line("W", "dwelling", Note(BY_CODES))]
        ),
        block("collection_actions", values__action_type=[Line("L", "demand_letter", look("wijst deze brief op schuldhulp?"))]),
    )
    assert [sum(code in each.key for code in ('"A"', '"W"', '"L"')) for each in turns_of(start)] == [2, 1]
    found = after(start, "Kloppen deze woorden", "1", "2", "1")
    assert said(found)["ledger_entries"][0]["values"]["entry_type"] != {"A": "charge", "B": "payment"}
    assert said(found)["leases"][0]["values"]["unit_type"] == {"W": "dwelling"} and len([*turns_of(found)]) == 1


def test_a_word_that_a_list_explains_is_asked_in_dutch_only():
    words = [Line("1", "reminder_letter", Note(BY_CODES, shown="Herinnering"))]
    start = proposal(block("collection_actions", columns=[title("action_type", "L", asks=False)], values__action_type=words))
    [key] = [each.key for each in turns_of(start)]

    assert '"1" ("Herinnering") = brief zonder meer' in key and "reminder_letter" not in key

    lines = [Line("X", "interest", look("de omschrijving zegt het")), Line("Y", "rent", look("dit kan ook rente zijn"))]
    [key] = [each.key for each in turns_of(proposal(block("ledger_entries", values__category=lines)))]
    assert '"X" = rente: ' in key and "(interest)" not in key and "(rent)" not in key


def test_what_a_letter_proves_is_asked_of_each_word_and_one_of_them_may_be_wrong():
    asked = look("biedt deze brief aan de gegevens door te geven? zo niet: demand_letter")
    words = [Line(each, "summons_letter", asked) for each in ("Formal notice", "Final")]
    start = proposal(block("collection_actions", columns=[title("action_type", "L", asks=False)], values__action_type=words))
    key = next(each.key for each in turns_of(start))
    assert key.startswith("Biedt deze brief aan de gegevens door te geven?") and "summons_letter" not in key
    found = after(start, "Biedt deze brief", "1", "2")
    kinds = said(found)["collection_actions"][0]["values"]["action_type"]
    assert kinds["Final"] == "summons_letter" != kinds["Formal notice"] and not [*turns_of(found)]


def of_two_tables(asked: Note) -> Proposal:
    """One list that gives letters and objections, of which some words have no table yet."""
    of_letters = block(
        "collection_actions", [Line("only", {"Soort": ["Brief"]}), Line("", "", asked, waits=True)],
        columns=[title("action_type", "Soort", asks=False)], values__action_type=[Line("Brief", "reminder_letter")],
    )  # fmt: skip
    of_objections = block("objections", [Line("only", {"Soort": ["Bezwaar"]})], columns=[title("tenant_id", "Nr", asks=False)])
    sheet = replace(proposal(of_letters).sheets[0], drafts=(of_letters, of_objections))
    return Proposal((sheet,), {})


@pytest.mark.parametrize(
    ("typed", "letters_of", "skipped", "others"),
    [
        (("1", "4", "2"), ["Brief", "Belnotitie"], None, ["Bezwaar", "Protest"]),
        (("0", "0"), ["Brief"], ["^belnotitie$", "^protest$"], ["Bezwaar"]),
        (("a", "2"), ["Brief"], None, ["Bezwaar", "Protest"]),
    ],
)
def test_a_word_of_a_list_of_several_kinds_goes_to_the_table_that_a_person_says(typed, letters_of, skipped, others):
    asked = Note("bij welk blok horen deze woorden? zet ze daar onder only", shown="Soort", words=("Belnotitie", "Protest"))
    done = after(of_two_tables(asked), "ij welk blok", *typed)
    found = said(done)
    assert found["collection_actions"][0]["only"] == {"Soort": letters_of} and found["objections"][0]["only"] == {"Soort": others}
    assert found["collection_actions"][0].get("skip_lines", {}).get("Soort") == skipped
    kinds = {"Brief": "reminder_letter"} | {each: "phone_call" for each in letters_of[1:]}
    assert found["collection_actions"][0]["values"]["action_type"] == kinds
    assert still_asks(replace(done, left=frozenset()), "ij welk blok") == (typed[0] == "a")
    assert not still_asks(done, "ij welk blok")  # for now


@pytest.mark.parametrize(
    ("typed", "counts", "left"), [(("1", "4", ""), "Belnotitie", "Protest"), (("", "2"), "Protest", "Belnotitie")]
)
def test_of_two_words_without_a_table_the_answer_to_either_counts(typed, counts, left):
    asked = Note(which_block(["Belnotitie", "Protest"]), shown="Soort", words=("Belnotitie", "Protest"))
    found = after(of_two_tables(asked), "ij welk blok", *typed)
    assert any(counts in each[0]["only"]["Soort"] for each in said(found).values() if isinstance(each, list))
    later = [each.key for each in turns_of(replace(found, left=frozenset()))]
    assert [left in each and counts not in each for each in later] == [True] and not [*turns_of(found)]


@pytest.mark.parametrize(
    ("typed", "aside", "sheets"),
    [("0", ["klussen.csv"], ["Sleutels"]), ("1", None, ["Sleutels"]), ("2", ["klussen.csv"], None), ("1 2", None, None)],
)
def test_what_was_not_recognised_is_set_aside_unless_a_person_says_that_it_matters(typed, aside, sheets):
    start = replace(proposal(block("leases", columns=[title("lease_id", "Nr", asks=False)])), unknown=tuple(OTHERS))
    found = after(start, "niet herkend", typed)
    assert said(found).get("unread_files") == aside
    assert said(found)["leases"][0].get("unread_sheets") == sheets
    assert not [*turns_of(found)]


def test_a_file_of_which_one_sheet_matters_is_not_set_aside_for_the_other():
    unknown = (Unknown("map.xlsx", "Een", Reason()), Unknown("map.xlsx", "Twee", Reason()))
    start = replace(proposal(block("leases", columns=[title("lease_id", "Nr", asks=False)])), unknown=unknown)
    assert "unread_files" not in said(after(start, "niet herkend", "2"))
    assert said(after(start, "niet herkend", "0"))["unread_files"] == ["map.xlsx"]
    found = after(start, "niet herkend", "2")
    assert found.is_set_aside("map.xlsx", "Een") and not found.is_set_aside("map.xlsx", "Twee")


def test_files_set_aside_by_a_person_stand_beside_those_of_open_items_which_are_still_asked_about():
    start = replace(lists("a_on", count=1), open_items={"open.csv": "boekingen.csv"}, unknown=(OTHERS[0],))
    found = after(start, "niet herkend", "0")
    assert said(found)["unread_files"] == ["open.csv", "klussen.csv"] and still_asks(found, "openstaande posten")


HEARD = Sheet(
    "klachten.csv", [["Contractnr", "Bijzonderheid", "Dag"], *[[f"C{n}", f"tekst {n}", f"{n}-02-2026"] for n in range(10, 28)]]
)


@pytest.mark.parametrize("table", [each for each in TO_CHOOSE if each not in HANG_TOGETHER])
@pytest.mark.parametrize(
    "rows", [HEARD.rows, [["Aa", "Bb"], ["x", "1"], ["y", "2"]], [["Datum", "Bedrag"], ["01-02-2026", "5,00"]]]
)
def test_a_list_that_was_not_recognised_is_read_as_the_table_that_a_person_chooses_and_each_title_is_asked(table, rows):
    unknown = Unknown("klachten.csv", "", Reason(tuple(rows[0]), table), of=replace(HEARD, rows=rows))
    start = replace(proposal(block("leases", columns=[title("lease_id", "Nr", asks=False)])), unknown=(unknown,))
    found = after(start, "niet herkend", "1", "1")
    assert found.sheets[-1].drafts[0].table == table and said(found)[table][0]["file"] == "klachten.csv"
    assert [*turns_of(found)] and not still_asks(found, "niet herkend") and found.reads(HEARD)
    assert after(start, "niet herkend", "1", "0").sheets == start.sheets


def choosing(table: str, *typed: str, rows: Sequence[Sequence[str]]) -> Proposal:
    """What comes of saying that a list is of a table, and which titles say what it lacks."""
    unknown = Unknown("los.csv", "", Reason(tuple(rows[0]), table), of=Sheet("los.csv", rows))
    start = replace(proposal(block("mandates", columns=[title("landlord_id", "Nr", asks=False)])), unknown=(unknown,))
    return after(start, "niet herkend", "1", "1", *typed)


STRANGE = [["Aa", "Bb", "Cc", "Dd"], *[[f"X{n}", f"Naam {n}", f"{n}-02-2026", f"{n}00,00"] for n in range(10, 28)]]


@pytest.mark.parametrize(
    ("table", "typed", "columns"),
    [
        ("leases", ("1", "2"), {"lease_id": "Aa", "started_on": "Cc"}),
        ("tenants", ("1", "1"), {"tenant_id": "Aa", "last_name": "Bb"}),
        ("ledger_entries", ("1", "2", "2"), {"lease_id": "Aa", "booked_on": "Cc", "amount": "Dd"}),
    ],
)
def test_of_contracts_people_and_entries_the_titles_that_they_are_known_by_are_asked_first(table, typed, columns):
    found = choosing(table, *typed, rows=STRANGE)
    assert said(found)[table][0]["columns"].items() >= columns.items() and not still_asks(found, "niet herkend")
    assert all(f'"{each}" = ' not in turn.key for turn in turns_of(found) for each in columns.values())  # and only then


def test_a_ledger_with_debit_and_credit_of_its_own_lacks_no_amount():
    rows = [["Contractnummer", "Dag", "Debet", "Credit"]]
    rows += [[f"C{n}", f"{n}-02-2026", *(("5,00", "") if n % 2 else ("", "5,00"))] for n in range(10, 28)]
    assert lacking(Sheet("los.csv", rows), "ledger_entries") in ([], ["booked_on"])
    parts = said(choosing("ledger_entries", "1", rows=rows))["ledger_entries"]
    assert {each["columns"]["amount"] for each in parts} == {"Debet", "Credit"}


@pytest.mark.parametrize("table", HANG_TOGETHER)
@pytest.mark.parametrize("typed", [("0",), ("1", "0")])
def test_where_what_a_table_is_known_by_is_missing_that_is_said_and_the_person_chooses_again(table, typed):
    shown: list[str] = []
    line = iter(("1", "1", *typed, "2", ""))

    def reply(text: str) -> str:
        shown.append(text)
        return next(line, "")

    unknown = Unknown("los.csv", "", Reason(tuple(STRANGE[0]), table), of=Sheet("los.csv", STRANGE))
    start = replace(proposal(block("mandates", columns=[title("landlord_id", "Nr", asks=False)])), unknown=(unknown,))
    [turn] = turns_of(start)
    found = turn.answer(reply)
    what = {"leases": "eerste dag van het contract", "tenants": "achternaam", "ledger_entries": "bedrag"}[table]
    assert f"los.csv is zo niet te lezen als {TABLES[table]}: er ontbreekt" in shown[-1] and what in shown[-1]
    assert found.sheets[-1].drafts[0].table == TO_CHOOSE[0]  # the second of what is offered, behind the likeliest


@pytest.mark.parametrize("table", HANG_TOGETHER)
def test_a_list_of_which_a_person_does_not_say_what_it_is_known_by_stays_for_later(table):
    with pytest.raises(Later):
        choosing(table, rows=STRANGE)


def test_of_two_lists_that_were_not_recognised_the_one_that_a_person_names_is_read_and_the_other_asked_later():
    unknown = [
        Unknown(name, "", Reason(("Contractnr",), TO_CHOOSE[0]), of=replace(HEARD, file=name)) for name in ("a.csv", "b.csv")
    ]
    start = replace(proposal(block("leases", columns=[title("lease_id", "Nr", asks=False)])), unknown=(*unknown, OTHERS[0]))
    for typed, read, left in ((("1 2", "1", ""), "a.csv", "b.csv"), (("1 2", "", "1"), "b.csv", "a.csv")):
        found = after(start, "niet herkend", *typed)
        assert [each.file for each in found.sheets[1:]] == [read] and [each.file for each in found.unknown] == [left]
        assert found.aside == ("klussen.csv",) and not still_asks(found, "niet herkend")
        assert still_asks(replace(found, left=frozenset()), "niet herkend")


def test_a_number_that_does_not_hold_for_the_lines_below_it_is_read_as_it_stands():
    start = proposal(block("ledger_entries", [Line("fill_down", ["Debiteur"], look("een nummer per groep"))]))
    assert "fill_down" not in said(after(start, "een nummer per groep", "n"))["ledger_entries"][0]
    assert not still_asks(after(start, "een nummer per groep", "n"), "een nummer per groep")
    assert said(after(start, "een nummer per groep", "j"))["ledger_entries"][0]["fill_down"] == ["Debiteur"]


@pytest.mark.parametrize(("typed", "is_there"), [("j", True), ("n", False)])
def test_a_second_title_is_asked_in_words_and_a_name_that_may_be_an_employers_is_read_no_more(typed, is_there):
    further = Line("if_empty", {"last_name": "Bedrijfsnaam"}, look("nooit een werkgever?"))
    start = proposal(block("tenants", [further], columns=[title("last_name", "Achternaam", asks=False)]))
    [turn] = turns_of(start)
    assert 'aar "Achternaam" leeg is, telt "Bedrijfsnaam"' in turn.key
    assert "if_empty" not in turn.key and ("if_empty" in said(after(start, "werkgever", typed))["tenants"][0]) == is_there


@pytest.mark.parametrize(("typed", "is_read"), [("j", False), ("n", True), ("", True)])
def test_a_title_of_which_no_words_come_back_matters_or_not_and_it_is_said_where_something_stands(typed, is_read):
    asked = '"Resultaat" leest niemand: een brief die niet wegging, telt. Zeg met skip_lines wat. Er staat iets op 1 regel (8).'
    waits = Line("unread", ["Resultaat"], answer(asked), waits=True)
    start = proposal(block("collection_actions", [waits], columns=[title("lease_id", "Contract", asks=False)]))
    shown: list[str] = []
    [turn] = turns_of(start)
    try:
        found = turn.answer(lambda text: (shown.append(text), typed)[1])
    except Later:
        found = start
    assert "regel (8)" in shown[0] and "j = ja" in shown[0]
    assert ("unread" not in said(found)["collection_actions"][0]) == is_read

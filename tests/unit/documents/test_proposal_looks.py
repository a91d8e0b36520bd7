"""What one yes or no answers stands together on a page, and each that is not so is answered as if it stood by itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from documents.proposal_choices import Later
from documents.proposal_claims import ASKED as OF_CLAIMS
from documents.proposal_dialogue import proposal_of
from documents.proposal_looks import ASKED
from documents.proposal_turns import turns_of
from documents.proposal_words import ASKED as OF_WORDS
from documents.proposal_words import OF_LETTERS
from sources.proposals.answers import Proposal
from sources.proposals.part import OTHERS_NOT
from sources.words.notes import NOTHING, OF_ANOTHER, Draft, Line, Note, Unused, look
from tests.unit.documents.test_proposal_dialogue import after, block, proposal, said, still_asks, title

NEWEST = Line("choose", "latest", look("een nummer staat in meer bestanden: klopt dat?"))
FIRM = Line("if_empty", {"last_name": "Bedrijf"}, look("staat daar nooit de werkgever?"))
BY_OTHERS = Note("heeft het bureau zelf gemeld? is het uw eigen melding, haal dit blok dan weg")
ONLY_CELLS = Note("geen naam zegt welke lijst dit is: klopt het? haal dit blok anders weg")


def ledger(*settings: Line) -> Draft:
    return block("ledger_entries", settings, columns=[title("amount", "Bedrag", asks=False)])


def tenants() -> Draft:
    return block("tenants", [FIRM], columns=[title("last_name", "Naam", asks=False)])


def word(column: str, text: str, ours: str, asked: str) -> Draft:
    table = {"action_type": "collection_actions", "category": "ledger_entries", "received_by": "objections"}[column]
    return block(table, columns=[title(column, "Soort", asks=False)], **{f"values__{column}": [Line(text, ours, look(asked))]})


def keys(found: Proposal) -> list[str]:
    return [each.key for each in turns_of(found)]


def test_what_one_yes_or_no_answers_is_asked_on_one_page_over_all_lists():
    start = proposal(ledger(NEWEST), tenants())
    [key] = keys(start)
    assert key.startswith(ASKED) and "meer bestanden" in key and "werkgever" in key
    found = after(start, ASKED, "j")
    assert not keys(found) and said(found) == said(start)


def test_one_by_itself_is_asked_without_a_page():
    [key] = keys(proposal(tenants()))
    assert ASKED not in key and "werkgever" in key


def test_what_is_not_so_goes_or_stays_for_the_file_and_what_is_so_is_asked_no_more():
    start = proposal(ledger(NEWEST), tenants())
    found = after(start, ASKED, "2")
    assert (
        "if_empty" not in said(found)["tenants"][0] and said(found)["ledger_entries"][0]["choose"] == "latest" and not keys(found)
    )

    found = after(start, ASKED, "1")
    assert said(found) == said(start) and not keys(found) and found.by_hand == found.left
    assert [("meer bestanden" in each, "werkgever" in each) for each in keys(replace(found, left=frozenset()))] == [(True, False)]


@pytest.mark.parametrize(
    ("typed", "left"), [("1", ["objections", "tenants"]), ("2", ["reported_elsewhere", "tenants"]), ("1 2", ["tenants"])]
)
def test_of_lists_that_are_none_the_one_goes_and_the_other_is_still_right(typed, left):
    start = proposal(block("reported_elsewhere", head=BY_OTHERS), block("objections", head=ONLY_CELLS), tenants())
    first, second = keys(start)
    assert "heeft het bureau" in first.lower() and "telt deze lijst hier niet mee" in first and "werkgever" in second
    found = after(start, ASKED, typed)
    assert [*said(found)] == ["confirmed", *left]
    assert keys(found) == [second]


def test_nothing_typed_leaves_all_of_a_page_for_later():
    start = proposal(ledger(NEWEST), tenants())
    with pytest.raises(Later):
        after(start, ASKED, "")


def test_what_letters_prove_stands_on_a_page_of_its_own_with_what_is_asked_of_each():
    asked = ("wijst deze brief op schuldhulp? zo niet: reminder_letter", "biedt deze brief aan? zo niet: demand_letter")
    start = proposal(
        word("action_type", "Aanmaning", "demand_letter", asked[0]), word("action_type", "Sommatie", "summons_letter", asked[1]),
        word("category", "PRK", "rent", "de omschrijving zegt het"), word("received_by", "Zelf", "landlord", "kwam het bij u?"),
        tenants(),
    )  # fmt: skip
    words, letters, other = keys(start)
    assert letters.startswith(OF_LETTERS) and words.startswith(OF_WORDS) and "werkgever" in other
    assert '"Aanmaning": wijst deze brief op schuldhulp?' in letters and '"Sommatie": biedt deze brief aan?' in letters
    assert "PRK" in words and "kwam het bij u?" in words and "zo niet" not in letters

    found = after(after(start, OF_LETTERS, "1", "1"), OF_WORDS, "2", "2")
    kinds = [each["values"]["action_type"] for each in said(found)["collection_actions"]]
    assert kinds == [{"Aanmaning": "reminder_letter"}, {"Sommatie": "summons_letter"}]
    assert said(found)["objections"][0]["values"]["received_by"] == {"Zelf": "municipality"} and keys(found) == [other]


def test_a_letter_alone_is_never_on_a_page_of_other_matters():
    start = proposal(
        word("action_type", "Aanmaning", "demand_letter", "wijst deze brief op schuldhulp?"), ledger(NEWEST), tenants()
    )
    assert [("schuldhulp" in each, "werkgever" in each) for each in keys(start)] == [(True, False), (False, True)]


def test_which_lines_are_what_is_asked_of_several_lists_at_once():
    def taking(table: str) -> Draft:
        return block(table, [Line("only", {"Soort": ["A"]}, look(OTHERS_NOT))], columns=[title("lease_id", "Nr", asks=False)])

    start = proposal(taking("ledger_entries"), taking("co_tenants"))
    [key] = keys(start)
    assert key.count("zijn alleen de regels") == 2 and not keys(after(start, "zijn alleen de regels", "j"))
    assert not still_asks(after(start, "zijn alleen de regels", "1"), "co_tenants")


def test_what_is_looked_up_wrongly_comes_from_a_title_of_the_list_itself_also_where_it_is_asked_on_a_page():
    looked_up = Line("lookup", {"G": ["Nr", "x.csv", "Nr", "G"]}, look("een nieuwe titel, opgezocht in het andere bestand"))
    start = proposal(
        block("postcodes", [looked_up], columns=[title("municipality_code", "G", asks=False)]), tenants(), unused=[Unused("CBS")]
    )
    [key] = keys(start)
    assert "opgezocht in x.csv" in key
    found = said(after(start, ASKED, "1", "1"))
    assert found["postcodes"][0]["columns"] == {"municipality_code": "CBS"} and "lookup" not in found["postcodes"][0]
    assert found["tenants"][0]["if_empty"] == {"last_name": "Bedrijf"}


def doubted(table: str, *, head: Note = NOTHING) -> Draft:
    return block(table, head=head, columns=[title("lease_id", "Contract", doubts=(OF_ANOTHER,))])


@pytest.mark.parametrize(
    ("typed", "left"),
    [
        ("1", ["reported_elsewhere", "eviction_notices"]),
        ("2", ["objections", "reported_elsewhere"]),
        ("3", ["objections", "eviction_notices"]),
        ("1 3", ["eviction_notices"]),
        ("j", ["objections", "reported_elsewhere", "eviction_notices"]),
    ],
)
def test_lists_that_may_be_about_something_else_stand_beside_what_is_asked_of_a_list_as_a_whole(typed, left):
    start = proposal(
        doubted("objections"), block("reported_elsewhere", head=BY_OTHERS), doubted("eviction_notices"), tenants()
    )  # fmt: skip
    first, other = keys(start)
    assert first.count("Deze lijst kan ook over iets anders gaan") == 2 and "werkgever" in other
    assert "Zijn dit bezwaren?" in first and "Zijn dit aanzeggingen van ontruiming?" in first
    found = after(start, ASKED, typed)
    assert {*said(found)} == {"confirmed", "tenants", *left} and keys(found) == [other]


@pytest.mark.parametrize(("typed", "counts"), [("1", {"lease_id"}), ("2", {"tenant_id"})])
def test_of_two_tables_of_one_list_the_one_that_it_is_not_goes(typed, counts):
    both = [block(table, columns=[title(name, "Nr", doubts=(OF_ANOTHER,))]) for table, name in
            (("objections", "tenant_id"), ("eviction_notices", "lease_id"))]  # fmt: skip
    sheet = replace(proposal(both[0]).sheets[0], drafts=tuple(both))
    start = proposal_of([sheet, *proposal(block("reported_elsewhere", head=BY_OTHERS)).sheets], {})
    found = said(after(start, ASKED, typed))
    [given] = [each for table in ("objections", "eviction_notices") for each in found.get(table, [])]
    assert {*given["columns"]} == counts


def test_which_lines_are_what_stands_with_what_one_yes_or_no_answers_and_each_is_corrected_in_its_own_way():
    entries = [
        block("ledger_entries", [Line("only", {"Soort": [word]}, look(OTHERS_NOT))], columns=[title("amount", "B", asks=False)],
              constants=[Line("entry_type", kind)])
        for word, kind in (("VF", "charge"), ("BK", "payment"))
    ]  # fmt: skip
    both = replace(proposal(entries[0]).sheets[0], drafts=tuple(entries))
    start = Proposal((both, *proposal(tenants()).sheets), {})
    [key] = keys(start)
    assert key.count("zijn alleen de regels") == 2 and "werkgever" in key

    found = after(start, OF_CLAIMS, "3")
    assert "if_empty" not in said(found)["tenants"][0] and len(said(found)["ledger_entries"]) == 2 and not keys(found)
    found = after(start, OF_CLAIMS, "1", "1")  # what was called a charge is a receipt
    assert [each["only"]["Soort"] for each in said(found)["ledger_entries"]] == [["BK", "VF"]] and not keys(found)
    assert said(found)["tenants"][0]["if_empty"] == {"last_name": "Bedrijf"}
    later = after(start, OF_CLAIMS, "1", "")
    assert said(later) == said(start) and not keys(later) and len(keys(replace(later, left=frozenset()))) == 1

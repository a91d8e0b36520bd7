"""The questions of a proposed mapping one at a time: what an answer changes, and that nothing is agreed to unasked."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from documents import proposal_unused
from documents.proposal_choices import Later
from documents.proposal_dialogue import answered, in_words, proposal_of
from documents.proposal_text import asked_in, confirmed, written
from documents.proposal_turns import turns_of
from sources.proposals.actions import ASK_ABOUT
from sources.proposals.answers import Proposal
from sources.proposals.reasons import Reason
from sources.proposals.unknown import Unknown
from sources.words.notes import NOTHING, OF_ANOTHER, Draft, Evidence, Line, Note, Section, SheetDraft, Unused, answer, look

KINDS = ("reminder_letter", "demand_letter", "summons_letter", "phone_call", "home_visit", "personal_message")
NOT_READ = Note('"Uitkomst" leest niemand: een brief die niet wegging, telt. Zeg met skip_lines wat', words=("Weg", "Niet weg"))


def block(table: str, settings: Sequence[Line] = (), head: Note = NOTHING, **sections: Sequence[Line]) -> Draft:
    named = {"": (Line("file", f"{table}.csv"), *settings)} | {name.replace("__", "."): each for name, each in sections.items()}
    return Draft(table, head, tuple(Section(name, tuple(lines)) for name, lines in named.items()))


def title(column: str, text: str, *, asks: bool = True, doubts: tuple[str, ...] = ()) -> Line:
    return Line(column, text, Note("" if asks else None, Evidence(doubts, 20, 20)))


def letters(**words: str) -> Draft:
    """A list of letters with codes of which two have no meaning yet, and with an outcome that nothing reads."""
    return block(
        "collection_actions",
        [Line("unread", ["Uitkomst"], NOT_READ, waits=True)],
        columns=[title("lease_id", "Contract"), title("action_type", "Stap"), title("channel", "Stap", asks=False),
                 title("performed_on", "Op")],
        values__action_type=[Line("A", "", answer(options=KINDS, times=4), waits=True),
                             Line("B", "", answer(options=KINDS, times=2), waits=True), Line("C", "phone_call")],
        values__channel=[Line("B", "", answer(options=("post",), times=2), waits=True), Line("C", "phone")],
    )  # fmt: skip


def proposal(*drafts: Draft, unused: Sequence[Unused] = (), asked: Sequence[str] = ()) -> Proposal:
    sheets = [SheetDraft(f"{each.table}.csv", "", 0, 1, 20, (each,), unused=tuple(unused), asked=tuple(asked)) for each in drafts]
    return proposal_of(sheets, {})


def replies(*typed: str) -> Any:
    """Types these one after the other, and then nothing."""
    line: Iterator[str] = iter(typed)
    return lambda shown: next(line, "")


def said(found: Proposal) -> dict[str, Any]:
    is_agreed = found.is_aside_agreed
    return tomllib.loads(written(found.sheets, found.open_items, is_aside_agreed=is_agreed, aside=found.aside).text)


def after(found: Proposal, words: str, *typed: str) -> Proposal:
    """The proposal once the question with these words was answered so."""
    return next(each for each in turns_of(found) if words in each.key).answer(replies(*typed))


def still_asks(found: Proposal, words: str) -> bool:
    return any(words in each.key for each in turns_of(found))


def test_a_word_gets_the_meaning_that_is_chosen_and_counts_at_once():
    found = after(proposal(letters()), '"A" (4 keer)', "1", "3")

    block = said(found)["collection_actions"][0]
    assert block["values"]["action_type"] == {"A": "reminder_letter", "B": "summons_letter", "C": "phone_call"}
    assert all('"A" (4 keer)' not in in_words(each) for each in asked_in(found.sheets))


def test_lines_with_a_word_that_counts_for_nothing_are_passed_over_and_nothing_more_is_asked_of_it():
    found = after(proposal(letters()), '"A" (4 keer)', "2", "0")

    block = said(found)["collection_actions"][0]
    assert block["skip_lines"] == {"Stap": ["^b$"]}
    assert block["values"] == {"action_type": {"A": "demand_letter", "C": "phone_call"}, "channel": {"C": "phone"}}


def test_a_word_that_is_something_else_on_each_line_is_left_for_the_file_and_a_person_reads_what_to_put_there():
    with pytest.raises(Later, match="de titel die het per regel zegt"):
        after(proposal(letters()), '"A" (4 keer)', "a")
    found = after(proposal(letters()), '"A" (4 keer)', "1", "a")
    assert said(found)["collection_actions"][0]["values"]["action_type"] == {"A": "reminder_letter", "C": "phone_call"}
    assert found.by_hand


@pytest.mark.parametrize(
    ("typed", "is_asked"), [(("1", "3"), False), (("1", "4"), True), (("1", "0"), False), (("5", "0"), True)]
)
def test_what_contacts_are_about_is_not_asked_of_a_list_whose_words_are_all_letters(typed, is_asked):
    draft = block(
        "collection_actions", [Line("", "", look(ASK_ABOUT))], columns=[title("action_type", "Stap", asks=False)],
        values__action_type=[Line(each, "", answer(options=KINDS, times=4), waits=True) for each in "AB"],
    )  # fmt: skip
    start = proposal(draft)
    assert still_asks(start, "over de achterstand?") and still_asks(after(start, '"A" (4 keer)', *typed), "over de") == is_asked


@pytest.mark.parametrize("typed", [(), ("",), ("", "")])
def test_what_is_not_answered_stays_open_in_the_file(typed):
    start = proposal(letters())
    with pytest.raises(Later):
        after(start, '"A" (4 keer)', *typed)
    assert "values" in said(start)["collection_actions"][0] and '# "A" = ""' in written(start.sheets).text


@pytest.mark.parametrize(("typed", "counts", "left"), [(("1", ""), "A", "B"), (("", "1"), "B", "A")])
def test_of_two_words_that_are_asked_as_one_the_answer_to_either_counts_and_the_other_stays_open(typed, counts, left):
    found = after(proposal(letters()), '"A" (4 keer)', *typed)
    meanings = said(found)["collection_actions"][0]["values"]["action_type"]
    assert meanings == {counts: "reminder_letter", "C": "phone_call"} and f'# "{left}" = ""' in written(found.sheets).text
    times = {"A": 4, "B": 2}[left]
    asked = f'"{left}" ({times} keer): is het geen brief'
    assert not still_asks(found, asked) and still_asks(replace(found, left=frozenset()), asked)  # for now


def test_of_two_titles_that_are_both_wrong_the_one_for_which_another_is_chosen_counts():
    start = proposal(letters(), unused=[Unused("Nummer"), Unused("Soort")])
    for typed, column, other in ((("1 2", "1", ""), "lease_id", "Stap"), (("1 2", "", "2"), "action_type", "Contract")):
        found = after(start, "Kloppen deze titels", *typed)
        assert said(found)["collection_actions"][0]["columns"][column] in ("Nummer", "Soort")
        asked = f'"{other}" dit niet is'
        assert not still_asks(found, asked) and still_asks(replace(found, left=frozenset()), asked)
        assert other not in said(found)["collection_actions"][0]["columns"].get(
            "lease_id" if column != "lease_id" else "action_type", ""
        )


def test_of_titles_that_nothing_reads_those_are_taken_of_which_a_person_says_what_they_are():
    left = [Unused("Weg", may_be=("ended_on",)), Unused("Ops", is_unclear=True), Unused("Los", may_be=("city",))]
    start = proposal(block("leases", columns=[title("lease_id", "Contract", asks=False)]), unused=left)
    found = proposal_unused.answered(0, start, replies("1 2"))
    assert said(found)["leases"][0]["columns"] == {"lease_id": "Contract", "ended_on": "Weg"}
    assert [each.title for each in found.sheets[0].unused if each.asks] == ["Ops"] and not [*turns_of(found)]


def test_what_cannot_be_understood_is_asked_again_and_never_taken_for_yes():
    asked: list[str] = []
    typed = iter(["ok", "9", "1", "2"])

    def reply(shown: str) -> str:
        asked.append(shown)
        return next(typed)

    start = proposal(letters())
    question = next(each for each in asked_in(start.sheets) if '"A"' in in_words(each))
    found = answered(question, start, reply)
    assert said(found)["collection_actions"][0]["values"]["action_type"]["A"] == "reminder_letter"
    assert [each.startswith("  Dat kan hier niet") for each in asked] == [False, True, True, False]
    assert sum("telefoongesprek" in each for each in asked) == 1  # the meanings stand above the first word only


@pytest.mark.parametrize(
    ("typed", "expected"),
    [(("1",), {"unread": ["Uitkomst"]}), (("2", "2"), {"skip_lines": {"Uitkomst": ["^niet\\ weg$"]}})],
)
def test_a_title_that_nothing_reads_does_not_matter_or_says_which_lines_do_not_count(typed, expected):
    found = said(after(proposal(letters()), "leest niemand", *typed))["collection_actions"][0]
    assert {name: found.get(name) for name in ("unread", "skip_lines") if name in found} == expected


def test_titles_that_are_right_are_asked_about_no_more():
    found = after(proposal(letters()), "Kloppen deze titels", "j")
    assert not still_asks(found, "Kloppen deze titels")
    assert said(found) == said(proposal(letters()))


@pytest.mark.parametrize("no", [("2",), ("n", "2"), ("nee", "7", "2")])
def test_for_a_title_that_is_wrong_another_is_chosen_and_the_words_of_the_first_go(no):
    start = proposal(letters(), unused=[Unused("Leeg", is_empty=True), Unused("Soort")])
    found = after(start, "Kloppen deze titels", *no, "1")

    block = said(found)["collection_actions"][0]
    assert block["columns"]["action_type"] == "Soort" and "action_type" not in block["values"]
    assert [each.title for each in found.sheets[0].unused] == ["Leeg"]  # the channel still reads the other title


def test_the_words_of_a_title_that_is_chosen_for_codes_are_asked_and_what_is_known_of_them_to_be_seen():
    words = (("Sommatie", 3), ("Xyzzy", 2))
    found = after(proposal(letters(), unused=[Unused("Soort", words=words)]), "Kloppen deze titels", "2", "1")

    assert said(found)["collection_actions"][0]["values"]["action_type"] == {"Sommatie": "summons_letter"}
    assert still_asks(found, '"Sommatie": biedt deze brief aan') and still_asks(found, '"Xyzzy" (2 keer)')


def test_a_column_that_may_be_lacking_can_be_given_by_nothing():
    start = proposal(block("payment_arrangements", columns=[title("lease_id", "Contract"), title("broken_on", "Los")]))
    found = said(after(start, "Kloppen deze titels", "n", "2", "0"))["payment_arrangements"][0]
    assert found["columns"] == {"lease_id": "Contract"}
    left = after(start, "Kloppen deze titels", "n", "2", "0").sheets[0].unused
    assert [each.title for each in left] == ["Los"]  # and stands among those that nothing reads


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (("1",), {"columns": {"lease_id": "Contract", "channel": "Hoe"}}),
        (("v", "1"), {"columns": {"lease_id": "Contract"}, "constants": {"channel": "post"}}),
    ],
)
def test_a_column_without_a_title_comes_from_one_that_is_left_or_is_the_same_everywhere(typed, expected):
    start = proposal(
        block(
            "collection_actions",
            columns=[title("lease_id", "Contract", asks=False), Line("channel", "", answer("verplicht"), waits=True)],
            constants=[Line("channel", "", answer("of overal", options=("post",)), waits=True)],
        ),
        unused=[Unused("Hoe")],
    )
    found = said(after(start, "verplicht", *typed))["collection_actions"][0]
    assert {name: each for name, each in found.items() if name != "file" and each} == expected


@pytest.mark.parametrize(
    ("typed", "expected"),
    [("j", {"columns": {"tenant_id": "Nr", "deceased_on": "Ovl"}}), ("n", {"columns": {"tenant_id": "Nr"}, "unread": ["Ovl"]})],
)
def test_a_title_that_may_be_a_column_is_taken_or_said_not_to_matter(typed, expected):
    waits = Line("deceased_on", "Ovl", answer("leest niemand, en zo is het. Is het dat, haal dan het hekje weg"), waits=True)
    start = proposal(block("tenants", columns=[waits, title("tenant_id", "Nr", asks=False)]))
    found = said(after(start, "leest niemand", typed))["tenants"][0]
    assert {name: each for name, each in found.items() if name != "file"} == expected


@pytest.mark.parametrize("typed", [("2",), ("n", "2")])
def test_a_list_that_is_about_something_else_goes_whole_and_the_others_are_asked_about_no_more(typed):
    doubted = [
        block(table, columns=[title("lease_id", "Contract", doubts=(OF_ANOTHER,))])
        for table in ("objections", "eviction_notices")
    ]
    found = after(proposal(*doubted), "over iets anders", *typed)
    assert [*said(found)] == ["confirmed", "objections"]
    assert not any("over iets anders" in in_words(each) for each in asked_in(found.sheets))


@pytest.mark.parametrize(("typed", "expected"), [("j", ["objections", "leases"]), ("n", ["leases"])])
def test_a_list_that_only_its_cells_say_counts_or_goes(typed, expected):
    head = Note("geen naam of titel zegt welke lijst dit is, de cellen wel: klopt het? haal dit blok anders weg")
    start = proposal(block("objections", head=head), block("leases", columns=[title("lease_id", "Contract", asks=False)]))
    found = after(start, "welke lijst dit is", typed)
    assert [*said(found)] == ["confirmed", *expected] and not still_asks(found, "welke lijst dit is")


@pytest.mark.parametrize(
    ("asked", "shown"),
    [
        ("wijst deze brief op schuldhulp? zo niet: reminder_letter", "wijst deze brief op schuldhulp?"),
        ("heeft de deurwaarder zelf gemeld, op de dag die hier staat? is het uw eigen melding, haal dit blok dan weg",
         "Heeft de deurwaarder zelf gemeld, op de dag die hier staat?"),
        ("gaat elk gesprek over huur? Zo niet, zet die regels onder skip_lines", "Gaat elk gesprek over huur?"),
        ("geen zegt welke lijst dit is: klopt het? haal dit blok anders weg", "Geen zegt welke lijst dit is: klopt het?"),
    ],
)  # fmt: skip
def test_what_a_conversation_does_by_itself_is_not_said_as_work_in_the_file(asked, shown):
    found = proposal(block("collection_actions", [Line("", "", look(asked))]))
    assert [in_words(each) for each in asked_in(found.sheets)] == [shown[:1].upper() + shown[1:]]


@pytest.mark.parametrize(("typed", "expected"), [(("j",), "demand_letter"), (("n", "1"), "reminder_letter")])
def test_what_a_letter_proves_is_agreed_to_or_chosen_again(typed, expected):
    word = Line("Aanmaning", "demand_letter", look("wijst deze brief op schuldhulp? zo niet: reminder_letter"))
    start = proposal(block("collection_actions", columns=[title("action_type", "Brief", asks=False)], values__action_type=[word]))
    found = said(after(start, "schuldhulp", *typed))["collection_actions"][0]
    assert found["values"]["action_type"] == {"Aanmaning": expected}


def test_a_setting_that_is_wrong_is_left_for_the_file_which_says_where():
    start = proposal(block("ledger_entries", [Line("storno", True, look("een ontvangst met het andere teken is een storno"))]))
    with pytest.raises(Later, match="zoek daar op # vraag"):
        after(start, "storno", "n")
    assert "storno" not in "".join(in_words(each) for each in asked_in(after(start, "storno", "j").sheets))


@pytest.mark.parametrize("is_aside", [False, True])
def test_what_is_asked_of_a_sheet_or_of_files_set_aside_is_agreed_to(is_aside):
    found = proposal(block("objections"), asked=[] if is_aside else ["twee titels zeggen hetzelfde"])
    found = proposal_of(found.sheets, {"open.csv": "boekingen.csv"} if is_aside else {})
    question = asked_in(found.sheets, found.open_items)[0]
    found = answered(question, found, replies("j"))
    assert asked_in(found.sheets, found.open_items, is_aside_agreed=found.is_aside_agreed) == []


@pytest.mark.parametrize(
    ("left", "typed", "expected"),
    [
        (Unused("Weg", may_be=("ended_on", "monthly_rent")), ("1", "1"), {"lease_id": "Contract", "ended_on": "Weg"}),
        (Unused("Weg", may_be=("ended_on",)), ("2", "1"), {"lease_id": "Contract", "ended_on": "Weg"}),
        (Unused("Weg", may_be=("ended_on",)), ("0",), {"lease_id": "Contract"}),
        (Unused("Weg", is_unclear=True), ("0",), {"lease_id": "Contract"}),
    ],
)
def test_a_title_that_may_be_lacking_is_taken_or_seen(left, typed, expected):
    start = proposal(block("leases", columns=[title("lease_id", "Contract", asks=False)]), unused=[left, Unused("Niets")])
    assert [*proposal_unused.sheets_with_unused(start)] == [0]
    done = proposal_unused.answered(0, start, replies(*typed))
    assert said(done)["leases"][0]["columns"] == expected
    assert not any(proposal_unused.sheets_with_unused(done)) and not written(done.sheets).unused


@pytest.mark.parametrize("typed", [(), ("1",)])
def test_a_day_of_which_nobody_knows_what_it_is_stays_open_until_a_person_writes_it_down(typed):
    start = proposal(
        block("leases", columns=[title("lease_id", "Contract", asks=False)]), unused=[Unused("Ops", is_unclear=True)]
    )
    with pytest.raises(Later):
        proposal_unused.answered(0, start, replies(*typed))


def test_a_proposal_is_confirmed_on_the_line_that_says_so():
    found = proposal(block("leases", columns=[title("lease_id", "Contract", asks=False)]))
    file = confirmed(written(found.sheets))
    assert tomllib.loads(file.text)["confirmed"] is True and file.confirm == 0


@settings(max_examples=20, deadline=None)
@given(st.lists(st.sampled_from(["j", "n", "1", "2", "3", "0", "v", "", "1 2", "iets"]), max_size=20))
def test_whatever_is_typed_the_file_stays_one_that_can_be_read(typed):
    found = proposal(
        letters(), block("leases", columns=[title("lease_id", "Contract", doubts=(OF_ANOTHER,))]), unused=[Unused("X")]
    )
    found = replace(found, unknown=(Unknown("los.csv", "", Reason(("A", "B"))),))
    reply, left = replies(*typed), set[str]()
    while open_turns := [each for each in turns_of(found) if each.key not in left]:
        left.add(open_turns[0].key)
        with suppress(Later):
            found = open_turns[0].answer(reply)
        said(found)

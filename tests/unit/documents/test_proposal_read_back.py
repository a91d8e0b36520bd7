"""Whatever signs stand in titles, words and names, the proposed file says to a run what was proposed, and is proved to."""

from __future__ import annotations

import tomllib

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from documents.proposal_read_back import fault_of, meant
from documents.proposal_text import written
from documents.proposal_waiting import lines_to_answer
from orchestration.cli import map as command
from sources.proposals.draft import drafts_of
from sources.recognition.sheets import Sheet, propose
from sources.words.names import as_pattern, next_ones
from sources.words.notes import Draft, Line, Note, Section, SheetDraft, Unused, answer, look, remark
from tests.support.day import Place

QUICK = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
SPECIAL = [
    '"', "'", "\\", "\n", "\r\n", "\t", "#", "# vraag 1", "]]", "[[leases]]", "=", "{", "}", ",", "'''", '"""', "\\u0041",
    "\0", "\x1f", "\x7f", "\x85", "\u2028", "\u00a0", "\ufeff", "\U0001f3e0", "confirmed = true", "\n[[leases]]\nfile = 'x'\n",
]  # fmt: skip
TEXTS = st.lists(st.sampled_from(SPECIAL) | st.text(max_size=4), min_size=1, max_size=4).map("".join).filter(bool)
SURROGATE = "Huur\udcff.csv"  # a name with a byte that is no letter, as a disk gives it


def whole(file: str, name: str, title: str, word: str, *others: str) -> SheetDraft:
    """A sheet that puts a text in each place of the file in which one may stand."""
    one, two, three = (*others, "a", "b", "c")[:3]
    sections = (
        Section("", (
            Line("file", file), Line("sheet", name), Line("only", {title: [word]}, look(one)),
            Line("skip_lines", {title: [word]}, remark(two)), Line("group", [title, word], look()),
            Line("lookup", {title: [one, file, two, three, {"sheet": name, "only": {title: [word]}}]}, look(two)),
            Line("months", {"titles": {title: "01"}, "between": [one, two]}),
            Line("next_line", {title: {"same": one, "only": {two: [word]}, "take": three}}),
            Line("", "", Note(f"bij welk blok: {one}", shown=title, words=(word, two)), waits=True),
            Line("unread", [title], answer(one), waits=True),
        )),
        Section("columns", (Line("lease_id", title), Line("due_on", two, answer(three), waits=True))),
        Section("split", (Line("street", [title, "street"], look(one)),)),
        Section("constants", (Line("channel", word, look(two)), Line("category", "", answer(one), waits=True))),
        Section("values.category", (
            Line(word, "rent", Note(one, shown=title)), Line(f"{word}2", "", answer(two, options=(three,)), waits=True),
        )),
        Section("patterns.entry_type", (Line(word, "charge", look(three)), Line(two, "", answer(one), waits=True))),
    )  # fmt: skip
    draft = Draft("ledger_entries", look(one), sections)
    unused = (Unused(title, is_of_days=True), Unused(two, may_be=("due_on",)), Unused(three, is_unclear=True))
    return SheetDraft(file, name, 0, 1, 9, (draft,), asked=(one,), unused=unused, untitled=("B",))


@QUICK
@given(st.lists(TEXTS, min_size=7, max_size=7))
def test_whatever_stands_in_titles_words_names_notes_and_questions_the_file_is_read_as_it_was_meant(texts: list[str]) -> None:
    sheets = [whole(*texts), whole(*reversed(texts))]
    found = written(sheets, {texts[0]: texts[1]}, aside=texts[2:4])

    assert fault_of(found.text, sheets) == ""
    assert tomllib.loads(found.text)["unread_files"] == [next_ones(texts[0]), *map(as_pattern, texts[2:4])]
    assert len(found.text.split("\n")) == len(found.text.splitlines()) + 1  # nobody's editor sees another line
    assert found.text.split("\n")[found.confirm - 1].startswith("confirmed = false")
    assert tuple(found.to_answer) == lines_to_answer(found.text)


@settings(QUICK, max_examples=15)
@given(st.lists(TEXTS, min_size=5, max_size=5), TEXTS)
def test_a_list_of_anybody_is_proposed_in_a_file_that_is_read_as_it_was_meant(others: list[str], name: str) -> None:
    titles = ["Boekingsnummer", "Contract\nnummer", "Soort\r\nboeking", "Boek-\tdatum", "Bedrag", *others]
    rows = [[f"B{n}", f"C{n % 9}", others[n % 2], f"{n % 28 + 1:02}-05-2026", "512,30", *others] for n in range(20)]
    drafts = drafts_of(propose([Sheet(f"{name}.xlsx", [titles, *rows], name)])[0])

    assert drafts and fault_of(written(drafts).text, drafts) == ""


def test_a_byte_in_a_files_name_that_is_no_letter_becomes_what_fits_any_sign():
    found = written([whole(SURROGATE, SURROGATE, "Bedrag", "Huur")])

    assert fault_of(found.text, [whole(SURROGATE, SURROGATE, "Bedrag", "Huur")]) == ""
    assert tomllib.loads(found.text)["ledger_entries"][0]["file"] == "Huur?.csv"


SOUND = [whole("Boekingen.csv", "Blad1", "Bedrag", "Huur")]


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('lease_id = "Bedrag"', 'lease_id = "Bedrag', "(regel "),
        ('lease_id = "Bedrag"', 'lease_id = "Bedrag\n', "(regel "),
        ('lease_id = "Bedrag"', 'lease_id = "Saldo"', "([[ledger_entries]])"),
        ("[[ledger_entries]]", "[[ledger_entries]]\nfile = 'x'\n[[ledger_entries]]", "([[ledger_entries]])"),
    ],
)
def test_a_text_that_says_something_else_is_named_with_its_line_or_table_and_its_file(old, new, said):
    text = written(SOUND).text
    assert fault_of(text, SOUND) == "" and text.count(old) == 1

    fault = fault_of(text.replace(old, new), SOUND)

    assert said in fault and "Haal Boekingen.csv zolang uit landing/exports/" in fault
    assert fault_of(text, [*SOUND, *SOUND]) != ""


def test_what_waits_for_an_answer_says_nothing_to_a_run():
    assert "due_on" not in meant(SOUND[0].drafts[0])["columns"] and "unread" not in meant(SOUND[0].drafts[0])


def test_map_stores_no_proposal_that_does_not_read_back_and_says_so(tmp_path, monkeypatch):
    place = Place.at(tmp_path / "home")
    (place.home.landing / "exports").mkdir(parents=True)
    lines = "".join(f"B{n};C{n % 9};{n % 28 + 1:02}-05-2026;512,30\n" for n in range(30))
    (place.home.landing / "exports" / "Boekingen.csv").write_text(f"Boekingsnummer;Contractnummer;Boekdatum;Bedrag\n{lines}")
    monkeypatch.setattr("documents.proposal_text.one_line", lambda text: text.replace("lease_id =", "lease_id "))
    spoiled = place.command("map")
    assert not spoiled.is_good and "is daarom niet opgeslagen" in spoiled.text and "Boekingen.csv" in spoiled.text
    assert not (place.home.landing / command.FILE).exists()
    monkeypatch.undo()

    assert place.command("map").is_good and (place.home.landing / command.FILE).exists()

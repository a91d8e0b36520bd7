"""One list of all that happens in a file on somebody: what of it is a letter or contact, an objection, an arrangement."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from documents.proposal_text import written
from sources.proposals.draft import drafts_of
from sources.proposals.unread import with_unread
from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

TITLES = [
    "Item",
    "Soort item",
    "Relatie",
    "Contractnr",
    "Datum",
    "Afgehandeld / ingetrokken op",
    "Regeling verbroken op",
    "Kanaal",
]
TITLES += ["Herkomst", "Bijlage"]
LETTERS = [
    ("Herinnering", "Post"),
    ("Sommatie met aanbod gemeente", "Post"),
    ("Telefoongesprek", "Telefoon"),
    ("Klacht overlast", "E-mail"),
]
ARRANGED = [
    ["Betalingsregeling", "12-05-2025", "31-10-2025", "", "", ""],
    ["Betalingsregeling", "16-09-2026", "", "28-10-2026", "", ""],
]
OBJECTED = [
    ["Bezwaar gegevensdeling", "08-09-2026", "14-10-2026", "", "", "Huurder"],
    ["Bezwaar gegevensdeling", "09-09-2026", "", "", "", "Gemeente"],
]


def contracts():
    rows = [[f"HC-{n}", f"1003{n}", "01-02-2020", f"10{n} AB"] for n in range(10, 30)]
    return Sheet("Contracten.csv", [["Contractnr", "Huurdernr", "Ingangsdatum", "Postcode"], *rows])


def items(*others):
    rows = [[LETTERS[n % 4][0], "09-03-2026", "", "", LETTERS[n % 4][1], "", f"B{n}"] for n in range(20)] + [
        [*each, ""] for each in others
    ]
    lines = [[f"6{n:03}", row[0], f"1003{10 + n % 20}", f"HC-{10 + n % 20}", *row[1:]] for n, row in enumerate(rows)]
    return Sheet("Items.csv", [TITLES, *lines])


def test_each_table_takes_the_lines_of_its_kinds_and_reads_them_as_a_list_of_their_own():
    text = text_of(propose([contracts(), items(*ARRANGED, *OBJECTED)])[0])
    said = {name: blocks[0] for name, blocks in tomllib.loads(text).items() if isinstance(blocks, list)}

    assert said["collection_actions"]["only"] == {
        "Soort item": ["Herinnering", "Sommatie met aanbod gemeente", "Telefoongesprek"]
    }
    assert said["objections"]["columns"] == {
        "objection_id": "Item", "tenant_id": "Relatie", "received_on": "Datum",
        "withdrawn_on": "Afgehandeld / ingetrokken op", "received_by": "Herkomst",
    }  # fmt: skip
    assert said["payment_arrangements"]["columns"] == {
        "arrangement_id": "Item", "lease_id": "Contractnr", "agreed_on": "Datum",
        "ended_on": "Afgehandeld / ingetrokken op", "broken_on": "Regeling verbroken op",
    }  # fmt: skip
    assert said["payment_arrangements"]["only"] == {"Soort item": ["Betalingsregeling"]}
    assert all(asked_of(text, line) for line in ("received_on =", "agreed_on =", "(huurder|bewoner)"))
    assert "kwam het bezwaar dan bij u binnen?" in asked_of(text, "(huurder|bewoner)")


@pytest.mark.parametrize("word", ["Betalingsregeling", "Brief over regeling"])
def test_a_letter_about_an_arrangement_is_none_and_neither_is_one_of_which_only_a_word_says_so(word):
    said = tomllib.loads(text_of(propose([contracts(), items([word, "12-05-2025", "", "", "", ""])])[0]))
    assert "payment_arrangements" not in said or "only" not in said["payment_arrangements"][0]


def test_a_kind_that_nobody_knows_is_asked_where_it_belongs():
    text = text_of(propose([contracts(), items(*ARRANGED, *OBJECTED, *[["Zaak Q", "01-02-2026", "", "", "", ""]] * 3)])[0])
    assert 'bij welk blok horen deze woorden? zet ze daar onder only: "Zaak Q"' in text.replace("\n#     ", " ")


BESIDE = [
    ["Overdracht deurwaarder", "01-09-2026", "", "", "", ""],
    ["Melding door derde partij", "02-09-2026", "", "", "", ""],
]


def test_what_went_to_a_bailiff_is_read_from_its_own_lines_too_beside_letters_and_objections():
    said = tomllib.loads(text_of(propose([contracts(), items(*ARRANGED, *OBJECTED, *BESIDE)])[0]))

    assert [each["only"] for each in said["collection_cases"]] == [{"Soort item": [BESIDE[0][0]]}]
    assert "reported_elsewhere" not in said  # by whom, no title says


def test_a_list_of_letters_with_a_case_among_them_is_no_list_of_all_that_happens():
    said = tomllib.loads(text_of(propose([contracts(), items(BESIDE[0])])[0]))
    assert "collection_cases" not in said


def test_a_line_that_says_that_an_objection_was_withdrawn_is_no_objection_and_ends_the_one_before_it():
    ended = ["Bezwaar ingetrokken", "20-09-2026", "", "", "", "Huurder"]
    lines = [[*each[:2], "", *each[3:]] for each in OBJECTED]
    titles, first = TITLES.index("Afgehandeld / ingetrokken op"), items(*lines, ended)
    rows = [[cell for at, cell in enumerate(row) if at != titles] for row in first.rows]
    said = tomllib.loads(text_of(propose([contracts(), Sheet(first.file, rows)])[0]))

    (objections,) = said["objections"]
    assert objections["only"] == {"Soort item": ["Bezwaar gegevensdeling"]}
    assert objections["next_line"]["Ingetrokken op"]["only"] == {"Soort item": ["Bezwaar ingetrokken"]}


KINDS = ("Telefoon uitgaand", "SMS uitgaand", "Huisbezoek", "Telefoon inkomend", "Reparatie", "Vraag")
SUBJECTS = dict(zip(KINDS[3:], ("Huurder belt over huur", "Kraan lekt", "Vraag over afrekening"), strict=True))


def tickets(*objected: str, status: str = "Closed", unread_in: Path | None = None) -> str:
    """The proposal of an export of a helpdesk, in which each ticket names who it is about, beside the contracts."""
    head = ["Ticket ID", "Subject", "Status", "Type", "Created time", "Closed time", "Full name", "Contractnr", "Huurdernr"]
    kinds = [KINDS[n % 6] for n in range(36)]
    subjects = [SUBJECTS.get(kind, "Huurachterstand") for kind in kinds]
    kinds, subjects = [*kinds, *objected], [*subjects, *["Bezwaar delen gegevens"] * len(objected)]
    lines = [
        [f"4{n:03}", subject, status if n == 1 else "Closed", kind, f"2026-03-{n % 28 + 1:02} 15:48:22", "2026-04-01 10:00:00",
         f"A. Bee{n % 20}", f"HC-{10 + n % 20}", f"1003{10 + n % 20}", "2026-10-01" if kind == objected[0] else ""]
        for n, (kind, subject) in enumerate(zip(kinds, subjects, strict=True))
    ]  # fmt: skip
    sheet = Sheet("tickets_export_20261119.csv", [[*head, "Bezwaar ingetrokken op"], *lines])
    blocks, _ = propose([contracts(), sheet])
    return text_of(blocks) if unread_in is None else written(with_unread(drafts_of(blocks), blocks, unread_in)).text


def test_tickets_are_contacts_and_objections_by_their_type_and_whom_each_came_from():
    text = tickets("Bezwaar gegevensdeling", "Bezwaar via gemeente")
    said = {name: blocks[0] for name, blocks in tomllib.loads(text).items() if isinstance(blocks, list)}
    contacts, objections = said["collection_actions"], said["objections"]

    assert contacts["values"]["action_type"] == {
        "Telefoon uitgaand": "phone_call", "SMS uitgaand": "personal_message", "Huisbezoek": "home_visit",
    }  # fmt: skip
    assert contacts["columns"]["performed_on"] == objections["columns"]["received_on"] == "Created time"
    assert (contacts["columns"]["lease_id"], objections["columns"]["tenant_id"]) == ("Contractnr", "Huurdernr")
    assert objections["values"]["received_by"] == {
        "Bezwaar gegevensdeling": "landlord", "Bezwaar via gemeente": "municipality",
    }  # fmt: skip
    assert "kwam het bij u binnen?" in asked_of(text, "received_by = {")
    assert "bij welk blok horen" not in text and "sure_of" not in text


def test_of_objections_that_all_came_the_same_way_a_person_says_where_they_came_in():
    said = tomllib.loads(tickets("Bezwaar gegevensdeling", "Bezwaar gegevens delen"))
    assert said["objections"][0]["constants"] == {"received_by": "landlord"}


@pytest.mark.parametrize("status", ["Closed", "Wacht"])
def test_where_each_ticket_is_closed_a_later_word_is_refused_and_another_among_them_is_asked(tmp_path, status):
    text = tickets("Bezwaar gegevensdeling", "Bezwaar via gemeente", status=status, unread_in=tmp_path)
    is_closed = status == "Closed"

    assert tomllib.loads(text)["collection_actions"][0]["only"].get("Status") == (["Closed"] if is_closed else None)
    assert ('# unread = ["Status"]' in text) != is_closed

"""Letters that never left, contracts and claims in draft: lines that their own list says never came to be."""

from __future__ import annotations

import tomllib

import pytest

from sources.recognition.sheets import propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of


def letters(title: str, words: tuple[str, ...]) -> str:
    kinds = ("Herinnering", "Aanmaning", "Sommatie")
    lines = [[f"C{n}", kinds[n % 3], f"{n + 1:02}-10-2026", words[n % len(words)]] for n in range(12)]
    return text_of(propose([Sheet("Brieven.csv", [["Contractnr.", "Soort brief", "Verzonden op", title], *lines])])[0])


def skipped(text: str, table: str, at: int = 0) -> dict[str, list[str]]:
    return tomllib.loads(text)[table][at].get("skip_lines", {})


@pytest.mark.parametrize(
    ("title", "words", "passed"),
    [
        ("Geannuleerd", ("Nee", "Ja", "Nee"), ["^ja$"]),
        ("Vervallen j/n", ("n", "j"), ["^j$"]),
        ("Niet verstuurd", ("false", "true"), ["^true$"]),
        ("Verstuurd", ("Ja", "Nee"), ["^nee$"]),
        ("Ingetrokken", ("", "x", ""), ["^x$"]),
        ("Status", ("Verzonden", "Verzonden", "Geannuleerd"), ["^geannuleerd$"]),
        ("Status", ("Afgedrukt", "Verzonden", "Concept", "Nog te versturen"), ["^concept$", r"^nog\s+te\s+versturen$"]),
    ],
)
def test_a_letter_that_never_left_is_passed_over_and_asked(title, words, passed):
    text = letters(title, words)
    assert skipped(text, "collection_actions") == {title: passed}
    assert "die bewijst niets" in asked_of(text, "skip_lines")


@pytest.mark.parametrize(
    ("title", "words"),
    [
        ("Geannuleerd", ("Nee",)),  # none was
        ("Bereikt", ("Ja", "Nee")),  # an attempt counts too
        ("Geannuleerd", ("Nee", "misschien")),  # whatever that means
        ("Status", ("Verzonden", "Geannuleerd", "Retour afzender")),  # it went, and nobody read it: a person judges
        ("Status", ("Verzonden", "Afgedrukt")),
    ],
)
def test_where_nothing_says_that_a_letter_never_left_none_is_passed_over(title, words):
    assert title not in skipped(letters(title, words), "collection_actions")


@pytest.mark.parametrize("word", ["Concept", "In voorbereiding", "Geannuleerd"])
def test_a_contract_in_draft_is_passed_over_and_asked_and_one_that_ended_is_not(word):
    lines = [[f"C{n}", f"H{n}", ("Actief", "Beëindigd", word)[n % 3], "01-01-2020", "1011AB", f"{n}"] for n in range(12)]
    titles = ["Contractnr.", "Huurdernr.", "Status", "Ingangsdatum", "Postcode", "Huisnummer"]
    text = text_of(propose([Sheet("Contracten.csv", [titles, *lines])])[0])
    assert skipped(text, "leases") == {"Status": [f"^{word.lower()}$".replace(" ", "\\s+")]}
    assert "nog niet of nooit is ingegaan" in asked_of(text, "skip_lines")


def test_among_entries_in_debit_and_credit_claims_in_draft_are_passed_over_and_receipts_are_not():
    sides = (("Huurfacturen", "700,00", "0,00"), ("Bank", "0,00", "700,00"))
    lines = [[f"B{n}", f"C{n % 3}", f"{n + 1:02}-03-2026", *sides[n % 2], "Concept" if n > 9 else "Geboekt"] for n in range(12)]
    titles = ["Boekingsnr.", "Contractnr.", "Boekdatum", "Dagboek", "Debet", "Credit", "Status"]
    blocks = tomllib.loads(text_of(propose([Sheet("Boekingen.csv", [titles, *lines])])[0]))["ledger_entries"]
    charged = [each for each in blocks if each["columns"]["amount"] == "Debet"]
    assert [each.get("skip_lines") for each in charged] == [{"Status": ["^concept$"]}]
    assert not any("Status" in each.get("skip_lines", {}) for each in blocks if each["columns"]["amount"] == "Credit")


def documents(*statuses: str, title: str = "Status") -> dict[str, object]:
    """The block of letters of a document system, each with one of these statuses, and a file."""
    kinds = ("Huurincasso - Betalingsherinnering", "Huurincasso - Sommatie 5 dagen / aankondiging melding gemeente (gegevens)")
    head = ["DocumentID", "Documenttype", "Overeenkomst", "Verzonden op", title, "Bestandsnaam"]
    rows = [
        [f"DOC-26{n:03}", kinds[n % 2], f"802{n:02}", f"{n % 9 + 1:02}-10-2026", statuses[n % len(statuses)], f"HI_{n:03}.pdf"]
        for n in range(30)
    ]
    (block,) = tomllib.loads(text_of(propose([Sheet("DMS_uitgaande_documenten.csv", [head, *rows])])[0]))["collection_actions"]
    return block


@pytest.mark.parametrize("never", ["Concept", "Nog niet verzonden", "Mislukt", "In wachtrij", "Open", "Te doen"])
def test_of_letters_whose_status_is_known_of_each_those_that_went_out_are_taken_and_the_others_passed_over(never):
    block = documents("Verzonden", "Verstuurd", never)

    assert block["only"] == {"Status": ["Verzonden", "Verstuurd"]}
    assert block["skip_lines"]["Status"] == [f"^{never.lower()}$".replace(" ", "\\s+")]


@pytest.mark.parametrize("title", ["Stand", "Uitvoering", "Verwerking", "Soort 2", "Kolom9"])
@pytest.mark.parametrize(("done", "never"), [("Uitgevoerd", "Gepland"), ("Verzonden", "Niet bezorgd"), ("Sent", "Queued")])
def test_words_that_say_of_some_letters_that_they_left_and_of_others_that_they_never_did_are_a_status_below_any_title(
    title, done, never
):
    block = documents(done, done, never, title=title)

    assert block["only"] == {title: [done]}
    assert block["skip_lines"][title] == [f"^{never.lower()}$".replace(" ", "\\s+")]


@pytest.mark.parametrize("words", [("Gesloten", "Geblokkeerd"), ("Akkoord", "Vervallen"), ("Verzonden", "Karel")])
def test_words_of_a_case_or_of_which_one_is_not_known_are_none_below_a_title_that_does_not_say_it(words):
    assert "Dossier" not in documents(*words, title="Dossier").get("only", {})


@pytest.mark.parametrize("title", ["stat", "merge_status", "VerzStatus", "brf_st"])
@pytest.mark.parametrize(("done", "never"), [("OK", "FOUT"), ("Gelukt", "Niet gelukt"), ("success", "error")])
def test_a_status_is_one_below_the_name_of_a_field_too_and_ok_and_error_are_known(title, done, never):
    block = documents(done, done, never, title=title)

    assert block["only"] == {title: [done]}
    assert block["skip_lines"][title] == [f"^{never.lower()}$".replace(" ", "\\s+")]


@pytest.mark.parametrize(
    ("statuses", "title"),
    [(("Verzonden", "Retour"), "Status"), (("Concept",), "Status"), (("Verzonden", "Concept"), "Opmerking")],
)
def test_a_status_that_may_be_either_is_still_asked(statuses, title):
    block = documents(*statuses, title=title)
    assert not {title} & {*block.get("only", {}), *block.get("unread", [])}


def test_how_a_call_went_is_no_letter_that_never_left_and_its_code_says_the_same():
    ways = (("GS", "Gesproken"), ("GG", "Geen gehoor"), ("BT", "Betaaltoezegging"), ("", ""))
    kinds = ("Telefonisch uitgaand", "Huisbezoek")
    head = ["Contactnummer", "Contractnr", "Datum contact", "Soort contact", "Resultaat", "Resultaat omschrijving"]
    rows = [[f"9{n:03}", f"C{n % 7}", f"{n % 9 + 1:02}-10-2026", kinds[n % 2], *ways[n % 4]] for n in range(40)]
    text = text_of(propose([Sheet("Contactmomenten.csv", [head, *rows])])[0])
    (block,) = tomllib.loads(text)["collection_actions"]

    assert {*block["only"]["Resultaat omschrijving"]} == {"Gesproken", "Geen gehoor", "Betaaltoezegging", ""}
    assert block["unread"] == ["Resultaat"] and "een lege cel" in asked_of(text, "only = ")


def test_a_letter_has_its_own_number_and_the_name_of_its_file_and_a_long_name_of_its_kind_is_known():
    block = documents("Verzonden")

    assert block["columns"].items() >= {"action_id": "DocumentID", "document_ref": "Bestandsnaam"}.items()
    assert [*block["values"]["action_type"].values()] == ["reminder_letter", "summons_letter"]

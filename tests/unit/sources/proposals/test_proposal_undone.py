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

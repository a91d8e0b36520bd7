"""The texts are a lawyer's: read from files, checked, and naming exactly what is shared."""

from __future__ import annotations

import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from documents.letters.wording import FOLDER, TextsRefused, letter_texts, sender_text, shared_data
from documents.manager import ManagerFacts
from documents.website_text import website_text

TEXT_2 = (
    "Als wij binnen 7 dagen na ontvangst van dit schrijven niets van u hebben vernomen, zullen wij u bij de gemeente "
    "aanmelden voor gemeentelijke schuldhulpverlening."
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return Path(shutil.copytree(FOLDER, tmp_path / "texts"))


def change(folder: Path, name: str, old: str, new: str) -> Path:
    path = folder / f"{name}.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")
    return folder


def test_each_letter_of_the_procedure_has_its_text_and_version():
    texts = letter_texts()
    assert set(texts) == {"reminder_letter", "demand_letter", "summons_letter"}
    assert texts["summons_letter"].version_id == "sommatie@1"


def test_the_first_letter_says_nothing_of_debt_help():
    reminder = letter_texts()["reminder_letter"]
    assert "schuld" not in " ".join([reminder.subject, *reminder.opening, *reminder.statutory, *reminder.closing])


def test_text_1_points_to_debt_help_and_text_2_offers_to_object():
    texts = letter_texts()
    assert "gemeentelijke schuldhulpverlening" in texts["demand_letter"].statutory[0]
    assert "bezwaar" not in " ".join(texts["demand_letter"].statutory)
    assert TEXT_2 in texts["summons_letter"].statutory


def test_a_letter_names_exactly_the_data_that_was_agreed():
    words = shared_data().words
    assert words(()) == "uw naam, huisnummer, postcode, aantal maanden achterstand en het bedrag achterstand"
    both = words({"email", "phone"})
    assert both.startswith("naast uw naam, ") and both.endswith(", uw telefoonnummer en uw e-mailadres")
    assert words({"city"}).endswith("achterstand, uw woonplaats")
    assert set(shared_data().optional) == {"initials", "street", "house_number_suffix", "city", "phone", "email"}


def test_a_lawyer_changes_text_and_version_in_the_file(folder):
    change(folder, "sommatie", 'version = "1"', 'version = "2027-02"')
    change(folder, "sommatie", "binnen 5 dagen na de datum", "binnen vijf dagen na de datum")
    text = letter_texts(folder)["summons_letter"]
    assert text.version_id == "sommatie@2027-02" and "vijf dagen" in text.opening[0]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("{gegevens}", "{geslacht}", "geslacht"),
        ("{gegevens}", "{gegevens", "brace"),
        ('subject = "', 'onderwerp = "', "subject"),
        ("opening = [", "opening = ", "cannot be read"),
    ],
)
def test_a_mistake_in_a_text_is_named_with_the_file(folder, old, new, expected):
    change(folder, "aanmaning", old, new)
    with pytest.raises(TextsRefused) as refused:
        letter_texts(folder)
    assert "aanmaning.toml" in str(refused.value) and expected in str(refused.value)


def test_a_text_that_is_gone_is_named(folder):
    (folder / "herinnering.toml").unlink()
    with pytest.raises(TextsRefused, match=r"herinnering\.toml is missing"):
        letter_texts(folder)


MANAGER = ManagerFacts(
    "Beheer", "bezwaar@beheer.example", address="Plein 1, 3511 AA Utrecht", telephone="030 000 0000",
    iban="NL00 BANK 0000 0000 00", collection_register="0000", complaints_address="klacht@beheer.example",
)  # fmt: skip


@pytest.mark.parametrize(
    "fact", ["name", "objection_address", "address", "telephone", "iban", "collection_register", "complaints_address"]
)
def test_the_summons_waits_for_each_fact_of_its_sender(fact):
    summons = letter_texts()["summons_letter"]
    assert summons.missing(MANAGER) is None
    assert f"VROEGSIGNAAL_MANAGER__{fact.upper()}" in summons.missing(replace(MANAGER, **{fact: ""}))


@pytest.mark.parametrize("code", ["reminder_letter", "demand_letter"])
def test_no_letter_is_signed_by_nobody(code):
    text = letter_texts()[code]
    assert "VROEGSIGNAAL_MANAGER__NAME" in text.missing(ManagerFacts(""))
    assert text.missing(ManagerFacts("Beheer")) is None


def test_a_sentence_of_which_a_fact_is_not_set_does_not_stand_in_the_letter():
    expected, nothing = sender_text(MANAGER), sender_text(ManagerFacts("Beheer"))
    assert expected.payment.startswith(
        "U betaalt op rekeningnummer NL00 BANK 0000 0000 00 ten name van Beheer, onder vermelding van {kenmerk}"
    )
    assert sender_text(replace(MANAGER, payment_reference="uw huurdernummer")).payment.endswith(
        "onder vermelding van uw huurdernummer."
    )
    assert "klacht@beheer.example" in expected.complaint and "0000" in expected.register
    assert (nothing.payment, nothing.telephone, nothing.complaint, nothing.register) == ("", "", "", "")


def test_a_mistake_in_the_senders_sentences_is_named_with_the_file(folder):
    change(folder, "afzender", "{iban}", "{rekening}")
    with pytest.raises(TextsRefused, match=r"afzender\.toml"):
        sender_text(MANAGER, folder)


def test_the_website_text_bears_the_managers_name_and_says_what_not_everybody_shares():
    manager = ManagerFacts("Beheer & Zonen", "bezwaar@beheer.example", "https://beheer.example/privacy")
    title, version, paragraphs = website_text(manager, frozenset({"phone"}))
    text = "\n".join(paragraphs)
    assert title == "Voorkomen en vroegsignalering van huurschulden" and version == "1"
    assert "Beheer & Zonen wil voorkomen" in text and "bezwaar@beheer.example" in text
    assert "alleen waar de eigenaar van uw woning dat met ons heeft afgesproken, uw telefoonnummer." in text
    assert "e-mailadres." not in text and "{" not in text

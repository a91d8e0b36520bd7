"""The texts of the letters and the website, read from the files beside this module, and the words for what is shared.

Belongs here: reading and checking the texts, and naming exactly the data that a landlord agreed to share. Does not
belong here: what a letter looks like (word.py), to whom it goes (due.py).

A text is data: a lawyer changes the file and its version; the version goes into each letter and the write-back.
"""

from __future__ import annotations

import string
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from documents.manager import ManagerFacts
from validations.toml_files import TomlUnreadable, read_toml

FOLDER = Path(__file__).parent / "texts"
LETTERS = ("herinnering", "aanmaning", "sommatie")
FOURTEEN_DAY_LETTER = "veertiendagenbrief"  # takes the place of the demand where the manager wants it so
FIELDS = frozenset({"bedrag", "gegevens", "privacy", "bezwaaradres", "incassokosten"})
NEEDS_WORDS = {
    "name": "uw naam (VROEGSIGNAAL_MANAGER__NAME)",
    "objection_address": "het bezwaaradres (VROEGSIGNAAL_MANAGER__OBJECTION_ADDRESS)",
    "address": "uw adres (VROEGSIGNAAL_MANAGER__ADDRESS)",
    "telephone": "uw telefoonnummer (VROEGSIGNAAL_MANAGER__TELEPHONE)",
    "iban": "uw rekeningnummer (VROEGSIGNAAL_MANAGER__IBAN)",
    "collection_register": "uw nummer in het register incassodienstverlening (VROEGSIGNAAL_MANAGER__COLLECTION_REGISTER)",
    "complaints_address": "het klachtadres (VROEGSIGNAAL_MANAGER__COMPLAINTS_ADDRESS)",
}


class TextsRefused(Exception):
    """A text file cannot be used; the message names the file and what to put right."""


@dataclass(frozen=True)
class LetterText:
    """One letter as a lawyer wrote it.

    Attributes:
        code: the step of the agenda, and the action type it proves.
        name: what it is called, also in file names.
        version: of the text; in the evidence as `version_id`.
        source: where the text comes from.
        needs: facts of the manager without which the letter may not go out.
        subject: the line above it.
        opening, statutory, closing: paragraphs, with the fields of `FIELDS`.
    """

    code: str
    name: str
    version: str
    source: str
    needs: Sequence[str]
    subject: str
    opening: Sequence[str]
    statutory: Sequence[str]
    closing: Sequence[str]

    @property
    def version_id(self) -> str:
        """Such as `sommatie@1`: what a document reference says of the text."""
        return f"{self.name}@{self.version}"

    def missing(self, manager: ManagerFacts) -> str | None:
        """What the manager has to set before this letter may go out, in words."""
        lacking = [NEEDS_WORDS[need] for need in self.needs if not getattr(manager, need)]
        return ", ".join(lacking) or None


@dataclass(frozen=True)
class SharedData:
    """The words for what a signal holds: the required values, and each optional field."""

    required: Sequence[str]
    only_required: str
    with_optional: str
    optional: Mapping[str, str]

    def words(self, fields: Collection[str]) -> str:
        """What `{gegevens}` says where a landlord agreed to share these optional fields, in the order of the file."""
        required = listed(self.required)
        agreed = [words for field, words in self.optional.items() if field in fields]
        if not agreed:
            return self.only_required.format(verplicht=required)
        return self.with_optional.format(verplicht=required, optioneel=listed(agreed))


@dataclass(frozen=True)
class SenderText:
    """The sentences about the sender that stand in every letter, filled in; one whose fact is not set is empty."""

    payment: str
    telephone: str
    complaint: str
    register: str


def sender_text(manager: ManagerFacts, folder: Path = FOLDER) -> SenderText:
    """What each letter says of payment, telephone, complaints and the register. `{kenmerk}` is left for the letter to fill.

    Raises:
        TextsRefused: the file is missing, is no TOML, lacks a part, or has a field that is no fact of the sender.
    """
    found = read_texts("afzender", folder)
    facts = {
        "iban": manager.iban, "rekeninghouder": manager.account_holder or manager.name,
        "betalingskenmerk": manager.payment_reference or "{kenmerk}", "telefoon": manager.telephone,
        "klachtadres": manager.complaints_address, "incassoregister": manager.collection_register,
    }  # fmt: skip
    try:
        return SenderText(**{part: _filled(found[part], facts) for part in ("payment", "telephone", "complaint", "register")})
    except KeyError as missing:
        raise TextsRefused(f"afzender.toml lacks {missing}; put it back as in the version before") from None


def _filled(sentence: str, facts: Mapping[str, str]) -> str:
    fields = {field for _, field, _, _ in string.Formatter().parse(sentence) if field is not None}
    return sentence.format(**facts) if all(facts[field] for field in fields) else ""


def listed(words: Sequence[str]) -> str:
    """One, two and three: `a, b en c`."""
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} en {words[-1]}"


def letter_texts(folder: Path = FOLDER, *, fourteen_days: bool = False) -> dict[str, LetterText]:
    """Each letter by the step of the agenda that it is for; the demand as 14-day letter where `fourteen_days`.

    Raises:
        TextsRefused: a file is missing, is no TOML, lacks a part, or has a field that no letter fills.
    """
    names = [*LETTERS, FOURTEEN_DAY_LETTER] if fourteen_days else LETTERS  # the last one of a step holds
    texts = [_letter(name, read_texts(name, folder)) for name in names]
    return {text.code: text for text in texts}


def shared_data(folder: Path = FOLDER) -> SharedData:
    """The words for what is shared.

    Raises:
        TextsRefused: the file is missing, is no TOML or lacks a part.
    """
    found = read_texts("gegevens", folder)
    try:
        return SharedData(found["required"], found["only_required"], found["with_optional"], found["optional"])
    except KeyError as missing:
        raise TextsRefused(f"gegevens.toml lacks {missing}; put it back as in the version before") from None


def read_texts(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """The content of one text file.

    Raises:
        TextsRefused: it is missing or no TOML.
    """
    try:
        return read_toml(folder / f"{name}.toml")
    except OSError:
        raise TextsRefused(f"{name}.toml is missing in documents/letters/texts; put it back") from None
    except TomlUnreadable as refused:
        raise TextsRefused(f"{name}.toml cannot be read: it {refused.words}") from None


def _letter(name: str, found: Mapping[str, Any]) -> LetterText:
    lacking = [part for part in ("code", "name", "version", "source", "subject", "opening", "closing") if part not in found]
    if lacking:
        raise TextsRefused(f"{name}.toml lacks {', '.join(lacking)}; put it back as in the version before")
    text = LetterText(
        code=found["code"],
        name=found["name"],
        version=str(found["version"]),
        source=found["source"],
        needs=tuple(found.get("needs", ())),
        subject=found["subject"],
        opening=tuple(found["opening"]),
        statutory=tuple(found.get("statutory", ())),
        closing=tuple(found["closing"]),
    )
    for paragraph in (text.subject, *text.opening, *text.statutory, *text.closing):
        _check_fields(name, paragraph)
    return text


def _check_fields(name: str, paragraph: str) -> None:
    try:
        fields = {field for _, field, _, _ in string.Formatter().parse(paragraph) if field is not None}
    except ValueError:
        raise TextsRefused(f"{name}.toml has a brace without its partner; write fields as {{bedrag}}") from None
    unknown = fields - FIELDS
    if unknown:
        raise TextsRefused(f"{name}.toml uses {', '.join(sorted(unknown))}; a letter fills only {', '.join(sorted(FIELDS))}")

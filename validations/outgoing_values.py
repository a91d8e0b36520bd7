"""What one cell of an outgoing file may be: a named rule and a test for each kind of column.

Belongs here: tests on single values and on the cells of one line together. Does not belong here: which columns there
are and in what order (outgoing.py). A test gets any value whatever and must not raise; an empty cell is None and is
judged by the column being required, not here.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from datetime import date, datetime
from decimal import Decimal

import pandas as pd

POSTCODE = re.compile(r"[1-9][0-9]{3}(?!SA|SD|SS)[A-Z]{2}")
HOUSE_NUMBER = re.compile(r"[0-9]+")
BLANKS = " \t\r\n\xa0"
# Text goes out as the source has it, a tab or line break inside it included: a cell of either format can hold those.
# Other control characters and separators some readers break a line at; lone surrogates and non-characters cannot be written.
WRITABLE_BREAKS = str.maketrans("", "", "\t\n\r")
UNWRITABLE = frozenset({"Cc", "Cs", "Zl", "Zp"})
NON_CHARACTERS = frozenset({"\ufffe", "\uffff"})
LONGEST_TEXT = 1000
MOST_MONTHS = 12 * 9999  # as far as dates go: a due date of 1900 in the source must not keep a whole file back
# Far above any rent debt, and still exact to the cent as the binary number that a workbook's cell holds.
LARGEST_AMOUNT = Decimal("9999999999.99")

MESSAGES = ("opschorten", "hervatten")
REASONS = {
    "opschorten": frozenset({"hulp geaccepteerd"}),
    "hervatten": frozenset({"opschorting verstreken", "nieuwe achterstand"}),
}


def is_text(value: object) -> bool:
    return type(value) is str


def _if_text(accepts: Callable[[str], bool]) -> Callable[[object], bool]:
    """A test that leaves what is no text to the rule `not_text`, so that one mistake is named once."""
    return lambda value: type(value) is not str or accepts(value)


def has_content(value: str) -> bool:
    return value != ""


def is_trimmed(value: str) -> bool:
    return value == value.strip(BLANKS)


def is_writable(value: str) -> bool:
    rest = value.translate(WRITABLE_BREAKS)
    return rest.isprintable() or not any(unicodedata.category(sign) in UNWRITABLE or sign in NON_CHARACTERS for sign in rest)


def is_short(value: str) -> bool:
    return len(value) <= LONGEST_TEXT


def is_months(value: object) -> bool:
    return type(value) is int and 1 <= value <= MOST_MONTHS


def is_amount(value: object) -> bool:
    """Euros as a Decimal with exactly two decimals, above zero. A float is never money."""
    return (
        type(value) is Decimal and value.is_finite() and value.as_tuple().exponent == -2 and Decimal(0) < value <= LARGEST_AMOUNT
    )


def is_date(value: object) -> bool:
    return isinstance(value, date) and not isinstance(value, datetime)


TEXT: Mapping[str, Callable[[object], bool]] = {
    "not_text": is_text,
    "empty_text": _if_text(has_content),
    "not_trimmed": _if_text(is_trimmed),
    "control_character": _if_text(is_writable),
    "too_long": _if_text(is_short),
}


def _matching(rule: str, pattern: re.Pattern[str]) -> Mapping[str, Callable[[object], bool]]:
    return {"not_text": is_text, rule: _if_text(lambda value: pattern.fullmatch(value) is not None)}


CHECKS: Mapping[str, Mapping[str, Callable[[object], bool]]] = {
    "text": TEXT,
    "postcode": _matching("not_a_postcode", POSTCODE),
    "house_number": _matching("not_a_house_number", HOUSE_NUMBER),
    "months": {"not_whole_months": is_months},
    "amount": {"not_an_amount": is_amount},
    "date": {"not_a_date": is_date},
    "message": {"not_a_message": lambda value: value in MESSAGES},
    "reason": {"not_a_reason": lambda value: any(value in reasons for reasons in REASONS.values() if is_text(value))},
}


def agrees_until(lines: pd.DataFrame) -> pd.Series:
    """Per line of a hold notice: a pause has an end, a resumption has none."""
    return (lines["Bericht"] == "opschorten") == lines["Tot"].notna()


def agrees_reason(lines: pd.DataFrame) -> pd.Series:
    """Per line of a hold notice: the reason belongs to its message."""
    pairs = zip(lines["Bericht"], lines["Reden"], strict=True)
    known = [not is_text(message) or reason in REASONS.get(message, {reason}) for message, reason in pairs]
    return pd.Series(known, index=lines.index, dtype=bool)


ADVICE: Mapping[str, str] = {
    "contract_broken": "The lines do not have the form of the contract; look at the export model.",
    "unexpected_column": "Only the contract's columns may leave; take the column out of the export model.",
    "missing_column": "Put the column back into the export model.",
    "wrong_order": "Put the export model's columns in the contract's order.",
    "column_twice": "Each column stands in the file once; take the second out of the export model.",
    "required_cell_empty": "Such a lease must have been blocked as incomplete; look at the decision model.",
    "not_text": "The export model must give text or nothing.",
    "empty_text": "An empty cell is NULL in the export model.",
    "not_trimmed": "Take the blanks at its ends away in staging.",
    "control_character": "Take control characters out of the source's text.",
    "too_long": f"Texts are at most {LONGEST_TEXT} characters; look at the source.",
    "not_a_postcode": "A postcode is four digits not starting with 0 and two capitals other than SA, SD, SS: 1234AB.",
    "not_a_house_number": "A house number is digits only; additions have a column of their own.",
    "not_whole_months": f"Months are a whole number from 1 to {MOST_MONTHS}.",
    "not_an_amount": "An amount is an exact decimal above zero with two decimals, never a binary float.",
    "not_a_date": "The export model must give a date without a time.",
    "not_a_message": "A message is opschorten or hervatten.",
    "not_a_reason": "A reason is hulp geaccepteerd, opschorting verstreken or nieuwe achterstand.",
    "until_does_not_fit_message": "Opschorten has an end date, hervatten has none.",
    "reason_does_not_fit_message": "Hulp geaccepteerd belongs to opschorten, the other reasons to hervatten.",
    "optional_field_not_agreed": "The landlord did not agree to this field; the column must be empty for its leases.",
}

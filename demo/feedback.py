"""The word of a made-up municipality: feedback files as they come from a desk.

Belongs here: writing a lifelike file about lines that were delivered. Does not belong here: reading or matching it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

from exports.ground.files import write_atomically

Line = Mapping[str, object]
TITLES = ("Achternaam", "Postcode", "Huisnummer", "Huisnummer toevoeging", "Hulp geaccepteerd", "Datum")
ACCEPTED_SHARE, NOT_PICKED_UP_SHARE = 0.07, 0.17  # of all signals, Divosa 2023
BYTE_ORDER_MARK = "\ufeff"


def feedback_file(
    path: Path, accepted: Sequence[tuple[Line, date]], declined: Sequence[tuple[Line, date]] = (), as_typed: bool = True
) -> Path:
    """Write a feedback file: semicolons, UTF-8 with BOM, CRLF, one row per line; `ja` for accepted, `nee` for declined.

    Args:
        path: where the file goes, such as `inbox/terugkoppeling_2026-11-03.csv`; it replaces what is there.
        accepted: delivered lines (last_name, postcode, house_number, house_number_suffix) with the acceptance date.
        declined: the same for tenants who declined. A municipality has no ground to send these; some do.
        as_typed: write as people do: capitals, spaces in postcodes, dates the Dutch way. All of it fits the delivered
            line all the same. False writes the values as they were delivered.
    """
    answers = [(line, on, "ja") for line, on in accepted] + [(line, on, "nee") for line, on in declined]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=";", lineterminator="\r\n")
    writer.writerow(TITLES)
    writer.writerows(_row(number, *answer, as_typed) for number, answer in enumerate(answers))
    write_atomically(path, (BYTE_ORDER_MARK + text.getvalue()).encode())
    return path


def demo_feedback(path: Path, lines: Sequence[Line], delivered_on: date, as_of: date, seed: int = 2026) -> Path:
    """A month's feedback about `lines`, dated in (delivered_on, as_of]: as in the country about 7 % accepted help (Divosa, 2023);
    of about 17 % comes a `nee`, which stands for "not picked up"; the rest is not answered.

    The same arguments give the same file. Raises ValueError where `as_of` is not after `delivered_on`.
    """
    span = (as_of - delivered_on).days
    if span < 1:
        raise ValueError("feedback comes after the delivery: as_of has to be later than delivered_on")
    rng = Random(f"{seed}/feedback")
    answers = [(line, delivered_on + timedelta(days=rng.randint(1, min(span, 28)))) for line in lines]
    rng.shuffle(answers)
    heard = round(ACCEPTED_SHARE * len(lines))
    accepted, declined = answers[:heard], answers[heard : heard + round(NOT_PICKED_UP_SHARE * len(lines))]
    return feedback_file(path, accepted, declined)


def _row(number: int, line: Line, on: date, answer: str, as_typed: bool) -> list[str]:
    name, postcode = str(line["last_name"]), str(line["postcode"])
    suffix = str(line.get("house_number_suffix") or "")
    day = on.isoformat()
    if as_typed and number % 3 == 1:
        name, postcode, answer = _in_capitals(name), f"{postcode[:4]} {postcode[4:]}", answer.capitalize()
    if as_typed and number % 3 == 2:
        postcode, day, answer = postcode.lower(), f"{on:%d-%m-%Y}", answer.upper()
    return [name, postcode, str(line["house_number"]), suffix, answer, day]


def _in_capitals(name: str) -> str:
    """The name in capitals, unless capitals would make it another name: a Turkish dotless i does not come back."""
    return name.upper() if name.upper().casefold() == name.casefold() else name

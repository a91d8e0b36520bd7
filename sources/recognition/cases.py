"""Cases in the hands of a bailiff whose own list says too that he reported a tenant to the municipality.

Belongs here: seeing that column of days, and the second block that it needs. Does not belong here: lists of reports alone
(sheets.py), or when a list is one of cases (others.py).

Nothing of it is certain: whether he reported, or we did, a person is asked.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sources.words.blocks import LIKELY, Block, Choice
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

TO_OR_BY = frozenset({"agency", "by", "municipality", "municipality_code_word"})
WHO_REPORTED = "heeft de deurwaarder zelf gemeld, op de dag die hier staat? is het uw eigen melding, haal dit blok dan weg"
NUMBERS = {"lease_id": "lease_id", "agency_id": "reported_by"}


def with_own_reports(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and one of reports by others for each list of cases that has a day of those, where no other list gives them."""
    found = list(blocks)
    if any(block.table == "reported_elsewhere" for block in blocks):
        return found
    return found + [each for block in blocks if block.table == "collection_cases" and (each := _reports(block)) is not None]


def _reports(block: Block) -> Block | None:
    taken = {choice.profile.place for choice in block.choices.values()}
    days = [each for each in block.layout.columns if each.date_kind and each.place not in taken and _is_of_a_report(each)]
    if len(days) != 1 or not NUMBERS.keys() <= block.choices.keys():
        return None
    choices = {to: replace(block.choices[name], column=to, certainty=LIKELY) for name, to in NUMBERS.items()}
    choices["reported_on"] = Choice(
        "reported_on", days[0], LIKELY, Evidence((f"{days[0].filled} van {block.layout.rows} dossiers",))
    )
    return replace(block, table="reported_elsewhere", choices=choices, without=days[0].title, asked=WHO_REPORTED)


def _is_of_a_report(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    is_his = said == {"agency", "by", "date"}  # `VS door GDW d.d.`
    return is_his or ("reported" in said and bool(said & TO_OR_BY))

"""Columns that need no question because no reading of them reports anybody: the number of a letter, the file that it is kept in,
who received an objection; and a desk or field whose every cell is one word of a closed list.

Belongs here: calling such a choice certain. Does not belong here: titles on which it depends whether somebody is reported, which
are certain by title, cells and list alone (agreed.py), or by what other lists hold (proved.py).

What the choice is must still be plain: a title that speaks of it and of nothing else, or a number of its own on each line. What
the list as a whole may be is asked as before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from sources.words.blocks import SURE, Block, Choice
from sources.words.choices import ANOTHER_KEY
from sources.words.closed import is_closed
from sources.words.evidence import EMPTY, FREE_TEXT, meaning_of, names_of
from sources.words.needs import is_pointed_by_parts
from sources.words.notes import OF_ANOTHER
from sources.words.profile import ENOUGH, Profile
from sources.words.titles import concepts_of
from sources.words.ways import is_named, is_only_of

# Table -> the number of each of its rows: nothing but the row itself is known by it.
OWN_NUMBERS: Mapping[str, str] = {
    "collection_actions": "action_id", "objections": "objection_id", "payment_arrangements": "arrangement_id",
    "eviction_notices": "notice_id", "collection_cases": "case_id", "municipality_agreements": "agreement_id",
    "mandates": "mandate_id",
}  # fmt: skip
REACHED = frozenset(("tenants", name) for name in ("phone_1", "phone_2", "phone_3", "email"))
NO_NUMBER = frozenset(
    {"name", "contract", "tenant", "unit", "landlord", "complex", "amount", "agency"}
)  # what another number is of
OF_AGENCY = frozenset({"agency", "nr", "name", "by", "reported"})
OF_DOCUMENT = frozenset({"reference", "letter", "voucher", "nr", "action", "name"})
OF_REFERENCE = frozenset({"agency", "case", "nr", "reference"})
OF_NAME = frozenset({"name", "municipality", "landlord", "entity"})


def with_harmless(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, in which a choice is certain that is plain and that nobody can be reported by."""
    numbers = {
        (id(each.sheet), each.choices[name].profile.place, each.table) for each in blocks if (name := _own(each)) in each.choices
    }
    tables = Counter((sheet, place) for sheet, place, _ in numbers)
    twice = {number for number, count in tables.items() if count > 1}  # of which it is, is not known
    return [
        replace(
            block,
            choices={
                name: replace(each, certainty=SURE)
                if _is_known(block) and (id(block.sheet), each.profile.place) not in twice and _needs_no_question(block, each)
                else each
                for name, each in block.choices.items()
            },
        )
        for block in blocks
    ]


def _is_known(block: Block) -> bool:
    """Whether anything of a list is certain: of one that is known by parts of words only, or asked as a whole, all is asked."""
    if block.asked or is_pointed_by_parts(block.table, block.sheet):
        return False
    return any(each.certainty == SURE or OF_ANOTHER in each.why.doubts for each in block.choices.values())


def _own(block: Block) -> str:
    return OWN_NUMBERS.get(block.table, "")


def _needs_no_question(block: Block, choice: Choice) -> bool:
    if choice.certainty == SURE or choice.part or choice.profile.title in block.lookups:
        return False
    if not choice.profile.filled:  # where a tenant may be reached one day: the title says of what it is
        return (block.table, choice.column) in REACHED and choice.why.doubts == (EMPTY,) and _is_own_title(block, choice)
    if _own(block) == choice.column:
        return not {*choice.why.doubts} - {OF_ANOTHER, ANOTHER_KEY} and _is_own_number(block, choice.profile)
    rule = _RULES.get((block.table, choice.column))
    return rule is not None and rule(block, choice)


def _is_own_title(block: Block, choice: Choice) -> bool:
    title = choice.profile.title
    return is_named(title, block.table, choice.column) and is_only_of(title, block.table, choice.column)


def _is_own_number(block: Block, profile: Profile) -> bool:
    """Whether each line has a number of its own there, which is that of nothing else."""
    is_of_each = profile.distinct == profile.filled == block.layout.rows and profile.share("code") >= ENOUGH
    others = (each.profile.place for name, each in block.choices.items() if name != _own(block))
    is_number = is_of_each and not profile.date_kind and profile.place not in others
    is_contract = block.table == "municipality_agreements"  # what a municipality signed is one too
    return is_number and not concepts_of(profile.title) & (NO_NUMBER - {"contract"} if is_contract else NO_NUMBER)


def _is_closed(block: Block, choice: Choice) -> bool:
    """Whether the only column of such words holds nothing else: what was so before, say, would be another."""
    rivals = [each for each in block.layout.columns if each.place != choice.profile.place and is_closed(choice.column, each)]
    return _is_titled(choice) and not rivals and is_closed(choice.column, choice.profile)


def _says_who_received(_: Block, choice: Choice) -> bool:
    """Whether each cell says at whom an objection came in: it stops a report wherever that was."""
    return _is_titled(choice) and all(meaning_of("received_by", choice.profile.said(text)) for text in choice.profile.texts)


def _is_document(_: Block, choice: Choice) -> bool:
    return _has_no_doubt(choice) and _says_only(choice, OF_DOCUMENT)


def _is_agency(block: Block, choice: Choice) -> bool:
    doubts = {*choice.why.doubts} - {OF_ANOTHER, names_of(choice.profile)}
    return not doubts and _says_only(choice, OF_AGENCY) and not _has_another(block, choice, OF_AGENCY, {"agency"})


def _is_reporter(block: Block, choice: Choice) -> bool:
    said = concepts_of(choice.profile.title)
    return (said == {"by", "reported"} and _has_no_doubt(choice)) or ("agency" in said and _is_agency(block, choice))


def _is_their_number(block: Block, choice: Choice) -> bool:
    """Whether the number is the agency's: its title names the agency, and the number of ours has a title of its own."""
    has_ours = "case_id" in block.choices and block.choices["case_id"].profile.place != choice.profile.place
    is_theirs = "agency" in concepts_of(choice.profile.title) and _says_only(choice, OF_REFERENCE) and _has_no_doubt(choice)
    is_theirs = is_theirs and has_ours
    return is_theirs and not _has_another(block, choice, OF_REFERENCE, {"agency", "case"}, {"agency", "reference"})


def _is_name(block: Block, choice: Choice) -> bool:
    is_text = choice.profile.share("words") >= ENOUGH and _has_no_doubt(choice) and choice.why.fit == choice.why.of
    return is_text and _says_only(choice, OF_NAME) and not _has_another(block, choice, OF_NAME, {"name"}, {"landlord"})


def _is_titled(choice: Choice) -> bool:
    return not {*choice.why.doubts} - {OF_ANOTHER, FREE_TEXT}


def _has_no_doubt(choice: Choice) -> bool:
    return not {*choice.why.doubts} - {OF_ANOTHER}


def _says_only(choice: Choice, concepts: frozenset[str]) -> bool:
    """Whether the title says one of these and nothing else."""
    said = concepts_of(choice.profile.title)
    return bool(said) and said <= concepts


def _has_another(block: Block, choice: Choice, of: frozenset[str], *wanted: set[str]) -> bool:
    """Whether another filled column speaks of the same."""
    others = (each for each in block.layout.columns if each.place != choice.profile.place and each.filled and not each.date_kind)
    said = [concepts_of(each.title) for each in others]
    return any(each <= of and any(one <= each for one in wanted) for each in said)


_RULES: Mapping[tuple[str, str], Callable[[Block, Choice], bool]] = {
    ("collection_actions", "document_ref"): _is_document,
    ("objections", "received_by"): _says_who_received,
    ("collection_cases", "agency_id"): _is_agency,
    ("collection_cases", "agency_reference"): _is_their_number,
    ("reported_elsewhere", "reported_by"): _is_reporter,
    ("municipality_agreements", "system"): _is_closed,
    ("optional_field_agreements", "field"): _is_closed,
    ("municipalities", "name"): _is_name,
    ("landlords", "name"): _is_name,
}

"""Cases in the hands of a bailiff whose own list says too that he reported a tenant to the municipality.

Belongs here: seeing that column of days, the second block that it needs, and whose list it is: ours, or the one that he sends.
Does not belong here: lists of reports alone (sheets.py), or when a list is one of cases (others.py).

Nothing of it is certain: whether he reported, or we did, a person is asked.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import replace

from sources.guards.said_of_lists import speaks_of
from sources.words.blocks import LIKELY, SURE, Block, Choice
from sources.words.names import quoted
from sources.words.notes import Evidence
from sources.words.parts import letters
from sources.words.profile import Profile, cell_of, shape_of
from sources.words.titles import concepts_of

BY_ANOTHER = frozenset({"agency", "by"})
TO_OR_BY = frozenset({"agency", "by", "municipality", "municipality_code_word"})
WHO_REPORTED = (
    "heeft het bureau of de deurwaarder zelf gemeld bij de gemeente, op de dag onder {}? is het uw eigen melding, haal dit blok "
    "dan weg"
)
NOT_GIVEN = frozenset({"never", "user", "due", "planned", "reported", "eviction", "announced", "end", "closed", "withdrawn"})
GIVEN = "een lijst van wat een bureau heeft; deze titel is daarnaar gelezen"
NUMBERS = {"lease_id": "lease_id", "agency_id": "reported_by"}
UNDONE = frozenset({"withdrawn", "closed", "cancelled"})
BY_CODE = "naast zijn naam staat ook zijn code"
CODE = re.compile(r"[A-Z0-9][A-Z0-9_./-]*")  # of an agency: `DW-LOK`, `C0012`, and no word
OF_A_CODE = frozenset({"nr", "creditor", "agency", "entity", "account"})  # what its title may say
SEVERAL = 2  # agencies
ONLY = Evidence(("elk bureau schrijft dit nummer op zijn manier",))
THEIRS = Evidence(("in een lijst van de deurwaarder is dit zijn nummer",))
OURS = re.compile(r"^(uw|your)\b|\b(opdrachtgever|client|cliente)\b")  # as he calls what is ours
PARTNER = re.compile(r"partner")
OF_NUMBER = frozenset({"nr", "case", "reference"})
OF_PARTNER = Evidence(("zo heet het incassobureau in deze lijst",))
OF_TWO = Evidence(("wat de lijst 'uw' noemt is van u, het andere nummer van de deurwaarder of het incassobureau",))


def with_own_reports(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and one of reports by others for each list of cases that has a day of those, where no other list gives them. In
    the list that a bailiff sends the reference is our contract, and the number of the case is his.
    """
    blocks = [_with_number_of_partner(block) for block in blocks]
    found = [_with_his_number(block) if _is_his_list(block) else _with_only_number(_with_our_number(block)) for block in blocks]
    found = [_without_end_of_case(_by_code(_as_reports_call(block, blocks), blocks), blocks) for block in found]
    if any(block.table == "reported_elsewhere" for block in blocks):
        return found
    return found + [each for block in found if block.table == "collection_cases" and (each := _reports(block)) is not None]


def with_cases_beside_reports(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and the cases of a list that says whom an agency reported and has one day more on each line: that on which the
    case was given to it. Where no other list gives cases. What the list says of the case is nothing else's then.
    """
    reports = [each for each in blocks if each.table == "reported_elsewhere"]
    cases = [] if any(block.table == "collection_cases" for block in blocks) else [_cases(each, blocks) for each in reports]
    found = next((each for each in cases if each is not None), None)
    if found is None:
        return list(blocks)
    own = {each.profile.place for name, each in found.choices.items() if name in ("ended_on", "case_id")}
    others = [_without(each, own) if each.sheet is found.sheet else each for each in blocks]
    return [*others, found]


def _without(block: Block, places: Collection[int]) -> Block:
    return replace(block, choices={name: each for name, each in block.choices.items() if each.profile.place not in places})


def _cases(reports: Block, blocks: Sequence[Block]) -> Block | None:
    lease, agency = reports.choices.get("lease_id"), reports.choices.get("reported_by")
    if lease is None or agency is None or reports.lookups or "agency" not in concepts_of(agency.profile.title):
        return None
    here = [each for each in blocks if each.sheet is reports.sheet]
    days = [each for each in reports.left if each.date_kind and all(each in block.left for block in here)]
    days = [each for each in days if each.filled >= reports.layout.rows and not concepts_of(each.title) & NOT_GIVEN]
    if len(days) != 1:
        return None
    closed = [each for each in reports.layout.columns if "closed" in concepts_of(each.title) <= {"closed", "case", "date"}]
    numbers = [each for each in reports.layout.columns if _is_number_of_case(each, reports)]
    found = {"handed_over_on": days[0]} | ({"ended_on": closed[0]} if len(closed) == 1 else {})
    found |= dict.fromkeys(("case_id", "agency_reference"), numbers[0]) if len(numbers) == 1 else {}
    given = {"lease_id": replace(lease, certainty=LIKELY), "agency_id": replace(agency, column="agency_id", certainty=LIKELY)}
    choices = given | {name: Choice(name, each, LIKELY, Evidence((GIVEN,))) for name, each in found.items()}
    return replace(reports, table="collection_cases", choices=choices, without="", asked="")


def _by_code(block: Block, blocks: Sequence[Block]) -> Block:
    """The cases by the code of each agency, where one stands beside its name; by the name where a list of reports does not name
    that code, which is then asked.
    """
    agency = block.choices.get("agency_id")
    if block.table != "collection_cases" or agency is None or "name" not in concepts_of(agency.profile.title):
        return block
    codes = [each for each in block.left if _is_code_of(each, agency.profile, block)]
    if len(codes) != 1:
        return block
    chosen = replace(agency, certainty=LIKELY, why=agency.why.but(BY_CODE))
    if not any("reported_by" in each.choices for each in blocks):
        chosen = Choice("agency_id", codes[0], LIKELY, Evidence((BY_CODE,)))
    return replace(block, choices={**block.choices, "agency_id": chosen})


def _is_code_of(code: Profile, name: Profile, block: Block) -> bool:
    """Whether each name has a code of its own there, below a title that says nothing else."""
    said = {each for each in concepts_of(code.title) if not each.startswith("?")}
    if said - OF_A_CODE or code.date_kind or not all(CODE.fullmatch(text) for text in code.texts):
        return False
    pairs = {(cell_of(row, code), cell_of(row, name)) for row in block.rows if cell_of(row, name)}
    return 1 < len(pairs) == code.distinct == name.distinct


def _as_reports_call(block: Block, blocks: Sequence[Block]) -> Block:
    """The cases with the number of each agency by which the list of reports names who reported, where what was chosen is his name
    there: only so it is seen that he has the case himself.
    """
    named = [each.choices["reported_by"].profile for each in blocks if each.table == "reported_elsewhere" and
             "reported_by" in each.choices and each.sheet is not block.sheet]  # fmt: skip
    agency = block.choices.get("agency_id")
    if block.table != "collection_cases" or len(named) != 1 or agency is None or {*named[0].texts} & {*agency.profile.texts}:
        return block
    having = [each for each in block.left if {*named[0].texts} <= {*each.texts} and not each.date_kind]
    having = [each for each in having if "name" not in concepts_of(each.title)]  # never a name for a number
    if len(having) != 1:
        return block
    why = Evidence(("zo noemt de lijst van meldingen door anderen hem ook",))
    return replace(block, choices={**block.choices, "agency_id": Choice("agency_id", having[0], LIKELY, why)})


def _without_end_of_case(block: Block, blocks: Sequence[Block]) -> Block:
    """The reports of a list of cases without the day on which a case was closed: the report may stand longer than that."""
    end = block.choices.get("ended_on")
    if block.table != "reported_elsewhere" or end is None or "reported" in concepts_of(end.profile.title) or block.only:
        return block  # of lines of its own no case is closed
    cases = [each for each in blocks if each.table == "collection_cases" and each.sheet is block.sheet]
    places = [each.choices["ended_on"].profile.place for each in cases if "ended_on" in each.choices]
    if end.profile.place not in places:
        return block
    return replace(block, choices={name: each for name, each in block.choices.items() if name != "ended_on"})


def _is_his_list(block: Block) -> bool:
    """Whether a list of cases names our contract as a reference, `Uw kenmerk`, beside a number of its own."""
    lease = block.choices.get("lease_id")
    if block.table != "collection_cases" or lease is None or "case_id" not in block.choices:
        return False
    own = next((each for each in block.layout.columns if each.place == lease.profile.place), lease.profile)
    return concepts_of(own.title) == {"reference"}


def _with_his_number(block: Block) -> Block:
    case, reference = block.choices["case_id"], block.choices.get("agency_reference")
    if reference is not None and reference.profile.place != block.choices["lease_id"].profile.place:
        return block
    his = replace(case, column="agency_reference", certainty=LIKELY, why=THEIRS)
    return replace(block, choices={**block.choices, "agency_reference": his})


def _with_our_number(block: Block) -> Block:
    """The cases of a list that somebody sends us, which calls what is ours `Uw`: `Uw kenmerk` beside `Uw contractnummer` is our
    number of the case, and the one that is not ours is his.
    """
    ours = [each for each in block.layout.columns if OURS.search(letters(each.title))]
    lease = block.choices.get("lease_id")
    if block.table != "collection_cases" or lease is None or lease.profile.title in block.lookups or not ours:
        return block
    numbers = [each for each in block.layout.columns if _is_number_of_case(each, block) and each.place != lease.profile.place]
    own = [each for each in numbers if each in ours]
    his = [each for each in numbers if each not in ours]
    if len(own) != 1 or len(his) > 1:
        return block
    found = {"case_id": own[0]} | ({"agency_reference": his[0]} if his else {})
    others = {name: each for name, each in block.choices.items() if all(each.profile is not one for one in found.values())}
    return replace(block, choices={**others, **{name: Choice(name, each, LIKELY, OF_TWO) for name, each in found.items()}})


def _is_number_of_case(profile: Profile, block: Block) -> bool:
    """Whether each line has a number of its own there, below a title that speaks of a case or a reference and of nobody."""
    said = {each for each in concepts_of(profile.title) if not each.startswith("?")}
    is_own = profile.distinct == profile.filled >= block.layout.rows and not profile.date_kind
    said -= {"landlord", "tenant"} if OURS.search(letters(profile.title)) else set()
    return is_own and bool(said & {"case", "reference"}) and said <= {"case", "reference", "nr", "agency"}


def _with_number_of_partner(block: Block) -> Block:
    """The cases with the number of the partner, `Dossiernr partner`, where the agency is called so: `Incassopartner`."""
    agency = block.choices.get("agency_id")
    if block.table != "collection_cases" or agency is None or not PARTNER.search(letters(agency.profile.title)):
        return block
    numbers = [each for each in block.left if PARTNER.search(letters(each.title)) and concepts_of(each.title) & OF_NUMBER]
    numbers = [each for each in numbers if each.filled and each.distinct == each.filled and not each.date_kind]
    own = block.choices.get("agency_reference")
    if len(numbers) != 1 or (own is not None and own.certainty == SURE):
        return block
    return replace(
        block, choices={**block.choices, "agency_reference": Choice("agency_reference", numbers[0], LIKELY, OF_PARTNER)}
    )


def _with_only_number(block: Block) -> Block:
    """The cases by the only number that their list has for them, where each agency writes its own way: it is the agency's."""
    case, agency = block.choices.get("case_id"), block.choices.get("agency_id")
    if block.table != "collection_cases" or case is None or agency is None or "agency_reference" in block.choices:
        return block
    if case.part or agency.part or agency.profile.title in block.lookups:
        return block
    written: dict[str, set[str]] = {}
    for row in block.rows:
        if (who := cell_of(row, agency.profile)) and (number := cell_of(row, case.profile)):
            written.setdefault(who, set()).add(shape_of(number))
    shapes = [shape for each in written.values() for shape in each]
    if len(written) < SEVERAL or len(shapes) > len({*shapes}):
        return block
    theirs = replace(case, column="agency_reference", certainty=LIKELY, why=ONLY)
    return replace(block, choices={**block.choices, "agency_reference": theirs})


def _reports(block: Block) -> Block | None:
    """Reports of a list; by whom is asked where no title names him, as in his own list, or in one that is named after him."""
    taken = {choice.profile.place for choice in block.choices.values()}
    is_his = _is_his_list(block)
    agency = block.choices.get("agency_id")
    is_partner = agency is not None and bool(PARTNER.search(letters(agency.profile.title)))
    days = [each for each in block.layout.columns if each.date_kind and each.place not in taken]
    days = [each for each in days if _is_of_a_report(each, is_his) or (is_partner and _is_by_a_partner(each))]
    begun = [each for each in days if not concepts_of(each.title) & UNDONE]
    begun = [each for each in begun if "end" not in concepts_of(each.title)] or begun  # but `Reported to the council`
    undone = [each for each in days if each not in begun]
    undone = undone or [each for each in block.layout.columns if not each.filled and each.place not in taken and _is_undone(each)]
    if len(begun) != 1 or not (is_his or "lease_id" in block.choices):
        return None
    if not (is_his or "agency_id" in block.choices or concepts_of(begun[0].title) & BY_ANOTHER):  # it may be our own report
        return None
    numbers = {to: block.choices[name] for name, to in NUMBERS.items() if name in block.choices}
    choices = {to: replace(each, column=to, certainty=LIKELY) for to, each in numbers.items()}
    found = {"reported_on": begun[0]} | ({"ended_on": undone[0]} if len(undone) == 1 else {})
    for name, day in found.items():
        choices[name] = Choice(name, day, LIKELY, Evidence((f"{day.filled} van {block.layout.rows} dossiers",)))
    return replace(
        block,
        table="reported_elsewhere",
        choices=choices,
        without=begun[0].title,
        asked=WHO_REPORTED.format(quoted(begun[0].title)),
    )


def _is_undone(profile: Profile) -> bool:
    """Whether a title, with no cell yet, is that of the day on which a report is withdrawn: `Melding ingetrokken`."""
    said = concepts_of(profile.title)
    return "reported" in said and bool(said & UNDONE)


def _is_by_a_partner(profile: Profile) -> bool:
    """Whether a title says that a partner reported, where the agency is called so: `Partner heeft gemeld op`."""
    return bool(PARTNER.search(letters(profile.title))) and "reported" in concepts_of(profile.title)


def _is_of_a_report(profile: Profile, is_his: bool) -> bool:
    said = concepts_of(profile.title)
    is_named = said == {"agency", "by", "date"}  # `VS door GDW d.d.`
    is_named = is_named or speaks_of("reported_elsewhere", profile.title)
    return is_named or ("reported" in said and (is_his or bool(said & TO_OR_BY)))

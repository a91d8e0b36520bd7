"""The files and sheets that gave none of our tables, once all else of a proposal is answered, in Dutch: set aside, or not.

Belongs here: what is shown of them, and what an answer changes. Does not belong here: why a sheet gives nothing
(sources/proposals/reasons.py), or what a run says of files that nothing reads (sources/files_not_read.py).
"""

from __future__ import annotations

from dataclasses import replace

from documents.check_words import TABLES
from documents.column_words import column_in_words
from documents.proposal_choices import Later, Reply, numbered, one_listed, some_of
from documents.proposal_codes import codes_of
from sources.proposals.answers import Proposal
from sources.proposals.chosen import TO_CHOOSE, chosen_as, lacking, titles_of
from sources.proposals.unknown import Unknown
from sources.words.blocks import Sheet
from sources.words.names import quoted
from sources.words.notes import SheetDraft

FEW = 6  # titles that say what a list is about
ASKED = (
    "Dit is niet herkend, en wordt niet gelezen. Zegt er iets van wie wat schuldig is, welke brieven gingen, of wie niet gemeld "
    "mag worden?"
)
NONE_OF_THESE = "iets anders: dat beschrijft u straks zelf in het bestand"
NO_SUCH_TITLE = {"0": "geen: deze lijst geeft dat niet"}
WITHOUT = "{} is zo niet te lezen als {}: er ontbreekt {}. Neem dat op in de export, of kies iets anders."
ANSWERS = "  0 = nee: zet {} opzij; of de nummers die er wel bij horen; Enter = later"


def in_words(proposal: Proposal) -> str:
    """What is shown of all that was not recognised."""
    return f"{ASKED}\n{numbered([_shown(each) for each in proposal.unknown])}"


def answered(proposal: Proposal, reply: Reply) -> Proposal:
    """The proposal that sets aside what a person says is of no matter, and reads what does matter as the table that he chooses;
    what is none of these stays named.

    Raises:
        Later: nothing was typed, or of none of them.
    """
    unknown = proposal.unknown
    answers = ANSWERS.format("dit" if len(unknown) == 1 else f"ze alle {len(unknown)}")
    none = {"0": "nee, zet alles opzij"}
    chosen = some_of(f"{in_words(proposal)}\n{answers}", len(unknown), reply, "die er wel bij horen", none=none)
    counting = [unknown[each] for each in chosen]
    start, left, later = proposal, list[Unknown](), list[Later]()
    proposal = proposal.with_aside([each for each in unknown if each not in counting])
    for each in counting:
        try:
            draft = _read_as(each, reply)
        except Later as said:
            left.append(each)
            later.append(said)
            continue
        proposal = proposal.with_sheet(draft) if draft is not None else proposal
    if len(left) == len(start.unknown):
        raise max(later, key=lambda each: bool(str(each)))
    proposal = replace(proposal, unknown=tuple(left))
    return replace(proposal, left=proposal.left | {in_words(proposal)}) if left else proposal


def _read_as(each: Unknown, reply: Reply) -> SheetDraft | None:
    """What a list gives of the table that a person says it is of, with the titles that he names; nothing where it is of none.

    Raises:
        Later: nothing was typed.
    """
    missing: list[str] = []
    table = _chosen(each, reply) if each.of is not None and each.reason.titles else ""
    while each.of is not None and table:
        said, missing = _titles_said(each, each.of, table, reply)
        if not missing:
            return chosen_as(each.of, table, said)
        what = " en ".join(column_in_words(table, column) for column in missing)
        table = _chosen(each, reply, WITHOUT.format(_name(each), TABLES[table], what))
    return None


def _titles_said(each: Unknown, sheet: Sheet, table: str, reply: Reply) -> tuple[dict[str, str], list[str]]:
    """The titles that a person says give what a table is known by; and what of that the list does not give."""
    titles, said = titles_of(sheet), dict[str, str]()
    while missing := lacking(sheet, table, said):
        left = [title for title in titles if title not in said.values()]
        asked = f"{TABLES[table].capitalize()}: welke titel van {_name(each)} zegt {column_in_words(table, missing[0])}?"
        typed = one_listed(asked, [quoted(title) for title in left], reply, NO_SUCH_TITLE)
        if typed == "0" or missing[0] in said:
            return said, missing
        said[missing[0]] = left[int(typed) - 1]
    return said, []


def _chosen(each: Unknown, reply: Reply, before: str = "") -> str:
    """The table that a person says a list is of, the likeliest first; nothing where it is none of those. `before`: what is said
    of what he chose before.
    """
    tables = sorted(TO_CHOOSE, key=lambda table: table != each.reason.table)
    asked = "\n".join(filter(None, (before, f"Wat is {_name(each)}?")))
    typed = one_listed(asked, [TABLES[table] for table in tables], reply, {"0": NONE_OF_THESE})
    return "" if typed == "0" else tables[int(typed) - 1]


def _name(each: Unknown) -> str:
    return f"{each.file}, blad {each.sheet}" if each.sheet else each.file


def _shown(each: Unknown) -> str:
    titles = ", ".join(map(quoted, each.reason.titles[:FEW]))
    more = " en meer" if len(each.reason.titles) > FEW else ""
    if each.codes is not None:
        return f"{_name(each)}: {titles}{more} (zegt misschien wat de codes in {codes_of(each.codes)} betekenen)"
    # What lacks more than one thing looks like nothing that a person would know it by.
    lacks = f" (lijkt op {TABLES[each.reason.table]}, zonder {each.reason.missing[0]})" if len(each.reason.missing) == 1 else ""
    return f"{_name(each)}: {titles or 'geen titels gevonden'}{more}{lacks}"

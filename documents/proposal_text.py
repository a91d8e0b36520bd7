"""A proposal written down: the first mapping file, and what a person must still do, in Dutch.

Belongs here: the text of both. Does not belong here: choosing (proposal.py), or what a mapping file may say
(mapping_rules.py). Words of a code list are shown, since a person must give them a meaning; other cells only as shapes.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from documents.check_words import TABLES as TABLES_NL
from documents.proposal_steps import steps_text
from sources.proposal import LIKELY, SURE, Block, Sheet
from sources.proposal_actions import ASK_ABOUT, NOT_THIS, lines_of_other_subjects
from sources.proposal_allocations import is_two_sided, skip_charges, two_sides
from sources.proposal_choices import rivals_of
from sources.proposal_codes import ask_what_for, code_list
from sources.proposal_evidence import HALF
from sources.proposal_ledger import ledger
from sources.proposal_log import add_later_lines
from sources.proposal_lookup import Seen, has_several
from sources.proposal_names import quoted
from sources.proposal_needs import points_to
from sources.proposal_part import Part, add_words, complete, ordered
from sources.proposal_profile import Layout, Profile
from sources.proposal_reasons import MOST_TITLES, why_not
from sources.proposal_step_blocks import contacts_beside, step_parts

HEAD = """\
# Voorstel van `vroegsignaal map`. Lees elke regel na: wat achter een titel staat, is waarom die gekozen is. Regels met een
# hekje ervoor gelden niet; haal het hekje weg waar het klopt. Uitleg: docs/nl/eerste-dag.md, "4. Lees het voorstel na".
confirmed = false  # zet dit op true als alles klopt; tot dan neemt een run niets uit dit bestand over
"""

# Table -> the column that says of a line of a wider list whether it is one.
ONE_IF_FILLED = {
    "objections": "received_on", "payment_arrangements": "agreed_on", "co_tenants": "tenant_id",
    "eviction_notices": "announced_on", "collection_cases": "handed_over_on", "reported_elsewhere": "reported_on",
    "municipality_agreements": "signed_on",
}  # fmt: skip
SHARED = ("co_tenants", "municipality_agreements")  # most lines of their lists may be without


def mapping_text(blocks: Sequence[Block]) -> str:
    """The mapping file that the proposal makes: TOML, with the evidence of each line behind it."""
    lines = [HEAD]
    for sheet in {id(block.sheet): block.sheet for block in blocks}.values():
        of_sheet = [block for block in blocks if block.sheet is sheet]
        layout = of_sheet[0].layout
        where = _where(of_sheet[0])
        on_lines = (
            "" if of_sheet[0].alike else f" op regel {_numbers(layout.total_lines)}"
        )  # of several files, no file's own lines
        total = f"; totalen{on_lines} worden overgeslagen" if layout.total_lines else ""
        lines += [f"# --- {where}: titels op regel {layout.title_row}, {layout.rows} regels{total}", ""]
        said = [line for block in of_sheet for part in _parts(block) for line in part.lines()]
        lines += said
        unused = [
            profile
            for profile in of_sheet[0].left
            if all(profile in block.left for block in of_sheet)
            and not any(quoted(profile.title) in line for line in said if not line.startswith("#"))
        ]
        lines += [line for table in dict.fromkeys(block.table for block in of_sheet) for line in _rivals(table, layout)]
        lines += [f"# niet gebruikt: {profile.title!r} (vorm: {' · '.join(profile.shapes) or 'leeg'})" for profile in unused]
        lines += _untitled_lines(layout)
        lines.append("")
    return "\n".join(lines)


def _where(block: Block) -> str:
    """The file, and its sheet with how many further ones of the same kind."""
    sheet = block.sheet
    others = len({each.sheet for each in block.alike} - {sheet.sheet})
    more = f" en {others} {'ander' if others == 1 else 'andere'}" if others else ""
    return f"{sheet.file}, blad {sheet.sheet}{more}" if sheet.sheet else sheet.file


def _rivals(table: str, layout: Layout) -> Iterator[str]:
    for column, titles in rivals_of(table, layout).items():
        said = " en ".join(map(quoted, titles))
        yield f"# kijk na: de delen van {said} zeggen allebei {table}.{column}; geen van beide is genomen: kies er een"


def _numbers(lines: Sequence[int]) -> str:
    return ", ".join(map(str, lines[:5])) + (" en meer" if len(lines) > 5 else "")


def _parts(block: Block) -> list[Part]:
    if block.table == "allocations" and is_two_sided(block):
        return two_sides(block)
    made = {"ledger_entries": ledger, "collection_actions": _actions}.get(block.table, _plain)
    return ask_what_for(made(block))


def _plain(block: Block) -> list[Part]:
    part = Part(block, block.remark)
    part.take_only()
    for choice in ordered(block):
        part.take(choice)
    add_words(part, block.choices.values())
    complete(part, {*block.choices})
    part.skip_lines_without(_may_be_empty(block))
    if block.table == "allocations":
        skip_charges(part)
    if block.table == "payment_arrangements":
        add_later_lines(part)
    if block.table == "collection_actions":
        skipped = lines_of_other_subjects(block)
        if skipped:
            part.skip_lines(skipped, NOT_THIS)
        else:
            part.settings.append(ASK_ABOUT)
    part.set_dates_of(block.choices.values())
    if block.table == "postcodes":
        part.settings.append('rows = "distinct"  # elk adres één keer')
    if block.table == "tenants" and "tenant_id" in block.choices and _comes_back(block.choices["tenant_id"].profile):
        part.settings.append('rows = "distinct"  # een huurder met twee contracten staat er twee keer in')
    if block.table == "leases" and _comes_back(block.choices["lease_id"].profile):
        part.settings.append('rows = "first"  # kijk na: een contract met twee huurders staat er twee keer in')
        return [part, *([_other_tenants(block)] if _has_other_tenants(block) else [])]
    return [part]


def _may_be_empty(block: Block) -> list[str]:
    """Columns without which a line says nothing of this table, where the list is about more than that: an objection beside each
    tenant who made one. In a list of objections an empty cell is one whose day is missing, which is refused.
    """
    asked = ONE_IF_FILLED.get(block.table, "")
    choice = block.choices.get(asked)
    if choice is None or choice.part or (block.table == "municipality_agreements" and "applied_on" in block.choices):
        return []
    days = choice.profile.filled - choice.profile.kinds["none"] * bool(choice.profile.date_kind)
    is_about_more = block.table in SHARED or (days < block.layout.rows * HALF and not points_to(block.table, block.sheet))
    return [asked] if 0 < days < block.layout.rows and is_about_more else []


def _has_other_tenants(block: Block) -> bool:
    """Whether a contract stands there with more than one tenant, and not only with more than one unit."""
    tenant = block.choices.get("tenant_id")
    if tenant is None:
        return True
    found = Seen((block.sheet, *block.alike), block.layout).pairs(block.choices["lease_id"].profile, tenant.profile)
    return has_several(found)


def _other_tenants(block: Block) -> Part:
    """The further lines of a contract: each is a co-tenant, who may object as the tenant may."""
    part = Part(block, "kijk na: de volgende regels van een contract zijn medehuurders", table="co_tenants")
    part.settings.append('rows = "rest"')
    for column in ("lease_id", "tenant_id"):
        if column in block.choices:  # what the lines are is not certain, so neither are their columns
            part.take(replace(block.choices[column], certainty=LIKELY))
    return part


def _comes_back(profile: Profile) -> bool:
    return profile.distinct < profile.filled


def _actions(block: Block) -> list[Part]:
    if not block.steps:
        return _plain(block)
    contacts = contacts_beside(block)
    further = _plain(contacts) if contacts else []
    for part in further:
        part.settings.append('skip_empty = ["performed_on"]  # een lege cel: er is er geen')
    return [*step_parts(block), *further]


def _unknown_lines(where: str, sheet: Sheet, blocks: Sequence[Block]) -> list[str]:
    """Why a sheet gives nothing: the titles that were seen, and what it lacks for the table that it looks like."""
    reason = why_not(sheet)
    lines = [f"{where}: niet herkend als een van onze tabellen, niet gebruikt"]
    if not reason.titles:
        return [*lines, "    er is geen regel gevonden met titels die wij kennen"]
    if means := code_list(sheet, blocks):
        return [lines[0].replace(", niet gebruikt", ""), f"    {means}"]
    more = " en meer" if len(reason.titles) > MOST_TITLES else ""
    lines.append(f"    titels: {', '.join(map(quoted, reason.titles[:MOST_TITLES]))}{more}")
    if reason.table:
        found = ", ".join(map(quoted, reason.found[:MOST_TITLES]))
        lacks = f", maar er ontbreekt: {'; '.join(reason.missing)}" if reason.missing else ", maar een andere lijst geeft die al"
        lines.append(f"    lijkt op {TABLES_NL[reason.table]} ({reason.table}) door {found}{lacks}")
    return lines


def _untitled_lines(layout: Layout) -> list[str]:
    """Columns that hold something below no title: nothing can take them, but for the only one."""
    names = [_letter(place) for place in layout.untitled]
    if not names:
        return []
    said = f"kolom {names[0]} heeft" if len(names) == 1 else f"de kolommen {', '.join(names)} hebben"
    return [f"# {said} geen titel en {'is' if len(names) == 1 else 'zijn'} wel gevuld: geef een titel als zij nodig zijn"]


def _letter(place: int) -> str:
    """The letter that Excel gives a column."""
    return (_letter(place // 26 - 1) if place >= 26 else "") + chr(ord("A") + place % 26)


def report_text(
    blocks: Sequence[Block],
    unread: Sequence[Sheet],
    present: Collection[str],
    target: str,
    text: str = "",
    lists: Sequence[str] = (),
) -> str:
    """What was found and what is left to do, in the order in which to do it. `text`: the mapping file that was proposed;
    `lists`: those in landing/exports/ that a person fills in.
    """
    lines = []
    for sheet in {id(block.sheet): block.sheet for block in blocks}.values():
        of_sheet = [block for block in blocks if block.sheet is sheet]
        sure = sum(choice.certainty == SURE for block in of_sheet for choice in block.choices.values())
        unsure = sum(len(block.choices) for block in of_sheet) - sure
        tables = ", ".join(dict.fromkeys(block.table for block in of_sheet))
        where = _where(of_sheet[0])
        left = len([profile for profile in of_sheet[0].left if all(profile in block.left for block in of_sheet)])
        lines.append(f"{where}: {of_sheet[0].layout.rows} regels, titels op regel {of_sheet[0].layout.title_row} → {tables}")
        lines.append(f"    {sure} kolommen zeker, {unsure} waarschijnlijk, {left} titels niet gebruikt")
    unknown = [f"{sheet.file}{f', blad {sheet.sheet}' if sheet.sheet else ''}" for sheet in unread]
    lines += [line for each, sheet in zip(unknown, unread, strict=True) for line in _unknown_lines(each, sheet, blocks)]
    lines += ["", f"Het voorstel staat in {target}.", ""]
    given = {block.table for block in blocks} | set(present)
    return "\n".join([*lines, steps_text(text, target, given, lists, unknown)])

"""`vroegsignaal map`: a first mapping file from a landlord system's own exports, and the lists that no system gives.

Belongs here: arguments, where the proposal and the lists go. Does not belong here: the proposal (sources/recognition,
sources/proposals), the lists themselves (sources/reading/own_lists.toml), or the words (documents/proposal_text.py).
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from documents.proposal_steps import ON_CBS, ON_NEEDED, absent_tables, lists_text, titles_of_lists
from exports.ground.files import ensure_dir, sha256_of, write_atomically
from exports.ground.home import Home
from orchestration import guards
from orchestration.cli import dutch
from orchestration.settings import Settings
from sources.reading.own_lists import DEATHS, OwnList, is_filled_in, is_own_list, lists_missing, own_lists
from sources.reading.rules import FOLDER
from validations.landing import TABLE_NAMES
from validations.toml_files import TomlUnreadable, read_toml
from validations.unreadable import Unreadable

if TYPE_CHECKING:
    from documents.proposal_text import Written
    from sources.proposals.answers import Proposal
    from sources.words.blocks import Block, Sheet
    from sources.words.notes import SheetDraft

FILE, SECOND = "mapping.toml", "mapping.voorstel.toml"


@dutch.command("map", short_help="Een eerste mapping uit uw eigen exports.")
@click.argument("files", nargs=-1, type=click.Path(exists=True, dir_okay=False, path_type=Path))
@dutch.option("--lists", is_flag=True, help="Zet ook lege lijsten klaar in landing/exports/, voor wat uw exports niet geven.")
@dutch.option("--ask", "asks", is_flag=True, help="Stelt de vragen een voor een, en zet uw antwoorden in het voorstel.")
def map_files(files: tuple[Path, ...], lists: bool, asks: bool) -> None:
    """Bekijkt FILES (zonder FILES: alles in landing/exports/) en schrijft een voorstel voor landing/mapping.toml.

    Er wordt niets overgenomen tot u het hebt nagelezen. Staat er al een mapping.toml waar u zelf in hebt gewerkt, dan komt het
    voorstel ernaast; met --lists, zonder FILES en zonder --ask komt er dan geen.
    """
    landing = ensure_dir(Home.at(Settings().home).landing)
    there = _in_mapping(landing / FILE)
    if files or asks or not (lists and there):
        _propose(landing, files or _all_in(landing / FOLDER), with_lists=lists, asks=asks)
        return
    ready = _write_lists(landing, _given(landing) | there.keys(), gives_deaths=_names_deaths(there))
    click.echo(lists_text(ready, str(landing / FOLDER)))


@dataclass(frozen=True)
class _Offered:
    """A proposal as it stands in its file, once a person has answered what he was asked.

    Attributes:
        sheets: what the file says of each sheet; blocks: what that was made of.
        unread: sheets that nothing reads; gone: those of which only blocks made use that are no longer proposed.
        is_stopped: whether he left off answering.
    """

    sheets: Sequence[SheetDraft]
    blocks: Sequence[Block]
    unread: Sequence[Sheet]
    gone: Sequence[Sheet]
    file: Written
    target: Path
    is_stopped: bool = False


def _propose(landing: Path, files: Sequence[Path], *, with_lists: bool, asks: bool) -> None:
    from documents.proposal_beside import Beside
    from documents.proposal_report import report_text, unknown_text
    from sources.recognition.sheets import propose

    sheets, typed = _opened(files)
    found, unread = propose(sheets)
    every = _by_cbs(landing, found)
    blocks = [each for each in every if each.table != "postcodes" or "postcodes" not in _given(landing)]  # CBS knows more of them
    if not blocks:
        click.echo(unknown_text(unread))
        raise dutch.Refused(f"In deze bestanden zijn geen titels herkend. Wat erin hoort te staan: {ON_NEEDED}.")
    offered = _offered(landing, blocks, unread, asks=asks)
    given, lists = _given_beside(landing, offered, typed, sheets, with_lists=with_lists, asks=asks)
    own = [name for name in typed if name not in lists]
    no_use = [(each, "postcodes") for each in _no_longer_used(every, blocks)]
    beside = Beside(no_use, offered.gone, own, _folders_in(landing / FOLDER))
    at = (str(offered.target), offered.file, lists, beside, _kept(landing))
    click.echo(report_text(offered.sheets, offered.blocks, offered.unread, given, *at, with_sheets=not asks))
    elsewhere = [path.name for path in files if path.resolve().parent not in (landing / FOLDER, landing)]
    if elsewhere:
        click.echo(f"  ! zet deze bestanden in {landing / FOLDER}: {', '.join(elsewhere)}")


def _opened(files: Sequence[Path]) -> tuple[list[Sheet], list[str]]:
    """(the sheets of the exports, the names of the lists that a person types); what cannot be opened is named."""
    from sources.recognition.files import sheets_of

    sheets, typed = [], []
    for path in files:
        if path.name.startswith("~$"):
            continue  # Excel's own note that the workbook is open
        if is_own_list(path):
            typed.append(path.name)
            continue
        try:
            sheets += sheets_of(path)
        except Unreadable as error:
            click.echo(f"{path.name}: {error.advice_nl}")
    return sheets, typed


def _offered(landing: Path, blocks: Sequence[Block], unread: Sequence[Sheet], *, asks: bool) -> _Offered:
    """Writes the proposal, and asks what is open in it where a person wants to be asked."""
    from documents.proposal_dialogue import proposal_of
    from documents.proposal_text import written
    from sources.looked_in_only import lists_themselves
    from sources.proposals.as_in_file import as_in_file
    from sources.proposals.aside import open_items
    from sources.proposals.draft import drafts_of
    from sources.proposals.unknown import unknown_in
    from sources.proposals.unread import with_unread

    sheets: Sequence[SheetDraft] = as_in_file(with_unread(drafts_of(blocks), blocks, landing), blocks)
    aside = open_items(unread, blocks)
    unread = [each for each in unread if each.file not in aside]
    file = written(sheets, aside)
    target = landing / (FILE if _may_replace(landing, file.text, asks=asks) else SECOND)
    if not asks:
        _put(target, file, sheets)
        _show_silent(sheets, aside)
        return _Offered(sheets, blocks, unread, [], file, target)
    unknown = unknown_in(unread, blocks, lists_themselves(blocks, unread))
    start = proposal_of(sheets, aside, unknown, [each.sheet for each in blocks])
    proposal, file, is_stopped = _asked(landing, start, target)
    read = [each for each in blocks if any(_is_of(each, sheet) for sheet in proposal.sheets)]
    unread, gone = (
        [each for each in some if not (proposal.is_set_aside(each.file, each.sheet or "") or proposal.reads(each))]
        for some in (unread, _no_longer_used(blocks, read))
    )
    return _Offered(proposal.sheets, read, unread, gone, file, target, is_stopped)


def _given_beside(
    landing: Path, offered: _Offered, typed: Sequence[str], sheets: Sequence[Sheet], *, with_lists: bool, asks: bool
) -> tuple[set[str], list[str]]:
    """(the tables that something gives, the lists that are still to be filled in), once he was asked of those too."""
    proposed = {draft.table for sheet in offered.sheets for draft in sheet.drafts} if asks else set()
    of_lists = {own_lists()[name].table for name in typed if name != DEATHS}
    given = _given(landing) | proposed | {block.table for block in offered.blocks} | of_lists
    gives_deaths = any(block.table == "tenants" and "deceased_on" in block.choices for block in offered.blocks)
    ready = _write_lists(landing, given, gives_deaths=gives_deaths) if with_lists else []
    lists = [name for name in dict.fromkeys([*typed, *ready]) if not is_filled_in(landing / FOLDER / name)]
    goes_on = asks and not offered.is_stopped
    if goes_on:
        lists = _asked_of_lists(landing / FOLDER, lists, sheets)
    given |= {own_lists()[name].table for name in {*ready} - {*lists, DEATHS}}
    if goes_on:
        _asked_of_absent(landing, absent_tables(given, lists, titles_of_lists(offered.sheets)))
    return given, lists


def _show_silent(sheets: Sequence[SheetDraft], aside: Mapping[str, str]) -> None:
    """Shows the words that are read without a question, for whoever confirms the file by hand."""
    from documents.proposal_dialogue import proposal_of
    from documents.proposal_silent import in_words, silent_words

    start = proposal_of(sheets, aside)
    if kinds := silent_words(start, start):
        click.echo(f"{in_words(kinds)}\n")


def _by_cbs(landing: Path, blocks: list[Block]) -> list[Block]:
    """What is proposed, without asking of addresses what the address file of CBS says of them."""
    from sources.cbs_numbers import house_numbers
    from sources.recognition.street_years import postcodes_doubted, with_streets_of_years

    doubted = postcodes_doubted(blocks)
    known = house_numbers(landing / "cbs", doubted, guards.machine_date()) if doubted else set()
    return with_streets_of_years(blocks, known) if known else blocks


def _put(target: Path, file: Written, proposed: Sequence[SheetDraft]) -> None:
    """Puts a proposal down that reads back as it was meant.

    Raises:
        Refused: it does not.
    """
    from documents.proposal_read_back import fault_of

    if fault := fault_of(file.text, proposed):
        raise dutch.Refused(fault)
    write_atomically(target, file.text.encode())


def _is_of(block: Block, sheet: SheetDraft) -> bool:
    """Whether a sheet of the proposal still has a block of this kind."""
    where = (block.sheet.file, block.sheet.sheet or "")
    return where == (sheet.file, sheet.sheet) and any(draft.table == block.table for draft in sheet.drafts)


def _no_longer_used(before: Sequence[Block], blocks: Sequence[Block]) -> list[Sheet]:
    """The sheets of which only blocks that are gone made use."""
    kept = {id(sheet) for block in blocks for sheet in _sheets_of(block)}
    gone = {id(sheet): sheet for block in before for sheet in _sheets_of(block)}
    return [sheet for key, sheet in gone.items() if key not in kept]


def _sheets_of(block: Block) -> list[Sheet]:
    """All that a block reads, or looks something up in."""
    return [block.sheet, *block.alike, *(sheet for lookup in block.lookups.values() for sheet in lookup.sheets)]


def _folders_in(folder: Path) -> list[str]:
    """The folders among the exports that hold a file, which nobody looks into."""
    found = sorted(path for path in folder.glob("*") if path.is_dir() and not path.name.startswith("."))
    return [path.name for path in found if any(each.is_file() for each in path.rglob("*"))]


def _may_replace(landing: Path, proposed: str, *, asks: bool) -> bool:
    """Whether the proposal may stand in mapping.toml: none is there, or one that no person changed and that is asked about."""
    from orchestration.cli.map_questions import kept_answers

    if not (landing / FILE).exists():
        return True
    there = (landing / FILE).read_bytes()
    return asks and (there == proposed.encode() or sha256_of(there) == kept_answers(landing).written)


def _asked(landing: Path, proposal: Proposal, target: Path) -> tuple[Proposal, Written, bool]:
    """The proposal and its file once a person has answered, and whether he stopped; the file is there after each answer."""
    from documents.proposal_text import confirmed, written
    from orchestration.cli.map_questions import CONFIRMED, HOW, agree, ask, confirm, kept_answers, with_corrections

    start, answers = proposal, kept_answers(landing)
    before = target.read_bytes() if target.exists() else b""

    def keep(proposal: Proposal, *, confirm: bool = False) -> Written:
        file = written(proposal.sheets, proposal.open_items, is_aside_agreed=proposal.is_aside_agreed, aside=proposal.aside)
        is_again = not (file.answers or file.looks or file.unused) and confirmed(file).text.encode() == before
        file = confirmed(file) if confirm or is_again else file  # what a person confirmed as it is, stays so
        _put(target, file, proposal.sheets)
        answers.written = sha256_of(file.text.encode())
        answers.keep(landing)
        return file

    keep(proposal)
    click.echo(HOW)
    proposal = with_corrections(start, ask(proposal, answers, keep), answers)
    file = keep(proposal)
    if not file.confirm:
        click.echo(CONFIRMED)
    elif not (file.answers or file.looks or file.unused):
        proposal, is_agreed = confirm(start, proposal, answers, keep)
        file = keep(proposal, confirm=is_agreed)
    elif not answers.is_stopped:
        proposal = agree(start, proposal, answers, keep)
        file = keep(proposal)
    return proposal, file, answers.is_stopped


def _asked_of_lists(folder: Path, lists: Sequence[str], sheets: Sequence[Sheet]) -> list[str]:
    """The lists that are still to be filled in, once a person was asked of those that one answer fills."""
    from orchestration.cli.map_questions import ask_of_lists
    from sources.recognition.bank_said import day_said

    def fill(each: OwnList, line: str) -> None:
        write_atomically(folder / each.file, each.text(line).encode("utf-8-sig"))

    ask_of_lists([own_lists()[name] for name in lists if own_lists()[name].question], fill, day_said(sheets))
    return [name for name in lists if not is_filled_in(folder / name)]


def _asked_of_absent(landing: Path, absent: Sequence[str]) -> None:
    from orchestration.cli.map_questions import ask_of_absent, kept_answers

    answers = kept_answers(landing)
    ask_of_absent(absent, answers)
    answers.keep(landing)


def _kept(landing: Path) -> Mapping[str, bool]:
    from orchestration.cli.map_questions import kept_answers

    return kept_answers(landing).kept


def _all_in(folder: Path) -> list[Path]:
    """What lies in landing/exports/.

    Raises:
        Refused: nothing.
    """
    found = sorted(path for path in folder.glob("*") if path.is_file() and not path.name.startswith("."))
    if not found:
        ensure_dir(folder)
        raise dutch.Refused(f"Er staat niets in {folder}. Wat erin hoort: {ON_CBS}.")
    return found


def _write_lists(landing: Path, given: Collection[str], *, gives_deaths: bool) -> list[str]:
    """Puts the lists that nothing gives yet in landing/exports/, empty; gives their names. What is there already stays."""
    ready = lists_missing(landing, given, gives_deaths)
    folder = ensure_dir(landing / FOLDER)
    for each in ready:
        write_atomically(
            folder / each.file, each.text().encode("utf-8-sig")
        )  # a program that shows sheets knows UTF-8 by its mark
    return [each.file for each in ready]


def _given(landing: Path) -> set[str]:
    """The landing tables that lie there by themselves, or come from the zip of CBS."""
    there = {path.stem for path in landing.iterdir() if path.stem in TABLE_NAMES}
    return there | ({"municipalities", "postcodes"} if any((landing / "cbs").glob("*")) else set())


def _in_mapping(path: Path) -> dict[str, Any]:
    """What mapping.toml says, confirmed or not; nothing where it is not there or is no TOML, of which `check` speaks."""
    try:
        return read_toml(path) if path.is_file() else {}
    except TomlUnreadable:
        return {}


def _names_deaths(said: Mapping[str, Any]) -> bool:
    blocks = said.get("tenants", [])
    return any("deceased_on" in {**each.get("columns", {}), **each.get("split", {})} for each in blocks)

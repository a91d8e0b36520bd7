"""What stands beside the amount of a month in a sheet with several columns a month: the day, a mark or word instead of an amount,
and whether what came in settles the charge of its month.

Belongs here: the settings for it. Does not belong here: the blocks themselves (month_blocks.py), or which titles are months
(words/months.py).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from sources.proposals.part import Part
from sources.reading.minus import NEGATIVE, amount_in, is_nothing
from sources.reading.settings import MONTH_TITLES
from sources.recognition.month_sheets import MARKS, NO_MARKS
from sources.words.blocks import Block
from sources.words.evidence import meaning_of
from sources.words.names import fits_only, quoted
from sources.words.notes import Line, look, remark
from sources.words.profile import TOTAL, Profile, cell_of

MONTH, CELL = MONTH_TITLES
DAY, DUE = "(dag)", "(huur)"  # titles of what stands in the further columns of a month
NO_DAY = "een bedrag zonder dag: gerekend op de eerste van zijn maand, in het voordeel van de huurder"
NOTHING_CAME = "waar {} staat, kwam er in die maand niets: klopt dat?"
ALL_CAME = "waar {} staat, is gerekend dat alles van die maand is ontvangen: klopt dat, ook als iemand maar een deel betaalde?"
WORDS = (
    "bij een maand staat op {n} plaatsen een woord in plaats van een bedrag, het eerst bij {title}: kwam er niets, zet het "
    "dan bij skip_lines = {{\"(cel)\" = ['^het woord, in kleine letters$']}}; is alles betaald, bij marks (docs/nl/recepten.md, "
    '"Meer kolommen per maand")'
)
DAY_ALONE = "bij {title} staat een dag waar geen bedrag staat ({n} in alle maanden): kwam er toen iets, vul het bedrag dan in"
OF_ITS_MONTH = "wat bij een maand staat, telt als betaling van die maand, wanneer het ook kwam: klopt dat?"


def titles_of(months: Mapping[str, Profile]) -> dict[str, str]:
    """Title -> its month, in the order of the months."""
    return {profile.title: month for month, profile in sorted(months.items())}


def number_of_charge(block: Block) -> list[str]:
    """What the number of a month's charge is made of: of the contract's title, so that a settlement may say it too."""
    return [f"={block.choices['lease_id'].profile.title}", f"={MONTH}"]


def number_of_receipt(block: Block) -> list[str]:
    """That of what came in for a month: the other way round, which no charge has."""
    return number_of_charge(block)[::-1]


def set_day(part: Part) -> None:
    """The day on which it came in; of an amount without a day, the first of its month."""
    found = part.block.months
    column = "allocated_on" if part.table == "allocations" else "booked_on"
    part.columns.append(Line(column, DAY if found.days else MONTH))
    if found.days and any(_amount(row, amount) and not cell_of(row, day) for row, amount, day in _received(part.block)):
        part.set("if_empty", {column: MONTH}, look(NO_DAY) if column == "booked_on" else remark(NO_DAY))
    part.set_dates([*found.days.values()])


def take_cells(part: Part, months: Mapping[str, Profile], rent: Profile | None, *, is_asked: bool = True) -> None:
    """The cells of what came in, whatever stands there: amounts, marks for all of it, and words for nothing."""
    found = part.block.months
    beside = {DAY: titles_of(found.days)} if found.days else {}
    part.months = [Line("titles", titles_of(months))]
    words = _words(months)
    marks = [word for word in words if word.lower() in MARKS]
    whole = DUE if found.charged else rent.title if rent else ""
    if marks and whole:
        note = look(ALL_CAME.format(_shown(marks))) if is_asked else remark("alles is ontvangen")
        part.months.append(Line("marks", {word.lower(): whole for word in marks}, note))
        beside |= {DUE: titles_of(found.charged)} if found.charged else {}
    nothing = [word for word in words if word.lower() in NO_MARKS or meaning_of("entry_type", word) == "reversal"]
    nothing = [word for word in nothing if word not in marks]
    if nothing:
        part.skip_lines(
            {CELL: [fits_only(word.lower()) for word in nothing]}, NOTHING_CAME.format(_shown(nothing)), is_asked=is_asked
        )
    if beside:
        part.months.append(Line("beside", beside))
    if is_asked:
        _ask_words(part, months, [word for word in words if word not in (*nothing, *(marks if whole else ()))])
        _ask_days(part)


def _shown(words: list[str]) -> str:
    return " of ".join(map(quoted, words))


def _words(months: Mapping[str, Profile]) -> list[str]:
    """What stands there instead of an amount."""
    texts = (text for profile in months.values() for text in profile.texts)
    return list(dict.fromkeys(text for text in texts if amount_in(text) is None and not is_nothing(text)))


def ask_of_words(part: Part, months: Mapping[str, Profile]) -> None:
    """Of charges every word is asked: whether anything was due, the cell of an amount does not say."""
    _ask_words(part, months, _words(months))


def _ask_words(part: Part, months: Mapping[str, Profile], words: list[str]) -> None:
    if words:
        held = [(profile, sum(profile.texts[word] for word in words)) for _, profile in sorted(months.items())]
        first = next(profile for profile, count in held if count)
        count = sum(count for _, count in held)
        part.ask(WORDS.format(n=count, title=quoted(first.title)), waits=True)


def _ask_days(part: Part) -> None:
    """A day without an amount: something came in, and nobody says how much."""
    alone = [day for row, amount, day in _received(part.block) if not cell_of(row, amount) and cell_of(row, day)]
    if alone:
        part.ask(DAY_ALONE.format(title=quoted(alone[0].title), n=len(alone)))


def settles_its_month(block: Block) -> bool:
    """Whether what came in stands beside the month that it is for, and not beside that in which it came: some came in another
    month, and none is more than its month asks. Only of a list with a line for each contract is the charge certain.
    """
    found, lease = block.months, block.choices["lease_id"]
    is_own = lease.profile.title not in block.lookups and not lease.part
    if not (found.charged and found.days and is_own and lease.profile.distinct == lease.profile.filled):
        return False
    if any(NEGATIVE.search(text) for profile in found.received.values() for text in profile.texts):
        return False
    pairs = [(profile, found.charged.get(month)) for month, profile in found.received.items()]
    held = [(_amount(row, amount), _amount(row, due)) for row in _lines(block) for amount, due in pairs]
    if any(came and (due is None or came > due) for came, due in held):
        return False
    months = [(month, cell_of(row, day)) for row in _lines(block) for month, day in found.days.items()]
    return any(_month_of(day) not in ("", month[-2:]) for month, day in months)


def _lines(block: Block) -> Iterator[Sequence[str]]:
    """The lines of contracts, without totals."""
    yield from (row for row in block.rows if not any(TOTAL.match(cell.strip()) for cell in row))


def _amount(row: Sequence[str], profile: Profile | None) -> Decimal | None:
    return amount_in(cell_of(row, profile)) if profile is not None else None


def _month_of(day: str) -> str:
    """The month of a day as it is written in most sheets: 2026-09-01 or 1-9-2026; nothing where that is not so."""
    parts = day.split(" ")[0].replace("/", "-").replace(".", "-").split("-")
    return parts[1].zfill(2) if len(parts) == 3 and all(map(str.isdecimal, parts)) else ""


def _received(block: Block) -> Iterator[tuple[Sequence[str], Profile, Profile]]:
    """Each line with what came in of a month and its day."""
    found = block.months
    pairs = [(profile, found.days[month]) for month, profile in sorted(found.received.items()) if month in found.days]
    yield from ((row, amount, day) for row in _lines(block) for amount, day in pairs)

"""Lists that hold one side of a ledger only, or both sides of one bill on one line: charges beside what was paid on them.

Belongs here: seeing which side that is. Does not belong here: the blocks that it becomes (proposals/ledger.py), or debit beside
credit as amounts of different lines (proposals/ledger.py).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import cache

from sources.guards.receipts import STILL_OPEN
from sources.reading.minus import NEGATIVE
from sources.recognition.lookup import Seen
from sources.words.blocks import LIKELY, Block, Choice, Sheet
from sources.words.evidence import HALF, meaning_of
from sources.words.notes import Evidence, Line, look
from sources.words.parts import letters, parts
from sources.words.profile import TOTAL, Layout, Profile, cell_of, shape_of
from sources.words.titles import concepts_of
from sources.words.whole_numbers import are_numbers

STORNO = "een ontvangst met een min is een storno"
SOME = 0.2  # of the amounts: receipts among charges
MOST = 0.9  # of the lines: those of bills, where a receipt that went back has a line of its own
TITLES_OF_BANK = 3
IN, OUT = ("bij", "c", "cr", "cred", "credit", "+"), ("af", "d", "dt", "deb", "debet", "debit", "-")  # as the bank sees it
IBAN = re.compile(r"[A-Z]{2}\d\d(?:[A-Z]{4}\d{10}|\d{12,20})")  # a number of an account, and not of a voucher
OPEN = {
    True: "er is geen soort boeking, en wat onder nul openstaat, lijkt een factuur; is het een ontvangst, zet dan payment",
    False: "er is geen soort boeking; is wat onder nul openstaat een creditnota, zet dan credit_note",
}
SAYS: Mapping[str, frozenset[str]] = {
    "payment": frozenset({"paid", "received", "credit"}), "charge": frozenset({"debit", "invoice", "invoice_line", "component"}),
}  # fmt: skip


def negatives(profile: Profile) -> int:
    """How many amounts have a minus."""
    return sum(count for text, count in profile.texts.items() if NEGATIVE.search(text))


def only_amount(layout: Layout, amounts: Mapping[str, Profile]) -> Choice | None:
    """The amount of every line, where one side has a title and nothing else holds amounts; or where that title's amounts stand
    with a minus and without, so that it holds both sides.
    """
    halves = [profile for name, profile in amounts.items() if name in ("debit", "credit")]
    if len(halves) != 1 or "amount" in amounts:
        return None
    half, below = halves[0], negatives(halves[0])
    if SOME * half.filled < below < (1 - SOME) * half.filled:
        return Choice("amount", half, LIKELY, Evidence((f"{below} van {half.filled} bedragen hebben een min",)))
    return Choice("amount", half, LIKELY, Evidence(fit=half.filled, of=layout.rows)) if half.filled >= layout.rows else None


def bank_kinds(block: Block) -> list[Line]:
    """What a bank's word for the way of each amount means: what came in was received, what went out went back. None of a list
    that is not the bank's, or whose amounts say the way themselves.
    """
    side, amount = block.amounts.get("side"), block.amounts.get("amount")
    if side is None or amount is None or not is_of_bank(block.layout) or "entry_type" in block.choices or negatives(amount):
        return []
    kinds = {word: "payment" if word.lower().rstrip(".") in IN else "reversal" for word in side.texts}
    is_known = all(word.lower().rstrip(".") in (*IN, *OUT) for word in side.texts)
    return [Line(word, kind, look(times=side.texts[word])) for word, kind in kinds.items()] if is_known else []


@cache
def _says_bank(title: str) -> bool:
    plain = f" {letters(title)} "
    return any(f" {word} " in plain for word in parts()["bank"]["titles"])


def is_of_bank(layout: Layout) -> bool:
    """Whether a list is the bank's own: what came in is a receipt, whatever its line says, and what went out is not."""
    return sum(_says_bank(each.title) or _is_of_accounts(each) for each in layout.columns) >= TITLES_OF_BANK


def _is_of_accounts(profile: Profile) -> bool:
    """Whether numbers of accounts with a bank stand there: those of the line, or always our own."""
    return bool(profile.filled) and all(IBAN.fullmatch(text.replace(" ", "")) for text in profile.texts)


def side_of(block: Block) -> str:
    """`charge` or `payment` where the titles of the amount, the day and the number say so, or else the name of the list; empty
    where they say neither, or both.
    """
    if block.components or block.kind:
        return "charge" if block.kind in ("", "charge") else "payment"
    if is_of_bank(block.layout):
        return "payment"
    own = [block.choices[name].profile.title for name in ("amount", "booked_on", "entry_id") if name in block.choices]
    for texts in ([concepts_of(title) for title in own], [concepts_of(_plain(name)) for name in _names(block)]):
        said = {side for side, concepts in SAYS.items() if any(concepts & each for each in texts)}
        if said:
            return said.pop() if len(said) == 1 else ""
    return ""


def with_kind_by_side(sheet: Sheet, layout: Layout, choices: dict[str, Choice]) -> dict[str, Choice]:
    """The choices of a sheet of entries, with the column of codes whose title says no more than that they are of a kind, where D
    and C stand beside and each code stands on one side only: what each means is asked. Else all of a side would be taken as the
    same, and a receipt that went back as something to pay.
    """
    side = next((each for each in layout.columns if concepts_of(each.title) == {"side"}), None)
    if side is None or "entry_type" in choices:
        return choices
    taken = {each.profile.place for each in choices.values()}
    kinds = [each for each in layout.columns if concepts_of(each.title) == {"kind"} and each.place not in taken]
    if len(kinds) != 1 or len(kinds[0].words) < 2:
        return choices
    pairs = {*Seen((sheet,), layout).pairs(kinds[0], side)}
    if len({code for code, _ in pairs}) < len(pairs):
        return choices
    why = Evidence(("elke code staat aan een kant",))
    return choices | {"entry_type": Choice("entry_type", kinds[0], LIKELY, why)}


def kinds_by_sign(block: Block) -> list[Line]:
    """What the amounts of a list without kinds are: those of one side, where titles or name say so; else by their sign."""
    side, below = side_of(block), negatives(block.choices["amount"].profile)
    if side == "payment" and 2 * below < block.choices["amount"].profile.filled:
        kinds: Mapping[str, str] = {"positive": "payment", "negative": "reversal"}
        why = "een lijst van de bank" if is_of_bank(block.layout) else "titels of naam zeggen ontvangsten"
        return [
            Line("by_sign", kinds, look(f"er is geen soort boeking; {why}")),
            *([Line("storno", True, look(STORNO))] if below else []),
        ]
    if side == "charge" and not below:
        why = "er is geen soort boeking; titels of naam zeggen vorderingen"
        return [Line("by_sign", {"positive": "charge", "negative": "credit_note"}, look(why))]
    if below and re.search(STILL_OPEN, block.choices["amount"].profile.title.casefold()):
        credited = _is_credited(block)
        return [
            Line("by_sign", {"positive": "charge", "negative": "credit_note" if credited else "payment"}, look(OPEN[credited]))
        ]
    return [Line("by_sign", {"positive": "charge", "negative": "payment"}, look("er is geen soort boeking"))]


def _is_credited(block: Block) -> bool:
    """Whether what is below nothing in a list of open items is a credit note and no receipt that settles nothing yet: its text
    says so; or its line stands in a journal most of whose lines are charges; or, without a journal, has a number as these.
    """
    amount, number = block.choices["amount"].profile, block.choices.get("entry_id")
    parted: dict[bool, list[Sequence[str]]] = {True: [], False: []}
    for row in block.rows:
        if text := cell_of(row, amount):
            parted[bool(NEGATIVE.search(text))].append(row)
    texts = [each for each in block.layout.columns if "description" in concepts_of(each.title)]
    said = {meaning_of("entry_type", cell_of(row, each)) for row in parted[True] for each in texts} & {"payment", "credit_note"}
    if said:
        return said == {"credit_note"}
    for journal in (each for each in block.layout.columns if concepts_of(each.title) - {"nr"} == {"journal"} and each.words):
        below, above = (Counter(cell_of(row, journal) for row in parted[sign]) for sign in (True, False))
        return all(above[word] > count for word, count in below.items())
    if number is None or "invoice" not in concepts_of(number.profile.title):
        return False
    shapes = {sign: {shape_of(cell_of(row, number.profile)) for row in rows} for sign, rows in parted.items()}
    return shapes[True] <= shapes[False]


def _names(block: Block) -> list[str]:
    return [name for name in (block.sheet.sheet or "", block.sheet.file) if name]


def _plain(name: str) -> str:
    return re.sub(r"\.\w{2,4}$|\d+", " ", name).strip()


def paid_on_line(layout: Layout, bill: Profile, choices: Mapping[str, Choice]) -> tuple[Profile, ...]:
    """(what was paid, on which day) where a bill's line says that too, beside a day of its own; the day is empty where nothing
    was paid.
    """
    receipts = [each for each in layout.columns if each is not bill and _is_of_receipts(each)]
    money = [each for each in receipts if each.share("money") > HALF and not each.date_kind and not are_numbers(each)]
    days = [each for each in receipts if each.date_kind]
    own = [choices[name].profile for name in ("due_on", "booked_on") if name in choices]
    if len(money) != 1 or len(days) != 1 or all(each is days[0] for each in own):
        return ()
    both = _beside(bill, money[0], layout)
    return (money[0], days[0]) if both else ()


def _beside(bill: Profile, paid: Profile, layout: Layout) -> bool:
    """Whether every line has a bill: what was paid stands beside it, and is not a line of its own."""
    return bill.filled >= MOST * layout.rows and paid.filled >= SOME * layout.rows


def components(layout: Layout, choices: Mapping[str, Choice], *, is_pointed: bool) -> dict[str, Profile]:
    """`rent` and `service_charges` -> the column of amounts that is due for it, in a list that names a contract many times, each
    time with a day on which it is due; instead of a total of these.
    """
    amount, lease = choices.get("amount"), choices.get("lease_id")
    if amount is not None and not TOTAL.match(amount.profile.title):
        return {}
    comes_back = lease is not None and 2 * lease.profile.distinct <= lease.profile.filled
    days = [choices[name].profile for name in ("due_on", "booked_on") if name in choices]
    if not days or not (comes_back or is_pointed):
        return {}
    if not comes_back and all("start" in concepts_of(each.title) for each in days):  # a list of contracts, each with its rent
        return {}
    found: dict[str, Profile] = {}
    numbers = [choice.profile for name, choice in choices.items() if name.endswith("_id")]  # `02000.01` looks like an amount
    for profile in layout.columns:
        if profile in numbers or are_numbers(profile):
            continue
        what = meaning_of("category", profile.title)
        if what in ("rent", "service_charges") and profile.share("money") > HALF and not TOTAL.match(profile.title):
            found.setdefault(what, profile)
    return found if "rent" in found and (amount is None or len(found) > 1) else {}


def _is_of_receipts(profile: Profile) -> bool:
    said = concepts_of(profile.title)
    return bool(said & {"paid", "received"}) and not said & {"balance", "nr", "kind", "by_settled", "settled"}

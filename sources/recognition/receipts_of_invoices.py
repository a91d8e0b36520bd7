"""Receipts in a list of payments, each with the number of the invoice that it paid, beside invoices that hold no receipts.

Belongs here: seeing that, whose contract each paid by its invoice, and what settled which. Does not belong here: receipts among
the charges themselves (settled.py, settled_invoices.py), or the lines of the blocks (proposals/allocations.py, ledger.py).

Without it such a list is read for its settlements only, or not at all, and nobody would ever have paid. Nothing of it is certain.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from sources.recognition.elsewhere import with_join
from sources.recognition.lookup import NEARLY_ALL, Join, has_several, seen_of, share
from sources.recognition.settled import kinds_of
from sources.recognition.sides import SOME, is_of_bank, negatives, side_of
from sources.recognition.went_back import is_of_receipts
from sources.words.blocks import LIKELY, Block, Choice
from sources.words.evidence import HALF, known_share, meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of

LEDGER, TABLE = "ledger_entries", "allocations"
OF_RECEIPTS = (
    "geen andere lijst zegt wat er ontvangen is: elke regel hier is een ontvangst, en haar contract is dat van haar factuur"
)
WHOLE = "een ontvangst hoort voor haar hele bedrag bij de factuur die bij haar staat"
BY_CREDIT = "geen geld: een creditfactuur die met een factuur is verrekend; dit is geen ontvangst"
NO_OTHER_KIND = frozenset({"payment", "reversal"})


@dataclass(frozen=True)
class _Paid:
    """A list of receipts: which ledger has its invoices, where their number stands here and there, and that of a credit invoice
    that was settled instead of money, where a line names one.
    """

    ledger: Block
    invoice: Profile
    key: Profile
    credit: Profile | None


def with_receipts_of_invoices(found: list[Block], drafts: Sequence[Block]) -> list[Block]:
    """The blocks with those of receipts, where they have charges only. `drafts`: what each list may give, also those left out for
    want of a contract.
    """
    ledgers = [block for block in found if block.table == LEDGER]
    if not ledgers or not all(map(_is_of_invoices, ledgers)):
        return found
    kinds = kinds_of(iter(ledgers))
    read = [each.sheet for each in ledgers]
    lists = [(draft, paid) for draft in drafts if draft.sheet not in read if (paid := _paid(draft, ledgers, kinds)) is not None]
    if len(lists) != 1:
        return found
    draft, paid = lists[0]
    before = next((block for block in found if block.table == TABLE and block.sheet is draft.sheet), None)
    number = _own_number(draft, before, paid, kinds)
    entries = _entries(draft, paid, number)
    others = [block for block in found if block is not before]
    return [*others, entries, *_settlements(entries, before, paid, number)]


def _is_of_invoices(ledger: Block) -> bool:
    """Whether a list has charges only, but for a credit note: by its titles or its name, and no word says receipt."""
    amount, kind = ledger.choices.get("amount"), ledger.choices.get("entry_type")
    is_plain = not (ledger.months or ledger.month or ledger.paid or ledger.components or ledger.amounts.keys() - {"amount"})
    said = {meaning_of("entry_type", word) for word in kind.profile.said_texts} if kind is not None else set()
    if amount is None or not is_plain or said & NO_OTHER_KIND or side_of(ledger) != "charge":
        return False
    return negatives(amount.profile) <= SOME * amount.profile.filled


def _paid(draft: Block, ledgers: Sequence[Block], kinds: Mapping[str, str]) -> _Paid | None:
    """What a list of receipts is: nearly each line names an invoice, by which one contract is found."""
    is_plain = not (draft.months or draft.month or draft.paid or draft.components or draft.amounts.keys() - {"amount"})
    if draft.table != LEDGER or draft.lacks != ("lease_id",) or not is_plain or is_of_bank(draft.layout):
        return None
    if not {"amount", "booked_on"} <= draft.choices.keys() or side_of(_with_a_receipt(draft)) != "payment":
        return None
    named = [
        (ledger, own, key)
        for ledger in ledgers
        for own in draft.layout.columns
        for key in _keys(ledger)
        if _is_named(own, key, draft)
    ]
    if len({own.place for _, own, _ in named}) != 1:
        return None
    ledger, invoice, key = named[0]
    credits_ = [each for each in draft.layout.columns if each is not invoice and _is_of_credits(each, kinds)]
    return _Paid(ledger, invoice, key, credits_[0]) if len(credits_) == 1 else _Paid(ledger, invoice, key, None)


def _with_a_receipt(draft: Block) -> Block:
    """The draft by the number of the receipt, where a title has it: another may be that of the bank's line."""
    own = next((each for each in draft.layout.columns if is_of_receipts(each) and "nr" in concepts_of(each.title)), None)
    return (
        draft
        if own is None
        else replace(draft, choices={**draft.choices, "entry_id": Choice("entry_id", own, LIKELY, Evidence())})
    )


def _keys(ledger: Block) -> Iterator[Profile]:
    """The numbers by which the lines of an invoice are known in a ledger, each of one contract."""
    lease, number = ledger.choices.get("lease_id"), ledger.choices.get("entry_id")
    if lease is None or lease.part or lease.profile.title in ledger.lookups:
        return
    for each in ledger.layout.columns:
        is_own = number is not None and each.place == number.profile.place and number.profile.title not in ledger.lookups
        is_number = each is not lease.profile and (is_own or {"invoice", "nr"} <= concepts_of(each.title))
        if is_number and not has_several(seen_of(ledger).pairs(each, lease.profile)):
            yield each


def _is_named(own: Profile, key: Profile, draft: Block) -> bool:
    is_other = own.date_kind or (own.share("money") > HALF and "invoice" not in concepts_of(own.title))
    return not is_other and own.filled > HALF * draft.layout.rows and share(own.texts, key.texts) >= NEARLY_ALL


def _is_of_credits(profile: Profile, kinds: Mapping[str, str]) -> bool:
    """Whether what stands there, now and then, is the number of a credit invoice."""
    said = concepts_of(profile.title) >= {"credit", "invoice"}
    return bool(profile.filled) and not profile.date_kind and (said or all(kinds.get(text) == "credit" for text in profile.texts))


def _own_number(draft: Block, before: Block | None, paid: _Paid, kinds: Mapping[str, str]) -> Profile | None:
    """The number of each receipt, by the first of the titles that may be it and has another on every line."""
    offered = [_with_a_receipt(draft).choices.get("entry_id"), draft.choices.get("entry_id")]
    offered += [before.choices.get("credit_entry_id")] if before is not None else []
    profiles = [each.profile for each in offered if each is not None and not each.part]
    fitting = (
        each
        for each in profiles
        if each.place != paid.invoice.place
        and each.distinct == each.filled >= draft.layout.rows
        and not kinds.keys() & {*each.texts}
    )
    return next(fitting, None)


def _entries(draft: Block, paid: _Paid, number: Profile | None) -> Block:
    kept = {
        name: each for name, each in draft.choices.items() if name in ("booked_on", "amount", "entry_type", "reverses_entry_id")
    }
    kind = kept.get("entry_type")
    if kind is not None and known_share("entry_type", kind.profile.said_texts) <= HALF:
        kept.pop("entry_type")  # who booked it, say
    choices = {name: replace(each, certainty=LIKELY) for name, each in kept.items()}
    if number is not None:
        choices["entry_id"] = Choice("entry_id", number, LIKELY, Evidence())
    lease = paid.ledger.choices["lease_id"]
    named = share(paid.invoice.texts, paid.key.texts)
    there = seen_of(paid.ledger)
    join = Join(True, named, paid.invoice.distinct, -paid.invoice.place, there, paid.invoice, paid.key, lease.profile)
    unless = paid.credit.title if paid.credit is not None else ""
    block = replace(draft, choices=choices, lacks=(), asked=OF_RECEIPTS, unless=unless)
    return with_join(block, join, {"lease_id": lease})


def _settlements(entries: Block, before: Block | None, paid: _Paid, number: Profile | None) -> Iterator[Block]:
    """What each receipt settled, and each credit invoice; none where an invoice has several entries, or a receipt no number."""
    own = paid.ledger.choices.get("entry_id")
    if own is None or own.profile.place != paid.key.place or paid.key.distinct < paid.key.filled:
        return
    day = before.choices.get("allocated_on") if before is not None else None
    said = {"charge_entry_id": paid.invoice, "amount": entries.choices["amount"].profile}
    said["allocated_on"] = day.profile if day is not None and not day.part else entries.choices["booked_on"].profile
    without = paid.invoice.title if paid.invoice.filled < entries.layout.rows else ""
    for credit, asked in ((number, WHOLE), (paid.credit, BY_CREDIT)):
        if credit is not None:
            is_receipt = credit is number
            profiles = {**said, "credit_entry_id": credit}
            choices = {name: Choice(name, each, LIKELY, Evidence()) for name, each in profiles.items()}
            yield Block(
                TABLE, entries.sheet, entries.layout, choices, alike=entries.alike, asked=asked,
                without=without if is_receipt else credit.title, unless=entries.unless if is_receipt else "",
                kind="payment" if is_receipt else "credit_note",
            )  # fmt: skip

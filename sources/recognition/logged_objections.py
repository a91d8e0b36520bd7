"""Objections that stand among the letters and calls of a log, on lines of their own, where no list has them.

Belongs here: seeing these lines by their words, and whose they are by the list of contracts. Does not belong here: lists of all
that happens, with columns that only objections fill (items.py), or of flags (flags.py); the later line that withdraws one
(proposals/log.py).

Nothing of it is certain. Read as no letter and passed over, whoever objected would be reported.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace

from sources.recognition.flags import OBJECTIONS, is_withdrawal, of_its_kind
from sources.recognition.items import LETTER
from sources.recognition.lookup import NEARLY_ALL, new_title, seen_of, share
from sources.words.blocks import LIKELY, Block, Choice, Lookup
from sources.words.choices import choices_of
from sources.words.evidence import meaning_of
from sources.words.notes import Evidence
from sources.words.profile import Profile
from sources.words.titles import concepts_of, is_free_text

ACTIONS = "collection_actions"
ASKED = (
    "bezwaren tussen de brieven en gesprekken: zij staan bij de huurder van het contract, ook als een medehuurder het maakte; "
    "daar geldt het voor allen: klopt dat?"
)
BY_LINE = Evidence(("de dag van een regel, waarvan een andere kolom zegt wat zij is",))


def with_logged_objections(blocks: Sequence[Block]) -> list[Block]:
    """The blocks, and the objections of a log of letters and calls where no sheet gives any."""
    found = [*blocks]
    if any(block.table == OBJECTIONS for block in blocks):
        return found
    leases = [block for block in blocks if block.table == "leases" and {"lease_id", "tenant_id"} <= block.choices.keys()]
    for at, block in enumerate(blocks):
        kind = _kind(block)
        words = [*said_objected(kind)] if kind is not None else []
        if kind is not None and words and (objections := _objections(block, kind, leases)) is not None:
            found[at] = replace(block, only={kind.title: tuple(text for text in kind.texts if text not in words)})
            found.append(objections)
    return found


def said_objected(kind: Profile) -> Iterator[str]:
    """The words of a column of kinds that say that somebody objected, or that he no longer does."""
    yield from (text for text in kind.texts if of_its_kind(OBJECTIONS, said := kind.said(text)) and not _is_letter(said))


def withdrawn(kind: Profile) -> list[str]:
    """Those of them by which an objection ended."""
    return [text for text in said_objected(kind) if is_withdrawal(kind.said(text))]


def _is_letter(said: str) -> bool:
    return meaning_of("action_type", said) is not None or bool(concepts_of(said) & LETTER)


def _kind(block: Block) -> Profile | None:
    """The column of kinds of a log whose lines name contracts."""
    kind = block.choices.get("action_type")
    is_log = block.table == ACTIONS and {"lease_id", "performed_on"} <= block.choices.keys()
    if not is_log or kind is None or kind.part or block.steps or block.only or block.lacks:
        return None
    return kind.profile if kind.profile.words and not is_free_text(kind.profile.title) else None


def _objections(block: Block, kind: Profile, leases: Sequence[Block]) -> Block | None:
    begun = [text for text in said_objected(kind) if text not in withdrawn(kind)]
    tenant = _tenant(block, leases) if begun else None
    if tenant is None:
        return None
    choice, lookups = tenant
    choices = {
        "tenant_id": choice,
        "received_on": replace(block.choices["performed_on"], column="received_on", certainty=LIKELY, why=BY_LINE),
    }
    if any(meaning_of("received_by", kind.said(text)) for text in begun):
        of_these = Counter({text: kind.texts[text] for text in begun})
        profile = replace(kind, texts=of_these, words=of_these, distinct=len(of_these))
        choices["received_by"] = Choice("received_by", profile, LIKELY, Evidence())
    return Block(
        OBJECTIONS, block.sheet, block.layout, choices, alike=block.alike, lookups=lookups, only={kind.title: tuple(begun)},
        asked=ASKED,
    )  # fmt: skip


def _tenant(block: Block, leases: Sequence[Block]) -> tuple[Choice, dict[str, Lookup]] | None:
    """Whose an objection is: by his number where the log has it, else by the list of contracts; None where nobody can say."""
    lease = block.choices["lease_id"]
    lists = [
        each
        for each in leases
        if not any(
            each.choices[name].part or each.choices[name].profile.title in each.lookups for name in ("lease_id", "tenant_id")
        )
    ]
    if lease.part or lease.profile.title in block.lookups or len(lists) != 1:
        return None
    (listed,) = lists
    contract, tenant = (listed.choices[name].profile for name in ("lease_id", "tenant_id"))
    own = choices_of(OBJECTIONS, block.layout).get("tenant_id")
    is_his = own is not None and not own.part and own.profile.place != lease.profile.place
    if own is not None and is_his and share(own.profile.texts, tenant.texts) >= NEARLY_ALL:
        return replace(own, certainty=LIKELY), {}
    if tenant.place == contract.place:  # contracts and tenants have one number
        return Choice("tenant_id", lease.profile, LIKELY, Evidence()), {}
    pairs = {*seen_of(listed).pairs(contract, tenant)}
    if len(pairs) > len({number for number, _ in pairs}):
        return None  # of a contract with two tenants no line says which
    title = new_title(tenant.title, block)
    found = Lookup(lease.profile.title, (listed.sheet, *listed.alike), listed.layout, contract.title, tenant.title, listed.only)
    return Choice("tenant_id", replace(lease.profile, title=title), LIKELY, Evidence()), {title: found}

"""What the register may say: the event types, the facts each may carry, and the guard that nothing else gets in.

Belongs here: `Event`, the catalogue of event types and the shapes of their facts. Does not belong here: storing and
chaining events (register/log.py), what events together mean (register/state.py), and deciding when one is due (the models).

No event carries a name, an address, a telephone number or an e-mail address: a fact that is not in the catalogue is
refused, and so is free text that looks like one of these. Refusals name the event type and the fact, never its value.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from exports.ground.canonical import Plain, encoded, plain

EMAIL_LIKE = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
POSTCODE_LIKE = re.compile(r"(?<![0-9A-Za-z])[1-9][0-9]{3}(?: ?[A-Z]{2}|[a-z]{2})(?![0-9A-Za-z])")
PHONE_LIKE = re.compile(r"(?<![0-9A-Za-z])(?:\+|00)?(?:[0-9][ ().-]{0,2}){9,14}(?![0-9A-Za-z])")
DATE_LIKE = re.compile(
    r"(?<![0-9])(?:[0-9]{4}-[0-9]{2}-[0-9]{2}|[0-9]{2}-[0-9]{2}-[0-9]{4}|20[0-9]{6}|20[0-9]{2}-(?:0[1-9]|1[0-2]))(?![0-9])"
)
HEX_64 = re.compile(r"[0-9a-f]{64}")
AMOUNT = re.compile(r"-?[0-9]+\.[0-9]{2}")
WORD = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*")


class EventRefused(ValueError):
    """An event that may not be registered. The text names the event type, the fact and the rule, never a value."""


@dataclass(frozen=True)
class Shape:
    """What one fact must look like: a test, its words for the message, and whether it may be left out or empty."""

    accepts: Callable[[Plain], bool]
    words: str
    required: bool = True
    may_be_empty: bool = False

    @property
    def or_none(self) -> Shape:
        return Shape(self.accepts, self.words, self.required, may_be_empty=True)

    @property
    def optional(self) -> Shape:
        return Shape(self.accepts, self.words, required=False, may_be_empty=True)


def looks_identifying(text: str) -> bool:
    """Whether free text looks as if it held an e-mail address, a telephone number or a postcode."""
    without_dates = DATE_LIKE.sub(" ", text)
    return any(pattern.search(without_dates) for pattern in (EMAIL_LIKE, POSTCODE_LIKE, PHONE_LIKE))


def neutral_file_name(file_name: str, file_sha256: str) -> str:
    """A file name fit for the register: as it is, or made of its hash where it looks as if it named somebody."""
    if not looks_identifying(file_name) and "/" not in file_name:
        return file_name
    suffix = re.search(r"\.(xlsx|csv|xls|txt)$", file_name.lower())
    return f"file_{file_sha256[:16]}{suffix.group(0) if suffix else ''}"


def _is_date(value: Plain) -> bool:
    return isinstance(value, str) and len(value) == 10 and _parses(date.fromisoformat, value)


def _parses(parse: Callable[[str], object], value: str) -> bool:
    try:
        parse(value)
    except ValueError:
        return False
    return True


def _is_int(value: Plain) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)


def _is_id(value: Plain) -> bool:
    """Numbers and references that source systems and desks give out; they may hold anything but an e-mail address."""
    return isinstance(value, str) and value != "" and not ("@" in value and EMAIL_LIKE.search(value))


def _has(shapes: Mapping[str, Shape]) -> Callable[[Plain], bool]:
    return lambda value: isinstance(value, dict) and _broken_key(value, shapes) is None


def _list_of(accepts: Callable[[Plain], bool]) -> Callable[[Plain], bool]:
    return lambda value: isinstance(value, list) and all(accepts(item) for item in value)


def _map_of(accepts: Callable[[Plain], bool]) -> Callable[[Plain], bool]:
    return lambda value: isinstance(value, dict) and all(WORD.fullmatch(key) and accepts(item) for key, item in value.items())


def _one_of(*words: str) -> Shape:
    return Shape(lambda value: value in words, "one of " + ", ".join(words))


def _broken_key(payload: Mapping[str, Any], shapes: Mapping[str, Shape]) -> str | None:
    """The first key that is unknown, missing or of the wrong shape, with the rule it breaks; None where all is well."""
    for key in payload:
        if key not in shapes:
            return "a fact that is not on the list of this event type"
    for key, shape in shapes.items():
        if key not in payload:
            if shape.required:
                return f"'{key}' is missing"
            continue
        value = payload[key]
        if not (shape.may_be_empty if value is None else shape.accepts(value)):
            return f"'{key}' must be {shape.words}"
    return None


ID = Shape(_is_id, "a number or reference, not an e-mail address")
TEXT = Shape(
    lambda v: isinstance(v, str) and v.strip() != "" and not looks_identifying(v),
    "text without an e-mail address, telephone number or postcode",
)
FILE = Shape(
    lambda v: isinstance(v, str) and v != "" and "/" not in v and not EMAIL_LIKE.search(v),
    "a file name without folder and without an e-mail address",
)
SHA = Shape(lambda v: isinstance(v, str) and HEX_64.fullmatch(v) is not None, "a SHA-256 digest in hexadecimal")
DAY = Shape(_is_date, "a date (YYYY-MM-DD)")
MONEY = Shape(lambda v: isinstance(v, str) and AMOUNT.fullmatch(v) is not None, "an amount such as 0.00, as text")
INT = Shape(_is_int, "a whole number")
FLAG = Shape(lambda v: isinstance(v, bool), "true or false")
NAME = Shape(lambda v: isinstance(v, str) and WORD.fullmatch(v) is not None, "a word of letters, digits, _ . -")
IDS = Shape(_list_of(_is_id), "a list of numbers or references")
SHAS = Shape(_list_of(SHA.accepts), "a list of SHA-256 digests in hexadecimal")
MOMENT = Shape(lambda v: isinstance(v, str) and _parses(datetime.fromisoformat, v), "a moment in ISO form")
COUNTS = Shape(_map_of(_is_int), "whole numbers by name")
KIND = _one_of("signals", "withdrawals", "hold_notices")
BY = _one_of("run", "person")
HOLD_REASON = _one_of("help_accepted", "completed", "lapsed")
WITHDRAWAL_REASON = _one_of("settled", "objection", "tenant_deceased", "by_hand")

SHAS = Shape(_list_of(SHA.accepts), "a list of SHA-256 digests")
LANDED = {"rows": INT, "sha256": SHA.or_none, "file_time": MOMENT.or_none, "sources": SHAS.optional}
COVERED = Shape(_list_of(_has({"entry_id": ID, "amount": MONEY})), "a list of entry_id and amount")
PERSON = {"who": TEXT, "why": TEXT}
MAYBE_PERSON = {"who": TEXT.optional, "why": TEXT.optional}
SIGNAL_FACTS = {
    "desk": NAME, "line_number": INT, "signal_as_of": DAY, "covered": COVERED, "amount": MONEY, "months": INT,
    "oldest_due_on": DAY, "municipality_code": ID.or_none, "landlord_id": ID, "tenant_id": ID, "threatening": FLAG,
    "replaces": ID.or_none,
}  # fmt: skip
NOTICE_FACTS = {
    "case_id": ID, "agency_id": ID, "message": _one_of("opschorten", "hervatten"), "starts_on": DAY,
    "until": DAY.or_none, "reason": HOLD_REASON, "hold_status": _one_of("active", "completed", "lapsed"),
    "ends_on": DAY.or_none,
}  # fmt: skip
# The facts of a line that waits in a prepared batch: those of the event that its delivery will be recorded with.
LINE_FACTS = {
    "signal_id": ID, "lease_id": ID.optional,
    **{key: shape.optional for key, shape in (SIGNAL_FACTS | NOTICE_FACTS).items()},
    "reason": Shape(lambda v: HOLD_REASON.accepts(v) or WITHDRAWAL_REASON.accepts(v), "a reason").optional,
}  # fmt: skip

CATALOGUE: dict[str, dict[str, Shape]] = {
    "home_marked_demo": {"files": Shape(_map_of(SHA.accepts), "SHA-256 digests by file name").optional},
    "landing_loaded": {"tables": Shape(_map_of(_has(LANDED)), "rows, sha256, file_time and its sources' digests, by table")},
    "landing_shrink_accepted": {"table": NAME, "who": TEXT},
    "batch_prepared": {
        "kind": KIND, "desk": NAME, "agency_id": ID.optional, "file_name": FILE, "sha256": SHA, "format": NAME,
        "channel": NAME, "signal_ids": IDS, "signals": Shape(_list_of(_has(LINE_FACTS)), "a list of lines' facts"),
    },
    "batch_found_unsent": {},
    "batch_sending": {"channel": NAME},
    "batch_delivered": {
        "kind": KIND, "desk": NAME, "file_name": FILE, "sha256": SHA, "lines": INT, "amount": MONEY.or_none,
        "receipt": ID.optional,
    },
    "batch_abandoned": {"reason": TEXT},
    "batch_in_doubt": {"reason": TEXT},
    "batch_resolved": {"outcome": _one_of("delivered", "not-delivered"), **PERSON},
    "batch_uploaded": PERSON,
    "signal_delivered": SIGNAL_FACTS,
    "signal_withdrawn": {"reason": WITHDRAWAL_REASON, "by": BY, **MAYBE_PERSON},
    # A person says that a lease may be signalled again whose signal was taken back by hand.
    "signal_released": PERSON,
    # A run found the arrears settled of a signal that no file takes back; what a later run cannot see for itself.
    "arrears_settled": {},
    # A person's word on a lease that left the export while its tenant stands under another one: `lease_id` is the new one.
    "lease_renumbered": {"old_lease_id": ID, **PERSON},
    "lease_not_renumbered": {"old_lease_id": ID, **PERSON},
    "signal_closed": {
        "reason": _one_of("settled", "tenant_deceased", "replaced", "refused_by_desk"), "replaced_by": ID.optional,
        "by": BY, **MAYBE_PERSON,
    },
    "help_accepted": {
        "accepted_on": DAY, "by": _one_of("feedback", "person"), "file_sha256": SHA.optional, "row": INT.optional,
        **MAYBE_PERSON,
    },
    "feedback_read": {
        "file_sha256": SHA, "file_name": FILE, "rows": INT, "accepted": INT, "refused": INT, "repeated": INT,
        "unmatched": INT,
    },
    "feedback_refused": {"file_sha256": SHA, "file_name": FILE, "rule": TEXT},
    "feedback_unmatched": {
        "file_sha256": SHA, "file_name": FILE, "row": INT, "reason": NAME, "candidate": ID.optional,
    },
    # A row that blocks and names nobody, looked at by a person: it concerns nobody here.
    "row_accepted": {"blocking_table": NAME, "row_key": ID, **PERSON},
    "unmatched_dismissed": {"file_sha256": SHA, "row": INT, **PERSON},
    "line_refused": {"kind": KIND, "desk": NAME, "line_number": INT, "code": NAME},
    "hold_notice_delivered": NOTICE_FACTS,
    "term_passed": {"threatening": FLAG},
    "municipality_telephoned": PERSON,
    "purge_announced": {"files": SHAS},
    "purged": {"classes": COUNTS, "who": TEXT},
    "run_finished": {"outcome": _one_of("ok", "failed"), "counts": COUNTS, "signals": FLAG.optional},
}  # fmt: skip

# What an event is about: without this the register could not say which signal or batch it speaks of.
BATCH_EVENTS = tuple(event_type for event_type in CATALOGUE if event_type.startswith("batch_"))
ABOUT_A_BATCH = frozenset({*BATCH_EVENTS, "signal_delivered", "line_refused", "hold_notice_delivered"})
ABOUT_A_SIGNAL = frozenset({
    "signal_delivered", "signal_withdrawn", "signal_closed", "help_accepted", "line_refused", "hold_notice_delivered",
    "term_passed", "municipality_telephoned", "signal_released", "arrears_settled", "lease_renumbered", "lease_not_renumbered",
})  # fmt: skip
ABOUT_A_LEASE = frozenset({
    "signal_delivered", "line_refused", "signal_released", "arrears_settled", "lease_renumbered", "lease_not_renumbered",
})  # fmt: skip


@dataclass(frozen=True)
class Event:
    """One thing that happened, ready to be registered. Decimals, dates and tuples in `payload` become plain JSON.

    Attributes:
        event_type: a key of `CATALOGUE`.
        payload: exactly the facts the catalogue lists for that type; amounts as text with two decimals, dates as ISO.

    Raises:
        EventRefused: the type or a fact is not on the list, is missing, or looks like a direct identifier.
    """

    event_type: str
    signal_id: str | None = None
    batch_id: str | None = None
    lease_id: str | None = None
    payload: Mapping[str, object] = field(default_factory=dict)
    _checked: str = field(init=False, repr=False, compare=False, default="")  # the facts that were held to the catalogue

    def __post_init__(self) -> None:
        facts, text = self._canonical()
        object.__setattr__(self, "payload", facts)
        self.check()
        object.__setattr__(self, "_checked", text)

    def payload_json(self) -> str:
        """The facts as canonical JSON, as they stand in the register; held to the catalogue again where they are others than
        when the event was made, for a frozen event's payload is still a dict.
        """
        if not self._is_as_checked():
            self.check()
            return self._canonical()[1]
        return self._checked

    def _is_as_checked(self) -> bool:
        try:
            return encoded(self.payload) == self._checked
        except (TypeError, ValueError):
            return False

    def _canonical(self) -> tuple[Plain, str]:
        """The facts in JSON's own words, and as the text that is recorded."""
        try:
            facts = plain(self.payload)
            return facts, encoded(facts)
        except (TypeError, ValueError) as problem:
            raise EventRefused(f"{self.event_type}: {problem}") from None

    def check(self) -> None:
        """Hold the event to the catalogue."""
        if self.event_type not in CATALOGUE:
            raise EventRefused(f"event type '{self.event_type}' is not on the list (exports/register/events.py, CATALOGUE)")
        broken = self._broken_envelope() or _broken_key(self.payload, CATALOGUE[self.event_type])
        if broken:
            raise EventRefused(f"{self.event_type}: {broken}; nothing was registered (see exports/register/events.py)")

    def _broken_envelope(self) -> str | None:
        for name, value, types in (
            ("signal_id", self.signal_id, ABOUT_A_SIGNAL),
            ("batch_id", self.batch_id, ABOUT_A_BATCH),
            ("lease_id", self.lease_id, ABOUT_A_LEASE),
        ):
            if value is None and self.event_type in types:
                return f"'{name}' is missing"
            if value is not None and not ID.accepts(value):
                return f"'{name}' must be {ID.words}"
        return None


@dataclass(frozen=True)
class RecordedEvent:
    """An event as it stands in the register: numbered, dated and chained to the one before it by `previous_hash`.

    `recorded_at` is UTC without zone; `as_of_date` is the date of the run it was recorded under.
    """

    seq: int
    recorded_at: datetime
    as_of_date: date
    event_type: str
    signal_id: str | None
    batch_id: str | None
    lease_id: str | None
    payload: Mapping[str, Any]
    previous_hash: str
    hash: str

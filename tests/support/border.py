"""Batches for tests of the border: small, made up, and the questions every such test asks of a home afterwards.

Belongs here: making batches, a receiving side that answers as asked, and counting what a home says of them. Does not belong here:
servers or processes.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from pathlib import Path

from exports.delivery.batch_records import attempts, read_batches
from exports.delivery.batches import Batch, Line, make_batch
from exports.delivery.channels import Arrival, Arrived
from exports.delivery.once import Care
from exports.ground.failures import RetryPolicy
from exports.ground.home import Home
from exports.register.log import Register

DAY = date(2026, 4, 20)
NEXT_DAY = date(2026, 4, 21)
TWICE = RetryPolicy(attempts=2, first_pause=0.0, longest_pause=0.0)


@dataclass(frozen=True)
class Place:
    """A home with a register, as the border needs it."""

    home: Home

    @classmethod
    def at(cls, root: Path) -> Place:
        return cls(Home.at(root))

    @property
    def register(self) -> Path:
        return self.home.register

    @property
    def there(self) -> tuple[Path, Home]:
        """The two arguments that deliver, resume and reconcile share."""
        return self.home.register, self.home

    def count(self, event_type: str) -> int:
        with Register.read_only(self.register) as register:
            return len(register.events_of(event_type))

    def delivered_signals(self) -> list[str]:
        with Register.read_only(self.register) as register:
            return [str(event.signal_id) for event in register.events_of("signal_delivered")]

    def status(self, batch_id: str) -> str:
        return read_batches(self.register, batch_id)[0].status

    def files(self, desk: str = "ris_matching") -> list[str]:
        return sorted(path.name for path in (self.home.outbox / desk).glob("*.xlsx"))


def signal_line(number: int, amount: str = "1000.00", replaces: str | None = None, **values: object) -> Line:
    """Line of lease L<number>, signal S<number>."""
    cells = dict(
        last_name=f"Achternaam{number}", initials=None, street=None, house_number=str(number),
        house_number_suffix=None, postcode="1011AB", city=None, phone=None, email=None, months=1,
        amount=Decimal(amount),
    )  # fmt: skip
    facts = dict(
        covered=[{"entry_id": f"E{number}", "amount": amount}], amount=amount, months=1, oldest_due_on="2026-03-01",
        municipality_code="0363", landlord_id="LL1", tenant_id=f"T{number}", threatening=False, replaces=replaces,
    )  # fmt: skip
    return Line(f"S{number}", f"L{number}", cells | values, facts)


def withdrawal_line(number: int) -> Line:
    cells = dict(postcode="1011AB", house_number=str(number), house_number_suffix=None)
    return Line(f"S{number}", f"L{number}", cells, {"reason": "settled"})


def notice_line(number: int) -> Line:
    facts = dict(
        case_id=f"C{number}", agency_id="AG1", message="opschorten", starts_on="2026-04-18", until="2026-05-18",
        reason="help_accepted", hold_status="active", ends_on="2026-05-18",
    )  # fmt: skip
    return Line(f"S{number}", f"L{number}", {}, facts)


def content(lines: list[Line], size: int = 0) -> bytes:
    """Bytes that depend on the lines alone, at least `size` of them; a stand-in for a rendered workbook."""
    text = "\n".join(repr(sorted((key, str(value)) for key, value in line.values.items())) for line in lines)
    return text.encode("utf-8").ljust(size, b"#")


def batch_of(place: Place, *lines: Line, kind: str = "signals", desk: str = "ris_matching", as_of: date = DAY,
             size: int = 0) -> Batch:  # fmt: skip
    """A batch of these lines (default: two signals), with the id the place's register gives it."""
    chosen = list(lines) or [signal_line(1), signal_line(2)]
    return make_batch(
        kind=kind, desk=desk, as_of=as_of, file_format="xlsx", data=content(chosen, size), lines=chosen,
        attempt=attempts(place.register, kind, desk, as_of),
        agency_id="AG1" if kind == "hold_notices" else None,
    )  # fmt: skip


AWAY = Arrival(Arrived.UNKNOWN, "away")


class FakeRemote:
    """A channel whose answers a test chooses; it counts how often it was asked to send."""

    name = "sftp"

    def __init__(self, *answers, arrival=AWAY):
        self.answers, self.arrival, self.sends = list(answers), arrival, 0

    def carries(self, kind):
        return True

    def send(self, batch, recorder):
        self.sends += 1
        recorder.sending("start")
        recorder.sending("commit")
        answer = self.answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    def arrived(self, batch):
        return self.arrival

    def tidy(self, batch):
        pass

    def close(self):
        pass


def killed_at(step):
    """An `at` that stops the protocol as a kill would: by something nobody catches."""

    def at(name):
        if name == step:
            raise KeyboardInterrupt

    return Care(retries=TWICE, sleep=lambda _: None, at=at)

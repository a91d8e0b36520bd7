"""What follows delivery, on portfolios made up by hypothesis and followed through several runs.

Belongs here: the models' own SQL against one plain reading of docs/rules.md (tests/support/life_by_hand.py, again_by_hand.py),
and what must be so of any run. Does not belong here: single cases (dbt's unit tests) or files and batches.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from random import Random

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.again_by_hand import blocks_by_hand, kept_off_by_hand, settlements_by_hand, terms_by_hand
from tests.support.life_by_hand import (
    World,
    arrears,
    endings_by_hand,
    feedback_by_hand,
    holds_by_hand,
    is_consistent,
    notices_by_hand,
    signals_by_hand,
)
from tests.support.life_in_memory import LifeInMemory

START = date(2026, 4, 20)
LEASES = [f"L{number}" for number in range(1, 9)]
QUICK = settings(max_examples=6, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
NAMES = ["Jansen", "Jansen", "van der Bérg", "Groß"]  # of leases 1 to 4, and again of 5 to 8


@pytest.fixture(scope="module")
def models() -> Iterator[LifeInMemory]:
    engine = LifeInMemory()
    yield engine
    engine.close()


class Story:
    """A portfolio to which things happen between runs, and a register that does what the models propose."""

    def __init__(self, chance: Random, models: LifeInMemory) -> None:
        self.chance, self.models = chance, models
        self.events: list[dict] = []
        self.lines: list[dict] = []
        self.waiting: list[tuple[str, list[dict]]] = []
        redelivery = chance.choice(["never", "on_increase", "always"])
        self.settings = dict(
            redelivery=redelivery, redelivery_after_days=chance.choice([5, 30]), response_days=28,
            threatening_working_days=3, hold_days=30, new_arrears_grace_days=5,
        )  # fmt: skip
        self.tables: dict[str, list[dict]] = {
            "leases": [dict(lease_id=name, tenant_id=f"T{name}") for name in LEASES],
            "tenants": [dict(tenant_id=f"T{name}", deceased_on=None) for name in LEASES],
            "ledger_entries": [self.charge(name, date(2026, 3, 1)) for name in LEASES],
            "objections": [],
            "co_tenants": [
                dict(lease_id=LEASES[0], tenant_id=f"T{LEASES[1]}", from_on=None, until_on=self.day(START, 10, 60)),
                dict(lease_id=LEASES[2], tenant_id=f"T{LEASES[3]}", from_on=self.day(START, 0, 30), until_on=None),
            ],
            "reported_elsewhere": [],
            "collection_cases": [
                dict(case_id=f"C{name}", lease_id=name, agency_id=chance.choice(["AG1", "AG2"]), agency_reference="D",
                     handed_over_on=self.day(START, -10, 20), ended_on=None)
                for name in chance.sample(LEASES, 4)
            ],
        }  # fmt: skip

    def day(self, around: date, least: int, most: int) -> date:
        return around + timedelta(days=self.chance.randint(least, most))

    def charge(self, lease_id: str, due_on: date) -> dict:
        return dict(
            entry_id=f"{lease_id}-{due_on}", lease_id=lease_id, entry_type="charge", category="rent",
            booked_on=due_on - timedelta(days=10), due_on=due_on, amount=Decimal("500.00"),
        )  # fmt: skip

    def world(self, as_of: date, feedback: list[dict]) -> World:
        return World(as_of, self.tables, list(self.events), list(self.lines), feedback, self.settings, self.models.days_off())

    # What happens between two runs.

    def happen(self, as_of: date) -> None:
        for lease_id in LEASES:
            for what in (
                self.pay,
                self.fall_due,
                self.object,
                self.die,
                self.vanish,
                self.end_case,
                self.break_ledger,
                self.report_elsewhere,
            ):
                if self.chance.random() < what.__defaults__[0]:
                    what(lease_id, as_of)
        for batch_id, lines in self.waiting:
            self.hear_of(as_of, batch_id, lines)
        self.waiting = []
        self.act(as_of)

    def pay(self, lease_id: str, as_of: date, likely: float = 0.35) -> None:
        amount = self.chance.choice(["499.99", "500.00", "1000.00", "1500.00"])
        entry_id = f"{lease_id}-P{len(self.tables['ledger_entries'])}"
        self.tables["ledger_entries"].append(
            dict(entry_id=entry_id, lease_id=lease_id, entry_type="payment", amount=Decimal(amount),
                 booked_on=self.day(as_of, -5, 3))
        )  # fmt: skip

    def fall_due(self, lease_id: str, as_of: date, likely: float = 0.5) -> None:
        due_on = self.day(as_of, -12, 4)
        new = self.charge(lease_id, due_on)
        if all(entry["entry_id"] != new["entry_id"] for entry in self.tables["ledger_entries"]):
            self.tables["ledger_entries"].append(new)

    def object(self, lease_id: str, as_of: date, likely: float = 0.06) -> None:
        received_on = self.day(as_of, -10, 2)
        withdrawn_on = self.chance.choice([None, received_on + timedelta(days=self.chance.randint(0, 12))])
        number = f"O{len(self.tables['objections'])}"
        self.tables["objections"].append(
            dict(objection_id=number, tenant_id=f"T{lease_id}", received_on=received_on, withdrawn_on=withdrawn_on)
        )

    def report_elsewhere(self, lease_id: str, as_of: date, likely: float = 0.03) -> None:
        reported_on = self.day(as_of, -5, 2)
        ended_on = self.chance.choice([None, reported_on + timedelta(days=self.chance.randint(0, 20))])
        row = dict(lease_id=lease_id, reported_on=reported_on, reported_by="AG1", ended_on=ended_on)
        self.tables["reported_elsewhere"].append(row)

    def die(self, lease_id: str, as_of: date, likely: float = 0.05) -> None:
        for tenant in self.tables["tenants"]:
            if tenant["tenant_id"] == f"T{lease_id}":
                tenant["deceased_on"] = self.day(as_of, -3, 2)

    def vanish(self, lease_id: str, as_of: date, likely: float = 0.05) -> None:
        table = self.chance.choice(["ledger_entries", "ledger_entries", "leases", "tenants", "the name of the lease"])
        if table not in self.tables:  # another stands on the lease: the neighbour, who has things happen to him too
            for lease in self.tables["leases"]:
                if lease["lease_id"] == lease_id:
                    lease["tenant_id"] = f"T{LEASES[LEASES.index(lease_id) - 1]}"
            return
        key, value = ("tenant_id", f"T{lease_id}") if table == "tenants" else ("lease_id", lease_id)
        self.tables[table] = [row for row in self.tables[table] if row[key] != value]

    def end_case(self, lease_id: str, as_of: date, likely: float = 0.1) -> None:
        for case in self.tables["collection_cases"]:
            if case["lease_id"] == lease_id:
                case["ended_on"] = self.day(as_of, -1, 1)

    def break_ledger(self, lease_id: str, as_of: date, likely: float = 0.04) -> None:
        entry_id = f"{lease_id}-R{len(self.tables['ledger_entries'])}"
        self.tables["ledger_entries"].append(
            dict(entry_id=entry_id, lease_id=lease_id, entry_type="reversal", amount=Decimal("1.00"),
                 booked_on=as_of, reverses_entry_id="nothing")
        )  # fmt: skip

    def act(self, as_of: date) -> None:
        """A person withdraws, or records a refusal or an acceptance, under the date of the run before."""
        active = [
            name
            for name, signal in signals_by_hand(self.world(as_of, []), self.events).items()
            if signal["state"] in ("delivered", "help_accepted")
        ]
        for name in active:
            if self.chance.random() < 0.06:
                kind, facts = self.chance.choice([
                    ("signal_withdrawn", dict(reason="by_hand", by="person")),
                    ("signal_closed", dict(reason="refused_by_desk", by="person")),
                    ("help_accepted", dict(accepted_on=as_of - timedelta(days=1), by="person")),
                ])  # fmt: skip
                self.record(as_of - timedelta(days=1), kind, signal_id=name, **facts)
        for name, signal in kept_off_by_hand(self.world(as_of, [])).items():
            if self.chance.random() < 0.1:
                self.record(as_of - timedelta(days=1), "signal_released", signal_id=name, lease_id=signal["lease_id"])

    def feedback(self, as_of: date) -> list[dict]:
        """Rows about lines as they left, and about nobody; some of them wrong in one thing."""
        chance, rows = self.chance, []
        for line in self.lines:
            if chance.random() < 0.35:
                row = {name: line[name] for name in ("last_name", "postcode", "house_number", "house_number_suffix")}
                row |= {"last_name": chance.choice([str.upper, str.lower, str.title])(row["last_name"]) + " "}
                row |= chance.choice([
                    {}, {}, {}, {"house_number": "99"}, {"house_number_suffix": chance.choice([None, "a", "Z"])},
                ])  # fmt: skip
                rows.append(row)
        return [
            dict(row, file_sha256=chance.choice("fg"), file_name=chance.choice("ab"), row_number=number,
                 answer=chance.choice(["ja"] * 7 + ["other"]),
                 accepted_on=chance.choice([None, *[self.day(as_of, -14, 1) for _ in range(7)]]))
            for number, row in enumerate(rows, start=1)
        ]  # fmt: skip

    # What the product does after the models.

    def record(self, as_of: date, event_type: str, signal_id: str | None = None, batch_id: str | None = None,
               lease_id: str | None = None, **payload: object) -> None:  # fmt: skip
        self.events.append(
            dict(seq=len(self.events) + 1, as_of_date=as_of, event_type=event_type, signal_id=signal_id,
                 batch_id=batch_id, lease_id=lease_id, payload=payload)
        )  # fmt: skip

    def do(self, world: World) -> None:
        ask, as_of = self.models.rows, world.as_of
        for row in ask("select * from intermediate.int_feedback_matches where outcome = 'accepted'"):
            self.record(as_of, "help_accepted", row["signal_id"], accepted_on=row["accepted_on"], by="feedback")
        for row in ask("select * from marts.withdrawals_due where not needs_person"):
            self.record(as_of, "signal_withdrawn", row["signal_id"], reason=row["reason"], by="run")
        for row in ask("select * from marts.closings_due"):
            self.record(as_of, "signal_closed", row["signal_id"], reason=row["reason"], by="run")
        for row in ask("select * from marts.hold_notices_due order by agency_id, line_number"):
            same = ("case_id", "message", "hold_status", "ends_on")
            self.record(as_of, "hold_notice_delivered", row["signal_id"], **{name: row[name] for name in same})
        for row in ask("select * from marts.terms_passed where not already_listed"):
            self.record(as_of, "term_passed", row["signal_id"], threatening=row["is_threatening"])
        for row in ask("select * from marts.settlements_due"):
            self.record(as_of, "arrears_settled", row["signal_id"], lease_id=row["lease_id"])
        self.deliver(world, {row["lease_id"]: row for row in ask("select * from intermediate.int_signal_blocks")})

    def deliver(self, world: World, blocks: dict[str, dict]) -> None:
        batch_id, due = f"B{len(self.events)}", []
        for lease_id in LEASES:
            block = blocks.get(lease_id, {"blocks": False, "replaces_signal_id": None})
            owed = arrears(world, lease_id)
            if owed and is_consistent(world, lease_id) and not block["blocks"] and self.chance.random() < 0.8:
                due.append(self.facts(world.as_of, lease_id, owed, block["replaces_signal_id"]))
        if not due:
            return
        self.record(world.as_of, "batch_prepared", batch_id=batch_id, kind="signals", signals=due)
        if self.chance.random() < 0.25:
            self.waiting.append((batch_id, due))  # a crash, or a desk that does not answer
        else:
            self.arrive(world.as_of, batch_id, due)

    def facts(self, as_of: date, lease_id: str, owed: list[dict], replaces: str | None) -> dict:
        tenants = {lease["lease_id"]: lease["tenant_id"] for lease in self.tables["leases"]}
        return dict(
            signal_id=f"S-{lease_id}-{as_of}", lease_id=lease_id, desk=self.chance.choice(["vps", "ris_matching"]),
            signal_as_of=as_of, amount=f"{sum(charge['open'] for charge in owed):.2f}", tenant_id=tenants.get(lease_id),
            covered=[dict(entry_id=charge["entry_id"], amount=f"{charge['open']:.2f}") for charge in owed],
            threatening=self.chance.random() < 0.3, replaces=replaces,
        )  # fmt: skip

    def arrive(self, as_of: date, batch_id: str, lines: list[dict]) -> None:
        for facts in lines:
            payload = {name: value for name, value in facts.items() if name not in ("signal_id", "lease_id")}
            self.record(as_of, "signal_delivered", facts["signal_id"], batch_id, facts["lease_id"], **payload)
            if facts["replaces"]:
                done = dict(reason="replaced", replaced_by=facts["signal_id"], by="run")
                self.record(as_of, "signal_closed", facts["replaces"], **done)
            number = int(facts["lease_id"][1:])  # leases 1 and 2, 3 and 4, ... share an address
            self.lines.append(
                dict(batch_id=batch_id, signal_id=facts["signal_id"], lease_id=facts["lease_id"], desk=facts["desk"],
                     last_name=NAMES[(number - 1) % 4], postcode="1011AB", house_number=str((number + 1) // 2),
                     house_number_suffix=self.chance.choice([None, "A", "B"]))
            )  # fmt: skip
        self.record(as_of, "batch_delivered", batch_id=batch_id, kind="signals")

    def hear_of(self, as_of: date, batch_id: str, lines: list[dict]) -> None:
        """The next run, or a person before it, learns what became of a batch."""
        what = self.chance.choice(["arrived", "resolved", "unsent", "abandoned", "silence"])
        if what == "arrived":
            self.arrive(as_of, batch_id, lines)
        elif what == "resolved":
            self.record(as_of - timedelta(days=1), "batch_resolved", batch_id=batch_id, outcome="not-delivered")
        elif what != "silence":
            kind = {"unsent": "batch_found_unsent", "abandoned": "batch_abandoned"}[what]
            self.record(as_of, kind, batch_id=batch_id)


def proposals(models: LifeInMemory) -> dict[str, object]:
    """What the models say, in the shape of life_by_hand.py."""
    ask = models.rows
    return {
        "withdrawals": {r["signal_id"]: (r["reason"], r["needs_person"]) for r in ask("from marts.withdrawals_due")},
        "closings": {r["signal_id"]: r["reason"] for r in ask("from marts.closings_due")},
        "holds": {
            r["signal_id"]: {n: r[n] for n in ("lease_id", "accepted_on", "hold_until", "status", "ends_on")}
            for r in ask("from marts.collection_holds")
        },
        "notices": {(r["signal_id"], r["case_id"]): r["message"] for r in ask("from marts.hold_notices_due")},
        "blocks": {r["lease_id"]: (r["blocks"], r["replaces_signal_id"]) for r in ask("from intermediate.int_signal_blocks")},
        "terms": {r["signal_id"]: r["already_listed"] for r in ask("from marts.terms_passed")},
        "settlements": {r["signal_id"] for r in ask("from marts.settlements_due")},
    }


def by_hand(world: World) -> dict[str, object]:
    withdrawals, closings = endings_by_hand(world)
    return {
        "withdrawals": withdrawals,
        "closings": closings,
        "holds": holds_by_hand(world),
        "notices": notices_by_hand(world),
        "blocks": blocks_by_hand(world),
        "terms": terms_by_hand(world),
        "settlements": settlements_by_hand(world),
    }


@QUICK
@given(chance=st.randoms(use_true_random=False))
def test_run_after_run_the_models_propose_what_the_rules_read_aloud_ask(models, chance):
    story, as_of = Story(chance, models), START
    for _ in range(5):
        feedback = story.feedback(as_of)
        story.happen(as_of)
        world = story.world(as_of, feedback)
        models.judge(world)
        matches = models.rows("from intermediate.int_feedback_matches")
        found = {(r["file_sha256"], r["row_number"]): (r["outcome"], r["signal_id"]) for r in matches}
        assert found == feedback_by_hand(world)
        proposed = proposals(models)
        assert proposed == by_hand(world)

        story.do(world)
        again = story.world(as_of, [])
        models.refresh(again)
        states = {r["signal_id"]: r["state"] for r in models.rows("from marts.signals")}
        assert states == {name: signal["state"] for name, signal in signals_by_hand(again, again.events).items()}
        models.judge(again)
        assert proposals(models) == proposed, "a date run again must give the same rows"
        as_of = story.day(as_of, 1, 35)

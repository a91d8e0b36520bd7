"""A desk's file is made while the evidence of its signals is kept; it leaves after that, and only if it is still what is due.

Belongs here: the second half of a real day in which the evidence cannot be kept, or something else came to be due meanwhile. Does
not belong here: contracts that break (test_contract_gate.py), what an earlier run left unsent (test_killed_runs.py).
"""

from __future__ import annotations

from dataclasses import replace

from orchestration import due_batches
from orchestration.assets import deliveries
from tests.support.portfolios import DESK_OF

DAY = "2026-04-20"


def test_where_the_evidence_cannot_be_kept_nothing_leaves_though_the_files_were_made(judged, tmp_path, monkeypatch):
    place, made = judged.copy(tmp_path / "home"), []

    def beside(run, proposals, *, of=due_batches.made_beside):
        made.append(of(run, proposals))
        return made[-1]

    def no_room(*_):
        raise OSError(28, "no space left")

    monkeypatch.setattr(deliveries, "made_beside", beside)
    monkeypatch.setattr(deliveries, "keep_signals", no_room)
    result = place.deliver(DAY)
    assert result.status == 1 and len(made) == 1
    assert place.events("batch_prepared") == [] and place.files("signals") == []
    assert not list(place.home.delivered.glob("*.parquet"))


def test_of_what_was_done_while_the_file_was_made_nothing_leaves_again(judged, tmp_path, monkeypatch):
    place, asked = judged.copy(tmp_path / "home"), []
    before = due_batches.taken

    def done_meanwhile(register, as_of):
        asked.append(as_of)
        done = before(register, as_of)
        return done if len(asked) <= len(set(DESK_OF.values())) else replace(done, leases=done.leases | {"L1"})

    monkeypatch.setattr(due_batches, "taken", done_meanwhile)
    result = place.deliver(DAY)
    assert "1 of 3 signals decided for ris_matching neither left nor were held back" in result.text
    delivered = {event.lease_id for event in place.events("signal_delivered")}
    assert delivered == DESK_OF.keys() - {"L1"}
    in_files = sum(len(lines) - 1 for lines in place.cells(f"signals_{DAY}").values())
    assert in_files == len(delivered)

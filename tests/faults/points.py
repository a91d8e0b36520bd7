"""The faults: where, what, and what the next day looks like. One entry per row of docs/faults.md.

Belongs here: the list alone. Does not belong here: causing a fault (world.py, driver.py) or judging its end (judge.py).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

SIZE = 40_000  # bytes of the file that is sent: two writes on the wire


@dataclass(frozen=True)
class Point:
    """One fault.

    Attributes:
        channel: folder, sftp or api.
        server: outbox, sshd (OpenSSH), knobs (the sFTP server with knobs) or api (the stand-in).
        fault: in words.
        kill_at: SIGKILL at this step, `step:n` for its n-th time. `full_at`: from this step on our disk takes nothing.
        knobs: for the remote.
        cut_up, cut_down: where the wire is cut: as a share of the bytes of a whole session, or, below zero, so many
            bytes before its end.
        attempts: how often the run tries before it gives up.
        heals: whether the remote is well again for the next run.
        changed: whether the next day's tables give other lines, so that an unsent batch must not be sent any more.
        taken: whether the desk fetches files away at once.
        setting: what became of our own settings of the desk before the next run: `broken` (one is missing, so the desk cannot
            be reached), `removed` (it is a folder again); empty: nothing.
    """

    channel: str
    server: str
    fault: str
    kill_at: str = ""
    full_at: str = ""
    knobs: dict = field(default_factory=dict)
    cut_up: float | None = None
    cut_down: float | None = None
    attempts: int = 1
    heals: bool = True
    changed: bool = False
    taken: bool = False
    setting: str = ""


FOLDER_STEPS = ("prepared", "lines_kept", "placed", "before_checklist", "sent", "recorded")
SFTP_STEPS = (
    "prepared", "lines_kept", "placed", "sending_start", "sending_commit", "piece_written:1", "piece_written:2", "uploaded",
    "before_rename", "renamed", "sent", "recorded",
)  # fmt: skip
AT_CLOSE = "the desk takes each file when it is closed, under its temporary name too"
API_STEPS = (
    "prepared", "lines_kept", "placed", "sending_start", "before_call:1", "answered:1", "line_recorded:1",
    "before_call:2", "answered:2", "line_recorded:2", "before_call:3", "answered:3", "line_recorded:3", "sent",
    "recorded",
)  # fmt: skip


def all_points() -> list[Point]:
    """Every fault, in the order of the table."""
    return [*_kills(), *_lost_settings(), *_full_disks(), *_wire_cuts(), *_knobs(), *_api_faults()]


def _kills() -> Iterator[Point]:
    for channel, server, steps in (
        ("folder", "outbox", FOLDER_STEPS), ("sftp", "knobs", SFTP_STEPS), ("sftp", "sshd", SFTP_STEPS),
        ("api", "api", API_STEPS),
    ):  # fmt: skip
        for step in steps:
            for changed in (False, True):
                yield Point(channel, server, f"SIGKILL after step {step}", kill_at=step, changed=changed)
    for step in SFTP_STEPS[6:]:
        yield Point("sftp", "knobs", f"SIGKILL after step {step}", kill_at=step, taken=True)
    for step in SFTP_STEPS[3:8]:
        yield Point("sftp", "knobs", f"SIGKILL after step {step}, {AT_CLOSE}", kill_at=step, knobs=dict(take_at_close=True))


def _lost_settings() -> Iterator[Point]:
    """A batch is left mid-upload, and nobody can reach its desk any more."""
    for channel, server, steps in (
        ("sftp", "knobs", ("sending_start", "piece_written:1", "sending_commit", "uploaded", "renamed")),
        ("api", "api", ("sending_start", "before_call:2", "answered:2", "line_recorded:2", "answered:3")),
    ):  # fmt: skip
        for step in steps:
            yield _unset(channel, server, step, "broken", "a setting of the desk is missing the next day")
        # Where nothing was committed the batch goes by the folder; here it may count already.
        for step in steps[2:]:
            yield _unset(channel, server, step, "removed", "the desk's settings are removed the next day")


def _unset(channel: str, server: str, step: str, setting: str, words: str) -> Point:
    return Point(channel, server, f"SIGKILL after step {step}, {words}", kill_at=step, setting=setting)


def _full_disks() -> Iterator[Point]:
    for channel, server, steps in (
        ("folder", "outbox", FOLDER_STEPS[:-1]),
        ("sftp", "knobs", ("prepared", "placed", "uploaded", "sending_commit", "renamed", "sent")),
        ("api", "api", ("prepared", "placed", "answered:1", "answered:3", "sent")),
    ):
        for step in steps:
            yield Point(channel, server, f"our disk full from step {step} on", full_at=step)
    for size in (0, 1, 20_000, 32_000, 39_999):
        yield Point("sftp", "knobs", f"their disk full after {size} bytes", knobs=dict(full_after=size))
        yield Point("sftp", "knobs", f"their disk stays full after {size} bytes", knobs=dict(full_after=size), heals=False)


def _wire_cuts() -> Iterator[Point]:
    for number in range(24):
        yield Point("sftp", "sshd", _cut("up", number / 24), cut_up=number / 24)
    for number in range(12):
        yield Point("sftp", "sshd", _cut("down", number / 12), cut_down=number / 12)
    # The rename and its answer travel among the last few hundred bytes.
    for left in range(20, 420, 40):
        for taken in (False, True):
            yield Point("sftp", "sshd", _cut("up", -left), cut_up=-left, taken=taken)
            yield Point("sftp", "sshd", _cut("down", -left), cut_down=-left, taken=taken)
        yield Point("sftp", "sshd", f"{_cut('up', -left)}, two attempts", cut_up=-left, attempts=2)


def _cut(way: str, where: float) -> str:
    share = f"{-where} bytes before the end" if where < 0 else f"after {where:.0%}"
    return f"connection cut {share} of a session's bytes {way}"


def _knobs() -> Iterator[Point]:
    for size in (0, 1, 100, 8_000, 16_000, 31_999, 32_000, 32_001, 36_000, 39_999):
        yield _sftp(f"connection cut after {size} bytes written", cut_after_bytes=size)
        yield _sftp(f"server keeps only {size} bytes", truncate_to=size)
    for step in ("connect", "open", "stat", "close", "before_rename", "after_rename"):
        yield _sftp(f"connection cut at {step}", cut_at=step)
        yield _sftp(f"connection cut at {step} every time", lasting=True, cut_at=step)
        yield _sftp(f"connection cut at {step}, two attempts", attempts=2, cut_at=step)
        yield _sftp(f"connection cut at {step}", taken=True, cut_at=step)
    for step in ("connect", "auth", "open", "write", "stat", "read", "rename", "after_rename"):
        yield _sftp(f"server falls silent at {step}", stall_at=step)
        yield _sftp(f"server falls silent at {step}", taken=True, stall_at=step)
    for right in ("open", "write", "stat", "read", "rename", "remove"):
        yield _sftp(f"no right to {right}", lasting=True, deny=right)
    yield from _other_habits()
    yield _sftp("server changes the bytes", corrupt=True)
    yield _sftp("rename fails", fail_rename=True)
    yield _sftp("rename fails every time", lasting=True, fail_rename=True)
    yield _sftp("rename succeeds, the answer says it failed", fail_rename=True, rename_all_the_same=True)
    yield _sftp("rename succeeds, the answer says it failed", taken=True, fail_rename=True, rename_all_the_same=True)
    yield _sftp("another file takes the name", lasting=True, name_taken=True)
    yield _sftp("old server", lasting=True, old=True)
    yield _sftp("another host key", lasting=True, wrong_host_key=True)
    yield _sftp("no host key agreed on", lasting=True, no_host_key=True)
    yield _sftp("a key of ours that the server does not know", lasting=True, wrong_key=True)
    yield _sftp("our key readable by others", lasting=True, open_key=True)


def _other_habits() -> Iterator[Point]:
    """What servers do that OpenSSH does not."""
    yield _sftp(AT_CLOSE, lasting=True, take_at_close=True)
    yield _sftp(f"{AT_CLOSE}, two attempts", lasting=True, attempts=2, take_at_close=True)
    for size in (0, 100, 32_000, 39_999):
        yield _sftp(f"connection cut after {size} bytes written, {AT_CLOSE}", take_at_close=True, cut_after_bytes=size)
    for step in ("close", "stat", "before_rename"):
        yield _sftp(f"connection cut at {step}, {AT_CLOSE}", take_at_close=True, cut_at=step)
        yield _sftp(f"connection cut at {step}, {AT_CLOSE}, two attempts", attempts=2, take_at_close=True, cut_at=step)
    for words, refuse in (("size", ()), ("size and no content", ("read",))):
        yield _sftp(f"server shows no {words}", lasting=True, no_size=True, refuse=refuse)
        yield _sftp(f"server shows no {words} and keeps only 100 bytes", no_size=True, refuse=refuse, truncate_to=100)
    yield _sftp("server shows no size, cut after the rename", no_size=True, cut_at="after_rename")
    for refuse in (("stat",), ("read",), ("stat", "read")):
        yield _sftp(f"server cannot do {' nor '.join(refuse)}", lasting=True, refuse=refuse)
        yield _sftp(f"server cannot do {' nor '.join(refuse)}, and keeps only 100 bytes", refuse=refuse, truncate_to=100)
    for made in (False, True):
        words = ", but makes the file all the same" if made else ""
        yield _sftp(f"server cannot open exclusively{words}", lasting=True, refuse=("exclusive",), made_all_the_same=made)


def _sftp(fault: str, lasting: bool = False, attempts: int = 1, taken: bool = False, **knobs: object) -> Point:
    return Point("sftp", "knobs", fault, knobs=knobs, heals=not lasting, attempts=attempts, taken=taken)


def _api_faults() -> Iterator[Point]:
    for kind, words in (
        ("cut_before", "connection cut before it took effect"), ("cut_after", "connection cut after it took effect"),
        ("half_after", "half an answer"), ("nonsense_after", "unreadable answer"),
        ("stall_before", "silent before it took effect"), ("stall_after", "silent after it took effect"),
    ):  # fmt: skip
        for call in (1, 2, 3):
            yield _api(f"{words}, call {call}", kind, calls=(call,))
        yield _api(f"{words}, call 2, two attempts", kind, calls=(2,), attempts=2)
        yield _api(f"{words}, every call", kind)
        yield _api(f"{words}, every call and every question", kind, on_get=True, heals=False)
    for status in (400, 401, 403, 404, 408, 422, 429, 500, 502, 503, 301):
        yield _api(f"answer {status}, call 2", "status", status=status, calls=(2,))
        yield _api(f"answer {status}, every time", "status", status=status, heals=False)
    yield _api("every answer compressed with gzip", "gzip", heals=False)
    yield Point("api", "api", "desk cannot be reached", knobs=dict(away=True))


def _api(fault: str, kind: str, attempts: int = 1, heals: bool = True, **knobs: object) -> Point:
    return Point("api", "api", fault, knobs=dict(kind=kind, **knobs), attempts=attempts, heals=heals)

"""The remotes of the fault table: real servers on loopback, what they received, and how they get well again.

Belongs here: starting them, reaching them (also from another process), and counting what counts at the desk. Does not
belong here: which faults there are (points.py) and what an end means (judge.py).
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from documents.checklist import checklist
from exports.delivery.batches import Batch, outbox_path
from exports.delivery.channels import Channel
from exports.delivery.channels.api import ApiChannel
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.settings import ApiSettings, SftpSettings, Timeouts
from exports.delivery.channels.sftp import SftpChannel
from exports.delivery.outbox import stands
from exports.ground.home import Home
from tests.faults.points import Point
from tests.support.api_server import ApiServer, Fault, running_api
from tests.support.cutting_wire import Wire, wire_to
from tests.support.keys import make_key
from tests.support.ssh_server import Knobs, KnobServer, running_server
from tests.support.sshd import RealServer, free_port, running_sshd

QUICK = Timeouts.all(0.4)
USUAL = Timeouts.all(5.0)


def make_channel(settings: object, home: Home) -> Channel:
    """The channel that these settings are for."""
    if isinstance(settings, SftpSettings):
        return SftpChannel(settings)
    if isinstance(settings, ApiSettings):
        return ApiChannel(settings, sleep=lambda _: None)
    return FolderChannel(home, checklist)


@dataclass
class World:
    """A remote with its fault. `settings` reach it as a run would; None for the folder."""

    home: Home
    settings: SftpSettings | ApiSettings | None = None
    healthy: SftpSettings | ApiSettings | None = None

    def heal(self) -> None:
        """From now on nothing is wrong with it."""
        self.settings = self.healthy

    def received(self, batch: Batch) -> dict[str, int]:
        """How often each signal counts at the desk."""
        count = int(stands(outbox_path(self.home, batch.desk, batch.file_name), batch.sha256))
        return dict.fromkeys(batch.signal_ids, count)


@dataclass
class KnobWorld(World):
    server: KnobServer = field(default=None)

    def heal(self) -> None:
        super().heal()
        habits = self.server.knobs
        self.server.knobs = Knobs(take=habits.take, take_at_close=habits.take_at_close)
        self.server.release.set()
        self.server.client_key.path.chmod(0o600)

    def received(self, batch: Batch) -> dict[str, int]:
        count = sum((name, data) == (batch.file_name, batch.data) for name, data in self.server.deliveries)
        return dict.fromkeys(batch.signal_ids, count)


@dataclass
class RealWorld(World):
    server: RealServer = field(default=None)
    fetched: list[bytes] = field(default_factory=list)

    def received(self, batch: Batch) -> dict[str, int]:
        there = self.server.folder / batch.file_name
        count = self.fetched.count(batch.data) + int(there.exists() and there.read_bytes() == batch.data)
        return dict.fromkeys(batch.signal_ids, count)


@dataclass
class ApiWorld(World):
    server: ApiServer = field(default=None)

    def heal(self) -> None:
        super().heal()
        self.server.fault = None

    def received(self, batch: Batch) -> dict[str, int]:
        return {key: self.server.made[f"signals:{key}"] for key in batch.signal_ids}


@contextmanager
def world_of(point: Point, root: Path, session: tuple[int, int]) -> Iterator[World]:
    """The remote of this fault, with its files below `root`.

    `session`: bytes up and down that a whole session with OpenSSH carries, by which the places of cuts are set.
    """
    home = Home.at(root / "home")
    with ExitStack() as stack:
        if point.server == "knobs":
            yield _knob_world(stack, point, root, home)
        elif point.server == "sshd":
            yield _real_world(stack, point, root, home, session)
        elif point.server == "api":
            yield _api_world(stack, point, root, home)
        else:
            yield World(home)


def _knob_world(stack: ExitStack, point: Point, root: Path, home: Home) -> KnobWorld:
    knobs = dict(point.knobs)
    changes = _wrong_settings(knobs, root)
    server = stack.enter_context(running_server(root / "server", take=point.taken, **knobs))
    if changes.pop("open_key", False):
        server.client_key.path.chmod(0o644)
    times = QUICK if point.knobs.get("stall_at") else USUAL
    faulty = server.settings(timeouts=times, **changes)
    return KnobWorld(home, faulty, server.settings(timeouts=USUAL), server)


def _wrong_settings(knobs: dict, root: Path) -> dict:
    """Faults that lie in our own settings; taken out of the server's knobs."""
    changes: dict = {}
    if knobs.pop("wrong_host_key", False):
        changes["host_key"] = make_key(root / "another_host").public
    if knobs.pop("no_host_key", False):
        changes["host_key"] = ""
    if knobs.pop("wrong_key", False):
        changes["key_file"] = make_key(root / "another_client").path
    if knobs.pop("open_key", False):
        changes["open_key"] = True
    return changes


def _real_world(stack: ExitStack, point: Point, root: Path, home: Home, session: tuple[int, int]) -> RealWorld:
    server = stack.enter_context(running_sshd(root / "sshd"))
    cuts = {"cut_up": _bytes(point.cut_up, session[0]), "cut_down": _bytes(point.cut_down, session[1])}
    wire = stack.enter_context(wire_to(server.port, **cuts))
    healthy = server.settings(timeouts=USUAL)
    world = RealWorld(home, server.settings(port=wire.port, timeouts=USUAL), healthy, server)
    if point.taken:
        _fetch_away(stack, world)
    return world


def _bytes(where: float | None, session: int) -> int | None:
    """A share of a session's bytes, or so many bytes before its end."""
    if where is None:
        return None
    return int(session + where if where < 0 else session * where)


def _fetch_away(stack: ExitStack, world: RealWorld) -> None:
    """Do as the desk does: take each whole file as soon as it has its name."""
    over = threading.Event()

    def fetch() -> None:
        while not over.wait(0.002):
            for path in world.server.folder.glob("*.xlsx"):
                world.fetched.append(path.read_bytes())
                path.unlink()

    fetcher = threading.Thread(target=fetch, daemon=True)
    fetcher.start()
    stack.callback(fetcher.join)
    stack.callback(over.set)


def _api_world(stack: ExitStack, point: Point, root: Path, home: Home) -> ApiWorld:
    knobs = dict(point.knobs)
    away = knobs.pop("away", False)
    server = stack.enter_context(running_api(Fault(**knobs) if knobs else None))
    times = QUICK if "stall" in knobs.get("kind", "") else USUAL
    root.mkdir(exist_ok=True)
    healthy = server.settings(root / "token", attempts=point.attempts, timeouts=USUAL)
    changes = {"base_url": f"http://127.0.0.1:{free_port()}"} if away else {}
    faulty = server.settings(root / "token", attempts=point.attempts, timeouts=times, **changes)
    return ApiWorld(home, faulty, healthy, server)


def whole_session(root: Path, send: object) -> tuple[int, int]:
    """Bytes up and down that one whole delivery to OpenSSH carries; `send` does the delivery with given settings."""
    with running_sshd(root) as server, wire_to(server.port) as wire:
        send(server.settings(port=wire.port))
        return _carried(wire)


def _carried(wire: Wire) -> tuple[int, int]:
    return wire.up, wire.down

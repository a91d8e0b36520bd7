"""A wire that breaks where a test wants: it carries a connection to a server and cuts it after so many bytes.

Belongs here: cutting and stalling TCP. Does not belong here: knowing what the bytes mean.
"""

from __future__ import annotations

import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field

RESET = struct.pack("ii", 1, 0)


@dataclass
class Wire:
    """The wire's state. Only the first connection is cut; later ones pass, so that recovery can be seen.

    Attributes:
        cut_up: bytes from client to server after which it is cut; None: never.
        cut_down: bytes from server to client after which it is cut.
        cut_all: cut later connections, too.
        up, down: bytes the first connection carried.
    """

    target: int
    cut_up: int | None = None
    cut_down: int | None = None
    cut_all: bool = False
    up: int = 0
    down: int = 0
    connections: int = 0
    port: int = 0
    _sockets: list[socket.socket] = field(default_factory=list)


@contextmanager
def wire_to(target: int, **knobs: object) -> Iterator[Wire]:
    """A wire to 127.0.0.1:`target`; reach it at `wire.port`."""
    wire = Wire(target, **knobs)
    with socket.create_server(("127.0.0.1", 0)) as listener:
        wire.port = listener.getsockname()[1]
        threading.Thread(target=_accept, args=(listener, wire), daemon=True).start()
        try:
            yield wire
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            for each in wire._sockets:
                _close(each)


def _accept(listener: socket.socket, wire: Wire) -> None:
    while True:
        try:
            near, _ = listener.accept()
        except OSError:
            return
        far = socket.create_connection(("127.0.0.1", wire.target))
        wire._sockets += [near, far]
        first = wire.connections == 0
        wire.connections += 1
        for source, sink, way in ((near, far, "up"), (far, near, "down")):
            threading.Thread(target=_carry, args=(source, sink, way, wire, first), daemon=True).start()


def _carry(source: socket.socket, sink: socket.socket, way: str, wire: Wire, first: bool) -> None:
    limit = getattr(wire, f"cut_{way}") if first or wire.cut_all else None
    carried = 0
    try:
        while data := source.recv(4096 if limit is None else max(1, min(4096, limit - carried))):
            if limit is not None and carried + len(data) > limit:
                break
            sink.sendall(data)
            carried += len(data)
            if first:
                setattr(wire, way, carried)
            if limit is not None and carried >= limit:
                break
    except OSError:
        pass
    if limit is not None and carried >= limit:
        for each in (source, sink):
            each.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET)
    for each in (source, sink):
        _close(each)


def _close(each: socket.socket) -> None:
    with suppress(OSError):
        each.shutdown(socket.SHUT_RDWR)
    each.close()

"""A stand-in for a desk's REST interface, held to our own description of it: every call, and its own every answer.

Belongs here: the server, its knobs, and checking both sides against vroegsignalering-api.yaml. Does not belong here:
judging outcomes. What counts is kept by the server: every key it made something for, and how often.
"""

from __future__ import annotations

import gzip
import json
import socket
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import jsonschema
import yaml

from exports.delivery.channels.settings import ApiSettings, Timeouts

DESCRIPTION = Path(__file__).parents[2] / "exports" / "delivery" / "channels" / "vroegsignalering-api.yaml"


@dataclass
class Fault:
    """What goes wrong with a call, before or after it took effect.

    Attributes:
        kind: status, cut_before, cut_after, stall_before, stall_after, half_after, nonsense_after; or gzip: the answer
            comes compressed, with the Content-Length of what travels.
        status: the status to answer, for kind `status`. `headers` go with it.
        calls: which calls (1 is the first POST) it happens to; empty: all.
        on_get: whether questions (GET) fail in the same way.
    """

    kind: str
    status: int = 500
    headers: dict[str, str] = field(default_factory=dict)
    calls: tuple[int, ...] = ()
    on_get: bool = False


@dataclass
class ApiServer:
    """A running stand-in and what it received."""

    port: int = 0
    fault: Fault | None = None
    token: str = "sleutel-van-de-test"
    refuse: dict[str, str] = field(default_factory=dict)
    made: Counter = field(default_factory=Counter)
    bodies: dict[str, dict] = field(default_factory=dict)
    posts: int = 0
    broken_rules: list[str] = field(default_factory=list)
    release: threading.Event = field(default_factory=threading.Event)
    description: dict = field(default_factory=lambda: yaml.safe_load(DESCRIPTION.read_text("utf-8")))

    def settings(self, token_file: Path, **changes: object) -> ApiSettings:
        token_file.touch(0o600)
        token_file.write_text(self.token)
        usual = dict(
            base_url=f"http://127.0.0.1:{self.port}", token_file=token_file, attempts=3, first_pause=0.0,
            longest_pause=0.01, timeouts=Timeouts.all(2.0),
        )  # fmt: skip
        return ApiSettings(**{**usual, **changes})

    def schema(self, name: str) -> dict:
        return {"$ref": f"#/components/schemas/{name}", "components": self.description["components"]}

    def check(self, name: str, value: object) -> None:
        """Note each way in which a body is not as described; the test asserts that there are none."""
        problems = jsonschema.Draft202012Validator(self.schema(name)).iter_errors(value)
        self.broken_rules += [f"{name}: {problem.validator} at {problem.json_path}" for problem in problems]


@contextmanager
def running_api(fault: Fault | None = None, **more: object) -> Iterator[ApiServer]:
    """The stand-in on a free port of this machine."""
    server = ApiServer(fault=fault, **more)
    handler = type("Handler", (_Handler,), {"desk": server})
    http = ThreadingHTTPServer(("127.0.0.1", 0), handler)
    http.daemon_threads = True
    server.port = http.server_address[1]
    threading.Thread(target=http.serve_forever, args=(0.02,), daemon=True).start()
    try:
        yield server
    finally:
        server.release.set()
        http.shutdown()
        http.server_close()


class _Handler(BaseHTTPRequestHandler):
    desk: ApiServer
    protocol_version = "HTTP/1.1"

    def log_message(self, *_: object) -> None:
        """Tests need no access log."""

    def do_GET(self) -> None:
        kind, _, key = self.path.strip("/").partition("/")
        fault = self.desk.fault
        if fault and fault.on_get and self._broken(fault):
            return
        if self.desk.made[f"{kind}:{key}"]:
            return self._answer(200, {"reference": f"R-{key}"}, "Receipt")
        self._answer(404, {"code": "unknown_key"}, "Problem")

    def do_POST(self) -> None:
        desk, kind = self.desk, self.path.strip("/")
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        key = self.headers.get("Idempotency-Key", "")
        desk.posts += 1
        fault = desk.fault if desk.fault and (not desk.fault.calls or desk.posts in desk.fault.calls) else None
        if self.headers.get("Authorization") != f"Bearer {desk.token}":
            return self._answer(401, {"code": "no_token"}, "Problem")
        desk.check({"signals": "Signal", "withdrawals": "Withdrawal"}.get(kind, "nothing"), body)
        if not key:
            desk.broken_rules.append("Idempotency-Key is missing")
        if fault and not fault.kind.endswith("_after") and self._broken(fault):
            return
        if key in desk.refuse:
            return self._answer(422, {"code": desk.refuse[key]}, "Problem")
        if desk.made[f"{kind}:{key}"]:
            return self._answer(409, {"code": "already_there"}, "Problem")
        desk.made[f"{kind}:{key}"] += 1
        desk.bodies[key] = body
        if fault and self._broken(fault):
            return
        self._answer(201, {"reference": f"R-{key}"}, "Receipt")

    def _broken(self, fault: Fault) -> bool:
        """Do what the fault says; whether that was the answer."""
        kind = fault.kind.removesuffix("_before").removesuffix("_after")
        if kind == "gzip":
            return False
        if kind == "status":
            self._answer(fault.status, {"code": "out_of_order"}, "Problem", fault.headers)
        if kind == "stall":
            self.desk.release.wait(10)
        if kind in ("half", "nonsense"):
            self.send_response(201)
            self.send_header("Content-Length", "60")
            self.end_headers()
            self.wfile.write(b'{"refer' if kind == "half" else b"<html>" + b"." * 54)
        if kind in ("cut", "stall", "half"):
            self.close_connection = True
            self.connection.shutdown(socket.SHUT_RDWR)
        return True

    def _answer(self, status: int, said: dict, schema: str, headers: dict[str, str] | None = None) -> None:
        self.desk.check(schema, said)
        data = json.dumps(said).encode("utf-8")
        if self.desk.fault and self.desk.fault.kind == "gzip":
            data, headers = gzip.compress(data), {"Content-Encoding": "gzip", **(headers or {})}
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", "Content-Length": str(len(data)),
                            **(headers or {})}.items():  # fmt: skip
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(data)

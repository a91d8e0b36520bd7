"""The example's nginx on loopback, in front of whatever a test starts behind it.

Belongs here: turning docs/examples/nginx/vroegsignaal.conf into one that runs here (ports, names, no certificates),
starting and stopping nginx, and a small upstream that remembers what reached it. Does not belong here: what should come
through.
"""

from __future__ import annotations

import os
import pwd
import subprocess
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import requests

from tests.support.parts import require
from tests.support.sshd import free_port

EXAMPLE = Path(__file__).parents[2] / "docs" / "examples" / "nginx" / "vroegsignaal.conf"
MAIN = """
daemon off;
{user}
pid {folder}/nginx.pid;
error_log {folder}/error.log;
events {{ worker_connections 64; }}
http {{
  access_log off;
  client_body_temp_path {folder}/body;
  proxy_temp_path {folder}/proxy;
  fastcgi_temp_path {folder}/fastcgi;
  uwsgi_temp_path {folder}/uwsgi;
  scgi_temp_path {folder}/scgi;
  include {folder}/vroegsignaal.conf;
}}
"""
PAGE, AUDITORS = "vroegsignaal.example", "auditors.vroegsignaal.example"
LOGIN = ("someone", "a password")


@dataclass
class Proxy:
    """A running nginx with the example's rules; `origin` is what its own page says in Origin."""

    port: int

    def origin(self, host: str = PAGE) -> str:
        return f"http://{host}:{self.port}"

    def ask(self, method: str, path: str, *, host: str = PAGE, login: tuple | None = LOGIN, **headers: str):
        """A request as a browser would make it: names with underscores for dashes, `host` as the address bar has it."""
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        body = named.pop("body", None)
        return requests.request(
            method,
            f"http://127.0.0.1:{self.port}{path}",
            headers={"Host": f"{host}:{self.port}", "Content-Type": "application/json", **named},
            data=body,
            auth=login,
            timeout=30,
            allow_redirects=False,
        )


@contextmanager
def running_proxy(folder: Path, *, page_port: int, auditors_port: int) -> Iterator[Proxy]:
    """nginx with the example's rules in front of these two ports."""
    nginx, port = require("nginx"), free_port()
    folder.mkdir(parents=True, exist_ok=True)
    passwords = folder / "passwords"
    passwords.write_text(f"{LOGIN[0]}:{{PLAIN}}{LOGIN[1]}\n")
    rules = EXAMPLE.read_text()
    for example, here in {
        "listen 443 ssl": f"listen 127.0.0.1:{port}",
        "127.0.0.1:3000": f"127.0.0.1:{page_port}",
        "127.0.0.1:3001": f"127.0.0.1:{auditors_port}",
        f"https://{PAGE} ": f"http://{PAGE}:{port} ",
        f"https://{AUDITORS} ": f"http://{AUDITORS}:{port} ",
        "/etc/nginx/vroegsignaal.passwords": str(passwords),
        "/etc/nginx/vroegsignaal.auditors": str(passwords),
    }.items():
        assert example in rules, example
        rules = rules.replace(example, here)
    lines = [line for line in rules.splitlines() if not line.strip().startswith("ssl_certificate")]
    (folder / "vroegsignaal.conf").write_text("\n".join(lines))
    user = f"user {pwd.getpwuid(os.getuid()).pw_name};" if os.getuid() == 0 else ""
    (folder / "nginx.conf").write_text(MAIN.format(folder=folder, user=user))
    process = subprocess.Popen([str(nginx), "-c", str(folder / "nginx.conf"), "-p", str(folder)], stderr=subprocess.DEVNULL)
    try:
        wait_for(port, process, folder / "error.log")
        yield Proxy(port)
    finally:
        process.terminate()
        process.wait(timeout=10)


def wait_for(port: int, process: subprocess.Popen, log: Path | None = None, seconds: float = 90) -> None:
    """Until something answers there. Raises AssertionError where the process ends first or time runs out."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        try:
            requests.get(f"http://127.0.0.1:{port}/", timeout=5)
            return
        except requests.RequestException:
            assert process.poll() is None, log.read_text() if log and log.exists() else "it ended"
            time.sleep(0.1)
    raise AssertionError(f"nothing answers on port {port}")


@dataclass
class Upstream:
    """What reached the other side of the proxy: (method, path, headers)."""

    port: int
    reached: list[tuple[str, str, dict[str, str]]] = field(default_factory=list)


@contextmanager
def running_upstream() -> Iterator[Upstream]:
    """A server that says yes to everything and remembers it, as Dagster's page would do it."""
    upstream = Upstream(0)

    class Handler(BaseHTTPRequestHandler):
        def answer(self) -> None:
            self.rfile.read(int(self.headers.get("Content-Length") or 0))
            upstream.reached.append((self.command, self.path, dict(self.headers)))
            self.send_response(200)
            self.send_header("Content-Length", "2")
            self.end_headers()
            if self.command != "HEAD":
                self.wfile.write(b"ok")

        do_GET = do_POST = do_HEAD = do_PUT = do_DELETE = do_OPTIONS = answer

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    upstream.port = server.server_address[1]
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield upstream
    finally:
        server.shutdown()
        server.server_close()
        thread.join()

"""`vroegsignaal ui`: Dagster's page on this machine, with its daemon, so that schedules and sensors run.

Belongs here: starting both with the home's settings, and stopping both. Does not belong here: a login or a proxy
(docs/examples/nginx): the page listens on this machine only and has no login of its own.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import click

from exports.ground.home import Home
from exports.keeping.retention import PURGE_BY_ITSELF
from orchestration.environment import CHECKOUT, IS_CHECKOUT
from orchestration.instance import history
from orchestration.settings import Settings


@click.command(short_help="Dagster's page, with schedules and sensors running.")
@click.option("--port", type=click.IntRange(1, 65535), help="Default: that of the settings, 3000; with --read-only 3001.")
@click.option("--host", default="127.0.0.1", show_default=True, help="Leave it: the page has no login of its own.")
@click.option("--read-only", is_flag=True, help="A page for auditors: nothing can be started from it.")
def ui(port: int | None, host: str, read_only: bool) -> None:
    """Dagster's page (http://127.0.0.1:3000), schedules and sensors running.

    Where page or daemon stops by itself, both are stopped and the exit status is 1: systemd or the container starts both again.
    """
    from orchestration.dbt_runner import ensure_manifest

    settings = Settings()
    home, port = Home.at(settings.home), port or (settings.auditors_port if read_only else settings.page_port)
    history(home).dispose()  # its tables are there before several programs, or two pages of one home, would make them at once
    ensure_manifest()
    os.environ.setdefault("PYTHONWARNINGS", "ignore")
    programs = [_program("dagster-webserver", "-h", host, "-p", str(port), *(["--read-only"] if read_only else []))]
    if not read_only:
        programs.append(_program("dagster-daemon", "run"))
    click.echo(f"http://{host}:{port}  (Ctrl-C stops it; the first page takes about half a minute)")
    if not read_only:
        click.echo(f"Good to know: {PURGE_BY_ITSELF}.")
    signal.signal(signal.SIGTERM, _stop)  # whoever ends this command ends the page and the daemon with it
    folder = CHECKOUT if IS_CHECKOUT else home.dagster
    started = {Path(program[0]).name: subprocess.Popen(program, cwd=folder) for program in programs}
    ended = ""
    try:
        ended = _first_to_end(started)
    except KeyboardInterrupt:
        click.echo("Stopping")
    finally:
        for process in started.values():
            process.terminate()
        for process in started.values():
            _wait_or_kill(process)
    if ended:
        raise click.ClickException(f"{ended} stopped by itself, so all of it was stopped; start it again")


def _first_to_end(started: Mapping[str, subprocess.Popen[bytes]]) -> str:
    """Wait until one of the programs ends by itself; gives its name. A page without its daemon would start no day."""
    while True:
        for name, process in started.items():
            if process.poll() is not None:
                return name
        time.sleep(1)


def _wait_or_kill(process: subprocess.Popen[bytes]) -> None:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:  # a page that is still starting does not listen to a request to stop
        process.kill()
        process.wait()


def _stop(*_: object) -> None:
    raise KeyboardInterrupt


def _program(name: str, *arguments: str) -> list[str]:
    where = Path(sys.executable).with_name(name)
    workspace = CHECKOUT / "workspace.yaml"  # an installation has none: the one code location is named instead
    location = ["-w", str(workspace)] if workspace.is_file() else ["-m", "orchestration.definitions", "-a", "defs"]
    return [str(where), *arguments, *location]

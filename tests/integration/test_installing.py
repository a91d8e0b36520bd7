"""The ways in that docs/operations.md describes, followed step by step as far as a machine without root allows.

Belongs here: the page's own commands and the Dockerfile's own steps, in an empty folder with an empty environment; the lock's
packages are lent by this environment instead of downloaded. Does not belong here: units (test_service_files.py) and the proxy
(test_proxy.py).
"""

from __future__ import annotations

import json
import os
import re
import shlex
import shutil
import socket
import subprocess
import sys
import sysconfig
from pathlib import Path

import pytest

from tests.support.day import Place
from tests.support.page import wait_until_up
from tests.support.parts import require

pytestmark = pytest.mark.long
CHECKOUT = Path(__file__).parents[2]
PAGE = (CHECKOUT / "docs" / "operations.md").read_text()
DOCKERFILE = (CHECKOUT / "deploy" / "Dockerfile").read_text()
# The image's second half as far as the kernel alone gives it: namespaces of its own for mounts, processes and network, a root
# that cannot be written to, /tmp and the home as compose mounts them, its user without a right, and its own probe.
# The page ends with the namespace of its process.
CLOSED_OFF = """
set -eu
umask 022
ip link set lo up
mount --rbind / "$ROOT" && mount -o remount,ro,bind "$ROOT"
for folder in tmp root home; do mount -t tmpfs -o mode=1777 tmpfs "$ROOT/$folder"; done
for part in $PARTS; do mkdir -p "$ROOT$part" && mount --bind "$part" "$ROOT$part" && mount -o remount,ro,bind "$ROOT$part"; done
install -d -o 10001 -g 10001 -m 0700 "$ROOT/home/vroegsignaal" "$ROOT/home/vroegsignaal/home"
mount -o remount,ro "$ROOT/root"
exec chroot "$ROOT" setpriv --reuid=10001 --regid=10001 --clear-groups --no-new-privs --bounding-set=-all \\
  --inh-caps=-all sh -euc '
  cd /home/vroegsignaal
  if touch /opt/written 2>/dev/null || touch "$PROGRAM" 2>/dev/null; then echo "the root can be written to"; exit 1; fi
  "$PROGRAM" demo
  "$PROGRAM" run --demo-date
  "$PROGRAM" register verify
  "$PROGRAM" $UI & page=$!
  for try in $(seq 120); do kill -0 $page; sleep 2; "$PYTHON" -c "$PROBE" 2>/dev/null && break; done
  "$PYTHON" -c "$PROBE" && echo "the probe answers"'
"""
OF_ROOT = ("apt-get", "useradd", "systemctl")  # said, not done here


def lend(environment: Path) -> None:
    """The packages of the lock, which stand in this environment already, made those of another one."""
    site = next(environment.glob("lib/python*/site-packages"))
    for old in site.glob("setuptools*"):  # the lock brings its own
        shutil.rmtree(old)
    (site / "lent.pth").write_text(sysconfig.get_path("purelib") + "\n")
    (site / "lent.pth").chmod(0o644)
    for program in Path(sysconfig.get_path("scripts")).glob("dagster*"):
        lent = environment / "bin" / program.name
        lent.write_text(f"#!{environment / 'bin' / 'python'}\n{program.read_text().partition(chr(10))[2]}")
        lent.chmod(0o755)


def given(program: Path, *arguments: str, home: Path) -> subprocess.CompletedProcess:
    """A command of an installation, in an empty folder, with nothing but its home set."""
    environment = {"PATH": os.environ["PATH"], "VROEGSIGNAAL_HOME": str(home), "LC_ALL": "C.UTF-8"}
    return subprocess.run([program, *arguments], cwd=home.parent, env=environment, capture_output=True, text=True, check=False)


def assert_runs_the_demo(program: Path, root: Path) -> None:
    home = root / "a home" / "home"
    home.parent.mkdir()
    for command in ("demo", "run --demo-date", "register verify"):
        done = given(program, *command.split(), home=home)
        assert done.returncode == 0, done.stdout + done.stderr
    assert given(program, "status", "--format", "nagios", home=home).returncode in (0, 1)
    found = [path for path in program.parent.parent.rglob("vroegsignaal/orchestration/cli/run.py")]
    assert len(found) == 1  # what ran is what was installed


def test_the_page_s_steps_install_a_package_that_runs_the_demo(tmp_path):
    steps = re.search(r"## Install\n.*?```\n(.*?)```", PAGE, re.S).group(1).splitlines()
    places = {"/opt/vroegsignaal": tmp_path / "opt", "/etc/": f"{tmp_path}/etc/", "/var/": f"{tmp_path}/var/"}
    source = copy_of_the_tree(tmp_path / "source")
    subprocess.run(wheel_of(source), check=True, capture_output=True)
    wheel = next(source.glob("*.whl"))
    for step in steps:
        for said, here in places.items():
            step = step.replace(said, str(here))
        words = shlex.split(step.replace("deploy/systemd/*", " ".join(map(str, (source / "deploy" / "systemd").iterdir()))))
        if words[0] in OF_ROOT:
            continue
        if "--require-hashes" in words:
            assert (source / words[-1]).is_file()
            lend(tmp_path / "opt")
            continue
        words = [str(wheel) if word.startswith("vroegsignaal-VERSION") else word for word in words]
        words = [word for at, word in enumerate(words) if word not in ("-g", "-o") and words[at - 1] not in ("-g", "-o")]
        (tmp_path / "etc" / "systemd" / "system").mkdir(parents=True, exist_ok=True)  # every Debian has it
        done = subprocess.run(words, cwd=source, capture_output=True, text=True, check=False)
        assert done.returncode == 0, (step, done.stderr)
    assert (tmp_path / "etc" / "vroegsignaal" / "voorbeeld.env").is_file()
    assert len(list((tmp_path / "etc" / "systemd" / "system").iterdir())) == len(list((source / "deploy" / "systemd").iterdir()))
    assert_runs_the_demo(tmp_path / "opt" / "bin" / "vroegsignaal", tmp_path)


def test_the_dockerfile_s_steps_make_an_image_that_runs_the_demo(tmp_path):
    _, build, run = DOCKERFILE.split("\nFROM ")
    context = tmp_path / "build"
    context.mkdir()
    for words in (line.split()[1:] for line in build.splitlines() if line.startswith("COPY ")):
        for name in words[:-1]:
            target = context / (name if words[-1] == "./" else words[-1])
            copy = shutil.copytree if (CHECKOUT / name).is_dir() else shutil.copyfile
            copy(CHECKOUT / name, target)
    for command in re.findall(r"^RUN (.*?[^\\])$", build, re.S | re.M):
        for step in command.replace("\\\n", " ").split("&&"):
            words = shlex.split(step.replace("/opt/vroegsignaal", str(tmp_path / "opt")))
            if "--require-hashes" in words:
                assert (context / words[-1]).is_file()
                lend(tmp_path / "opt")
                continue
            words[0] = sys.executable if words[0] == "python" else words[0]
            done = subprocess.run(words, cwd=context, capture_output=True, text=True, check=False, umask=0o022)  # as in an image
            assert done.returncode == 0, (step, done.stderr)
    program = tmp_path / "opt" / "bin" / re.search(r'^ENTRYPOINT \["(\w+)"\]', run, re.M).group(1)
    assert_runs_closed_off(program, run, tmp_path)  # first: a run that may write would leave there what the image lacks
    assert_runs_the_demo(program, tmp_path)


def assert_runs_closed_off(program: Path, stage: str, root: Path) -> None:
    """The demo and the page on a read-only root, as the image's user, with the image's own settings, command and health check."""
    for part in ("unshare", "setpriv", "ip"):
        require(part)
    settings = dict(re.findall(r"(\w+)=(\S+)", re.search(r"^ENV (.*?[^\\])$", stage, re.S | re.M).group(1)))
    (root / "root").mkdir()
    kept = [root / "opt", Path(sys.base_prefix), Path(sysconfig.get_path("purelib"))]
    environment = settings | {
        "PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "HOME": "/home/vroegsignaal", "ROOT": str(root / "root"),
        "PARTS": " ".join(str(part.resolve()) for part in kept), "PROGRAM": str(program),
        "PYTHON": str(program.parent / "python"), "UI": " ".join(json.loads(re.search(r"^CMD (.+)$", stage, re.M).group(1))),
        "PROBE": json.loads(re.search(r'^  CMD (\[.+\])$', stage, re.M).group(1))[-1],
    }  # fmt: skip
    command = ["unshare", "--mount", "--pid", "--net", "--fork", "--kill-child", "sh", "-c", CLOSED_OFF]
    done = subprocess.run(command, env=environment, cwd=root, capture_output=True, text=True, check=False, timeout=600)
    assert done.returncode == 0 and "the probe answers" in done.stdout, done.stdout[-3000:] + done.stderr[-3000:]


def wheel_of(source: Path) -> list[str]:
    command = shlex.split(re.search(r"`(pip wheel [^`]+)` in a checkout", PAGE).group(1))
    return [sys.executable, "-m", *command[:2], "--no-build-isolation", "-w", str(source), *command[2:-1], str(source)]


def copy_of_the_tree(target: Path) -> Path:
    listed = ["git", "ls-files", "-co", "--exclude-standard"]
    for name in subprocess.run(listed, cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.splitlines():
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(CHECKOUT / name, target / name)
    return target


# Several managers on one machine.


def free_port() -> str:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return str(free.getsockname()[1])


def runs_on(address: str) -> int:
    import requests

    asked = {"query": "{ runsOrError { ... on Runs { results { runId } } } }"}
    answer = requests.post(f"{address}/graphql", json=asked, timeout=60).json()
    return len(answer["data"]["runsOrError"]["results"])


def test_two_managers_have_a_page_each_that_shows_the_runs_of_its_own_home(tmp_path):
    homes = {name: Place.at(tmp_path / name) for name in ("voorbeeld", "ander")}
    program = Path(sys.executable).with_name("vroegsignaal")
    broken = homes["voorbeeld"].home.landing
    broken.mkdir()
    (broken / "leases.csv").write_text("nonsense\n")
    environment = os.environ | {"VROEGSIGNAAL_HOME": str(homes["voorbeeld"].home.root)}
    run = subprocess.run([program, "run", "--as-of", "2026-04-20"], env=environment, capture_output=True, check=False)
    assert run.returncode == 1

    pages, addresses = {}, {}
    try:
        for name, place in homes.items():
            port = free_port()
            settings = {"VROEGSIGNAAL_HOME": str(place.home.root), "VROEGSIGNAAL_AUDITORS_PORT": port}
            command = [program, "ui", "--read-only"]
            pages[name] = subprocess.Popen(
                command, env=os.environ | settings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
            )
            addresses[name] = f"http://127.0.0.1:{port}"
        for name, address in addresses.items():
            wait_until_up(address, pages[name])
        assert {name: runs_on(address) for name, address in addresses.items()} == {"voorbeeld": 1, "ander": 0}
    finally:
        for page in pages.values():
            page.terminate()
        for page in pages.values():
            page.wait(timeout=60)
    assert not (homes["ander"].home.landing.exists() or homes["ander"].home.register.exists())

"""How a process of ours ends: with the status of its command, everything printed, nothing that was to happen left out."""

import subprocess
import sys
from pathlib import Path

import pytest

from orchestration.environment import CHECKOUT

PRINTED = 200_000  # more than any buffer on the way holds
BEGUN = """
import atexit, sys, tempfile, weakref
from orchestration.process import run_and_end
def command():
    global held
    held = tempfile.TemporaryDirectory()
    print(held.name)
    atexit.register(lambda: print("last words"))
    print("." * {printed})
    {end}
run_and_end(command)
"""


def ended(end: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", BEGUN.format(end=end, printed=PRINTED)], capture_output=True, text=True, cwd=CHECKOUT
    )


@pytest.mark.parametrize(("end", "status"), [("sys.exit()", 0), ("sys.exit(0)", 0), ("sys.exit(3)", 3), ("pass", 0)])
def test_a_command_ends_with_its_own_status_and_everything_it_printed(end, status):
    done = ended(end)
    _, dots, last = done.stdout.splitlines()
    assert (done.returncode, dots, last, done.stderr) == (status, "." * PRINTED, "last words", "")


def test_what_is_cleared_up_at_the_end_of_a_process_is_cleared_up():
    done = ended("sys.exit(3)")
    assert not Path(done.stdout.splitlines()[0]).exists()


@pytest.mark.parametrize(
    ("end", "status", "said"), [("sys.exit('no home')", 1, "no home"), ("raise ValueError('fell')", 1, "ValueError: fell")]
)
def test_a_command_that_falls_says_so_as_python_does(end, status, said):
    done = ended(end)
    assert done.returncode == status and said in done.stderr and "last words" in done.stdout


def test_a_reader_who_has_seen_enough_ends_no_command_in_silence():
    """`| head`: what could not be printed is no success."""
    process = subprocess.Popen(
        [sys.executable, "-c", BEGUN.format(end="sys.exit(0)", printed=1)],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=CHECKOUT,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.close()
    process.stderr.read()
    assert process.wait() != 0

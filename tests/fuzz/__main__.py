"""`make fuzz`: thousands of spoiled files for every reader, and what became of them in docs/fuzz.md.

Belongs here: arguments, processes, the table and the exit status. Does not belong here: spoiling, readers, one reading.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from tests.fuzz.readers import readers

PAGE = Path(__file__).parents[2] / "docs" / "fuzz.md"
WORDS = ("read", "refused", "fell", "hung", "swallowed", "quoted")
BAD = WORDS[2:]
GROUND = 500  # inputs after which a process makes place for a new one
HEAD = """# Spoiled files, and what became of them

Written by `make fuzz` (SEEDS="{seeds}" EACH={each}: {total} inputs). Good files of every kind that comes from outside are spoiled
at random (bytes flipped, cut, doubled and moved; odd texts and numbers; other JSON; other parts of a workbook; one in fifty grows
to megabytes) and given to their reader, in a process that may take 10 seconds of processor time per input, and 1 GB.
**read**: to its end; **refused**: the file is set aside with a rule and what to do. What must not be: **fell** (anything else was
raised, or the process died), **hung**, **swallowed** (over 1 GB), **quoted** (a part of a person's value stands in a message).
The most memory is that of the whole process. The same seeds make the same inputs.

"""


@dataclass(frozen=True)
class Reading:
    """What became of one input."""

    reader: str
    seed: int
    number: int
    what: str
    detail: str = ""
    seconds: float = 0.0
    kilobytes: int = 0


def main() -> int:
    parser = argparse.ArgumentParser(prog="make fuzz")
    parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2])
    parser.add_argument("--each", type=int, default=5000, help="inputs a seed, divided over the readers")
    parser.add_argument("--only", help="readers whose name holds this; the page is then left as it is")
    parser.add_argument("--kept", type=Path, help="a file to which readings are added, and from which a stopped run goes on")
    asked = parser.parse_args()
    found = list(_all(asked))
    bad = [each for each in found if each.what in BAD]
    for each in bad:
        print(f"{each.what}: {each.reader}, seed {each.seed}, number {each.number}: {each.detail}")
    if not asked.only:
        words = " ".join(map(str, asked.seeds))
        PAGE.write_text(HEAD.format(seeds=words, total=len(found), each=asked.each) + table(found))
    print(f"{len(found)} inputs, {len(bad)} that fell, hung, swallowed or quoted")
    return 1 if bad else 0


def _all(asked: argparse.Namespace) -> Iterator[Reading]:
    done: dict[tuple[str, int], dict[int, Reading]] = {}
    if asked.kept and asked.kept.exists():
        for line in asked.kept.read_text().splitlines():
            each = Reading(**json.loads(line))
            done.setdefault((each.reader, each.seed), {})[each.number] = each
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        shares = {each.name: each.share for each in readers(Path(folder)).values()}
    for seed in asked.seeds:
        for name, share in shares.items():
            if asked.only and asked.only not in name:
                continue
            before = done.get((name, seed), {})
            count = -(-asked.each * share // sum(shares.values()))
            yield from (before[number] for number in range(count) if number in before)
            for each in _readings(name, seed, len(before), count):
                if asked.kept:
                    with asked.kept.open("a") as out:
                        out.write(json.dumps(vars(each)) + "\n")
                yield each


def _readings(name: str, seed: int, first: int, count: int) -> Iterator[Reading]:
    """Every input in turn; where a process ends on one, that one is listed and a new process goes on behind it."""
    while first < count:
        end = min(count, first + GROUND)
        begun = None
        command = [sys.executable, "-m", "tests.fuzz.worker", name, str(seed), str(first), str(end)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            for line in process.stdout:
                said = json.loads(line)
                if said["what"] == "begun":
                    begun = said["number"]
                else:
                    begun = None
                    first = said["number"] + 1
                    yield Reading(name, seed, **said)
        if begun is not None:
            first = begun + 1
            is_hung = process.returncode in (-27, 1)  # SIGPROF, or the time of the clock was up
            yield Reading(name, seed, begun, "hung" if is_hung else "fell", f"the process ended with {process.returncode}")
        elif process.returncode and first < end:
            raise RuntimeError(f"the process of {name} did not begin ({process.returncode})")


def table(found: list[Reading]) -> str:
    counts = Counter((each.reader, each.what) for each in found)
    lines = [f"| | {' | '.join(WORDS)} | longest (s) | most memory (MB) |", f"| --- |{' ---: |' * (len(WORDS) + 2)}"]
    for name in dict.fromkeys(each.reader for each in found):
        mine = [each for each in found if each.reader == name]
        figures = f"{max(each.seconds for each in mine):.1f} | {max(each.kilobytes for each in mine) >> 10}"
        lines.append(f"| {name} | {' | '.join(str(counts[name, word]) for word in WORDS)} | {figures} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

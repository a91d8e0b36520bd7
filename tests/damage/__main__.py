"""`make damage`: damages every export in every way, and writes what became of it to docs/damage.md.

Belongs here: arguments, the tables and the exit status. Does not belong here: damage or readers.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path

from tests.damage.readers import READERS, Outcome, damage

PAGE = Path(__file__).parents[2] / "docs" / "damage.md"
WORDS = ("right", "refused", "flagged", "silent")
HEAD = """# Damaged exports, and what became of them

Written by `make damage` ({seeds}, {total} damaged inputs, {silent} read otherwise in silence). Good exports are damaged in
every way below and given to every reader. **right**: read as if undamaged; **refused**: with the place and what to do;
**flagged**: read otherwise, and said so in `check` or by the rules; **silent**: read otherwise without a word, which must not be.
Compared is all that a decision looks at: every column of the landing tables but own keys and contact data, and the rows of
feedback. Another seed: `make damage SEED=7`.

What no reader can know is no part of this: one value replaced by another as good (bytes lost within a cell, a lone amount in
cents), and feedback of which whole rows are gone, which the municipality's next file makes good. Of every other table fewer rows
than at the last good load are flagged, and refused where it lost all of them.

"""
CROSSED = """
Each kind at each reader, as right/refused/flagged/silent; a dash where it cannot befall that form: values that carry their own
names (VERA, Parquet) do not shift.

"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make damage")
    parser.add_argument("--seed", default="1", help="a number, or several with commas")
    parser.add_argument("--each", type=int, default=10, help="how often each kind, for each export and reader")
    parser.add_argument("--readers", nargs="*", default=list(READERS), choices=list(READERS))
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that were read otherwise in silence")
    parser.add_argument("--page", type=Path, default=PAGE)
    asked = parser.parse_args()
    seeds = [int(seed) for seed in asked.seed.split(",")]
    with ProcessPoolExecutor(asked.processes, mp_context=get_context("spawn")) as pool:
        runs = [pool.submit(damage, name, seed, _times(name, asked.each)) for seed in seeds for name in asked.readers]
        outcomes = [outcome for run in runs for outcome in run.result()]
    silent = [each for each in outcomes if each.what == "silent"]
    asked.page.write_text(page(outcomes, seeds, len(silent)))
    for number, each in enumerate(silent):
        print(f"silent: {each.reader}, {each.table}, {each.kind}")
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{number}_{each.kind}_{each.reader}_{each.table}".replace(" ", "_")).write_bytes(each.data)
    print(f"{len(outcomes)} damaged inputs, {len(silent)} read otherwise in silence; see {asked.page.name}")
    return 1 if silent else 0


# Readers that take longer than the others, by what part of `each` they are given.
SLOWER = {"Mapped": 4, "MappedWorkbook": 4, "Vera": 20}


def _times(name: str, each: int) -> int:
    return max(1, each // SLOWER.get(name, 1))


def page(outcomes: list[Outcome], seeds: list[int], silent: int) -> str:
    named = f"seed{'s' if len(seeds) > 1 else ''} {', '.join(map(str, seeds))}"
    head = HEAD.format(seeds=named, total=len(outcomes), silent=silent)
    return head + table(outcomes, by_kind) + "\n" + table(outcomes, by_reader) + CROSSED + crossed(outcomes)


def by_kind(outcome: Outcome) -> str:
    return outcome.kind.replace("_", " ")


def by_reader(outcome: Outcome) -> str:
    return f"{outcome.reader}: {outcome.table}"


def table(outcomes: list[Outcome], named: Callable[[Outcome], str]) -> str:
    counts = Counter((named(each), each.what) for each in outcomes)
    lines = [f"| | {' | '.join(WORDS)} |", f"| --- |{' ---: |' * len(WORDS)}"]
    for name in dict.fromkeys(map(named, outcomes)):
        lines.append(f"| {name} | {' | '.join(str(counts[name, word]) for word in WORDS)} |")
    return "\n".join(lines) + "\n"


def crossed(outcomes: list[Outcome]) -> str:
    counts = Counter((by_kind(each), each.reader, each.what) for each in outcomes)
    readers = list(dict.fromkeys(each.reader for each in outcomes))
    lines = [f"| | {' | '.join(readers)} |", f"| --- |{' --- |' * len(readers)}"]
    for kind in dict.fromkeys(map(by_kind, outcomes)):
        cells = ([counts[kind, reader, word] for word in WORDS] for reader in readers)
        lines.append(f"| {kind} | {' | '.join('/'.join(map(str, cell)) if sum(cell) else '-' for cell in cells)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

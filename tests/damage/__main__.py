"""`make damage`: damages every export in every way, and writes what became of it to docs/damage.md.

Belongs here: arguments, the table and the exit status. Does not belong here: damage or readers.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from pathlib import Path

from tests.damage.readers import Outcome, in_a_folder

PAGE = Path(__file__).parents[2] / "docs" / "damage.md"
WORDS = ("right", "refused", "told", "silent")
HEAD = """# Damaged exports, and what became of them

Written by `make damage` (seed {seed}, {total} damaged inputs). Good exports are damaged in every way below and given to every
reader. **right**: read as if undamaged; **refused**: with the place and what to do; **told**: read otherwise, and said so in
`check` or by the rules; **silent**: read otherwise without a word, which must not be. Compared is all that a decision looks at:
every column of the landing tables but own keys, contact data and names, and the rows of feedback. An export that ends exactly
behind a row is another export: of landing tables fewer rows than before are told; feedback and CBS have no before.

"""


def main() -> int:
    parser = argparse.ArgumentParser(prog="make damage")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--each", type=int, default=20, help="how often each kind, for each export and reader")
    parser.add_argument("--keep", type=Path, help="a folder for the inputs that were read otherwise in silence")
    asked = parser.parse_args()
    outcomes = in_a_folder(asked.seed, asked.each)
    PAGE.write_text(
        HEAD.format(seed=asked.seed, total=len(outcomes)) + table(outcomes, by_kind) + "\n" + table(outcomes, by_reader)
    )
    silent = [each for each in outcomes if each.what == "silent"]
    for number, each in enumerate(silent):
        print(f"silent: {each.where}, {each.kind}")
        if asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{number}_{each.kind}_{each.where.replace(' ', '_').replace(':', '')}").write_bytes(each.data)
    print(f"{len(outcomes)} damaged inputs, {len(silent)} read otherwise in silence; see {PAGE.name}")
    return 1 if silent else 0


def by_kind(outcome: Outcome) -> str:
    return outcome.kind.replace("_", " ")


def by_reader(outcome: Outcome) -> str:
    return outcome.where


def table(outcomes: list[Outcome], named) -> str:
    counts = Counter((named(each), each.what) for each in outcomes)
    lines = [f"| | {' | '.join(WORDS)} |", f"| --- |{' ---: |' * len(WORDS)}"]
    for name in dict.fromkeys(map(named, outcomes)):
        lines.append(f"| {name} | {' | '.join(str(counts[name, word]) for word in WORDS)} |")
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())

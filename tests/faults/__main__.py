"""Run every fault and write the table: python -m tests.faults [--out docs/faults.md] [--every N] [--only WORDS]

Belongs here: the run and the page. Ends with status 1 where any promise was broken, or where sshd is missing.
"""

from __future__ import annotations

import argparse
import logging
import sys
import tempfile
from collections import Counter
from pathlib import Path

from tests.faults.judge import ROOT, Verdict, judge, session_of
from tests.faults.points import Point, all_points
from tests.support.parts import find

HEAD = """# Faults: how a delivery ends when something breaks

Made by `make faults` (`python -m tests.faults`); do not edit. Each row is one fault, caused for real: OpenSSH's sshd,
an sFTP server with knobs and a stand-in for the desk's API on loopback, processes killed with SIGKILL, wires cut after
so many bytes, disks that take nothing any more. After each fault the next day's run follows, with the remote well
again unless the row says otherwise, and the end is held to these promises:

- a signal is never delivered twice, and never recorded as delivered when it did not arrive;
- a signal that arrived is recorded as delivered, or its batch is in doubt;
- a batch in doubt is said so in every run, with the command that resolves it;
- the register's chain is whole.

**At the desk**: how often the batch's signals count there (least and most over its three signals). **Judged again**: the
next day's tables gave other lines, so the unsent batch was abandoned. **Waits**: sent as soon as the fault is gone.
**Partly**: by the API lines go one by one; each arrived once and is recorded or did not arrive and is decided again.

"""


def main() -> int:
    """All faults, a line each as they end, then the page."""
    parser = argparse.ArgumentParser(description="Cause every fault and write the table of how each one ended.")
    parser.add_argument("--out", type=Path, default=ROOT / "docs" / "faults.md")
    parser.add_argument("--every", type=int, default=1, help="only every N-th fault; then no page is written")
    parser.add_argument("--only", default="", help="only faults with these words; then no page is written")
    asked = parser.parse_args()
    if find("sshd") is None:
        print("not run: the real sshd is not installed on this machine (Debian: openssh-server)")
        return 1
    logging.getLogger("tests.server").addHandler(logging.NullHandler())
    logging.getLogger("tests.server").propagate = False
    points = [point for point in all_points() if asked.only in f"{point.server}: {point.fault}"][:: asked.every]
    with tempfile.TemporaryDirectory() as folder:
        session = session_of(Path(folder))
        verdicts = [_verdict(number, point, Path(folder), session) for number, point in enumerate(points, start=1)]
    broken = [verdict for verdict in verdicts if verdict.broken]
    if asked.every == 1 and not asked.only:
        asked.out.write_text(page(verdicts), "utf-8")
    print(f"{len(verdicts)} faults, {len(broken)} broken promises")
    return 1 if broken else 0


def _verdict(number: int, point: Point, folder: Path, session: tuple[int, int]) -> Verdict:
    verdict = judge(point, folder / str(number), session)
    taken = ", taken" if point.taken else ""
    print(f"{number:>3} {point.server:<7} {point.fault}{taken}: {verdict.end} {'; '.join(verdict.broken)}", flush=True)
    return verdict


def page(verdicts: list[Verdict]) -> str:
    """The page: a summary, then every fault."""
    broken = sum(bool(verdict.broken) for verdict in verdicts)
    rows = [_row(number, verdict) for number, verdict in enumerate(verdicts, start=1)]
    return "\n".join(
        [
            HEAD.rstrip("\n"),
            "",
            f"**{len(verdicts)} faults, {broken} broken promises.**",
            "",
            *_summary(verdicts),
            "",
            "| # | channel | remote | fault | the run | the next run found | in the end | at the desk |",
            "| ---: | --- | --- | --- | --- | --- | --- | --- |",
            *rows,
            "",
        ]
    )


def _summary(verdicts: list[Verdict]) -> list[str]:
    ends = list(dict.fromkeys(sorted(verdict.end for verdict in verdicts)))
    counted = Counter((f"{v.point.channel}, {v.point.server}", v.end) for v in verdicts)
    ways = list(dict.fromkeys(way for way, _ in counted))
    return [
        f"| | {' | '.join(ends)} |",
        f"| --- |{' ---: |' * len(ends)}",
        *(f"| {way} | {' | '.join(str(counted[way, end] or '') for end in ends)} |" for way in ways),
    ]


def _row(number: int, verdict: Verdict) -> str:
    point, (least, most) = verdict.point, verdict.received
    more = [
        words
        for words, holds in (
            ("the desk fetches files away", point.taken),
            ("other lines the next day", point.changed),
            ("lasting", not point.heals),
        )
        if holds
    ]
    fault = f"{point.fault} ({'; '.join(more)})" if more else point.fault
    at_desk = str(most) if least == most else f"{least} to {most}"
    end = verdict.end + (f" **BROKEN: {'; '.join(verdict.broken)}**" if verdict.broken else "")
    cells = (number, point.channel, point.server, fault, verdict.at_once, verdict.found, end, at_desk)
    return f"| {' | '.join(str(cell).replace('_', ' ') for cell in cells)} |"


if __name__ == "__main__":
    sys.exit(main())

"""One process that reads spoiled files one after another, and says of each what became of it: a line of JSON.

Belongs here: the limits of the process, and judging one reading. Does not belong here: starting processes or adding up
(__main__.py). A process that is gone before its line has fallen, hung, or gone over its memory on the input it announced.
"""

from __future__ import annotations

import faulthandler
import json
import random
import resource
import signal
import sys
import tempfile
import time
import traceback
from pathlib import Path

from tests.fuzz.reader import NotReported, Reader, quoted
from tests.fuzz.readers import readers
from tests.fuzz.spoil import spoiled

SECONDS = 10  # of the processor: the machine may be busy with other things
SECONDS_WAITING = 600
KILOBYTES = 1_000_000


def input_of(reader: Reader, seed: int, number: int) -> bytes:
    """The same bytes for the same reader, seed and number."""
    return spoiled(reader.good, reader.kind, random.Random(f"{seed}/{reader.name}/{number}"))


def judged(reader: Reader, data: bytes) -> tuple[str, str]:
    """(what became of it, in words without a value): read, refused, fell or quoted."""
    try:
        is_refused, words = reader.read(data)
    except NotReported as error:
        return "fell", str(error)
    except (KeyboardInterrupt, SystemExit):
        raise
    except BaseException as error:
        frames = traceback.extract_tb(error.__traceback__)
        return "fell", f"{type(error).__name__} at " + " < ".join(
            f"{Path(f.filename).name}:{f.lineno}" for f in reversed(frames[-5:])
        )
    return ("quoted", "") if quoted(words) else ("refused" if is_refused else "read", "")


def main(name: str, seed: int, first: int, end: int) -> None:
    with tempfile.TemporaryDirectory(prefix="fuzz-") as folder:
        reader = readers(Path(folder))[name]
        for number in range(first, end):
            data = input_of(reader, seed, number)
            _say(number=number, what="begun", bytes=len(data))
            signal.setitimer(signal.ITIMER_PROF, SECONDS)
            faulthandler.dump_traceback_later(SECONDS_WAITING, exit=True)
            before = time.process_time()
            what, detail = judged(reader, data)
            signal.setitimer(signal.ITIMER_PROF, 0)
            faulthandler.cancel_dump_traceback_later()
            kilobytes = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
            if kilobytes > KILOBYTES:
                what, detail = "swallowed", f"{kilobytes >> 10} MB"
            _say(number=number, what=what, detail=detail, seconds=round(time.process_time() - before, 3), kilobytes=kilobytes)
            if what == "swallowed":
                return


def _say(**facts: object) -> None:
    print(json.dumps(facts), flush=True)


if __name__ == "__main__":
    main(sys.argv[1], *map(int, sys.argv[2:5]))

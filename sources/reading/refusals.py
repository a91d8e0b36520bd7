"""What stands in the way of reading one file or sheet, as findings: the others are read all the same.

Belongs here: turning what was raised into findings. Does not belong here: what is raised (cells.py, titles.py, lines.py).
"""

from __future__ import annotations

from collections.abc import Callable

import duckdb

from sources.findings import Finding, SourcesRefused
from validations.unreadable import ADVICE, Unreadable


def or_refusals(source: str, work: Callable[[], list[Finding]]) -> list[Finding]:
    """What some work on a file or sheet gives; where it cannot be done, why."""
    try:
        return work()
    except SourcesRefused as refusal:
        return [Finding(each.severity, source, each.rule, each.text, each.count) for each in refusal.findings]
    except Unreadable as error:
        return [Finding("refused", source, error.rule, error.advice_nl, error.count)]
    except (duckdb.Error, OSError) as error:
        if "Maximum line size" in str(error):
            return [Finding("refused", source, "cell_too_long", ADVICE["cell_too_long"][0])]
        text = f"is niet te lezen ({type(error).__name__}). Is er geheugen en schijfruimte genoeg? Maak de export anders opnieuw."
        return [Finding("refused", source, "export_unreadable", text)]

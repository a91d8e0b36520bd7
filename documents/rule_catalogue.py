"""The rule catalogue: one page that says of each reason not to report its words, its source, its line of SQL, its tests
and how often it held.

Belongs here: the page. Does not belong here: finding these things (orchestration/rule_sources.py), or the rules
themselves (the seed and the models); nothing is written here twice.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.dutch import NOTHING
from documents.page import Page, Section, Table

DUTIES = {"law": "law", "covenant": "covenant", "contract": "contract", "choice": "choice of this product"}


@dataclass(frozen=True)
class Place:
    """A line of a file of this project, with what stands there."""

    file: str
    line: int
    text: str


@dataclass(frozen=True)
class UnitTest:
    """A dbt unit test about the rule: whether it has leases it holds for, and leases it does not hold for."""

    name: str
    description: str
    holds: bool
    holds_not: bool


@dataclass(frozen=True)
class Held:
    """How often the rule held on a date, of so many leases in arrears."""

    as_of: str
    count: int
    of: int


@dataclass(frozen=True)
class RuleEntry:
    """One rule with everything the project says of it; `line` is None where the SQL has no such flag."""

    code: str
    words_nl: str
    words_en: str
    source: str
    duty: str
    line: Place | None
    unit_tests: Sequence[UnitTest]
    tests: Sequence[Place]
    held: Held | None


def rule_catalogue(entries: Sequence[RuleEntry], stamp: str) -> Page:
    """The page, in English for auditors and engineers, with the Dutch words that people see."""
    return Page(
        title="Rule catalogue: when a lease in arrears is not reported",
        lead=[
            "A lease in arrears is reported where none of these reasons holds. Every reason that holds is shown, in this "
            "order. The page is made from the rules themselves: the seed, the models, the tests and the last run.",
            f"{stamp} {_last_run(entries)}",
        ],
        sections=[
            Section("All rules", [_overview(entries)]),
            *(_section(number, entry) for number, entry in enumerate(entries, start=1)),
        ],
        language="en",
    )


def _last_run(entries: Sequence[RuleEntry]) -> str:
    held = next((entry.held for entry in entries if entry.held), None)
    return f"Counts are of the run for {held.as_of}: {held.of} leases in arrears." if held else "No run has ended here yet."


def _overview(entries: Sequence[RuleEntry]) -> Table:
    rows = [
        (str(n), entry.code, entry.words_en, entry.source, DUTIES.get(entry.duty, entry.duty), _count(entry))
        for n, entry in enumerate(entries, start=1)
    ]
    return Table(("", "Code", "Holds when", "Source", "Kind", "Held"), rows, right=frozenset({5}))


def _count(entry: RuleEntry) -> str:
    return str(entry.held.count) if entry.held else NOTHING


def _section(number: int, entry: RuleEntry) -> Section:
    where = entry.line
    rows = [
        ("Dutch", entry.words_nl),
        ("English", entry.words_en),
        ("Source", f"{entry.source} ({DUTIES.get(entry.duty, entry.duty)})"),
        ("SQL", f"{where.file}, line {where.line}:\n{where.text}" if where else NOTHING),
        ("Held", f"{entry.held.count} of {entry.held.of} on {entry.held.as_of}" if entry.held else NOTHING),
        ("dbt unit tests", "\n".join(_unit_test(test) for test in entry.unit_tests) or NOTHING),
        ("pytest", "\n".join(f"{place.file}, line {place.line}: {place.text}" for place in entry.tests) or NOTHING),
    ]
    return Section(f"{number}. {entry.code}", [Table(("", ""), rows)], anchor=entry.code)


def _unit_test(test: UnitTest) -> str:
    shown = [word for is_shown, word in ((test.holds, "holds"), (test.holds_not, "does not hold")) if is_shown]
    return f"{test.name} ({', '.join(shown) or 'named'}): {test.description}"

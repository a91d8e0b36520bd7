"""Lines of `check` in which what is alike is said once: tables that are good, and what is so of many files.

Belongs here: those paragraphs. Does not belong here: what a finding or a table says (check_words.py), or their order (check.py).
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from documents.check_words import TABLES
from documents.dutch import counted, number
from sources.findings import Finding

WIDTH = 120
_GOOD = f"{'goed':<17}"


def good_ones(tables: Iterable[tuple[str, str, int | None]]) -> Iterator[str]:
    """Tables that need no more words, a paragraph for each place that they come from; of each (place, table, rows: None where
    they are not counted, while another is refused).
    """
    by_origin: dict[str, list[str]] = {}
    for origin, table, rows in tables:
        by_origin.setdefault(origin, []).append(TABLES[table] + (f" {number(rows)}" if rows is not None else ""))
    for origin, counts in by_origin.items():
        text = f"{', '.join(counts)}{f' (uit {origin})' if origin else ''}"
        yield textwrap.fill(text, WIDTH, initial_indent=_GOOD, subsequent_indent=" " * len(_GOOD), break_on_hyphens=False)


def said_once(findings: Sequence[Finding]) -> Iterator[tuple[str, str]]:
    """(severity, text) of each; what is for information only and is so of files that differ in a number, such as a file for each
    month, is said of the first.
    """
    alike: dict[str, list[str]] = {}
    for each in _of_one_file(findings):
        key = re.sub(r"\d+", "", str(each)) if each.severity == "note" else str(each)
        names = f" Dat is: {', '.join(each.files)}." if each.files else ""
        alike.setdefault(f"{each.severity} {each.rule} {key}", []).append(f"{each}{names}")
    for key, texts in alike.items():
        files = {text.partition(": ")[0] for text in texts}
        others = counted(len(texts) - 1, "bestand", "bestanden") if len(files) == len(texts) else f"{len(texts) - 1} keer"
        more = f" Zo ook{' bij' if len(files) == len(texts) else ''} nog {others}." if len(texts) > 1 else ""
        yield key.partition(" ")[0], texts[0] + more


_PASSED_OVER = re.compile(r"(\w+): (\d+ regels? .+) overgeslagen, zoals de mapping zegt\.")


def _of_one_file(findings: Sequence[Finding]) -> Iterator[Finding]:
    """The findings; what a mapping passes over of one file for one table is one sentence, where the first of it stood."""
    said: dict[tuple[str, str], list[str]] = {}
    for each in findings:
        if found := _passed_over(each):
            said.setdefault((each.source, found[1]), []).append(found[2])
    for each in findings:
        found = _passed_over(each)
        parts = said.get((each.source, found[1]), []) if found else []
        if found is None or len(parts) == 1:
            yield each
        elif found[2] == parts[0]:
            together = f"{', '.join(parts[:-1])} en {parts[-1]}"
            yield replace(each, text=f"{found[1]}: overgeslagen, zoals de mapping zegt: {together}.")


def _passed_over(finding: Finding) -> re.Match[str] | None:
    return _PASSED_OVER.fullmatch(finding.text) if finding.severity == "note" else None

"""Whether what a mapping says of lines (`skip_lines`, `only`) fits a line at all.

Belongs here: which patterns and words fit none, naming those that fit none of any file, and that they answer for no title. Does
not belong here: passing lines over (reading/lines.py), or taking them (reading/only.py).

A title counts as read where lines are taken or passed over for what stands below it. A pattern with a typing error passes
nothing over, and would silence the guard that asks about that title all the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding
from sources.reading.cells import plain_title
from sources.reading.rules import Export
from sources.reading.where import line_of

SETTINGS = ("skip_lines", "only")


@dataclass(frozen=True)
class _Said:
    """A pattern of `skip_lines`, or a word of `only`, with its title."""

    setting: str
    title: str
    text: str

    @property
    def condition(self) -> str:
        """SQL on `word`: whether it fits."""
        text = self.text.replace("'", "''")
        return f"regexp_matches(word, '{text}')" if self.setting == "skip_lines" else f"word = '{text}'"


@dataclass
class Fitting:
    """What fitted no line yet: block (by its identity) -> what it says, of the files that were looked at."""

    _vain: dict[int, set[_Said]] = field(default_factory=dict)

    def look(self, con: duckdb.DuckDBPyConnection, export: Export, exports: Sequence[Export]) -> tuple[Export, list[Export]]:
        """(the block, all blocks): those of this file with the titles of which nothing fits any of its lines. `con` holds the
        file as `cells` and `titles`, before any line is passed over.
        """
        own, found = export, list(exports)
        for place, each in enumerate(exports):
            if (each.file, each.sheet) == (export.file, export.sheet) and (each.skip_lines or each.only):
                here = _fits_nothing(con, each)
                self._vain[id(each)] = self._vain.get(id(each), here) & here
                found[place] = _with_vain(each, here)
                own = found[place] if each is export else own
        return own, found

    def with_vain(self, exports: Sequence[Export]) -> list[Export]:
        """The blocks with the titles of which nothing fits any line of any of their files."""
        return [_with_vain(each, self._vain[id(each)]) if self._vain.get(id(each)) else each for each in exports]

    def findings(self, exports: Sequence[Export]) -> list[Finding]:
        """What fits no line of any file, by block and title: a warning of what can never fit, else for information, since in some
        months nothing of the kind happened.
        """
        return [each for export in exports for each in _named(export, self._vain.get(id(export), set()))]


def _said_in(export: Export) -> Iterator[_Said]:
    for setting in SETTINGS:
        for title, texts in getattr(export, setting).items():
            yield from (_Said(setting, title, text) for text in texts)


def _with_vain(export: Export, vain: set[_Said]) -> Export:
    fitting = {each.title for each in _said_in(export) if each not in vain}
    titles = tuple(dict.fromkeys(each.title for each in _said_in(export) if each.title not in fitting))
    return replace(export, vain=titles) if titles else export


def _fits_nothing(con: duckdb.DuckDBPyConnection, export: Export) -> set[_Said]:
    """What fits no line of `cells`; of titles that the block makes itself, or that are not there once, nobody can tell yet."""
    titles = [title for (title,) in con.execute("select title from titles order by place").fetchall()]
    vain = set()
    for title in dict.fromkeys((*export.skip_lines, *export.only)):
        said = [each for each in _said_in(export) if each.title == title]
        if titles.count(plain_title(title)) == 1:
            words = f"select lower(trim(coalesce(c{titles.index(plain_title(title))}, ''))) as word from cells"
            counts = only_row(con, f"select {', '.join(f'count_if({each.condition})' for each in said)} from ({words})")
            vain |= {each for each, count in zip(said, counts, strict=True) if not count}
    return vain


def _named(export: Export, vain: set[_Said]) -> Iterator[Finding]:
    for setting, title in dict.fromkeys((each.setting, each.title) for each in _said_in(export) if each in vain):
        texts = [each.text for each in _said_in(export) if each in vain and (each.setting, each.title) == (setting, title)]
        what = "het patroon" if setting == "skip_lines" else "het woord"
        shown = ", ".join(f"'{text}'" for text in texts)
        never = setting == "skip_lines" and all(any(map(str.isupper, _plain(text))) for text in texts)
        advice = " Schrijf het in kleine letters: zo past het nooit." if never else " Is het goed geschreven?"
        said = (
            f"{export.table}: {what} {shown} bij {setting} past op geen enkele regel in '{title}' van {export.file} (regel "
            f"{line_of(export.where, title) or '?'} van mapping.toml): daar wordt niets mee overgeslagen of genomen.{advice}"
        )
        yield Finding("warning" if never else "note", "mapping.toml", "fits_no_line", said, len(texts))


def _plain(pattern: str) -> str:
    """A pattern without its classes (a backslash and a letter) and without what sets its case."""
    return "" if "(?i" in pattern else "".join(part[1:] if nth else part for nth, part in enumerate(pattern.split("\\")))

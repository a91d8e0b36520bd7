"""What stands below a title, by the first and last of its cells that begin with a figure: days, amounts or whole numbers.

Belongs here: seeing that, cheaply, of titles that nothing reads. Does not belong here: reading a day or amount (values.py,
amounts.py), or what a title says (words/).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import duckdb

from sources.reading.cells import text_of
from sources.reading.minus import CURRENCY, DASHES
from sources.reading.month_names import DAY_FIRST
from sources.reading.yes_no import FALSE_WORDS

BEFORE = "€EUROeuro \u00a0\u202f"  # signs that may stand before the figures of an amount
DAYS, AMOUNTS, WHOLES = "days", "amounts", "wholes"
_DAY = rf"\d{{1,2}}[-/.]\d{{1,2}}[-/.](\d{{4}}|\d{{2}})|\d{{4}}[-/.]\d\d[-/.]\d\d|20\d{{6}}|{DAY_FIRST}"
_KINDS = {
    DAYS: re.compile(rf"({_DAY})([T ]+\d.*)?", re.IGNORECASE),
    AMOUNTS: re.compile(rf"(0*\d{{1,3}}([.,\s]?\d{{3}})?[.,]\d\d-?|\d{{1,5}},[-{DASHES}=]+)(\s*({CURRENCY}))?", re.IGNORECASE),
    WHOLES: re.compile(r"\d{1,5}(\.\d)?"),  # as a workbook gives amounts
}  # fmt: skip
# A word that says of something given or agreed that it no longer is; `gesloten` may say that it was signed.
STOPPED = re.compile(
    r"(is |reeds )?(be[eë]+indigd|ge[eë]indigd|afgelopen|ingetrokken|verlopen|vervallen|gestopt|stopgezet|opgezegd|inactie[fv]e?"
    r"|niet (meer )?(actief|geldig|van kracht)|ongeldig|geweigerd|afgewezen|ontbonden|opgeheven|opgeschort|geschorst|historisch"
    r"|expired|inactive|ended|withdrawn|terminated|revoked|suspended|lapsed|stopped|cancelled)",
    re.IGNORECASE,
)


# What stands for no day, or for nothing.
NONE = (
    "0", "00000000", "00-00-0000", "0000-00-00", "99999999", "31-12-9999", "9999-12-31", "99991231", "01-01-1900", "1900-01-01",
)  # fmt: skip
NOES = re.compile("|".join(each for each in FALSE_WORDS if each.isalpha()), re.IGNORECASE)  # a 0 may be an amount
LISTS = ("mandates", "municipality_agreements", "optional_field_agreements", "leases", "tenants", "co_tenants")
SHORT = LISTS[:3]  # of which the words are looked at too
LONGEST_WORD = 30


@dataclass(frozen=True)
class Look:
    """What the cells below a title are.

    Attributes:
        kind: of those that begin with a figure: days, amounts or whole numbers.
        share: on which part of the lines, from 0 to 1, one does.
        is_stopped: whether a word says of some line that it no longer is. has_no: whether one is a no.
    """

    kind: str = ""
    share: float = 0.0
    is_stopped: bool = False
    has_no: bool = False

    def and_(self, other: Look) -> Look:
        """Both together, of two files of one list: the emptier says how many."""
        kind = self.kind if self.kind == other.kind else ""
        return Look(kind, min(self.share, other.share), self.is_stopped or other.is_stopped, self.has_no or other.has_no)


def looks_in(columns: Mapping[str, Mapping[str, int]], lines: int) -> dict[str, Look]:
    """Title -> what stands below it, of all its texts and how often each."""
    return {title: _of_texts(texts, lines) for title, texts in columns.items()}


def looks_of(con: duckdb.DuckDBPyConnection, titles: Sequence[str], table: str) -> dict[str, Look]:
    """The same of the file that was read into `cells`, of lists of what may end; of a long one only the figures are looked at."""
    texts = [(title, text_of(place)) for place, title in enumerate(titles) if title] if table in LISTS else []
    asked = [
        f"{what} filter (where {figure} >= '0' and {figure} < ':' and {figure} not in {NONE})"
        for figure in (f"ltrim({text}, '{BEFORE}')" for _, text in texts)
        for what in (f"min({figure})", f"max({figure})", "count(*)")
    ]
    if not asked:
        return {}
    lines, *found = con.execute(f"select count(*), {', '.join(asked)} from cells").fetchall()[0]
    words: Sequence[Sequence[str] | None] = [()] * len(texts)
    if table in SHORT:
        said = (f"list(distinct {text}) filter (where length({text}) <= {LONGEST_WORD})" for _, text in texts)
        words = con.execute(f"select {', '.join(said)} from cells").fetchall()[0]
    ends = zip(found[::3], found[1::3], found[2::3], strict=True)
    return {
        title: _look([first, last] if count else [], count / max(lines, 1), said or ())
        for (title, _), (first, last, count), said in zip(texts, ends, words, strict=True)
    }


def _of_texts(texts: Mapping[str, int], lines: int) -> Look:
    bare = {text.lstrip(BEFORE): count for text, count in texts.items()}
    figures = {text: count for text, count in bare.items() if "0" <= text < ":" and text not in NONE}
    ends = [min(figures), max(figures)] if figures else []
    return _look(ends, sum(figures.values()) / max(lines, 1), texts)


def _look(ends: Sequence[str], share: float, words: Iterable[str]) -> Look:
    kinds = [{kind for kind, pattern in _KINDS.items() if pattern.fullmatch(each)} for each in ends]
    both = set.intersection(*kinds) if kinds else set()
    kind = next((each for each in _KINDS if each in both), "")
    if kinds and not kind and all(kinds) and set.union(set(), *kinds) <= {AMOUNTS, WHOLES}:
        kind = AMOUNTS  # 150 and 99,50
    words = [*words]
    return Look(kind, share, any(map(STOPPED.fullmatch, words)), any(map(NOES.fullmatch, words)))

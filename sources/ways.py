"""The ways in which a person may resolve what was found in his exports, by an answer that changes `landing/mapping.toml`.

Belongs here: their shapes. Does not belong here: asking (documents/check_dialogue.py), changing the file
(documents/mapping_changes.py), or what is found (findings.py and whoever makes them).

A way names titles, and words of which a finding shows that they are codes; never any other cell.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Value = str | bool | tuple[str, ...] | tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class Change:
    """What is put in a block of the mapping.

    Attributes:
        key: where, from the block on: `("values", "channel", "S")`, `("sure_of",)`.
        value: what; several texts or pairs come behind those that stand there.
        answers: how lines of a proposal begin that wait for this behind a #, and go: `unread = ["Uitkomst"]`.
        is_of_file: whether it stands above all blocks instead.
    A change without a key takes the block itself away.
    """

    key: tuple[str, ...]
    value: Value = True
    answers: tuple[str, ...] = ()
    is_of_file: bool = False


@dataclass(frozen=True)
class Option:
    """An answer in words, and what it changes; nothing where it says that something is to be done elsewhere, as `then` says.
    `column`: of ours (table, column), of which the words are asked in place of `says`.
    """

    says: str
    changes: tuple[Change, ...] = ()
    then: str = ""
    column: tuple[str, str] | None = None


@dataclass(frozen=True)
class Choice:
    """A question with one answer of a few."""

    asks: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Meaning:
    """A word without a meaning: it gets one of ours, or its lines are passed over.

    Attributes:
        column: ours. title: theirs. word: as it stands there, `times` times.
        codes: ours, of which it may be one.
        pattern: fits the word in small letters. is_pattern: whether the block reads the column by patterns.
    """

    table: str
    column: str
    title: str
    word: str
    times: int = field(compare=False)
    codes: tuple[str, ...]
    pattern: str
    is_pattern: bool = False


@dataclass(frozen=True)
class Some:
    """Words below a title, of which a person names those whose lines do not count.

    Attributes:
        words: in the order in which they are shown. patterns: for each, what fits it in small letters.
        of_no_matter: what says that all of them count.
        is_sure_of_others: whether those that do count are to be named in `sure_of`.
    """

    asks: str
    title: str
    words: tuple[str, ...]
    patterns: tuple[str, ...]
    of_no_matter: tuple[Change, ...] = ()
    is_sure_of_others: bool = False


@dataclass(frozen=True)
class Typed:
    """A value that holds for every line, which a person types. `is_iso`: whether a day is put as jjjj-mm-dd, for a block
    that reads days in another order than people write them.
    """

    asks: str
    table: str
    column: str
    is_iso: bool = False


Way = Choice | Meaning | Some | Typed

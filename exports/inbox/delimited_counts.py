"""The rows, separators, quotes and line ends of delimited text, counted by numpy: next to no time beside the reading.

Belongs here: totals, and the first byte that no text has. Does not belong here: what the totals prove (delimited_proof.py).
"""

from __future__ import annotations

import numpy as np

from exports.inbox.delimited import Top, not_utf8

_LF, _CR, _QUOTE = 10, 13, 34
_TAIL = 1 << 12  # bytes in which the last cells of the last rows are looked for


class Count:
    """Totals over a file's rows, piece by piece."""

    def __init__(self, top: Top) -> None:
        self._delimiter, self._width = ord(top.delimiter), top.width
        self._place = top.offset
        self._inside = 0  # 1 while a quoted cell is open
        self._last = _LF  # the byte before the piece
        self.tail = b""
        self.has_odd_quotes = self._swallows = False
        self._cells = self._of_open_row = 0
        self._is_uneven = False
        self._lf, self._crlf, self._cr = (int(top.line_end == each) for each in (b"\n", b"\r\n", b"\r"))
        self.records = 0
        self.fault: tuple[str, int] | None = None  # rule and place
        self.has_quotes = self.has_empty_lines = False

    @property
    def kinds_of_line_end(self) -> int:
        return sum(count > 0 for count in (self._lf, self._crlf, self._cr))

    @property
    def is_doubtful(self) -> bool:
        wrong_total = self._cells != (self._width - 1) * self.records
        return bool(self.has_odd_quotes or self._inside or self._swallows or self._is_uneven or wrong_total)

    def look(self, piece: bytes) -> None:
        if self.fault is None:
            self._check_text(piece)
        if self.fault is None:
            self._add(np.frombuffer(piece, dtype=np.uint8))
        self._place += len(piece)
        self._last = piece[-1]
        self.tail = (self.tail + piece[-_TAIL:])[-_TAIL:]

    def _check_text(self, piece: bytes) -> None:
        nul = piece.find(b"\0")
        if nul >= 0:
            self.fault = ("nul_character", self._place + nul)
        elif not piece.isascii():
            place = not_utf8(piece)
            self.fault = None if place is None else ("wrong_encoding", self._place + place)

    def _add(self, piece: np.ndarray) -> None:
        is_separator, is_lf, is_cr = piece == self._delimiter, piece == _LF, piece == _CR
        quotes = np.flatnonzero(piece == _QUOTE)
        if (quotes.size or self._inside) and not self.has_odd_quotes:
            self.has_quotes = True
            self.has_odd_quotes = not self._are_paired(piece, quotes)
            inside = self._inside_of(piece, quotes)
            self._look_for_rows(quotes, is_separator & inside, (is_lf | is_cr) & inside)
            outside = ~inside
            is_separator, is_lf, is_cr = is_separator & outside, is_lf & outside, is_cr & outside
        self._add_rows(is_separator, self._add_line_ends(piece, is_lf, is_cr))

    def _add_rows(self, is_separator: np.ndarray, ends: np.ndarray) -> None:
        """Counts separators, and sees whether each row has its own: of one too few and one too many the total is right."""
        count = int(np.count_nonzero(is_separator))
        self._cells += count
        if ends.size:
            before = np.cumsum(is_separator)[ends]
            of_each = np.diff(before, prepend=-self._of_open_row)
            self._is_uneven |= bool(((of_each != 0) & (of_each != self._width - 1)).any())
            self._of_open_row = count - int(before[-1])
        else:
            self._of_open_row += count

    def _are_paired(self, piece: np.ndarray, quotes: np.ndarray) -> bool:
        """Whether each opening quote begins a cell, and each closing one ends it or is one of two."""
        opens = (np.arange(quotes.size) + self._inside) % 2 == 0
        before = np.where(quotes > 0, piece[quotes - 1], self._last)
        after = np.where(quotes + 1 < piece.size, piece[np.minimum(quotes + 1, piece.size - 1)], _LF)
        signs = np.array([self._delimiter, _LF, _CR, _QUOTE], dtype=np.uint8)
        return bool(np.isin(np.where(opens, before, after), signs).all())

    def _inside_of(self, piece: np.ndarray, quotes: np.ndarray) -> np.ndarray:
        turns = np.zeros(piece.size, dtype=np.uint8)
        turns[quotes] = 1
        inside = np.bitwise_xor.accumulate(turns)
        if self._inside:
            inside ^= 1
        self._inside = int(inside[-1])
        return inside.astype(bool)

    def _look_for_rows(self, quotes: np.ndarray, separators: np.ndarray, breaks: np.ndarray) -> None:
        """Whether one quoted stretch holds a line break and as many separators as a row has."""
        places = np.flatnonzero(breaks)
        if places.size and self._width > 2:
            in_each = np.bincount(np.searchsorted(quotes, np.flatnonzero(separators)), minlength=quotes.size + 1)
            self._swallows |= bool((in_each[np.searchsorted(quotes, places)] >= self._width - 1).any())

    def _add_line_ends(self, piece: np.ndarray, is_lf: np.ndarray, is_cr: np.ndarray) -> np.ndarray:
        """Counts the rows that end in a piece; gives where each does."""
        lf, returns = np.flatnonzero(is_lf), int(np.count_nonzero(is_cr))
        before = np.where(lf > 0, piece[lf - 1], self._last)
        if not returns:
            self._lf += lf.size
            end_at, empty = lf, int(np.count_nonzero(before == _LF))
        else:
            follows = np.zeros(piece.size, dtype=bool)
            follows[1:] = is_lf[1:] & is_cr[:-1]
            paired = int(np.count_nonzero(follows))
            self._crlf, self._lf, self._cr = self._crlf + paired, self._lf + lf.size - paired, self._cr + returns - paired
            end_at = np.flatnonzero(is_cr | (is_lf & ~follows))  # the first sign of each line's end
            before = np.where(end_at > 0, piece[end_at - 1], self._last)
            empty = int(np.count_nonzero((before == _LF) | (before == _CR)))
        self.has_empty_lines |= empty > 0
        self.records += end_at.size - empty + int(piece[-1] not in (_LF, _CR))  # a file's last line may have no end
        return end_at

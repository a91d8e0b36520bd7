"""Charts as inline SVG: shapes and texts, coloured by the page's classes so that they follow light, dark and print.

Belongs here: the shapes and their text. Does not belong here: figures, or Dutch words (they come in as labels). Each
chart is made for one width in pixels and never scaled up, so that its numbers stay as large as the text around it; the
page shows the wide or the narrow one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from markupsafe import Markup, escape

WIDE, NARROW = 860, 340


@dataclass(frozen=True)
class FunnelRow:
    """One bar: what remains, and what this step took off. `is_quiet` for a step that took nothing."""

    label: str
    remain: int
    falls: int
    remain_text: str
    falls_text: str

    @property
    def is_quiet(self) -> bool:
        return self.falls == 0


@dataclass(frozen=True)
class Column:
    """A column group: its label below, a second line, and one value with its text a series. Narrow: first words only."""

    label: str
    note: str
    values: Sequence[float]
    texts: Sequence[str]


@dataclass(frozen=True)
class DayCell:
    """A day of a calendar: how many end on it, and the lines that say which."""

    day: date
    label: str
    count: int
    lines: Sequence[str]
    is_today: bool = False
    is_off: bool = False


def _svg(width: int, height: int, title: str, parts: Iterable[Markup], kind: str) -> Markup:
    body = Markup("").join(parts)
    return Markup(
        '<svg class="chart {kind}" viewBox="0 0 {w} {h}" width="{w}" height="{h}" role="img" aria-label="{title}">{body}</svg>'
    ).format(kind=kind, w=width, h=height, title=title, body=body)


def _rect(x: float, y: float, width: float, height: float, kind: str, radius: float = 0) -> Markup:
    return Markup('<rect x="{:.1f}" y="{:.1f}" width="{:.1f}" height="{:.1f}" rx="{}" class="{}"/>').format(
        x, y, max(width, 0), height, radius, kind
    )


def _text(x: float, y: float, words: str, kind: str = "", anchor: str = "start") -> Markup:
    return Markup('<text x="{:.1f}" y="{:.1f}" class="{}" text-anchor="{}">{}</text>').format(x, y, kind, anchor, escape(words))


def _line(x1: float, y1: float, x2: float, y2: float, kind: str) -> Markup:
    return Markup('<line x1="{:.1f}" y1="{:.1f}" x2="{:.1f}" y2="{:.1f}" class="{}"/>').format(x1, y1, x2, y2, kind)


def both(make: Callable[..., Markup], *args: object) -> Markup:
    """The wide and the narrow version of a chart; the page's style shows one of them."""
    return Markup('<div class="wide">{}</div><div class="narrow">{}</div>').format(make(*args, WIDE), make(*args, NARROW))


def funnel(title: str, whole: int, rows: Sequence[FunnelRow], width: int) -> Markup:
    """Falling bars, one a step: solid what remains, pale what the step took off, with both numbers."""
    is_narrow = width < WIDE
    left = 0 if is_narrow else 268
    right = 96 if is_narrow else 132
    room = width - left - right
    height = 42 if is_narrow else 26
    scale = room / max(whole, 1)
    parts: list[Markup] = []
    for place, row in enumerate(rows):
        top = place * height
        bar_top = top + (18 if is_narrow else 4)
        thick = 18
        quiet = " quiet" if row.is_quiet and place not in (0, len(rows) - 1) else ""
        end = " end" if place == len(rows) - 1 else ""
        label_at = (0, top + 13, "start") if is_narrow else (left - 12, top + 18, "end")
        parts.append(_text(label_at[0], label_at[1], row.label, f"label{quiet}{end}", label_at[2]))
        parts.append(_rect(left, bar_top, row.remain * scale, thick, f"remain{quiet}{end}", 1.5))
        if row.falls:
            parts.append(_rect(left + row.remain * scale, bar_top, row.falls * scale, thick, "falls", 1.5))
        parts.append(_text(width - right + 52, bar_top + 14, row.remain_text, f"number{quiet}{end}", "end"))
        parts.append(_text(width, bar_top + 14, row.falls_text, "minus", "end"))
    return _svg(width, len(rows) * height + 2, title, parts, "funnel")


def columns(title: str, groups: Sequence[Column], kinds: Sequence[str], width: int) -> Markup:
    """Columns side by side in groups, each with its own number above it; one scale for all."""
    height, foot, head = 170, 44, 20
    highest = max((value for group in groups for value in group.values), default=0) or 1
    step = width / max(len(groups), 1)
    gap = 12 if width < WIDE else 36
    thick = (step - gap) / max(len(kinds), 1)
    parts = [_line(0, head + height, width, head + height, "axis")]
    for place, group in enumerate(groups):
        left = place * step + gap / 2
        for number, (value, text) in enumerate(zip(group.values, group.texts, strict=True)):
            tall = height * value / highest
            x = left + number * thick
            parts.append(_rect(x, head + height - tall, thick - 3, tall, kinds[number], 1.5))
            parts.append(_text(x + (thick - 3) / 2, head + height - tall - 6, text, "number small", "middle"))
        middle = left + (step - gap) / 2
        for line, (words, kind) in enumerate(((group.label, "label"), (group.note, "note"))):
            shown = words.split()[:1] if width < WIDE else [words]
            parts.append(_text(middle, head + height + 18 * (line + 1), "".join(shown), kind, "middle"))
    return _svg(width, head + height + foot, title, parts, "columns")


def share_bar(parts: Sequence[tuple[float, str]], whole: float) -> Markup:
    """A bar inside a table cell: parts as shares of `whole`; decoration, the numbers stand beside it."""
    drawn, at = [], 0.0
    for value, kind in parts:
        share = 100 * float(value) / float(whole) if whole else 0
        drawn.append(Markup('<rect x="{:.2f}%" y="0" width="{:.2f}%" height="100%" class="{}"/>').format(at, share, kind))
        at += share
    return Markup('<svg class="share" aria-hidden="true" focusable="false" width="100%" height="12">{}</svg>').format(
        Markup("").join(drawn)
    )


def calendar(title: str, weekdays: Sequence[str], days: Sequence[DayCell], width: int) -> Markup:
    """Weeks from Monday to Sunday: each day with its date and what ends on it; today is outlined."""
    is_narrow = width < WIDE
    cell_w, cell_h, head = width / 7, (44 if is_narrow else 84), 24
    parts = [_text(place * cell_w + 6, 15, (name[:2] if is_narrow else name), "note") for place, name in enumerate(weekdays)]
    for place, cell in enumerate(days):
        x, y = place % 7 * cell_w, head + place // 7 * cell_h
        kind = "today" if cell.is_today else "off" if cell.is_off else "day"
        busy = " busy" if cell.count else ""
        parts.append(_rect(x + 1.5, y + 1.5, cell_w - 3, cell_h - 3, f"cell {kind}{busy}", 3))
        parts.append(_text(x + 8, y + 17, cell.label if not is_narrow else str(cell.day.day), f"daynumber{busy}"))
        if is_narrow:
            parts += [_text(x + cell_w - 8, y + 36, f"{cell.count}×", "number", "end")] if cell.count else []
        else:
            parts += [_text(x + 8, y + 36 + 15 * number, line, "line") for number, line in enumerate(cell.lines[:3])]
    return _svg(width, head + (len(days) + 6) // 7 * cell_h + 2, title, parts, "calendar")

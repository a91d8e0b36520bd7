"""What became of signals and holds, as the report's charts and tables.

Belongs here: deliveries and their outcomes, how fast they came, the calendar of holds. Does not belong here: the decision
and its funnel (day_charts.py), counting (figures.py), shapes (svg.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from statistics import median_high

from markupsafe import Markup

from documents import svg
from documents.dutch import counted, day, number
from documents.explanation import REASONS
from documents.figures import CalendarDay, Figures, Hold
from documents.small_numbers import hidden_parts, is_small
from documents.tables import Table, count_text, money_text, unless
from documents.words import HOLD_STATES, MONTHS, WEEKDAYS, words_of

# What the whole country saw; a newer yearly report takes its place here, with its year and source.
COUNTRY = (
    "Landelijk was dat 7 % van alle meldingen (2023, alle vastelastenpartners; bron: Divosa, jaarrapportage 2023). "
    "Geen bericht is dus gewoon: de incasso gaat door."
)
ENOUGH_TO_COMPARE = 100
LATEST_DELIVERIES = 12
MOST_HOLDS = 60
NAMES_IN_A_DAY = 3
LONGEST_NAME = 15  # characters that fit a day of the calendar


def deliveries(figures: Figures, is_extern: bool) -> Table:
    """The latest deliveries, newest first, with what became of them."""
    rows = []
    for delivery in figures.deliveries[:LATEST_DELIVERIES]:
        parts = [delivery.accepted, delivery.withdrawn, delivery.closed, delivery.running]
        hidden = hidden_parts(parts) if is_extern else set()
        if is_extern and is_small(delivery.amount.leases):
            hidden = set(range(len(parts)))
        kinds = ("good", "gone", "ended", "remain")
        bar = svg.share_bar([] if hidden else list(zip(parts, kinds, strict=True)), delivery.amount.leases)
        cells = [unless(nth in hidden, number(part)) for nth, part in enumerate(parts)]
        whole = delivery.amount
        rows.append((day(delivery.delivered_on), bar, count_text(whole.leases, is_extern), money_text(whole, is_extern), *cells))
    titles = [
        ("Gemaakt voor", "date"),
        ("", "bar"),
        ("Meldingen", "number"),
        ("Bedrag", "number"),
        ("Hulp", "number"),
        ("Ingetrokken", "number"),
        ("Afgesloten", "number"),
        ("Loopt", "number"),
    ]
    return Table("Wat er van de meldingen is geworden, per dag waarvoor zij zijn gemaakt", titles, rows)


def waiting(figures: Figures, is_extern: bool) -> tuple[Markup, Table]:
    """How many days after delivery help was accepted or the signal withdrawn."""
    series = [[band.accepted for band in figures.waiting], [band.withdrawn for band in figures.waiting]]
    hidden = [hidden_parts(counts) if is_extern else set() for counts in series]
    groups, rows = [], []
    for nth, band in enumerate(figures.waiting):
        shown = [0 if nth in hidden[s] else series[s][nth] for s in (0, 1)]
        texts = [unless(nth in hidden[s], number(series[s][nth])) for s in (0, 1)]
        groups.append(svg.Column(f"{band.days.label} dgn", "", shown, texts))
        rows.append((f"{band.days.label} dagen", *texts))
    drawn = svg.both(svg.columns, "Dagen van aanlevering tot acceptatie en tot intrekking", groups, ["good", "gone"])
    titles = [("Na de aanlevering", "text"), ("Hulp geaccepteerd", "number"), ("Ingetrokken", "number")]
    return drawn, Table("Hoe snel er bericht kwam en werd ingetrokken", titles, rows)


def share_of_acceptances(figures: Figures) -> str:
    """In words, the share of signals whose tenant accepted help beside that of the whole country; empty where none is known."""
    answered = figures.answered
    if not answered.signals:
        return ""
    share = f"{100 * answered.accepted / answered.signals:.1f}".replace(".", ",")
    few = " Bij zo weinig meldingen zegt dat nog weinig." if answered.signals < ENOUGH_TO_COMPARE else ""
    return (
        f"Van {counted(answered.signals, 'melding', 'meldingen')} waarvan de termijn voorbij is, werd bij "
        f"{number(answered.accepted)} hulp geaccepteerd: {share} %.{few} {COUNTRY}"
    )


def medians(figures: Figures, is_extern: bool) -> str:
    """In words, how soon half of the acceptances and withdrawals came."""
    words = []
    for days, what in ((figures.days_to_acceptance, "acceptaties"), (figures.days_to_withdrawal, "intrekkingen")):
        if days and not (is_extern and is_small(len(days))):
            half = median_high(days)
            within = f"binnen {counted(half, 'dag', 'dagen')} na" if half else "op de dag van"
            words.append(f"De helft van de {what} kwam {within} de aanlevering.")
    return " ".join(words)


def withdrawn(figures: Figures, is_extern: bool) -> Table:
    """Why signals were withdrawn."""
    hidden = hidden_parts([count for _, count in figures.withdrawn_because]) if is_extern else set()
    rows = [
        (words_of(REASONS, reason), unless(nth in hidden, number(count)))
        for nth, (reason, count) in enumerate(figures.withdrawn_because)
    ]
    return Table("Waarom er is ingetrokken", [("Reden", "text"), ("Meldingen", "number")], rows)


def calendar(figures: Figures) -> Markup:
    """Five weeks with every hold that is in force on the day it ends."""
    ending: dict[object, list[Hold]] = {}
    for hold in figures.holds:
        if hold.status == "active":
            ending.setdefault(hold.ends_on, []).append(hold)
    cells = [
        _cell(entry, ending.get(entry.day, []), figures, with_month=place == 0 or entry.day.day == 1)
        for place, entry in enumerate(figures.calendar)
    ]
    running = sum(len(holds) for holds in ending.values())
    title = f"Kalender: op welke dag elk van de {running} lopende opschortingen eindigt"
    return svg.both(svg.calendar, title, WEEKDAYS, cells)


def _cell(entry: CalendarDay, holds: Sequence[Hold], figures: Figures, with_month: bool) -> svg.DayCell:
    return svg.DayCell(
        day=entry.day,
        label=f"{entry.day.day} {MONTHS[entry.day.month - 1]}" if with_month else str(entry.day.day),
        count=len(holds),
        lines=_names(holds, entry.holiday),
        is_today=entry.day == figures.as_of,
        is_off=not entry.is_working_day,
    )


def _names(holds: Sequence[Hold], holiday: str | None) -> list[str]:
    names = [_shortened(hold.lease_id) for hold in holds]
    if len(names) > NAMES_IN_A_DAY:
        names = [*names[: NAMES_IN_A_DAY - 1], f"en nog {len(names) - NAMES_IN_A_DAY + 1}"]
    return names or ([holiday] if holiday else [])


def _shortened(name: str) -> str:
    return name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…"


def holds(figures: Figures, is_extern: bool) -> Table:
    """The holds, those in force first; only how many where the report leaves the house."""
    if is_extern:
        return _holds_counted(figures)
    rows = [
        (h.lease_id, day(h.accepted_on), day(h.hold_until), day(h.ends_on), words_of(HOLD_STATES, h.status))
        for h in sorted(figures.holds, key=lambda h: (h.status != "active", h.ends_on, h.lease_id))
    ]
    titles = [
        ("Huurovereenkomst", "text"),
        ("Geaccepteerd", "date"),
        ("Uiterlijk tot", "date"),
        ("Eindigt", "date"),
        ("Stand", "text"),
    ]
    caption = "De opschortingen"
    if len(rows) > MOST_HOLDS:
        caption += f", de eerste {MOST_HOLDS} van {number(len(rows))}; alle staan in de werklijst opschortingen"
    return Table(caption, titles, rows[:MOST_HOLDS])


def _holds_counted(figures: Figures) -> Table:
    counts = [sum(hold.status == status for hold in figures.holds) for status in HOLD_STATES]
    hidden = hidden_parts(counts)
    rows = [(words, unless(nth in hidden, number(counts[nth]))) for nth, words in enumerate(HOLD_STATES.values())]
    return Table("De opschortingen", [("Stand", "text"), ("Aantal", "number")], rows)

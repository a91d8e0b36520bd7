"""The report's charts and the tables beside them, from the day's figures.

Belongs here: which figure becomes which chart and table, and what is hidden in the report that leaves the house. Does
not belong here: counting (figures.py), shapes (svg.py), which numbers are too small (small_numbers.py).

Every chart has a table with the same numbers. What is hidden is hidden in the shapes too: a bar's length is a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from markupsafe import Markup

from documents import delivery_charts, svg
from documents.dutch import counted, euros, number
from documents.figures import NO_MONEY, Amount, Figures, Place, RuleStep
from documents.small_numbers import hidden_parts, hidden_rows, is_small, shown_steps
from documents.tables import HIDDEN, UNSAID, Table, Tile, count_text, money_text, rounded_text, unless, whole_euros
from documents.words import HELD_BACK, words_of

MOST_PLACES = 25


@dataclass(frozen=True)
class Charts:
    """All that the page shows of the figures. What a report does not have is None."""

    tiles: Sequence[Tile]
    funnel: Markup
    funnel_table: Table
    reasons: Table
    municipalities: Table
    landlords: Table | None
    ages: Markup
    ages_table: Table
    deliveries: Table | None
    waiting: Markup | None
    waiting_table: Table | None
    waiting_words: str
    share_words: str
    withdrawn: Table | None
    calendar: Markup | None
    holds: Table | None


def draw(figures: Figures, *, is_extern: bool) -> Charts:
    """The charts and tables of the report for the house, or of the one that may leave it."""
    funnel, funnel_table = _funnel(figures, is_extern)
    ages, ages_table = _ages(figures, is_extern)
    waiting, waiting_table = delivery_charts.waiting(figures, is_extern) if figures.deliveries else (None, None)
    return Charts(
        tiles=_tiles(figures, is_extern),
        funnel=funnel,
        funnel_table=funnel_table,
        reasons=_reasons(figures, is_extern),
        municipalities=_places("Gemeente", figures.municipalities, is_extern),
        landlords=None if is_extern else _places("Verhuurder", figures.landlords, is_extern),
        ages=ages,
        ages_table=ages_table,
        deliveries=delivery_charts.deliveries(figures, is_extern) if figures.deliveries else None,
        waiting=waiting,
        waiting_table=waiting_table,
        waiting_words=delivery_charts.medians(figures, is_extern),
        # Not outside: beside the other counts a share would give away a hidden one.
        share_words="" if is_extern else delivery_charts.share_of_acceptances(figures),
        withdrawn=delivery_charts.withdrawn(figures, is_extern) if figures.withdrawn_because else None,
        calendar=delivery_charts.calendar(figures) if figures.holds and not is_extern else None,
        holds=delivery_charts.holds(figures, is_extern) if figures.holds else None,
    )


def _tiles(figures: Figures, is_extern: bool) -> list[Tile]:
    amounts = (
        (figures.in_arrears, "met een achterstand"),
        (figures.to_signal, "kunnen worden gemeld"),
        (figures.delivered_today, "vandaag klaargezet of gemeld"),
    )
    counts = (
        (figures.running + figures.helped, "meldingen lopen"),
        (figures.not_handed_in, "daarvan nog niet aangeleverd"),
        (figures.helped, "met hulp geaccepteerd"),
        (sum(hold.status == "active" for hold in figures.holds), "opschortingen lopen"),
        (figures.withdrawn_today, "vandaag ingetrokken"),
    )
    return [
        *(Tile(count_text(a.leases, is_extern), label, rounded_text(a, is_extern)) for a, label in amounts),
        *(Tile(count_text(count, is_extern), label) for count, label in counts),
    ]


@dataclass(frozen=True)
class _Stage:
    """One or more rules of the funnel as one bar."""

    label: str
    words: str
    source: str
    falls: Amount
    remain: Amount
    is_hidden: bool = False


def _funnel(figures: Figures, is_extern: bool) -> tuple[Markup, Table]:
    stages = _stages(figures, is_extern)
    whole = figures.in_arrears
    last = stages[-1] if stages else None
    end = _Stage("te melden", "", "", Amount(), last.remain if last else whole, bool(last and last.is_hidden))
    bars = [svg.FunnelRow("met een huurachterstand", whole.leases, 0, number(whole.leases), "")]
    bars += [_bar(stage) for stage in [*stages, end]]
    drawn = svg.both(
        svg.funnel,
        f"Trechter: van {counted(whole.leases, 'huurder', 'huurders')} met een achterstand blijven er na alle regels "
        f"{count_text(figures.to_signal.leases, is_extern)} over om te melden",
        whole.leases,
        bars,
    )
    rows: list[tuple[str, ...]] = [("Huurders met een achterstand", "", "", "", number(whole.leases), euros(whole.euros))]
    rows += [_stage_cells(stage) for stage in stages]
    titles = [
        ("Regel", "text"),
        ("Bron", "text"),
        ("Valt af", "number"),
        ("Bedrag", "number"),
        ("Blijft over", "number"),
        ("Bedrag", "number"),
    ]
    return drawn, Table("De trechter in cijfers: wat elke regel er als eerste uit haalt", titles, rows)


def _stages(figures: Figures, is_extern: bool) -> list[_Stage]:
    steps = figures.funnel
    if not is_extern:
        return [_stage([step]) for step in steps]
    shown = shown_steps([figures.in_arrears.leases, *(step.remain.leases for step in steps)])
    stages = [_stage(steps[first:last]) for first, last in pairwise(shown)]
    if stages and (is_small(figures.to_signal.leases) or is_small(stages[-1].falls.leases)):
        hidden = stages.pop()
        stages.append(_Stage(hidden.label, hidden.words, hidden.source, Amount(), Amount(), is_hidden=True))
    return stages


def _stage(steps: Sequence[RuleStep]) -> _Stage:
    falls = Amount(sum(step.falls.leases for step in steps), sum((step.falls.euros for step in steps), NO_MONEY))
    names = [words_of(HELD_BACK, step.code) for step in steps]
    if len(steps) == 1:
        return _Stage(names[0], steps[0].words, steps[0].source, falls, steps[0].remain)
    return _Stage(f"{len(names)} regels samen", "Samen: " + ", ".join(names), "", falls, steps[-1].remain)


def _bar(stage: _Stage) -> svg.FunnelRow:
    if stage.is_hidden:
        return svg.FunnelRow(stage.label, 0, 0, HIDDEN, "")
    falls = f"−{number(stage.falls.leases)}" if stage.falls.leases else ""
    return svg.FunnelRow(stage.label, stage.remain.leases, stage.falls.leases, number(stage.remain.leases), falls)


def _stage_cells(stage: _Stage) -> tuple[str, ...]:
    if stage.is_hidden:
        return (stage.words, stage.source, UNSAID, UNSAID, HIDDEN, UNSAID)
    falls, remain = stage.falls, stage.remain
    return (
        stage.words,
        stage.source,
        number(falls.leases),
        euros(falls.euros),
        number(remain.leases),
        euros(remain.euros),
    )


def _reasons(figures: Figures, is_extern: bool) -> Table:
    most = max((reason.held.leases for reason in figures.reasons), default=1)
    rows = []
    for reason in figures.reasons:
        is_hidden = is_extern and is_small(reason.tenants)
        is_rest_hidden = is_hidden or (is_extern and is_small(reason.held.leases - reason.alone.leases))
        rows.append(
            (
                reason.words,
                svg.share_bar([] if is_hidden else [(reason.held.leases, "falls")], most),
                count_text(reason.tenants, is_extern),
                unless(is_hidden, euros(reason.held.euros)),
                unless(is_rest_hidden, count_text(reason.alone.leases, is_extern)),
                unless(is_rest_hidden, money_text(reason.alone, is_extern)),
            )
        )
    titles = [
        ("Reden", "text"),
        ("", "bar"),
        ("Huurders", "number"),
        ("Bedrag", "number"),
        ("Alleen hierdoor", "number"),
        ("Bedrag", "number"),
    ]
    return Table("Waarom niet gemeld; één huurder kan meer redenen hebben", titles, rows)


def _places(what: str, places: Sequence[Place], is_extern: bool) -> Table:
    shown = _merged(places) if is_extern else _largest(what, places)
    hidden = hidden_rows([_split(place) for place in shown]) if is_extern else set()
    most = max((place.in_arrears.leases for place in shown), default=1)
    rows = [_place_cells(place, nth in hidden, is_extern, most) for nth, place in enumerate(shown)]
    titles = [
        (what, "text"),
        ("", "bar"),
        ("Huurders", "number"),
        ("Bedrag", "number"),
        ("Te melden", "number"),
        ("Bedrag", "number"),
    ]
    return Table(f"Achterstand en meldingen per {what.lower()}", titles, rows)


def _split(place: Place) -> tuple[int, int]:
    return place.signalled.leases, place.in_arrears.leases - place.signalled.leases


def _place_cells(place: Place, is_hidden: bool, is_extern: bool, most: int) -> tuple[str | Markup, ...]:
    whole, signalled = place.in_arrears, place.signalled
    parts = [(signalled.leases, "remain end"), (whole.leases - signalled.leases, "falls")]
    if is_hidden:
        parts = [(whole.leases, "falls")]
    if is_extern and is_small(whole.leases):
        parts = []
    return (
        place.label,
        svg.share_bar(parts, most),
        count_text(whole.leases, is_extern),
        money_text(whole, is_extern),
        unless(is_hidden, number(signalled.leases)),
        unless(is_hidden, euros(signalled.euros)),
    )


def _merged(places: Sequence[Place]) -> list[Place]:
    """The places that may be shown by name, and the others as one."""
    hidden = hidden_parts([place.in_arrears.leases for place in places])
    others = [place for nth, place in enumerate(places) if nth in hidden]
    shown = [place for nth, place in enumerate(places) if nth not in hidden]
    return _largest("Gemeente", shown) + ([_as_one(f"overige gemeenten ({len(others)})", others)] if others else [])


def _largest(what: str, places: Sequence[Place]) -> list[Place]:
    """The largest by name, the others as one: a page is no list of the whole country."""
    if len(places) <= MOST_PLACES:
        return list(places)
    others = places[MOST_PLACES - 1 :]
    many = "gemeenten" if what == "Gemeente" else "verhuurders"
    return [*places[: MOST_PLACES - 1], _as_one(f"{len(others)} andere {many}", others)]


def _as_one(label: str, places: Sequence[Place]) -> Place:
    return Place(label, _together([p.in_arrears for p in places]), _together([p.signalled for p in places]))


def _together(amounts: Sequence[Amount]) -> Amount:
    return Amount(sum(a.leases for a in amounts), sum((a.euros for a in amounts), NO_MONEY))


def _ages(figures: Figures, is_extern: bool) -> tuple[Markup, Table]:
    hidden = hidden_parts([band.amount.leases for band in figures.ages]) if is_extern else set()
    groups, rows = [], []
    for nth, band in enumerate(figures.ages):
        is_hidden = nth in hidden
        count = unless(is_hidden, number(band.amount.leases))
        value = NO_MONEY if is_hidden else band.amount.euros
        note = f"{count} huurder{'' if count == '1' else 's'}"
        groups.append(svg.Column(f"{band.days.label} dgn", note, [float(value)], [unless(is_hidden, whole_euros(value))]))
        rows.append((f"{band.days.label} dagen", count, unless(is_hidden, euros(value))))
    drawn = svg.both(
        svg.columns, "Bedrag van de achterstand naar ouderdom in dagen sinds de oudste vervaldatum", groups, ["remain"]
    )
    titles = [("Ouderdom", "text"), ("Huurders", "number"), ("Bedrag", "number")]
    total = ("Samen", number(figures.in_arrears.leases), euros(figures.in_arrears.euros))
    return drawn, Table("Achterstand naar ouderdom van de oudste vordering", titles, [*rows, total], totals=1)

"""`vroegsignaal status`: what is open, and what a person must do.

Belongs here: gathering the rows. Does not belong here: the words (documents/status.py), and what monitoring reads
(orchestration/health.py).
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING

import click

from documents import held_back, source_warnings
from documents.costs_without_notice import COSTS_SQL
from documents.receipts_words import in_dutch, silence_in_dutch
from documents.status import LEDGERS_SQL, MONEY_NOWHERE_SQL, MOST_LINES, SIGNALS_SQL, Standing
from documents.status import status as words
from exports.delivery.batch_records import in_doubt, read_batches, waiting_for_upload
from exports.ground.duck import kept_open, rows
from exports.ground.home import Home
from orchestration import guards, warehouse_snapshot
from orchestration.cli import dutch
from orchestration.demo_mark import demo_files
from orchestration.reader_settings import reader_settings
from sources.receipts import Receipts, receipts_of, silence_of

if TYPE_CHECKING:
    from orchestration.health import Health

FORMS = ("text", "json", "nagios")


@dutch.command(short_help="Wat er openstaat en wat een mens moet doen.")
@dutch.option("--all", "every_line", is_flag=True, help="Elke regel van elke lijst, hoe veel het er ook zijn.")
@dutch.option("--preview", is_flag=True, help="Wat er na de laatste proefrun zou openstaan.")
@dutch.option(
    "--format", "form", type=click.Choice(FORMS), default="text", help="Voor bewaking, json of nagios: alleen aantallen."
)
def status(every_line: bool, preview: bool, form: str) -> None:
    """Lopende meldingen, verstreken termijnen, opschortingen, bestanden in twijfel of in te leveren, en wat u moet uitzoeken.

    Met --format json of nagios: is het werk van de machine gedaan? Afsluitcode 0 goed, 1 let op, 2 mis, 3 onbekend.
    """
    if form != "text":
        if preview or every_line:
            context = click.get_current_context()
            raise dutch.Misused("--format gaat over de echte map en noemt aantallen: laat --preview en --all weg.", context)
        from orchestration.health_forms import as_json, as_nagios

        health = asked()
        click.echo(as_json(health) if form == "json" else "\n".join(as_nagios(health)))
        sys.exit(int(health.level))
    try:
        standing = gather(warehouse_snapshot.home_of_readers(reader_settings().home, preview))
    except warehouse_snapshot.NothingYet as nothing:
        raise dutch.Refused(str(nothing)) from None
    for line in words(standing, None if every_line else MOST_LINES):
        click.echo(line)


def asked() -> Health:
    """How the home of the settings is doing now; whatever keeps that from being known is its answer."""
    from pydantic import ValidationError

    from orchestration.health import health  # these load what copies of the home take, which no person who asks waits for
    from orchestration.health_forms import unknown
    from orchestration.settings import Settings

    now = guards.now()
    try:
        settings = Settings()
        home = Home.at(settings.home)
        if not home.register.exists():
            return unknown("no run has begun in this home yet", now)
        try:
            with warehouse_snapshot.opened(home) as con:
                return health(home, settings, con, now)
        except warehouse_snapshot.NothingYet:
            return health(home, settings, None, now)
    except ValidationError:
        return unknown("a setting cannot be used: vroegsignaal status says which", now)
    except Exception as error:
        from orchestration.failures import in_words  # loads Dagster, which nobody needs where all is well

        return unknown(in_words(error), now)


def gather(home: Home) -> Standing:
    """What the read copy and the register say now.

    Raises:
        NothingYet: no run has ended in this home.
    """
    with warehouse_snapshot.opened(home) as con:
        as_of = rows(con, "select as_of_date from control.run_parameters")[0]["as_of_date"]
        tables = {
            "signals": SIGNALS_SQL,
            "to_telephone": "select * from marts.threatening_situations order by eviction_on nulls last, lease_id",
            "terms": "select * from marts.terms_still_open order by response_due_on, lease_id",
            "holds": "select * from marts.collection_holds where status = 'active' order by hold_until, lease_id",
            "holds_ending": "select * from marts.holds_ending_soon",
            "for_a_person": "select * from marts.withdrawals_by_hand order by lease_id",
            "unmatched": "select * from marts.unmatched_feedback where is_open order by read_on, file, row",
            "findings": "select * from marts.signal_findings order by lease_id, finding",
            "ledgers": LEDGERS_SQL,
            "money_nowhere": MONEY_NOWHERE_SQL,
            "costs": COSTS_SQL,
            "transfers": "select * from marts.leases_to_transfer order by lease_id, co_tenant_id",
            "held_back": held_back.SIGNALS,
            "rows_naming_nobody": held_back.ROWS_NAMING_NOBODY,
            "renumberings": held_back.RENUMBERINGS,
            "taken_back": held_back.TAKEN_BACK,
        }
        found = {name: rows(con, sql) for name, sql in tables.items()} | {"sources": source_warnings.of_last_load(con)}
        let_op = source_warnings.let_op(con)
        receipts = receipts_of(con, as_of, guards.machine_date())
        silence = silence_of(con, receipts)
    with kept_open(home.register, for_reading=True):
        records, is_demo = read_batches(home.register, with_lines=False), demo_files(home.register) is not None
        undelivered = list(missed(home, guards.machine_date()))
    return Standing(
        as_of=as_of,
        **found,
        let_op=let_op,
        in_doubt=[
            {"batch_id": r.batch.batch_id, "file_name": r.batch.file_name, "desk": r.batch.desk, "reason": r.state.reason}
            for r in in_doubt(records)
        ],
        waiting_for_upload=[
            {"batch_id": r.batch.batch_id, "file_name": r.batch.file_name, "since": r.state.delivered_on}
            for r in waiting_for_upload(records, as_of)
        ],
        notes=[
            *(words for words, holds in _notes(home, is_demo).items() if holds),
            *_stale(receipts),
            *([silence_in_dutch(silence)] if silence else []),
            *undelivered,
        ],
    )


def _stale(receipts: Receipts) -> Iterator[str]:
    """Why it may not be said now that rent was not paid; nothing where the receipts are fresh."""
    if not receipts.are_fresh(reader_settings().landing_max_age_days):
        yield f"{in_dutch(receipts)} Meldingen en brieven wachten: zet een verse export in landing/ en draai de dag opnieuw."


def missed(home: Home, today: date) -> Iterator[str]:
    """That the signals of the last 20th did not all leave, and what brings them yet; nothing where they did, in a demo, or in a
    preview, whose dry runs deliver nothing: of its home, that home's own status tells.
    """
    day = None if home.is_preview else guards.undelivered(home.register, today)
    if day is None or demo_files(home.register) is not None:
        return
    caught_up = (today - day).days <= guards.CATCH_UP_DAYS
    way = "de run van de volgende ochtend haalt ze in" if caught_up else "niets haalt ze nog vanzelf in"
    yield f"De meldingen van {day:%d-%m-%Y} zijn niet alle goed aangeleverd; {way}. Zelf doen: vroegsignaal run --as-of DATUM."


def _notes(home: Home, is_demo: bool) -> dict[str, bool]:
    return {
        "PROEFRUN: dit is wat er zou staan; niets ervan is gebeurd of gemeld.": home.is_preview,
        "Dit is een demo: niemand in deze map bestaat.": is_demo,
    }

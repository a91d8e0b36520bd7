"""What mails say: what went wrong, how many, and what to do; never who.

Belongs here: the texts, in Dutch, made of batch numbers, counts, dates and desks alone, so that a mailbox never holds
personal data. Does not belong here: sending (exports/delivery/mail.py), or deciding when somebody is mailed (orchestration).
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from documents.dutch import day as _day
from exports.delivery.mail import Message
from validations.desks import all_desks


def failed_run(as_of: date, parts: Sequence[str]) -> Message:
    """A run ended badly. `parts` names what failed, such as `signals to vps`; nothing else is said."""
    lines = [f"De run voor {_day(as_of)} is niet goed geëindigd. Niet gelukt:", "", *_items(parts), "",
             "Wat wel gelukt is, is vastgelegd; opnieuw starten doet niets dubbel:", "",
             f"    vroegsignaal run --as-of {as_of.isoformat()}"]  # fmt: skip
    return _message("failed_run", f"run van {_day(as_of)} mislukt", lines)


def failed_check(as_of: date, checks: Sequence[str]) -> Message:
    """A check failed; `checks` are names of checks."""
    lines = [f"Bij de run voor {_day(as_of)} faalden deze controles:", "", *_items(checks), "",
             "Bekijk de controle in Dagster (make ui): daar staat wat er moet gebeuren."]  # fmt: skip
    return _message("failed_check", f"{len(checks)} controle(s) gefaald op {_day(as_of)}", lines)


def batch_in_doubt(batch_id: str, desk: str, lines_in_batch: int, as_of: date) -> Message:
    """Nobody knows whether a batch arrived."""
    lines = [f"Op {_day(as_of)} is niet duidelijk geworden of batch {batch_id} bij {_desk(desk)} is aangekomen",
             f"({lines_in_batch} regel(s)). De huurovereenkomsten in deze batch worden niet opnieuw gemeld tot dit",
             "is opgehelderd. Vraag het na bij het meldpunt en leg het antwoord vast:", "",
             f"    vroegsignaal resolve {batch_id} delivered|not-delivered"]  # fmt: skip
    return _message("batch_in_doubt", f"batch {batch_id} onzeker", lines)


def refused_feedback(count: int, rules: Sequence[str], as_of: date) -> Message:
    """Feedback files that were refused whole; `rules` are codes of rules."""
    lines = [f"Op {_day(as_of)} zijn {count} terugkoppelbestand(en) geweigerd. Regel(s):", "", *_items(rules), "",
             "De bestanden staan in inbox/quarantine/. Vraag het meldpunt om een bestand met alleen de toegestane",
             "kolommen (docs/feedback.md); meer mag de gemeente niet terugkoppelen."]  # fmt: skip
    return _message("refused_feedback", f"{count} terugkoppelbestand(en) geweigerd", lines)


def threatening_terms_passed(count: int, as_of: date) -> Message:
    """Threatening situations in which the municipality's three working days passed without word."""
    lines = [f"Op {_day(as_of)} is in {count} bedreigende situatie(s) de termijn van drie werkdagen verstreken zonder",
             "bericht van de gemeente. Bel de gemeente; de lijst staat in worklists/ en in:", "",
             "    vroegsignaal status"]  # fmt: skip
    return _message("threatening_term_passed", f"{count} bedreigende situatie(s) zonder reactie", lines)


def silence(last_run: date | None, today: date) -> Message:
    """No run for a day: nothing failed, for nothing ran."""
    since = f"De laatste run was voor {_day(last_run)}." if last_run else "Er is nog geen run geweest."
    lines = [f"{since} Vandaag, {_day(today)}, is er niets gestart.", "",
             "Kijk of de machine en de planning (make ui) draaien. Zonder run worden betaalde achterstanden niet",
             "ingetrokken en wordt aanvaarde hulp niet verwerkt."]  # fmt: skip
    return _message("silence", f"geen run sinds {_day(last_run) if last_run else 'het begin'}", lines)


def _message(kind: str, subject: str, lines: Sequence[str]) -> Message:
    return Message(kind, f"Vroegsignaal: {subject}", "\n".join([*lines, ""]))


def _items(words: Sequence[str]) -> list[str]:
    return [f"  - {word}" for word in words]


def _desk(desk: str) -> str:
    known = all_desks().get(desk)
    return desk if known is None else known.full_name

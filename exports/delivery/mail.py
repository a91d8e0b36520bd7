"""Word to people by e-mail: what went wrong, how many, and what to do; never who.

Belongs here: the texts, and sending them by plain SMTP. Does not belong here: deciding when somebody must hear
(orchestration). Off unless a host and an address are set. A mail that cannot be sent never fails what it is about.

The texts are made of batch numbers, counts, dates and desks alone, so that a mailbox never holds personal data.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from exports.delivery.channels.settings import is_loopback, read_secret
from exports.ground.failures import PermanentFailure
from validations.desks import all_desks


@dataclass(frozen=True)
class MailSettings:
    """Where word goes. Without `host` or `to` nothing is sent.

    Attributes:
        security: `none` (a server on this machine or network), `starttls` or `tls`.
        user: with `password_file`, the login; never over a wire in the open.
        to: one address, or several with commas between.
        ca_file: the authority that signed the server's certificate, where it is not a public one.
    """

    host: str = ""
    port: int = 25
    security: str = "none"
    user: str = ""
    password_file: Path | None = None
    sender: str = "vroegsignaal@localhost"
    to: str = ""
    ca_file: Path | None = None
    timeout: float = 20.0

    @property
    def is_on(self) -> bool:
        return bool(self.host and self.to)


@dataclass(frozen=True)
class Message:
    """One mail: `kind` is a short word for counting, the rest is what a person reads."""

    kind: str
    subject: str
    body: str


def failed_run(as_of: date, parts: Sequence[str]) -> Message:
    """A run ended badly. `parts` names what failed, such as `signals to vps`; nothing else is told."""
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


def tell(settings: MailSettings, message: Message) -> str | None:
    """Send a message; gives None where that worked or mail is off, else one sentence on why it did not.

    Never raises: the sentence goes beside what the mail was about.
    """
    if not settings.is_on:
        return None
    try:
        _send(settings, _email(settings, message))
    except PermanentFailure as failure:
        return failure.message
    except (smtplib.SMTPException, OSError, ValueError) as problem:
        return f"the mail '{message.kind}' was not sent by {settings.host} ({type(problem).__name__})"
    return None


def _send(settings: MailSettings, email: EmailMessage) -> None:
    password = _password(settings)
    context = ssl.create_default_context(cafile=settings.ca_file)
    server: smtplib.SMTP
    if settings.security == "tls":
        server = smtplib.SMTP_SSL(settings.host, settings.port, timeout=settings.timeout, context=context)
    else:
        server = smtplib.SMTP(settings.host, settings.port, timeout=settings.timeout)
    with server:
        if settings.security == "starttls":
            server.starttls(context=context)
        if password is not None:
            server.login(settings.user, password)
        server.send_message(email)


def _password(settings: MailSettings) -> str | None:
    """The password, where there is a login; looked at before anything is said to the server."""
    if not settings.user:
        return None
    if settings.security == "none" and not is_loopback(settings.host):
        raise PermanentFailure("mail_in_the_open", "a mail login needs security=starttls or tls; no mail was sent")
    if settings.password_file is None:
        raise PermanentFailure("secret_missing", "a mail login needs password_file; no mail was sent")
    return read_secret(settings.password_file)


def _email(settings: MailSettings, message: Message) -> EmailMessage:
    email = EmailMessage()
    email["From"] = settings.sender
    email["To"] = settings.to
    email["Subject"] = message.subject
    email["Date"] = formatdate(localtime=True)
    email["Message-ID"] = make_msgid(domain=settings.sender.partition("@")[2] or "localhost")
    email["Auto-Submitted"] = "auto-generated"
    email.set_content(message.body, cte="quoted-printable")
    return email


def _message(kind: str, subject: str, lines: Sequence[str]) -> Message:
    return Message(kind, f"Vroegsignaal: {subject}", "\n".join([*lines, ""]))


def _items(words: Sequence[str]) -> list[str]:
    return [f"  - {word}" for word in words]


def _desk(desk: str) -> str:
    known = all_desks().get(desk)
    return desk if known is None else known.full_name


def _day(day: date) -> str:
    return f"{day:%d-%m-%Y}"

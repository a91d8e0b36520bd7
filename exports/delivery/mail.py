"""Word to people by e-mail: settings, one message, and its way to the server.

Belongs here: sending by plain SMTP. Does not belong here: the texts (documents/mail_texts.py), or deciding when somebody
is mailed (orchestration). Off unless a host and an address are set. A mail that cannot be sent never fails what it is about.
"""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import formatdate, make_msgid
from pathlib import Path

from exports.delivery.channels.settings import is_loopback, read_secret
from exports.ground.failures import PermanentFailure


@dataclass(frozen=True)
class MailSettings:
    """Where notifications go. Without `host` or `to` nothing is sent.

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


def send(settings: MailSettings, message: Message) -> str | None:
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

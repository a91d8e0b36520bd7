"""Word to people: what each mail says, that none names anybody, and how it is sent."""

from __future__ import annotations

from datetime import date

import pytest

from documents import mail_texts
from exports.delivery.mail import MailSettings, send
from exports.register.events import looks_identifying
from tests.support.mail_server import running_mail

DAY = date(2026, 4, 20)
BATCH = "20260420-ris-s-1a2b3c4d"
MESSAGES = [
    (mail_texts.failed_run(DAY, ["signals to vps"]), "vroegsignaal run --as-of 2026-04-20"),
    (mail_texts.failed_check(DAY, ["no_batch_in_doubt"]), "no_batch_in_doubt"),
    (mail_texts.batch_in_doubt(BATCH, "ris_matching", 3, DAY), f"vroegsignaal resolve {BATCH} delivered|not-delivered"),
    (mail_texts.refused_feedback(2, ["unknown_column"], DAY), "inbox/quarantine/"),
    (mail_texts.threatening_terms_passed(1, DAY), "Bel de gemeente"),
    (mail_texts.silence(DAY, date(2026, 4, 22)), "20-04-2026"),
]


def secret(tmp_path, text="geheim-woord"):
    path = tmp_path / "mail_password"
    path.touch(0o600)
    path.write_text(text)
    return path


def settings(server, **changes):
    usual = dict(host="127.0.0.1", port=server.port, to="team@voorbeeld.nl, beheer@voorbeeld.nl", timeout=5.0)
    return MailSettings(**{**usual, **changes})


@pytest.mark.parametrize(("message", "words"), MESSAGES, ids=lambda value: getattr(value, "kind", ""))
def test_a_mail_says_what_to_do_and_names_nobody(tmp_path, message, words):
    with running_mail(tmp_path) as server:
        assert send(settings(server), message) is None
    (sent,) = server.mails
    text = sent.get_content()
    assert words in text
    assert sent["Subject"].startswith("Vroegsignaal: ")
    assert sent["To"] == "team@voorbeeld.nl, beheer@voorbeeld.nl"
    without_batch = text.replace(BATCH, "")
    assert not looks_identifying(without_batch)


def test_mail_is_off_unless_a_host_and_an_address_are_set():
    assert send(MailSettings(), MESSAGES[0][0]) is None
    assert not MailSettings(host="mail.example.nl").is_on


@pytest.mark.parametrize("security", ["starttls", "tls"])
def test_a_mail_and_its_login_travel_encrypted(tmp_path, security):
    with running_mail(tmp_path, security=security, login=("robot", "geheim-woord")) as server:
        own = settings(server, security=security, user="robot", password_file=secret(tmp_path),
                       ca_file=server.certificate)  # fmt: skip
        assert send(own, MESSAGES[0][0]) is None
    assert server.encrypted == [True]


def test_a_server_whose_certificate_nobody_vouches_for_gets_no_mail(tmp_path):
    with running_mail(tmp_path, security="tls") as server:
        assert "SSLCertVerificationError" in send(settings(server, security="tls"), MESSAGES[0][0])
    assert server.mails == []


def test_a_login_never_goes_over_a_wire_in_the_open(tmp_path):
    elsewhere = MailSettings(host="mail.invalid", to="x@voorbeeld.nl", user="robot", password_file=secret(tmp_path))
    assert "starttls or tls" in send(elsewhere, MESSAGES[0][0])


@pytest.mark.parametrize("knobs", [dict(refuse=True), dict(login=("robot", "iets anders"))], ids=["refused", "login"])
def test_a_mail_that_cannot_be_sent_says_so_and_raises_nothing(tmp_path, knobs):
    with running_mail(tmp_path, **knobs) as server:
        problem = send(settings(server, user="robot", password_file=secret(tmp_path)), MESSAGES[0][0])
    assert "was not sent" in problem
    assert "geheim-woord" not in problem


def test_a_mail_server_that_is_away_says_so_and_raises_nothing(tmp_path):
    with running_mail(tmp_path) as server:
        pass
    assert "ConnectionRefusedError" in send(settings(server), MESSAGES[0][0])


def test_a_password_file_that_others_can_read_is_not_used(tmp_path):
    path = secret(tmp_path)
    path.chmod(0o640)
    with running_mail(tmp_path) as server:
        assert "chmod 600" in send(settings(server, user="robot", password_file=path), MESSAGES[0][0])
    assert server.mails == []

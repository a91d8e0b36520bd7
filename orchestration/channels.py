"""Which channel serves which desk in this run, made from the settings.

Belongs here: turning settings into channels; a preview and a demo home get what they are allowed. Does not belong
here: the channels themselves (exports/delivery/channels/).
"""

from __future__ import annotations

from documents.checklist import checklist
from exports.delivery.channels import Channel, Channels
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.settings import (
    SIGNAL_FIELDS,
    WITHDRAWAL_FIELDS,
    ApiSettings,
    SftpSettings,
    Timeouts,
    require_loopback,
)
from exports.delivery.channels.unusable import Unusable
from exports.delivery.once import Care
from exports.ground.failures import PermanentFailure, RetryPolicy
from orchestration.resources import Run
from orchestration.settings import DeskSettings, Settings
from validations.desks import desk_named, line_in_file, signal_desks


def channels_of(run: Run) -> Channels:
    """The channels of this run: folders only in a preview, loopback only in a home marked as demo.

    A desk whose settings cannot be used gets a channel that says so when it is its turn: it stops no other desk.
    """
    folder = FolderChannel(run.home, checklist)
    if run.is_dry:
        return Channels(folder)
    is_demo = run.is_demo
    by_desk = {}
    for desk in signal_desks():
        channel = _channel_or_why_not(run.settings, desk, is_demo)
        if channel is not None:
            by_desk[desk] = channel
    return Channels(folder, by_desk)


def _channel_or_why_not(settings: Settings, desk: str, is_demo: bool) -> Channel | None:
    name = "unusable"
    try:
        desk_settings = settings.desk(desk)
        name = desk_settings.channel
        return _channel(desk_settings, desk, is_demo)
    except PermanentFailure as failure:
        return Unusable(name, failure)


def _channel(settings: DeskSettings, desk: str, is_demo: bool) -> Channel | None:
    if settings.channel == "folder":
        return None
    if settings.channel not in desk_named(desk).channels:
        words = f"{desk} takes no {settings.channel} by its own file ({line_in_file(desk, 'channels', '')}); nothing was sent"
        raise PermanentFailure("channel_not_taken", words)
    if settings.channel == "sftp":
        from exports.delivery.channels.sftp import SftpChannel

        desk_settings = sftp_settings(settings, desk)
        if is_demo:
            require_loopback(desk_settings)
        return SftpChannel(desk_settings)
    from exports.delivery.channels.api import ApiChannel

    by_api = api_settings(settings, desk)
    if is_demo:
        require_loopback(by_api)
    return ApiChannel(by_api)


def sftp_settings(settings: DeskSettings, desk: str) -> SftpSettings:
    """The sFTP settings of a desk.

    Raises:
        PermanentFailure: a setting without which nothing may be sent is missing.
    """
    _need(desk, host=settings.host, user=settings.user, host_key=settings.host_key)
    return SftpSettings(
        host=settings.host,
        port=settings.port,
        user=settings.user,
        host_key=settings.host_key,
        key_file=settings.key_file,
        password_file=settings.password_file,
        directory=settings.directory,
        withdrawals_directory=settings.withdrawals_directory,
        feedback_directory=settings.feedback_directory,
        timeouts=Timeouts.all(settings.timeout_seconds),
    )


def api_settings(settings: DeskSettings, desk: str) -> ApiSettings:
    """The API settings of a desk.

    Raises:
        PermanentFailure: the address is missing.
    """
    _need(desk, base_url=settings.base_url)
    return ApiSettings(
        base_url=settings.base_url,
        token_file=settings.token_file,
        auth_header=settings.auth_header,
        auth_scheme=settings.auth_scheme,
        signals_path=settings.signals_path,
        withdrawals_path=settings.withdrawals_path,
        signal_fields=settings.signal_fields or dict(SIGNAL_FIELDS),
        withdrawal_fields=settings.withdrawal_fields or dict(WITHDRAWAL_FIELDS),
        ca_file=settings.ca_file,
        attempts=settings.attempts,
        timeouts=Timeouts.all(settings.timeout_seconds),
    )


def care_of(settings: Settings, desk: str) -> Care:
    """How often a transient failure of a desk is tried again, by its settings; the folder and agencies have no settings."""
    if desk not in signal_desks():
        return Care()
    try:
        return Care(retries=RetryPolicy(settings.desk(desk).attempts))
    except PermanentFailure:
        return Care()  # its channel says what is wrong


def _need(desk: str, **values: str) -> None:
    missing = [f"VROEGSIGNAAL_{desk.upper()}__{name.upper()}" for name, value in values.items() if not value]
    if missing:
        raise PermanentFailure(
            "setting_missing", f"{desk} cannot be reached: set {', '.join(missing)} (see .env.example); nothing was sent"
        )

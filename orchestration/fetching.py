"""Feedback that desks put on their sFTP servers, brought into the inbox.

Belongs here: which desks have a feedback folder, and one desk's failure not stopping another. Does not belong here: the
download itself (exports/inbox/fetch.py).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from exports.ground.failures import BorderFailure, PermanentFailure, TransientFailure
from exports.ground.files import sha256_of
from exports.ground.home import Home
from exports.register.log import Register
from orchestration.channels import sftp_settings
from orchestration.settings import DeskSettings, Settings
from validations.desks import signal_desks

if TYPE_CHECKING:
    from exports.inbox.fetch import Fetched


def desks_to_ask(settings: Settings) -> list[str]:
    """The desks whose settings name an sFTP folder with feedback."""
    return [desk for desk in signal_desks() if _is_to_be_asked(settings, desk)]


def _is_to_be_asked(settings: Settings, desk: str) -> bool:
    """Also a desk whose settings cannot be read: asking it gives the reason, and stops no other."""
    try:
        desk_settings: DeskSettings = settings.desk(desk)
    except PermanentFailure:
        return True
    return desk_settings.channel == "sftp" and bool(desk_settings.feedback_directory)


def fetch_all(home: Home, settings: Settings) -> tuple[list[Fetched], dict[str, str]]:
    """Bring in what is new at every desk; gives what was fetched, and per desk that failed why, in words."""
    fetched: list[Fetched] = []
    failed: dict[str, str] = {}
    desks = desks_to_ask(settings)
    if not desks:
        return fetched, failed
    from exports.inbox.fetch import fetch_feedback  # loads paramiko, which a home without sFTP never needs

    for desk in desks:
        try:
            fetched += fetch_feedback(sftp_settings(settings.desk(desk), desk), desk, home, _known(home))
        except BorderFailure as failure:
            failed[desk] = str(failure)
    return fetched, failed


def look_at_desks(home: Home, settings: Settings) -> tuple[set[str], list[str]]:
    """What is new in the desks' feedback folders (keys of files), and for whom looking has to wait and why.

    Raises:
        PermanentFailure: a refused key or a wrong setting, which must be seen and not look like "no new files".
    """
    from exports.inbox.fetch import list_feedback, not_yet_fetched

    new: set[str] = set()
    waiting: list[str] = []
    for desk in desks_to_ask(settings):
        try:
            found = not_yet_fetched(home, desk, list_feedback(sftp_settings(settings.desk(desk), desk)))
        except TransientFailure as failure:
            waiting.append(f"{desk}: {failure}")
            continue
        # The key of a file is the desk's own name for it, which may name a person: only its digest goes to Dagster.
        new |= {f"{desk}:{sha256_of(str(file.key).encode())[:16]}" for file in found}
    return new, waiting


def _known(home: Home) -> set[str]:
    if not home.register.exists():
        return set()
    with Register.read_only(home.register) as register:
        events = register.events_of(event_types=("feedback_read", "feedback_refused"))
    return {event.payload["file_sha256"] for event in events}

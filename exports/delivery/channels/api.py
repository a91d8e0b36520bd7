"""The API channel: one call a signal, its number as idempotency key, every answer recorded as it arrives.

Belongs here: calls, what each answer means for its line, and asking afterwards. Does not belong here: what is recorded
(delivery/once.py) and which columns may leave (the contract; the mapping here can rename the eleven, never add one).

A call whose answer was lost is made again with the same key, which cannot make a second signal; where even that gets no
answer, the desk is asked for the key, and where that fails the line is unknown and the batch in doubt.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from enum import Enum
from urllib.parse import quote, urlsplit

import requests
from urllib3.exceptions import ConnectTimeoutError, HTTPError, NewConnectionError

from exports.delivery.batches import Batch, Line
from exports.delivery.channels import Arrival, Arrived, Confirmation, LineProblem, Recorder
from exports.delivery.channels.settings import SIGNAL_FIELDS, WITHDRAWAL_FIELDS, ApiSettings, is_loopback, read_secret
from exports.ground.failures import BorderFailure, PermanentFailure, RetryPolicy, TransientFailure, with_retries

CODE = re.compile(r"[a-z][a-z0-9_]{0,40}")
LARGEST_ANSWER = 64_000  # bytes; an answer is one word or one reference
GIVE_UP_AFTER = 3  # lines in a row without an answer: the desk is down, the rest is not tried
RECEIVED = frozenset({200, 201, 409})
# Failures after which the desk certainly does not have the line; after any other it may.
SURELY_NOT = frozenset({"not_connected", "http_429", "http_503"})


class LineRefused(BorderFailure):
    """The desk will not take this line; the others go on."""


class Fate(Enum):
    """What is known of one line."""

    DELIVERED = "delivered"
    REFUSED = "refused"
    UNSENT = "unsent"
    UNKNOWN = "unknown"


@dataclass
class _Tally:
    """What became of the lines so far, in the words of a Confirmation."""

    delivered: list[str] = field(default_factory=list)
    refused: list[LineProblem] = field(default_factory=list)
    unsent: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    silent: int = 0
    reason: str | None = None


class ApiChannel:
    """Signals and withdrawals to one desk's REST interface (vroegsignalering-api.yaml, assumed)."""

    name = "api"

    def __init__(self, settings: ApiSettings, sleep: Callable[[float], None] = time.sleep) -> None:
        self._settings, self._sleep = settings, sleep
        _check(settings)
        self._session = requests.Session()
        self._session.trust_env = False  # no proxy, no .netrc: nothing but the settings decides where data go
        self._retries = RetryPolicy(settings.attempts, settings.first_pause, settings.longest_pause)

    def carries(self, kind: str) -> bool:
        return kind in ("signals", "withdrawals")

    def send(self, batch: Batch, recorder: Recorder) -> Confirmation:
        """Call for each line that has no answer yet.

        Raises:
            PermanentFailure: the desk refuses us as a whole, and nothing of this batch was delivered.
        """
        headers = self._headers()
        recorder.sending("start")
        tally = _Tally()
        for number, line in enumerate(batch.lines, start=1):
            if tally.silent >= GIVE_UP_AFTER:
                tally.unsent.append(line.signal_id)
                continue
            recorder.at("before_call")
            try:
                self._one(batch, number, line, headers, tally)
            except PermanentFailure as failure:
                if not tally.delivered and not tally.unknown:
                    raise
                tally.silent, tally.reason = GIVE_UP_AFTER, failure.code
                tally.unsent.append(line.signal_id)
                continue
            if tally.delivered[-1:] == [line.signal_id]:
                recorder.at("answered")
                recorder.line_delivered(line.signal_id)
        return Confirmation(
            where=f"api {urlsplit(self._settings.base_url).hostname}", checked="answer",
            delivered=tuple(tally.delivered), refused=tuple(tally.refused), unsent=tuple(tally.unsent),
            unknown=tuple(tally.unknown), reason=tally.reason,
        )  # fmt: skip

    def arrived(self, batch: Batch) -> Arrival:
        """Ask the desk for every key."""
        try:
            headers = self._headers()
            fates = {line.signal_id: self._ask(batch.kind, line.signal_id, headers) for line in batch.lines}
        except BorderFailure as failure:
            return Arrival(Arrived.UNKNOWN, failure.code)
        delivered = tuple(key for key, fate in fates.items() if fate is Fate.DELIVERED)
        if Fate.UNKNOWN in fates.values():
            return Arrival(Arrived.UNKNOWN, "no_answer", delivered)
        if len(delivered) == len(fates):
            return Arrival(Arrived.YES, "desk_has_all")
        return Arrival(Arrived.PARTLY if delivered else Arrived.NO, "desk_asked", delivered)

    def tidy(self, batch: Batch) -> None:
        """A call leaves nothing half behind."""

    def close(self) -> None:
        self._session.close()

    # One line.

    def _one(self, batch: Batch, number: int, line: Line, headers: dict[str, str], tally: _Tally) -> None:
        """Call for one line, again while that may help, and add what became of it."""
        failed: list[str] = []
        try:
            with_retries(lambda: self._call(batch.kind, line, headers, failed), self._retries, self._sleep)
        except LineRefused as refusal:
            tally.refused.append(LineProblem(number, refusal.code))
            tally.silent = 0
        except TransientFailure as failure:
            tally.silent += 1
            tally.reason = failure.code
            fate = Fate.UNSENT if SURELY_NOT.issuperset(failed) else self._ask(batch.kind, line.signal_id, headers)
            {Fate.DELIVERED: tally.delivered, Fate.UNSENT: tally.unsent}.get(fate, tally.unknown).append(line.signal_id)
        else:
            tally.delivered.append(line.signal_id)
            tally.silent = 0

    def _call(self, kind: str, line: Line, headers: dict[str, str], failed: list[str]) -> None:
        """Make the call; a transient failure is noted in `failed` on its way out."""
        try:
            self._post(kind, line, headers)
        except TransientFailure as failure:
            failed.append(failure.code)
            raise

    def _post(self, kind: str, line: Line, headers: dict[str, str]) -> None:
        """One POST. Returns where the desk has the line; raises what became of it otherwise."""
        body = json.dumps(self._body(kind, line), ensure_ascii=False).encode("utf-8")
        own = {"Idempotency-Key": line.signal_id, "Content-Type": "application/json; charset=utf-8"}
        status, said, wait = self._ask_wire("POST", self._url(kind), headers | own, body)
        if status in RECEIVED:
            if status != 409 and not said.get("reference"):
                raise TransientFailure("half_answer", "the desk answered with half a receipt; asked again by the same key")
            return
        raise _meaning(status, said, wait)

    def _ask(self, kind: str, key: str, headers: dict[str, str]) -> Fate:
        """Whether the desk has this key."""
        url = f"{self._url(kind)}/{quote(key, safe='')}"
        try:
            status = with_retries(
                lambda: self._known_status(url, headers), RetryPolicy(2, self._retries.first_pause), self._sleep
            )
        except BorderFailure:
            return Fate.UNKNOWN
        return {200: Fate.DELIVERED, 404: Fate.UNSENT}.get(status, Fate.UNKNOWN)

    def _known_status(self, url: str, headers: dict[str, str]) -> int:
        status, said, wait = self._ask_wire("GET", url, headers, None)
        if status == 429 or status >= 500:
            raise _meaning(status, said, wait)
        return status

    # The wire.

    def _ask_wire(
        self, method: str, url: str, headers: dict[str, str], body: bytes | None
    ) -> tuple[int, dict[str, object], float | None]:
        """One exchange: status, the JSON object that was said (empty where it was none), and Retry-After in seconds."""
        ends = self._settings.timeouts
        try:
            with self._session.request(
                method, url, data=body, headers=headers, timeout=(ends.connect, ends.answer), allow_redirects=False,
                verify=str(self._settings.ca_file) if self._settings.ca_file else True, stream=True,
            ) as answer:  # fmt: skip
                text = answer.raw.read(LARGEST_ANSWER, decode_content=True)
                # What is left of the Content-Length on the wire: a compressed answer has more bytes once it is read.
                whole = answer.raw.length_remaining in (None, 0)
                return answer.status_code, _object(text) if whole else {}, _seconds(answer.headers.get("Retry-After"))
        except requests.exceptions.SSLError:
            raise PermanentFailure(
                "certificate_refused", "the desk's certificate is not to be trusted; nothing was sent; ask the desk"
            ) from None
        except (requests.RequestException, HTTPError, OSError) as problem:
            code = "not_connected" if _never_connected(problem) else "no_answer"
            raise TransientFailure(code, f"the desk did not answer ({type(problem).__name__})") from None

    def _body(self, kind: str, line: Line) -> dict[str, object]:
        names = self._settings.signal_fields if kind == "signals" else self._settings.withdrawal_fields
        return {theirs: _json_value(line.values[ours]) for ours, theirs in names.items()}

    def _url(self, kind: str) -> str:
        path = self._settings.signals_path if kind == "signals" else self._settings.withdrawals_path
        return f"{self._settings.base_url.rstrip('/')}/{path.strip('/')}"

    def _headers(self) -> dict[str, str]:
        headers = {"Accept": "application/json"}
        if self._settings.token_file:
            token = read_secret(self._settings.token_file)
            headers[self._settings.auth_header] = f"{self._settings.auth_scheme} {token}".strip()
        return headers


def _check(settings: ApiSettings) -> None:
    """Refuse settings that could send more than the law allows, or in the open."""
    if settings.signal_fields.keys() != SIGNAL_FIELDS.keys():
        raise PermanentFailure("field_mapping", "the field mapping names exactly the eleven columns, no more, no fewer")
    if settings.withdrawal_fields.keys() != WITHDRAWAL_FIELDS.keys():
        raise PermanentFailure("field_mapping", "the withdrawal mapping names postcode, house number and its suffix")
    for names in (settings.signal_fields, settings.withdrawal_fields):
        if len(set(names.values())) != len(names):
            raise PermanentFailure("field_mapping", "two columns are mapped to one field")
    url = urlsplit(settings.base_url)
    if url.scheme != "https" and not (url.scheme == "http" and is_loopback(url.hostname or "")):
        raise PermanentFailure("not_encrypted", "base_url must begin with https; nothing was sent")
    if url.username or url.password or url.query:
        raise PermanentFailure("secret_in_url", "base_url holds a user, password or query; put secrets in token_file")


def _meaning(status: int, said: dict[str, object], wait: float | None) -> BorderFailure:
    """What an answer other than "received" means."""
    code = str(said.get("code", ""))
    word = code if CODE.fullmatch(code) else f"http_{status}"
    if status == 422:
        return LineRefused(word, "the desk refuses this line")
    if status == 429 or status >= 500 or status == 408:
        return TransientFailure(f"http_{status}", f"the desk answered {status}", retry_after=wait)
    if status in (401, 403):
        return PermanentFailure("login_refused", f"the desk refuses our token ({status}); renew it in token_file")
    return PermanentFailure(word, f"the desk answered {status}; check base_url and the paths with the desk")


def _never_connected(problem: BaseException) -> bool:
    """Whether there was no connection at all, so that nothing can have left."""
    reason = getattr(problem.args[0], "reason", None) if problem.args else None
    return isinstance(problem, requests.exceptions.ConnectTimeout) or isinstance(reason, NewConnectionError | ConnectTimeoutError)


def _object(text: bytes) -> dict[str, object]:
    try:
        said = json.loads(text)
    except ValueError:
        return {}
    return said if isinstance(said, dict) else {}


def _seconds(retry_after: str | None) -> float | None:
    return float(retry_after) if retry_after and retry_after.isascii() and retry_after.isdigit() else None


def _json_value(value: object) -> object:
    return f"{value:.2f}" if isinstance(value, Decimal) else value

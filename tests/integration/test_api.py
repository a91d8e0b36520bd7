"""The API channel against a stand-in that is held to our description: one signal per call, each once, each recorded."""

from __future__ import annotations

import pytest
import yaml
from openapi_spec_validator import validate

from documents.checklist import checklist
from documents.run_words import outcome_in_words
from exports.delivery.channels import Channels
from exports.delivery.channels.api import ApiChannel
from exports.delivery.channels.folder import FolderChannel
from exports.delivery.channels.settings import SIGNAL_FIELDS, Timeouts, require_loopback
from exports.delivery.once import Care, deliver
from exports.delivery.reconcile import reconcile
from exports.ground.failures import PermanentFailure
from tests.support.api_server import DESCRIPTION, Fault, running_api
from tests.support.border import DAY, NEXT_DAY, TWICE, Place, batch_of, signal_line, withdrawal_line

CARE = Care(retries=TWICE, sleep=lambda _: None)


@pytest.fixture
def place(tmp_path):
    return Place.at(tmp_path / "home")


def channel_to(server, tmp_path, **changes):
    return ApiChannel(server.settings(tmp_path / "token", **changes), sleep=lambda _: None)


def send(place, server, tmp_path, *lines, kind="signals", **changes):
    return deliver(batch_of(place, *lines, kind=kind), channel_to(server, tmp_path, **changes), *place.there, DAY, CARE)


def test_our_description_of_the_interface_is_a_valid_one_and_says_that_it_is_assumed():
    description = yaml.safe_load(DESCRIPTION.read_text("utf-8"))
    validate(description)
    assert description["x-status"] == "assumed"
    assert set(description["components"]["schemas"]["Signal"]["properties"]) == set(SIGNAL_FIELDS.values())


def test_each_signal_goes_as_one_call_with_exactly_the_eleven_fields(place, tmp_path):
    with running_api() as server:
        outcome = send(place, server, tmp_path, signal_line(1, "1234.50"), signal_line(2, last_name="Çelik"))
    assert (outcome.status, outcome.lines, str(outcome.amount)) == ("delivered", 2, "2234.50")
    assert server.broken_rules == []
    assert server.bodies["S1"].keys() == set(SIGNAL_FIELDS.values())
    assert (server.bodies["S1"]["bedragAchterstand"], server.bodies["S2"]["achternaam"]) == ("1234.50", "Çelik")
    assert place.delivered_signals() == ["S1", "S2"]


def test_an_answer_compressed_with_gzip_is_whole_when_all_that_travels_has_come(place, tmp_path):
    with running_api(Fault("gzip")) as server:
        outcome = send(place, server, tmp_path, *(signal_line(number) for number in range(1, 7)))
    assert (outcome.status, outcome.lines, server.posts) == ("delivered", 6, 6)
    assert server.broken_rules == []


def test_withdrawals_go_with_their_three_fields(place, tmp_path):
    with running_api() as server:
        outcome = send(place, server, tmp_path, withdrawal_line(1), kind="withdrawals")
    assert (outcome.status, server.made) == ("delivered", {"withdrawals:S1": 1})
    assert server.broken_rules == []
    assert place.count("signal_withdrawn") == 1


def test_a_signal_the_desk_already_has_counts_as_delivered_and_is_not_doubled(place, tmp_path):
    with running_api() as server:
        server.made["signals:S1"] += 1
        assert send(place, server, tmp_path).status == "delivered"
    assert server.made == {"signals:S1": 1, "signals:S2": 1}


def test_a_refused_line_is_named_by_its_number_and_the_others_go_on(place, tmp_path):
    with running_api(refuse={"S1": "unknown_postcode"}) as server:
        outcome = send(place, server, tmp_path)
    assert outcome.status == "partly"
    assert [(problem.line_number, problem.code) for problem in outcome.refused] == [(1, "unknown_postcode")]
    assert place.delivered_signals() == ["S2"]
    assert "refused line 1 (unknown_postcode)" in outcome_in_words(outcome)


def test_a_batch_of_which_every_line_is_refused_is_over(place, tmp_path):
    with running_api(refuse={"S1": "a", "S2": "b"}) as server:
        outcome = send(place, server, tmp_path)
    assert (outcome.status, outcome.code, place.status(outcome.batch_id)) == (
        "not_delivered", "refused_by_desk", "abandoned",
    )  # fmt: skip


def test_too_many_calls_waits_as_long_as_the_desk_asks_but_not_for_ever(place, tmp_path):
    waited = []
    fault = Fault("status", 429, {"Retry-After": "7"}, calls=(1,))
    with running_api(fault) as server:
        settings = server.settings(tmp_path / "token", longest_pause=30.0)
        outcome = deliver(batch_of(place), ApiChannel(settings, sleep=waited.append), *place.there, DAY, CARE)
        server.fault = Fault("status", 429, {"Retry-After": "86400"}, calls=(server.posts + 1,))
        later = deliver(batch_of(place, signal_line(3)), ApiChannel(settings, sleep=waited.append), *place.there, DAY, CARE)
    assert (outcome.status, later.status, waited) == ("delivered", "delivered", [7.0, 30.0])


@pytest.mark.parametrize("kind", ["cut_before", "cut_after", "half_after", "nonsense_after", "status"])
@pytest.mark.parametrize("call", [1, 2])
def test_an_answer_that_is_lost_once_never_doubles_or_loses_a_signal(place, tmp_path, kind, call):
    with running_api(Fault(kind, 503, calls=(call,))) as server:
        outcome = send(place, server, tmp_path)
    assert outcome.status == "delivered"
    assert server.made == {"signals:S1": 1, "signals:S2": 1}
    assert place.delivered_signals() == ["S1", "S2"]


@pytest.mark.parametrize(("kind", "delivered"), [("cut_before", []), ("cut_after", ["S1", "S2"]), ("half_after", ["S1", "S2"])])
def test_without_any_answer_the_desk_is_asked_by_key(place, tmp_path, kind, delivered):
    with running_api(Fault(kind, calls=tuple(range(1, 20)))) as server:
        server.fault.on_get = False
        outcome = send(place, server, tmp_path, attempts=1)
    assert place.delivered_signals() == delivered
    assert outcome.status == ("delivered" if delivered else "not_delivered")


def test_a_desk_that_falls_silent_for_good_leaves_the_batch_in_doubt(place, tmp_path):
    with running_api(Fault("stall_after", on_get=True)) as server:
        outcome = send(place, server, tmp_path, attempts=1, timeouts=Timeouts.all(0.2))
    assert (outcome.status, outcome.code) == ("in_doubt", "no_answer")
    assert place.delivered_signals() == []


def test_a_desk_that_is_down_is_not_called_for_every_line(place, tmp_path):
    with running_api(Fault("status", 503)) as server:
        outcome = send(place, server, tmp_path, *(signal_line(n) for n in range(1, 40)), attempts=2)
    assert (outcome.status, server.posts) == ("not_delivered", 6)


def test_a_desk_that_cannot_be_reached_at_all_has_nothing_and_leaves_no_doubt(place, tmp_path):
    with running_api() as server:
        channel = channel_to(server, tmp_path)
    outcome = deliver(batch_of(place), channel, *place.there, DAY, CARE)
    assert (outcome.status, outcome.code) == ("not_delivered", "not_connected")
    assert place.status(outcome.batch_id) == "found_unsent"


@pytest.mark.parametrize(("status", "code"), [(401, "login_refused"), (403, "login_refused"), (404, "out_of_order")])
def test_a_desk_that_refuses_us_is_a_permanent_failure(place, tmp_path, status, code):
    with running_api(Fault("status", status)) as server:
        outcome = send(place, server, tmp_path)
    assert (outcome.status, outcome.code, server.posts) == ("not_delivered", code, 1)


def test_a_token_is_never_shown_by_an_error_or_a_setting(place, tmp_path):
    with running_api() as server:
        settings = server.settings(tmp_path / "token")
        server.token = "een andere"
        outcome = deliver(batch_of(place), ApiChannel(settings), *place.there, DAY, CARE)
    assert outcome.code == "login_refused"
    assert "sleutel-van-de-test" not in outcome_in_words(outcome) + repr(settings) + repr(outcome)


def test_an_answer_of_the_desk_cannot_bring_a_personal_value_into_our_records(place, tmp_path):
    with running_api(refuse={"S1": "Jansen op 1011AB", "S2": "ok"}) as server:
        outcome = send(place, server, tmp_path)
    assert [problem.code for problem in outcome.refused] == ["http_422", "ok"]


def test_a_desk_that_stops_halfway_leaves_what_arrived_delivered_and_the_rest_for_later(place, tmp_path):
    with running_api(Fault("status", 503, calls=tuple(range(3, 99)))) as server:
        outcome = send(place, server, tmp_path, *(signal_line(n) for n in range(1, 9)))
    assert (outcome.status, outcome.lines) == ("partly", 2)
    assert place.delivered_signals() == ["S1", "S2"]
    assert place.status(outcome.batch_id) == "delivered"


def test_a_run_killed_between_two_calls_is_finished_by_asking_the_desk(place, tmp_path):
    calls = []

    def at(step):
        calls.append(step)
        if calls.count("answered") == 2:
            raise KeyboardInterrupt

    batch = batch_of(place, *(signal_line(n) for n in range(1, 5)))
    with running_api() as server:
        channel = channel_to(server, tmp_path)
        with pytest.raises(KeyboardInterrupt):
            deliver(batch, channel, *place.there, DAY, Care(retries=TWICE, at=at))
        assert place.delivered_signals() == ["S1"]
        channels = Channels(FolderChannel(place.home, checklist), {"ris_matching": channel})
        (finding,) = reconcile(*place.there, channels, NEXT_DAY)
    assert finding.found == "partly"
    assert place.delivered_signals() == ["S1", "S2"]
    assert sum(server.made.values()) == 2


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (dict(base_url="http://api.example.nl"), "https"),
        (dict(base_url="https://user:secret@api.example.nl"), "token_file"),
        (dict(signal_fields={**SIGNAL_FIELDS, "bsn": "bsn"}), "exactly the eleven"),
        (dict(signal_fields={**SIGNAL_FIELDS, "email": "telefoonnummer1"}), "mapped to one field"),
        (dict(withdrawal_fields={"postcode": "postcode"}), "withdrawal mapping"),
    ],
)
def test_settings_that_could_send_too_much_or_in_the_open_are_refused(tmp_path, changes, words):
    with running_api() as server, pytest.raises(PermanentFailure, match=words):
        ApiChannel(server.settings(tmp_path / "token", **changes))


def test_a_demo_home_calls_no_desk_elsewhere(tmp_path):
    with running_api() as server:
        require_loopback(server.settings(tmp_path / "token"))
        with pytest.raises(PermanentFailure, match="made-up data"):
            require_loopback(server.settings(tmp_path / "token", base_url="https://api.example.nl"))

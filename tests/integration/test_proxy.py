"""Dagster's page behind the example's nginx: people with a login get in, foreign pages and foreign names do not."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
import requests

from tests.support.proxy import AUDITORS, LOGIN, running_proxy, running_upstream, wait_for
from tests.support.sshd import free_port

FOREIGN = "https://evil.example"
START = "/graphql?query=mutation{startSchedule{__typename}}"


@pytest.fixture(scope="module")
def behind():
    with running_upstream() as upstream:
        yield upstream


@pytest.fixture(scope="module")
def proxy(tmp_path_factory, behind):
    with running_proxy(tmp_path_factory.mktemp("nginx"), page_port=behind.port, auditors_port=behind.port) as running:
        yield running


@pytest.fixture(autouse=True)
def nothing_reached_yet(behind):
    behind.reached.clear()


def test_without_a_login_nothing_is_shown(proxy, behind):
    for login in (None, (LOGIN[0], "a guess")):
        assert proxy.ask("GET", "/", login=login).status_code == 401
        assert proxy.ask("POST", "/graphql", login=login, Origin=proxy.origin()).status_code == 401
    assert behind.reached == []


def test_a_person_with_a_login_gets_the_page_and_dagster_never_sees_the_password(proxy, behind):
    assert proxy.ask("GET", "/runs", Sec_Fetch_Site="none").status_code == 200
    assert proxy.ask("POST", "/graphql", Origin=proxy.origin(), Sec_Fetch_Site="same-origin").status_code == 200
    assert [(method, path) for method, path, _ in behind.reached] == [("GET", "/runs"), ("POST", "/graphql")]
    assert all("Authorization" not in headers for _, _, headers in behind.reached)


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1", "localhost", "x.vroegsignaal.example"])
def test_another_name_that_points_here_gets_nothing(proxy, behind, host):
    assert proxy.ask("GET", "/", host=host).status_code == 421
    assert behind.reached == []


@pytest.mark.parametrize("path", [START, "/graphql", "/graphql/", "//graphql", "/%67raphql?query=x", "/./graphql"])
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_the_api_answers_no_get_so_that_no_link_or_image_changes_anything(proxy, behind, method, path):
    answer = requests.Request(method, "http://x", auth=LOGIN).prepare()
    answer.url = f"http://127.0.0.1:{proxy.port}{path}"
    answer.headers.update({"Host": f"vroegsignaal.example:{proxy.port}", "Sec-Fetch-Site": "cross-site"})
    with requests.Session() as session:
        assert session.send(answer, timeout=30, allow_redirects=False).status_code == 405
    assert behind.reached == []


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": FOREIGN, "Sec_Fetch_Site": "cross-site"},
        {"Origin": FOREIGN},  # a browser that says nothing of the site
        {"Origin": "null"},  # a sandboxed frame
        {"Sec_Fetch_Site": "cross-site"},
        {"Sec_Fetch_Site": "same-site"},  # another name of the same company
        {},
    ],
)
@pytest.mark.parametrize("path", ["/graphql", "/report_asset_materialization/summary", "/"])
def test_a_change_that_does_not_come_from_our_own_page_is_refused(proxy, behind, path, headers):
    assert proxy.ask("POST", path, **headers).status_code == 403
    assert behind.reached == []


def test_our_origin_with_a_foreign_site_is_refused_too(proxy, behind):
    answer = proxy.ask("POST", "/graphql", Origin=proxy.origin(), Sec_Fetch_Site="cross-site")
    assert answer.status_code == 403 and behind.reached == []


def test_live_progress_comes_over_a_web_socket_from_our_own_page_alone(proxy, behind):
    upgrade = {"Upgrade": "websocket", "Connection": "Upgrade"}
    assert proxy.ask("GET", "/graphql", Origin=FOREIGN, Sec_Fetch_Site="cross-site", **upgrade).status_code == 405
    assert proxy.ask("GET", "/graphql", **upgrade).status_code == 405
    assert behind.reached == []
    assert proxy.ask("GET", "/graphql", Origin=proxy.origin(), Sec_Fetch_Site="same-origin", **upgrade).status_code == 200


def test_auditors_get_no_event_logs_and_report_nothing(proxy, behind):
    for path in ("/download_debug/run", "/logs/run/step/stdout"):
        assert proxy.ask("GET", path, host=AUDITORS).status_code == 403
    own = {"Origin": proxy.origin(AUDITORS), "Sec_Fetch_Site": "same-origin"}
    assert proxy.ask("POST", "/report_asset_materialization/x", host=AUDITORS, **own).status_code == 403
    assert behind.reached == []
    assert proxy.ask("GET", "/assets", host=AUDITORS).status_code == 200


# With the real page behind it: what the rules are for.

DEFINITIONS = """
import dagster as dg

@dg.op
def nothing(): ...

@dg.job
def idle():
    nothing()

every_year = dg.ScheduleDefinition(job=idle, cron_schedule="0 0 1 1 *", name="every_year")
defs = dg.Definitions(jobs=[idle], schedules=[every_year])
"""
SELECTOR = 'repositoryName: "__repository__", repositoryLocationName: "%s", scheduleName: "every_year"'
MUTATION = "mutation { startSchedule(scheduleSelector: {%s}) { __typename } }"
STATE = "{ scheduleOrError(scheduleSelector: {%s}) { ... on Schedule { scheduleState { status } } } }"


@pytest.fixture(scope="module")
def dagster_page(tmp_path_factory):
    """The real webserver with one stopped schedule, its port, and the selector of that schedule."""
    folder = tmp_path_factory.mktemp("page")
    (folder / "page_definitions.py").write_text(DEFINITIONS)
    port, home = free_port(), folder / "dagster"
    home.mkdir()
    (home / "dagster.yaml").write_text("telemetry: {enabled: false}\n")
    program = Path(sys.executable).with_name("dagster-webserver")
    command = [str(program), "-h", "127.0.0.1", "-p", str(port), "-f", str(folder / "page_definitions.py")]
    process = subprocess.Popen(
        command, cwd=folder, env={**os.environ, "DAGSTER_HOME": str(home)}, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        wait_for(port, process)
        yield port, SELECTOR % "page_definitions.py"
    finally:
        process.terminate()
        process.wait(timeout=30)


def test_a_foreign_page_can_no_longer_start_a_schedule(dagster_page, tmp_path):
    port, selector = dagster_page

    def status() -> str:
        asked = {"query": STATE % selector}
        answer = requests.post(f"http://127.0.0.1:{port}/graphql", json=asked, timeout=60).json()
        return answer["data"]["scheduleOrError"]["scheduleState"]["status"]

    mutation = MUTATION % selector
    with running_proxy(tmp_path / "nginx", page_port=port, auditors_port=port) as proxy:
        foreign = {"Origin": FOREIGN, "Sec_Fetch_Site": "cross-site"}
        by_get = proxy.ask("GET", "/graphql?query=" + requests.utils.quote(mutation), **foreign)
        by_post = proxy.ask("POST", "/graphql", body=json.dumps({"query": mutation}), **foreign)
        assert (by_get.status_code, by_post.status_code, status()) == (405, 403, "STOPPED")

        own = {"Origin": proxy.origin(), "Sec_Fetch_Site": "same-origin"}
        assert proxy.ask("POST", "/graphql", body=json.dumps({"query": mutation}), **own).status_code == 200
        assert status() == "RUNNING"
        stop = mutation.replace("startSchedule(scheduleSelector", "resetSchedule(scheduleSelector")
        assert proxy.ask("POST", "/graphql", body=json.dumps({"query": stop}), **own).status_code == 200
        assert status() == "STOPPED"
    # Without the proxy the same link switches it on: that is what the proxy is for.
    direct = requests.get(f"http://127.0.0.1:{port}/graphql", params={"query": mutation}, timeout=60)
    assert direct.status_code == 200 and status() == "RUNNING"

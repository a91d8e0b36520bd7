"""Dagster's page opened in a real browser: it shows our stations, asks nobody else, and complains of nothing."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from playwright.sync_api import sync_playwright

from tests.support.page import wait_until_up
from tests.support.parts import require

FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]
STATIONS = ("landing", "register", "inbox", "staging", "intermediate", "marts", "exports", "deliveries", "reports")


@pytest.fixture(scope="module")
def page_address(tmp_path_factory):
    """The read-only page of an empty home, as auditors get it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    environment = dict(os.environ, VROEGSIGNAAL_HOME=str(tmp_path_factory.mktemp("page") / "home"))
    command = [str(Path(sys.executable).with_name("vroegsignaal")), "ui", "--read-only", "--port", str(port)]
    process = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    address = f"http://127.0.0.1:{port}"
    try:
        wait_until_up(address, process)
        yield address
    finally:
        process.terminate()
        process.wait(timeout=60)


def test_the_pages_show_our_stations_ask_nobody_else_and_complain_of_nothing(page_address):
    chromium = require("chromium")
    complaints, elsewhere = [], []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(chromium), args=FLAGS)
        page = browser.new_page(viewport={"width": 1400, "height": 900})
        page.on("console", lambda message: complaints.append(message.text) if message.type == "error" else None)
        page.on("request", lambda asked: elsewhere.append(asked.url) if not _is_ours(asked.url, page_address) else None)
        page.goto(f"{page_address}/asset-groups/")
        for station in STATIONS:
            page.get_by_text(station, exact=True).first.wait_for(timeout=60_000)
        page.goto(f"{page_address}/assets/deliveries/signals")
        page.get_by_text("through the contract of eleven columns").first.wait_for(timeout=60_000)
        browser.close()
    assert elsewhere == []
    assert complaints == []


def _is_ours(url: str, address: str) -> bool:
    return url.startswith((address, address.replace("http", "ws"), "data:", "blob:"))

"""`make screenshots`: the README's pictures, made in a real browser from the demo, so that they show what there is.

Writes docs/images/*.png. Needs Chromium; starts Dagster's page on a home of its own in a temporary folder.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from playwright.sync_api import Page, sync_playwright

from tests.support.page import wait_until_up
from tests.support.parts import find

CHECKOUT = Path(__file__).resolve().parent.parent
IMAGES = CHECKOUT / "docs" / "images"
PORT = 3987
PAGES = {
    "lineage": "/asset-groups/?expanded=",
    "signals": "/assets/deliveries/signals",
    "checks": "/assets/deliveries/register_written?view=checks",
    "export_contract": "/assets/exports/signals_ris_matching?view=overview",
    "sensors": "/automation",
}
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-background-networking", "--disable-component-update"]


def main() -> None:
    """Run the demo, start the page, take the pictures, stop everything."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as home:
        environment = dict(os.environ, VROEGSIGNAAL_HOME=home, VROEGSIGNAAL_INBOX_QUIET_SECONDS="0")
        cli = [str(Path(sys.executable).with_name("vroegsignaal"))]
        subprocess.run([*cli, "demo"], env=environment, check=True)
        subprocess.run([*cli, "run", "--demo-date"], env=environment, check=True)
        page_process = subprocess.Popen([*cli, "ui", "--port", str(PORT)], env=environment)
        try:
            wait_until_up(f"http://127.0.0.1:{PORT}", page_process)
            _take(Path(home))
        finally:
            page_process.terminate()
            page_process.wait(timeout=60)


def _take(home: Path) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(find("chromium")), args=FLAGS)
        page = browser.new_page(viewport={"width": 1500, "height": 900})
        for name, address in PAGES.items():
            page.goto(f"http://127.0.0.1:{PORT}{address}")
            _settle(page)
            page.screenshot(path=IMAGES / f"{name}.png")
        report = browser.new_page(viewport={"width": 1000, "height": 1400})
        report.goto(next((home / "reports").glob("????-??-??.html")).as_uri())
        report.screenshot(path=IMAGES / "report.png")
        browser.close()


def _settle(page: Page) -> None:
    page.wait_for_load_state("networkidle", timeout=60_000)
    page.wait_for_timeout(4_000)


if __name__ == "__main__":
    main()

"""The pages auditors read: made from a checkout alone, one file each, asking nothing of any other address."""

from __future__ import annotations

import csv

import pytest
from playwright.sync_api import sync_playwright

from exports.ground.home import Home
from orchestration.cli.docs import write
from orchestration.dbt_docs import AsksOutside, checked, project_version
from orchestration.environment import CHECKOUT, DBT_PROJECT
from tests.support.parts import require


@pytest.fixture(scope="module")
def pages(tmp_path_factory):
    """The three pages, made in an empty home: no warehouse, no data."""
    home = Home.at(tmp_path_factory.mktemp("docs") / "home")
    return {path.name: path for path in write(home)}


def test_each_is_one_file_for_its_owner_and_asks_nothing_outside(pages):
    assert set(pages) == {"docs.html", "rules.html", "lineage.html"}
    for path in pages.values():
        assert path.stat().st_mode & 0o777 == 0o600
        assert checked(path.read_text()) and "default-src 'none'" in path.read_text()


def test_the_docs_have_our_front_page_with_the_version_they_describe(pages):
    text = pages["docs.html"].read_text()
    assert "from rent ledger to signal" in text
    assert f"Version {project_version()}, page made on " in text
    assert "stamped by" not in text.split("Beside this page")[1][:800]
    assert str(CHECKOUT) not in text  # nothing of the machine they were made on


def test_no_page_of_the_docs_loads_a_tracker(pages):
    assert "cloudfront" not in pages["docs.html"].read_text()


def test_the_rule_catalogue_has_every_rule_with_its_line_and_its_tests(pages):
    text = pages["rules.html"].read_text()
    with (DBT_PROJECT / "seeds" / "rules.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in rows:
        assert f'id="{row["code"]}"' in text
        assert row["words_nl"].replace("'", "&#x27;") in text
    assert text.count("decision_facts.sql, line ") == len(rows)
    assert text.count("(holds, does not hold)") >= len(rows) // 2
    assert "No run has ended here yet." in text


def test_the_lineage_page_leads_from_the_file_to_the_landing_columns(pages):
    section = pages["lineage.html"].read_text().split('id="signals_ris_matching"')[1].split("</section>")[0]
    row = next(line for line in section.split("<tr>") if "<td>Telefoonnummer 1</td>" in line)
    assert "landing.tenants.phone_1" in row and "marts.signal_lines.phone" in row


@pytest.mark.parametrize(
    "asks",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<img src=//pixel.example/x>",
        '<link rel="stylesheet" href="http://fonts.example/x.css">',
        "<style>@import url(https://x.example)</style>",
        "<style>body{background:url('https://x.example/y.png')}</style>",
    ],
)
def test_a_page_that_would_ask_something_outside_is_not_written(asks):
    with pytest.raises(AsksOutside):
        checked(f"<html>{asks}</html>")


def test_a_browser_that_shows_them_asks_nobody(pages):
    browser_path = require("chromium")
    asked: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(browser_path), args=["--no-sandbox"])
        page = browser.new_page()
        page.on("request", lambda request: asked.append(request.url))
        for path in pages.values():
            page.goto(path.as_uri())
            page.wait_for_selector("h1")
        page.goto(pages["docs.html"].as_uri() + "#!/model/model.vroegsignaal.decision_facts")
        page.wait_for_selector("text=decision_facts")
        browser.close()
    assert [url for url in asked if not url.startswith(("file:", "data:", "blob:"))] == []

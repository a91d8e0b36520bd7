"""The day's documents from a warehouse that the real models built, opened in a real browser and looked at by axe.

Two runs of made-up tenants whose name marks every place where personal data would stand: deliveries on 20 April, a week
later an acceptance, a payment, an objection, an arrangement and a death.
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from pathlib import Path

import duckdb
import pytest
from axe_playwright_python.sync_playwright import Axe
from docx import Document
from docx.oxml.ns import qn
from playwright.sync_api import Browser, Page, sync_playwright

from documents.day_report import RegisterFacts, make_day_report
from documents.letters.make import letters_made, make_letters
from documents.manager import ManagerFacts
from documents.todo_item import TodoItem
from documents.website_text import make_website_text
from documents.worklists import make_worklists
from documents.writeback import make_writeback
from exports.ground.home import Home
from tests.builders import Portfolio, arrangement, charge, objection, payment
from tests.support.day import Place
from tests.support.parts import require

DELIVERY, LATER = date(2026, 4, 20), date(2026, 4, 28)  # the 27th is a public holiday: nobody is written to then
NAME, STREET = "Zqxverzonnen", "Zqxstraat"
MANAGER = ManagerFacts(
    "Beheer & Zonen", "bezwaar@beheer.example", "https://beheer.example/privacy", "https://beheer.example",
    "Plein 1, 3511 AA Utrecht", "030 000 0000", "NL00 BANK 0000 0000 00",
    collection_register="0000", complaints_address="klacht@beheer.example",
)  # fmt: skip
CHROMIUM = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
)  # fmt: skip
SERIOUS = ("serious", "critical")


def portfolio() -> Portfolio:
    """L1 to L8 are deliverable on 20 April; L11 to L15 fell behind on 1 April and have had no letter."""
    made = Portfolio.lawful(*(f"L{number}" for number in range(1, 9)))
    for number in range(11, 16):
        due = {"entry_id": f"L{number}-E1", "due_on": "2026-04-01", "booked_on": "2026-03-20"}
        made.add_lease(f"L{number}", charge=due, steps=False)
    for table, column, value in (("tenants", "last_name", NAME), ("leases", "street", STREET)):
        for row in made.tables[table]:
            row[column] = f"{value}{row['tenant_id']}"
    return made


def week_later() -> Portfolio:
    made = portfolio()
    made.add(payment(lease_id="L1", amount="1000.00", booked_on="2026-04-25"))
    made.add(charge(entry_id="L2-E2", lease_id="L2", due_on="2026-04-01", booked_on="2026-03-20"))
    made.add(objection(tenant_id="T11", received_on="2026-04-22"))
    made.add(arrangement(lease_id="L12", agreed_on="2026-04-23"))
    return made.change("tenants", "T13", deceased_on="2026-04-24")


@dataclass(frozen=True)
class Documents:
    """What was made for LATER, in a home beside the one that was run."""

    home: Home
    report: Path
    outside: Path
    website: Path
    everything: list[Path] = field(repr=False)


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> Documents:
    folder = tmp_path_factory.mktemp("documents")
    place, home = Place.at(folder / "home"), Home.at(folder / "made")
    place.put(portfolio()).run_well(str(DELIVERY), "--allow-future")
    place.receive("terugkoppeling.csv", [(f"{NAME}T3", "1011AB", "3", None, "ja", "2026-04-23")])
    place.put(week_later()).run_well(str(LATER), "--allow-future")
    todo = [TodoItem("Bestand wacht op uploaden", "Upload het bestand.", ["signals.xlsx"], command="vroegsignaal uploaded B-1")]
    with duckdb.connect(str(place.home.warehouse), read_only=True) as con:
        reports = make_day_report(con, home, LATER, MANAGER, todo=todo, register=RegisterFacts(42, "ab" * 32), is_demo=True)
        website = make_website_text(con, home, LATER, MANAGER)
        rest = [
            *make_worklists(con, home, LATER),
            *make_letters(con, home, LATER, MANAGER),
            *make_writeback(con, home, LATER),
        ]
    return Documents(home, reports[0], reports[1], website[0], [*reports, *website, *rest])


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    program = require("chromium")
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=str(program), args=list(CHROMIUM))
        yield opened
        opened.close()


def open_page(browser: Browser, path: Path, *, width: int = 1100, scheme: str = "light") -> tuple[Page, list[str]]:
    """The page, and everything it complained of or asked for outside its own file."""
    page = browser.new_context(viewport={"width": width, "height": 900}, color_scheme=scheme).new_page()
    wrong: list[str] = []
    page.on("console", lambda message: wrong.append(f"console: {message.text}"))
    page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
    page.on("request", lambda request: wrong.append(f"request: {request.url}") if request.url != path.as_uri() else None)
    page.goto(path.as_uri())
    return page, wrong


def serious_faults(page: Page) -> list[str]:
    """What axe finds that keeps somebody from reading the page."""
    found = Axe().run(page).response["violations"]
    return [f"{rule['id']}: {rule['nodes'][0]['html'][:120]}" for rule in found if rule["impact"] in SERIOUS]


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("which", ["report", "outside", "website"])
def test_a_page_opens_quietly_and_is_readable_for_everybody(documents, browser, which, scheme):
    path = getattr(documents, which)
    page, wrong = open_page(browser, path, scheme=scheme)
    assert page.title() and page.locator("h1").count() == 1
    assert wrong == []
    # axe is put into the page as a script, which the report's own policy forbids: a copy without the policy is looked at.
    copy = path.with_name(f"axe-{which}-{scheme}.html")
    copy.write_text(path.read_text(encoding="utf-8").replace("Content-Security-Policy", "x-policy"), encoding="utf-8")
    page, _ = open_page(browser, copy, scheme=scheme)
    page.evaluate("document.querySelectorAll('details').forEach(part => part.open = true)")
    assert serious_faults(page) == []


def test_headings_go_down_one_step_at_a_time(documents, browser):
    page, _ = open_page(browser, documents.report)
    levels = page.locator("h1, h2, h3").evaluate_all("all => all.map(h => +h.tagName[1])")
    assert levels[0] == 1 and all(below - above <= 1 for above, below in pairwise(levels))
    assert page.locator("header").count() == page.locator("main").count() == page.locator("footer").count() == 1


@pytest.mark.parametrize("width", [320, 390, 768])
def test_nothing_has_to_be_scrolled_sideways_on_a_telephone(documents, browser, width):
    page, _ = open_page(browser, documents.report, width=width)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    charts = page.locator("svg.chart:visible").evaluate_all(
        "all => all.map(svg => parseFloat(getComputedStyle(svg.querySelector('text')).fontSize)"
        " * svg.getBoundingClientRect().width / svg.viewBox.baseVal.width)"
    )
    assert charts and min(charts) >= 10  # pixels: as large as the small print beside it


def test_every_chart_has_a_table_with_the_same_numbers(documents, browser):
    page, _ = open_page(browser, documents.report)
    for section in page.locator("section:has(svg.chart)").all():
        assert section.locator("table").count() >= 1
    assert page.locator("svg.chart[aria-label='']").count() == 0


def test_on_paper_the_tables_are_open_and_the_ground_is_white(documents, browser):
    page, _ = open_page(browser, documents.report, scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.locator("nav").is_hidden() and page.locator("#tabel-trechter").is_visible()


def test_the_report_shows_the_acceptance_the_withdrawal_and_the_hold(documents, browser):
    page, _ = open_page(browser, documents.report)
    result = page.locator("#tabel-aanleveringen tbody tr").first.inner_text().split()
    assert result[:2] == ["20-04-2026", "8"] and result[-4:] == ["1", "1", "0", "6"]
    assert "L3" in page.locator("#tabel-opschortingen").inner_text()
    assert page.locator(".todo").inner_text().count("Upload het bestand.") == 1


def test_no_letter_goes_to_a_lease_under_a_hold_an_objection_an_arrangement_or_a_death(documents):
    made = {row["lease_id"] for row in letters_made(documents.home, LATER)}
    assert made == {"L14", "L15"}  # not L3, L11, L12 and L13; the others have had their letters


def test_a_letter_of_the_real_models_is_complete(documents):
    path = next(path for path in documents.everything if path.name == "0001_herinnering.docx")
    text = "\n".join(node.text or "" for node in Document(str(path)).element.body.iter(qn("w:t")))
    for words in (f"{NAME}T14", f"{STREET}T14 14", "1011 AB", "€ 1.000,00", "28-04-2026", "01-04-2026"):
        assert words in text


def test_names_and_addresses_stand_in_letters_alone(documents):
    for path in documents.everything:
        content = path.read_bytes()
        if path.suffix == ".docx":
            continue
        if path.suffix == ".xlsx":
            content = _unpacked(path)
        assert NAME.encode() not in content and STREET.encode() not in content, path.name
        assert NAME not in path.name and "L1" not in path.name


def _unpacked(path: Path) -> bytes:
    with zipfile.ZipFile(path) as book:
        return b"".join(book.read(name) for name in book.namelist())

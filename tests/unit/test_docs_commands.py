"""Pages for people name commands, options and pages that exist.

Belongs here: what a reader types or follows. Does not belong here: what the pages claim of behaviour (each has tests of its own).
"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from orchestration.cli import COMMANDS, main

CHECKOUT = Path(__file__).parents[2]
PAGES = [CHECKOUT / name for name in ("README.md", "CONTRIBUTING.md", ".env.example")] + sorted((CHECKOUT / "docs").rglob("*.md"))
COMMAND = re.compile(r"vroegsignaal (?!vroegsignaal)([a-z][a-z-]+)((?: [^`\n|·]+)?)")
LINK = re.compile(r"\]\(([^)#:]+)(?:#[^)]*)?\)")


def commands_of(page: Path) -> list[tuple[str, tuple[str, ...]]]:
    text = page.read_text(encoding="utf-8")
    pieces = re.findall(r"`([^`]*)`", text) + re.findall(r"^vroegsignaal .*$", text, re.MULTILINE)
    found = [each for piece in pieces for each in COMMAND.findall(piece)]
    return [(name, tuple(re.findall(r"--[a-z-]+", rest))) for name, rest in found]


def anchors_of(page: Path) -> set[str]:
    """What a link may point to: each heading as GitHub writes it."""
    if page.suffix != ".md":
        return set()
    heads = re.findall(r"^#+ (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", head.lower()).strip().replace(" ", "-") for head in heads}


@pytest.fixture(scope="module")
def helps() -> dict[str, str]:
    result = {name: CliRunner().invoke(main, [name, "--help"]).output for name in COMMANDS}
    result["sieve"] += "".join(CliRunner().invoke(main, ["sieve", name, "--help"]).output for name in ("plan", "run"))
    result["fleet"] += CliRunner().invoke(main, ["fleet", "run", "--help"]).output
    return result | {"register": result["register"] + CliRunner().invoke(main, ["register", "verify", "--help"]).output
                   + CliRunner().invoke(main, ["register", "export", "--help"]).output}  # fmt: skip


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_each_command_and_option_that_a_page_names_exists(page, helps):
    found = commands_of(page)

    assert [name for name, _ in found if name not in COMMANDS] == []
    assert [(name, option) for name, options in found for option in options if option not in helps[name]] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_each_page_that_a_page_points_to_exists(page):
    links = [link for link in LINK.findall(page.read_text(encoding="utf-8")) if not link.startswith("http")]

    assert [link for link in links if not (page.parent / link).exists()] == []


def test_the_pages_for_credit_controllers_name_every_act():
    acts = [name for name, (where, _) in COMMANDS.items() if "manual" in where]
    named = {name for name, _ in commands_of(CHECKOUT / "docs" / "nl" / "handelingen.md")}

    assert acts
    assert [act for act in acts if act not in named] == []


def test_the_page_of_the_first_day_that_is_read_whole_stays_short():
    page = (CHECKOUT / "docs" / "nl" / "eerste-dag.md").read_text(encoding="utf-8")

    assert len(page.split()) <= 560, "what is looked up belongs in docs/nl/lijsten-en-vragen.md"


def test_all_that_a_newcomer_reads_on_the_first_day_takes_five_minutes():
    """The list of pages, the first day whole, and how questions are answered: 220 words a minute."""
    pages = CHECKOUT / "docs" / "nl"
    asked = (pages / "lijsten-en-vragen.md").read_text(encoding="utf-8").partition("\n## Hoe u de vragen beantwoordt\n")[2]
    read = [(pages / name).read_text(encoding="utf-8") for name in ("README.md", "eerste-dag.md")] + [asked.partition("\n## ")[0]]

    assert asked and sum(len(text.split()) for text in read) <= 1100


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(CHECKOUT)))
def test_each_heading_that_a_page_points_to_is_there(page):
    links = re.findall(r"\]\(([^)#:]*)#([^)]+)\)", page.read_text(encoding="utf-8"))
    lost = [f"{path}#{anchor}" for path, anchor in links if anchor not in anchors_of((page.parent / path) if path else page)]

    assert lost == []

"""What a comment, docstring, YAML or page points to is there: files, sections of the rules, sections of the other pages."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
TEXTS = {".py", ".sql", ".yml", ".yaml", ".md", ".toml", ".sh", ".example", ".html", ".service", ".timer", ".conf", ""}
NOT_READ = {"CHANGELOG.md", "LICENSE", "requirements.lock", "tests/unit/test_references.py"}
ROOMS = "bench|dbt_project|demo|deploy|distribution|docs|documents|exports|findings|orchestration|sources|tests|validations"
A_PATH = re.compile(rf"(?<![\w/.<*-])((?:{ROOMS})/[\w./-]+\.(?:py|sql|md|ya?ml|toml|csv|sh|conf|service|timer))(?![\w*{{<])")
A_MODULE = re.compile(r"(?<![\w/.<*{}\[\]-])([a-z_][a-z_0-9/]*\.(?:py|sql))\b(?![\w*{<(])")
ATTRIBUTES = {"worklist.sql", "count.sql"}  # `.sql` of an object, not a file
A_RULE = re.compile(r"(?:docs/)?rules\.md\)? ((?:\d(?:\.\d+)?(?:, | and | to )?)+)")
A_SECTION = re.compile(r"docs/([\w/-]+\.md), \"([^\"\n]+)\"")
WRITERS_PAGE = re.compile(r"(?<![\w/.(\x22])(?:rules|outputs|landing|stack|architecture|anchors)\.md\b")
A_LINK = re.compile(r"\]\(([^)#\s:]+)(?:#[^)]*)?\)")


@pytest.fixture(scope="module")
def texts() -> dict[str, str]:
    """The project's own texts by path: what is tracked, without test data, the changelog and this file."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\n")
    names = [name for name in listed if name and name not in NOT_READ and Path(name).suffix in TEXTS and (ROOT / name).is_file()]
    found = {name: (ROOT / name).read_text() for name in names if not name.startswith(("tests/data/", "findings/", ".git"))}
    assert len(found) > 300
    return found


def named(texts, pattern: re.Pattern, tests: bool = True) -> set[tuple]:
    """(file, what it names) for each match: not only a handful, or the pattern no longer finds what it looks for."""
    found = {
        (name, match) for name, text in texts.items() if tests or not name.startswith("tests/") for match in pattern.findall(text)
    }
    assert len(found) > 5
    return found


def sections(page: str) -> list[str]:
    return re.findall(r"(?m)^#{1,4} (.+?)\s*$", (ROOT / "docs" / page).read_text())


def test_every_file_that_is_named_with_its_folder_is_there(texts):
    assert {pair for pair in named(texts, A_PATH, tests=False) if not (ROOT / pair[1]).exists()} == set()


def test_every_module_that_is_named_by_its_file_is_there(texts):
    whole = [Path(name).parts for name in [*texts, "tests/unit/test_references.py"]]
    ends = {"/".join(parts[k:]) for parts in whole for k in range(len(parts))} | ATTRIBUTES
    assert {pair for pair in named(texts, A_MODULE, tests=False) if pair[1] not in ends} == set()


def test_every_section_of_the_rules_that_is_named_is_there(texts):
    numbers = {re.match(r"[\d.]+", title)[0].rstrip(".") for title in sections("rules.md") if title[0].isdigit()}
    cited = {(name, number) for name, text in named(texts, A_RULE) for number in re.findall(r"\d(?:\.\d+)?", text)}
    assert {pair for pair in cited if pair[1] not in numbers} == set()


def test_every_section_of_a_page_that_is_named_is_there(texts):
    cited = {(name, page, title) for name, (page, title) in named(texts, A_SECTION)}
    assert {found for found in cited if found[2] not in sections(found[1])} == set()


def test_no_page_is_named_that_the_repository_does_not_have(texts):
    assert {(n, found) for n, text in texts.items() if not n.startswith("docs/") for found in WRITERS_PAGE.findall(text)} == set()


def test_links_between_pages_lead_somewhere(texts):
    links = {pair for pair in named(texts, A_LINK) if pair[0].endswith(".md")}
    assert {(name, target) for name, target in links if not (ROOT / name).parent.joinpath(target).exists()} == set()

"""Each reader meets one language: credit controllers, administrators and auditors Dutch, engineers English.

Belongs here: gathering what people read (help of commands, modules that speak to one kind of reader, tables with both,
templates, pages) and looking for words of the other language. Does not belong here: whether a text is right.
"""

from __future__ import annotations

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

from documents.page_pdf import SIMPLIFIED
from exports.inbox.incoming import WHY_NOT_READY
from orchestration.cli import COMMANDS, FOR_ENGINEERS, main
from validations import feedback_titles, unreadable

CHECKOUT = Path(__file__).parents[2]
# Words without which hardly a sentence can be said, and that are no words of the other language.
ENGLISH = re.findall(
    r"\w+",
    """the and or not this that with which where what are were has have been must nothing from by for its their your you does did
    will would should could can be on at no any only than they it if because while before after already each every other none
    nobody there to says said""",
)
DUTCH = re.findall(
    r"\w+",
    """de het een en niet dit dat met welke waar wat zijn heeft hebben moet niets van door voor naar uw u wordt worden geen er om
    aan bij uit ook als maar nog wel deze te tot zonder alleen staat staan gaat kan mag zij haar hem wie""",
)
OTHER = {"en": set(DUTCH), "nl": set(ENGLISH)}
# What is typed, or is the name of a table, a file or a code, is neither.
NO_PROSE = re.compile(r"`[^`]*`|--[a-z-]+(?: [A-Z]+)?|\bvroegsignaal [a-z-]+(?: [A-Z]+)*|<[^>]*>|\S*[_/.@]\S+|\bnot-delivered\b")
SQL = re.compile(
    r"\b(select|join|create|insert|update|group by|order by|is null)\b|regexp_\w+\("  # a statement
    r"|^\W*(from|where|on|and|not)\b.*[.=(]|^\W*(from|where)\W*$"  # a part of one
)
STYLE = re.compile(r"\{[a-z-]+:")
# Pages of `vroegsignaal docs`, in English as dbt's own; what a run prints; two have a table in both languages.
NOT_OF_THE_OFFICE = ("lineage_page.py", "rule_catalogue.py", "page_pdf.py", "run_words.py", "run_steps.py")
# What a programmer, or whoever changes a text file, did wrong; and what monitoring reads.
SAID_TO_ENGINEERS = ("ValueError", "TextsRefused", "unknown")

# Whose words are others', or are about words.
NOT_OURS = ("tests/data/", "docs/nl/", "CHANGELOG.md", "GLOSSARY.md", "tests/unit/test_one_language.py")


def module_of(command: str) -> str:
    return COMMANDS[command][0].split(":")[0].replace(".", "/") + ".py"


def modules(pattern: str) -> list[str]:
    return [str(path.relative_to(CHECKOUT)) for path in sorted(CHECKOUT.glob(pattern))]


# Modules whose every text is for one reader.
FOR_THE_OFFICE = (
    "orchestration/manual_actions.py", "orchestration/manual_lease_actions.py", "orchestration/warehouse_snapshot.py",
    "orchestration/cli/dutch.py",
    *sorted({module_of(name) for name in COMMANDS if name not in FOR_ENGINEERS}),
    *(module for module in modules("documents/**/*.py") if Path(module).name not in NOT_OF_THE_OFFICE),
    "sources/recognition/sheets.py", "sources/words/profile.py",
)  # fmt: skip
FOR_THE_ENGINEER = (
    "orchestration/guards.py", "orchestration/settings.py", "orchestration/notifications.py", "orchestration/failures.py",
    "orchestration/dbt_runner.py", "orchestration/checks.py", "orchestration/schedules.py", "orchestration/sensors.py",
    "orchestration/cli/summary.py", *sorted({module_of(name) for name in FOR_ENGINEERS}),
    *modules("exports/register/*.py"), *modules("exports/ground/*.py"),
    "documents/lineage_page.py", "documents/rule_catalogue.py", "documents/run_words.py",
)  # fmt: skip
# Borders return codes and facts, and documents/ makes sentences of them. Where a rule's code and its sentence are one line of
# one table, read by borders and documents alike, they stay together:
WORDS_BESIDE_THEIR_RULE = (
    "validations/unreadable.py", "validations/feedback_titles.py", "validations/toml_files.py",  # rule: (Dutch, English)
    "validations/outgoing_columns.py",  # titles of columns
    "exports/inbox/incoming.py",  # the note beside a refused file, which joins the two
    "sources/cbs.py", "sources/cbs_files.py", "sources/cbs_names.py", "sources/files_looked_into.py",
    "sources/codes_said.py", "sources/files_not_read.py", "sources/files_set_aside.py", "sources/findings.py",
    "sources/lookups_not_read.py", "sources/post_addresses.py", "sources/sheets_not_read.py", "sources/mapping.py",
    "sources/converting.py",
    *modules("sources/reading/*.py"), *modules("sources/guards/*.py"),  # a finding, beside what finds it
    *modules("sources/vera/*.py"),  # likewise
    # the evidence that is written behind a line of a proposed mapping file
    *modules("sources/words/*.py"), *modules("sources/recognition/*.py"), *modules("sources/proposals/*.py"),
)  # fmt: skip


def foreign(text: str, language: str) -> set[str]:
    """The words of the other language in a text that should be in this one."""
    return set(re.findall(r"[a-zà-ÿ]+", NO_PROSE.sub(" ", text).lower())) & OTHER[language]


def texts_of(path: Path) -> Iterator[str]:
    """The sentences that a module may say: its literals with a space in them, f-strings as far as they stand there."""
    nodes = list(ast.walk(ast.parse(path.read_text(encoding="utf-8"))))
    skipped = {id(node.value) for node in nodes if isinstance(node, ast.Expr)}  # docstrings
    for node in nodes:
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") in SAID_TO_ENGINEERS:
            skipped |= {id(below) for below in ast.walk(node)}
    said = [node.value for node in nodes if isinstance(node, ast.Constant) and id(node) not in skipped]
    for text in said:
        if isinstance(text, str) and " " in text.strip() and not SQL.search(text.lower()) and not STYLE.search(text):
            yield text


def helps(name: str) -> Iterator[str]:
    """The help of a command and of all that is below it, click's own words included."""
    command = main.get_command(click.Context(main), name)
    context = click.Context(command, info_name=name, parent=click.Context(main, info_name="vroegsignaal"))
    yield command.get_help(context)
    for below in getattr(command, "commands", {}).values():
        yield below.get_help(click.Context(below, info_name=below.name, parent=context))


@pytest.mark.parametrize("name", COMMANDS)
def test_a_command_explains_itself_in_the_language_of_its_reader(name):
    language = "en" if name in FOR_ENGINEERS else "nl"
    result = [*helps(name), COMMANDS[name][1]]
    assert [(text, words) for text in result if (words := foreign(text, language))] == []
    assert ("Usage:" in result[0], "Gebruik:" in result[0]) == (language == "en", language == "nl")


@pytest.mark.parametrize(
    ("module", "language"),
    [*((each, "nl") for each in FOR_THE_OFFICE), *((each, "en") for each in FOR_THE_ENGINEER if each not in FOR_THE_OFFICE)],
)
def test_what_a_module_says_is_in_the_language_of_its_reader(module, language):
    assert {text: words for text in texts_of(CHECKOUT / module) if (words := foreign(text, language))} == {}


@pytest.mark.parametrize("room", ["exports", "sources", "validations", "distribution"])
def test_a_border_returns_codes_and_facts_and_no_sentence_for_the_office(room):
    looked_at = [module for module in modules(f"{room}/**/*.py") if module not in WORDS_BESIDE_THEIR_RULE]
    assert looked_at
    said = {(module, text) for module in looked_at for text in texts_of(CHECKOUT / module) if len(foreign(text, "en")) > 1}
    assert said == set()


def test_what_is_said_in_both_languages_is_said_in_each_alone():
    result = [*unreadable.ADVICE.values(), *feedback_titles.ADVICE.values(), (SIMPLIFIED["nl"], SIMPLIFIED["en"])]
    assert [(dutch, words) for dutch, _ in result if (words := foreign(dutch, "nl"))] == []
    assert [(english, words) for _, english in result if (words := foreign(english, "en"))] == []
    assert [words for words in WHY_NOT_READY.values() if foreign(words, "en")] == []


@pytest.mark.parametrize(
    "page",
    [*modules("documents/templates/*.j2"), *modules("documents/letters/texts/*.toml"), *modules("docs/nl/*.md")],
)
def test_letters_reports_and_the_pages_for_the_office_are_dutch(page):
    text = (CHECKOUT / page).read_text(encoding="utf-8")
    prose = re.sub(r"\{[%{].*?[%}]\}|```.*?```|\]\([^)]*\)|^[a-z_]+ = \[?", " ", text, flags=re.DOTALL | re.MULTILINE)
    assert foreign(prose, "nl") == set()


@pytest.mark.parametrize(
    ("text", "language", "found"),
    [
        ("There is no register here; nothing was recorded.", "nl", {"there", "no", "nothing"}),
        ("Fout: de map is held by another run.", "nl", {"by"}),
        ("Error: er is niets vastgelegd.", "en", {"er", "niets"}),
        ("leg vast: vroegsignaal resolve BATCH, of not-delivered, of `any of this`, --on DATUM, from_on", "nl", set()),
    ],
)
def test_a_sentence_in_the_wrong_language_is_found(text, language, found):
    assert foreign(text, language) == found


def test_every_command_has_one_reader_and_there_is_something_to_look_at():
    assert set(COMMANDS) > FOR_ENGINEERS
    assert sum(len(list(texts_of(CHECKOUT / module))) for module in FOR_THE_OFFICE) > 500


def not_used() -> re.Pattern[str]:
    """GLOSSARY.md's list, as whole words; `row a` is the `a` that stands for `per`: one row a lease."""
    listed = re.findall(
        r"(?m)^\| ([a-z ,]+) \| [a-z]", (CHECKOUT / "GLOSSARY.md").read_text(encoding="utf-8").partition("## Not used")[2]
    )
    words = [word for cell in listed for word in cell.split(", ")]
    whole = [f"(?:an?|one) {word} [a-z]+" if word.endswith(" a") else re.sub(" ", "[ _]", word) for word in words]
    return re.compile(rf"(?<![a-z])(?:{'|'.join(whole)})(?![a-z])")


def uses_of(pattern: re.Pattern[str], text: str) -> list[str]:
    return pattern.findall(re.sub(r"(?<=[a-z])(?=[A-Z])", "_", text).lower())


def test_no_name_and_no_english_text_uses_a_word_that_the_glossary_rules_out():
    listed = subprocess.run(["git", "ls-files"], cwd=CHECKOUT, capture_output=True, text=True, check=True).stdout.split("\n")
    ours = [
        name for name in listed if name.endswith((".py", ".sql", ".md", ".yml", ".toml", ".sh")) and not name.startswith(NOT_OURS)
    ]
    texts = {name: name + (CHECKOUT / name).read_text(encoding="utf-8") for name in ours if (CHECKOUT / name).is_file()}
    assert len(texts) > 400
    pattern = not_used()
    assert {name: found for name, text in texts.items() if (found := uses_of(pattern, text))} == {}


@pytest.mark.parametrize(
    "text", ["def told_safely", "class NotTold", "is made anew", "sums of it", "sum_of_parts", "one row a lease"]
)
def test_a_word_that_the_glossary_rules_out_is_found(text):
    assert len(uses_of(not_used(), text)) == 1
    assert uses_of(not_used(), "the total sum(amount); one row per lease; recommended") == []

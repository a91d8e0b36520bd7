"""The text for the manager's own website about early warning, from the work instruction, with their name in it.

Belongs here: filling the text and writing it as a page and as plain text. Does not belong here: the text itself
(letters/texts/website.toml), which a lawyer may change.
"""

from __future__ import annotations

from datetime import date
from pathlib import Path

import duckdb
from markupsafe import Markup

from documents.letters.wording import SharedData, TextsRefused, listed, read_texts, shared_data
from documents.manager import ManagerFacts
from exports.ground.duck import rows
from exports.ground.files import write_atomically
from exports.ground.home import Home

NAME = "websitetekst"
FIELDS = ("initials", "street", "house_number_suffix", "city", "phone", "email")
PAGE = Markup("""<!doctype html>
<html lang="nl">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="generator" content="Vroegsignaal, websitetekst@{version}">
<title>{title} – {name}</title>
<style>:root {{ color-scheme: light dark; }} body {{ font: 1.05rem/1.6 system-ui, sans-serif; margin: 2rem auto;
max-width: 42rem; padding: 0 1rem; }}</style>
</head>
<body>
<main>
<h1>{title}</h1>
{body}
</main>
</body>
</html>
""")


def make_website_text(con: duckdb.DuckDBPyConnection, home: Home, as_of: date, manager: ManagerFacts) -> list[Path]:
    """Write `reports/websitetekst.html` and `.txt`; gives their paths.

    The text names the optional data that any landlord agreed to share, and says that it is not so for everybody.

    Args:
        con: a connection on the warehouse; only read.
        home: where to write.
        as_of: not in the text; taken so that all documents are made alike.
        manager: whose website it is for.

    Raises:
        TextsRefused: a text file cannot be used.
        OSError: the disk is full; what stood there stays.
    """
    title, version, paragraphs = website_text(manager, _agreed_fields(con))
    body = Markup("\n").join(Markup("<p>{}</p>").format(paragraph) for paragraph in paragraphs)
    page = PAGE.format(title=title, name=manager.shown_name, version=version, body=body)
    paths = [home.reports / f"{NAME}.html", home.reports / f"{NAME}.txt"]
    write_atomically(paths[0], page.encode())
    write_atomically(paths[1], "\r\n\r\n".join([title, *paragraphs, ""]).encode("utf-8-sig"))
    return paths


def website_text(manager: ManagerFacts, fields: frozenset[str]) -> tuple[str, str, list[str]]:
    """Title, version and paragraphs, filled.

    Args:
        manager: whose website it is for.
        fields: the optional fields that at least one landlord agreed to share.

    Raises:
        TextsRefused: the text lacks a part or has a field that is not filled.
    """
    found, shared = read_texts("website"), shared_data()
    try:
        values = {
            "naam": manager.shown_name,
            "gegevens": _shared(found["some_landlords"], shared, fields),
            "privacy": f" ({manager.privacy_statement})" if manager.privacy_statement else "",
            "bezwaar": found["objection"].format(bezwaaradres=manager.objection_address) if manager.objection_address else "",
        }
        paragraphs = [paragraph.format(**values) for paragraph in found["paragraphs"]]
        return found["title"], str(found["version"]), paragraphs
    except (KeyError, ValueError, IndexError):
        raise TextsRefused(
            "website.toml lacks a part, or has a field other than {naam}, {gegevens}, {privacy} and {bezwaar}"
        ) from None


def _shared(some_landlords: str, shared: SharedData, fields: frozenset[str]) -> str:
    agreed = [words for field, words in shared.optional.items() if field in fields]
    if not agreed:
        return shared.words(())
    return some_landlords.format(verplicht=listed(shared.required), optioneel=listed(agreed))


def _agreed_fields(con: duckdb.DuckDBPyConnection) -> frozenset[str]:
    columns = ", ".join(f"coalesce(bool_or(shares_{name}), false) as {name}" for name in FIELDS)
    found = rows(con, f"select {columns} from intermediate.int_optional_fields")[0]
    return frozenset(name for name, is_agreed in found.items() if is_agreed)

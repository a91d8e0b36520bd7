"""A page of headings, sentences and tables, said once and written as HTML or PDF.

Belongs here: the form of such a page and its HTML. Does not belong here: what it says (dossier.py, subject pages, the
rule catalogue) or its PDF (page_pdf.py). The HTML is one file: no scripts, no outside requests, fit for paper.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from html import escape

CSS = """
:root{color-scheme:light dark}
body{font:15px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem}
h1{font-size:1.6rem;line-height:1.2}h2{font-size:1.15rem;margin:2rem 0 .5rem;border-bottom:1px solid #8886}
p{margin:.4rem 0}.wide{overflow-x:auto;margin:.8rem 0}
table{border-collapse:collapse;width:100%;font-size:.88rem}
th,td{text-align:left;vertical-align:top;padding:.25rem .6rem .25rem 0;border-bottom:1px solid #8884}
td.n,th.n{text-align:right;font-variant-numeric:tabular-nums;white-space:nowrap}
.good::before{content:"\\2713  ";color:#1a7f37}.bad::before{content:"\\2717  ";color:#b42318}
.good,.bad{font-weight:600}td .good{font-weight:400}.note{opacity:.8}
code{font-size:.85em;overflow-wrap:anywhere}
@media print{body{max-width:none;margin:0;font-size:10pt}h2{break-after:avoid}tr{break-inside:avoid}}
"""

WIDE = "body{max-width:84rem}"
# The browser asks nobody anything, whatever the page holds.
POLICY = """<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">"""


@dataclass(frozen=True)
class Verdict:
    """Whether something is proved, and by what."""

    is_good: bool
    words: str


@dataclass(frozen=True)
class Table:
    """Rows of texts below titles; `right` are the places (from 0) of columns of figures. A cell may be a Verdict."""

    titles: Sequence[str]
    rows: Sequence[Sequence[str | Verdict]]
    right: frozenset[int] = frozenset()


@dataclass(frozen=True)
class Section:
    """A heading with paragraphs and tables below it, in their order."""

    heading: str
    parts: Sequence[str | Table | Verdict]
    anchor: str = ""


@dataclass(frozen=True)
class Page:
    """A whole page; `lead` are the sentences below its title, `foot` its last lines, `dated` what it knows up to.
    `is_wide`: for tables of many columns.
    """

    title: str
    lead: Sequence[str]
    sections: Sequence[Section]
    language: str = "nl"
    foot: Sequence[str] = field(default=())
    dated: date | None = None
    is_wide: bool = False


def to_html(page: Page) -> str:
    """The page as one HTML file."""
    body = [f"<h1>{escape(page.title)}</h1>", *(f"<p>{escape(line)}</p>" for line in page.lead)]
    for section in page.sections:
        anchor = f' id="{escape(section.anchor)}"' if section.anchor else ""
        body.append(f"<section{anchor}><h2>{escape(section.heading)}</h2>")
        body += [_part(part) for part in section.parts]
        body.append("</section>")
    body += [f'<p class="note">{escape(line)}</p>' for line in page.foot]
    return (
        f'<!doctype html>\n<html lang="{page.language}"><head><meta charset="utf-8">{POLICY}'
        '<meta name="viewport" content="width=device-width,initial-scale=1"><meta name="robots" content="noindex">'
        f"<title>{escape(page.title)}</title><style>{CSS}{WIDE if page.is_wide else ''}</style></head>\n<body><main>\n"
        + "\n".join(body)
        + "\n</main></body></html>\n"
    )


def _part(part: str | Table | Verdict) -> str:
    if isinstance(part, str):
        return f"<p>{escape(part)}</p>"
    if isinstance(part, Verdict):
        return f"<p>{_verdict(part)}</p>"
    head = "".join(f'<th scope="col"{_figure(part, n)}>{escape(title)}</th>' for n, title in enumerate(part.titles))
    rows = "\n".join(
        "<tr>" + "".join(f"<td{_figure(part, n)}>{_cell(cell)}</td>" for n, cell in enumerate(row)) + "</tr>" for row in part.rows
    )
    return (
        f'<div class="wide" tabindex="0" role="region" aria-label="{escape(" ".join(part.titles))}">'
        f"<table><thead><tr>{head}</tr></thead><tbody>\n{rows}\n</tbody></table></div>"
    )


def _figure(table: Table, place: int) -> str:
    return ' class="n"' if place in table.right else ""


def _cell(cell: str | Verdict) -> str:
    return _verdict(cell) if isinstance(cell, Verdict) else escape(cell).replace("\n", "<br>")


def _verdict(verdict: Verdict) -> str:
    return f'<span class="{"good" if verdict.is_good else "bad"}">{escape(verdict.words)}</span>'

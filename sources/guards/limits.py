"""What ends or limits a permission below a title that nothing reads, whatever the title is called: the last day of a mandate
(`Vervalt`), the minimum of a municipality, `Status` with `ingetrokken`.

Belongs here: asking of a list whose block has no such column which of its unread days, amounts and words may be that. Does not
belong here: titles that plainly say it (unused.py, left_out.py), or those of which the block reads another (days_elsewhere.py).

Read from nowhere, such a column limits nothing: every cell that is read is valid, and for whoever withdrew a mandate tenants are
reported. A title of which a known word says something else is left alone, but not where a word of it speaks of an end.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from sources.findings import Finding
from sources.guards.left_out import columns_left_out
from sources.guards.unused import LAST_DAYS, NotRead, answer_to, read_titles, titles_not_read
from sources.reading.cells import named_titles, plain_title
from sources.reading.export_shapes import ExportShape
from sources.reading.looks import AMOUNTS, DAYS, SHORT, WHOLES, Look
from sources.reading.rules import TABLES, Export
from sources.reading.where import with_line
from sources.reading.yes_no import TRUE_WORDS
from sources.words.names import quoted
from sources.words.recognised import says
from sources.words.titles import GENERAL, concepts_of

LIMIT_NOT_READ = "limit_not_read"
# Table -> its last day, and who is reported wrongly where nothing reads it.
ENDS = LAST_DAYS | {
    "optional_field_agreements": ("ended_on", "een veld waarvoor de toestemming is ingetrokken, gaat zo nog naar de gemeente"),
    "tenants": ("deceased_on", "wie overleden is, wordt zo gemeld"),
    "co_tenants": ("until_on", "wie al uit het contract is, telt zo nog als medehuurder"),
}
MINIMUM = ("municipality_agreements", "minimum_amount", "wie onder het minimum van de gemeente blijft, wordt zo toch gemeld")
SMALL = ("landlords", "is_small_landlord", "van een grote opdrachtgever wordt zo gemeld waar geen overeenkomst is")
# Of which part of the lines, at most, a day below a title that says nothing may be it.
SELDOM = {"leases": 1.0, "tenants": 0.5, "co_tenants": 0.0}
ENDING = re.compile(
    r"verval|verl(oop|open|iep)|\bloopt\b|afloop|\beind|eindig|einde\b|tot\b|totenmet|\bt/?m\b|be[eë]+ind|opgezegd|opzegg|opgeheven"
    r"|ontbonden|\bstop|gestopt|ingetrokken|intrek|niet meer|\bweg\b|looptijd|\bduur\b|geldig"
    r"|until|through|expir|\bend(s|ed)?\b|termina|withdr|revok|disabled|lapse"
)
SAYS_END = frozenset({"end", "due", "withdrawn", "broken", "closed"})
OF_THE_LIST = frozenset({"mandate", "contract", "valid", "period", "landlord", "municipality", "clause", "planned"}) | GENERAL
# Days of payments, papers and buildings end on other terms than a permission does.
OF_OTHERS = re.compile(
    r"betaa?l|factuur|invoice|\bbank|afschrift|index|verzeker|polis|garantie|paspoort|legitim|identiteit|sepa|incasso|energie"
    r"|\bkeuring|huurverhog|\bborg|termijnbedrag"
)
# Who made, changed, looked at or kept the line, and when.
OF_THE_LINE = re.compile(
    r"wijzig|gewijz|aangepast|bijgewerkt|\bmut|_mut|mutd|aangem|aanmaak|gemaakt|invoer|ingevoer|vastgeleg|vastleg|geregistr|registrat|scan"
    r"|upload|opgesteld|record|creat|updat|modif|chang|evaluat|review|herzien|beoorde|controle|check|audit|bekeken|bezocht|besproken"
    r"|overleg|gesprek|contact|gemaild|gebeld|log[io]n|inlog|ingelogd|inspect|verjaar|gebo(or|re)|\bgeb\b|birth|\bdob\b|archief"
    r"|notul|import|\bsync|onderhoud|meter|sleutel|inschrijv|stud|welkom|nieuws|verhog|oplever|bezichtig|foto"
)
SAYS_MINIMUM = re.compile(r"\bmin|drempel|grens|vanaf|\bonder|\bboven|\bpas |threshold|limi?et|limit|bedrag|amount|\beuro?\b|€")
OF_OTHER_MONEY = re.compile(r"kosten|tarief|\bfee|prijs|bijdrage|vergoeding|\bmax|budget|subsid|index|aantal|inwoner|\bcount")
SAYS_IN_FORCE = re.compile(r"\b(actief|active|geldig|valid|van kracht|in werking|lopend|loopt|enabled|meedoen|melden|mag)\b")


def not_read(
    shapes: Sequence[ExportShape], exports: Sequence[Export], landing_dir: Path, empty: Collection[str] = ()
) -> list[Finding]:
    """All that is to be said of titles that no block reads: by what they say, and by what stands below them."""
    found = [*titles_not_read(shapes, exports, landing_dir, empty), *columns_left_out(shapes, exports)]
    return [*found, *limits_not_read(shapes, exports, found)]


def limits_not_read(shapes: Sequence[ExportShape], exports: Sequence[Export], named: Sequence[Finding]) -> list[Finding]:
    """A refusal of each title that may end or limit what its list gives, and that nothing reads. `named`: what other guards say
    already.
    """
    found: list[Finding] = []
    for shape in shapes:
        done = {each.title for each in named if isinstance(each, NotRead) and _is_refused_of(each, shape)}
        done |= read_titles(exports, *shape.key)
        blocks = [each for each in exports if (each.file, each.sheet) == shape.key]
        for block in blocks:
            for each in _of_block(block, shape, blocks, done):
                done.add(each.title)
                found.append(with_line(each, block.where))
    return found


def _is_refused_of(finding: NotRead, shape: ExportShape) -> bool:
    block = finding.block
    return finding.severity == "refused" and block is not None and (block.file, block.sheet) == shape.key


def _of_block(block: Export, shape: ExportShape, blocks: Sequence[Export], done: Collection[str]) -> Iterator[NotRead]:
    left = [each for each in shape.titles if each in shape.filled and plain_title(each) not in done and each not in done]
    tables = {each.table for each in blocks}
    may_end = block.table in ENDS and not (block.table == "co_tenants" and "leases" in tables)  # days of the contract itself
    for title in left:
        if may_end and not _gives(block, ENDS[block.table][0]) and _may_be_end(block.table, title, shape, tables):
            twins = [each for each in blocks if each.table == block.table and not _gives(each, ENDS[block.table][0])]
            owner = _owner(title, twins)
            if block is (owner or block):
                yield _column(block, title, *ENDS[block.table], is_known=owner is not None)
        elif block.table == MINIMUM[0] and not _gives(block, MINIMUM[1]) and _may_be_minimum(title, shape, tables):
            yield _column(block, title, *MINIMUM[1:])
        elif block.table in SHORT and _says_stopped(title, shape):
            yield _stopped(block, title)
        elif block.table == SMALL[0] and _is_small_by_constant(block) and says(SMALL[0], SMALL[1], title):
            yield _column(block, title, *SMALL[1:])


def _gives(block: Export, column: str) -> bool:
    return column in {**block.columns, **block.constants, **block.split}


def _owner(title: str, twins: Sequence[Export]) -> Export | None:
    """Of several blocks that may have it the one that reads a title with a word of this one, and that alone: `Telefoon niet meer
    per` belongs to `Telefoon mag vanaf`.
    """
    alike = [each for each in twins if _words(title) & {word for other in named_titles(each) for word in _words(other)}]
    found = alike if len(twins) > 1 else twins
    return found[0] if len(found) == 1 else None


def _words(title: str) -> set[str]:
    return set(re.findall(r"[^\W\d_]{4,}", title.casefold()))


def _is_small_by_constant(block: Export) -> bool:
    return block.constants.get(SMALL[1], "").strip().lower() in TRUE_WORDS


def _may_be_end(table: str, title: str, shape: ExportShape, tables: Collection[str]) -> bool:
    look, plain = shape.looks.get(title), title.replace("_", " ")
    if look is None or look.kind != DAYS or OF_OTHERS.search(plain):
        return False
    if table != "tenants" and (ENDING.search(plain) or concepts_of(title) & SAYS_END):
        return True
    return look.share < SELDOM.get(table, 2) and _says_nothing_else(title, plain, tables)


def _says_nothing_else(title: str, plain: str, tables: Collection[str]) -> bool:
    """Whether no word of a title is known to say something else: neither another column, nor who changed the line."""
    if OF_THE_LINE.search(plain) or any(says(table, each.name, title) for table in tables for each in TABLES[table].columns):
        return False
    return all(each.startswith("?") or each in OF_THE_LIST for each in concepts_of(title))


def _may_be_minimum(title: str, shape: ExportShape, tables: Collection[str]) -> bool:
    look, plain = shape.looks.get(title), title.replace("_", " ")
    if look is None or look.kind not in (AMOUNTS, WHOLES) or OF_OTHER_MONEY.search(plain):
        return False
    is_of_agreements = {*tables} <= {"municipality_agreements", "municipalities"}
    is_any = is_of_agreements and look.kind == AMOUNTS and _says_nothing_else(title, plain, tables)
    return bool(SAYS_MINIMUM.search(plain)) or is_any


def _says_stopped(title: str, shape: ExportShape) -> bool:
    look = shape.looks.get(title, Look())
    return look.is_stopped or (look.has_no and bool(SAYS_IN_FORCE.search(title.replace("_", " "))))


def _column(block: Export, title: str, column: str, what: str, *, is_known: bool = True) -> NotRead:
    """`is_known`: whether it can only be this block's."""
    where = f"onder [{block.table}.columns]" if is_known else f"bij columns van het blok [{block.table}] waar die dag bij hoort"
    advice = f'Zet {column} = "{title}" {where}.'
    text = (
        f"de titel '{title}' wordt door geen blok van mapping.toml gelezen, en de tabel {block.table} krijgt geen {column}: is "
        f"dat wat er staat, dan is het nu zo: {what}. {advice} {answer_to(title, block)}"
    )
    ours = column if is_known else ""
    return NotRead("refused", block.file, LIMIT_NOT_READ, text, title=title, so=what, advice=advice, column=ours, block=block)


def _stopped(block: Export, title: str) -> NotRead:
    what = "wat daar staat, zegt van sommige regels dat zij niet meer gelden, en zij tellen zo mee"
    advice = f"Zeg met skip_lines = {{{quoted(title)} = ['^begin van het woord']}} boven columns welke regels niet meetellen."
    text = f"de titel '{title}' wordt niet gelezen: {what}. {advice} {answer_to(title, block)}"
    return NotRead("refused", block.file, LIMIT_NOT_READ, text, title=title, so=what, advice=advice, block=block)

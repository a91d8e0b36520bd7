"""CBS's yearly file of addresses (`pc6hnr…_gwb.csv`, eight million rows) turned into the landing table `postcodes`; the list of
names beside it into `municipalities`.

Belongs here: choosing the year, carrying municipalities that merged since to their successors, and writing the table.
Does not belong here: recognising the file (cbs_files.py), the names (cbs_names.py), or looking up an address (dbt).

Source: CBS maatwerk "Buurt, wijk en gemeente voor postcode-huisnummer", division of 1 August, published in autumn.
"""

from __future__ import annotations

import csv
import glob
import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from pathlib import Path

import duckdb

from exports.ground.duck import CONFIG, count_of, only_row
from exports.ground.files import PRIVATE_FILE, ensure_dir
from exports.inbox.delimited import TOP, find_top, in_chunks, mapped
from exports.inbox.delimited_proof import prove
from sources.cbs_files import BROKEN_ZIP, CHANGES_FILE, AddressFile, find_address_files, unpacked
from sources.cbs_names import write_municipalities
from sources.findings import Finding, amount_of
from validations.unreadable import Unreadable

OUR_CHANGES = Path(__file__).with_name(CHANGES_FILE)
MEMORY_LIMIT = "1GB"
LARGEST_FAULTY_SHARE = 0.01  # more rows than this unreadable means that the columns were taken for others

# One pass over the file: one address per row, with the smallest and largest code that CBS gives it. Rows that cannot be
# read fall together in the row without a postcode.
READ_SQL = """
create table addresses as
with read as (
    select upper(replace({postcode}, ' ', '')) as postcode, nullif(trim({number}), '') as number,
        regexp_extract(upper(trim({municipality})), '^(?:GM)?([0-9]{{1,4}})$', 1) as digits, lpad(digits, 4, '0') as code
    from read_csv(?, delim = '{delimiter}', header = {header}, all_varchar = true, quote = '"', escape = '"',
        null_padding = false, parallel = true, columns = {columns}, auto_detect = false)
),
known as (
    -- By their digits: a cast would also take 12E3, 12.6 and 1_2 for house numbers.
    select *, case when regexp_full_match(number, '[0-9]{{1,9}}') then nullif(cast(number as uinteger), 0) end as house_number,
        regexp_full_match(postcode, '[1-9][0-9]{{3}}[A-Z]{{2}}') and digits <> ''
        and (number is null or regexp_full_match(number, '[0-9]{{1,9}}')) as is_good
    from read
)
select case when is_good then postcode end as postcode, case when is_good then house_number end as house_number,
    min(coalesce(s.new_code, k.code)) as code, max(coalesce(s.new_code, k.code)) as other,
    count(*) as rows_read, count(s.old_code) as rows_moved
from known as k left join successors as s on s.old_code = k.code
group by 1, 2
"""
# One municipality a postcode and house number. Where CBS gives two, the larger one in that postcode is taken, and the
# other is kept as one of the postcode's: then the address counts as one in a shared postcode.
WRITE_SQL = """
create table doubtful as
with either as (
    select postcode, house_number, unnest([code, other]) as code from addresses
    where code <> other and postcode is not null
),
sizes as (
    select postcode, code, count(*) as addresses from addresses semi join either using (postcode)
    where code = other group by postcode, code
)
select e.postcode, e.house_number,
    first(e.code order by coalesce(s.addresses, 0) desc, e.code) as code,
    last(e.code order by coalesce(s.addresses, 0) desc, e.code) as other
from either as e left join sizes as s using (postcode, code)
group by e.postcode, e.house_number;

create view postcodes as
select postcode, cast(house_number as varchar) as house_number, code as municipality_code
from addresses where code = other and postcode is not null
union all
select postcode, cast(house_number as varchar), code from doubtful
union all
select d.postcode, null, min(d.other)
from doubtful as d
where not exists (select 1 from addresses as a where a.postcode = d.postcode and a.house_number is null)
group by d.postcode;
"""


@dataclass(frozen=True)
class CbsReport:
    """What came of the CBS files: `postcodes` and `municipalities` as Parquet, the first's rows, the year, and the findings."""

    tables: Mapping[str, Path] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    rows: int = 0
    year: int | None = None

    @property
    def is_refused(self) -> bool:
        return any(finding.severity == "refused" for finding in self.findings)


@dataclass(frozen=True)
class Change:
    """A municipality that ended on a day: merged into one other, or split over several."""

    old_code: str
    old_name: str
    new_code: str
    new_name: str
    effective_on: date
    is_split: bool


def prepare_cbs(place: Path, out_dir: Path, as_of: date, *, memory_limit: str = MEMORY_LIMIT) -> CbsReport:
    """Makes `postcodes` (postcode, house_number, municipality_code) and `municipalities` (municipality_code, name) from the
    newest CBS file in `place`.

    Args:
        place: `landing/cbs`, or one csv or zip. A `municipality_changes.csv` there adds to the changes we know.
        out_dir: for the table; made if need be.
        as_of: files of a later year are not used, and only changes up to this day apply.
        memory_limit: DuckDB's.
    """
    files, findings = find_address_files(place)
    if not files:
        return CbsReport(findings=tuple(findings))
    chosen = _newest(files, as_of)
    findings += _not_used(files, chosen)
    changes, faults = _changes(place if place.is_dir() else place.parent)
    findings += faults
    if any(finding.severity == "refused" for finding in findings):
        return CbsReport(findings=tuple(findings))
    ensure_dir(out_dir)
    target = out_dir / "postcodes.parquet"
    rows, more = _convert(chosen, changes, as_of, target, memory_limit)
    findings += more
    if any(finding.severity == "refused" for finding in findings):
        target.unlink(missing_ok=True)
        return CbsReport(findings=tuple(findings), year=chosen.year)
    municipalities = out_dir / "municipalities.parquet"
    new_names = {change.new_code: change.new_name for change in changes}
    named = write_municipalities(municipalities, chosen, target, successors(changes, as_of), new_names)
    used = {each.source for each in named}
    findings = [each for each in findings if each.rule != "cbs_not_addresses" or each.source not in used] + named
    return CbsReport({"postcodes": target, "municipalities": municipalities}, tuple(findings), rows, chosen.year)


def _newest(files: list[AddressFile], as_of: date) -> AddressFile:
    """The newest of the years up to the as-of date's, its latest issue; if all are later, the earliest of them."""
    usable = [file for file in files if (file.year or 0) <= as_of.year]
    if usable:
        return max(usable, key=lambda file: (file.year or 0, file.issue, file.path.name))
    return min(files, key=lambda file: (file.year or 0, file.issue, file.path.name))


def _not_used(files: list[AddressFile], chosen: AddressFile) -> list[Finding]:
    others = [file for file in files if file is not chosen]
    year = f"indeling {chosen.year}" if chosen.year else "jaar onbekend"
    notes = [Finding("note", chosen.source, "cbs_used", f"gebruikt voor de tabel postcodes ({year}).")]
    text = f"niet gebruikt; {chosen.path.name} is nieuwer of past bij de peildatum."
    return notes + [Finding("note", file.source, "cbs_not_used", text) for file in others]


def _changes(folder: Path) -> tuple[list[Change], list[Finding]]:
    changes = _read_changes(OUR_CHANGES)
    own = folder / CHANGES_FILE
    if own.is_file():
        try:
            changes += _read_changes(own)
        except (ValueError, KeyError, TypeError, AttributeError, csv.Error):
            text = (
                f"is niet te lezen. Verwacht de kolommen {','.join(_COLUMNS)}, codes van vier cijfers, een bestaande datum "
                "en als kind merged of split."
            )
            return changes, [Finding("refused", f"cbs/{CHANGES_FILE}", "cbs_changes_unreadable", text)]
    return changes, []


_COLUMNS = ("old_code", "old_name", "new_code", "new_name", "effective_on", "kind")


def _read_changes(path: Path) -> list[Change]:
    lines = path.read_text(encoding="utf-8-sig").splitlines()
    delimiter = ";" if lines and ";" in lines[0] else ","  # a Dutch Excel saves semicolons
    return [
        Change(
            _code(row["old_code"]), row["old_name"].strip(), _code(row["new_code"]), row["new_name"].strip(),
            _day(row["effective_on"].strip()), {"merged": False, "split": True}[row["kind"].strip()],
        )
        for row in csv.DictReader(lines, delimiter=delimiter)
        if any(row.values())
    ]  # fmt: skip


def _code(text: str) -> str:
    """Four digits, from `0363`, `363` or `GM0363`; anything else raises ValueError."""
    found = re.fullmatch(r"(?:GM)?(\d{1,4})", text.strip(), re.IGNORECASE)
    if found is None:
        raise ValueError("no municipality code")
    return found[1].zfill(4)


def _day(text: str) -> date:
    dutch = re.fullmatch(r"\d{1,2}-\d{1,2}-\d{4}", text)
    return datetime.strptime(text, "%d-%m-%Y").date() if dutch else date.fromisoformat(text)


def successors(changes: list[Change], as_of: date) -> dict[str, str]:
    """Code that ended by merging on or before the as-of date -> the code it has now, through several mergers if need
    be.
    """
    next_code = {change.old_code: change.new_code for change in changes if change.effective_on <= as_of and not change.is_split}
    found = {}
    for old in next_code:
        new, seen = old, set()
        while new in next_code and new not in seen:
            seen.add(new)
            new = next_code[new]
        found[old] = new
    return found


def _convert(file: AddressFile, changes: list[Change], as_of: date, target: Path, memory_limit: str) -> tuple[int, list[Finding]]:
    database = target.parent / "cbs_at_work.duckdb"
    csv_path = target.parent / "cbs_addresses.csv"
    database.unlink(missing_ok=True)
    con = duckdb.connect(str(database), config=CONFIG)
    try:
        con.execute(f"set memory_limit = '{memory_limit}'")
        con.execute("set preserve_insertion_order = false")
        return _convert_in(con, file, changes, as_of, target)
    except (duckdb.Error, OSError, *BROKEN_ZIP) as error:
        text = f"is niet te verwerken ({type(error).__name__}): beschadigd, of een rij heeft een ander aantal kolommen."
        return 0, [Finding("refused", file.source, "cbs_not_processed", text)]
    except Unreadable as error:
        return 0, [Finding("refused", file.source, error.rule, error.advice_nl, error.count)]
    finally:
        con.close()
        csv_path.unlink(missing_ok=True)
        for each in target.parent.glob("cbs_at_work.duckdb*"):
            if each.is_file():
                each.unlink()


def _proved(file: AddressFile, work_dir: Path) -> tuple[Path, list[Finding]]:
    """The csv, unpacked, once it is proved that each row has its cells and each quote its end; and what is odd about it.

    Raises:
        Unreadable: with the lines.
        OSError: the disk is full, or the file is larger unpacked than an address file can be.
    """
    path = unpacked(file, work_dir)
    with path.open("rb") as stream:
        start = stream.read(TOP)
    top = find_top(start, file.delimiter, known=lambda cells: 0)
    if not file.has_titles:
        top = replace(top, offset=top.start, line=1, line_end=b"")
    proof = prove(in_chunks(path), top, lambda: mapped(path))
    if not proof.open_line or max(file.columns.values()) < top.width - 1:
        return path, []
    text = f"de laatste regel (regel {proof.open_line}) heeft geen regeleinde. Is de laatste cel heel?"
    return path, [Finding("warning", file.source, "open_line", text)]


def _convert_in(
    con: duckdb.DuckDBPyConnection, file: AddressFile, changes: list[Change], as_of: date, target: Path
) -> tuple[int, list[Finding]]:
    path, findings = _proved(file, target.parent)
    header = str(file.has_titles).lower()
    columns = "{" + ", ".join(f"'c{place}': 'varchar'" for place in range(file.width)) + "}"
    places = {name: f"c{place}" for name, place in file.columns.items()}
    con.execute("create table successors (old_code varchar, new_code varchar)")
    pairs = list(successors(changes, as_of).items())
    if pairs:
        con.executemany("insert into successors values (?, ?)", pairs)
    con.execute(READ_SQL.format(delimiter=file.delimiter, header=header, columns=columns, **places), [glob.escape(str(path))])
    con.execute(WRITE_SQL)
    name = str(target).replace("'", "''")
    rows = count_of(con, f"copy (from postcodes) to '{name}' (format parquet)")
    target.chmod(PRIVATE_FILE)
    return rows, findings + _findings(con, file, changes, as_of)


def _findings(con: duckdb.DuckDBPyConnection, file: AddressFile, changes: list[Change], as_of: date) -> list[Finding]:
    read, faulty, moved = only_row(
        con,
        "select coalesce(sum(rows_read), 0), coalesce(sum(rows_read) filter (postcode is null), 0), "
        "coalesce(sum(rows_moved) filter (postcode is not null), 0) from addresses",
    )
    findings = []
    if faulty:
        too_many = faulty > read * LARGEST_FAULTY_SHARE
        advice = " Zet het bestand van het CBS er onbewerkt neer." if too_many else ""
        text = f"{amount_of(faulty, 'rij', 'rijen')} zonder geldige postcode, huisnummer of gemeentecode.{advice}"
        findings.append(Finding("refused" if too_many else "note", file.source, "cbs_rows_faulty", text, faulty))
    if read == faulty:
        findings.append(Finding("refused", file.source, "cbs_empty", "er staat geen enkel bruikbaar adres in."))
    two = count_of(con, "select count(*) from doubtful")
    if two:
        text = (
            f"{amount_of(two, 'adres', 'adressen')} in twee gemeenten; de grootste van die postcode telt, de "
            "postcode geldt als gedeeld."
        )
        findings.append(Finding("warning", file.source, "cbs_address_in_two", text, two))
    if moved:
        text = (
            f"{amount_of(moved, 'adres', 'adressen')} van gemeenten die sindsdien zijn opgegaan in een andere, bij "
            "die andere gezet."
        )
        findings.append(Finding("note", file.source, "cbs_merged", text, moved))
    return findings + _split(con, file, changes, as_of)


def _split(con: duckdb.DuckDBPyConnection, file: AddressFile, changes: list[Change], as_of: date) -> list[Finding]:
    """A municipality divided over others needs a new address file: its addresses keep the code that ended."""
    findings = []
    ended = {change.old_code: change.old_name for change in changes if change.is_split and change.effective_on <= as_of}
    for code, name in ended.items():
        rows = count_of(con, "select count(*) from addresses where code = ? and postcode is not null", [code])
        if rows:
            text = (
                f"{amount_of(rows, 'adres', 'adressen')} in {name} ({code}), dat over meer gemeenten is verdeeld. Er "
                f"wordt daar niets "
                "gemeld tot er een nieuwer adresbestand is."
            )
            findings.append(Finding("warning", file.source, "cbs_split", text, rows))
    return findings

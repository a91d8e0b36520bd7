"""Exports of tools whose records are linked by the name of their first field, with amounts as they show them: `€ 1.234,56`."""

from __future__ import annotations

import pytest

from sources.recognition.sheets import LIKELY, propose
from sources.words.blocks import Sheet
from tests.support.proposal import asked_of, text_of

LINES = range(1, 13)
NAMES = ["Jansen", "Bakker", "Smit", "Visser", "Mulder", "Meijer", "Bos", "Vos", "Peters", "Hendriks", "Dekker", "Brouwer"]
FILE = "Facturen en betalingen-Grid view.csv"


def nl(cents: int) -> str:
    return f"{cents / 100:,.2f}".translate(str.maketrans(",.", ".,"))


def contract(n: int) -> str:
    return f"C-{100 + n} Kerkstraat {n}"


def contracts(title: str = "Contract", name=contract) -> list[list[str]]:
    head = [[title, "Huurder", "Eigenaar", "Straat", "Huisnummer", "Postcode", "Plaats", "Ingangsdatum", "Type object"]]
    rest = ["Kerkstraat", "1", "3512 JE", "Utrecht", "2020-01-01", "Woning"]
    return head + [[name(n), NAMES[n - 1], f"Belegger {n % 2}", *rest] for n in LINES]


def entries(written=lambda cents: f"€ {nl(cents)}", *, by=contract, title: str = "Contract") -> list[list[str]]:
    """Invoices and receipts, each called after its month, what it is and whom."""
    rows = [["Naam", title, "Type", "Bedrag", "Datum", "Vervaldatum"]]
    for month in range(6, 11):
        for n in LINES:
            day = f"2026-{month:02}"
            rows.append([f"{day} Huur – {NAMES[n - 1]}", by(n), "Huur", written(95000 + n), f"{day}-01", f"{day}-01"])
            if n % 3:
                rows.append([f"{day} Betaling – {NAMES[n - 1]}", by(n), "Betaling", written(95000 + n), f"{day}-05", ""])
    return rows


def seen(rows: list[list[str]], leases: list[list[str]] | None = None):
    sheets = [Sheet("Contracten-Grid view.csv", leases or contracts()), Sheet(FILE, rows)]
    blocks, unread = propose(sheets)
    return {block.table: block for block in blocks}, unread, blocks


@pytest.mark.parametrize(
    "written",
    [
        lambda cents: f"€ {nl(cents)}", lambda cents: f"€\u00a0{nl(cents)}", lambda cents: f"EUR {nl(cents)}",
        lambda cents: f"{nl(cents)} EUR", lambda cents: f"{nl(cents)}\u00a0€", lambda cents: f"€{cents / 100:.2f}",
        lambda cents: f"€ {cents // 100},-",
    ],
    ids=["euro", "no-break", "EUR", "EUR behind", "euro behind", "point", "round"],
)  # fmt: skip
def test_a_ledger_is_one_however_its_amounts_name_their_currency(written):
    found, unread, _ = seen(entries(written))

    assert unread == [] and found["ledger_entries"].choices["amount"].profile.title == "Bedrag"
    assert found["ledger_entries"].choices["entry_type"].profile.title == "Type"


def test_amounts_in_another_currency_are_no_ledger_and_it_is_said_what_lacks():
    found, unread, _ = seen(entries(lambda cents: f"$ {cents / 100:.2f}"))

    assert "ledger_entries" not in found and [each.file for each in unread] == [FILE]


@pytest.mark.parametrize(
    ("written", "is_proposed"),
    [
        (lambda cents: f"€{cents / 100:,.2f}", False), (lambda cents: f"€{cents // 100}", False),
        (lambda cents: f"€{cents // 10:,}", True),
    ],
    ids=["below a thousand", "no comma", "thousands"],
)  # fmt: skip
def test_a_comma_before_exactly_three_figures_parts_thousands_and_is_asked(written, is_proposed):
    _, _, blocks = seen(entries(written))
    line = 'decimals = "."'

    assert (line in text_of(blocks)) == is_proposed
    assert not is_proposed or "duizendtallen?" in asked_of(text_of(blocks), line)


def test_a_contract_that_others_name_by_its_name_is_known_by_that_and_asked():
    found, _, _ = seen(entries())
    own, named = found["leases"].choices["lease_id"], found["ledger_entries"].choices["lease_id"]

    assert (own.profile.title, named.profile.title) == ("Contract", "Contract") and not found["ledger_entries"].lookups
    assert own.certainty == named.certainty == LIKELY


@pytest.mark.parametrize(
    ("leases", "rows"),
    [
        (contracts(), entries(by=lambda n: NAMES[n - 1], title="Huurder")),  # nobody names it
        (contracts(name=lambda n: f"Woning {n % 4}"), entries(by=lambda n: NAMES[n - 1], title="Huurder")),  # no key of a line
        (contracts("Contractvorm", lambda n: f"Vorm {n}"), entries(by=lambda n: f"Vorm {n}", title="Contractvorm")),
    ],
)
def test_a_text_that_is_no_key_or_that_nobody_names_is_not_taken_for_the_number(leases, rows):
    found, _, _ = seen(rows, leases)

    assert found["leases"].choices["lease_id"].profile.title == "Huurder"

"""Cards whose groups begin with a line that holds the number in a cell by itself, and perhaps a name in the next."""

from __future__ import annotations

import pytest

from sources.words.excel_days import layout_of
from sources.words.groups import groups_of
from tests.unit.sources.mapping.test_mapping import rows
from tests.unit.sources.proposals.test_proposal_habits import CONTRACTS, mapped

TITLES = ["Debiteur", "Naam", "Nr", "Contractnr", "Boekdatum", "Vervaldatum", "Omschrijving", "Debet"]


def body(head: tuple[str, str]) -> list[list[str]]:
    found = []
    for n in (1, 2, 3):
        found.append([head[0].format(n), head[1], *[""] * 6])
        found += [["", "", f"5{n}{at}", f"C{n}", f"0{at}-03-2026", f"0{at}-03-2026", "Huur", "7,00"] for at in (1, 2)]
        found.append([*[""] * 6, f"Totaal debiteur 1020{n}", "14,00"])
    return found


def test_the_line_that_only_begins_a_group_is_no_entry_and_its_number_holds_for_those_below_it(tmp_path):
    card = "\n".join(";".join(row) for row in [TITLES, *body(("1020{}", "N. Jansen"))])
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Kaart=card + "\n")

    assert 'fill_down = ["Debiteur"]' in text and "group =" not in text and "Jansen" not in text
    assert len(rows(report, "ledger_entries")) == 6


def test_such_a_number_is_seen_on_each_line_that_it_holds_for():
    layout = layout_of([TITLES, *body(("1020{}", "N. Jansen"))])
    assert layout.rows == 6
    assert next(each for each in layout.columns if each.title == "Debiteur").texts == {f"1020{n}": 2 for n in (1, 2, 3)}


@pytest.mark.parametrize("title", ["Kaart", "Relatie van"])
def test_below_a_title_that_names_no_contract_or_tenant_it_is_found_by_the_cell(title):
    groups = groups_of(body(("1020{}", "N. Jansen")), [title, *TITLES[1:]])
    assert groups.pattern == "^([0-9]{5,})( +[^0-9 ].*)?$" and groups.numbers[:2] == ("10201", "10201")


def test_what_would_find_other_lines_too_finds_no_groups():
    entries = [["50001", "x", "y", "z"], ["50002", "x", "y", "z"]] * 3
    lines = [row for n in range(3) for row in ([f"1020{n}", "", "", ""], *entries[:2])]
    assert groups_of(lines, ["Kaart", "a", "b", "c"]) is None


@pytest.mark.parametrize(
    ("head", "number"),
    [
        ("Debiteur 1020{0} N. Jansen - contract HC-0041{0}", "HC-0041{0}"),
        ("Huurder: 1020{0} (huurovereenkomst 5501{0})", "5501{0}"),
        ("Debiteur 1020{0} N. Jansen, ovk. 881{0}", "881{0}"),
        ("Contract HC-0041{0} - debiteur 1020{0}", "HC-0041{0}"),
        ("Debiteur 1020{0} N. Jansen", "1020{0}"),
    ],
)
def test_a_line_above_a_group_that_names_a_contract_says_the_contract_for_whoever_has_two_of_them(head, number):
    groups = groups_of(body((head, "")), ["Datum", *TITLES[1:]])

    assert groups.numbers[::3] == tuple(number.format(n) for n in (1, 2, 3))


def test_the_contract_of_such_a_line_is_read_as_it_stands_there(tmp_path):
    titles = ["Boekdatum", "Vervaldatum", "Boekingsnr", "Omschrijving", "Debet"]
    lines = [titles]
    for n in (1, 2, 3):
        lines.append([f"Debiteur 10201 N. Jansen - contract C{n}", *[""] * 4])
        lines += [[f"0{at}-03-2026", f"0{at}-03-2026", f"5{n}{at}", "Huur", "7,00"] for at in (1, 2)]
    text, report = mapped(tmp_path, Contracten=CONTRACTS, Kaart="\n".join(";".join(row) for row in lines) + "\n")

    assert 'lease_id = "Contract"' in text and "lookup" not in text
    assert {row[1] for row in rows(report, "ledger_entries")} == {"C1", "C2", "C3"}

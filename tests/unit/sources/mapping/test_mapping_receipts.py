"""Entries given as a whole by other people's exports: without the receipts, everybody who paid would be reported."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

CHARGES = """
[[ledger_entries]]
file = "huur.csv"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
due_on = "Datum"
amount = "{title}"
[ledger_entries.constants]
category = "rent"
{kind}
"""
RECEIPTS = """
[[ledger_entries]]
file = "bank.csv"
{says}
[ledger_entries.columns]
entry_id = "Nr"
lease_id = "Contract"
booked_on = "Datum"
amount = "Bedrag"
[ledger_entries.constants]
entry_type = "payment"
"""
BANK = "Nr;Contract;Datum;Bedrag;Soort\n9;C1;02-03-2026;700,00;huur\n"
BALANCES = """
[[stated_balances]]
file = "saldo.csv"
[stated_balances.columns]
lease_id = "Contract"
as_of = "Op"
open_rent = "Saldo"
"""
NET = 'by_sign = {positive = "charge", negative = "payment"}'
CHARGED = 'entry_type = "charge"'


def refused(folder, more="", *, months=4, homes=3, says="", title="Bedrag", kind=CHARGED, **files):
    """What is refused of rent that is charged to some homes in some months."""
    lines = [f"{m}{h};C{h};01-0{m}-2026;700,00\n" for m in range(1, months + 1) for h in range(1, homes + 1)]
    files["huur__csv"] = f"Nr;Contract;Datum;{title}\n" + "".join(lines)
    report = prepared(folder, CHARGES.format(says=says, title=title, kind=kind) + more, **files)
    found = [(each.rule, each.count, each.text) for each in report.findings if each.severity == "refused"]
    assert ("ledger_entries" in report.not_made) is bool(found)
    return found


def test_months_of_charges_without_a_single_receipt_are_refused_with_what_to_add(tmp_path):
    ((rule, count, text),) = refused(tmp_path)
    assert (rule, count) == ("no_receipts", 12)
    assert "12 vorderingen over 4 maanden en geen enkele ontvangst" in text and 'entry_type = "payment"' in text
    assert text.endswith("Zie regel 2 van mapping.toml.")


@pytest.mark.parametrize("only", ["", 'only = {"Soort" = ["incasso"]}\n'])
def test_receipts_that_their_block_passes_over_are_none(tmp_path, only):
    says = f'{only}skip_lines = {{"Soort" = ["huur"]}}'
    ((rule, _, text),) = refused(tmp_path, RECEIPTS.format(says=says), bank__csv=BANK)
    assert rule == "no_receipts" and "Kijk of only, skip_lines" in text and text.endswith("Zie regel 15 van mapping.toml.")


def test_one_receipt_among_them_is_enough_and_a_first_month_may_have_none(tmp_path):
    assert refused(tmp_path, RECEIPTS.format(says=""), bank__csv=BANK) == []
    assert refused(tmp_path, months=1, homes=40) == []
    assert refused(tmp_path, months=2, homes=4) == []
    assert [rule for rule, *_ in refused(tmp_path, months=2, homes=18)] == ["no_receipts"]


def test_a_list_of_what_is_still_open_has_no_receipts(tmp_path):
    assert refused(tmp_path, says=NET, kind="") == []
    assert refused(tmp_path, title="Openstaand bedrag") == []
    assert [rule for rule, *_ in refused(tmp_path, says=f'{NET}\nskip_lines = {{"Nr" = ["x"]}}', kind="")] == ["no_receipts"]


def test_where_the_balance_of_every_charged_lease_is_stated_nobody_is_reported_for_more(tmp_path):
    titles, lines = "Contract;Op;Saldo\n", [f"C{n};30-04-2026;700,00\n" for n in (1, 2, 3)]
    assert refused(tmp_path, BALANCES, saldo__csv=titles + "".join(lines)) == []
    assert [rule for rule, *_ in refused(tmp_path, BALANCES, saldo__csv=titles + lines[0])] == ["no_receipts"]


LEASES = """
[[leases]]
file = "contracten.csv"
[leases.columns]
lease_id = "Contract"
[leases.constants]
landlord_id = "L"
unit_type = "dwelling"
started_on = "01-01-2020"
tenant_id = "T"
"""


def of_nobody(folder, *, strangers, known, euros="700,00"):
    bank = [f"S{n};X{n};02-03-2026;{euros};huur\n" for n in range(strangers)]
    bank += [f"R{n};C1;02-03-2026;700,00;huur\n" for n in range(known)]
    bank += ["G1;C2;02-03-2026;9000,00;huur\n"]  # who has left: no contract any more, and charges of his own
    files = {"bank__csv": "Nr;Contract;Datum;Bedrag;Soort\n" + "".join(bank), "contracten__csv": "Contract\nC1\nC3\n"}
    return refused(folder, RECEIPTS.format(says="") + LEASES, **files)


def test_receipts_of_which_a_large_part_counts_for_nobody_are_refused_with_the_titles_of_their_leases(tmp_path):
    ((rule, count, text),) = of_nobody(tmp_path, strangers=12, known=20)
    assert (rule, count) == ("receipts_of_nobody", 12) and "12 van de 33 ontvangsten" in text
    assert text.count("'Contract'") == 2 and text.endswith("Zie regel 20 van mapping.toml.")


def test_a_few_receipts_of_nobody_are_left_to_be_named_unless_most_of_the_money_is_theirs(tmp_path):
    assert of_nobody(tmp_path, strangers=9, known=1) == []
    assert of_nobody(tmp_path, strangers=10, known=50) == []
    assert [rule for rule, *_ in of_nobody(tmp_path, strangers=10, known=50, euros="7000,00")] == ["receipts_of_nobody"]


@pytest.mark.parametrize(
    ("kind", "names", "is_refused"),
    [
        ("payment", "9", True),  # `Incasso mislukt` is no receipt
        ("reversal", "9", False),
        ("payment", "", False),
        ("payment", "x", False),  # of which nobody can say what it names
    ],
)
def test_a_receipt_that_names_the_receipt_which_went_back_is_a_storno_and_refused(tmp_path, kind, names, is_refused):
    bank = RECEIPTS.replace('entry_type = "payment"', "").replace(
        'amount = "Bedrag"\n', 'amount = "Bedrag"\nentry_type = "Soort"\nreverses_entry_id = "Van"\n'
    ).format(says=f'values.entry_type = {{huur = "payment", terug = "{kind}"}}')  # fmt: skip
    lines = f"9;C1;02-03-2026;700,00;huur;\n10;C1;09-03-2026;700,00;terug;{names}\n"
    found = refused(tmp_path, bank, bank__csv=f"Nr;Contract;Datum;Bedrag;Soort;Van\n{lines}")

    assert [(rule, count) for rule, count, _ in found] == ([("receipt_names_receipt", 1)] if is_refused else [])
    assert (
        not is_refused
        or "welk woord bij 'Soort' een storno is" in found[0][2]
        or "welk woord bij 'soort' een storno is" in found[0][2]
    )

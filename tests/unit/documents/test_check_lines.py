"""Lines of `check` in which what is alike is said once."""

from __future__ import annotations

from documents.check_lines import said_once
from sources.findings import Finding


def passed_over(text: str, source: str = "exports/posten.csv", severity: str = "note") -> Finding:
    return Finding(severity, source, "lines_skipped", f"{text} overgeslagen, zoals de mapping zegt.")


def lines(*findings: Finding) -> list[str]:
    return [text for _, text in said_once(findings)]


def test_what_is_passed_over_of_one_file_for_one_table_is_one_sentence():
    found = lines(
        passed_over("allocations: 1585 regels om wat er in 'Nr' staat"),
        passed_over("ledger_entries: 2 regels zonder 'Bedrag'"),
        passed_over("allocations: 1 regel met twee keer hetzelfde nummer"),
        passed_over("allocations: 8 regels om wat er in 'Weg' staat"),
    )

    assert found == [
        "exports/posten.csv: allocations: overgeslagen, zoals de mapping zegt: 1585 regels om wat er in 'Nr' staat, "
        "1 regel met twee keer hetzelfde nummer en 8 regels om wat er in 'Weg' staat.",
        "exports/posten.csv: ledger_entries: 2 regels zonder 'Bedrag' overgeslagen, zoals de mapping zegt.",
    ]


def test_what_a_person_must_look_at_and_another_file_stays_a_line_of_its_own():
    one = passed_over("leases: 3 regels zonder 'Nr'")
    another = passed_over("leases: 2 regels zonder 'Adres'", "exports/b.csv")
    found = lines(one, passed_over("leases: 3 regels zonder 'Naam'", severity="warning"), another)

    assert len(found) == 3

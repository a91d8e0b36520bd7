"""Made-up VERA records for tests: one small function a record, and `read`, which runs the loader on them.

Belongs here: records with defaults that make one lease with one unpaid rent. Does not belong here: expectations.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import duckdb

from sources.findings import Finding
from sources.vera import VeraReport, prepare_vera
from tests.builders import AS_OF


def code(value: str) -> dict:
    return {"code": value, "naam": "Omschrijving"}


def booking(id: object = "B1", soort: str = "VOR", detail: str | None = "PRO", **more: object) -> dict:
    """A booking on agreement O1 of 900 euros, booked on 20 February and due on 1 March."""
    usual = {
        "id": id, "soort": code(soort), "status": code("FIA"), "boekdatum": "2026-02-20", "vervaldatum": "2026-03-01",
        "bedrag": 900.0, "overeenkomst": {"id": "O1"}, "omschrijving": "GEHEIM",
    }  # fmt: skip
    if detail is not None:
        usual["detailSoort"] = code(detail)
    return {**usual, **more}


def receipt(id: object = "P1", detail: str | None = "BAN", **more: object) -> dict:
    return booking(id, "ONT", detail, **{"boekdatum": "2026-03-05", "vervaldatum": None, **more})


def link(id: object, one: object, other: object, amount: object = 900.0, day: str = "2026-03-05") -> dict:
    found = {"id": id, "datum": day, "bedrag": amount, "huurBoeking": {"id": one}, "tegenHuurBoeking": {"id": other}}
    return {name: value for name, value in found.items() if not (name.endswith("Boeking") and value["id"] is None)}


def agreement(id: object = "O1", tenant: object = "R1", unit: object = "E1", **more: object) -> dict:
    usual = {
        "id": id, "idAdministratie": "ADM1", "soort": code("HUU"), "detailSoort": code("ONB"), "status": code("LOP"),
        "begindatum": "2022-03-01", "einddatum": None, "brutohuur": 900.0, "eenheden": [{"id": unit}],
        "relaties": [{"id": tenant, "bsn": "GEHEIM", "rollen": [{"soort": code("HUU"), "begindatum": "2022-03-01"}]}],
    }  # fmt: skip
    return {**usual, **more}


def person(id: object = "R1", **more: object) -> dict:
    usual = {
        "id": id, "soort": code("NAT"), "achternaam": "Dijk", "tussenvoegsels": "van", "voorletters": "A.",
        "bsn": "GEHEIM", "geboortedatum": "GEHEIM", "geslacht": code("GEHEIM"), "contactgegevens": [],
    }  # fmt: skip
    return {**usual, **more}


def unit(id: object = "E1", soort: str | None = "WOO", **more: object) -> dict:
    address = {
        "straatnaam": "Dorpsstraat",
        "huisnummer": "12",
        "postcode": "3511 AB",
        "woonplaats": {"naam": "Utrecht"},
    }
    usual = {"id": id, "adres": address, **({"soort": code(soort)} if soort else {})}
    return {**usual, **more}


def contact(id: object = "C1", soort: str | None = "HER", kanaal: str = "BRI", **more: object) -> dict:
    usual = {
        "id": id, "kanaal": code(kanaal), "richting": code("UIT"), "datum": "2026-03-05T09:00:00Z",
        "relaties": [{"id": "R1"}], "omschrijving": "GEHEIM", "onderwerp": "GEHEIM",
    }  # fmt: skip
    return {**usual, **({"soort": code(soort)} if soort else {}), **more}


@dataclass(frozen=True)
class Read:
    """What the loader made of the records."""

    report: VeraReport

    def rows(self, table: str, *columns: str) -> list[tuple]:
        """The rows of a table, sorted; all columns or those named (one column: its values alone)."""
        sql = f"select {', '.join(columns) or '*'} from read_parquet(?) order by all"
        with duckdb.connect() as con:
            found = con.execute(sql, [str(self.report.tables[table])]).fetchall()
        return [row[0] for row in found] if len(columns) == 1 else found

    def finding(self, rule: str) -> Finding:
        found = [finding for finding in self.report.findings if finding.rule == rule]
        assert len(found) == 1, sorted(finding.rule for finding in self.report.findings)
        return found[0]

    @property
    def rules(self) -> set[str]:
        return {finding.rule for finding in self.report.findings if finding.severity != "note"}

    @property
    def words(self) -> str:
        return "\n".join(map(str, self.report.findings))


def read(folder: Path, mapping: str = "", **resources: object) -> Read:
    """Runs the loader; each keyword is a resource (`externe_incassos`, or `boekingen_2` for a second file).

    A list is written as an array, a string as it stands.
    """
    vera = folder / "vera"
    vera.mkdir(exist_ok=True)
    for name, records in resources.items():
        text = records if isinstance(records, str) else json.dumps(records, ensure_ascii=False)
        (vera / f"{name.replace('externe_incassos', 'externe-incassos')}.json").write_text(text, encoding="utf-8")
    if mapping:
        (vera / "mapping.toml").write_text(mapping, encoding="utf-8")
    return Read(prepare_vera(vera, folder / "work", AS_OF))

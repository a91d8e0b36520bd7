"""The made-up portfolio as a landlord's VERA export: the same people, rents and letters in the standard's words.

Belongs here: landing rows turned into VERA 4.3 resources with the property names and types of the standard. Does not
belong here: making the portfolio (portfolio.py), or reading VERA (`sources/vera`).

Loading these files gives the landing tables they were made from, so that a run on them takes the same decisions. The
tables VERA has no place for are written as ordinary landing files beside the folder.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import date, datetime, time
from decimal import Decimal
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from exports.ground.files import ensure_dir, write_atomically

Row = Mapping[str, Any]
Json = dict[str, object]

VERA_TABLES = (
    "leases", "tenants", "ledger_entries", "allocations", "collection_actions", "payment_arrangements",
    "collection_cases",
)  # fmt: skip
AMSTERDAM = ZoneInfo("Europe/Amsterdam")
CHARGES = {
    "rent": ("PRO", "Prolongatie"), "service_charges": ("SVK", "Servicekosten"),
    "collection_costs": ("AAN", "Aanmaning"),
    "interest": ("REN", "Rente"), "other": ("FAC", "Factuur"),
}  # fmt: skip
CREDITS = {
    "payment": (("ONT", "Ontvangst"), ("BAN", "Bank")),
    "credit_note": (("MEM", "Memoriaal"), ("CRE", "Creditnota")),
    "write_off": (("MEM", "Memoriaal"), ("AFB", "Afboeking")),
}
UNITS = {
    "dwelling": ("WOO", "Woonruimte"), "parking": ("PAR", "Parkeergelegenheid"),
    "commercial": ("BED", "Bedrijfsruimte"),
    "other": ("OVE", "Overig"),
}  # fmt: skip
ACTIONS = {
    "reminder_letter": ("HER", "Herinnering"), "demand_letter": ("AAN", "Aanmaning"),
    "summons_letter": ("SOM", "Sommatie"),
    "phone_call": ("TEL", "Telefoongesprek"), "home_visit": ("HBZ", "Huisbezoek"),
    "personal_message": ("BER", "Bericht"),
}  # fmt: skip
CHANNELS = {
    "post": ("BRI", "Brief"), "email": ("EMA", "E-mail"), "phone": ("TEL", "Telefoon"), "sms": ("SMS", "SMS"),
    "visit": ("BEZ", "Bezoek"), "portal": ("INT", "Internet"),
}  # fmt: skip


def write_vera(portfolio: Mapping[str, Iterable[Row]], folder: Path) -> list[Path]:
    """Writes the tables of `VERA_TABLES` as VERA files to `folder` (made if need be); gives the files.

    Args:
        portfolio: landing tables, name to rows; cells are str, date, Decimal (euros), bool or None.
        folder: `landing/vera` of the home. Files that stand there already are replaced, others are left.
    """
    tables = {name: list(portfolio.get(name, [])) for name in VERA_TABLES}
    units = _units(tables["leases"])
    by_year: dict[int, list[Json]] = defaultdict(list)
    for booking in _bookings(tables):
        by_year[int(str(booking["boekdatum"])[:4])].append(booking)
    resources: dict[str, list[Json]] = {f"boekingen_{year}.json": found for year, found in sorted(by_year.items())}
    resources["eenheden.json"] = list({unit["id"]: unit for unit in units.values()}.values())
    resources["overeenkomsten.json"] = _agreements(tables, units)
    resources["relaties.ndjson"] = [_person(tenant) for tenant in tables["tenants"]]
    resources["betalingsregelingen.json"] = [_arrangement(row) for row in tables["payment_arrangements"]]
    resources["externe-incassos.json"] = [_case(row) for row in tables["collection_cases"]]
    resources["contactmomenten.ndjson"] = _contacts(tables)
    ensure_dir(folder)
    return [_write(folder / name, records) for name, records in resources.items()]


def _write(path: Path, records: list[Json]) -> Path:
    lines = [json.dumps(record, ensure_ascii=False) for record in records]
    text = "\n".join(lines) + "\n" if path.suffix == ".ndjson" else "[\n" + ",\n".join(lines) + "\n]\n"
    write_atomically(path, text.encode("utf-8"))
    return path


def _code(code: str, name: str) -> Json:
    return {"code": code, "naam": name}


def _number(amount: object) -> float | None:
    """Money as the standard has it, a JSON number: the shortest text of a float gives the same cents back."""
    return None if amount is None else float(str(amount))


def _day(value: object) -> str | None:
    return None if value is None else str(value)


def _without_empty(record: Json) -> Json:
    return {name: value for name, value in record.items() if value is not None}


# --- the unit, the agreement and the tenant ---------------------------------------------------------------------------

ADDRESS = ("street", "house_number", "house_number_suffix", "postcode", "city")


def _units(leases: list[Row]) -> dict[object, Json]:
    """lease_id -> its Eenheid; leases that follow each other at one address share it."""
    numbers: dict[tuple[object, ...], str] = {}
    units = {}
    for lease in leases:
        facts = tuple(lease[name] for name in ("landlord_id", "complex_id", "unit_type", *ADDRESS))
        number = numbers.setdefault(facts, f"EH{len(numbers) + 1:06d}")
        units[lease["lease_id"]] = _unit(number, lease)
    return units


def _unit(number: str, lease: Row) -> Json:
    address = _without_empty(
        {
            "soort": _code("EEN", "Eenheid adres"),
            "straatnaam": lease["street"],
            "huisnummer": lease["house_number"],
            "huisnummerToevoeging": lease["house_number_suffix"],
            "postcode": lease["postcode"],
            "woonplaats": {"naam": lease["city"]} if lease["city"] else None,
        }
    )
    complex_id = lease["complex_id"]
    clusters = [{"id": f"CL-{complex_id}", "code": complex_id, "soort": _code("FIN", "Financieel cluster")}] if complex_id else []
    return {
        "id": number, "idAdministratie": lease["landlord_id"], "soort": _code(*UNITS[str(lease["unit_type"])]),
        "adres": address, "clusters": clusters,
    }  # fmt: skip


def _agreements(tables: Mapping[str, list[Row]], units: Mapping[object, Json]) -> list[Json]:
    kinds = {tenant["tenant_id"]: _person_kind(tenant) for tenant in tables["tenants"]}
    contacts: dict[object, list[Json]] = defaultdict(list)
    for action in tables["collection_actions"]:
        contacts[action["lease_id"]].append({"id": action["action_id"]})
    latest = max((row["booked_on"] for row in tables["ledger_entries"]), default=date.min, key=str)
    return [_agreement(lease, units, kinds, contacts[lease["lease_id"]], latest) for lease in tables["leases"]]


def _agreement(lease: Row, units: Mapping[object, Json], kinds: Mapping[str, Any], contacts: list[Json], latest: object) -> Json:
    ended = lease["ended_on"] is not None
    over = ended and str(lease["ended_on"]) <= str(latest)
    status = _code("BEE", "Beeindigd") if over else _code("OPG", "Opgezegd") if ended else _code("LOP", "Lopend")
    role = {"soort": _code("HUU", "Hoofdhuurder"), "begindatum": _day(lease["started_on"])}
    commercial = lease["unit_type"] == "commercial"
    return _without_empty(
        {
            "id": lease["lease_id"],
            "idAdministratie": lease["landlord_id"],
            "soort": _code("HUU", "Huurovereenkomst"),
            "detailSoort": _code("BOG", "Bedrijfsonroerendgoed") if commercial else _code("ONB", "Onbepaalde tijd contract"),
            "status": status,
            "begindatum": _day(lease["started_on"]),
            "einddatum": _day(lease["ended_on"]),
            "brutohuur": _number(lease["monthly_rent"]),
            "eenheden": [{"id": units[lease["lease_id"]]["id"]}],
            "relaties": [{"id": lease["tenant_id"], "soort": kinds.get(lease["tenant_id"]), "rollen": [role]}],
            "contactmomenten": contacts,
        }
    )


def _person_kind(tenant: Row) -> Json:
    return _code("REC", "Rechtspersoon") if tenant["tenant_type"] == "organisation" else _code("NAT", "Natuurlijk persoon")


def _person(tenant: Row) -> Json:
    phones = [_phone(tenant[name], rank) for rank, name in enumerate(("phone_1", "phone_2", "phone_3")) if tenant[name]]
    email = [{"soort": _code("EMA", "E-mail"), "waarde": tenant["email"]}] if tenant["email"] else []
    names: Json = {"naam": tenant["last_name"]}
    if tenant["tenant_type"] == "person":
        names = {
            "achternaam": tenant["last_name"], "tussenvoegsels": tenant["name_prefix"],
            "voorletters": tenant["initials"],
            "overlijdensdatum": _day(tenant["deceased_on"]),
        }  # fmt: skip
    kind: Json = {"id": tenant["tenant_id"], "soort": _person_kind(tenant)}
    return _without_empty({**kind, **names, "contactgegevens": phones + email})


def _phone(number: object, rank: int) -> Json:
    preferences = (_code("EER", "Eerste voorkeur"), _code("TWE", "Tweede voorkeur"), None)
    known = {"soort": _code("TEL", "Telefoon"), "status": _code("GEV", "Gevalideerd"), "waarde": number}
    return _without_empty({**known, "voorkeur": preferences[rank]})


# --- the ledger -------------------------------------------------------------------------------------------------------


def _bookings(tables: Mapping[str, list[Row]]) -> list[Json]:
    """One Boeking an entry: charges positive, what settles them negative, as bookkeeping writes a debtor's account."""
    entries = {row["entry_id"]: row for row in tables["ledger_entries"]}
    tenants = {row["lease_id"]: row["tenant_id"] for row in tables["leases"]}
    landlords = {row["lease_id"]: row["landlord_id"] for row in tables["leases"]}
    links, settled = _links(tables)
    bookings = []
    for entry_id, entry in entries.items():
        soort, detail = _kind(entry)
        charge_like = entry["entry_type"] in ("charge", "reversal")
        sign = 1 if charge_like else -1
        amount = Decimal(str(entry["amount"]))
        left = amount - settled[entry_id]
        bookings.append(
            _without_empty(
                {
                    "id": entry_id,
                    "idAdministratie": landlords.get(entry["lease_id"]),
                    "soort": _code(*soort),
                    "detailSoort": _code(*detail),
                    "status": _code("FIA", "Gefiatteerd"),
                    "boekdatum": _day(entry["booked_on"]),
                    "factuurdatum": _day(entry["booked_on"]) if entry["entry_type"] == "charge" else None,
                    "vervaldatum": _day(entry["due_on"]),
                    "bedrag": _number(sign * amount),
                    "saldo": _number(sign * left),
                    "afletterstatus": _settlement(amount, left),
                    "overeenkomst": {"id": entry["lease_id"], "soort": _code("HUU", "Huurovereenkomst")},
                    "debiteur": _debtor(tenants.get(entry["lease_id"])),
                    "afletteringen": links[entry_id],
                }
            )
        )
    return bookings


def _kind(entry: Row) -> tuple[tuple[str, str], tuple[str, str]]:
    if entry["entry_type"] == "charge":
        return ("VOR", "Vordering"), CHARGES[str(entry["category"])]
    if entry["entry_type"] == "reversal":
        return ("ONT", "Ontvangst"), ("STO", "Storno")
    return CREDITS[str(entry["entry_type"])]


def _settlement(amount: Decimal, left: Decimal) -> Json:
    if left == amount:
        return _code("NIE", "Niet afgeletterd")
    return _code("DEE", "Deels afgeletterd") if left else _code("VOL", "Volledig afgeletterd")


def _debtor(tenant_id: object) -> Json | None:
    if tenant_id is None:
        return None
    return {"id": f"DB-{tenant_id}", "soort": _code("HUU", "Huurder"), "relatie": {"id": tenant_id}}


def _links(tables: Mapping[str, list[Row]]) -> tuple[dict[object, list[Json]], dict[object, Decimal]]:
    """Afletteringen under both bookings they link, now one side first and now the other; and what they settle of
    each.
    """
    links: dict[object, list[Json]] = defaultdict(list)
    settled: dict[object, Decimal] = defaultdict(Decimal)
    pairs = [
        (row["charge_entry_id"], row["credit_entry_id"], row["amount"], row["allocated_on"]) for row in tables["allocations"]
    ]
    reversals = [row for row in tables["ledger_entries"] if row["entry_type"] == "reversal"]
    pairs += [(row["entry_id"], row["reverses_entry_id"], row["amount"], row["booked_on"]) for row in reversals]
    for number, (one, other, amount, day) in enumerate(pairs, start=1):
        sides = (one, other) if number % 2 else (other, one)
        link: Json = {
            "id": f"AF{number:07d}", "datum": _day(day), "bedrag": _number(amount),
            "huurBoeking": {"id": sides[0]}, "tegenHuurBoeking": {"id": sides[1]},
        }  # fmt: skip
        for side in (one, other):
            links[side].append(link)
            settled[side] += Decimal(str(amount))
    return links, settled


# --- collection -------------------------------------------------------------------------------------------------------


def _contacts(tables: Mapping[str, list[Row]]) -> list[Json]:
    tenants = {row["lease_id"]: row["tenant_id"] for row in tables["leases"]}
    return [_contact(row, tenants.get(row["lease_id"])) for row in tables["collection_actions"]]


def _contact(action: Row, tenant_id: object) -> Json:
    return _without_empty(
        {
            "id": action["action_id"],
            "code": action["document_ref"],
            "soort": _code(*ACTIONS[str(action["action_type"])]),
            "kanaal": _code(*CHANNELS[str(action["channel"])]),
            "richting": _code("UIT", "Uitgaand"),
            "datum": _moment(action["performed_on"]),
            "relaties": [{"id": tenant_id}] if tenant_id else [],
        }
    )


def _moment(day: object) -> str:
    """Shortly after midnight in Amsterdam, so in UTC the evening before: who takes the date as written is a day off."""
    local = datetime.combine(date.fromisoformat(str(day)), time(0, 30), AMSTERDAM)
    return local.astimezone(ZoneInfo("UTC")).strftime("%Y-%m-%dT%H:%M:%SZ")


def _arrangement(row: Row) -> Json:
    broken, ended = row["broken_on"], row["ended_on"]
    status = _code("ANN", "Geannuleerd") if broken else _code("BEE", "Beëindigd") if ended else _code("ACT", "Actief")
    return _without_empty(
        {
            "id": row["arrangement_id"],
            "status": status,
            "afspraakdatum": _day(row["agreed_on"]),
            "begindatum": _day(row["agreed_on"]),
            "einddatum": _day(broken or ended),
            "overeenkomst": {"id": row["lease_id"]},
        }
    )


def _case(row: Row) -> Json:
    ended = row["ended_on"]
    return _without_empty(
        {
            "id": row["case_id"],
            "idExtern": row["agency_reference"],
            "soort": _code("DEU", "Deurwaarder"),
            "status": _code("EIN", "Einde") if ended else _code("ACT", "Actief"),
            "overdrachtsdatum": _day(row["handed_over_on"]),
            "einddatum": _day(ended),
            "overeenkomsten": [{"id": row["lease_id"]}],
            "relatie": {"id": row["agency_id"]},
        }
    )

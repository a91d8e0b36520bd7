"""One portfolio as a supplier's VERA export: what `demo/vera.py` writes, written by that supplier's habits.

Belongs here: writing by habits. Does not belong here: which habits there are (vera_habits.py), what is read of it (the tests), or
exports that say something else.
"""

from __future__ import annotations

import json
import random
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from demo.vera import write_vera
from tests.support.vera_habits import Habits

Json = dict[str, Any]
Tables = Mapping[str, Iterable[Mapping[str, object]]]


def write_as(habits: Habits, tables: Tables, folder: Path, dice: random.Random) -> Path:
    """Writes the portfolio as such a supplier's VERA export, with the mapping it needs; gives the folder."""
    found = {
        path.name: _records(path) for path in write_vera({name: list(rows) for name, rows in tables.items()}, folder / "plain")
    }
    resources: dict[str, list[Json]] = defaultdict(list)
    for name, records in found.items():
        resources[name.partition("_")[0].partition(".")[0]] += records
    supplier = Supplier(habits, tables, dice)
    vera = folder / "vera"
    vera.mkdir(parents=True, exist_ok=True)
    (vera / "mapping.toml").write_text(f'[boeking]\nteken = "{habits.sign}"\n')
    for resource, records in supplier.export(resources).items():
        supplier.write(vera, resource, records)
    return vera


def _records(path: Path) -> list[Json]:
    text = path.read_text(encoding="utf-8")
    return [json.loads(line) for line in text.splitlines()] if path.suffix == ".ndjson" else json.loads(text)


class Supplier:
    """One supplier at work on one portfolio."""

    def __init__(self, habits: Habits, tables: Tables, dice: random.Random) -> None:
        self._habits, self._dice = habits, dice
        self._leases = Counter(row["tenant_id"] for row in tables["leases"])
        self._tenant = {row["lease_id"]: row["tenant_id"] for row in tables["leases"]}
        self._lease_of = {row["entry_id"]: row["lease_id"] for row in tables["ledger_entries"]}
        self._charges = {row["entry_id"] for row in tables["ledger_entries"] if row["entry_type"] == "charge"}
        self._given = {
            "relaties": {row["tenant_id"] for row in tables["tenants"]}, "boekingen": self._lease_of.keys(),
        }  # fmt: skip
        self._co_tenants: dict[object, list[Mapping[str, object]]] = defaultdict(list)
        for row in tables.get("co_tenants", ()):
            self._co_tenants[row["lease_id"]].append(row)
        self._keys: dict[tuple[str, str], str] = {}
        self._debtors: set[str] = set()

    def _one(self, ways: tuple) -> Any:
        return self._dice.choice(ways)

    # --- the export ------------------------------------------------------------------------------------------------

    def export(self, resources: Mapping[str, list[Json]]) -> dict[str, list[Json]]:
        """All resources, in this supplier's words."""
        self._settled = {link["id"]: link for each in resources["boekingen"] for link in each.get("afletteringen", ())}
        self._arranged = self._chosen_for_arrangements(resources)
        links, own_file = self._divided_links()
        units = {each["id"]: each for each in resources["eenheden"]}
        self._let = Counter(each["eenheden"][0]["id"] for each in resources["overeenkomsten"])
        listed: set[str] = set()
        out = {
            "boekingen": [self._booking(each, links) for each in resources["boekingen"]],
            "afletteringen": own_file,
            "relaties": [self._person(each) for each in resources["relaties"]],
            "overeenkomsten": [self._agreement(each, units, listed) for each in resources["overeenkomsten"]],
            "betalingsregelingen": [self._arrangement(each) for each in resources["betalingsregelingen"]],
            "externe-incassos": [self._case(each) for each in resources["externe-incassos"]],
            "contactmomenten": [self._contact(each) for each in resources["contactmomenten"]],
        }
        out["eenheden"] = [self._record("eenheden", each) for id_, each in units.items() if id_ not in listed]
        return {name: records for name, records in out.items() if records}

    # --- records, references and codes -----------------------------------------------------------------------------

    def _key(self, resource: str, id_: str) -> str:
        """Which key a record carries: the same wherever it is named. Plain where another key says something (a letter's number,
        the agency's), or where there is no record: of who is named and not given, nobody knows another key.
        """
        is_plain = resource in ("contactmomenten", "externe-incassos") or id_ not in self._given.get(resource, (id_,))
        return self._keys.setdefault((resource, id_), "id" if is_plain else self._one(self._habits.keys))

    def _record(self, resource: str, record: Json) -> Json:
        id_, rest = record["id"], {name: value for name, value in record.items() if name != "id"}
        key = self._key(resource, id_)
        keys = {"id": id_} if key.startswith("id") and key != "idExtern" else {key: id_}
        if "named by" in key:
            keys |= {"idExtern": f"X-{id_}", "code": f"C-{id_}"}
        if self._one(self._habits.has_extra):
            keys |= {
                "idGegevensbeheerder": "GB",
                "idOrganisatie": "ORG",
                "omschrijving": "iets",
                "extra-attributen": [{"naam": "a"}],
            }
        return self._worded({**keys, **rest})

    def _ref(self, resource: str, id_: str, **more: object) -> Any:
        key = self._key(resource, id_)
        named = {"id, named by idExtern": ("idExtern", f"X-{id_}"), "id, named by code": ("code", f"C-{id_}")}
        field, value = named.get(key, (key, id_))
        form = self._one(self._habits.references)
        if form == "uri":
            version = "v1" if self._habits.version == "4.2" else "v4"
            return f"https://voorbeeld.nl/api/{version}/{resource}/{value}"
        if form == "text":
            return value
        return {field: value, **(more if form == "object with more" else {})}

    def _worded(self, node: Any) -> Any:
        """Codes as this supplier writes them, and nulls where he does."""
        if isinstance(node, list):
            return [self._worded(each) for each in node]
        if not isinstance(node, dict):
            return node
        if set(node) == {"code", "naam"}:
            code = node["code"]
            ways = {"object": {"code": code}, "bare": code, "uri": f"/referentiedata/SOORT/{code}", "with name": node}
            return ways.get(self._one(self._habits.codes), {"code": code.lower(), "naam": "iets"})
        return {name: self._worded(value) for name, value in node.items()}

    # --- bookings and their links ----------------------------------------------------------------------------------

    def _divided_links(self) -> tuple[dict[str, list[Json]], list[Json]]:
        """Links by the booking they stand under, and those of a file of their own; of each, the same link once or more."""
        under: dict[str, list[Json]] = defaultdict(list)
        own_file: list[Json] = []
        for link in self._settled.values():
            sides = [link["huurBoeking"]["id"], link["tegenHuurBoeking"]["id"]]
            place, ids = self._one(self._habits.links), self._one(self._habits.link_ids)
            charge = [side for side in sides if side in self._charges] or sides[:1]
            chosen = {"charge": charge[:1], "credit": [side for side in sides if side not in charge[:1]], "own file": []}.get(
                place, sides
            )
            if place != "own file" and not any(side in self._lease_of for side in chosen):
                chosen = sides  # a booking from before the export has no place to say it
            if "own file" in place:
                own_file.append(self._link(link, link["id"]))
            for number, side in enumerate(chosen):
                id_ = {"none": None, "one each": f"{link['id']}-{number}", "on one side": None if number else link["id"]}.get(
                    ids, link["id"]
                )
                if "own file" in place:
                    id_ = link["id"]
                if place == "own file, referred to":
                    under[side].append({"id": link["id"]})
                else:
                    under[side].append(self._link(link, id_, under=side))
        return under, own_file

    def _link(self, link: Json, id_: str | None, under: str | None = None) -> Json:
        sides = [link["huurBoeking"]["id"], link["tegenHuurBoeking"]["id"]]
        if self._dice.random() < 0.5:
            sides.reverse()
        written = {"huurBoeking": sides[0], "tegenHuurBoeking": sides[1]}
        if under is not None and self._one(self._habits.is_bare):
            written = {name: side for name, side in written.items() if side != under}
        named = {name: self._ref("boekingen", side, soort={"code": "ONT"}) for name, side in written.items()}
        keys = {} if id_ is None else {"id": id_}
        return {**keys, "datum": link["datum"], "bedrag": self._amount(link["bedrag"]), **named}

    def _booking(self, each: Json, links: Mapping[str, list[Json]]) -> Json:
        lease, is_bare = each["overeenkomst"]["id"], self._one(self._habits.is_bare)
        made = {**each, "afletteringen": links.get(each["id"], [])}
        own = -1 if each["bedrag"] < 0 else 1  # a receipt that was settled twice owes: its saldo has the other sign
        sign = {"natuurlijk": own, "debet_positief": 1, "debet_negatief": -1}[self._habits.sign]
        for name in ("bedrag", "saldo"):
            made[name] = self._amount(sign * each[name])
        made |= self._whose(each, lease)
        if is_bare:
            for name in ("status", "saldo", "afletterstatus", "idAdministratie", "factuurdatum"):
                made.pop(name, None)
        if "factuurdatum" in made and each["id"] in self._charges and self._dice.random() < 0.3:
            made.pop("boekdatum")
        if self._one(self._habits.has_extra):
            half = round(each["bedrag"] / 2, 2)  # parts that nobody can know to be anything else than the booking
            parts = {"Deel een": half, "Deel twee": round(each["bedrag"] - half, 2)}
            details = [{"omschrijving": text, "bedrag": self._amount(part)} for text, part in parts.items()]
            made |= {
                "boekingdetails": details,
                "btwBedrag": 0,
                "betaalgegeven": {"id": "BG"},
                "crediteur": None,
                "incassoOpdracht": None,
            }
        if self._arranged.get(each["id"]):
            made["betalingsregelingen"] = [self._ref("betalingsregelingen", self._arranged[each["id"]])]
        if self._one(self._habits.has_nulls):
            made = {"vervaldatum": None, "detailSoort": None, "huurgeschil": None, "overeenkomst": None, **made}
        return self._record("boekingen", made)

    def _whose(self, each: Json, lease: str) -> Json:
        """Whose booking it is: by its agreement, or by its debtor where he has one lease only."""
        tenant = self._tenant.get(lease)
        way = self._one(self._habits.lease_of_booking)
        debtor = None
        if tenant is not None:
            debtor = {"id": f"DB-{tenant}", "idExtern": f"DX-{tenant}", "relatie": self._ref("relaties", tenant)}
            self._debtors.add(tenant)
        if way == "debiteur" and debtor and self._leases[tenant] == 1:
            return {"overeenkomst": None, "debiteur": debtor}
        if way == "overeenkomst":
            debtor = None
        return {"overeenkomst": self._ref("overeenkomsten", lease, soort={"code": "HUU"}), "debiteur": debtor}

    def _amount(self, value: float) -> Any:
        if self._habits.amounts == "text":
            return f"{value:.2f}"
        return f"{value:,.2f}".translate(str.maketrans(",.", ".,")) if self._habits.amounts == "dutch" else value

    # --- the rest --------------------------------------------------------------------------------------------------

    def _chosen_for_arrangements(self, resources: Mapping[str, list[Json]]) -> dict[str, str]:
        """booking -> the arrangement that it names, of those that are said so."""
        self._arrangement_way = {each["id"]: self._one(self._habits.arrangements) for each in resources["betalingsregelingen"]}
        one_each = {lease: entry for entry, lease in self._lease_of.items() if entry in self._charges}
        many = Counter(each["overeenkomst"]["id"] for each in resources["betalingsregelingen"])
        self._arrangement_booking = {}
        for each in resources["betalingsregelingen"]:
            lease = each["overeenkomst"]["id"]
            if lease not in one_each or (many[lease] > 1 and self._arrangement_way[each["id"]] == "by its bookings"):
                self._arrangement_way[each["id"]] = "overeenkomst"
            else:
                self._arrangement_booking[each["id"]] = one_each[lease]
        return {self._arrangement_booking[id_]: id_ for id_, way in self._arrangement_way.items() if way == "by its bookings"}

    def _arrangement(self, each: Json) -> Json:
        made, way, lease = dict(each), self._arrangement_way[each["id"]], each["overeenkomst"]["id"]
        tenant = self._tenant.get(lease)
        made["overeenkomst"] = self._ref("overeenkomsten", lease)
        if way == "debiteur" and tenant in self._debtors and self._leases[tenant] == 1:
            made |= {"overeenkomst": None, "debiteur": self._one(({"id": f"DB-{tenant}"}, {"idExtern": f"DX-{tenant}"}))}
        elif way in ("boekingen", "by its bookings"):
            made["overeenkomst"] = None
        if way == "boekingen":
            made["boekingen"] = [self._ref("boekingen", self._arrangement_booking[each["id"]])]
        return self._record("betalingsregelingen", made)

    def _case(self, each: Json) -> Json:
        made = {**each, "relatie": {"id": each["relatie"]["id"]}}
        lease = each["overeenkomsten"][0]["id"]
        single = self._dice.random() < 0.3
        made |= {"overeenkomst": self._ref("overeenkomsten", lease), "overeenkomsten": []} if single else {}
        return self._record(
            "externe-incassos", made if single else {**made, "overeenkomsten": [self._ref("overeenkomsten", lease)]}
        )

    def _person(self, each: Json) -> Json:
        made = {**each, "bsn": "GEHEIM", "geboortedatum": "1970-01-01"}
        if "achternaam" in made and self._one(self._habits.has_extra):
            made["geslachtsnaam"] = made["aanschrijfnaam"] = made["achternaam"]
        if "achternaam" in made and self._dice.random() < 0.2:
            made["geslachtsnaam"] = made.pop("achternaam")
        if made.get("tussenvoegsels") and self._one(self._habits.has_extra) and "achternaam" in made:
            made["achternaam"] = f"{made['tussenvoegsels']} {made['achternaam']}"
        for way in made.get("contactgegevens", ()):
            if way["soort"]["code"] == "TEL" and self._habits.version == "4.2":
                way["detailSoort"] = {"code": "PRI", "naam": "Prive"}
        return self._record("relaties", made)

    def _agreement(self, each: Json, units: Mapping[str, Json], listed: set[str]) -> Json:
        made, tenant = dict(each), each["relaties"][0]["id"]
        made["relaties"] = [self._with_key("relaties", {**each["relaties"][0], "achternaam": "iets", "bsn": "GEHEIM"})]
        for row in self._co_tenants[each["id"]]:
            role = {"soort": {"code": "MDH", "naam": "Medehuurder"}, "begindatum": row["from_on"], "einddatum": row["until_on"]}
            made["relaties"].append(self._with_key("relaties", {"id": row["tenant_id"], "rollen": [role]}))
        if self._one(self._habits.has_extra):
            roles = self._dice.sample(["BWI", "BUD", "CUR"], 2)
            made["relaties"] += [{"id": f"HELP-{tenant}-{role}", "rollen": [{"soort": {"code": role}}]} for role in roles]
        made["contactmomenten"] = [self._ref("contactmomenten", each_["id"]) for each_ in each.get("contactmomenten", ())]
        unit = units[each["eenheden"][0]["id"]]
        way = self._one(self._habits.units)
        if way == "own file":
            made["eenheden"] = [self._ref("eenheden", unit["id"])]
        else:
            made["eenheden"] = [self._with_key("eenheden", unit)]
            if way == "embedded" and self._let[unit["id"]] == 1:
                listed.add(unit["id"])
        if self._one(self._habits.is_bare):
            for name in ("detailSoort",):
                if unit["soort"]["code"] != "BED":
                    made.pop(name, None)
        return self._record("overeenkomsten", made)

    def _contact(self, each: Json) -> Json:
        """Every letter is listed by its agreement; whether it names the tenant too makes no difference."""
        people = [self._ref("relaties", person["id"]) for person in each.get("relaties", ())]
        return self._record("contactmomenten", {**each, "relaties": people if self._one(self._habits.contacts) == "both" else []})

    def _with_key(self, resource: str, record: Json) -> Json:
        """An embedded record, with the key by which it is known and no less than it must hold."""
        return self._record(resource, record)

    # --- files -----------------------------------------------------------------------------------------------------

    def write(self, folder: Path, resource: str, records: list[Json]) -> None:
        """The records of a resource as one file or several, some of which hold the last ones of the file before."""
        parts = min(self._habits.parts, len(records))
        size = -(-len(records) // parts)
        for number in range(parts):
            start = max(0, number * size - (self._habits.overlap if number else 0))
            self._write(folder / f"BFG-{resource}_{number + 1}", records[start : (number + 1) * size])

    def _write(self, path: Path, records: list[Json]) -> None:
        lines = [json.dumps(each, ensure_ascii=False) for each in records]
        texts = {
            "array": "[" + ",".join(lines) + "]",
            "lines": "\n".join(lines) + "\n",
            "pretty": json.dumps(records, indent=2),
            "array with mark": "\ufeff[" + ",\n".join(lines) + "]",
        }
        ending = "ndjson" if self._habits.form == "lines" else "json"
        path.with_suffix(f".{ending}").write_text(texts[self._habits.form], encoding="utf-8")

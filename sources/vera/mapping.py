"""What VERA's codes mean at this landlord: the defaults, what `mapping.toml` changes in them, and their validation.

Belongs here: reading and checking the mapping, and putting it into DuckDB as small tables that the SQL joins. Does not
belong here: the data (`sql/` and on), or how plain exports are renamed (`sources/mapping.py`).

The meaning of each setting stands in `defaults.toml`, in Dutch, because functional managers change it.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import duckdb

from sources.findings import Finding, SourcesRefused
from sources.reading.patterns import is_pattern
from validations.toml_files import TomlUnreadable, read_toml

DEFAULTS = Path(__file__).with_name("defaults.toml")
FILE_NAME = "mapping.toml"

CHARGE_KINDS = ("rent", "service_charges", "collection_costs", "interest", "other")
CREDIT_KINDS = ("payment", "credit_note", "write_off")
KINDS = (*CHARGE_KINDS, *CREDIT_KINDS, "reversal", "refund", "ignore")
ACTION_TYPES = (
    "reminder_letter", "demand_letter", "summons_letter", "phone_call", "home_visit", "personal_message",
)  # fmt: skip
CHANNELS = ("post", "email", "phone", "sms", "visit", "portal")
PERSON_FIELDS = ("achternaam", "geslachtsnaam", "aanschrijfnaam")
INITIAL_FIELDS = ("voorletters", "initialen")

# Tables of codes that a landlord may add to: which words a code may be given.
CODE_TABLES: dict[str, tuple[str, ...]] = {
    "boeking.soorten": KINDS,
    "boeking.status": ("telt", "telt_niet"),
    "overeenkomst.soorten": ("huur", "betaler", "niet_van_ons"),
    "overeenkomst.status": ("loopt", "geeindigd", "geen_contract"),
    "eenheid.soorten": ("dwelling", "parking", "commercial", "other"),
    "relatie.soorten": ("person", "organisation", "groep"),
    "betalingsregeling.status": ("loopt", "geeindigd", "gebroken", "geen_regeling"),
    "externe_incasso.status": ("loopt", "geeindigd", "geen_dossier"),
    "contactmoment.kanaal": CHANNELS,
}
CHOICES: dict[str, tuple[Any, ...]] = {
    "boeking.teken": ("auto", "natuurlijk", "debet_positief", "debet_negatief", "genegeerd"),
    "boeking.zonder_vervaldatum": ("weigeren", "boekdatum"),
    "boeking.zonder_overeenkomst": ("weglaten", "weigeren"),
    "boeking.huurgeschil": ("buiten_achterstand", "meetellen"),
    "boeking.ontbrekende_boeking": ("melden", "aanvullen"),
    "boeking.storno_niet_gevonden": ("overeenkomst_blokkeren", "weigeren"),
    "eenheid.woonadres_huurder": (True, False),
    "contactmoment.meer_overeenkomsten": ("weglaten", "alle"),
}
# Lists in order of preference; None: any code.
LISTS: dict[str, tuple[str, ...] | None] = {
    "boeking.storno_zoeken": ("aflettering", "kenmerk", "bedrag"),
    "overeenkomst.hoofdhuurder": None,
    "overeenkomst.medehuurder": None,
    "overeenkomst.bewindvoerder": None,
    "overeenkomst.begeleider": None,
    "overeenkomst.bedrijfsruimte": None,
    "eenheid.complex": None,
    "relatie.achternaam": PERSON_FIELDS,
    "relatie.voorletters": INITIAL_FIELDS,
    "contactgegeven.telefoon": None,
    "contactgegeven.email": None,
    "contactgegeven.niet_status": None,
    "contactgegeven.niet_detailsoort": None,
    "contactgegeven.niet_vertrouwelijkheid": None,
    "contactgegeven.voorkeur": None,
    "contactgegeven.status": None,
    "externe_incasso.dossiernummer": ("idExtern", "code", "id"),
}
# What a detail of a booking is, by regular expressions on its code and description; the first of these kinds that fits counts.
DETAIL_KINDS = ("collection_costs", "interest", "other", "service_charges", "rent")
TEXTS = ("eenheid.letter_en_toevoeging",)
RULE_FIELDS = ("soort", "detailSoort", "kanaal", "richting")
ADMINISTRATION_FIELDS = {"id": str, "landlord_id": str, "name": str, "is_small_landlord": bool}


@dataclass(frozen=True)
class VeraMapping:
    """The mapping as it holds, defaults and changes together; `setting('boeking.teken')` gives one value of it."""

    values: dict[str, Any]

    def setting(self, name: str) -> Any:
        """The value at a dotted name. Raises KeyError for a name that does not exist."""
        value: Any = self.values
        for part in name.split("."):
            value = value[part]
        return value

    @property
    def administrations(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self.values.get("administratie", [])
        return found

    @property
    def gives_landlords(self) -> bool:
        """Whether the list of administrations makes the landing table `landlords`."""
        return any("name" in each for each in self.administrations)


def load_mapping(folder: Path | None = None) -> VeraMapping:
    """The defaults with the changes of `folder/mapping.toml`, if it is there.

    A code table (`[boeking.soorten]`) is added to and changed code by code; a list replaces the whole list.

    Raises:
        SourcesRefused: the file is no TOML, or names a setting, word or field that does not exist.
    """
    values = tomllib.loads(DEFAULTS.read_text(encoding="utf-8"))
    path = folder / FILE_NAME if folder else None
    if path is not None and path.is_file():
        changes = _read(path)
        faults = [*_unknown_settings(changes, values), *_faults(changes)]
        if faults:
            raise SourcesRefused(Finding("refused", f"vera/{FILE_NAME}", "mapping_invalid", fault) for fault in faults)
        values = _merged(values, changes)
    return VeraMapping(_upper_codes(values))


def _read(path: Path) -> dict[str, Any]:
    try:
        return read_toml(path)
    except TomlUnreadable as refused:
        raise SourcesRefused([Finding("refused", f"vera/{FILE_NAME}", "mapping_not_toml", refused.words_nl)]) from None


def _unknown_settings(changes: dict[str, Any], known: dict[str, Any], prefix: str = "") -> list[str]:
    faults = []
    for key, value in changes.items():
        name = prefix + key
        if name in CODE_TABLES or name in ("administratie", "contactmoment.regel"):
            continue
        if key not in known:
            faults.append(f"de instelling [{name}] bestaat niet. Onder deze kop bestaan: {', '.join(known)}.")
        elif isinstance(known[key], dict) and isinstance(value, dict):
            faults += _unknown_settings(value, known[key], f"{name}.")
        elif isinstance(known[key], dict) != isinstance(value, dict):
            faults.append(f"[{name}] heeft een andere vorm dan in defaults.toml.")
    return faults


def _faults(changes: dict[str, Any]) -> list[str]:
    faults = []
    for name, allowed in CODE_TABLES.items():
        table = {} if _at(changes, name) is None else _at(changes, name)
        if not isinstance(table, dict):
            faults.append(f"[{name}] hoort een tabel van codes te zijn.")
            continue
        wrong = [code for code, word in table.items() if word not in allowed]
        if wrong:
            faults.append(f"[{name}] {', '.join(wrong)}: kies uit {', '.join(allowed)}.")
    patterns = _at(changes, "boeking.soorten")
    faults += _pattern_faults(patterns if isinstance(patterns, dict) else {})
    for name, allowed_values in CHOICES.items():
        value = _at(changes, name)
        if value is not None and value not in allowed_values:
            faults.append(f"{name}: kies uit {', '.join(str(each).lower() for each in allowed_values)}.")
    for name, words in LISTS.items():
        faults += _list_faults(name, _at(changes, name), words)
    for kind in DETAIL_KINDS:
        faults += _detail_faults(f"boeking.details.{kind}", _at(changes, f"boeking.details.{kind}"))
    faults += [f"{name} hoort een tekst te zijn." for name in TEXTS if not isinstance(_at(changes, name) or "", str)]
    return [*faults, *_rule_faults(_at(changes, "contactmoment.regel")), *_administration_faults(changes)]


def _pattern_faults(table: dict[str, Any]) -> list[str]:
    bad = [key for key in table if not re.fullmatch(r"[^/*]+/[^/]+|\*/[^/*-][^/*]*", key)]
    return [f'[boeking.soorten] {", ".join(bad)}: schrijf "SOORT/DETAIL", "SOORT/*", "SOORT/-" of "*/DETAIL".'] if bad else []


def _detail_faults(name: str, value: Any) -> list[str]:
    faults = _list_faults(name, value, None)
    return faults or [f"{name}: '{each}' is geen reguliere expressie." for each in value or () if not is_pattern(each)]


def detail_macro(mapping: VeraMapping) -> str:
    """SQL that makes the macro `kind_of_detail`: what a detail of a booking is for by its text in small letters; NULL where
    nothing fits, and it is what the booking is.
    """
    cases = [
        "when regexp_matches(t, '{}') then '{}'".format(each.replace("'", "''"), kind)
        for kind in DETAIL_KINDS
        for each in mapping.setting(f"boeking.details.{kind}")
    ]
    return f"create macro kind_of_detail(t) as case {' '.join(cases)} end" if cases else "create macro kind_of_detail(t) as null"


def _list_faults(name: str, value: Any, words: tuple[str, ...] | None) -> list[str]:
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(each, str) for each in value):
        return [f"{name} hoort een lijst van codes te zijn."]
    if words and not set(value) <= set(words):
        return [f"{name}: kies uit {', '.join(words)}."]
    return []


def _rule_faults(rules: Any) -> list[str]:
    faults = []
    for number, rule in enumerate(rules if isinstance(rules, list) else [rules] if rules else [], start=1):
        if not isinstance(rule, dict) or rule.get("action_type") not in ACTION_TYPES:
            faults.append(f"contactmoment.regel {number}: action_type hoort een van {', '.join(ACTION_TYPES)} te zijn.")
            continue
        unknown = sorted(rule.keys() - {*RULE_FIELDS, "action_type"})
        if unknown:
            faults.append(f"contactmoment.regel {number}: {', '.join(unknown)} bestaat niet; wel {', '.join(RULE_FIELDS)}.")
        faults += [fault for field in RULE_FIELDS for fault in _list_faults(f"regel {number}: {field}", rule.get(field), None)]
    return faults


def _administration_faults(changes: dict[str, Any]) -> list[str]:
    found = changes.get("administratie", [])
    if not isinstance(found, list) or not all(isinstance(each, dict) for each in found):
        return ["administratie hoort een lijst [[administratie]] te zijn."]
    faults = []
    for number, each in enumerate(found, start=1):
        unknown = sorted(each.keys() - ADMINISTRATION_FIELDS.keys())
        wrong = [key for key, kind in ADMINISTRATION_FIELDS.items() if key in each and not isinstance(each[key], kind)]
        if unknown or wrong or "id" not in each:
            fields = ", ".join(ADMINISTRATION_FIELDS)
            faults.append(f"administratie {number}: verwacht {fields}; id moet er staan.")
    return faults or _landlord_faults(found)


def _landlord_faults(found: list[dict[str, Any]]) -> list[str]:
    """What is wrong between administrations each of which is well-formed."""
    faults = []
    named = {_landlord_of(each): each for each in found if "name" in each}
    nameless = [each for each in found if _landlord_of(each) not in named]
    if named and nameless:
        faults.append("geef alle administraties een opdrachtgever met een name, of geen enkele (dan levert u landlords zelf).")
    different = [
        each
        for each in found
        if each.get("name", named.get(_landlord_of(each), {}).get("name")) != named.get(_landlord_of(each), {}).get("name")
    ]
    if different:
        faults.append("een opdrachtgever heeft twee namen in de lijst van administraties.")
    return faults


def _landlord_of(administration: dict[str, Any]) -> Any:
    return administration.get("landlord_id", administration.get("id"))


def _at(values: dict[str, Any], name: str) -> Any:
    found: Any = values
    for part in name.split("."):
        if not isinstance(found, dict) or part not in found:
            return None
        found = found[part]
    return found


def _merged(values: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(values)
    for key, value in changes.items():
        merged[key] = _merged(merged[key], value) if isinstance(value, dict) and key in merged else value
    return merged


def _upper_codes(values: dict[str, Any]) -> dict[str, Any]:
    """Codes in capitals, so that the SQL compares capitals with capitals; a landlord's own spelling wins."""
    upper = _merged(values, {})
    for name in CODE_TABLES:
        section, table = name.split(".")
        codes = {code.upper(): word for code, word in values[section][table].items()}
        upper[section] = {**upper[section], table: codes}
    return upper


def put_mapping(con: duckdb.DuckDBPyConnection, mapping: VeraMapping) -> None:
    """Makes the schema `mapping` in `con`: one small table a code table, and the lists with their rank."""
    con.execute("create schema mapping")
    for name in CODE_TABLES:
        table = name.replace(".", "_")
        con.execute(f"create table mapping.{table} (code varchar, meaning varchar)")
        _insert(con, table, list(mapping.setting(name).items()))
    for name in LISTS:
        table = name.replace(".", "_")
        con.execute(f"create table mapping.{table} (code varchar, rank integer)")
        codes = mapping.setting(name)
        fixed = LISTS[name] is not None
        _insert(con, table, [(code if fixed else code.upper(), rank) for rank, code in enumerate(codes)])
    con.execute("create table mapping.settings (name varchar, value varchar)")
    settings = [(name, str(mapping.setting(name)).lower()) for name in CHOICES]
    _insert(con, "settings", settings + [(name, mapping.setting(name)) for name in TEXTS])
    con.execute("create table mapping.administratie (id varchar, landlord_id varchar, name varchar, is_small boolean)")
    rows = [(a["id"], _landlord_of(a), a.get("name"), a.get("is_small_landlord", False)) for a in mapping.administrations]
    _insert(con, "administratie", rows)
    fields = ", ".join(f'"{field}" varchar[]' for field in RULE_FIELDS)
    con.execute(f"create table mapping.regel (rank integer, {fields}, action_type varchar)")
    _insert(con, "regel", [_rule_row(rank, rule) for rank, rule in enumerate(mapping.setting("contactmoment.regel"))])


def _rule_row(rank: int, rule: dict[str, Any]) -> tuple[object, ...]:
    lists = [[code.upper() for code in rule[field]] if field in rule else None for field in RULE_FIELDS]
    return (rank, *lists, rule["action_type"])


def _insert(con: duckdb.DuckDBPyConnection, table: str, rows: Sequence[tuple[object, ...]]) -> None:
    if rows:
        marks = ", ".join([f"({', '.join('?' * len(rows[0]))})"] * len(rows))
        con.execute(f"insert into mapping.{table} values {marks}", [value for row in rows for value in row])

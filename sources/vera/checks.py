"""What the loader has to say about a VERA export: codes without meaning, records left out, links that lead nowhere.

Belongs here: each check as a query that counts, with the sentence for the person who can set it right. Does not belong
here: repairing anything, or the checks every landing table gets (`sources/landing.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from sources.findings import Finding, Severity, amount_of, safe_codes
from sources.vera.files import VeraFile
from sources.vera.mapping import CODE_TABLES
from sources.vera.places import where_they_stand

CODES_SHOWN = 12
KEYS_SOUGHT = 100


@dataclass(frozen=True)
class _CodeCheck:
    """Codes in the data for which the mapping has no word. `sql` gives (code, how often)."""

    source: str
    heading: str
    sql: str
    severity: Severity = "refused"


@dataclass(frozen=True)
class _Count:
    """`sql` counts; more than 0 is a finding. `{what}` in the text becomes `12 boekingen`, `{where}` files and records,
    found by the keys that `keys` gives.
    """

    source: str
    rule: str
    severity: Severity
    sql: str
    one: str
    many: str
    text: str
    keys: str = ""


CODE_CHECKS = (
    _CodeCheck(
        "vera/boekingen", "boeking.soorten",
        """select concat(coalesce(soort, '-'), '/', coalesce(detail_soort, '-')), sum(bookings) from vera.soorten
        where kind is null group by 1""",
    ),
    _CodeCheck(
        "vera/boekingen", "boeking.status",
        """select status, count(*) from vera.boekingen
        where status is not null and status not in (select code from mapping.boeking_status) group by 1""",
    ),
    _CodeCheck(
        "vera/overeenkomsten", "overeenkomst.soorten",
        "select soort, count(*) from vera.overeenkomsten where meaning is null group by 1",
    ),
    _CodeCheck(
        "vera/overeenkomsten", "overeenkomst.status",
        "select status, count(*) from vera.overeenkomsten where meaning = 'huur' and state is null group by 1",
    ),
    _CodeCheck(
        "vera/eenheden", "eenheid.soorten",
        "select soort, count(*) from vera.eenheden where soort is not null and unit_type is null group by 1",
    ),
    _CodeCheck(
        "vera/relaties", "relatie.soorten",
        """select soort, count(*) from vera.relaties where meaning is null
        and id in (select tenant_id from landing.tenants) group by 1""",
    ),
    _CodeCheck(
        "vera/betalingsregelingen", "betalingsregeling.status",
        "select status, count(*) from vera.regelingen where meaning is null group by 1",
    ),
    _CodeCheck(
        "vera/externe-incassos", "externe_incasso.status",
        "select status, count(*) from vera.incassos where meaning is null group by 1",
    ),
    _CodeCheck(
        "vera/contactmomenten", "contactmoment.kanaal",
        """select kanaal, count(*) from vera.contacten where action_type is not null and kanaal is not null
        and mapped_channel is null group by 1""",
    ),
    # Most contacts are about something else, and a contact left out is evidence less, never a signal more.
    _CodeCheck(
        "vera/contactmomenten", "contactmoment.regel",
        """select concat_ws('/', coalesce(soort, '-'), coalesce(kanaal, '-'), coalesce(richting, '-')), count(*)
        from vera.contacten where action_type is null group by 1""",
        "warning",
    ),
)  # fmt: skip


def _verdict(verdict: str) -> str:
    return f"select count(*) from vera.tellend where verdict = '{verdict}'"


def _faulty(verdict: str, what: str) -> _Count:
    text = f"{{what}} {what}{{where}}. Herstel het in de bron en maak de export opnieuw."
    keys = f"select id from vera.tellend where verdict = '{verdict}'"
    return _Count("vera/boekingen", f"booking_{verdict}", "refused", _verdict(verdict), "boeking", "boekingen", text, keys)


def _twice(resource: str, rule: str, one: str, many: str, keys: str) -> _Count:
    text = "{what} in verschillende versies in de bestanden{where}. Lever elk gegeven een keer, in de laatste stand."
    return _Count(f"vera/{resource}", rule, "refused", f"select count(*) from ({keys})", one, many, text, keys)


def _left_out(verdict: str, why: str, severity: Severity = "note") -> _Count:
    text = f"{{what}} niet meegeteld: {why}."
    return _Count("vera/boekingen", f"booking_{verdict}", severity, _verdict(verdict), "boeking", "boekingen", text)


COUNTS = (
    _faulty("zonder_id", "zonder id"),
    _faulty("bedrag_onleesbaar", "met een bedrag dat geen getal is, of op twee manieren te lezen is, zoals 1.234"),
    _faulty("zonder_bedrag", "zonder bedrag"),
    _faulty("datum_onleesbaar", "met een datum die niet te lezen is als jjjj-mm-dd"),
    _faulty("zonder_boekdatum", "zonder boekdatum en zonder factuurdatum"),
    _faulty(
        "zonder_vervaldatum",
        "voor huur of servicekosten zonder vervaldatum; is de boekdatum de vervaldatum, zet dan [boeking] "
        "zonder_vervaldatum in de mapping",
    ),
    _twice(
        "boekingen", "booking_versions_differ", "boeking staat", "boekingen staan",
        "select id from vera.dubbel where versions > 1",
    ),
    _Count(
        "vera/boekingen", "booking_copies", "note", "select coalesce(sum(copies), 0) from vera.dubbel where versions = "
                                                    "1",
        "kopie", "kopieën", "{what} van boekingen die al in een ander bestand stonden; elke boeking telt een keer.",
    ),
    _left_out("voorlopig", "de status is voorlopig"),
    _left_out("telt_niet", "hun soort telt niet mee (betalingsregelingen, of niet van de huurder)"),
    _left_out("nul", "het bedrag is nul"),
    _left_out("ander_contract", "ze horen bij een overeenkomst die geen lopend of geëindigd huurcontract is"),
    _Count(
        "vera/boekingen", "payer_without_lease", "warning",
        """select count(*) from vera.tellend where verdict = 'ander_contract'
        and overeenkomst in (select id from vera.overeenkomsten where meaning = 'betaler')""",
        "boeking hoort", "boekingen horen",
        "{what} bij een betalersovereenkomst zonder bekende bovenliggende huurovereenkomst. Een ontvangst die niet meetelt, "
        "kan een huurder ten onrechte achterstand geven.",
    ),
    _Count(
        "vera/boekingen", "booking_disputed", "note",
        "select count(*) from vera.tellend where verdict is null and disputed and entry_type = 'charge'",
        "vordering", "vorderingen", "{what} met een huurgeschil; zie [boeking] huurgeschil in de mapping.",
    ),
    _Count(
        "vera/boekingen", "entry_not_in_export", "warning",
        """select count(*) from vera.paren where ((low_class = 'unknown' and high_class <> 'out')
        or (high_class = 'unknown' and low_class <> 'out')) and low not in (select id from vera.aangevuld)
        and high not in (select id from vera.aangevuld)""",
        "aflettering noemt", "afletteringen noemen",
        "{what} een boeking die niet in de export staat. Begint uw export op een bepaalde dag? Zie [boeking] "
        "ontbrekende_boeking.",
    ),
    _Count(
        "vera/boekingen", "entries_filled_in", "note", "select count(*) from vera.aangevuld",
        "boeking", "boekingen", "{what} van buiten de export aangevuld uit de afletteringen.",
    ),
    _Count(
        "vera/boekingen", "link_makes_no_sense", "warning",
        """select count(*) from vera.paren where (low_class, high_class) in
        (('charge', 'charge'), ('credit', 'credit'), ('charge', 'reversal'), ('reversal', 'charge'), ('reversal',
        'reversal'))""",
        "aflettering verbindt", "afletteringen verbinden",
        "{what} geen vordering met een ontvangst of een storno met een ontvangst, en telt niet mee. Veel? Kijk de "
        "soorten na.",
    ),
    _Count(
        "vera/boekingen", "link_unreadable", "refused", "select count(*) from vera.paren where unreadable",
        "aflettering", "afletteringen",
        "{what} zonder leesbaar bedrag of leesbare datum, van boekingen{where}. Herstel het in de bron en maak de export "
        "opnieuw.",
        "select unnest([low, high]) from vera.paren where unreadable",
    ),
    _Count(
        "vera/boekingen", "links_are_references", "warning",
        """select count(*) from (select unnest(afletteringen) as a from vera.boekingen)
        where not a.whole and not exists (from raw.afletteringen)""",
        "aflettering is", "afletteringen zijn",
        "{what} alleen een verwijzing. Lever ook afletteringen.json; zonder dat vult geld de oudste vordering eerst.",
    ),
    _twice(
        "overeenkomsten", "agreement_twice", "overeenkomst staat", "overeenkomsten staan",
        "select id from vera.overeenkomsten where id is not null group by id having count(*) > 1",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_id", "refused",
        "select count(*) from vera.overeenkomsten where id is null",
        "overeenkomst", "overeenkomsten", "{what} zonder id{where}. Herstel het in de bron en maak de export opnieuw.",
        "select null",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_start", "warning",
        "select count(*) from vera.contracten where started_on is null",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder (leesbare) begindatum: deze worden niet beoordeeld, en dus ook niet gemeld.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_end_unreadable", "refused",
        "select count(*) from vera.contracten where bad_day(einddatum)",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} met een einddatum die niet te lezen is als jjjj-mm-dd{where}. Herstel het in de bron en maak de "
        "export opnieuw.",
        "select lease_id from vera.contracten where bad_day(einddatum)",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_rent_unreadable", "warning",
        "select count(*) from vera.contracten where bad_euros(brutohuur)",
        "huurovereenkomst", "huurovereenkomsten", "{what} met een brutohuur die geen bedrag is; de maandhuur is dan onbekend.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_on_hold", "warning",
        "select count(*) from vera.contracten where bewaking = 'ONH' and state = 'loopt'",
        "huurovereenkomst staat", "huurovereenkomsten staan",
        "{what} in uw systeem in de wacht (bewakingsstatus ONH), bijvoorbeeld om een bezwaar of uitstel. Dat alleen houdt "
        "geen melding tegen: zet het bezwaar in de tabel objections of de afspraak in betalingsregelingen.",
    ),
    _Count(
        "vera/overeenkomsten", "ended_without_day", "warning",
        "select count(*) from vera.contracten where state = 'geeindigd' and text_of(einddatum) is null",
        "overeenkomst is", "overeenkomsten zijn", "{what} volgens de status geëindigd, maar zonder einddatum.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_tenant", "warning",
        "select count(*) from vera.contracten where tenant_id = 'ONBEKEND' and not tenant_not_now and started_on is not null",
        "huurovereenkomst", "huurovereenkomsten", "{what} zonder hoofdhuurder: niet te melden. Zie [overeenkomst] "
                                                  "hoofdhuurder.",
    ),
    _Count(
        "vera/overeenkomsten", "tenant_not_now", "warning", "select count(*) from vera.contracten where tenant_not_now",
        "huurovereenkomst loopt", "huurovereenkomsten lopen",
        "{what}, terwijl de rol van de hoofdhuurder voorbij is of nog niet begonnen: niet te melden. Kijk de einddatums van de "
        "rollen na.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_with_several_tenants", "warning",
        "select count(*) from vera.hoofdhuurders where at_once > 1",
        "huurovereenkomst", "huurovereenkomsten", "{what} met meer dan een hoofdhuurder tegelijk; de eerste telt.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_landlord", "warning",
        "select count(*) from landing.leases where landlord_id = 'ONBEKEND'",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder administratie, en dus zonder opdrachtgever of mandaat.",
    ),
    _Count(
        "vera/eenheden", "agreement_without_unit", "warning", "select count(*) from vera.contracten where no_unit",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder bekende eenheid: geldt niet als woning en wordt niet gemeld.",
    ),
    _Count(
        "vera/eenheden", "unit_without_kind", "warning", "select count(*) from vera.contracten where no_unit_kind",
        "huurovereenkomst", "huurovereenkomsten", "{what} van een eenheid zonder soort: geldt niet als woning.",
    ),
    _Count(
        "vera/eenheden", "unit_without_address", "note",
        "select count(*) from vera.contracten where no_address and unit_type = 'dwelling'",
        "woning", "woningen",
        "{what} zonder adres, of met alleen een verwijzing naar een adres; het woonadres van de huurder geldt, als de "
        "mapping dat toestaat.",
    ),
    _twice(
        "eenheden", "unit_twice", "eenheid staat", "eenheden staan",
        """select key_of(id, "idExtern", code) as id from raw.eenheden where key_of(id, "idExtern", code) is not null
        group by 1 having count(distinct concat_ws('|', code_of(soort), adres::varchar, clusters::varchar)) > 1""",
    ),
    _twice(
        "relaties", "person_twice", "relatie staat", "relaties staan",
        "select id from vera.relaties where id is not null group by id having count(*) > 1",
    ),
    _Count(
        "vera/relaties", "person_date_unreadable", "refused",
        "select count(*) from vera.relaties where bad_day(overlijdensdatum) and id in (select tenant_id from "
        "landing.tenants)",
        "huurder", "huurders",
        "{what} met een overlijdensdatum die niet te lezen is als jjjj-mm-dd{where}. Herstel het in de bron en "
        "maak de export opnieuw.",
        "select id from vera.relaties where bad_day(overlijdensdatum)",
    ),
    _Count(
        "vera/relaties", "tenant_not_in_export", "warning",
        """select count(*) from vera.hoofdhuurders where relatie_id not in (select id from vera.relaties where id is not
        null)
        and exists (from raw.relaties)""",
        "huurovereenkomst", "huurovereenkomsten", "{what} met een hoofdhuurder die niet bij de relaties staat: niet te "
                                                  "melden.",
    ),
    _twice(
        "betalingsregelingen", "arrangement_twice", "betalingsregeling staat", "betalingsregelingen staan",
        "select id from vera.regelingen where id is not null group by id having count(*) > 1",
    ),
    _twice(
        "externe-incassos", "case_twice", "dossier staat", "dossiers staan",
        "select distinct id from vera.incassos where id is not null group by id, lease_id having count(*) > 1",
    ),
    _twice(
        "contactmomenten", "contact_twice", "contactmoment staat", "contactmomenten staan",
        "select id from vera.contacten where id is not null group by id having count(*) > 1",
    ),
    _Count(
        "vera/betalingsregelingen", "arrangement_left_out", "warning",
        """select count(*) from vera.regelingen where meaning in ('loopt', 'geeindigd', 'gebroken')
        and (id is null or lease_id is null or agreed_on is null)""",
        "betalingsregeling", "betalingsregelingen",
        "{what} zonder overeenkomst of datum; die houdt dus geen melding tegen. Vul de overeenkomst en afspraakdatum "
        "aan.",
    ),
    _Count(
        "vera/externe-incassos", "case_left_out", "warning",
        """select count(*) from vera.incassos where meaning in ('loopt', 'geeindigd')
        and (id is null or lease_id is null or agency_id is null or handed_over_on is null)""",
        "dossier", "dossiers",
        "{what} zonder overeenkomst, bureau of overdrachtsdatum; het bureau krijgt dan geen bericht van opschorting.",
    ),
    _Count(
        "vera/contactmomenten", "contact_date_unreadable", "warning",
        "select count(*) from vera.contacten where action_type is not null and performed_on is null",
        "contactmoment", "contactmomenten", "{what} zonder (leesbare) datum; telt niet als bewijs.",
    ),
    _Count(
        "vera/contactmomenten", "contact_without_lease", "warning",
        """select count(*) from vera.contacten where action_type is not null and id is not null
        and id not in (select id from vera.contact_contracten where id is not null)""",
        "contactmoment", "contactmomenten",
        "{what} niet aan een huurovereenkomst te koppelen (geen huurder, of een huurder met meer contracten). Leg de "
        "koppeling via overeenkomst.contactmomenten.",
    ),
)  # fmt: skip


def check(
    con: duckdb.DuckDBPyConnection, files: list[VeraFile], *, unfound_reversals: int, settings: dict[str, str]
) -> list[Finding]:
    """Every finding about what was read; `files` are where it came from, `settings` those of the mapping that decide
    between warning and refusal.
    """
    findings = [each for code_check in CODE_CHECKS for each in _codes(con, code_check)]
    findings += [each for count in COUNTS for each in _counted(con, count, files)]
    return [*findings, *_without_agreement(con, settings), *_unfound(unfound_reversals, settings)]


def _codes(con: duckdb.DuckDBPyConnection, check_: _CodeCheck) -> list[Finding]:
    rows = con.execute(f"select * from ({check_.sql}) order by 2 desc, 1").fetchall()
    if not rows:
        return []
    shown = ", ".join(f"{safe_codes(code)} ({count} keer)" for code, count in rows[:CODES_SHOWN])
    more = f" en nog {len(rows) - CODES_SHOWN} andere" if len(rows) > CODES_SHOWN else ""
    if check_.severity == "refused":
        words = ", ".join(CODE_TABLES[check_.heading])
        text = (
            f"voor deze code staat niets in de mapping: {shown}{more}. Zet hem onder [{check_.heading}] in "
            f"vera/mapping.toml, als een van: {words}."
        )
        rule = "code_without_meaning"
    else:
        text = (
            f"deze contacten (soort/kanaal/richting) zijn volgens de mapping geen stap in de incasso en tellen niet "
            f"als bewijs: "
            f"{shown}{more}. Zijn het wel brieven of gesprekken over een achterstand, zet ze dan onder "
            f"[[{check_.heading}]]."
        )
        rule = "contact_without_meaning"
    return [Finding(check_.severity, check_.source, rule, text, sum(int(count) for _, count in rows))]


def _counted(con: duckdb.DuckDBPyConnection, count: _Count, files: list[VeraFile]) -> list[Finding]:
    number = int(con.execute(count.sql).fetchone()[0])
    if not number:
        return []
    keys = [row[0] for row in con.execute(f"from ({count.keys}) limit {KEYS_SOUGHT}").fetchall()] if count.keys else []
    where = where_they_stand(files, count.source.removeprefix("vera/"), keys) if keys else ""
    text = count.text.format(what=amount_of(number, count.one, count.many), where=where)
    return [Finding(count.severity, count.source, count.rule, text, number)]


def _without_agreement(con: duckdb.DuckDBPyConnection, settings: dict[str, str]) -> list[Finding]:
    sql = (
        "select count(*), count(*) filter (class = 'out' and entry_type = 'payment') from vera.tellend where "
        "verdict = 'zonder_overeenkomst'"
    )
    number, receipts = con.execute(sql).fetchone()
    if not number:
        return []
    severity: Severity = "refused" if settings["boeking.zonder_overeenkomst"] == "weigeren" else "warning"
    text = (
        f"{amount_of(number, 'boeking', 'boekingen')} zonder overeenkomst, waarvan "
        f"{amount_of(receipts, 'ontvangst', 'ontvangsten')}. "
        "Een ontvangst die niet meetelt, kan een huurder ten onrechte achterstand geven."
    )
    return [Finding(severity, "vera/boekingen", "booking_without_agreement", text, number)]


def _unfound(number: int, settings: dict[str, str]) -> list[Finding]:
    if not number:
        return []
    refuses = settings["boeking.storno_niet_gevonden"] == "weigeren"
    what = amount_of(number, "storno of terugbetaling", "storno's of terugbetalingen")
    rest = "" if refuses else " Die contracten worden niet gemeld (ledger_inconsistent)."
    text = f"{what} waarbij geen ontvangst te vinden is.{rest} Zie [boeking] storno_zoeken."
    return [Finding("refused" if refuses else "warning", "vera/boekingen", "reversal_without_receipt", text, number)]

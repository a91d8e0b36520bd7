"""What the loader has to say about a VERA export: codes without meaning, records left out, links that lead nowhere.

Belongs here: each check as a query that counts, with the sentence for the person who can set it right. Does not belong
here: repairing anything, or the checks every landing table gets (`sources/landing.py`).
"""

from __future__ import annotations

from dataclasses import dataclass

import duckdb

from sources.findings import Finding, Severity, amount_of, safe_code

CODES_SHOWN = 12


@dataclass(frozen=True)
class _CodeCheck:
    """Codes in the data for which the mapping has no word. `sql` gives (code, how often)."""

    source: str
    heading: str
    sql: str
    severity: Severity = "refused"


@dataclass(frozen=True)
class _Count:
    """`sql` counts; more than 0 is a finding. `{what}` in the text becomes `12 boekingen`."""

    source: str
    rule: str
    severity: Severity
    sql: str
    one: str
    many: str
    text: str


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
    text = f"{{what}} {what}."
    return _Count("vera/boekingen", f"booking_{verdict}", "refused", _verdict(verdict), "boeking", "boekingen", text)


def _left_out(verdict: str, why: str, severity: Severity = "note") -> _Count:
    text = f"{{what}} niet meegeteld: {why}."
    return _Count("vera/boekingen", f"booking_{verdict}", severity, _verdict(verdict), "boeking", "boekingen", text)


COUNTS = (
    _faulty("zonder_id", "zonder id"),
    _faulty("bedrag_onleesbaar", "met een bedrag dat geen getal is"),
    _faulty("zonder_bedrag", "zonder bedrag"),
    _faulty("datum_onleesbaar", "met een datum die niet te lezen is (verwacht jjjj-mm-dd)"),
    _faulty("zonder_boekdatum", "zonder boekdatum en zonder factuurdatum"),
    _faulty(
        "zonder_vervaldatum",
        "voor huur of servicekosten zonder vervaldatum. Lever de vervaldatum, of zet [boeking] zonder_vervaldatum in "
        "de mapping",
    ),
    _Count(
        "vera/boekingen", "booking_versions_differ", "refused", "select count(*) from vera.dubbel where versions > 1",
        "boeking staat", "boekingen staan",
        "{what} in verschillende versies in de bestanden. Lever elke boeking een keer, in de laatste stand.",
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
        "aflettering", "afletteringen", "{what} zonder leesbaar bedrag of leesbare datum.",
    ),
    _Count(
        "vera/boekingen", "links_are_references", "warning",
        """select count(*) from (select unnest(afletteringen) as a from vera.boekingen)
        where not a.whole and not exists (from raw.afletteringen)""",
        "aflettering is", "afletteringen zijn",
        "{what} alleen een verwijzing. Lever ook afletteringen.json; zonder dat vult geld de oudste vordering eerst.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_twice", "refused",
        "select count(*) from (select id from vera.overeenkomsten where id is not null group by id having count(*) > 1)",
        "overeenkomst staat", "overeenkomsten staan", "{what} in verschillende versies in de bestanden.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_id", "refused", "select count(*) from vera.overeenkomsten where id "
        "is null",
        "overeenkomst", "overeenkomsten", "{what} zonder id.",
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
        "huurovereenkomst", "huurovereenkomsten", "{what} met een einddatum die niet te lezen is.",
    ),
    _Count(
        "vera/overeenkomsten", "ended_without_day", "warning",
        "select count(*) from vera.contracten where state = 'geeindigd' and text_of(einddatum) is null",
        "overeenkomst is", "overeenkomsten zijn", "{what} volgens de status geëindigd, maar zonder einddatum.",
    ),
    _Count(
        "vera/overeenkomsten", "agreement_without_tenant", "warning",
        "select count(*) from landing.leases where tenant_id = 'ONBEKEND'",
        "huurovereenkomst", "huurovereenkomsten", "{what} zonder hoofdhuurder: niet te melden. Zie [overeenkomst] "
                                                  "hoofdhuurder.",
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
        "woning", "woningen", "{what} zonder adres; het woonadres van de huurder geldt, als de mapping dat toestaat.",
    ),
    _Count(
        "vera/relaties", "person_twice", "refused",
        "select count(*) from (select id from vera.relaties where id is not null group by id having count(*) > 1)",
        "relatie staat", "relaties staan", "{what} in verschillende versies in de bestanden.",
    ),
    _Count(
        "vera/relaties", "person_date_unreadable", "refused",
        "select count(*) from vera.relaties where bad_day(overlijdensdatum) and id in (select tenant_id from "
        "landing.tenants)",
        "huurder", "huurders", "{what} met een overlijdensdatum die niet te lezen is.",
    ),
    _Count(
        "vera/relaties", "tenant_not_in_export", "warning",
        """select count(*) from vera.hoofdhuurders where relatie_id not in (select id from vera.relaties where id is not
        null)
        and exists (from raw.relaties)""",
        "huurovereenkomst", "huurovereenkomsten", "{what} met een hoofdhuurder die niet bij de relaties staat: niet te "
                                                  "melden.",
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


def check(con: duckdb.DuckDBPyConnection, *, unfound_reversals: int, settings: dict[str, str]) -> list[Finding]:
    """Every finding about what was read; `settings` are those of the mapping that decide between warning and
    refusal.
    """
    findings = [each for code_check in CODE_CHECKS for each in _codes(con, code_check)]
    findings += [each for count in COUNTS for each in _counted(con, count)]
    return [*findings, *_without_agreement(con, settings), *_unfound(unfound_reversals, settings)]


def _codes(con: duckdb.DuckDBPyConnection, check_: _CodeCheck) -> list[Finding]:
    rows = con.execute(f"select * from ({check_.sql}) order by 2 desc, 1").fetchall()
    if not rows:
        return []
    shown = ", ".join(f"{safe_code_pair(code)} ({count} keer)" for code, count in rows[:CODES_SHOWN])
    more = f" en nog {len(rows) - CODES_SHOWN} andere" if len(rows) > CODES_SHOWN else ""
    if check_.severity == "refused":
        text = f"voor deze code staat niets in de mapping: {shown}{more}. Zet hem onder [{check_.heading}] in vera/mapping.toml."
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


def safe_code_pair(code: str | None) -> str:
    """Codes joined by slashes, each fit to be shown."""
    return "/".join(safe_code(part) for part in (code or "").split("/"))


def _counted(con: duckdb.DuckDBPyConnection, count: _Count) -> list[Finding]:
    number = int(con.execute(count.sql).fetchone()[0])
    if not number:
        return []
    text = count.text.format(what=amount_of(number, count.one, count.many))
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

"""The list of what the loader looks at in a VERA export: each check as a query that counts, with its Dutch sentence.

Belongs here: the checks, as data, for records left out and links that lead nowhere; here a check is added. Does not belong here:
codes without meaning (code_checks.py), running them (checks.py), or repairing anything.
"""

from __future__ import annotations

from dataclasses import dataclass

from sources.findings import Severity


@dataclass(frozen=True)
class Count:
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
    leases: str = ""  # gives the leases concerned, for `explain`


HELPED = """select distinct lease_id from vera.rollen where is_current and lease_id in (select lease_id from landing.leases)
    and soort in (select code from mapping.overeenkomst_begeleider)"""


def _verdict(verdict: str) -> str:
    return f"select count(*) from vera.tellend where verdict = '{verdict}'"


def _faulty(verdict: str, what: str) -> Count:
    text = f"{{what}} {what}{{where}}. Herstel het in de bron en maak de export opnieuw."
    keys = f"select id from vera.tellend where verdict = '{verdict}'"
    return Count("vera/boekingen", f"booking_{verdict}", "refused", _verdict(verdict), "boeking", "boekingen", text, keys)


def _twice(resource: str, rule: str, one: str, many: str, keys: str) -> Count:
    text = "{what} in verschillende versies in de bestanden{where}. Lever elk gegeven een keer, in de laatste stand."
    return Count(f"vera/{resource}", rule, "refused", f"select count(*) from ({keys})", one, many, text, keys)


def _left_out(verdict: str, why: str, severity: Severity = "note") -> Count:
    text = f"{{what}} niet meegeteld: {why}."
    return Count("vera/boekingen", f"booking_{verdict}", severity, _verdict(verdict), "boeking", "boekingen", text)


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
    Count(
        "vera/boekingen", "booking_copies", "note", "select coalesce(sum(copies), 0) from vera.dubbel where versions = 1",
        "kopie", "kopieën", "{what} van boekingen die al in een ander bestand stonden; elke boeking telt een keer.",
    ),
    _left_out("voorlopig", "de status is voorlopig"),
    Count(
        "vera/boekingen", "provisional_receipt", "warning",
        f"{_verdict('voorlopig')} and kind in ('payment', 'credit_note', 'write_off')",
        "ontvangst of creditering", "ontvangsten of crediteringen",
        "{what} met status voorlopig, en die tellen niet mee: wie betaalde, kan ten onrechte achterstand lijken te hebben. Maak "
        "de boeking definitief.",
    ),
    _left_out("telt_niet", "hun soort telt niet mee (betalingsregelingen, of niet van de huurder)"),
    _left_out("nul", "het bedrag is nul"),
    _left_out("ander_contract", "ze horen bij een overeenkomst die geen lopend of geëindigd huurcontract is"),
    Count(
        "vera/boekingen", "payer_without_lease", "warning",
        """select count(*) from vera.tellend where verdict = 'ander_contract'
        and overeenkomst in (select id from vera.overeenkomsten where meaning = 'betaler')""",
        "boeking hoort", "boekingen horen",
        "{what} bij een betalersovereenkomst zonder bekende bovenliggende huurovereenkomst. Een ontvangst die niet meetelt, "
        "kan een huurder ten onrechte achterstand geven.",
    ),
    Count(
        "vera/boekingen", "money_of_unsure_lease", "warning", "select count(distinct id) from vera.onzeker",
        "ontvangst of storno", "ontvangsten of storno's",
        "{what} waarvan niet te zeggen is bij welke overeenkomst zij horen. De contracten van die debiteuren worden niet gemeld "
        "(ledger_inconsistent). Geef de overeenkomst of de afletteringen mee.",
        leases="select distinct lease_id from vera.onzeker",
    ),
    Count(
        "vera/boekingen", "money_over_leases", "note", "select count(distinct id) from vera.delen",
        "boeking is", "boekingen zijn", "{what} volgens de afletteringen verdeeld over meer overeenkomsten.",
    ),
    Count(
        "vera/boekingen", "details_do_not_add_up", "warning", "select count(*) from vera.uitgesplitst where not adds_up",
        "vordering heeft", "vorderingen hebben",
        "{what} boekingdetails die samen niet het bedrag zijn, of die niet te lezen zijn: die vordering telt heel als wat haar "
        "soort zegt{where}. Is een deel geen huur of servicekosten, herstel het dan in de bron.",
        "select id from vera.uitgesplitst where not adds_up",
        leases="select distinct lease_id from vera.tellend where id in (select id from vera.uitgesplitst where not adds_up)",
    ),
    Count(
        "vera/boekingen", "details_split", "note",
        "select count(*) from vera.deel_van_vordering where category not in ('rent', 'service_charges')",
        "deel van een boeking is", "delen van boekingen zijn",
        "{what} volgens de boekingdetails geen huur of servicekosten, en geen huurachterstand. Zie [boeking.details].",
    ),
    Count(
        "vera/boekingen", "booking_disputed", "note",
        "select count(*) from vera.tellend where verdict is null and disputed and entry_type = 'charge'",
        "vordering", "vorderingen", "{what} met een huurgeschil; zie [boeking] huurgeschil in de mapping.",
    ),
    Count(
        "vera/boekingen", "entry_not_in_export", "warning",
        """select count(*) from vera.paren where ((low_class = 'unknown' and high_class <> 'out')
        or (high_class = 'unknown' and low_class <> 'out')) and low not in (select id from vera.aangevuld)
        and high not in (select id from vera.aangevuld)""",
        "aflettering noemt", "afletteringen noemen",
        "{what} een boeking die niet in de export staat. Begint uw export op een bepaalde dag? Zie [boeking] "
        "ontbrekende_boeking.",
    ),
    Count(
        "vera/boekingen", "entries_filled_in", "note", "select count(*) from vera.aangevuld",
        "boeking", "boekingen", "{what} van buiten de export aangevuld uit de afletteringen.",
    ),
    Count(
        "vera/boekingen", "link_makes_no_sense", "warning",
        """select count(*) from vera.paren where (low_class, high_class) in
        (('charge', 'charge'), ('credit', 'credit'), ('reversal', 'reversal'))""",
        "aflettering verbindt", "afletteringen verbinden",
        "{what} geen vordering met een ontvangst of een storno met een ontvangst, en telt niet mee. Veel? Kijk de "
        "soorten na.",
    ),
    Count(
        "vera/boekingen", "link_unreadable", "refused", "select count(*) from vera.paren where unreadable",
        "aflettering", "afletteringen",
        "{what} zonder leesbaar bedrag of leesbare datum, van boekingen{where}. Herstel het in de bron en maak de export "
        "opnieuw.",
        "select unnest([low, high]) from vera.paren where unreadable",
    ),
    Count(
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
    Count(
        "vera/overeenkomsten", "agreement_without_id", "refused",
        "select count(*) from vera.overeenkomsten where id is null",
        "overeenkomst", "overeenkomsten", "{what} zonder id{where}. Herstel het in de bron en maak de export opnieuw.",
        "select null",
    ),
    Count(
        "vera/overeenkomsten", "agreement_without_start", "warning",
        "select count(*) from vera.contracten where started_on is null",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder (leesbare) begindatum: deze worden niet beoordeeld, en dus ook niet gemeld.",
    ),
    Count(
        "vera/overeenkomsten", "agreement_end_unreadable", "refused",
        "select count(*) from vera.contracten where bad_day(einddatum)",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} met een einddatum die niet te lezen is als jjjj-mm-dd{where}. Herstel het in de bron en maak de "
        "export opnieuw.",
        "select lease_id from vera.contracten where bad_day(einddatum)",
    ),
    Count(
        "vera/overeenkomsten", "agreement_rent_unreadable", "warning",
        "select count(*) from vera.contracten where bad_euros(brutohuur)",
        "huurovereenkomst", "huurovereenkomsten", "{what} met een brutohuur die geen bedrag is; de maandhuur is dan onbekend.",
    ),
    Count(
        "vera/overeenkomsten", "agreement_on_hold", "warning",
        "select count(*) from vera.contracten where bewaking = 'ONH' and state = 'loopt'",
        "huurovereenkomst staat", "huurovereenkomsten staan",
        "{what} in uw systeem in de wacht (bewakingsstatus ONH), bijvoorbeeld om een bezwaar of uitstel. Dat alleen houdt "
        "geen melding tegen: zet het bezwaar in de tabel objections of de afspraak in betalingsregelingen.",
        leases="select lease_id from vera.contracten where bewaking = 'ONH' and state = 'loopt'",
    ),
    Count(
        "vera/overeenkomsten", "helper_named", "warning", f"select count(*) from ({HELPED})",
        "huurovereenkomst noemt", "huurovereenkomsten noemen",
        "{what} een bewindvoerder, budgetbeheerder of curator (rollen BWI, BUD, CUR). Dat houdt geen melding tegen: overleg "
        "eerst met hem of haar.",
        leases=HELPED,
    ),
    Count(
        "vera/overeenkomsten", "ended_without_day", "warning",
        "select count(*) from vera.contracten where state = 'geeindigd' and text_of(einddatum) is null",
        "overeenkomst is", "overeenkomsten zijn", "{what} volgens de status geëindigd, maar zonder einddatum.",
    ),
    Count(
        "vera/overeenkomsten", "ended_with_end_ahead", "warning",
        "select count(*) from vera.contracten where state = 'geeindigd' and ended_on > as_of()",
        "overeenkomst is", "overeenkomsten zijn",
        "{what} volgens de status geëindigd, terwijl de einddatum nog komt; tot die dag wordt het contract beoordeeld.",
    ),
    Count(
        "vera/overeenkomsten", "agreement_without_tenant", "warning",
        "select count(*) from vera.contracten where tenant_id = 'ONBEKEND' and not tenant_not_now and started_on is not null",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder hoofdhuurder: niet te melden. Zie [overeenkomst] hoofdhuurder.",
    ),
    Count(
        "vera/overeenkomsten", "tenant_not_now", "warning", "select count(*) from vera.contracten where tenant_not_now",
        "huurovereenkomst loopt", "huurovereenkomsten lopen",
        "{what}, terwijl de rol van de hoofdhuurder voorbij is of nog niet begonnen: niet te melden. Kijk de einddatums van de "
        "rollen na.",
    ),
    Count(
        "vera/overeenkomsten", "agreement_with_several_tenants", "warning",
        "select count(*) from vera.hoofdhuurders where at_once > 1",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} met meer dan een hoofdhuurder tegelijk; de eerste telt, de anderen zijn medehuurder.",
        leases="select lease_id from vera.hoofdhuurders where at_once > 1",
    ),
    Count(
        "vera/overeenkomsten", "agreement_without_landlord", "warning",
        "select count(*) from landing.leases where landlord_id = 'ONBEKEND'",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder administratie, en dus zonder opdrachtgever of mandaat.",
    ),
    Count(
        "vera/eenheden", "agreement_without_unit", "warning", "select count(*) from vera.contracten where no_unit",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} zonder bekende eenheid: geldt niet als woning en wordt niet gemeld.",
    ),
    Count(
        "vera/eenheden", "unit_without_kind", "warning", "select count(*) from vera.contracten where no_unit_kind",
        "huurovereenkomst", "huurovereenkomsten", "{what} van een eenheid zonder soort: geldt niet als woning.",
    ),
    Count(
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
    Count(
        "vera/relaties", "person_date_unreadable", "refused",
        """select count(*) from vera.relaties where bad_day(overlijdensdatum)
        and id in (select tenant_id from landing.tenants)""",
        "huurder", "huurders",
        "{what} met een overlijdensdatum die niet te lezen is als jjjj-mm-dd{where}. Herstel het in de bron en "
        "maak de export opnieuw.",
        "select id from vera.relaties where bad_day(overlijdensdatum)",
    ),
    Count(
        "vera/relaties", "tenant_not_in_export", "warning",
        """select count(*) from vera.hoofdhuurders
        where relatie_id not in (select id from vera.relaties where id is not null) and exists (from raw.relaties)""",
        "huurovereenkomst", "huurovereenkomsten",
        "{what} met een hoofdhuurder die niet bij de relaties staat: niet te melden.",
    ),
    _twice(
        "betalingsregelingen", "arrangement_twice", "betalingsregeling staat", "betalingsregelingen staan",
        "select distinct id from vera.regelingen where id is not null group by id, lease_id having count(*) > 1",
    ),
    _twice(
        "externe-incassos", "case_twice", "dossier staat", "dossiers staan",
        "select distinct id from vera.incassos where id is not null group by id, lease_id having count(*) > 1",
    ),
    _twice(
        "contactmomenten", "contact_twice", "contactmoment staat", "contactmomenten staan",
        "select id from vera.contacten where id is not null group by id having count(*) > 1",
    ),
    Count(
        "vera/betalingsregelingen", "arrangement_names_nobody", "warning",
        "select count(*) from vera.regelingen where meaning = 'loopt' and names_nobody",
        "lopende betalingsregeling noemt", "lopende betalingsregelingen noemen",
        "{what} geen overeenkomst, boeking of debiteur die in de export staat. Zolang gaan er geen meldingen uit: vul de "
        "overeenkomst aan, of aanvaard met vroegsignaal accept-row.",
    ),
    Count(
        "vera/betalingsregelingen", "arrangement_without_day", "warning",
        """select count(*) from raw.betalingsregelingen
        where coalesce(day_of(afspraakdatum), day_of(begindatum)) is null""",
        "betalingsregeling", "betalingsregelingen",
        "{what} zonder leesbare afspraakdatum en begindatum: loopt die, dan telt zij vanaf de peildatum. Vul de datum aan.",
    ),
    Count(
        "vera/externe-incassos", "case_left_out", "warning",
        """select count(*) from vera.incassos where meaning in ('loopt', 'geeindigd')
        and (id is null or lease_id is null or agency_id is null or handed_over_on is null)""",
        "dossier", "dossiers",
        "{what} zonder overeenkomst, bureau of overdrachtsdatum; het bureau krijgt dan geen bericht van opschorting.",
    ),
    Count(
        "vera/contactmomenten", "contact_date_unreadable", "warning",
        "select count(*) from vera.contacten where action_type is not null and performed_on is null",
        "contactmoment", "contactmomenten", "{what} zonder (leesbare) datum; telt niet als bewijs.",
    ),
    Count(
        "vera/contactmomenten", "contact_without_lease", "warning",
        """select count(*) from vera.contacten where action_type is not null and id is not null
        and id not in (select id from vera.contact_contracten where id is not null)""",
        "contactmoment", "contactmomenten",
        "{what} niet aan een huurovereenkomst te koppelen (geen huurder, of een huurder met meer contracten). Leg de "
        "koppeling via overeenkomst.contactmomenten.",
        leases="""select distinct lease_id from vera.contact_via_huurder
        where id not in (select id from vera.contact_contracten where id is not null)""",
    ),
)  # fmt: skip

"""Agreements, units, people, contacts and arrangements of a VERA export, as landing tables."""

from datetime import date
from decimal import Decimal

from tests.builders import AS_OF
from tests.support.vera import agreement, booking, code, contact, person, read, unit

LEASE = ("lease_id", "tenant_id", "landlord_id", "complex_id", "unit_type", "street", "house_number",
         "house_number_suffix", "postcode", "city", "monthly_rent", "started_on", "ended_on")  # fmt: skip


def by_id(found, table, *columns):
    return {row[0]: row[1] if len(row) == 2 else row[1:] for row in found.rows(table, *columns)}


def test_a_lease_takes_its_tenant_unit_and_landlord_from_where_vera_has_them(tmp_path):
    found = read(
        tmp_path,
        overeenkomsten=[
            agreement(),
            agreement(7, tenant="https://x/relaties/R1", unit="/eenheden/E1", brutohuur="1000.50"),
        ],
        eenheden=[unit(clusters=[{"id": "CL9", "code": "C9", "soort": code("FIN")}])],
        relaties=[person()],
    )
    shared = ("ADM1", "C9", "dwelling", "Dorpsstraat", "12", None, "3511 AB", "Utrecht")
    assert found.rows("leases", *LEASE) == [
        ("7", "R1", *shared, Decimal("1000.50"), date(2022, 3, 1), None),
        ("O1", "R1", *shared, Decimal("900.00"), date(2022, 3, 1), None),
    ]
    assert not found.rules


def test_the_state_of_an_agreement_says_whether_it_is_a_lease_and_when_it_ended(tmp_path):
    found = read(
        tmp_path, eenheden=[unit()], relaties=[person()],
        overeenkomsten=[
            agreement("runs"), agreement("given notice", status=code("OPG"), einddatum="2026-06-30"),
            agreement("ended", status=code("BEE"), einddatum="2026-01-31"),
            agreement("dissolved", status=code("ONT"), opzegdatum="2026-02-15"),
            agreement("no day", status=code("BEE")),
            agreement("draft", status=code("VOO")), agreement("cancelled", status=code("GEA")),
            agreement("purchase", soort=code("KOO")), agreement("no state", status=None, soort=None),
            agreement("no start", begindatum=None),
        ],
    )  # fmt: skip
    assert by_id(found, "leases", "lease_id", "ended_on") == {
        "runs": None, "no state": None, "given notice": date(2026, 6, 30), "ended": date(2026, 1, 31),
        "dissolved": date(2026, 2, 15), "no day": date(2022, 3, 1),
    }  # fmt: skip
    assert found.finding("agreement_without_start").count == 1
    assert found.finding("ended_without_day").count == 2


def test_the_main_tenant_is_who_has_that_role_now(tmp_path):
    def one(id_, role, **more):
        return {"id": id_, "rollen": [{"soort": code(role), **more}]}

    found = read(
        tmp_path, relaties=[person(), person("R2"), person("R3"), person("contractor", soort=code("REC"))],
        eenheden=[unit()],
        overeenkomsten=[
            agreement("co-tenant", relaties=[one("R2", "MDH"), one("R1", "HUU")]),
            agreement("moved out", relaties=[one("R3", "HUU", einddatum="2024-01-01"),
                one("R2", "HUU", begindatum="2024-01-02")]),
            agreement("takes over", relaties=[one("R1", "HUU", begindatum="2026-04-21"),
                one("R2", "HUU", begindatum="2022-03-01", einddatum="2026-04-20")]),
            agreement("left", relaties=[one("R1", "HUU", einddatum="2026-04-19")]),
            agreement("left long ago", relaties=[one("R1", "HUU", einddatum="2024-06-30")], einddatum="2024-06-30"),
            agreement("two", relaties=[one("R2", "HUU", begindatum="2023-01-01"),
                one("R1", "HUU", begindatum="2022-01-01")]),
            agreement("no roles", relaties=["https://x/relaties/R3"]),
            agreement("guardian only", relaties=[one("R2", "BWI")]), agreement("nobody", relaties=None),
            agreement("stranger", tenant="R99"),
        ],
    )  # fmt: skip
    assert by_id(found, "leases", "lease_id", "tenant_id") == {
        "co-tenant": "R1", "moved out": "R2", "takes over": "R2", "left": "ONBEKEND", "left long ago": "R1",
        "two": "R1", "no roles": "R3", "guardian only": "ONBEKEND",
        "nobody": "ONBEKEND",
        "stranger": "R99",
    }  # fmt: skip
    assert found.rows("tenants", "tenant_id") == ["R1", "R2", "R3"]
    assert {"agreement_without_tenant", "agreement_with_several_tenants", "tenant_not_in_export"} <= found.rules
    assert found.finding("tenant_not_now").count == 1 and found.finding("agreement_without_tenant").count == 2


def test_of_several_units_the_dwelling_gives_type_and_address(tmp_path):
    both = [{"id": "garage", "soort": code("PAR")}, {"id": "E1"}]
    found = read(
        tmp_path, eenheden=[unit(), unit("garage", "PAR", adres={"straatnaam": "Kade"}), unit("plain", None)],
        relaties=[person()],
        overeenkomsten=[
            agreement("both", eenheden=both), agreement("garage", unit="garage"),
            agreement("shop", detailSoort=code("BOG")),
            agreement("nothing", eenheden=[]), agreement("plain", unit="plain"),
            agreement("embedded", eenheden=[unit("E9")]),
        ],
    )  # fmt: skip
    assert by_id(found, "leases", "lease_id", "unit_type", "street") == {
        "both": ("dwelling", "Dorpsstraat"), "garage": ("parking", "Kade"), "shop": ("commercial", "Dorpsstraat"),
        "nothing": ("other", None), "plain": ("other", "Dorpsstraat"), "embedded": ("dwelling", "Dorpsstraat"),
    }  # fmt: skip
    assert found.finding("agreement_without_unit").count == 1
    assert found.finding("unit_without_kind").count == 1


def test_letter_and_addition_are_one_suffix_and_a_missing_address_is_the_tenants_home(tmp_path):
    def address(**more):
        return {"straatnaam": "Kade", "huisnummer": 1, "postcode": "3511AB", "woonplaats": "Utrecht", **more}

    home = {"soort": code("WOO"), "adres": address(huisletter="C"), "begindatum": "2022-03-01", "einddatum": "9999-12-31"}
    left = {"soort": code("WOO"), "adres": address(huisletter="X"), "einddatum": "2022-02-28"}
    found = read(
        tmp_path, relaties=[person(adressen=[left, {**home, "soort": code("POS")}, home])],
        eenheden=[
            unit("a", adres=address(huisletter="A", huisnummerToevoeging="-2")),
            unit("b", adres=address(huisletter="A", huisnummerToevoeging=2)),
            unit("c", adres=address(huisnummerToevoeging=" bis ")), unit("none", adres=None),
            unit("d", adres=address(huisnummer="12A", huisletter="")),
            unit("garage", "PAR", adres=None),
        ],
        overeenkomsten=[agreement(id_, unit=id_) for id_ in ("a", "b", "c", "d", "none", "garage")],
    )  # fmt: skip
    assert by_id(found, "leases", "lease_id", "house_number", "house_number_suffix") == {
        "a": ("1", "A-2"), "b": ("1", "A2"), "c": ("1", "bis"), "none": ("1", "C"), "garage": (None, None),
        "d": ("12A", None),
    }  # fmt: skip
    without = read(tmp_path, "[eenheid]\nwoonadres_huurder = false")
    assert by_id(without, "leases", "lease_id", "house_number")["none"] is None


def test_what_stands_for_never_ends_no_lease_and_no_life_and_a_uri_is_no_place_name(tmp_path):
    place = {"straatnaam": "Dorps\r\nstraat ", "huisnummer": 1, "woonplaats": "https://x/woonplaatsen/9"}
    found = read(
        tmp_path, eenheden=[unit(adres=place)],
        relaties=[person(overlijdensdatum="0001-01-01T00:00:00", achternaam="Van\u0000 Dijk\n")],
        overeenkomsten=[agreement("a", einddatum="9999-12-31T23:59:59.9999999Z"), agreement("b", einddatum="1900-01-01")],
    )  # fmt: skip
    assert found.rows("leases", "ended_on") == [None, None]
    assert found.rows("leases", "street", "city")[0] == ("Dorps straat", None)
    assert found.rows("tenants", "last_name", "deceased_on") == [("Dijk", None)]


def test_records_in_different_versions_are_refused_with_their_place(tmp_path):
    found = read(
        tmp_path, relaties=[person(), person("R2"), person(voorletters="B.")], eenheden=[unit(), unit(soort="PAR"), unit()],
        overeenkomsten=[agreement()], boekingen=[booking(id=None)], overeenkomsten_2=[agreement(brutohuur=1)],
        contactmomenten=[contact(), contact(kanaal="EMA")],
        betalingsregelingen=[{"id": "1", "status": code("ACT")}, {"id": "1", "status": code("BEE")}],
        externe_incassos=[{"id": "1", "status": code("ACT")}, {"id": "1", "status": code("EIN")}],
    )  # fmt: skip
    assert {
        "agreement_twice", "person_twice", "unit_twice", "contact_twice", "arrangement_twice", "case_twice",
    } <= found.rules  # fmt: skip
    assert "(overeenkomsten.json: record 1; overeenkomsten_2.json: record 1)" in found.words
    assert "(relaties.json: record 1, 3)" in found.words and found.finding("booking_zonder_id").count == 1


def test_a_lease_that_the_source_holds_is_pointed_out(tmp_path):
    held = agreement(bewakingsstatus=code("ONH"), brutohuur="onbekend")
    found = read(tmp_path, overeenkomsten=[held], relaties=[person()], eenheden=[unit()])
    assert found.rules == {"agreement_on_hold", "agreement_rent_unreadable"}


def test_people_come_over_with_what_a_signal_needs_and_no_more(tmp_path):
    found = read(
        tmp_path,
        relaties=[
            person(), person("doubled", achternaam="van Dijk"),
            person("born", achternaam=None, geslachtsnaam="Smit", voorletters=" "),
            person("firm", soort=code("REC"), achternaam=None, naam="Bedrijf B.V."),
            person("dead", overlijdensdatum="2026-02-03"),
            person("household", soort=code("GRO"), naam="Fam. Dijk", achternaam=None), person("no kind", soort=None),
        ],
    )  # fmt: skip
    assert by_id(found, "tenants", "tenant_id", "tenant_type", "name_prefix", "last_name", "initials",
        "deceased_on") == {
        "R1": ("person", "van", "Dijk", "A.", None), "doubled": ("person", "van", "Dijk", "A.", None),
        "born": ("person", "van", "Smit", None, None), "firm": ("organisation", None, "Bedrijf B.V.", None, None),
        "dead": ("person", "van", "Dijk", "A.", date(2026, 2, 3)), "household": ("person", None, None, None, None),
        "no kind": ("person", "van", "Dijk", "A.", None),
    }  # fmt: skip
    for path in found.report.tables.values():
        assert b"GEHEIM" not in path.read_bytes()
    assert not list((tmp_path / "work").glob("*.duckdb*"))


def test_contact_details_that_may_not_be_used_are_left_out_and_the_preferred_come_first(tmp_path):
    def way(soort, value, **codes):
        return {"soort": code(soort), "waarde": value, **{name: code(each) for name, each in codes.items()}}

    ways = [
        way("TEL", "010", status="AAN"), way("MOB", "0601", status="ONG"), way("MOB", "0602", detailSoort="ICE"),
        way("MOB", "0603", vertrouwelijkheid="GEH"), way("MOB", "0604", vertrouwelijkheid="VER"),
        way("MOB", "0605", status="GEV"),
        way("TEL", "020", voorkeur="EER"), way("TEL", "0606", detailSoort="MOB"), way("EMA", "a@x.example"),
        way("EMA", "b@x.example", voorkeur="EER"), way("FAX", "099"), way("TEL", None),
        {"soort": code("TEL"), "voorkeur": code("TWE"), "landnummer": "0031", "netnummer": "030",
            "abonneenummer": "1234567"},
    ]  # fmt: skip
    found = read(tmp_path, relaties=[person(contactgegevens=ways)])
    assert found.rows("tenants", "phone_1", "phone_2", "phone_3", "email") == [("020", "+31301234567", "0605", "b@x.example")]


def test_administrations_become_landlords_where_the_mapping_names_them(tmp_path):
    mapping = """
    [[administratie]]
    id = "ADM1"
    landlord_id = "OG1"
    name = "Belegger Een B.V."
    [[administratie]]
    id = "ADM2"
    landlord_id = "OG1"
    name = "Belegger Een B.V."
    """
    found = read(
        tmp_path, mapping, relaties=[person()],
        overeenkomsten=[agreement("a"), agreement("b", idAdministratie="ADM2"),
            agreement("c", idAdministratie=None, unit="E2")],
        eenheden=[unit(), unit("E2", idAdministratie="ADM9")],
    )  # fmt: skip
    assert by_id(found, "leases", "lease_id", "landlord_id") == {"a": "OG1", "b": "OG1", "c": "ADM9"}
    assert found.rows("landlords") == [("OG1", "Belegger Een B.V.", False)]
    assert "landlords" not in read(tmp_path, '[[administratie]]\nid = "ADM1"\nlandlord_id = "OG1"').report.tables


def test_contacts_are_evidence_for_the_lease_they_are_about(tmp_path):
    found = read(
        tmp_path,
        overeenkomsten=[
            agreement("O1", contactmomenten=[{"id": "listed"}]), agreement("O2", tenant="R2"),
            agreement("O3", tenant="R3"),
            agreement("O4", tenant="R3"), agreement("O5", tenant="R4", einddatum="2026-01-01"),
            agreement("O6", tenant="R4"),
        ],
        relaties=[person(f"R{n}") for n in range(1, 5)], eenheden=[unit()],
        contactmomenten=[
            contact("listed", "SOM", relaties=[{"id": "R2"}], datum="2026-01-31T23:30:00Z", code="brief.pdf"),
            contact("by tenant", "AAN", relaties=["https://x/relaties/R2"]),
            contact("two leases", relaties=[{"id": "R3"}]),
            contact("running one", "TEL", "TEL", relaties=[{"id": "R4"}]),
            contact("from tenant", "HER", richting=code("INK")),
            contact("plain letter", None, "EMA", relaties=[{"id": "R2"}]),
            contact("plain visit", None, "BEZ", relaties=[{"id": "R2"}]),
            contact("other matter", "REPARATIE", relaties=[{"id": "R2"}]),
            contact("no day", relaties=[{"id": "R2"}], datum=None),
        ],
    )  # fmt: skip
    assert found.rows(
        "collection_actions", "action_id", "lease_id", "action_type", "channel", "performed_on", "document_ref"
    ) == [
        ("by tenant", "O2", "demand_letter", "post", date(2026, 3, 5), None),
        ("listed", "O1", "summons_letter", "post", date(2026, 2, 1), "brief.pdf"),
        ("plain letter", "O2", "reminder_letter", "email", date(2026, 3, 5), None),
        ("plain visit", "O2", "home_visit", "visit", date(2026, 3, 5), None),
        ("running one", "O6", "phone_call", "phone", date(2026, 3, 5), None),
    ]
    assert "REPARATIE/BRI/UIT (1 keer)" in found.words and "HER/BRI/INK (1 keer)" in found.words
    assert {"contact_without_lease", "contact_date_unreadable"} <= found.rules
    everywhere = read(tmp_path, '[contactmoment]\nmeer_overeenkomsten = "alle"')
    # No ledger here: neither lease was in arrears on that day, so the letter is about neither.
    assert not {"two leases/O3", "two leases/O4"} & set(everywhere.rows("collection_actions", "action_id"))


def test_arrangements_hold_as_long_as_their_status_says(tmp_path):
    def arrangement(id_, status, **more):
        return {"id": id_, "status": code(status), "afspraakdatum": "2026-03-10", "overeenkomst": {"id": "O1"}, **more}

    found = read(
        tmp_path, overeenkomsten=[agreement(), agreement("O9", status=code("GEA"))], relaties=[person(), person("R2")],
        eenheden=[unit()], boekingen=[booking("B1")],
        betalingsregelingen=[
            arrangement("asked", "AAN"), arrangement("runs", "ACT"),
            arrangement("planned", "ACT", einddatum="2026-12-31"),
            arrangement("frozen", "BEV"), arrangement("broken", "ANN", einddatum="2026-04-01"),
            arrangement("done", "BEE", einddatum="2026-05-01"),
            arrangement("removed", "VER"), arrangement("by booking", "ACT", overeenkomst=None,
                boekingen=["/boekingen/B1"]),
            arrangement("by debtor", "ACT", overeenkomst=None, debiteur={"relatie": {"id": "R1"}}, afspraakdatum=None,
                begindatum="2026-03-11"),
            arrangement("lost", "ACT", overeenkomst=None), arrangement("lost too", "ACT", overeenkomst=None, boekingen=["B0"]),
            arrangement("lost and over", "BEE", overeenkomst=None),
            arrangement("of somebody else", "ACT", overeenkomst=None, debiteur={"relatie": {"id": "R2"}}),
            arrangement("of no lease", "ACT", overeenkomst={"id": "O9"}),
            arrangement("without a day", "ACT", afspraakdatum=None), arrangement(None, "ACT"),
            arrangement("on a day of Excel", "ACT", afspraakdatum=46310),
        ],
    )  # fmt: skip
    agreed = date(2026, 3, 10)
    assert by_id(found, "payment_arrangements", "arrangement_id", "lease_id", "agreed_on", "ended_on", "broken_on") == {
        "runs": ("O1", agreed, None, None), "planned": ("O1", agreed, date(2026, 12, 31), None),
        "frozen": ("O1", agreed, None, None),
        "broken": ("O1", agreed, None, date(2026, 4, 1)), "done": ("O1", agreed, agreed, None),
        "by booking": ("O1", agreed, None, None), "by debtor": ("O1", date(2026, 3, 11), None, None),
        # Nobody knows whose these are, so they name nobody, and hold back every signal until somebody says.
        "lost": ("betalingsregeling lost", agreed, None, None), "lost too": ("betalingsregeling lost too", agreed, None, None),
        "lost and over": ("betalingsregeling lost and over", agreed, agreed, None),
        "without a day": ("O1", AS_OF, None, None), "on a day of Excel": ("O1", AS_OF, None, None),
        "zonder id 16": ("O1", agreed, None, None),
    }  # fmt: skip
    assert found.finding("arrangement_names_nobody").count == 2
    assert found.finding("arrangement_without_day").count == 2


def test_files_at_a_bailiff_become_collection_cases_one_a_lease(tmp_path):
    def case(id_, status="ACT", **more):
        usual = {
            "id": id_,
            "idExtern": "DOS-1",
            "status": code(status),
            "overdrachtsdatum": "2026-04-01",
            "relatie": {"id": "BUREAU"},
        }
        return {**usual, "overeenkomsten": [{"id": "O1"}], **more}

    found = read(
        tmp_path, overeenkomsten=[agreement(), agreement("O2")], relaties=[person()], eenheden=[unit()],
        externe_incassos=[
            case("X1"), case("X2", overeenkomsten=[{"id": "O1"}, "/overeenkomsten/O2"]),
            case("X3", "EIN", idExtern=None, einddatum="2026-05-01"),
            case("X4", overeenkomsten=None, overeenkomst={"id": "O2"}), case("planned", "NIE"),
            case("no agency", relatie=None),
        ],
    )  # fmt: skip
    columns = ("case_id", "lease_id", "agency_id", "agency_reference", "handed_over_on", "ended_on")
    day = date(2026, 4, 1)
    assert by_id(found, "collection_cases", *columns) == {
        "X1": ("O1", "BUREAU", "DOS-1", day, None), "X2/O1": ("O1", "BUREAU", "DOS-1", day, None),
        "X2/O2": ("O2", "BUREAU", "DOS-1", day, None), "X3": ("O1", "BUREAU", "X3", day, day),
        "X4": ("O2", "BUREAU", "DOS-1", day, None),
    }  # fmt: skip
    assert found.finding("case_left_out").count == 1


def test_codes_that_no_one_gave_a_meaning_refuse_with_their_heading(tmp_path):
    found = read(
        tmp_path, overeenkomsten=[agreement(), agreement("a", soort=code("QQ")), agreement("b", status=code("RR"))],
        eenheden=[unit(), unit("x", "SS")], relaties=[person(soort=code("TT"))],
        betalingsregelingen=[{"id": "1", "status": code("UU")}], externe_incassos=[{"id": "1", "status": code("VV")}],
    )  # fmt: skip
    for heading in ("overeenkomst.soorten", "overeenkomst.status", "eenheid.soorten", "relatie.soorten",
                    "betalingsregeling.status", "externe_incasso.status"):  # fmt: skip
        assert f"[{heading}]" in found.words
    assert "als een van: dwelling, parking, commercial, other." in found.words
    assert not found.report.tables

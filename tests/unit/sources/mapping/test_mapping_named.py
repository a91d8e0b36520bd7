"""Numbers by which the lists of an own export name each other: taken from another title, they name other people."""

import pytest

from tests.unit.sources.mapping.test_mapping import prepared

LIST = """
[[leases]]
file = "huurlijst.csv"
[leases.columns]
lease_id = "Contract"
tenant_id = "Huurnr"
ended_on = "Tot"
[leases.constants]
landlord_id = "L"
unit_type = "dwelling"
started_on = "01-01-2020"

[[tenants]]
file = "huurlijst.csv"
rows = "first"
[tenants.columns]
tenant_id = "{}"
last_name = "Naam"
[tenants.constants]
tenant_type = "person"
"""
CO_TENANT = """
[[co_tenants]]
file = "huurlijst.csv"
skip_empty = ["tenant_id"]
[co_tenants.columns]
lease_id = "Contract"
tenant_id = "Nr"
"""
ACTIONS = """
[[collection_actions]]
file = "acties.csv"
[collection_actions.columns]
action_id = "Nr"
lease_id = "Contract"
performed_on = "Op"
[collection_actions.constants]
action_type = "reminder_letter"
channel = "post"
"""
TITLES = "Contract;Huurnr;Nr;Naam;Tot\n"
PEOPLE = "".join(f"C{n};{n};{n + 3};Jansen;\n" for n in range(1, 9))


def refused(folder, mapping, lines=PEOPLE, **files):
    report = prepared(folder, mapping, huurlijst__csv=TITLES + lines, **files)
    return [(each.rule, each.text) for each in report.findings if each.severity == "refused"], report.not_made


def test_tenants_numbered_by_another_title_of_the_list_than_their_contracts_name_are_refused_with_both(tmp_path):
    ((rule, text),), not_made = refused(tmp_path, LIST.format("Nr"))
    assert rule == "tenant_of_other_title" and not_made == {"tenants"}
    assert "'Nr' ([tenants.columns], regel 16 van" in text and "'Huurnr' ([leases.columns], regel 4 van" in text


@pytest.mark.parametrize(
    "mapping",
    [
        LIST.format("huurnr "),
        LIST.format("Huurnr") + LIST[LIST.index("[[tenants]]") :].format("Nr") + CO_TENANT,  # both people of a line
        LIST.format("Naar nr").replace(
            'rows = "first"', 'rows = "first"\nlookup = {"Naar nr" = ["Contract", "huurlijst.csv", "Contract", "Huurnr"]}'
        ),
    ],
)
def test_the_same_title_a_second_tenant_and_a_number_that_is_looked_up_are_right(tmp_path, mapping):
    assert refused(tmp_path, mapping) == ([], frozenset())


def test_contracts_of_which_more_than_a_fifth_names_no_tenant_are_refused_and_ended_ones_do_not_count(tmp_path):
    mapping = LIST.format("Huurnr").replace('file = "huurlijst.csv"\nrows', 'file = "namen.csv"\nrows')
    names = "Huurnr;Naam\n" + "".join(f"{n};Jansen\n" for n in ("1", "2", "03"))
    ((rule, text),), not_made = refused(tmp_path, mapping, namen__csv=names)
    assert rule == "named_by_nobody" and not_made == {"leases"}
    assert "5 van de 8 lopende huurovereenkomsten noemen een huurder die niet in tenants staat" in text
    gone = PEOPLE.replace("C8;8;11;Jansen;", "C8;8;11;Jansen;01-05-2020")
    assert refused(tmp_path, mapping, gone, namen__csv=names) == ([], frozenset())


def test_actions_of_which_most_name_no_contract_are_refused(tmp_path):
    actions = "Nr;Contract;Op\n" + "".join(f"{n};C{n};01-04-2026\n" for n in range(3, 14))
    mapping = LIST.format("Huurnr") + ACTIONS
    assert refused(tmp_path, mapping, acties__csv=actions) == ([], frozenset())
    ((rule, text),), not_made = refused(
        tmp_path, mapping, acties__csv=actions.replace(";C", ";X").replace(";Xontract", ";Contract")
    )
    assert rule == "named_by_nobody" and not_made == {"collection_actions"} and "11 van de 11 acties" in text

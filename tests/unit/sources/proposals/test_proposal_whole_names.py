"""A column of names as people write them is no surname where the list has one, and is taken apart beside one of initials."""

import pytest

from sources.words.choices import choices_of
from sources.words.excel_days import layout_of

PEOPLE = [("Horst", "ter", "H.D."), ("Smit", "", "A."), ("Berg", "van den", "M."), ("Jansen", "", "B.")]


def chosen(titles, *, of_whole, of_surname=None):
    rows = [["Relatienummer", "Voorletters", *titles]]
    for at, (surname, prefix, initials) in enumerate(PEOPLE):
        named = {of_whole: " ".join(filter(None, (initials, prefix, surname))), of_surname: surname, "Voorvoegsel": prefix}
        rows.append([f"R{at}00", initials, *(named.get(title, "x") for title in titles)])
    found = choices_of("tenants", layout_of(rows))
    return {name: (each.profile.title, each.part) for name, each in found.items() if name in ("last_name", "name_prefix")}


@pytest.mark.parametrize(
    "titles",
    [
        ("Weergavenaam", "Naam", "Voorvoegsel"),
        ("Naam", "Geboortenaam/naam", "Voorvoegsel"),
        ("Display Name", "Surname / Company", "Voorvoegsel"),
    ],
)
def test_a_surname_alone_goes_before_a_whole_name(titles):
    found = chosen(titles, of_whole=titles[0], of_surname=titles[1])
    assert found == {"last_name": (titles[1], None), "name_prefix": ("Voorvoegsel", None)}


def test_a_whole_name_beside_initials_gives_its_surname_and_its_prefix_where_no_other_title_does():
    assert chosen(("Weergavenaam", "Voorvoegsel"), of_whole="Weergavenaam") == {
        "last_name": ("Weergavenaam", "last_name"), "name_prefix": ("Voorvoegsel", None),
    }  # fmt: skip
    assert chosen(("Naam",), of_whole="Naam") == {"last_name": ("Naam", "last_name"), "name_prefix": ("Naam", "name_prefix")}

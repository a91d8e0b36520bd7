"""A word of a code list may be shown; what stands there once and may hold somebody's name is not."""

import pytest

from sources.reading.code_lists import may_name_somebody


@pytest.mark.parametrize(
    "text",
    [
        "gesproken met dhr. De Vries",
        "Gesproken met Jansen",
        "fam. el Idrissi",
        "belt terug, mevrouw ziek",
        "brief aan J. Bakker",
        "A.B. de Wit",
    ],
)
def test_what_may_name_somebody_is_not_shown_where_it_stands_once(text):
    assert may_name_somebody(text, 1) and not may_name_somebody(text, 2)


@pytest.mark.parametrize(
    "text",
    [
        "Geen gehoor",
        "Niet thuis, kaartje achtergelaten",
        "BEDRIJF",
        "HA-MAIL",
        "INC04 overdracht incassobureau",
        "2e aanmaning",
        "A",
        "Memo",
    ],
)
def test_a_code_is_shown_though_it_stands_once(text):
    assert not may_name_somebody(text, 1)

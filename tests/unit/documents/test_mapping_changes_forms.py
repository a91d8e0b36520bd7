"""Whatever valid form a mapping is written in, a change is put where it belongs, and every other line stays as it was."""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from documents.mapping_changes import OF_FILE, block_at, with_changes
from sources.ways import Change

WORDS = ("Memo", "a = b", "x # y", "[z]", "é", "A.B", "it's", 'zeg "ja"')
TITLES = ("Soort", "Uitkomst", "Soort [1]", "Datum = dag", "Nr.")
REMARKS = ("van de afdeling", '"Soort" = x', "[leases]", "= é ;'")


@st.composite
def texts(draw, said: str) -> str:
    """A text between single or double quotes."""
    return f"'{said}'" if "'" not in said and draw(st.booleans()) else '"' + said.replace('"', '\\"') + '"'


@st.composite
def names(draw, said: str) -> str:
    is_bare = said.replace("_", "").isascii() and said.replace("_", "").isalpha()
    return said if is_bare and draw(st.booleans()) else draw(texts(said))


@st.composite
def behind(draw) -> str:
    """A remark behind what stands on a line, or nothing."""
    remark = draw(st.sampled_from(("", "", *REMARKS)))
    return f"  # {remark}" if remark else ""


@st.composite
def lists(draw, said: tuple[str, ...]) -> str:
    """A list on one line or on more, with or without a comma behind the last."""
    items = [draw(texts(each)) for each in said]
    last = draw(st.sampled_from(("", ",")))
    if draw(st.booleans()):
        return f"[{', '.join(items)}{last}]"
    indent = draw(st.sampled_from(("  ", "\t", "")))
    lines = [f"{indent}{each}{',' if n < len(items) else last}{draw(behind())}" for n, each in enumerate(items, start=1)]
    return "\n".join(["[", *lines, *draw(st.sampled_from(([], [f"{indent}# tot hier"]))), "]"])


def inline(draw, said: Mapping[str, object]) -> str:
    parts = (f"{draw(names(key))} = {inline(draw, each) if isinstance(each, dict) else each}" for key, each in said.items())
    return f"{{{', '.join(parts)}}}"


def written(draw, block: str, path: tuple[str, ...], said: Mapping[str, object]) -> tuple[list[str], list[str]]:
    """(lines of the block itself, lines below a header) of a setting that holds others."""
    form = draw(st.sampled_from(("inline", "dotted", "header")))
    name = ".".join(draw(names(each)) for each in path)
    if form == "inline":
        return [f"{name} = {inline(draw, said)}{draw(behind())}"], []
    own, below = [], []
    flat = {key: each for key, each in said.items() if not isinstance(each, dict)}
    for key, each in said.items():
        if isinstance(each, dict):
            more = written(draw, block, (*path, key), each)
            own += more[0]
            below += more[1]
    lines = [f"{draw(names(key))} = {each}{draw(behind())}" for key, each in flat.items()]
    if form == "dotted":
        return [*own, *(f"{name}.{line}" for line in lines)], below
    space = draw(st.sampled_from(("", " ")))
    header = [f"[{space}{block}.{name}{space}]{draw(behind())}"] if flat else []
    return own, [*header, *lines, *below]


@st.composite
def blocks(draw, header: str, table: str) -> list[str]:
    own = [f"file = {draw(texts('x.csv'))}{draw(behind())}"]
    below: list[str] = []
    if draw(st.booleans()):
        own.append(f"sure_of = {draw(lists(tuple(draw(st.permutations(WORDS)))[:2]))}{draw(behind())}")
    settings = {
        "columns": {"lease_id": draw(texts("Contract")), "performed_on": draw(texts("Dag"))},
        "skip_lines": {title: "['^x$']" for title in draw(st.permutations(TITLES))[:2]},
        "values": {"action_type": {word: '"phone_call"' for word in draw(st.permutations(WORDS))[:2]}, "channel": {"M": '"sms"'}},
    }
    for key in draw(
        st.permutations(["columns", *draw(st.sampled_from(([], ["skip_lines"], ["values"], ["skip_lines", "values"])))])
    ):
        more = written(draw, table, (key,), settings[key])
        own += more[0]
        below += more[1]
    return [
        f"{header}{draw(behind())}",
        *draw(st.sampled_from(([], ["", "# van een ander"]))),
        *draw(st.permutations(own)),
        *below,
    ]


HEADERS = ("[[collection_actions]]", "[[ collection_actions ]]", '[["collection_actions"]]')


@st.composite
def mappings(draw) -> str:
    lines = draw(st.sampled_from(([], ["confirmed = false  # nog niet"], ["# hoi", "confirmed=false", ""])))
    if draw(st.booleans()):
        lines = [*lines, f"unread_files = {draw(lists(('oud.csv',)))}"]
    for table in ("leases", "objections"):
        if draw(st.booleans()):
            lines = [*lines, *draw(blocks(f"[{table}]", table))]
    for _ in range(draw(st.integers(1, 2))):
        lines = [*lines, *draw(blocks(draw(st.sampled_from(HEADERS)), "collection_actions"))]
    text = "\n".join(lines) + draw(st.sampled_from(("", "\n")))
    return text.replace("\n", "\r\n") if draw(st.booleans()) else text


CHANGES = (
    Change(("sure_of",), ("Memo",)), Change(("unread",), ("Soort",)), Change(("choose",), "latest"),
    Change(("skip_lines", "Uitkomst"), ("^nieuw$",)), Change(("values", "action_type", "Memo"), "home_visit"),
    Change(("values", "action_type", ""), "home_visit"), Change(("values", "unit_type", "a = b"), "dwelling"),
    Change(("columns", "channel"), "Weg"), Change(("constants", "as_of"), "01-01-2026"),
    Change(("patterns", "x"), (("^n", "sms"),)),
    Change(("confirmed",), True, is_of_file=True), Change(("unread_files",), ("nieuw.csv", "oud.csv"), is_of_file=True),
)  # fmt: skip


@given(mappings(), st.sampled_from(CHANGES))
def test_it_says_what_was_meant_and_one_line_of_it_is_another_at_the_most(text, change):
    place = OF_FILE if change.is_of_file else ("collection_actions", 0)
    out = with_changes(text, [(place, change)])  # which holds it to what was meant
    assert tomllib.loads(out) != tomllib.loads(text) or change.key == ("sure_of",)
    compared = [each for each in difflib.ndiff(text.splitlines(), out.splitlines()) if each[0] in "+-"]
    gone, come = ([each[2:] for each in compared if each[0] == sign] for sign in "-+")
    assert len(gone) <= 1 and len(come) <= 2
    assert all(remark in "\n".join(come) for line in gone for remark in REMARKS if line.endswith(f"# {remark}"))
    assert ("\r\n" in text) == ("\r\n" in out) and out.count("\r\n") in (0, out.count("\n"))


@given(mappings())
def test_a_block_that_goes_takes_no_other_with_it(text):
    before = tomllib.loads(text)
    after = tomllib.loads(with_changes(text, [(("collection_actions", 0), Change(()))]))
    rest = before.pop("collection_actions")[1:]
    assert after == before | ({"collection_actions": rest} if rest else {})


@pytest.mark.parametrize("own", ['# "Memo" = gesprek, zegt Els', '# "Memo" = "sms"  # klopt dit? Els', '# "Memo" is wat anders'])
def test_a_persons_own_remark_about_a_word_stays(own):
    text = f'[[collection_actions]]\nfile = "x.csv"\n[collection_actions.values.action_type]\n{own}\n# "Memo" = ""  # vraag 3\n'
    changes = (
        Change(("values", "action_type", "Memo"), "sms"),
        Change(("skip_lines", "Soort"), ("^memo$",), answers=('"Memo" =',)),
    )
    for change in changes:
        out = with_changes(text, [(("collection_actions", 0), change)])
        assert own in out.splitlines() and "vraag 3" not in out


def test_a_header_in_quotes_begins_a_block_too():
    text = '[[leases]]\nfile = "a.csv"\n[["leases"]]\nfile = "b.csv"\n[leases."columns"]\nlease_id = "Nr"\n'
    text += '[[leases]]\nfile = "c.csv"\n'
    assert [block_at(text, line) for line in (2, 4, 6, 8)] == [("leases", n) for n in (0, 1, 1, 2)]

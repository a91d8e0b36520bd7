"""A TOML file is read, or refused with its line and without its text, however it is written."""

import pytest

from validations.toml_files import DEEPEST, LARGEST, TomlUnreadable, read_toml


@pytest.mark.parametrize("text", [b'a = "x"\n', b'\xef\xbb\xbfa = "x"\r\n'])
def test_a_file_is_read_with_or_without_a_mark_and_with_either_line_end(tmp_path, text):
    (tmp_path / "a.toml").write_bytes(text)
    assert read_toml(tmp_path / "a.toml") == {"a": "x"}


@pytest.mark.parametrize(
    ("text", "rule", "line"),
    [
        (b'a = 1\nb = "Jansen\n', "not_toml", 2),
        (b"a = " + b"1" * 5000, "not_toml", None),
        (b"a = '\xe9'", "wrong_encoding", None),
        (b"a = " + b"[" * 5000 + b"]" * 5000, "too_deep", None),
        (b".".join([b"a"] * 5000) + b" = 1", "too_deep", None),
        (b"a = " + b"[" * DEEPEST + b"]" * DEEPEST, "too_deep", None),
        (b"#" * (LARGEST + 1), "too_large", None),
    ],
)
def test_what_is_no_toml_is_refused_by_rule_and_line(tmp_path, text, rule, line):
    (tmp_path / "a.toml").write_bytes(text)
    with pytest.raises(TomlUnreadable) as result:
        read_toml(tmp_path / "a.toml")
    assert (result.value.rule, result.value.line) == (rule, line)
    assert "Jansen" not in result.value.words + result.value.words_nl and result.value.__cause__ is None


@pytest.mark.parametrize(
    ("text", "line", "why"),
    [
        ('[a]\nb = "Jansen\n', 2, "geen aanhalingsteken aan het eind"),
        ("[a]\nb = 'Jansen\n", None, "enkel aanhalingsteken wordt nergens gesloten"),
        ("[a]\nb = Jansen\n", 2, "iets zonder aanhalingstekens"),
        ("b = “Jansen”\n", 1, "gekrulde aanhalingstekens"),
        ('b = "Jansen""\n', 1, "Achter de waarde staat nog iets"),
        ("b = 01-02-2026\n", 1, "een datum zonder aanhalingstekens"),
        ('b = "x"\nb = "Jansen"\n', 2, "staat er al in hetzelfde blok"),
        ('[[a]]\n[a.values]\nb = {"x" = "y"}\n[a.values.b]\n"z" = "y"\n', 4, "staat al op één regel"),
        ('Naam Jansen = "x"\n', 1, "heeft spaties"),
        ('b = ["x"\nc = "Jansen"\n', 2, "hier, of op een regel erboven"),
        ('b = {"x" = "y"\n', 1, "accolade { is niet gesloten"),
        ('b = {"x" = "y",}\n', 1, "komma te veel voor de accolade"),
        ("[b\nc = 1\n", 1, "kopje is niet gesloten"),
        ('b = "\\d"\n', 1, "enkele aanhalingstekens"),
    ],
)
def test_who_does_not_know_toml_reads_what_is_wrong_on_the_line_and_none_of_its_text(tmp_path, text, line, why):
    (tmp_path / "a.toml").write_text(text, encoding="utf-8")
    with pytest.raises(TomlUnreadable) as result:
        read_toml(tmp_path / "a.toml")
    assert result.value.line == line and why in result.value.words_nl
    assert "Jansen" not in result.value.words + result.value.words_nl

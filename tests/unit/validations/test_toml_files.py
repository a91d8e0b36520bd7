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

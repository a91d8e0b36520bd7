"""A mistake of the program is distinguished from what stands in files, so that nobody is sent to look there for it."""

from orchestration.failures import in_words, is_of_ours
from sources.findings import Finding, SourcesRefused


def test_a_crash_is_of_the_program_and_a_refusal_of_the_files():
    assert is_of_ours(f"FAILED landing: {in_words(KeyError('GEHEIM'))}") and "GEHEIM" not in in_words(KeyError("GEHEIM"))
    refusal = SourcesRefused([Finding("refused", "exports/a.csv", "title_missing", "de titel ontbreekt.")])
    assert not is_of_ours(f"FAILED landing: {in_words(refusal)}")

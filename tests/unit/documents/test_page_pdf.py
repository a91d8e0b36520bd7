"""A page on A4: whatever it says comes out, however long and in whatever letters."""

from documents.page import Page, Section, Table
from documents.page_pdf import to_pdf


def page(*rows, lead=()):
    return Page(title="Dossier", lead=list(lead), sections=[Section("Posten", [Table(("Post", "Verrekend met"), list(rows))])])


def test_a_credit_spread_over_more_charges_than_fit_a_page_is_printed_over_several():
    spread = "\n".join(f"C{n:03} 10,00 afgeletterd" for n in range(300))
    short, long = to_pdf(page(("P1", "C1 10,00"))), to_pdf(page(("P1", spread), ("P2", "x" * 9000)))
    assert long.startswith(b"%PDF") and long.count(b"/Type /Page\n") > short.count(b"/Type /Page\n") == 1


def test_names_beyond_western_europe_are_set_in_a_font_that_has_them_where_the_machine_has_one(monkeypatch, tmp_path):
    foreign = page(("P1", "x"), lead=["Şükrü Yılmaz, Łukasz Wiśniewski, Τσίπρας"])
    embedded = to_pdf(foreign)
    monkeypatch.setattr("documents.page_pdf.FONT_PLACES", (tmp_path,))
    bare = to_pdf(foreign)
    assert b"Helvetica" in bare and b"DejaVu" not in bare
    assert embedded == bare or (b"DejaVu" in embedded and b"FontFile2" in embedded)
    assert b"FontFile2" not in to_pdf(page(("P1", "Müller")))

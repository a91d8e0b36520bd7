"""The sign of amounts, which VERA leaves open: by the mapping, or derived from the data where it is plain.

Belongs here: choosing the convention and making the macros the ledger's SQL reads amounts through. Does not belong here:
what kind of booking it is.
"""

from __future__ import annotations

import duckdb

from exports.ground.duck import only_row
from sources.findings import Finding, amount_of, safe_codes

DOUBT_FROM = 0.3  # a share of exceptions from here on is no exception any more: a person must say what the signs mean

# (signed_of, stated_of): an amount positive where the booking does what its kind does; what the tenant owes by `saldo`.
CONVENTIONS = {
    "natuurlijk": ("euros", "case side when 'credit' then -euros else euros end"),
    "debet_positief": ("case side when 'credit' then -euros else euros end", "euros"),
    "debet_negatief": ("case side when 'credit' then euros else -euros end", "-euros"),
    "genegeerd": ("abs(euros)", "case side when 'credit' then -abs(euros) else abs(euros) end"),
}
WORDS = {
    "natuurlijk": "vorderingen en ontvangsten zijn allebei positief",
    "debet_positief": "vorderingen zijn positief, ontvangsten negatief",
    "debet_negatief": "vorderingen zijn negatief, ontvangsten positief",
}
SIDES_SQL = """
select case kind when 'payment' then 'payment' else 'charge' end as side,
    count(*) filter (euros_of(bedrag) > 0), count(*) filter (euros_of(bedrag) < 0)
from vera.boekingen as b
join vera.soorten as s on s.soort is not distinct from b.soort and s.detail_soort is not distinct from b.detail_soort
where kind in ('rent', 'service_charges', 'payment') group by side
"""
# Where charges and receipts are both positive, a credit note or write-off may still carry a minus, as a charge the other
# way round does: each combination of codes by itself.
CREDITS_SQL = """
select concat(coalesce(s.soort, '-'), '/', coalesce(s.detail_soort, '-')) as codes,
    count(*) filter (euros_of(bedrag) > 0), count(*) filter (euros_of(bedrag) < 0)
from vera.boekingen as b
join vera.soorten as s on s.soort is not distinct from b.soort and s.detail_soort is not distinct from b.detail_soort
where kind in ('credit_note', 'write_off') group by codes order by codes
"""
FLIP_SQL = "update vera.soorten set is_flipped = true where concat(coalesce(soort, '-'), '/', coalesce(detail_soort, '-')) = ?"


def settle_decimal_sign(con: duckdb.DuckDBPyConnection) -> None:
    """Makes `writes_commas()` true where any booking has a comma in an amount: "1.234" is then in doubt."""
    found = only_row(con, "select exists (from raw.boekingen where contains(bedrag, ','))")[0]
    con.execute(f"create or replace macro writes_commas() as {str(found).lower()}")


def settle_signs(con: duckdb.DuckDBPyConnection, setting: str) -> list[Finding]:
    """Makes the macros `signed_of(euros, side)` and `stated_of(euros, side)`; side is `charge` or `credit`.

    Returns:
        A note of what was found, or a refusal where the data are in doubt.
    """
    convention, findings = _derived(con) if setting == "auto" else (setting, [])
    if setting == "auto" and convention == "natuurlijk":
        findings += _derived_for_credits(con)
    signed, stated = CONVENTIONS[convention]
    con.execute(f"create macro signed_of(euros, side) as {signed}")
    con.execute(f"create macro stated_of(euros, side) as {stated}")
    return findings


def _derived(con: duckdb.DuckDBPyConnection) -> tuple[str, list[Finding]]:
    counts = {side: (positive, negative) for side, positive, negative in con.execute(SIDES_SQL).fetchall()}
    charges, payments = (_sign(*counts.get(side, (0, 0))) for side in ("charge", "payment"))
    if "in doubt" in (charges, payments) or (charges, payments) == ("-", "-"):
        return "natuurlijk", [_doubt(counts)]
    if charges == "-" or (charges is None and payments == "+"):
        # Receipts alone, all positive, say nothing of charges; natural is what most write.
        convention = "debet_negatief" if charges == "-" else "natuurlijk"
    else:
        convention = "debet_positief" if payments == "-" else "natuurlijk"
    if not counts:
        return convention, []
    text = (
        f"teken van bedragen, afgeleid uit de gegevens: {WORDS[convention]}. Klopt dat niet, zet dan [boeking] "
        "teken in de mapping."
    )
    return convention, [Finding("note", "vera/boekingen", "amount_sign_derived", text)]


def _derived_for_credits(con: duckdb.DuckDBPyConnection) -> list[Finding]:
    flipped, doubtful = [], []
    for codes, positive, negative in con.execute(CREDITS_SQL).fetchall():
        sign = _sign(positive, negative)
        if sign == "-":
            con.execute(FLIP_SQL, [codes])
            flipped.append(safe_codes(codes))
        elif sign == "in doubt":
            doubtful.append((safe_codes(codes), positive, negative))
    findings = []
    if flipped:
        text = f"van {', '.join(flipped)} is een negatief bedrag een gewone creditering, zo leren de gegevens."
        findings.append(Finding("note", "vera/boekingen", "credit_sign_derived", text))
    if doubtful:
        parts = "; ".join(f"{codes}: {positive} positief, {negative} negatief" for codes, positive, negative in doubtful)
        text = (
            f"het teken van crediteringen is niet eenduidig ({parts}). Zet [boeking] teken in vera/mapping.toml; bij "
            "natuurlijk is een negatieve creditering een terugname."
        )
        total = sum(positive + negative for _, positive, negative in doubtful)
        findings.append(Finding("refused", "vera/boekingen", "credit_sign_in_doubt", text, total))
    return findings


def _sign(positive: int, negative: int) -> str | None:
    if not positive + negative:
        return None
    if min(positive, negative) / (positive + negative) >= DOUBT_FROM:
        return "in doubt"
    return "+" if positive > negative else "-"


def _doubt(counts: dict[str, tuple[int, int]]) -> Finding:
    words = {"charge": "vorderingen", "payment": "ontvangsten"}
    parts = [f"{words[side]}: {positive} positief, {negative} negatief" for side, (positive, negative) in sorted(counts.items())]
    text = f"het teken van bedragen is niet eenduidig ({'; '.join(parts)}). Zet [boeking] teken in vera/mapping.toml."
    total = sum(map(sum, counts.values()))
    return Finding(
        "refused",
        "vera/boekingen",
        "amount_sign_in_doubt",
        f"{text} Het gaat om {amount_of(total, 'boeking', 'boekingen')}.",
        total,
    )

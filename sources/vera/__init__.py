"""VERA 4.3, the data standard of Dutch housing: a landlord's JSON export turned into landing tables.

Belongs here: reading the standard's resources, what their codes mean at this landlord (`defaults.toml`,
`mapping.toml`), and the source's own balances. Does not belong here: CBS, spreadsheets, or any judgement of arrears.

What VERA has no place for (mandates, agreements with municipalities, objections, optional fields, eviction notices,
municipalities, postcodes) comes from ordinary landing tables beside it.
"""

from sources.vera.mapping import VeraMapping, load_mapping
from sources.vera.prepare import VeraReport, prepare_vera
from sources.vera.saldo import SaldoDifference, load_stated_balances, saldo_differences

__all__ = [
    "SaldoDifference", "VeraMapping", "VeraReport", "load_mapping", "load_stated_balances", "prepare_vera",
    "saldo_differences",
]  # fmt: skip

"""How rows find their bucket: the route of each landing table and the grain of each model that a bucket carries out, as data.

Belongs here: that data. A test holds it to the landing contract and to dbt's manifest, and making a plan refuses what is not
listed, so that a new table or model says where it belongs before anybody relies on a sieve. Does not belong here: SQL.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Way = Literal["lease", "tenant", "credit", "whole"]
Grain = Literal["lease", "link", "whole"]

# The model that says which leases a run is about: buckets carry out everything up to it.
CONCERNED = "int_leases_concerned"


@dataclass(frozen=True)
class Route:
    """Where the rows of a landing table go.

    Attributes:
        way: `lease`, to the bucket of the lease they name; `tenant`, to those of all the tenant's leases; `credit`, to that of
            the lease whose credit they name; `whole`, to every bucket.
        column: the column that names it; none where the table goes whole.
        key: a column that must be unique over all buckets; only where no run sees all rows of the table again.
        is_sieved: whether only the rows of the leases concerned are given back; of all other tables a run reads everything.
    """

    way: Way
    column: str = ""
    key: str = ""
    is_sieved: bool = False


WHOLE = Route("whole")
BY_LEASE = Route("lease", "lease_id")

ROUTES: dict[str, Route] = {
    "landlords": WHOLE,
    "leases": BY_LEASE,
    "tenants": Route("tenant", "tenant_id"),
    "ledger_entries": Route("lease", "lease_id", key="entry_id", is_sieved=True),
    "allocations": Route("credit", "credit_entry_id", is_sieved=True),
    "mandates": WHOLE,
    "optional_field_agreements": WHOLE,
    "municipalities": WHOLE,
    "municipality_agreements": WHOLE,
    "postcodes": WHOLE,
    "collection_actions": Route("lease", "lease_id", key="action_id", is_sieved=True),
    "objections": Route("tenant", "tenant_id"),
    "payment_arrangements": BY_LEASE,
    "eviction_notices": BY_LEASE,
    "collection_cases": BY_LEASE,
    "co_tenants": BY_LEASE,
    "reported_elsewhere": BY_LEASE,
    "stated_balances": BY_LEASE,
    "export_info": WHOLE,
}
SIEVED = tuple(name for name, route in ROUTES.items() if route.is_sieved)

# What a row of each model follows from: `lease`, the rows of one lease; `link`, those of the two leases that an allocation
# joins (where these differ, both are given back and the run judges them: docs/rules.md 1.7); `whole`, no lease at all.
GRAINS: dict[str, Grain] = {
    "stg_run_parameters": "whole",
    "stg_register_events": "whole",
    "stg_landlords": "whole",
    "stg_leases": "lease",
    "stg_tenants": "lease",
    "stg_ledger_entries": "lease",
    "stg_collection_actions": "lease",
    "stg_payment_arrangements": "lease",
    "stg_eviction_notices": "lease",
    "stg_collection_cases": "lease",
    "stg_stated_balances": "lease",
    "stg_allocations": "link",
    "int_allocations": "link",
    "int_reversals": "lease",
    "int_used_credits": "lease",
    "int_allocated_charges": "lease",
    "int_lease_balances": "lease",
    "int_open_charges": "lease",
    "int_stated_balances": "lease",
    "int_ledger_findings": "link",
    "int_lease_arrears": "lease",
    "int_leases_concerned": "link",
}

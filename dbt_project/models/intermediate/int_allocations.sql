-- Grain: one row of int_allocation_links, of a lease that may be in arrears or has a link that is not in order, or to a charge of
-- collection costs. The links of any other lease need no second look.
-- Rule: docs/rules.md 1.3, 1.4 and 1.7. Where each link of a lease joins its own credit and charge, and none gets more than it is,
-- what is left of due rent exceeds what is left of the credits exactly where all due rent, with what was allocated to other charges,
-- exceeds all credits. Where it does not, the due rent alone does not either: without its links the lease has no arrears as well.
with

links as (
    select * from {{ ref('int_allocation_links') }}
),

-- At least what they take off the credits.
reversed as (
    select
        lease_id,
        sum(amount) as amount
    from {{ ref('int_reversals') }}
    where names_a_credit
    group by lease_id
),

linked_leases as (
    select
        lease_id,
        bool_or(not names_a_credit or is_counted and not names_a_charge_of_the_lease) as has_odd_link,
        sum(case when is_counted and not is_due_rent then amount else 0 end) as allocated_elsewhere
    from links
    where lease_id is not null
    group by lease_id
),

may_be_in_arrears as (
    select totals.lease_id
    from {{ ref('int_lease_totals') }} as totals
    left join linked_leases on totals.lease_id = linked_leases.lease_id
    left join reversed on totals.lease_id = reversed.lease_id
    where
        totals.due_rent_amount + coalesce(linked_leases.allocated_elsewhere, 0)
        > totals.credit_amount - coalesce(reversed.amount, 0)
),

over_allocated_credits as (
    select lease_id
    from links
    where is_counted
    group by lease_id, credit_entry_id
    having sum(amount) > min(credit_amount)
),

over_allocated_charges as (
    select lease_id
    from links
    where is_counted and names_a_charge_of_the_lease
    group by lease_id, charge_entry_id
    having sum(amount) > min(charge_amount)
),

looked_at as (
    select lease_id from may_be_in_arrears
    union
    select lease_id from over_allocated_credits
    union
    select lease_id from over_allocated_charges
    union
    select lease_id from linked_leases where has_odd_link
)

select links.*
from links
where
    links.lease_id is null
    or links.charge_category = 'collection_costs'
    or links.lease_id in (select lease_id from looked_at)

"""The questions behind the report's figures, as SQL on the marts.

Belongs here: the queries alone. Does not belong here: what is made of their rows (figures.py). None asks for a name, an
address or contact data. A question mark is the as-of date.
"""

from __future__ import annotations

WHOLE = """
    select
        count(*) as leases,
        coalesce(sum(amount_in_arrears), 0) as euros,
        count(*) filter (where amount_in_arrears is null) as without_amount
    from marts.signal_decisions
    where as_of_date = ?
"""

TO_SIGNAL = """
    select count(*) as leases, coalesce(sum(amount_in_arrears), 0) as euros
    from marts.signal_decisions
    where as_of_date = ? and decision = 'deliver'
"""

# The list of reasons lies in the order of the rules, so its first is the rule at which the lease leaves the funnel.
FUNNEL = """
    with falls as (
        select blocking_reasons[1] as code, count(*) as leases, coalesce(sum(amount_in_arrears), 0) as euros
        from marts.signal_decisions
        where as_of_date = ? and decision = 'blocked'
        group by all
    )
    select rules.code, rules.words_nl, rules.source, coalesce(leases, 0) as leases, coalesce(euros, 0) as euros
    from reference.rules as rules
    left join falls using (code)
    order by rules.position
"""

REASONS = """
    with held as (
        select tenant_id, amount_in_arrears, len(blocking_reasons) = 1 as is_alone, unnest(blocking_reasons) as code
        from marts.signal_decisions
        where as_of_date = ?
    )
    select
        rules.code,
        any_value(rules.words_nl) as words_nl,
        count(*) as leases,
        coalesce(sum(amount_in_arrears), 0) as euros,
        count(distinct tenant_id) as tenants,
        count(*) filter (where is_alone) as leases_alone,
        coalesce(sum(amount_in_arrears) filter (where is_alone), 0) as euros_alone
    from held
    inner join reference.rules as rules using (code)
    group by rules.code
    order by leases desc, any_value(rules.position)
"""

BY_PLACE = """
    select
        {label} as label,
        count(*) as leases,
        coalesce(sum(amount_in_arrears), 0) as euros,
        count(*) filter (where decision = 'deliver') as leases_signalled,
        coalesce(sum(amount_in_arrears) filter (where decision = 'deliver'), 0) as euros_signalled
    from marts.signal_decisions as decisions
    {join}
    where as_of_date = ?
    group by all
    order by leases desc, label
"""
MUNICIPALITIES = BY_PLACE.format(
    label="coalesce(municipalities.name, decisions.municipality_code, 'onbekend')",
    join="left join landing.municipalities as municipalities using (municipality_code)",
)
LANDLORDS = BY_PLACE.format(label="decisions.landlord_id", join="")

HOLDS = """
    select
        holds.lease_id,
        holds.signal_id,
        holds.accepted_on,
        holds.hold_until,
        holds.status,
        coalesce(soon.expected_end_on, holds.ends_on) as ends_on
    from marts.collection_holds as holds
    left join marts.holds_ending_soon as soon using (signal_id)
    order by ends_on, holds.lease_id
"""

# Whole weeks, from the Monday before the as-of date to the week in which the longest hold can end.
CALENDAR = """
    select day, is_working_day, holiday
    from control.calendar
    where day >= date_trunc('week', cast(? as date)) and day < date_trunc('week', cast(? as date)) + interval 35 days
    order by day
"""

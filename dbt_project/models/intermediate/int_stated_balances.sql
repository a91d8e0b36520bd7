-- Grain: one row per lease of which the source states its own balance on the as-of date or a few days before it.
-- Rule: docs/rules.md 1.7; docs/landing-tables.md, "stated_balances". Beside it: our open rent and service charges past due. Of
-- several rows the newest counts. What is below zero was paid too much: nothing is open then.
with

run as (
    select * from {{ ref('stg_run_parameters') }}
),

stated as (
    select
        balances.lease_id,
        {{ first_of('balances.open_rent', 'balances.stated_on desc', 'true') }} as open_rent,
        max(balances.stated_on) as stated_on
    from {{ ref('stg_stated_balances') }} as balances
    inner join run
        on
            balances.stated_on <= run.as_of_date
            and {{ add_days('balances.stated_on', 'run.stated_balance_days') }} >= run.as_of_date
    group by balances.lease_id
),

arrears as (
    select
        lease_id,
        sum(open_amount) as arrears_amount
    from {{ ref('int_open_charges') }}
    where is_in_arrears
    group by lease_id
),

compared as (
    select
        stated.lease_id,
        stated.stated_on,
        {{ money('greatest(0, stated.open_rent)') }} as stated_amount,
        {{ money('coalesce(arrears.arrears_amount, 0)') }} as our_amount
    from stated
    left join arrears on stated.lease_id = arrears.lease_id
)

select
    lease_id,
    stated_on,
    stated_amount,
    our_amount,
    stated_amount < our_amount as is_lower,
    stated_amount > our_amount as is_higher
from compared

-- Grain: one row per lease decided `deliver` and kind of later fact that would stop its signal.
-- Rule: docs/rules.md 2.11: dated after the as-of date and on or before the machine's own date, in the tables as they
-- are today. The decision stays as it is; of each kind the first is named.
with

run as (
    select * from {{ ref('stg_run_parameters') }}
),

deliverable as (
    select facts.*
    from {{ ref('decision_facts') }} as facts
    inner join {{ ref('signal_decisions') }} as decisions
        on facts.as_of_date = decisions.as_of_date and facts.lease_id = decisions.lease_id
    inner join run on facts.as_of_date < run.machine_date
    where decisions.decision = 'deliver'
),

-- The tenant, and every co-tenant: their objection counts as the tenant's.
people as (
    select
        lease_id,
        tenant_id
    from deliverable
    union
    select
        deliverable.lease_id,
        co_tenants.tenant_id
    from deliverable
    cross join run
    inner join {{ ref('stg_co_tenants') }} as co_tenants on deliverable.lease_id = co_tenants.lease_id
    where {{ is_in_force('coalesce(co_tenants.from_on, run.as_of_date)', 'co_tenants.until_on', 'run.machine_date') }}
),

later_objections as (
    select
        people.lease_id,
        'objection' as fact,
        objections.objection_id as subject,
        objections.received_on as dated_on
    from people
    cross join run
    inner join {{ ref('stg_objections') }} as objections
        on people.tenant_id = objections.tenant_id and objections.received_on > run.as_of_date
    where {{ is_in_force('objections.received_on', 'objections.withdrawn_on', 'run.machine_date') }}
),

later_deaths as (
    select
        deliverable.lease_id,
        'death' as fact,
        deliverable.tenant_id as subject,
        deliverable.deceased_on as dated_on
    from deliverable
    inner join run on deliverable.as_of_date < deliverable.deceased_on and deliverable.deceased_on <= run.machine_date
),

-- A lease that ends on the as-of date has ended on every later one.
later_ends as (
    select
        deliverable.lease_id,
        'lease_end' as fact,
        deliverable.lease_id as subject,
        deliverable.ended_on as dated_on
    from deliverable
    inner join run on deliverable.as_of_date <= deliverable.ended_on and deliverable.ended_on <= run.machine_date
),

later_receipts as (
    select
        lease_id,
        'receipt' as fact,
        entry_id as subject,
        dated_on
    from {{ ref('int_later_receipts') }}
    where is_settled or is_too_young or is_too_little
),

later_arrangements as (
    select
        deliverable.lease_id,
        'arrangement' as fact,
        arrangements.arrangement_id as subject,
        arrangements.agreed_on as dated_on
    from deliverable
    cross join run
    inner join {{ ref('stg_payment_arrangements') }} as arrangements
        on deliverable.lease_id = arrangements.lease_id and arrangements.agreed_on > run.as_of_date
    where
        {{ is_in_force('arrangements.agreed_on', 'arrangements.ended_on', 'run.machine_date') }}
        and {{ is_in_force('arrangements.agreed_on', 'arrangements.broken_on', 'run.machine_date') }}
),

-- The mandate that the decision rests on is over, and no other of the same landlord and scope has taken its place.
ended_mandates as (
    select
        deliverable.lease_id,
        'mandate_ended' as fact,
        mandates.mandate_id as subject,
        mandates.valid_until as dated_on
    from deliverable
    cross join run
    inner join {{ ref('stg_mandates') }} as mandates
        on deliverable.mandate_id = mandates.mandate_id and mandates.valid_until < run.machine_date
    left join {{ ref('stg_mandates') }} as successors
        on
            mandates.landlord_id = successors.landlord_id
            and coalesce(mandates.complex_id, '') = coalesce(successors.complex_id, '')
            and mandates.valid_until < coalesce(successors.valid_until, run.machine_date)
            and successors.valid_from <= run.machine_date
            and coalesce(successors.valid_until, run.machine_date) >= run.machine_date
            and successors.clause_accepted_on <= run.machine_date
            and successors.landlord_informed_on <= run.machine_date
            and successors.processing_registered_on <= run.machine_date
            and successors.processor_agreement_signed_on <= run.machine_date
    where successors.mandate_id is null
),

-- The agreements in force on the machine's own date: the first of each municipality names its desk.
agreements_today as (
    select
        agreements.municipality_code,
        agreements.system,
        agreements.signed_on,
        {{ place_of_agreement('agreements') }} as place
    from {{ ref('stg_municipality_agreements') }} as agreements
    cross join run
    where {{ is_in_force('agreements.signed_on', 'agreements.ended_on', 'run.machine_date') }}
),

-- Where another agreement took its place, ended or not, the desk must still be the one that the line was made for.
ended_agreements as (
    select
        deliverable.lease_id,
        'agreement_ended' as fact,
        agreements.agreement_id as subject,
        case
            when agreements.ended_on <= run.machine_date then agreements.ended_on
            else agreements_today.signed_on
        end as dated_on
    from deliverable
    cross join run
    inner join {{ ref('stg_municipality_agreements') }} as agreements
        on deliverable.agreement_id = agreements.agreement_id
    left join agreements_today
        on agreements.municipality_code = agreements_today.municipality_code and agreements_today.place = 1
    where agreements_today.system is null or agreements_today.system <> agreements.system
),

later_reports as (
    select
        deliverable.lease_id,
        'reported_elsewhere' as fact,
        deliverable.lease_id as subject,
        reports.reported_on as dated_on
    from deliverable
    cross join run
    inner join {{ ref('stg_reported_elsewhere') }} as reports
        on deliverable.lease_id = reports.lease_id and reports.reported_on > run.as_of_date
    where {{ is_in_force('reports.reported_on', 'reports.ended_on', 'run.machine_date') }}
),

later_facts as (
    select * from later_objections
    union all
    select * from later_deaths
    union all
    select * from later_ends
    union all
    select * from later_receipts
    union all
    select * from later_arrangements
    union all
    select * from ended_mandates
    union all
    select * from ended_agreements
    union all
    select * from later_reports
)

select
    lease_id,
    fact,
    {{ first_of('subject', 'dated_on, subject', 'true') }} as subject,
    min(dated_on) as dated_on
from later_facts
group by lease_id, fact

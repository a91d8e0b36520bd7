-- Grain: one row per hold in force that ends within a week: by its own term, or because a charge that fell due since the
-- acceptance is still open and its days of grace run out first.
{% set days_ahead = 7 %}

with
active_holds as (
    select
        *,
        coalesce(would_lapse_on < hold_until and first_open_due_on <= as_of_date, false) as is_about_to_lapse
    from {{ ref('int_holds') }}
    where status = 'active'
),

expected_ends as (
    select
        *,
        case when is_about_to_lapse then would_lapse_on else hold_until end as expected_end_on
    from active_holds
)

select
    as_of_date,
    signal_id,
    lease_id,
    accepted_on,
    hold_until,
    expected_end_on,
    case when is_about_to_lapse then 'lapsed' else 'completed' end as because
from expected_ends
where expected_end_on <= {{ add_days('as_of_date', days_ahead) }}
order by expected_end_on, lease_id, signal_id

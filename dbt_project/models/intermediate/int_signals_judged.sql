-- Grain: one row per signal delivered before the as-of date, in the state this run judges by: the events it judges by,
-- and the acceptances matched in this very run.
{{ signals_of_events(
    ref('int_events_judged'), ref('stg_calendar'),
    feedback_matches=ref('int_feedback_matches')
) }}

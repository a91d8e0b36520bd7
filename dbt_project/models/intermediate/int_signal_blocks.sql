-- Grain: one row a lease that has a signal, or stands in a batch not yet known to be delivered or not.
-- Rule: rules.md, "A signal's life": already_signalled, redelivery.
select
    cast(null as varchar) as lease_id,
    cast(null as boolean) as blocks,
    cast(null as varchar) as replaces_signal_id
where false

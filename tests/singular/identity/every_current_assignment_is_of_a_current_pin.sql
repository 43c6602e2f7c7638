with

resolutions as (

    select * from {{ ref('pin_resolutions') }}

),

assignments as (

    select * from {{ ref('pin_assignments') }}
    where is_current

)

select
    resolutions.pin,
    resolutions.status,
    count(assignments.record_key) as record_count

from resolutions
left join assignments
    on resolutions.pin = assignments.pin
group by resolutions.pin, resolutions.status
having
    (count(assignments.record_key) > 0 and resolutions.status <> 'current')
    or (count(assignments.record_key) = 0 and resolutions.status = 'current')

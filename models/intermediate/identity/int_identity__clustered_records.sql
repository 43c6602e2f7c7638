with

forms as (

    select * from {{ ref('int_identity__comparison_forms') }}

),

records as (

    select * from {{ ref('int_identity__records') }}

),

clusters as (

    select * from {{ ref('int_identity__clusters') }}

)

select
    forms.record_key,
    records.source_system,
    clusters.cluster_id

from forms
inner join records on forms.record_key = records.record_key
inner join clusters on forms.fingerprint_id = clusters.fingerprint_id

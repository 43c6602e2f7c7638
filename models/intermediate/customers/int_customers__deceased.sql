with

supporters as (

    select * from {{ ref('stg_crm__supporters') }}
    where is_deceased

),

customer_records as (

    select * from {{ ref('bridge_customers_x_records') }}

),

suppressions as (

    select * from {{ ref('customer_suppressions') }}
    where list_name = 'deceased' and is_matched

),

told as (

    select
        customer_records.pin,
        'crm' as told_by,
        cast(null as date) as deceased_on

    from supporters
    inner join customer_records
        on supporters.record_key = customer_records.record_key

    union all

    select
        pin,
        'suppression file' as told_by,
        effective_on as deceased_on

    from suppressions

)

select
    pin,
    min(told_by) as told_by,
    min(deceased_on) as deceased_on

from told
group by pin

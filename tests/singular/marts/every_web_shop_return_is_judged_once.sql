-- Looking for a till's note of the same refund neither loses nor repeats a return of the web shop.
with

staged as (

    select count(*) as return_count
    from {{ ref('stg_web_shop__returns') }}

),

judged as (

    select
        count(*) as return_count,
        count(distinct return_id) as key_count

    from {{ ref('int_orders__web_shop_returns') }}

)

select
    staged.return_count as staged_returns,
    judged.return_count as judged_returns,
    judged.key_count as judged_keys

from staged
cross join judged
where
    staged.return_count <> judged.return_count
    or judged.return_count <> judged.key_count

-- The rules of crm.donations over literal raw rows: key, day, amount, what becomes of the row.
with

raw_rows as (

    select
        donation_id,
        cast(null as varchar) as supporter_id,
        donated_on,
        amount,
        fund,
        cast(null as varchar) as appeal,
        cast(null as varchar) as gift_aid,
        cast(null as varchar) as payment_method,
        expected

    from (
        select 'D1' as donation_id, '01/02/2024' as donated_on, '£25.00' as amount, 'a' as fund, 'accepted' as expected
        union all select '', '01/02/2024', '£25.00', 'b', 'missing key'
        union all select null, '31/02/2024', '£25.00', 'c', 'missing key'
        union all select 'D2', '31/02/2024', '£25.00', 'd', 'unreadable date'
        union all select 'D3', null, 'many', 'e', 'unreadable date'
        union all select 'D4', '01/02/2024', 'many', 'f', 'not a number'
        union all select 'D5', '01/02/2024', null, 'g', 'not a number'
        union all select 'D6', '01/02/2024', '1', 'Caf{{ "\ufffd" }}', 'broken encoding'
        union all select 'D7', '01/02/2024', '1', 'h' || chr(7), 'broken encoding'
        union all select 'D8', '01/02/2024', '1', 'two' || chr(10) || 'lines', 'accepted'
        -- the newest that is sound stays, whatever stands beside it
        union all select 'D9', '01/02/2024', '1', 'i', 'duplicate primary key'
        union all select 'D9', '02/02/2024', '2', 'j', 'accepted'
        union all select 'D9 ', '01/02/2024', '3', 'k', 'duplicate primary key'
        union all select 'D9', '30/02/2024', '3', 'l', 'unreadable date'
        -- of exact copies one stays
        union all select 'D10', '01/02/2024', '1', 'm', 'accepted or copy'
        union all select 'D10', '01/02/2024', '1', 'm', 'accepted or copy'
    ) as literal_rows

),

judged as (

    {{ judged_rows('crm', 'donations', 'select * from raw_rows') }}

),

answers as (

    select
        raw_rows.fund,
        raw_rows.expected,
        coalesce(judged.reject_reason, 'accepted') as answer

    from raw_rows
    inner join judged on raw_rows.fund = judged.fund

)

select * from answers
where expected <> answer and expected <> 'accepted or copy'

union all

select
    'm' as fund,
    'one accepted' as expected,
    cast(count(*) as varchar) as answer

from judged
where fund = 'm' and reject_reason is null
having count(*) <> 1

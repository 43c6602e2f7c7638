with

memberships as (

    select * from {{ ref('stg_crm__memberships') }}

),

pins as (

    select * from {{ ref('bridge_customers_x_records') }}

),

holders as (

    select
        memberships.*,
        count(*) over (
            partition by coalesce(memberships.membership_no, memberships.membership_id), memberships.started_on
        ) as holder_count,
        row_number() over (
            partition by coalesce(memberships.membership_no, memberships.membership_id), memberships.started_on
            order by memberships.membership_id
        ) as holder_number

    from memberships

),

shares as (

    select
        holders.*,
        {{ exact("holders.annual_fee_amount / holders.holder_count", 'numeric(12, 2)') }} as even_share_amount

    from holders

)

select
    shares.membership_id,
    shares.membership_no,
    pins.pin,
    shares.record_key,
    shares.membership_type,
    shares.started_on,
    shares.expires_on,
    shares.status,
    shares.payment_method,
    shares.annual_fee_amount,
    cast(shares.holder_count as integer) as holder_count,
    cast(
        case
            when shares.holder_number > 1 then shares.even_share_amount
            else shares.annual_fee_amount - (shares.holder_count - 1) * shares.even_share_amount
        end as numeric(12, 2)
    ) as fee_share_amount

from shares
left join pins
    on shares.record_key = pins.record_key

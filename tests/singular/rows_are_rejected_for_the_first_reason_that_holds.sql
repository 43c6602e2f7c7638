-- The rules of crm.donations over literal raw rows. Of D9 the newest sound row stays; of D10, exact copies, one does.
with

raw_rows as (

    {{ literal_rows(
        [
            'donation_id', 'donated_on', 'amount', 'fund', 'expected', 'supporter_id', 'appeal', 'gift_aid', 'payment_method'
        ],
        [
            ('D1', '01/02/2024', '£25.00', 'a', 'accepted'),
            ('', '01/02/2024', '£25.00', 'b', 'missing key'),
            (none, '31/02/2024', '£25.00', 'c', 'missing key'),
            ('D2', '31/02/2024', '£25.00', 'd', 'unreadable date'),
            ('D3', none, 'many', 'e', 'unreadable date'),
            ('D4', '01/02/2024', 'many', 'f', 'not a number'),
            ('D5', '01/02/2024', none, 'g', 'not a number'),
            ('D6', '01/02/2024', '1', 'Caf\ufffd', 'broken encoding'),
            ('D7', '01/02/2024', '1', 'bell\u0007', 'broken encoding'),
            ('D8', '01/02/2024', '1', 'two\nlines', 'accepted'),
            ('D9', '01/02/2024', '1', 'h', 'duplicate primary key'),
            ('D9', '02/02/2024', '2', 'i', 'accepted'),
            ('D9 ', '01/02/2024', '3', 'j', 'duplicate primary key'),
            ('D9', '30/02/2024', '3', 'k', 'unreadable date'),
            ('D10', '01/02/2024', '1', 'copy', 'once'),
            ('D10', '01/02/2024', '1', 'copy', 'once'),
        ]
    ) }}

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
    inner join judged
        on raw_rows.fund = judged.fund
    where raw_rows.expected <> 'once'

),

copies as (

    select count(*) as accepted_copies
    from judged
    where fund = 'copy' and reject_reason is null

)

select * from answers
where expected <> answer

union all

select
    'copy' as fund,
    'once' as expected,
    cast(accepted_copies as varchar) as answer

from copies
where accepted_copies <> 1

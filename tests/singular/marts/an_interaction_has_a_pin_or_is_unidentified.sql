-- is_identified says whether there is a PIN; how it came about is told for those, and for no other.
select
    interaction_id,
    pin,
    is_identified,
    identified_by

from {{ ref('fct_interactions') }}
where
    is_identified <> (pin is not null)
    or (pin is null) <> (identified_by is null)

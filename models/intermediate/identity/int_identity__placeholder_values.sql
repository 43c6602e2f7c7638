select
    attribute,
    pattern as value

from {{ ref('identity_placeholders') }}

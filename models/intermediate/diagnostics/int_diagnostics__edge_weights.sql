{# The mean weight of each comparison over the edges that hold clusters together, where both sides have a value. #}
with

edges as (

    select * from {{ ref('linkage_edges') }}

),

summed as (

    select {{ compared_weights() }}
    from edges
    where is_same_cluster and match_weight >= {{ var('join_weight') }}

)

{{ compared_weight_rows('summed') }}

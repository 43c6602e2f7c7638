{{
    config(
        materialized='incremental',
        incremental_strategy='delete+insert',
        unique_key='cluster_id',
        post_hook="{{ delete_changed_clusters() }}"
    )
}}

-- depends_on: {{ ref('linkage_bridges') }}
-- depends_on: {{ ref('linkage_conflicts') }}

with

contents as (

    select * from {{ ref('int_identity__cluster_contents') }}

),

members as (

    select * from {{ ref('int_identity__changed_members') }}

),

changed as (

    select distinct cluster_id
    from members

)

select contents.*
from contents
inner join changed on contents.cluster_id = changed.cluster_id

with

clusters as (

    select * from {{ ref('linkage_clusters') }}

),

distribution as (

    select * from {{ ref('linkage_score_distribution') }}

),

pin_runs as (

    select * from {{ ref('pin_churn') }}

),

customers as (

    select
        count(*) as customer_count,
        coalesce(sum(record_count), 0) as record_count,
        coalesce(sum(fingerprint_count), 0) as fingerprint_count,
        coalesce(sum(edge_count), 0) as edge_count,
        coalesce(max(record_count), 0) as largest_customer_record_count,
        coalesce(sum(case when record_count = 1 then 1 else 0 end), 0) as customers_of_1,
        coalesce(sum(case when record_count between 2 and 5 then 1 else 0 end), 0) as customers_of_2_to_5,
        coalesce(sum(case when record_count between 6 and 20 then 1 else 0 end), 0) as customers_of_6_to_20,
        coalesce(sum(case when record_count > 20 then 1 else 0 end), 0) as customers_of_more,
        coalesce(sum(case when conflicting_attributes is not null then 1 else 0 end), 0) as conflicting_customer_count

    from clusters

),

pairs as (

    select
        coalesce(sum(pair_count), 0) as scored_pair_count,
        coalesce(sum(joining_count), 0) as joining_pair_count,
        coalesce(
            sum(
                case
                    when
                        weight_from >= {{ var('join_weight') }} - {{ var('review_margin') }}
                        and weight_to <= {{ var('join_weight') }} + {{ var('review_margin') }}
                        then pair_count
                end
            ), 0
        ) as doubtful_pair_count

    from distribution

),

-- What this build did to PINs, nothing where it had no run of its own.
changes as (

    select
        coalesce(max(known_records), 0) as known_record_count,
        coalesce(sum(changed_records), 0) as changed_record_count

    from pin_runs
    where started_at >= {{ build_started_at() }}

)

select
    customers.*,
    pairs.*,
    changes.*

from customers
cross join pairs
cross join changes

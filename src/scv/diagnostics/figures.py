"""The figures of the report, each a list of rows read from the tables of the last build."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from scv.diagnostics.masking import mask

if TYPE_CHECKING:
    from scv.diagnostics.reader import Linkage

Rows = list[dict[str, Any]]

RUNS = """
    select
        run_id, started_at, finished_at, model_id, join_weight, stay_weight, pin_run_id, record_count,
        fingerprint_count,
        scored_pair_count, joining_pair_count, doubtful_pair_count, edge_count, customer_count,
        single_record_customer_count, largest_customer_record_count, conflicting_customer_count, known_record_count,
        changed_record_count,
        scored_pair_count / nullif(fingerprint_count, 0) as pairs_per_fingerprint,
        record_count / nullif(customer_count, 0) as records_per_customer
    from {linkage_runs} order by run_id desc limit 60
"""
PARAMETERS = """
    select comparison, comparison_order, comparison_level, level_label, m_probability, u_probability, home_probability,
        match_weight, home_weight, frequency_column
    from {linkage_model_parameters}
    where model_id = $model_id and not is_missing
    order by comparison_order, comparison_level desc
"""
BLOCKING = """
    select rule_number, rule, block_limit, fingerprint_count, block_count, crowded_key_count,
        largest_block_fingerprint_count, pair_count, marginal_pair_count, cumulative_pair_count, joining_pair_count
    from {linkage_blocking} order by rule_number
"""
BLOCKS = """
    select rule, place, block_key, fingerprint_count, is_crowded from {linkage_largest_blocks}
    order by fingerprint_count desc, rule, place limit 12
"""
SCORES = """
    select weight_from, weight_to, sum(pair_count)::bigint as pair_count, sum(together_count)::bigint as together_count,
        sum(apart_count)::bigint as apart_count
    from {linkage_score_distribution} group by all order by weight_from
"""
SIZES = """
    select least(record_count, 41) as records, count(*) as customers, sum(record_count)::bigint as records_in_all
    from {linkage_clusters} group by 1 order by 1
"""
SHAPES = """
    select
        count(*) filter (fingerprint_count > 1) as linked, count(*) filter (fingerprint_count = 1) as alone,
        count(*) filter (bridge_count > 0 and fingerprint_count > 2) as bridged,
        count(*) filter (contrary_pair_count > 0) as contrary,
        count(*) filter (conflicting_attributes is not null) as conflicting,
        count(*) filter (broken_rules is not null) as breaking, max(diameter) as farthest,
        count(*) filter (source_system_count > 1) as of_several_sources
    from {linkage_clusters}
"""
EVIDENCE = """
    select comparison, edge_count, supporting_edge_count, mean_weight from {int_diagnostics__edge_weights}
    where edge_count > 0 order by supporting_edge_count desc, comparison
"""
CHANNELS = """
    select source_system, other_source_system, customer_count, shared_customer_count, shared_customer_share,
        linked_record_share
    from {linkage_channel_links} order by 1, 2
"""
LINKED = """
    select source_system, record_count::bigint as record_count, linked_record_count::bigint as linked_record_count,
        linked_record_share::double as linked_record_share
    from {int_diagnostics__linked_records} order by 1
"""
COMPLETENESS = """
    select source_system, attribute, record_count, filled_count, completeness
    from {linkage_completeness} order by 1, 2
"""
UNLINKABLES = """
    with thresholds as (select distinct weight_to from {linkage_unlinkables}),
    systems as (select distinct source_system, sampled_record_count from {linkage_unlinkables})
    select source_system, thresholds.weight_to as threshold, sampled_record_count,
        (coalesce(sum(record_count) filter (bins.weight_to <= thresholds.weight_to), 0) / sampled_record_count) as share
    from thresholds cross join systems
    inner join {linkage_unlinkables} as bins using (source_system, sampled_record_count)
    where thresholds.weight_to <= 40
    group by source_system, thresholds.weight_to, sampled_record_count order by 1, 2
"""
TERMS = """
    select attribute, place, term, frequency, weight_change from {linkage_term_frequencies}
    where attribute in ('surname', 'forename', 'town', 'postcode', 'email', 'phone') and place <= 6
    order by attribute, place
"""
DRIFT = """
    select run_id, figure, figure_name, item, value, previous_value, change, base_count, band_used, breach, is_last_run,
        case when breach is not null then why end as meaning
    from {linkage_drift} inner join {linkage_bands} using (figure, figure_name)
    where is_last_run and (breach is not null or (previous_value is not null and band_used >= 0.05))
    order by breach is null, band_used desc, figure, item limit 12
"""
HISTORY = """
    with figures as (
        select run_id, figure, figure_name, item, value, breach,
            max(value) over (partition by figure, item) - min(value) over (partition by figure, item) as range
        from {linkage_drift}
        where figure not in ('pairs_by_rule', 'joining_pairs')
            and run_id in (select run_id from {linkage_runs} order by run_id desc limit 30)
    ),
    ranked as (
        select *, dense_rank() over (partition by figure order by range desc, item) as place from figures
    )
    select run_id, figure, figure_name, item, value, breach from ranked where place <= 8 order by figure, item, run_id
"""
CHURN = """
    select run_id, started_at, known_records, new_records, returned_records, vanished_records, changed_records,
        changed_share, changed_by_data, changed_by_model, changed_by_rule, changed_by_steward
    from {pin_churn} order by run_id desc limit 30
"""
ACCURACY = """
    select threshold, label_count, precision, precision_low, precision_high, recall, recall_low, recall_high, f1,
        is_join_weight
    from {linkage_accuracy} where judged = 'pairs' order by threshold
"""
BUILT_ACCURACY = """
    select label_count, precision, precision_low, precision_high, recall, recall_low, recall_high, f1, f1_low, f1_high,
        missed_by_blocking, missed_by_blocking_low, missed_by_blocking_high
    from {linkage_accuracy} where judged = 'customers'
"""
MODEL = """
    select
        models.trained_at, models.trained_by, models.why, models.fingerprint_count, models.label_count,
        promotions.promoted_at, promotions.promoted_by, promotions.why as why_promoted, promotions.kind,
        (select max(model_id) from {linkage_registry} where is_promoted) as next_model_id
    from {linkage_registry} as models
    left join {linkage_promotions} as promotions on promotions.model_id = models.model_id
    where models.model_id = $model_id order by promotions.promoted_at desc limit 1
"""
QUERIES = {
    "runs": RUNS,
    "parameters": PARAMETERS,
    "blocking": BLOCKING,
    "blocks": BLOCKS,
    "scores": SCORES,
    "sizes": SIZES,
    "shapes": SHAPES,
    "evidence": EVIDENCE,
    "channels": CHANNELS,
    "linked": LINKED,
    "completeness": COMPLETENESS,
    "unlinkables": UNLINKABLES,
    "terms": TERMS,
    "drift": DRIFT,
    "history": HISTORY,
    "churn": CHURN,
    "accuracy": ACCURACY,
    "built_accuracy": BUILT_ACCURACY,
    "model": MODEL,
}
TABLES = (
    "linkage_model_parameters",
    "linkage_blocking",
    "linkage_largest_blocks",
    "linkage_score_distribution",
    "linkage_channel_links",
    "linkage_completeness",
    "linkage_unlinkables",
    "linkage_term_frequencies",
    "linkage_drift",
    "linkage_bands",
    "pin_churn",
    "linkage_accuracy",
    "linkage_promotions",
)


def read_figures(linkage: Linkage, shown: bool) -> dict[str, Rows]:
    """The rows of every figure by its name in `QUERIES`; values of people are masked unless `shown`."""
    figures = {
        name: linkage.records(query, **({"model_id": linkage.model_id} if "$model_id" in query else {}))
        for name, query in QUERIES.items()
    }
    if not shown:
        _mask_blocks(figures["blocks"])
        for row in figures["terms"]:
            row["term"] = mask(row["attribute"], row["term"])
    return {name: [_plain(row) for row in rows] for name, rows in figures.items()}


def _mask_blocks(rows: Rows) -> None:
    """Mask the keys of blocks, attribute by attribute."""
    for row in rows:
        parts = zip(row["rule"].split("+"), row["block_key"].split(" + "), strict=False)
        row["block_key"] = " + ".join(mask(attribute, value) for attribute, value in parts)


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row whose times are text, so that it can stand in JSON."""
    return {
        name: value.isoformat(sep=" ", timespec="seconds") if hasattr(value, "isoformat") else value
        for name, value in row.items()
    }

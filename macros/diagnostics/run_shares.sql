{# Figures of a whole run, from the one row of its totals: figure, item, value, base_count. None where the base is empty. #}
{% macro run_shares(totals) %}
    {%- set shares = [
        ('pairs_per_fingerprint', 'all', 'scored_pair_count', 'fingerprint_count'),
        ('joining_pairs', 'all', 'joining_pair_count', 'scored_pair_count'),
        ('doubtful_pairs', 'all', 'doubtful_pair_count', 'scored_pair_count'),
        ('records_per_customer', 'all', 'record_count', 'customer_count'),
        ('customers_by_size', '1 record', 'customers_of_1', 'customer_count'),
        ('customers_by_size', '2 to 5 records', 'customers_of_2_to_5', 'customer_count'),
        ('customers_by_size', '6 to 20 records', 'customers_of_6_to_20', 'customer_count'),
        ('customers_by_size', 'more than 20 records', 'customers_of_more', 'customer_count'),
        ('conflicting_customers', 'all', 'conflicting_customer_count', 'customer_count'),
        ('changed_pins', 'all', 'changed_record_count', 'known_record_count')
    ] -%}
    {%- set queries = [] -%}
    {%- for figure, item, part, whole in shares -%}
        {%- do queries.append(
            "select '" ~ figure ~ "' as figure, '" ~ item ~ "' as item, 1.0 * " ~ part ~ " / " ~ whole ~ " as value, "
            ~ whole ~ " as base_count from " ~ totals ~ " where " ~ whole ~ " > 0"
        ) -%}
    {%- endfor -%}
    {{- return(queries | join("\n    union all\n    ")) -}}
{% endmacro %}

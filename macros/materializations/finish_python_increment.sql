{# Add what a Python model landed to its table by the model's incremental strategy, in one transaction; the first time, and
   in a full refresh, what landed becomes the table. Returns the table. #}
{% macro finish_python_increment(landing) %}
    {%- set existing = load_cached_relation(this) -%}
    {%- set on_schema_change = incremental_validate_on_schema_change(config.get('on_schema_change'), default='ignore') -%}
    {%- set strategy = adapter.get_incremental_strategy_macro(context, config.get('incremental_strategy') or 'default') -%}
    {%- if existing is none or existing.is_view or should_full_refresh() -%}
        {{- return(finish_python_table(landing)) -}}
    {%- endif -%}
    {%- do adapter.expand_target_column_types(from_relation=landing, to_relation=existing) -%}
    {%- set changed = process_schema_changes(on_schema_change, landing, existing) -%}
    {%- call statement('increment') -%}
        {{- strategy({
            'target_relation': existing,
            'temp_relation': landing,
            'unique_key': config.get('unique_key'),
            'dest_columns': changed or adapter.get_columns_in_relation(existing),
            'incremental_predicates': config.get('predicates') or config.get('incremental_predicates'),
        }) -}}
    {%- endcall -%}
    {{- finish_python_model(existing, landing, should_revoke(existing, full_refresh_mode=False)) -}}
    {{- return(existing) -}}
{% endmacro %}

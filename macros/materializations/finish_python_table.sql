{# Put the table that a Python model landed in the place of the earlier one, in one transaction; returns it. #}
{% macro finish_python_table(landing) %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set existing = load_cached_relation(this) -%}
    {%- set backup = make_backup_relation(target, 'table' if existing is none else existing.type) -%}
    {%- do create_indexes(landing) -%}
    {%- if existing is not none -%}
        {%- do adapter.rename_relation(existing, backup) -%}
    {%- endif -%}
    {%- do adapter.rename_relation(landing, target) -%}
    {{- finish_python_model(target, backup, should_revoke(existing, full_refresh_mode=True)) -}}
    {{- return(target) -}}
{% endmacro %}

{# What every model ends with: hooks, grants, comments, commit; then what is no longer needed goes. #}
{% macro finish_python_model(target, superfluous, revoke) %}
    {{- run_hooks(post_hooks, inside_transaction=True) -}}
    {%- do apply_grants(target, config.get('grants'), should_revoke=revoke) -%}
    {%- do persist_docs(target, model) -%}
    {%- call statement('last_of_transaction', auto_begin=True) -%} select 1 {%- endcall -%}
    {%- do adapter.commit() -%}
    {%- do drop_relation_if_exists(superfluous) -%}
    {{- run_hooks(post_hooks, inside_transaction=False) -}}
{% endmacro %}

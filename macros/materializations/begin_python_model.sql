{# Make way for a Python model, and return the relation that its result lands in. The job has a connection of its own: so
   what pre-hooks did is committed, and no lock or transaction of dbt's stays open while the model computes. #}
{% macro begin_python_model() %}
    {%- set target = this.incorporate(type='table') -%}
    {%- set landing = make_intermediate_relation(target) -%}
    {%- do drop_relation_if_exists(load_cached_relation(landing)) -%}
    {%- do drop_relation_if_exists(load_cached_relation(make_backup_relation(target, 'table'))) -%}
    {{- run_hooks(pre_hooks, inside_transaction=False) -}}
    {{- run_hooks(pre_hooks, inside_transaction=True) -}}
    {%- call statement('commit_before_python', auto_begin=True) -%} select 1 {%- endcall -%}
    {%- do adapter.commit() -%}
    {{- return(landing) -}}
{% endmacro %}

{# Incremental models on the servers: SQL is dbt's own business, Python is handed to `dbt_scv`, and what it returns is
   added with the adapter's own strategies. #}
{% materialization incremental, adapter='postgres', supported_languages=['sql', 'python'] %}
    {%- if model['language'] == 'sql' -%}
        {{ return(dbt.materialization_incremental_default()) }}
    {%- endif -%}
    {%- set landing = begin_python_model() -%}
    {%- call statement('main', language='python') -%}
        {{- python_job(landing, compiled_code) -}}
    {%- endcall -%}
    {{ return({'relations': [finish_python_increment(landing)]}) }}
{% endmaterialization %}

{% materialization incremental, adapter='redshift', supported_languages=['sql', 'python'] %}
    {%- if model['language'] == 'sql' -%}
        {{ return(dbt.materialization_incremental_default()) }}
    {%- endif -%}
    {%- set landing = begin_python_model() -%}
    {%- call statement('main', language='python') -%}
        {{- python_job(landing, compiled_code) -}}
    {%- endcall -%}
    {{ return({'relations': [finish_python_increment(landing)]}) }}
{% endmaterialization %}

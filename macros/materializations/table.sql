{# Tables on the servers: SQL is the adapter's own business, Python is handed to `dbt_scv`. dbt lets a Python job be
   submitted from a materialization itself alone, so each adapter has its own few lines. #}
{% materialization table, adapter='postgres', supported_languages=['sql', 'python'] %}
    {%- if model['language'] == 'sql' -%}
        {{ return(dbt.materialization_table_default()) }}
    {%- endif -%}
    {%- set landing = begin_python_model() -%}
    {%- call statement('main', language='python') -%}
        {{- python_job(landing, compiled_code) -}}
    {%- endcall -%}
    {{ return({'relations': [finish_python_table(landing)]}) }}
{% endmaterialization %}

{% materialization table, adapter='redshift', supported_languages=['sql', 'python'] %}
    {%- if model['language'] == 'sql' -%}
        {{ return(dbt.materialization_table_redshift()) }}
    {%- endif -%}
    {%- set landing = begin_python_model() -%}
    {%- call statement('main', language='python') -%}
        {{- python_job(landing, compiled_code) -}}
    {%- endcall -%}
    {{ return({'relations': [finish_python_table(landing)]}) }}
{% endmaterialization %}

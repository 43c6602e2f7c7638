{# The compiled model with what `dbt_scv` needs to know behind it, so that line numbers stay those of the model's file. #}
{% macro python_job(landing, compiled_code) %}
    {{- return(
        compiled_code ~ "\n\ndbt_scv_job = " ~ {
            'table': landing | string,
            'this': this | string,
            'is_empty': flags.EMPTY | default(false, true),
            'settings': python_job_settings(),
        } ~ "\n"
    ) -}}
{% endmacro %}

{# What the way to the warehouse needs of vars and config, beside the profile. It is written to files: no secrets. #}
{% macro python_job_settings() %}
    {{- return(adapter.dispatch('python_job_settings', 'scv')()) -}}
{% endmacro %}

{% macro default__python_job_settings() %}
    {{- return({}) -}}
{% endmacro %}

{# Redshift: where rows stop on S3, who may bring them there, and how a table lies. #}
{% macro redshift__python_job_settings() %}
    {{- return({
        's3_staging': var('redshift_s3_staging', none),
        'iam_role': var('redshift_iam_role', none),
        'dist': config.get('dist'),
        'sort': config.get('sort'),
    }) -}}
{% endmacro %}

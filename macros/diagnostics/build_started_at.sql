{# When this build began, UTC: the same in all its models. #}
{% macro build_started_at() %}
    {{- return("cast('" ~ run_started_at.strftime("%Y-%m-%d %H:%M:%S.%f") ~ "' as timestamp)") -}}
{% endmacro %}

{# The name of this build: its beginning, UTC, as 20240301T123310. #}
{% macro build_name() %}
    {{- return("'" ~ run_started_at.strftime("%Y%m%dT%H%M%S") ~ "'") -}}
{% endmacro %}

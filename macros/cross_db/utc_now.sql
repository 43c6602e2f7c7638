{# The present time, UTC, without a zone. #}
{% macro utc_now() %}
    {{- return(adapter.dispatch('utc_now', 'scv')()) -}}
{% endmacro %}

{% macro default__utc_now() %}
    {{- return("cast(current_timestamp at time zone 'UTC' as timestamp)") -}}
{% endmacro %}

{# Redshift's getdate() is UTC already; its current_timestamp runs on the leader node only. #}
{% macro redshift__utc_now() %}
    {{- return("getdate()") -}}
{% endmacro %}

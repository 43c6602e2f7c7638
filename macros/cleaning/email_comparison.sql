{# The form of a cleaned email address to compare by: without a plus tag, without dots where the provider ignores them,
   at the provider's first domain. The provider's columns come from a left join of the seed `email_provider_aliases`
   on `email_domain(...)`; they are null for other domains. #}
{% macro email_comparison(email, canonical_domain='canonical_domain', ignores_dots='ignores_dots') %}
    {%- set mailbox = regex_replace(dbt.split_part(email, "'@'", 1), "[+].*$", "") -%}
    {%- set without_dots = "replace(" ~ mailbox ~ ", '.', '')" -%}
    {%- set compared = "case when " ~ ignores_dots ~ " then " ~ without_dots ~ " else " ~ mailbox ~ " end" -%}
    {{- return("(" ~ compared ~ " || '@' || coalesce(" ~ canonical_domain ~ ", " ~ email_domain(email) ~ "))") -}}
{% endmacro %}

{# What follows the @ of a cleaned email address. #}
{% macro email_domain(email) %}
    {{- return(dbt.split_part(email, "'@'", 2)) -}}
{% endmacro %}

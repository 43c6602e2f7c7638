{# The columns of one side of a question to a steward, `left` or `right`. #}
{% macro review_side(side) %}
    {%- set records = side ~ "_records" -%}
    {%- set columns = [side ~ "_customers.pin as " ~ side ~ "_pin", "items." ~ side ~ "_record_key"] -%}
    {%- do columns.append(
        "nullif(trim(coalesce(" ~ records ~ ".forename, '') || ' ' || coalesce(" ~ records ~ ".middle_names || ' ', '')"
        ~ " || coalesce(" ~ records ~ ".surname, '')), '') as " ~ side ~ "_name"
    ) -%}
    {%- for column in [
        'date_of_birth', 'email', 'phone', 'address_line_1', 'town', 'postcode', 'account_id', 'membership_no', 'loyalty_no',
        'social_handle', 'recorded_at'
    ] -%}
        {%- do columns.append(records ~ "." ~ column ~ " as " ~ side ~ "_" ~ column) -%}
    {%- endfor -%}
    {{- return(columns | join(",\n    ")) -}}
{% endmacro %}

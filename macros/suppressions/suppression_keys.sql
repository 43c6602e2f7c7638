{# The keys by which an entry of a suppression file finds people, one row each: `people` is an import CTE in comparison
   form, `id` its column. A key that lacks a part is no key. #}
{% macro suppression_keys(people, id) %}
    {%- set keys = [
        ['postcode', 'surname'],
        ['postcode', 'forename_root'],
        ['postal_district', 'surname', 'forename_root'],
        ['street', 'address_number', 'surname'],
        ['date_of_birth', 'surname'],
        ['date_of_birth', 'forename_root'],
    ] -%}
    {%- for columns in keys %}
    select
        {{ id }},
        '{{ columns | join(", ") }}' as key_columns,
        {{ columns[0] }} as first_part,
        {{ columns[1] }} as second_part,
        {{ columns[2] or "''" }} as third_part
    from {{ people }}
    where {{ columns | join(' is not null and ') }} is not null
    {%- if not loop.last %}

    union all
    {% endif %}
    {%- endfor %}
{% endmacro %}

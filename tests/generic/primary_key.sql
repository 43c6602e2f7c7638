{#- Each value of the column occurs once, and none is missing: `unique` and `not_null` in one scan. -#}
{% test primary_key(model, column_name) %}

select
    {{ column_name }},
    count(*) as occurrences

from {{ model }}
group by {{ column_name }}
having count(*) > 1 or {{ column_name }} is null

{% endtest %}

{# Steps from group to group (an import CTE of group_id, next_group_id), each followed by the steps of where it leads. #}
{% macro as_far_again(steps) %}
    select
        {{ steps }}.group_id,
        coalesce(further.next_group_id, {{ steps }}.next_group_id) as next_group_id

    from {{ steps }}
    left join {{ steps }} as further
        on {{ steps }}.next_group_id = further.group_id
{% endmacro %}

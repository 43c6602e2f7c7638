{#- The number that one criterion of seeds/survivorship_rules.csv gives a stated value: the smallest wins. -#}
{% macro survivorship_score(criterion) -%}
    case {{ criterion }}
        when 'verified' then -verified
        when 'validity' then -validity
        when 'priority' then priority
        when 'recency' then seconds_old
        when 'completeness' then -completeness
        when 'frequency' then -frequency
        when 'confirmation' then case when frequency > 1 then 0 else 1 end
        when 'spelling' then -record_count
        when 'length' then -length(attribute_value)
        when 'words' then length(replace(attribute_value, ' ', '')) - length(attribute_value)
    end
{%- endmacro %}

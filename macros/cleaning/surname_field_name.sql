{# The bare name in a surname field that holds a whole name because the forename field is empty ('', 'Jane Smith');
   null where the surname is a surname, also one of several words (van der Berg). #}
{% macro surname_field_name(forename, surname) %}
    {%- set begins_with_particle = regex_matches("lower(" ~ surname ~ ")", "^ *" ~ particle_words() ~ " ") -%}
    {%- set several_words = surname ~ " like '% %' and not " ~ begins_with_particle -%}
    {{- return(
        "case when nullif(trim(" ~ forename ~ "), '') is null and " ~ several_words ~ " then " ~ bare_name(surname) ~ " end"
    ) -}}
{% endmacro %}

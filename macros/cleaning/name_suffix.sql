{# The generation that a name ends with: Jr, Sr, II, III or IV; null when it has none. With `alone` the whole field may
   be the suffix. #}
{% macro name_suffix(value, alone=false) %}
    {%- set text = "lower(trim(" ~ value ~ "))" -%}
    {%- set before = "^(.*[ ,])?" if alone else "^.*[ ,]" -%}
    {%- set suffix = namespace(sql=text) -%}
    {%- for words, form in [
        ('(jr|jnr|junior)', 'Jr'), ('(sr|snr|senior)', 'Sr'), ('(ii|2nd)', 'II'), ('(iii|3rd)', 'III'), ('(iv|4th)', 'IV'),
    ] -%}
        {%- set suffix.sql = regex_replace(suffix.sql, before ~ words ~ "[.]?$", form) -%}
    {%- endfor -%}
    {{- return("case when " ~ regex_matches(text, before ~ generation_words() ~ "[.]?$") ~ " then " ~ suffix.sql ~ " end") -}}
{% endmacro %}

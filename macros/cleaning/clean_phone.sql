{# A telephone number in E.164 form ('+447911123456'), or null when it can't be one: too short or long, not given out by
   its country's plan, withheld, or a spreadsheet's '4.47911E+11', which has lost its digits. `country` is an expression
   (ISO 3166-1 alpha-2) for numbers that don't say theirs; null means the var `default_country`. #}
{% macro clean_phone(value, country='null') %}
    {%- set plans = [] -%}
    {%- for code, plan in phone_numbering_plans().items() -%}
        {%- do plans.append(code ~ "(" ~ plan ~ ")") -%}
    {%- endfor -%}
    {%- set given_out = "^[+](" ~ plans | join("|") ~ "|" ~ other_phone_numbers() ~ ")$" -%}
    {{- return(regex_extract(international_number(value, country), given_out)) -}}
{% endmacro %}

{# The number as it was dialled, in E.164 form: like `clean_phone`, but of a number that nobody was given too, as long as
   its length is right. Two records with the same mistyped number are still likely one person's. #}
{% macro dialled_phone(value, country='null') %}
    {%- set possible = "^[+](44[1-9][0-9]{8,9}|1[2-9][0-9]{9}|[2-9][0-9]{9,13})$" -%}
    {{- return(regex_extract(international_number(value, country), possible)) -}}
{% endmacro %}

{# The digits of a number with plus and calling code in front, of whatever length. Each step is written once, around the
   one before, so that the whole is one pass over each number. #}
{% macro international_number(value, country) %}
    {%- set not_dialled = "[ ,;.]*(ext|x|#)[a-z.]*[ :.]*[0-9]{1,6} *$|[(]0[)]|[^0-9+]+" -%}
    {%- set dialled = regex_replace("lower(" ~ value ~ ")", not_dialled, "") -%}
    {%- set abroad = regex_replace(dialled, "^[+]*00", "+") -%}
    {%- set plus_forgotten = regex_replace(abroad, "^((44|353|33|49|34|39|31|32|1[2-9])[1-9][0-9]{8,})$", "+\\1") -%}
    {%- set code_added = regex_replace(plus_forgotten, "^([0-9])", "+' || " ~ calling_code(country) ~ " || '\\1") -%}
    {{- return(regex_replace(code_added, "^[+](44|353|33|49|31|32|61|64|91|41|43|46)0", "+\\1")) -}}
{% endmacro %}

{# The calling code of a country (an expression), or of the var `default_country`. #}
{% macro calling_code(country) %}
    {%- set codes = {
        'GB': '44', 'GG': '44', 'IM': '44', 'JE': '44', 'IE': '353', 'FR': '33', 'DE': '49', 'US': '1', 'CA': '1',
        'ES': '34', 'IT': '39', 'NL': '31', 'BE': '32', 'PT': '351', 'PL': '48', 'AU': '61', 'NZ': '64', 'IN': '91', 'CH': '41',
        'AT': '43', 'SE': '46', 'NO': '47', 'DK': '45',
    } -%}
    {%- set default_code = codes[var('default_country')] -%}
    {%- if country == 'null' -%}
        {{- return("'" ~ default_code ~ "'") -}}
    {%- endif -%}
    {%- set branches = [] -%}
    {%- for name, code in codes.items() if code != default_code -%}
        {%- do branches.append("when '" ~ name ~ "' then '" ~ code ~ "'") -%}
    {%- endfor -%}
    {{- return("case " ~ country ~ " " ~ branches | join(" ") ~ " else '" ~ default_code ~ "' end") -}}
{% endmacro %}

{# The words that stand around a name, as parts of regular expressions on small letters. #}
{% macro title_words() %}
    {{- return(
        "(mr|mrs|ms|miss|mx|mister|master|dr|doctor|prof|professor|rev|revd|reverend|rt|right|hon|honourable|sir|dame"
        ~ "|lord|lady|capt|captain|col|colonel|lt|lieut|sgt|sergeant|major|maj|cllr|councillor)"
    ) -}}
{% endmacro %}

{# Generations, which tell a father from a son. #}
{% macro generation_words() %}
    {{- return("(jr|jnr|junior|sr|snr|senior|ii|iii|iv|2nd|3rd|4th)") -}}
{% endmacro %}

{# Ranks and honours, which say nothing of who it is. #}
{% macro honour_words() %}
    {{- return("(obe|mbe|cbe|kbe|dbe|gbe|phd|esq|esquire|qc|kc|jp|frs|frcs|frcp|bt|baronet|mp|bsc|msc|mba)") -}}
{% endmacro %}

{% macro peerage_words() %}
    {{- return("(lord|lady|earl|countess|duke|duchess|viscount|viscountess|baron|baroness|baronet|marquess|marquis|bt)") -}}
{% endmacro %}

{# Words that belong to the surname that follows them: van der Berg. #}
{% macro particle_words() %}
    {{- return(
        "(van|von|der|den|de|het|ter|ten|te|du|des|del|della|di|da|dos|das|la|le|lo|st|bin|binti|ibn|abu|al|el|ben|zu|zur"
        ~ "|mac|o)"
    ) -}}
{% endmacro %}

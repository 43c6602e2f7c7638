-- Bare names: forename|middle names|surname.
{{ failing_cases(
    "coalesce(" ~ bare_name_forename('given') ~ ", '-') || '|' || coalesce(" ~ bare_name_middle_names('given')
    ~ ", '-') || '|' || coalesce(" ~ bare_name_surname('given') ~ ", '-')", [
    ("Anna M Smith-Jones", "Anna|M|Smith-Jones"),
    ("Zoë van der Berg", "Zoë|-|van der Berg"),
    ("Maria Anna da Silva", "Maria|Anna|da Silva"),
    ("Jane", "Jane|-|-"),
    ("J Smith", "J|-|Smith"),
    ("Jane Mary Anne Smith", "Jane|Mary Anne|Smith"),
    ("Van Morrison", "Van|-|Morrison"),
    ("J R R Tolkien", "J|R R|Tolkien"),
    ("Jane O Brien", "Jane|-|O Brien"),
    ("Peter Le Fevre", "Peter|-|Le Fevre"),
    (none, "-|-|-"),
]) }}

-- Full names: forename|surname, given the title.
{{ failing_cases(
    "coalesce(" ~ bare_name_forename(bare_name('given'), name_title('given')) ~ ", '-') || '|' || coalesce("
    ~ bare_name_surname(bare_name('given'), name_title('given')) ~ ", '-')", [
    ("Ms Edwards", "-|Edwards"),
    ("MR BISHOP", "-|Bishop"),
    ("Sir Mick", "Mick|-"),
    ("Jane", "Jane|-"),
    ("Mr Jo Bishop", "Jo|Bishop"),
    (none, "-|-"),
]) }}

-- Comparison form of cleaned addresses; the provider's columns stand in for the join of the seed.
{{ failing_cases(email_comparison(
    "given", "case when given like '%@g%mail.com' then 'gmail.com' end", "given like '%@g%mail.com'"
), [
    ("jane.smith@gmail.com", "janesmith@gmail.com"),
    ("j.a.n.e.smith+shop@googlemail.com", "janesmith@gmail.com"),
    ("jane.smith+news@example.com", "jane.smith@example.com"),
    ("jane.smith@example.com", "jane.smith@example.com"),
    ("jane+a+b@example.com", "jane@example.com"),
    (none, none),
]) }}

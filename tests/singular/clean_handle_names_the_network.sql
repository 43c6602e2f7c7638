-- Handles: given, expected.
{{ failing_cases(clean_handle('given', "'X'"), [
    ("@JaneS", "x:janes"),
    ("janes", "x:janes"),
    ("https://twitter.com/JaneS", "x:janes"),
    ("https://x.com/JaneS?lang=en", "x:janes"),
    ("www.facebook.com/jane.s/", "x:jane.s"),
    ("@ jane s", "x:janes"),
    ("@", none),
    ("", none),
    (none, none),
]) }}

-- Times: given, expected in UTC.
{{ failing_cases(timestamp_from_text('given', 'rfc_2822'), [
    ("Tue, 05 Mar 2024 10:22:31 +0000", "2024-03-05 10:22:31"),
    ("Tue, 05 Mar 2024 10:22:31 +0200", "2024-03-05 08:22:31"),
    ("yesterday", none),
]) }}

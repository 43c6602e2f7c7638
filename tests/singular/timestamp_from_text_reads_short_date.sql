-- Times: given, expected in UTC.
{{ failing_cases(timestamp_from_text('given', 'short_date'), [
    ("05-Mar-24", "2024-03-05 00:00:00"),
    ("05-MAR-24", "2024-03-05 00:00:00"),
    ("31-Feb-24", none),
    ("", none),
]) }}

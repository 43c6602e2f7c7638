-- Countries: given, expected.
{{ failing_cases(clean_country('given'), [
    ("gb", "GB"),
    ("UK", "GB"),
    ("England", "GB"),
    ("Northern Ireland", "GB"),
    ("Ireland", "IE"),
    ("Éire", none),
    ("Deutschland", "DE"),
    ("usa", "US"),
    ("FR", "FR"),
    ("XXX", none),
    ("", none),
    (none, none),
]) }}

-- Towns and lines of addresses: given, town|line.
{{ failing_cases(clean_town('given') ~ " || '|' || " ~ clean_address('given'), [
    ("NEWCASTLE UPON TYNE", "Newcastle upon Tyne|Newcastle Upon Tyne"),
    ("leeds,", "Leeds|Leeds"),
    ("FLAT 6, 4 POPLAR AVE", "Flat 6, 4 Poplar Ave|Flat 6, 4 Poplar Ave"),
    ("Stoke-on-Trent", "Stoke-on-Trent|Stoke-on-Trent"),
    ("ST MARY'S ROAD", "St Mary's Road|St Mary's Road"),
    ("12A HIGH ST", "12A High St|12A High St"),
    ("House  of the Rising Sun", "House of the Rising Sun|House of the Rising Sun"),
    ("MÃ¼nchen", "München|München"),
    ("", none),
    (none, none),
]) }}

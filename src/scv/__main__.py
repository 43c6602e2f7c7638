"""`python -m scv` is `scv`."""

from scv.cli import main

main()

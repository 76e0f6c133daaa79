"""`python -m review` is `pactwatch`, where the command is not on the path."""

from review.cli import main

main()

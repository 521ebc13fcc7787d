"""`python -m sanctionscreen`: the command line."""

from sanctionscreen.cli import main

main()

"""Run the command line as ``python -m cyberkg``."""

from cyberkg.cli import main

main()

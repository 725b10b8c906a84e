"""The command line."""

from counterclaim.cli.main import main

__all__ = ["main"]

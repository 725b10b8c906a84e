"""The program, as ``counterclaim`` and as ``python -m counterclaim``."""

from counterclaim.config import collect_seldom


def main() -> None:
    """Sets the process up before the rest is loaded, and runs the program."""
    collect_seldom()
    from counterclaim.cli import main as run

    run()


if __name__ == "__main__":  # a process that helps reading imports this too
    main()

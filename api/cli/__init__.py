"""The command line. Each command is a module; `application` puts them together."""


def main() -> None:
    """Entry point of the console script; worker processes import this module again, so it imports nothing itself."""
    from api.cli.application import main as run

    run()

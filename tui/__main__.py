"""`python -m tui` is `plan-review`."""

from tui.cli import main

if __name__ == "__main__":
    raise SystemExit(main())

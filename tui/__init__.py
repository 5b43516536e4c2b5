"""plan-review: read, assess, compare and review development plans in the terminal, offline."""

__version__ = "0.1.0"

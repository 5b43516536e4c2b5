"""Finding words in whatever there is: exact, whatever their width, case or blanks."""

from tui.search.index import Entry, Hit, Hits, Index
from tui.search.query import KINDS, Query, parse_query

__all__ = ["KINDS", "Entry", "Hit", "Hits", "Index", "Query", "parse_query"]

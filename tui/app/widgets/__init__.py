"""Widgets: panes drawn line by line, and the views made of them."""

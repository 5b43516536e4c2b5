"""Characters: their width, line breaking, sentences, folding, safe display, wording difference."""

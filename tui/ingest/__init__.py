"""From a source document to a plan: lines, furniture, headings, tables, paragraphs."""

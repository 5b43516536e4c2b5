"""What a plan is: its identity card, its printed tree, its paragraphs; reading, writing and proving it."""

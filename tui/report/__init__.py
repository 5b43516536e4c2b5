"""Hand-ins: builders make a neutral Document, one writer a format."""

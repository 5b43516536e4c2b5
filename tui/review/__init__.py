"""What reviewers do: events, the file that keeps them, and the state they add up to."""

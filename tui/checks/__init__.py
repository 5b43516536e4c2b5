"""Checks: what a careful reviewer finds in a plan, found by rule, each with its passages and a reason."""

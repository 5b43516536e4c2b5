"""Indicators, targets, observations, assessment."""

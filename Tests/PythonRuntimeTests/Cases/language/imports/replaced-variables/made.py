"""A module without variables."""

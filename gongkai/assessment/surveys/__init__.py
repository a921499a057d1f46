"""Surveys of a round: what its pack asks of them, where they stand, what they say."""

"""Answering a survey: with a code, or as anybody; nobody is asked who they are."""

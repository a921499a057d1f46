"""Pure decisions: working days, document numbers, scoring, grading. No files, no web, no engine."""

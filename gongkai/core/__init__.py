"""What every capability stands on: units, people, permissions, events, files, numbers, jobs."""

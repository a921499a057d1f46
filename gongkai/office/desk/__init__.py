"""The shell of the office: to-do list, search, notices, calendar, dashboard."""

"""Self-checks of townships on the screen: a form that saves by itself, a report that is signed."""

"""Monthly bulletins on the screen: looked over, issued, corrected, opened down to a record."""

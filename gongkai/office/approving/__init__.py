"""Screens by which a result becomes final: approval, bulletin, letters, receipts, corrections."""

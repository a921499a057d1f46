"""Demonstration sites on the screen: named, visited, evaluated, commended or revoked."""

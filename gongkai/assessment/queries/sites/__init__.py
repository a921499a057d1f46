"""Demonstration sites as their office, the sites themselves and the public see them."""

"""An inspector's pages on a phone: what is entered is kept there until the network takes it."""

"""The pages of the portal as bytes: what each address shows, and what it depends on.

``render(address)`` answers for one address with the facts of the moment. Which pages must be
rendered again after a change follows from the dependencies each page named when it was rendered.
"""

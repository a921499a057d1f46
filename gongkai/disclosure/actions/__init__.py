"""The only writers of disclosure's tables.

By what they do: ``drafting`` (items, drafts, attributes), ``files`` (attachments, masks),
``importing``, ``bringing`` (documents to be converted first), ``checking``, ``reviewing``,
``releasing``, ``bundles``, ``pages`` (withdraw, redirect, delete), ``validity``, ``requests``
(changes asked for, withheld items looked at again), ``plans``, ``channels``, ``delivering``.
"""

"""Roles an office made for itself keep reading drafts when that becomes a permission of its own."""

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from gongkai.core.models import Role

step = import_module("gongkai.core.migrations.0006_drafts_permission")

pytestmark = pytest.mark.django_db


def own(code: str, *permissions: str) -> Role:
    return Role.objects.create(
        code=code, title=code, description=code, permissions=list(permissions)
    )


def test_who_read_drafts_still_does_and_who_oversees_does_not() -> None:
    reader = own("reader", "desk.view", "disclosure.view")
    overseer = own("overseer", "disclosure.view", "disclosure.oversee")
    other = own("other", "desk.view")
    editor = connection.schema_editor()
    step.divide(apps, editor)
    step.divide(apps, editor)
    held = {one.code: one.permissions for one in Role.objects.all()}
    assert held == {
        "reader": ["desk.view", "disclosure.view", "disclosure.drafts"],
        "overseer": overseer.permissions,
        "other": other.permissions,
    }
    step.join(apps, editor)
    assert Role.objects.get(code="reader").permissions == reader.permissions

"""Requests nobody thought of, made from the document, against the real application."""

from datetime import date
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import GenerationMode
from schemathesis.specs.openapi.checks import positive_data_acceptance

from gongkai.api.endpoints import ENDPOINTS, Endpoint
from gongkai.config.wsgi import office
from gongkai.portal.searching.indexing import rebuild_index
from tests.api.conftest import Archive, former

pytestmark = pytest.mark.django_db(transaction=True)


NEGATIVE = GenerationMode.NEGATIVE


@pytest.fixture
def schema(archive: Archive) -> Any:
    """The document of an installation with an archive."""
    archive(
        *(former(n) for n in range(8)),
        former(8, content_type="normative", document_number="示财〔2025〕1号", keywords=("农资",)),
        former(9, content_type="normative", repeals=8, summary="说明"),
        former(10, content_type="interpretation", interprets=9, unit="yusuan", category="budgets"),
    )
    rebuild_index(date(2026, 3, 2))
    return schemathesis.openapi.from_wsgi("/api/openapi.json", office)


@pytest.mark.parametrize("endpoint", ENDPOINTS, ids=lambda one: one.id)
def test_every_answer_is_as_documented(schema: Any, endpoint: Endpoint) -> None:
    operation = schema[f"/api/{endpoint.path}"]["GET"]

    @settings(max_examples=15, suppress_health_check=[HealthCheck.too_slow])
    @given(case=operation.as_strategy() | operation.as_strategy(generation_mode=NEGATIVE))
    def ask(case: Any) -> None:
        answer = case.call(headers={"Host": "127.0.0.1"})
        # That a cursor belongs to an order is the one thing the document cannot say.
        other_order = answer.status_code == 400 and "另一种排序" in answer.text
        case.validate_response(
            answer, excluded_checks=[positive_data_acceptance] if other_order else []
        )

    ask()

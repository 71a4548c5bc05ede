import httpx

from services.kit import migrating
from tests.support.people import Offices


async def test_ready_names_the_newest_migration(anonymous: httpx.AsyncClient) -> None:
    answer = await anonymous.get("/readyz")
    assert answer.json() == {"status": "ready", "revision": migrating.newest_revision()}
    assert (await anonymous.get("/healthz")).json() == {"status": "ok"}


async def test_metrics_are_prometheus_text(anonymous: httpx.AsyncClient) -> None:
    assert "python_info" in (await anonymous.get("/metrics")).text


async def test_the_tree_of_the_test_city_is_nested(offices: Offices) -> None:
    tree = await offices.city.platform.tree.current()
    assert tree.is_within(offices.lead.id, offices.organ.id)
    assert not tree.is_within(offices.lead.id, offices.district.id)
    for node in tree:
        if node.parent_id is not None:
            assert tree[node.parent_id].lft < node.lft < node.rgt < tree[node.parent_id].rgt

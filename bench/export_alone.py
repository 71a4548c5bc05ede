"""One export in a process of its own that imports no more than it needs: its time and its memory."""

import asyncio
import sys
from pathlib import Path
from uuid import UUID

from bench.import_measures import FIELD_KEYS, LOOKUP_KEY, Watch
from services.access.acting import actor_of
from services.access.tree import load_tree
from services.kit.database import Database
from services.kit.lookup import Lookup
from services.kit.sealing import Sealer
from services.members.export_files import Format
from services.members.exporting import Wanted, export
from services.members.filters import make_filter, view_of
from services.members.vault import Vault
from services.members.views import Onlooker


async def export_alone(url: str, account_id: str, target: str, form: Format, reveal: str) -> None:
    """The whole register, masked unless `reveal` says anything."""
    database = await Database.connect(url, pool_size=1, reader_size=2)
    try:
        actor = await actor_of(database.reader, await load_tree(database.reader), UUID(account_id))
        assert actor is not None
        vault = Vault(Sealer(FIELD_KEYS), Lookup(LOOKUP_KEY))
        look, view, chosen = Onlooker(actor, vault), view_of(actor), make_filter(vault)
        watch = Watch()
        await export(database, look, view, chosen, Path(target), Wanted(form, reveal=bool(reveal), reason="测量"))
        watch.tell()
    finally:
        await database.close()


if __name__ == "__main__":
    asyncio.run(export_alone(*sys.argv[1:]))  # type: ignore[arg-type]

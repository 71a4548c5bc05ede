"""placed pieces: pieces of names found in one district or sub-district without those of the whole city"""

from alembic import op

revision = "c4d17e60b9a5"
down_revision = "b61f0e8a92d5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Pairs of characters by district, single characters and pairs by sub-district, each behind the id of its place.
    op.execute(
        """
        CREATE FUNCTION placed_pieces(district uuid, sub_district uuid, grams text[]) RETURNS text[]
        LANGUAGE sql IMMUTABLE PARALLEL SAFE
        RETURN ARRAY(
            SELECT place::text || gram
            FROM unnest(grams) AS gram, (VALUES (district, 2), (sub_district, 1)) AS level (place, shortest)
            WHERE place IS NOT NULL AND length(gram) BETWEEN shortest AND 2
        )
        """
    )
    op.execute("CREATE INDEX ix_members_placed_pieces ON members USING gin (placed_pieces(l2, l3, grams))")
    # How frequent a piece is must not matter: the plan is the same for all, and remembered only if it costs the same.
    op.execute("ALTER INDEX ix_members_placed_pieces ALTER COLUMN 1 SET STATISTICS 0")


def downgrade() -> None:
    op.execute("DROP INDEX ix_members_placed_pieces")
    op.execute("DROP FUNCTION placed_pieces(uuid, uuid, text[])")

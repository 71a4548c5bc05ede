"""placed pieces: pieces of names found in one district or sub-district without those of the whole city"""

from alembic import op

revision = "c4d17e60b9a5"
down_revision = "b61f0e8a92d5"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # Pairs of characters by district, single characters and pairs by sub-district, each with its place as one number:
    # as text the index would be as large as that of all pieces. Two may meet in a number, so queries look again.
    # Restricted: nobody knows how rare a piece is, and of millions PostgreSQL would start other processes for the few
    # rows that are found, which takes longer than to read them.
    op.execute(
        """
        CREATE FUNCTION placed_pieces(district uuid, sub_district uuid, grams text[]) RETURNS bigint[]
        LANGUAGE sql IMMUTABLE PARALLEL RESTRICTED
        RETURN ARRAY(
            SELECT hashtextextended(place::text || gram, 0)
            FROM unnest(grams) AS gram, (VALUES (district, 2), (sub_district, 1)) AS level (place, shortest)
            WHERE place IS NOT NULL AND length(gram) BETWEEN shortest AND 2
        )
        """
    )
    op.execute("CREATE INDEX ix_members_placed_pieces ON members USING gin (placed_pieces(l2, l3, grams))")


def downgrade() -> None:
    op.execute("DROP INDEX ix_members_placed_pieces")
    op.execute("DROP FUNCTION placed_pieces(uuid, uuid, text[])")

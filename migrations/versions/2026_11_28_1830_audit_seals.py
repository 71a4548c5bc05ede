"""audit seals: closed hours of the audit log under keyed digests, and the one way for old rows to go"""

import sqlalchemy as sa
from alembic import op

revision = "7e41c0a9d5b2"
down_revision = "b8c1f0a7d3e4"
branch_labels = None
depends_on = None

FLOOR_DAYS = 180
"""网络安全法: logs are kept for six months at least. What is younger goes by no setting and no command."""


def upgrade() -> None:
    op.create_table(
        "audit_seals",
        sa.Column("sequence", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("from_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("entries", sa.Integer(), nullable=False),
        sa.Column("leaves", sa.LargeBinary(), nullable=False),
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.Column("sealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("purged_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("until_at > from_at", name=op.f("ck_audit_seals_range")),
        sa.CheckConstraint("length(leaves) = 24 * entries", name=op.f("ck_audit_seals_leaves")),
        sa.PrimaryKeyConstraint("sequence", name=op.f("pk_audit_seals")),
        sa.UniqueConstraint("until_at", name=op.f("uq_audit_seals_until_at")),
    )
    op.create_index("ix_audit_seals_day", "audit_seals", ["day"])
    op.execute("DROP TRIGGER audit_entries_append_only ON audit_entries")
    op.execute(
        """
        CREATE FUNCTION refuse_rewriting_audit() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF TG_OP = 'DELETE' AND current_setting('dangjian.purging', true) = 'on' THEN
                RETURN NULL;
            END IF;
            RAISE EXCEPTION '% is append-only: % refused', TG_TABLE_NAME, TG_OP USING ERRCODE = '42501';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_audit()"
    )
    op.execute(
        f"""
        CREATE FUNCTION purge_audit_only_when_sealed_and_old() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN
            IF OLD.at > clock_timestamp() - interval '{FLOOR_DAYS} days' OR NOT EXISTS (
                SELECT FROM audit_seals
                WHERE from_at <= OLD.at AND until_at > OLD.at AND purged_at IS NOT NULL
            ) THEN
                RAISE EXCEPTION 'audit_entries is append-only: % is too young or not sealed', OLD.id
                    USING ERRCODE = '42501';
            END IF;
            RETURN OLD;
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entries_purge BEFORE DELETE ON audit_entries "
        "FOR EACH ROW EXECUTE FUNCTION purge_audit_only_when_sealed_and_old()"
    )
    # A node whose clock is behind must not write into time that is sealed already.
    op.execute(
        """
        CREATE FUNCTION keep_out_of_sealed_time() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            sealed timestamptz;
        BEGIN
            SELECT max(until_at) INTO sealed FROM audit_seals;
            IF NEW.at < sealed THEN
                NEW.at := greatest(clock_timestamp(), sealed);
            END IF;
            RETURN NEW;
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_entries_sealed_time BEFORE INSERT ON audit_entries "
        "FOR EACH ROW EXECUTE FUNCTION keep_out_of_sealed_time()"
    )
    op.execute(
        f"""
        CREATE FUNCTION refuse_rewriting_seals() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            unchanged audit_seals;
        BEGIN
            IF TG_OP = 'UPDATE' THEN
                unchanged := NEW;
                unchanged.purged_at := OLD.purged_at;
                IF OLD.purged_at IS NULL AND unchanged IS NOT DISTINCT FROM OLD
                    AND OLD.until_at < clock_timestamp() - interval '{FLOOR_DAYS} days' THEN
                    RETURN NEW;
                END IF;
            END IF;
            RAISE EXCEPTION 'audit_seals is append-only: % refused', TG_OP USING ERRCODE = '42501';
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER audit_seals_append_only BEFORE UPDATE OR DELETE ON audit_seals "
        "FOR EACH ROW EXECUTE FUNCTION refuse_rewriting_seals()"
    )
    op.execute(
        "CREATE TRIGGER audit_seals_not_emptied BEFORE TRUNCATE ON audit_seals "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )


def downgrade() -> None:
    for trigger in ("audit_entries_sealed_time", "audit_entries_purge", "audit_entries_append_only"):
        op.execute(f"DROP TRIGGER {trigger} ON audit_entries")
    op.drop_table("audit_seals")
    for function in (
        "refuse_rewriting_seals",
        "keep_out_of_sealed_time",
        "purge_audit_only_when_sealed_and_old",
        "refuse_rewriting_audit",
    ):
        op.execute(f"DROP FUNCTION {function}()")
    op.execute(
        "CREATE TRIGGER audit_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entries "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )

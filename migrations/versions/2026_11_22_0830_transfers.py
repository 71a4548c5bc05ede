"""transfers"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "8972d2427568"
down_revision = "7f3b62ad90c1"
branch_labels = None
depends_on = None

STANDINGS = ("normal", "suspended", "removed", "ended", "transferred_out", "deceased", "struck")
STATES = ("applicant", "activist", "candidate", "probationary", "full", *STANDINGS[1:])
_PARTY_ONLY = "standing NOT IN ({}) OR stage IN ('probationary', 'full')"


def _allow(table: str, name: str, condition: str) -> None:
    """Put another CHECK in the place of the one of that name."""
    op.drop_constraint(op.f(f"ck_{table}_{name}"), table, type_="check")
    op.create_check_constraint(op.f(f"ck_{table}_{name}"), table, condition)


def _allow_standings(standings: tuple[str, ...], states: tuple[str, ...], of_the_party: tuple[str, ...]) -> None:
    _allow("members", "standing", f"standing IN ({_listed(standings)})")
    _allow("members", "party_standing", _PARTY_ONLY.format(_listed(of_the_party)))
    _allow("member_changes", "to_state", f"to_state IN ({_listed(states)})")


def _listed(values: tuple[str, ...]) -> str:
    return ", ".join(f"'{value}'" for value in values)


def upgrade() -> None:
    op.create_table(
        "transfer_serials",
        sa.Column("issuing_branch_id", sa.Uuid(), nullable=False),
        sa.Column("year", sa.SmallInteger(), nullable=False),
        sa.Column("last", sa.Integer(), nullable=False),
        sa.CheckConstraint("last > 0", name=op.f("ck_transfer_serials_last")),
        sa.ForeignKeyConstraint(
            ["issuing_branch_id"],
            ["branches.id"],
            name=op.f("fk_transfer_serials_issuing_branch_id"),
            ondelete="RESTRICT",
        ),
        sa.PrimaryKeyConstraint("issuing_branch_id", "year", name=op.f("pk_transfer_serials")),
    )
    op.create_table(
        "transfers",
        sa.Column("member_id", sa.Uuid(), nullable=True),
        sa.Column("from_branch_id", sa.Uuid(), nullable=True),
        sa.Column("to_branch_id", sa.Uuid(), nullable=True),
        sa.Column("outside_name", sa.Text(), nullable=True),
        sa.Column("outside_region", sa.Text(), nullable=True),
        sa.Column(
            "kind",
            sa.Enum(
                "within_system", "within_province", "other_province", name="transferkind", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column(
            "state",
            sa.Enum(
                "requested",
                "drafted",
                "sender_branch",
                "sender_committee",
                "in_transit",
                "receiver_committee",
                "receiver_branch",
                "done",
                "returned",
                "expired",
                "withdrawn",
                "declined",
                name="transferstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("person", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("incoming", sa.LargeBinary(), nullable=True),
        sa.Column("id_number_hash", sa.LargeBinary(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("shown_from", sa.Integer(), nullable=True),
        sa.Column("issuing_branch_id", sa.Uuid(), nullable=True),
        sa.Column("number_year", sa.SmallInteger(), nullable=True),
        sa.Column("number_serial", sa.Integer(), nullable=True),
        sa.Column("letter_no", sa.Text(), nullable=True),
        sa.Column("dues_paid_until", sa.Date(), nullable=True),
        sa.Column("approved_on", sa.Date(), nullable=True),
        sa.Column("approved_by", sa.Uuid(), nullable=True),
        sa.Column("issued_on", sa.Date(), nullable=True),
        sa.Column("issued_by", sa.Uuid(), nullable=True),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("received_on", sa.Date(), nullable=True),
        sa.Column("accepted_on", sa.Date(), nullable=True),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("return_reason", sa.Text(), nullable=True),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(incoming IS NOT NULL) = (from_branch_id IS NULL AND state NOT IN ('done', 'withdrawn', 'declined'))",
            name=op.f("ck_transfers_incoming"),
        ),
        sa.CheckConstraint("(kind = 'within_system') = (outside_name IS NULL)", name=op.f("ck_transfers_kind_outside")),
        sa.CheckConstraint(
            "(state NOT IN ('done', 'withdrawn', 'declined')) = (ended_on IS NULL)", name=op.f("ck_transfers_ended_on")
        ),
        sa.CheckConstraint(
            "NOT state IN ('in_transit', 'receiver_committee', 'receiver_branch', 'done', 'expired') OR (issued_on IS NOT NULL AND dues_paid_until IS NOT NULL)",
            name=op.f("ck_transfers_issued"),
        ),
        sa.CheckConstraint(
            "kind IN ('within_system', 'within_province', 'other_province')", name=op.f("ck_transfers_kind")
        ),
        sa.CheckConstraint(
            "member_id IS NOT NULL OR (from_branch_id IS NULL AND state <> 'done')", name=op.f("ck_transfers_member")
        ),
        sa.CheckConstraint(
            "state IN ('requested', 'drafted', 'sender_branch', 'sender_committee', 'in_transit', 'receiver_committee', 'receiver_branch', 'done', 'returned', 'expired', 'withdrawn', 'declined')",
            name=op.f("ck_transfers_state"),
        ),
        sa.CheckConstraint(
            "state NOT IN ('in_transit', 'expired') OR valid_until IS NOT NULL", name=op.f("ck_transfers_in_transit")
        ),
        sa.CheckConstraint(
            "state NOT IN ('returned', 'declined') OR return_reason IS NOT NULL",
            name=op.f("ck_transfers_return_reason"),
        ),
        sa.CheckConstraint("(incoming IS NULL) = (id_number_hash IS NULL)", name=op.f("ck_transfers_id_number_hash")),
        sa.CheckConstraint("(number_year IS NULL) = (number_serial IS NULL)", name=op.f("ck_transfers_number")),
        sa.CheckConstraint(
            "(outside_name IS NOT NULL) = (from_branch_id IS NULL OR to_branch_id IS NULL)",
            name=op.f("ck_transfers_outside"),
        ),
        sa.CheckConstraint("extract(day FROM dues_paid_until) = 1", name=op.f("ck_transfers_dues_paid_until")),
        sa.CheckConstraint("from_branch_id <> to_branch_id", name=op.f("ck_transfers_elsewhere")),
        sa.CheckConstraint("from_branch_id IS NOT NULL OR to_branch_id IS NOT NULL", name=op.f("ck_transfers_ends")),
        sa.CheckConstraint(
            "number_serial IS NULL OR issuing_branch_id IS NOT NULL", name=op.f("ck_transfers_issuing_branch")
        ),
        sa.CheckConstraint(
            "outside_name IS NOT NULL OR outside_region IS NULL", name=op.f("ck_transfers_outside_region")
        ),
        sa.CheckConstraint("valid_until >= issued_on", name=op.f("ck_transfers_valid_until")),
        sa.ForeignKeyConstraint(
            ["approved_by"], ["accounts.id"], name=op.f("fk_transfers_approved_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["from_branch_id"], ["branches.id"], name=op.f("fk_transfers_from_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["issued_by"], ["accounts.id"], name=op.f("fk_transfers_issued_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["issuing_branch_id"], ["branches.id"], name=op.f("fk_transfers_issuing_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_transfers_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["accounts.id"], name=op.f("fk_transfers_requested_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["to_branch_id"], ["branches.id"], name=op.f("fk_transfers_to_branch_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfers")),
    )
    op.create_index("ix_transfers_created_at_id", "transfers", ["created_at", "id"], unique=False)
    op.create_index("ix_transfers_grams", "transfers", ["grams"], unique=False, postgresql_using="gin")
    op.create_index(
        "ix_transfers_in_transit",
        "transfers",
        ["valid_until"],
        unique=False,
        postgresql_where=sa.text("state = 'in_transit'"),
    )
    op.create_index("ix_transfers_member_id", "transfers", ["member_id"], unique=False)
    op.create_index(op.f("ix_transfers_requested_by"), "transfers", ["requested_by"], unique=False)
    op.create_index("ix_transfers_state", "transfers", ["state"], unique=False)
    op.create_index("ix_transfers_updated_at_id", "transfers", ["updated_at", "id"], unique=False)
    op.create_index(
        "ix_transfers_valid_until_id",
        "transfers",
        [sa.literal_column("coalesce(valid_until, 'infinity'::date)"), "id"],
        unique=False,
    )
    op.create_index(
        "uq_transfers_number", "transfers", ["issuing_branch_id", "number_year", "number_serial"], unique=True
    )
    op.create_index(
        "uq_transfers_open_incoming",
        "transfers",
        ["id_number_hash"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('done', 'withdrawn', 'declined')"),
    )
    op.create_index(
        "uq_transfers_open_member",
        "transfers",
        ["member_id"],
        unique=True,
        postgresql_where=sa.text("state NOT IN ('done', 'withdrawn', 'declined')"),
    )
    op.create_table(
        "transfer_events",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("transfer_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "from_state",
            sa.Enum(
                "requested",
                "drafted",
                "sender_branch",
                "sender_committee",
                "in_transit",
                "receiver_committee",
                "receiver_branch",
                "done",
                "returned",
                "expired",
                "withdrawn",
                "declined",
                name="transferstate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "requested",
                "drafted",
                "sender_branch",
                "sender_committee",
                "in_transit",
                "receiver_committee",
                "receiver_branch",
                "done",
                "returned",
                "expired",
                "withdrawn",
                "declined",
                name="transferstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("actor_id", sa.Uuid(), nullable=True),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=True),
        sa.Column("comment", sa.Text(), nullable=True),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "to_state IN ('requested', 'drafted', 'sender_branch', 'sender_committee', 'in_transit', 'receiver_committee', 'receiver_branch', 'done', 'returned', 'expired', 'withdrawn', 'declined')",
            name=op.f("ck_transfer_events_to_state"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_transfer_events_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_transfer_events_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfers.id"], name=op.f("fk_transfer_events_transfer_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_transfer_events")),
    )
    op.create_index("uq_transfer_events_sequence", "transfer_events", ["transfer_id", "sequence"], unique=True)
    op.create_table(
        "transfer_parties",
        sa.Column("transfer_id", sa.Uuid(), nullable=False),
        sa.Column("part", sa.String(40), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("part IN ('sender', 'receiver')", name=op.f("ck_transfer_parties_part")),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_transfer_parties_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["transfer_id"], ["transfers.id"], name=op.f("fk_transfer_parties_transfer_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("transfer_id", "part", name=op.f("pk_transfer_parties")),
    )
    op.create_index("ix_transfer_parties_branch_id", "transfer_parties", ["branch_id"], unique=False)
    op.create_index("ix_transfer_parties_l1_transfer_id", "transfer_parties", ["l1", "transfer_id"], unique=False)
    op.create_index("ix_transfer_parties_l2_transfer_id", "transfer_parties", ["l2", "transfer_id"], unique=False)
    op.create_index("ix_transfer_parties_l3_transfer_id", "transfer_parties", ["l3", "transfer_id"], unique=False)
    op.create_index("ix_transfer_parties_l4_transfer_id", "transfer_parties", ["l4", "transfer_id"], unique=False)
    op.create_index("ix_transfer_parties_l5_transfer_id", "transfer_parties", ["l5", "transfer_id"], unique=False)
    op.create_index("ix_transfer_parties_l6_transfer_id", "transfer_parties", ["l6", "transfer_id"], unique=False)
    op.execute(
        "CREATE TRIGGER transfer_parties_levels BEFORE INSERT OR UPDATE OF branch_id ON transfer_parties "
        "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
    )
    op.execute(
        "CREATE TRIGGER transfer_events_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer_events "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )
    _allow_standings(STANDINGS, STATES, ("suspended", "removed", "transferred_out"))


def downgrade() -> None:
    before = tuple(standing for standing in STANDINGS if standing != "transferred_out")
    states = tuple(state for state in STATES if state != "transferred_out")
    _allow_standings(before, states, ("suspended", "removed"))
    op.drop_table("transfer_parties")
    op.drop_table("transfer_events")
    op.drop_table("transfers")
    op.drop_table("transfer_serials")

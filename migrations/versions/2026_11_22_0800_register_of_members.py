"""register of members"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "35fdea4c4005"
down_revision = "b49d03f1e826"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "members",
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("pinyin", sa.Text(), nullable=False),
        sa.Column("grams", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("id_number", sa.LargeBinary(), nullable=False),
        sa.Column("id_number_hash", sa.LargeBinary(), nullable=False),
        sa.Column("id_tail_hash", sa.LargeBinary(), nullable=False),
        sa.Column("sex", sa.Text(), nullable=False),
        sa.Column("ethnicity", sa.Text(), nullable=False),
        sa.Column("birth_date", sa.Date(), nullable=False),
        sa.Column("education", sa.Text(), nullable=True),
        sa.Column(
            "stage",
            sa.Enum(
                "applicant", "activist", "candidate", "probationary", "full", name="stage", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("stage_since", sa.Date(), nullable=True),
        sa.Column("joined_on", sa.Date(), nullable=True),
        sa.Column(
            "joined_day",
            sa.SmallInteger(),
            sa.Computed(
                "(extract(month FROM joined_on) * 100 + extract(day FROM joined_on))::smallint", persisted=True
            ),
            nullable=True,
        ),
        sa.Column("probation_ends_on", sa.Date(), nullable=True),
        sa.Column("probation_extended", sa.Boolean(), nullable=False),
        sa.Column("full_on", sa.Date(), nullable=True),
        sa.Column("post", sa.Text(), nullable=True),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_hash", sa.LargeBinary(), nullable=True),
        sa.Column("phone_tail_hash", sa.LargeBinary(), nullable=True),
        sa.Column("address", sa.LargeBinary(), nullable=True),
        sa.Column("pay_base", sa.LargeBinary(), nullable=True),
        sa.Column(
            "standing",
            sa.Enum(
                "normal",
                "suspended",
                "removed",
                "ended",
                "deceased",
                "struck",
                name="standing",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("left_on", sa.Date(), nullable=True),
        sa.Column("suspension_ground", sa.Text(), nullable=True),
        sa.Column("lost_contact", sa.Boolean(), nullable=False),
        sa.Column("lost_contact_since", sa.Date(), nullable=True),
        sa.Column("floating", sa.Boolean(), nullable=False),
        sa.Column("floating_to", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("l1", sa.Uuid(), nullable=True),
        sa.Column("l2", sa.Uuid(), nullable=True),
        sa.Column("l3", sa.Uuid(), nullable=True),
        sa.Column("l4", sa.Uuid(), nullable=True),
        sa.Column("l5", sa.Uuid(), nullable=True),
        sa.Column("l6", sa.Uuid(), nullable=True),
        sa.CheckConstraint("(stage = 'full') = (full_on IS NOT NULL)", name=op.f("ck_members_full_on")),
        sa.CheckConstraint(
            "(stage = 'probationary') = (probation_ends_on IS NOT NULL)", name=op.f("ck_members_probation_ends_on")
        ),
        sa.CheckConstraint(
            "(stage IN ('probationary', 'full')) = (joined_on IS NOT NULL)", name=op.f("ck_members_joined_on")
        ),
        sa.CheckConstraint("standing <> 'normal' OR left_on IS NULL", name=op.f("ck_members_left_on")),
        sa.CheckConstraint(
            "education IN ('10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '28', '30', '31', '32', '33', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '60', '61', '62', '63', '70', '71', '73', '80', '81', '83', '90')",
            name=op.f("ck_members_education"),
        ),
        sa.CheckConstraint(
            "ethnicity IN ('01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '20', '21', '22', '23', '24', '25', '26', '27', '28', '29', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '97', '98')",
            name=op.f("ck_members_ethnicity"),
        ),
        sa.CheckConstraint("name <> ''", name=op.f("ck_members_name")),
        sa.CheckConstraint("sex IN ('0', '1', '2', '9')", name=op.f("ck_members_sex")),
        sa.CheckConstraint(
            "stage = 'probationary' OR NOT probation_extended", name=op.f("ck_members_probation_extended")
        ),
        sa.CheckConstraint(
            "stage IN ('applicant', 'activist', 'candidate', 'probationary', 'full')", name=op.f("ck_members_stage")
        ),
        sa.CheckConstraint(
            "standing <> 'ended' OR NOT stage IN ('probationary', 'full')", name=op.f("ck_members_ended")
        ),
        sa.CheckConstraint(
            "standing IN ('normal', 'suspended', 'removed', 'ended', 'deceased', 'struck')",
            name=op.f("ck_members_standing"),
        ),
        sa.CheckConstraint(
            "standing NOT IN ('suspended', 'removed') OR stage IN ('probationary', 'full')",
            name=op.f("ck_members_party_standing"),
        ),
        sa.CheckConstraint("(phone IS NULL) = (phone_hash IS NULL)", name=op.f("ck_members_phone_hash")),
        sa.CheckConstraint("floating OR floating_to IS NULL", name=op.f("ck_members_floating_to")),
        sa.CheckConstraint("full_on >= joined_on", name=op.f("ck_members_full_after_joined")),
        sa.CheckConstraint("joined_on > birth_date", name=op.f("ck_members_joined_after_birth")),
        sa.CheckConstraint("lost_contact OR lost_contact_since IS NULL", name=op.f("ck_members_lost_contact_since")),
        sa.CheckConstraint("octet_length(id_number_hash) = 32", name=op.f("ck_members_id_number_hash")),
        sa.CheckConstraint("phone IS NOT NULL OR phone_tail_hash IS NULL", name=op.f("ck_members_phone_tail_hash")),
        sa.CheckConstraint("probation_ends_on > joined_on", name=op.f("ck_members_probation")),
        sa.ForeignKeyConstraint(["branch_id"], ["branches.id"], name=op.f("fk_members_branch_id"), ondelete="RESTRICT"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_members")),
    )
    op.create_index("ix_members_birth_date_id", "members", ["birth_date", "id"], unique=False)
    op.create_index("ix_members_branch_id_created_at_id", "members", ["branch_id", "created_at", "id"], unique=False)
    op.create_index("ix_members_created_at_id", "members", ["created_at", "id"], unique=False)
    op.create_index("ix_members_grams", "members", ["grams"], unique=False, postgresql_using="gin")
    op.create_index("ix_members_id_tail_hash", "members", ["id_tail_hash"], unique=False)
    op.create_index(
        "ix_members_joined_day_id",
        "members",
        ["joined_day", "id"],
        unique=False,
        postgresql_where=sa.text("standing = 'normal' AND stage IN ('probationary', 'full')"),
    )
    op.create_index(
        "ix_members_joined_on_id",
        "members",
        [sa.literal_column("coalesce(joined_on, 'infinity'::date)"), "id"],
        unique=False,
    )
    op.create_index("ix_members_l2_birth_date_id", "members", ["l2", "birth_date", "id"], unique=False)
    op.create_index("ix_members_l2_created_at_id", "members", ["l2", "created_at", "id"], unique=False)
    op.create_index(
        "ix_members_l2_joined_day_id",
        "members",
        ["l2", "joined_day", "id"],
        unique=False,
        postgresql_where=sa.text("standing = 'normal' AND stage IN ('probationary', 'full')"),
    )
    op.create_index(
        "ix_members_l2_joined_on_id",
        "members",
        ["l2", sa.literal_column("coalesce(joined_on, 'infinity'::date)"), "id"],
        unique=False,
    )
    op.create_index("ix_members_l2_pinyin_id", "members", ["l2", "pinyin", "id"], unique=False)
    op.create_index("ix_members_l3_created_at_id", "members", ["l3", "created_at", "id"], unique=False)
    op.create_index("ix_members_l3_pinyin_id", "members", ["l3", "pinyin", "id"], unique=False)
    op.create_index("ix_members_l4_created_at_id", "members", ["l4", "created_at", "id"], unique=False)
    op.create_index("ix_members_l5_created_at_id", "members", ["l5", "created_at", "id"], unique=False)
    op.create_index("ix_members_l6_created_at_id", "members", ["l6", "created_at", "id"], unique=False)
    op.create_index("ix_members_phone_hash", "members", ["phone_hash"], unique=False)
    op.create_index("ix_members_phone_tail_hash", "members", ["phone_tail_hash"], unique=False)
    op.create_index("ix_members_pinyin_id", "members", ["pinyin", "id"], unique=False)
    op.create_index("ix_members_updated_at_id", "members", ["updated_at", "id"], unique=False)
    op.create_index(
        "uq_members_id_number_hash",
        "members",
        ["id_number_hash"],
        unique=True,
        postgresql_where=sa.text("standing <> 'struck'"),
    )
    op.create_table(
        "member_changes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column("sequence", sa.Integer(), nullable=False),
        sa.Column("at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("action", sa.Text(), nullable=False),
        sa.Column(
            "from_state",
            sa.Enum(
                "applicant",
                "activist",
                "candidate",
                "probationary",
                "full",
                "suspended",
                "removed",
                "ended",
                "deceased",
                "struck",
                name="memberstate",
                native_enum=False,
                length=40,
            ),
            nullable=True,
        ),
        sa.Column(
            "to_state",
            sa.Enum(
                "applicant",
                "activist",
                "candidate",
                "probationary",
                "full",
                "suspended",
                "removed",
                "ended",
                "deceased",
                "struck",
                name="memberstate",
                native_enum=False,
                length=40,
            ),
            nullable=False,
        ),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("document", sa.Text(), nullable=True),
        sa.Column("ground", sa.Text(), nullable=True),
        sa.Column("until", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("actor_id", sa.Uuid(), nullable=False),
        sa.Column("actor_name", sa.Text(), nullable=False),
        sa.Column("branch_id", sa.Uuid(), nullable=False),
        sa.Column("changes", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "to_state IN ('applicant', 'activist', 'candidate', 'probationary', 'full', 'suspended', 'removed', 'ended', 'deceased', 'struck')",
            name=op.f("ck_member_changes_to_state"),
        ),
        sa.ForeignKeyConstraint(
            ["actor_id"], ["accounts.id"], name=op.f("fk_member_changes_actor_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["branch_id"], ["branches.id"], name=op.f("fk_member_changes_branch_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_member_changes_member_id"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_changes")),
    )
    op.create_index("uq_member_changes_sequence", "member_changes", ["member_id", "sequence"], unique=True)
    op.create_table(
        "member_corrections",
        sa.Column("member_id", sa.Uuid(), nullable=False),
        sa.Column(
            "state",
            sa.Enum(
                "requested", "accepted", "refused", "withdrawn", name="correctionstate", native_enum=False, length=40
            ),
            nullable=False,
        ),
        sa.Column("fields", postgresql.ARRAY(sa.Text()), nullable=False),
        sa.Column("proposed", sa.LargeBinary(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("requested_by", sa.Uuid(), nullable=False),
        sa.Column("decided_at", postgresql.TIMESTAMP(timezone=True), nullable=True),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("decision", sa.Text(), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("created_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.Column("updated_at", postgresql.TIMESTAMP(timezone=True), nullable=False),
        sa.CheckConstraint(
            "(state = 'requested') = (decided_at IS NULL)", name=op.f("ck_member_corrections_decided_at")
        ),
        sa.CheckConstraint("state <> 'refused' OR decision IS NOT NULL", name=op.f("ck_member_corrections_decision")),
        sa.CheckConstraint(
            "state IN ('requested', 'accepted', 'refused', 'withdrawn')", name=op.f("ck_member_corrections_state")
        ),
        sa.CheckConstraint(
            "(decided_at IS NULL) = (decided_by IS NULL)", name=op.f("ck_member_corrections_decided_by")
        ),
        sa.CheckConstraint("cardinality(fields) > 0", name=op.f("ck_member_corrections_fields")),
        sa.ForeignKeyConstraint(
            ["decided_by"], ["accounts.id"], name=op.f("fk_member_corrections_decided_by"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["member_id"], ["members.id"], name=op.f("fk_member_corrections_member_id"), ondelete="RESTRICT"
        ),
        sa.ForeignKeyConstraint(
            ["requested_by"], ["accounts.id"], name=op.f("fk_member_corrections_requested_by"), ondelete="RESTRICT"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_member_corrections")),
    )
    op.create_index("ix_member_corrections_created_at_id", "member_corrections", ["created_at", "id"], unique=False)
    op.create_index("ix_member_corrections_member_id", "member_corrections", ["member_id", "created_at"], unique=False)
    op.create_index(op.f("ix_member_corrections_requested_by"), "member_corrections", ["requested_by"], unique=False)
    op.create_index("ix_member_corrections_updated_at_id", "member_corrections", ["updated_at", "id"], unique=False)
    op.create_index(
        "uq_member_corrections_waiting",
        "member_corrections",
        ["member_id"],
        unique=True,
        postgresql_where=sa.text("state = 'requested'"),
    )
    op.add_column("accounts", sa.Column("member_id", sa.Uuid(), nullable=True))
    op.create_index("ix_accounts_member_id", "accounts", ["member_id"], unique=False)
    op.create_foreign_key(
        op.f("fk_accounts_member_id"), "accounts", "members", ["member_id"], ["id"], ondelete="RESTRICT"
    )
    op.execute(
        "CREATE TRIGGER members_levels BEFORE INSERT OR UPDATE OF branch_id ON members "
        "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
    )
    op.execute(
        "CREATE TRIGGER member_changes_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON member_changes "
        "FOR EACH STATEMENT EXECUTE FUNCTION refuse_rewriting_history()"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_accounts_member_id"), "accounts", type_="foreignkey")
    op.drop_index("ix_accounts_member_id", table_name="accounts")
    op.drop_column("accounts", "member_id")
    op.drop_table("member_corrections")
    op.drop_table("member_changes")
    op.drop_table("members")

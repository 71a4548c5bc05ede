"""levels follow the branch: a row written from a remembered tree has the levels of the present one"""

from alembic import op

revision = "2c7e90d4b615"
down_revision = "8d2c61f0a3be"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        """
        CREATE FUNCTION take_levels_of_branch() RETURNS trigger LANGUAGE plpgsql AS $$
        DECLARE
            ended date;
        BEGIN
            SELECT l1, l2, l3, l4, l5, l6, dissolved_on
            INTO NEW.l1, NEW.l2, NEW.l3, NEW.l4, NEW.l5, NEW.l6, ended
            FROM branches WHERE id = NEW.branch_id;
            IF ended IS NOT NULL THEN
                RAISE EXCEPTION 'branch % was dissolved meanwhile', NEW.branch_id USING ERRCODE = '40001';
            END IF;
            RETURN NEW;
        END
        $$
        """
    )
    op.execute(
        "CREATE TRIGGER ticket_parties_levels BEFORE INSERT OR UPDATE OF branch_id ON ticket_parties "
        "FOR EACH ROW EXECUTE FUNCTION take_levels_of_branch()"
    )


def downgrade() -> None:
    op.execute("DROP TRIGGER ticket_parties_levels ON ticket_parties")
    op.execute("DROP FUNCTION take_levels_of_branch()")

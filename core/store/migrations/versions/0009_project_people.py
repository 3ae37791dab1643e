"""People of a project: the number to call, and the units and indicators each answers for."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('project_people', sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('project_people', sa.Column('units', sa.JSON(none_as_null=True), nullable=True))
    op.add_column('project_people', sa.Column('indicators', sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    op.drop_column('project_people', 'indicators')
    op.drop_column('project_people', 'units')
    op.drop_column('project_people', 'phone')

"""Records of how weights were found."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0004'
down_revision = '0003'
branch_labels = None
depends_on = None

APPEND_ONLY = ("weighting_records",)


def upgrade() -> None:
    op.create_table('weighting_records',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('system_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('system_title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=True),
    sa.Column('group_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('group_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('method', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('target', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('inputs', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('result', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('recorded_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_weighting_records_person_id_people')),
    sa.ForeignKeyConstraint(['version_id'], ['indicator_system_versions.id'], name=op.f('fk_weighting_records_version_id_indicator_system_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_weighting_records'))
    )
    op.create_index(op.f('ix_weighting_records_person_id'), 'weighting_records', ['person_id'], unique=False)
    op.create_index(op.f('ix_weighting_records_system_code'), 'weighting_records', ['system_code'], unique=False)
    op.create_index(op.f('ix_weighting_records_version_id'), 'weighting_records', ['version_id'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_weighting_records_version_id'), table_name='weighting_records')
    op.drop_index(op.f('ix_weighting_records_system_code'), table_name='weighting_records')
    op.drop_index(op.f('ix_weighting_records_person_id'), table_name='weighting_records')
    op.drop_table('weighting_records')

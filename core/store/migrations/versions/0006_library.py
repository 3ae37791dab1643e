"""The library of indicators and its versions."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None

APPEND_ONLY = ("library_versions",)


def upgrade() -> None:
    op.create_table('library_indicators',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('dimension', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('scope', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('frequency', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('definition', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('metrics', sa.Integer(), nullable=False),
    sa.Column('full_marks', sa.Float(), nullable=True),
    sa.Column('is_active', sa.Boolean(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_library_indicators')),
    sa.UniqueConstraint('code', name=op.f('uq_library_indicators_code'))
    )
    op.create_index(op.f('ix_library_indicators_dimension'), 'library_indicators', ['dimension'], unique=False)
    op.create_index(op.f('ix_library_indicators_name'), 'library_indicators', ['name'], unique=False)
    op.create_table('library_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('act', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('content', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_library_versions_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_library_versions')),
    sa.UniqueConstraint('code', 'number', name=op.f('uq_library_versions_code_number'))
    )
    op.create_index(op.f('ix_library_versions_person_id'), 'library_versions', ['person_id'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_library_versions_person_id'), table_name='library_versions')
    op.drop_table('library_versions')
    op.drop_index(op.f('ix_library_indicators_name'), table_name='library_indicators')
    op.drop_index(op.f('ix_library_indicators_dimension'), table_name='library_indicators')
    op.drop_table('library_indicators')

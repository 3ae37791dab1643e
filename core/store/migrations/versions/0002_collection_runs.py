"""Data sources, how metrics are collected from them, runs and the numbers they brought."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0002'
down_revision = '0001'
branch_labels = None
depends_on = None

APPEND_ONLY = ("collected_values",)


def upgrade() -> None:
    op.create_table('data_sources',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('settings', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_data_sources')),
    sa.UniqueConstraint('code', name=op.f('uq_data_sources_code'))
    )
    op.create_table('metric_sources',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('system_version_id', sa.Integer(), nullable=False),
    sa.Column('metric_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('data_source_id', sa.Integer(), nullable=False),
    sa.Column('query', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('unit_field', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('fields', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('every_minutes', sa.Integer(), nullable=False),
    sa.Column('first_due', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('is_on', sa.Boolean(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['data_source_id'], ['data_sources.id'], name=op.f('fk_metric_sources_data_source_id_data_sources')),
    sa.ForeignKeyConstraint(['system_version_id'], ['indicator_system_versions.id'], name=op.f('fk_metric_sources_system_version_id_indicator_system_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_metric_sources')),
    sa.UniqueConstraint('system_version_id', 'metric_code', name=op.f('uq_metric_sources_system_version_id_metric_code'))
    )
    op.create_index(op.f('ix_metric_sources_data_source_id'), 'metric_sources', ['data_source_id'], unique=False)
    op.create_table('collection_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('metric_source_id', sa.Integer(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('trigger', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('requested_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('not_before', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('claimed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('claim_token', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('claim_until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('started_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('ended_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('since', sa.Date(), nullable=False),
    sa.Column('until', sa.Date(), nullable=False),
    sa.Column('query', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=True),
    sa.Column('units', sa.Integer(), nullable=True),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('message', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['metric_source_id'], ['metric_sources.id'], name=op.f('fk_collection_runs_metric_source_id_metric_sources')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collection_runs')),
    sa.UniqueConstraint('metric_source_id', 'due_at', name=op.f('uq_collection_runs_metric_source_id_due_at'))
    )
    op.create_index(op.f('ix_collection_runs_due_at'), 'collection_runs', ['due_at'], unique=False)
    op.create_index(op.f('ix_collection_runs_metric_source_id'), 'collection_runs', ['metric_source_id'], unique=False)
    op.create_index(op.f('ix_collection_runs_state'), 'collection_runs', ['state'], unique=False)
    op.create_table('collected_values',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('run_id', sa.Integer(), nullable=False),
    sa.Column('metric_source_id', sa.Integer(), nullable=False),
    sa.Column('unit_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('column', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('number', sa.Float(), nullable=False),
    sa.Column('data_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['metric_source_id'], ['metric_sources.id'], name=op.f('fk_collected_values_metric_source_id_metric_sources')),
    sa.ForeignKeyConstraint(['run_id'], ['collection_runs.id'], name=op.f('fk_collected_values_run_id_collection_runs')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_collected_values')),
    sa.UniqueConstraint('run_id', 'unit_code', 'column', name=op.f('uq_collected_values_run_id_unit_code_column'))
    )
    op.create_index(op.f('ix_collected_values_metric_source_id_unit_code'), 'collected_values', ['metric_source_id', 'unit_code'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_collected_values_metric_source_id_unit_code'), table_name='collected_values')
    op.drop_table('collected_values')
    op.drop_index(op.f('ix_collection_runs_state'), table_name='collection_runs')
    op.drop_index(op.f('ix_collection_runs_metric_source_id'), table_name='collection_runs')
    op.drop_index(op.f('ix_collection_runs_due_at'), table_name='collection_runs')
    op.drop_table('collection_runs')
    op.drop_index(op.f('ix_metric_sources_data_source_id'), table_name='metric_sources')
    op.drop_table('metric_sources')
    op.drop_table('data_sources')

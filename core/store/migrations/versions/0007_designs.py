"""Drafts of indicator systems: their documents, moves, comments, opinions and archive."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None

APPEND_ONLY = ("design_files", "design_moves")


def upgrade() -> None:
    op.create_table('system_designs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version_label', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('audience', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('scheme', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('notice', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('stage', sa.String(), nullable=False),
    sa.Column('stage_since', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('based_on', sa.Integer(), nullable=True),
    sa.Column('published_id', sa.Integer(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('changed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('last_change', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['based_on'], ['indicator_system_versions.id'], name=op.f('fk_system_designs_based_on_indicator_system_versions')),
    sa.ForeignKeyConstraint(['published_id'], ['indicator_system_versions.id'], name=op.f('fk_system_designs_published_id_indicator_system_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_system_designs')),
    sa.UniqueConstraint('code', 'version_label', name=op.f('uq_system_designs_code_version_label'))
    )
    op.create_index(op.f('ix_system_designs_code'), 'system_designs', ['code'], unique=False)
    op.create_index(op.f('ix_system_designs_published_id'), 'system_designs', ['published_id'], unique=False)
    op.create_index(op.f('ix_system_designs_stage'), 'system_designs', ['stage'], unique=False)
    op.create_table('design_comments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('design_id', sa.Integer(), nullable=False),
    sa.Column('node_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('node_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['design_id'], ['system_designs.id'], name=op.f('fk_design_comments_design_id_system_designs')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_design_comments_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_comments'))
    )
    op.create_index(op.f('ix_design_comments_design_id'), 'design_comments', ['design_id'], unique=False)
    op.create_index(op.f('ix_design_comments_person_id'), 'design_comments', ['person_id'], unique=False)
    op.create_table('design_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('design_id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['design_id'], ['system_designs.id'], name=op.f('fk_design_files_design_id_system_designs')),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence_files.id'], name=op.f('fk_design_files_evidence_id_evidence_files')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_design_files_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_files'))
    )
    op.create_index(op.f('ix_design_files_design_id'), 'design_files', ['design_id'], unique=False)
    op.create_index(op.f('ix_design_files_person_id'), 'design_files', ['person_id'], unique=False)
    op.create_table('design_moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('design_id', sa.Integer(), nullable=False),
    sa.Column('from_stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('to_stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sa.JSON(none_as_null=True), nullable=True),
    sa.ForeignKeyConstraint(['design_id'], ['system_designs.id'], name=op.f('fk_design_moves_design_id_system_designs')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_design_moves_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_moves'))
    )
    op.create_index(op.f('ix_design_moves_design_id'), 'design_moves', ['design_id'], unique=False)
    op.create_index(op.f('ix_design_moves_person_id'), 'design_moves', ['person_id'], unique=False)
    op.create_table('design_opinions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('design_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('unit_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('node_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('node_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('agrees', sa.Boolean(), nullable=False),
    sa.Column('text', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('withdrawn', sa.Boolean(), nullable=False),
    sa.Column('decision', sa.String(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['design_id'], ['system_designs.id'], name=op.f('fk_design_opinions_design_id_system_designs')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_design_opinions_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_design_opinions_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_design_opinions'))
    )
    op.create_index(op.f('ix_design_opinions_design_id'), 'design_opinions', ['design_id'], unique=False)
    op.create_index(op.f('ix_design_opinions_organisation_id'), 'design_opinions', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_design_opinions_person_id'), 'design_opinions', ['person_id'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_design_opinions_person_id'), table_name='design_opinions')
    op.drop_index(op.f('ix_design_opinions_organisation_id'), table_name='design_opinions')
    op.drop_index(op.f('ix_design_opinions_design_id'), table_name='design_opinions')
    op.drop_table('design_opinions')
    op.drop_index(op.f('ix_design_moves_person_id'), table_name='design_moves')
    op.drop_index(op.f('ix_design_moves_design_id'), table_name='design_moves')
    op.drop_table('design_moves')
    op.drop_index(op.f('ix_design_files_person_id'), table_name='design_files')
    op.drop_index(op.f('ix_design_files_design_id'), table_name='design_files')
    op.drop_table('design_files')
    op.drop_index(op.f('ix_design_comments_person_id'), table_name='design_comments')
    op.drop_index(op.f('ix_design_comments_design_id'), table_name='design_comments')
    op.drop_table('design_comments')
    op.drop_index(op.f('ix_system_designs_stage'), table_name='system_designs')
    op.drop_index(op.f('ix_system_designs_published_id'), table_name='system_designs')
    op.drop_index(op.f('ix_system_designs_code'), table_name='system_designs')
    op.drop_table('system_designs')

"""Projects, their rounds, and the imports and editions that belong to them."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None

APPEND_ONLY = ("project_moves", "round_editions")


def upgrade() -> None:
    op.create_table('projects',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_projects')),
    sa.UniqueConstraint('code', name=op.f('uq_projects_code'))
    )
    op.create_table('project_organisations',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('short_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('group_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('order_no', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_project_organisations_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_organisations_project_id_projects')),
    sa.PrimaryKeyConstraint('project_id', 'organisation_id', name=op.f('pk_project_organisations'))
    )
    op.create_table('project_rounds',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('period', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('opens_on', sa.Date(), nullable=False),
    sa.Column('closes_on', sa.Date(), nullable=False),
    sa.Column('order_no', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_rounds_project_id_projects')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_rounds')),
    sa.UniqueConstraint('project_id', 'code', name=op.f('uq_project_rounds_project_id_code'))
    )
    op.create_index(op.f('ix_project_rounds_project_id'), 'project_rounds', ['project_id'], unique=False)
    op.create_table('project_moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=True),
    sa.Column('from_state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('to_state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_project_moves_person_id_people')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_moves_project_id_projects')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_project_moves_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_moves'))
    )
    op.create_index(op.f('ix_project_moves_person_id'), 'project_moves', ['person_id'], unique=False)
    op.create_index(op.f('ix_project_moves_project_id'), 'project_moves', ['project_id'], unique=False)
    op.create_index(op.f('ix_project_moves_round_id'), 'project_moves', ['round_id'], unique=False)
    op.create_table('round_absences',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('decided_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('decided_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_round_absences_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_absences_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('round_id', 'organisation_id', name=op.f('pk_round_absences'))
    )
    op.create_table('round_editions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('edition_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['edition_id'], ['result_editions.id'], name=op.f('fk_round_editions_edition_id_result_editions')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_editions_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_editions')),
    sa.UniqueConstraint('edition_id', name=op.f('uq_round_editions_edition_id'))
    )
    op.create_index(op.f('ix_round_editions_round_id'), 'round_editions', ['round_id'], unique=False)
    op.create_table('project_systems',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('audience', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('system_version_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_systems_project_id_projects')),
    sa.ForeignKeyConstraint(['system_version_id'], ['indicator_system_versions.id'], name=op.f('fk_project_systems_system_version_id_indicator_system_versions')),
    sa.PrimaryKeyConstraint('project_id', 'audience', name=op.f('pk_project_systems'))
    )
    op.create_table('round_imports',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('audience', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value_set_id', sa.Integer(), nullable=False),
    sa.Column('attached_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('attached_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_imports_round_id_project_rounds')),
    sa.ForeignKeyConstraint(['value_set_id'], ['value_sets.id'], name=op.f('fk_round_imports_value_set_id_value_sets')),
    sa.PrimaryKeyConstraint('round_id', 'audience', name=op.f('pk_round_imports'))
    )
    op.create_index(op.f('ix_round_imports_value_set_id'), 'round_imports', ['value_set_id'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_round_imports_value_set_id'), table_name='round_imports')
    op.drop_table('round_imports')
    op.drop_table('project_systems')
    op.drop_index(op.f('ix_round_editions_round_id'), table_name='round_editions')
    op.drop_table('round_editions')
    op.drop_table('round_absences')
    op.drop_index(op.f('ix_project_moves_round_id'), table_name='project_moves')
    op.drop_index(op.f('ix_project_moves_project_id'), table_name='project_moves')
    op.drop_index(op.f('ix_project_moves_person_id'), table_name='project_moves')
    op.drop_table('project_moves')
    op.drop_index(op.f('ix_project_rounds_project_id'), table_name='project_rounds')
    op.drop_table('project_rounds')
    op.drop_table('project_organisations')
    op.drop_table('projects')

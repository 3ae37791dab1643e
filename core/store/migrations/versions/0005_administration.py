"""Administration: histories of units and accounts, built-in roles and code lists, permissions once offered."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

APPEND_ONLY = ("account_handovers", "organisation_changes")
# What the product could do before: an installation from then was offered all of it, and what its
# administrators took away since stays away.
BEFORE = (
    "access:person:edit", "access:person:read", "access:role:edit", "access:role:read",
    "access:session:end", "access:session:read", "analysis:brief:export", "analysis:cockpit:read",
    "analysis:compare:export", "analysis:compare:read", "audit:trail:export", "audit:trail:read",
    "collection:run:read", "collection:run:start", "collection:source:edit", "collection:source:read",
    "collection:values:import", "collection:values:read", "evidence:file:read",
    "indicators:system:export", "indicators:system:import", "indicators:system:read",
    "organisations:tree:read", "projects:project:create", "projects:project:edit",
    "projects:project:move", "projects:project:read", "results:board:export", "results:board:read",
    "results:edition:freeze", "results:unit:export", "results:unit:read", "topics:heat:export",
    "topics:heat:read", "topics:logs:import", "workbench:home:read",
)
BUILTIN_ROLES = (
    "administrator", "authority", "project_manager", "evaluator", "expert", "filler", "approver",
    "county_administrator", "leader", "secretary", "operator", "auditor",
)


def upgrade() -> None:
    op.create_table('organisation_changes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('before', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('after', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('basis', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_organisation_changes'))
    )
    op.create_index(op.f('ix_organisation_changes_at'), 'organisation_changes', ['at'], unique=False)
    op.create_index(op.f('ix_organisation_changes_organisation_id'), 'organisation_changes', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_organisation_changes_person_id'), 'organisation_changes', ['person_id'], unique=False)
    op.create_table('offered_permissions',
    sa.Column('role_code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('permission', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('role_code', 'permission', name=op.f('pk_offered_permissions'))
    )
    op.create_table('account_slips',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('issued_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('issued_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('occasion', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('signed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_account_slips_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_slips'))
    )
    op.create_index(op.f('ix_account_slips_person_id'), 'account_slips', ['person_id'], unique=False)
    op.create_table('account_handovers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('leaver_id', sa.Integer(), nullable=False),
    sa.Column('leaver_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('successor_id', sa.Integer(), nullable=False),
    sa.Column('successor_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('roles', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('handed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['leaver_id'], ['people.id'], name=op.f('fk_account_handovers_leaver_id_people')),
    sa.ForeignKeyConstraint(['successor_id'], ['people.id'], name=op.f('fk_account_handovers_successor_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_account_handovers'))
    )
    op.create_index(op.f('ix_account_handovers_leaver_id'), 'account_handovers', ['leaver_id'], unique=False)
    op.create_index(op.f('ix_account_handovers_successor_id'), 'account_handovers', ['successor_id'], unique=False)
    op.add_column('people', sa.Column('verified_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column('roles', sa.Column('is_builtin', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.add_column('dictionary_types', sa.Column('note', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('dictionary_types', sa.Column('is_active', sa.Boolean(), nullable=False, server_default=sa.true()))
    # Everything there before came with the product.
    op.add_column('dictionary_types', sa.Column('is_builtin', sa.Boolean(), nullable=False, server_default=sa.true()))
    op.add_column('dictionary_items', sa.Column('is_builtin', sa.Boolean(), nullable=False, server_default=sa.true()))
    _take_stock()
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def _take_stock() -> None:
    roles = sa.table('roles', sa.column('code', sa.String), sa.column('is_builtin', sa.Boolean))
    offered = sa.table('offered_permissions', sa.column('role_code', sa.String), sa.column('permission', sa.String))
    bind = op.get_bind()
    bind.execute(roles.update().where(roles.c.code.in_(BUILTIN_ROLES)).values(is_builtin=True))
    held = [code for (code,) in bind.execute(sa.select(roles.c.code)) if code in BUILTIN_ROLES]
    if held:
        op.bulk_insert(offered, [{'role_code': code, 'permission': name} for code in held for name in BEFORE])


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_column('dictionary_items', 'is_builtin')
    op.drop_column('dictionary_types', 'is_builtin')
    op.drop_column('dictionary_types', 'is_active')
    op.drop_column('dictionary_types', 'note')
    op.drop_column('roles', 'is_builtin')
    op.drop_column('people', 'verified_at')
    op.drop_index(op.f('ix_account_handovers_successor_id'), table_name='account_handovers')
    op.drop_index(op.f('ix_account_handovers_leaver_id'), table_name='account_handovers')
    op.drop_table('account_handovers')
    op.drop_index(op.f('ix_account_slips_person_id'), table_name='account_slips')
    op.drop_table('account_slips')
    op.drop_table('offered_permissions')
    op.drop_index(op.f('ix_organisation_changes_person_id'), table_name='organisation_changes')
    op.drop_index(op.f('ix_organisation_changes_organisation_id'), table_name='organisation_changes')
    op.drop_index(op.f('ix_organisation_changes_at'), table_name='organisation_changes')
    op.drop_table('organisation_changes')

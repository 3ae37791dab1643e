"""Projects in full: stages, people, slips, what each unit owes a round, extensions, calls, tasks; notices."""

from datetime import UTC, datetime, time, timedelta
from zoneinfo import ZoneInfo

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None

APPEND_ONLY = ("chase_calls", "project_adjustments", "round_extensions")
SHANGHAI = ZoneInfo("Asia/Shanghai")


def upgrade() -> None:
    op.create_table('notices',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('link', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sender', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_notices'))
    )
    op.create_table('contacts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('position', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('email', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_contacts_organisation_id_organisations')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_contacts')),
    sa.UniqueConstraint('organisation_id', 'name', name=op.f('uq_contacts_organisation_id_name'))
    )
    op.create_index(op.f('ix_contacts_organisation_id'), 'contacts', ['organisation_id'], unique=False)
    op.create_table('outbox_messages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('channel', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('address', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('subject', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('body', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('not_before', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('claimed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('sent_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('error', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_outbox_messages_notice_id_notices')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_outbox_messages'))
    )
    op.create_index(op.f('ix_outbox_messages_notice_id'), 'outbox_messages', ['notice_id'], unique=False)
    op.create_index(op.f('ix_outbox_messages_state'), 'outbox_messages', ['state'], unique=False)
    op.create_table('project_stages',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('starts_on', sa.Date(), nullable=False),
    sa.Column('ends_on', sa.Date(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_stages_project_id_projects')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_stages')),
    sa.UniqueConstraint('project_id', 'stage', name=op.f('uq_project_stages_project_id_stage'))
    )
    op.create_index(op.f('ix_project_stages_project_id'), 'project_stages', ['project_id'], unique=False)
    op.create_table('yearly_tasks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('source', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_yearly_tasks_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_yearly_tasks_project_id_projects')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_yearly_tasks')),
    sa.UniqueConstraint('project_id', 'code', name=op.f('uq_yearly_tasks_project_id_code'))
    )
    op.create_index(op.f('ix_yearly_tasks_organisation_id'), 'yearly_tasks', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_yearly_tasks_project_id'), 'yearly_tasks', ['project_id'], unique=False)
    op.create_table('chase_calls',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('way', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('called', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('phone', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('outcome', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_chase_calls_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_chase_calls_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_chase_calls'))
    )
    op.create_index(op.f('ix_chase_calls_organisation_id'), 'chase_calls', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_chase_calls_round_id'), 'chase_calls', ['round_id'], unique=False)
    op.create_table('notice_receipts',
    sa.Column('notice_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('read_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['notice_id'], ['notices.id'], name=op.f('fk_notice_receipts_notice_id_notices')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_notice_receipts_person_id_people')),
    sa.PrimaryKeyConstraint('notice_id', 'person_id', name=op.f('pk_notice_receipts'))
    )
    op.create_index(op.f('ix_notice_receipts_person_id'), 'notice_receipts', ['person_id'], unique=False)
    op.create_table('project_adjustments',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('kind', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('into_id', sa.Integer(), nullable=True),
    sa.Column('before', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('after', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('approver', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('basis', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['into_id'], ['organisations.id'], name=op.f('fk_project_adjustments_into_id_organisations')),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_project_adjustments_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_project_adjustments_person_id_people')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_adjustments_project_id_projects')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_project_adjustments'))
    )
    op.create_index(op.f('ix_project_adjustments_project_id'), 'project_adjustments', ['project_id'], unique=False)
    op.create_table('project_people',
    sa.Column('project_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('duty', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_project_people_person_id_people')),
    sa.ForeignKeyConstraint(['project_id'], ['projects.id'], name=op.f('fk_project_people_project_id_projects')),
    sa.PrimaryKeyConstraint('project_id', 'person_id', name=op.f('pk_project_people'))
    )
    op.create_table('round_extensions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('indicator', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('is_on_time', sa.Boolean(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('approver', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_round_extensions_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_extensions_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_extensions'))
    )
    op.create_index(op.f('ix_round_extensions_organisation_id'), 'round_extensions', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_round_extensions_round_id'), 'round_extensions', ['round_id'], unique=False)
    op.create_table('round_receipts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('issued_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('signed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('signed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_round_receipts_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_receipts_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_receipts')),
    sa.UniqueConstraint('round_id', 'organisation_id', name=op.f('uq_round_receipts_round_id_organisation_id'))
    )
    op.create_index(op.f('ix_round_receipts_organisation_id'), 'round_receipts', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_round_receipts_round_id'), 'round_receipts', ['round_id'], unique=False)
    op.create_table('round_submissions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('is_due', sa.Boolean(), nullable=False),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('locks_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('handed_in_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('handed_in_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('entered_from', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_on_time', sa.Boolean(), nullable=False),
    sa.Column('returned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('returned_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('returned_reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('returns', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_round_submissions_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_submissions_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_round_submissions')),
    sa.UniqueConstraint('round_id', 'organisation_id', name=op.f('uq_round_submissions_round_id_organisation_id'))
    )
    op.create_index(op.f('ix_round_submissions_organisation_id'), 'round_submissions', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_round_submissions_round_id'), 'round_submissions', ['round_id'], unique=False)
    op.create_table('task_nodes',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('task_id', sa.Integer(), nullable=False),
    sa.Column('quarter', sa.Integer(), nullable=False),
    sa.Column('goal', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('report', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=True),
    sa.Column('reported_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('reported_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('verified', sa.Integer(), nullable=True),
    sa.Column('verified_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('verified_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('remark', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence_files.id'], name=op.f('fk_task_nodes_evidence_id_evidence_files')),
    sa.ForeignKeyConstraint(['task_id'], ['yearly_tasks.id'], name=op.f('fk_task_nodes_task_id_yearly_tasks')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_task_nodes')),
    sa.UniqueConstraint('task_id', 'quarter', name=op.f('uq_task_nodes_task_id_quarter'))
    )
    op.create_index(op.f('ix_task_nodes_task_id'), 'task_nodes', ['task_id'], unique=False)
    op.add_column('project_moves', sa.Column('stage', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('project_moves', sa.Column('missing', sqlmodel.sql.sqltypes.AutoString(), nullable=False, server_default=''))
    op.add_column('project_organisations', sa.Column('withdrawn_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True))
    op.add_column('projects', sa.Column('is_rehearsal', sa.Boolean(), nullable=False, server_default=sa.false()))
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)
    _put_on_the_books()


def _put_on_the_books() -> None:
    """What the units of projects under way owe the rounds not closed yet, as a start would have written it."""
    bind = op.get_bind()
    owing = bind.execute(sa.text(
        "select r.id, r.closes_on, o.organisation_id from project_rounds r"
        " join projects p on p.id = r.project_id"
        " join project_organisations o on o.project_id = r.project_id"
        " where p.state = 'running' and r.state <> 'closed'"
    ).columns(id=sa.Integer, closes_on=sa.Date, organisation_id=sa.Integer)).all()
    moment, submissions, receipts = datetime.now(UTC), [], []
    for round_id, closes_on, organisation_id in owing:
        due = datetime.combine(closes_on + timedelta(days=1), time(), SHANGHAI).astimezone(UTC)
        pair = {"round_id": round_id, "organisation_id": organisation_id}
        receipts.append(pair | {"issued_at": moment, "signed_by": ""})
        submissions.append(pair | {
            "state": "pending", "is_due": True, "due_at": due, "locks_at": due, "handed_in_by": "",
            "entered_from": "", "is_on_time": False, "returned_by": "", "returned_reason": "",
            "returns": 0, "version": 1,
        })
    if owing:
        for name, rows in (("round_submissions", submissions), ("round_receipts", receipts)):
            columns = [sa.column(each, sqlmodel.sql.sqltypes.UTCDateTime() if each.endswith("_at") else None) for each in rows[0]]
            bind.execute(sa.table(name, *columns).insert(), rows)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_column('projects', 'is_rehearsal')
    op.drop_column('project_organisations', 'withdrawn_at')
    op.drop_column('project_moves', 'missing')
    op.drop_column('project_moves', 'stage')
    op.drop_index(op.f('ix_task_nodes_task_id'), table_name='task_nodes')
    op.drop_table('task_nodes')
    op.drop_index(op.f('ix_round_submissions_round_id'), table_name='round_submissions')
    op.drop_index(op.f('ix_round_submissions_organisation_id'), table_name='round_submissions')
    op.drop_table('round_submissions')
    op.drop_index(op.f('ix_round_receipts_round_id'), table_name='round_receipts')
    op.drop_index(op.f('ix_round_receipts_organisation_id'), table_name='round_receipts')
    op.drop_table('round_receipts')
    op.drop_index(op.f('ix_round_extensions_round_id'), table_name='round_extensions')
    op.drop_index(op.f('ix_round_extensions_organisation_id'), table_name='round_extensions')
    op.drop_table('round_extensions')
    op.drop_table('project_people')
    op.drop_index(op.f('ix_project_adjustments_project_id'), table_name='project_adjustments')
    op.drop_table('project_adjustments')
    op.drop_index(op.f('ix_notice_receipts_person_id'), table_name='notice_receipts')
    op.drop_table('notice_receipts')
    op.drop_index(op.f('ix_chase_calls_round_id'), table_name='chase_calls')
    op.drop_index(op.f('ix_chase_calls_organisation_id'), table_name='chase_calls')
    op.drop_table('chase_calls')
    op.drop_index(op.f('ix_yearly_tasks_project_id'), table_name='yearly_tasks')
    op.drop_index(op.f('ix_yearly_tasks_organisation_id'), table_name='yearly_tasks')
    op.drop_table('yearly_tasks')
    op.drop_index(op.f('ix_project_stages_project_id'), table_name='project_stages')
    op.drop_table('project_stages')
    op.drop_index(op.f('ix_outbox_messages_state'), table_name='outbox_messages')
    op.drop_index(op.f('ix_outbox_messages_notice_id'), table_name='outbox_messages')
    op.drop_table('outbox_messages')
    op.drop_index(op.f('ix_contacts_organisation_id'), table_name='contacts')
    op.drop_table('contacts')
    op.drop_table('notices')

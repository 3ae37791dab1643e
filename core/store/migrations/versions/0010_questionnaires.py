"""Questionnaires and their versions, responses box by box, what was handed in and sent back."""

import sqlalchemy as sa
import sqlmodel
from alembic import op

from core.store import triggers

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

APPEND_ONLY = ("questionnaire_moves", "questionnaire_versions", "response_returns", "response_submissions")


def upgrade() -> None:
    op.create_table('questionnaire_versions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('document', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('published_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('published_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_versions')),
    sa.UniqueConstraint('questionnaire_id', 'number', name=op.f('uq_questionnaire_versions_questionnaire_id_number'))
    )
    op.create_index(op.f('ix_questionnaire_versions_questionnaire_id'), 'questionnaire_versions', ['questionnaire_id'], unique=False)
    op.create_table('questionnaires',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('code', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('title', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('document', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('published_id', sa.Integer(), nullable=True),
    sa.Column('due_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('created_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('created_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('changed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('changed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('last_change', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['published_id'], ['questionnaire_versions.id'], name=op.f('fk_questionnaires_published_id_questionnaire_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaires')),
    sa.UniqueConstraint('code', name=op.f('uq_questionnaires_code'))
    )
    op.create_index(op.f('ix_questionnaires_state'), 'questionnaires', ['state'], unique=False)
    op.create_table('questionnaire_moves',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('from_state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('to_state', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_questionnaire_moves_person_id_people')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_questionnaire_moves'))
    )
    op.create_index(op.f('ix_questionnaire_moves_questionnaire_id'), 'questionnaire_moves', ['questionnaire_id'], unique=False)
    op.create_table('questionnaire_units',
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('until', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_questionnaire_units_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaires.id'], name=op.f('fk_questionnaire_units_questionnaire_id_questionnaires')),
    sa.PrimaryKeyConstraint('questionnaire_id', 'organisation_id', name=op.f('pk_questionnaire_units'))
    )
    op.create_table('responses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('place', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('round_id', sa.Integer(), nullable=True),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('begun_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('begun_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('handed_in_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('handed_in_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('is_on_time', sa.Boolean(), nullable=False),
    sa.Column('returned_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('returned_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('returns', sa.Integer(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_responses_organisation_id_organisations')),
    sa.ForeignKeyConstraint(['questionnaire_id'], ['questionnaires.id'], name=op.f('fk_responses_questionnaire_id_questionnaires')),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_responses_round_id_project_rounds')),
    sa.ForeignKeyConstraint(['version_id'], ['questionnaire_versions.id'], name=op.f('fk_responses_version_id_questionnaire_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_responses')),
    sa.UniqueConstraint('place', name=op.f('uq_responses_place'))
    )
    op.create_index(op.f('ix_responses_organisation_id'), 'responses', ['organisation_id'], unique=False)
    op.create_index(op.f('ix_responses_questionnaire_id'), 'responses', ['questionnaire_id'], unique=False)
    op.create_index(op.f('ix_responses_round_id'), 'responses', ['round_id'], unique=False)
    op.create_index(op.f('ix_responses_state'), 'responses', ['state'], unique=False)
    op.create_table('round_forms',
    sa.Column('round_id', sa.Integer(), nullable=False),
    sa.Column('questionnaire_id', sa.Integer(), nullable=False),
    sa.Column('audience', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['round_id'], ['project_rounds.id'], name=op.f('fk_round_forms_round_id_project_rounds')),
    sa.PrimaryKeyConstraint('round_id', 'questionnaire_id', name=op.f('pk_round_forms'))
    )
    op.create_table('answer_files',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('cell', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('evidence_id', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('removed_at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=True),
    sa.Column('removed_by', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['evidence_id'], ['evidence_files.id'], name=op.f('fk_answer_files_evidence_id_evidence_files')),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_answer_files_response_id_responses')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answer_files'))
    )
    op.create_index(op.f('ix_answer_files_response_id'), 'answer_files', ['response_id'], unique=False)
    op.create_table('answers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('cell', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('value', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('revision', sa.Integer(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_answers_person_id_people')),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_answers_response_id_responses')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_answers')),
    sa.UniqueConstraint('response_id', 'cell', name=op.f('uq_answers_response_id_cell'))
    )
    op.create_index(op.f('ix_answers_response_id'), 'answers', ['response_id'], unique=False)
    op.create_table('manual_marks',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('points', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_manual_marks_response_id_responses')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_manual_marks')),
    sa.UniqueConstraint('response_id', 'question', name=op.f('uq_manual_marks_response_id_question'))
    )
    op.create_index(op.f('ix_manual_marks_response_id'), 'manual_marks', ['response_id'], unique=False)
    op.create_table('response_parts',
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_response_parts_person_id_people')),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_response_parts_response_id_responses')),
    sa.PrimaryKeyConstraint('response_id', 'question', name=op.f('pk_response_parts'))
    )
    op.create_table('response_places',
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('cell', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_response_places_person_id_people')),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_response_places_response_id_responses')),
    sa.PrimaryKeyConstraint('response_id', 'person_id', name=op.f('pk_response_places'))
    )
    op.create_table('response_returns',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('question', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('reason', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_response_returns_response_id_responses')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response_returns'))
    )
    op.create_index(op.f('ix_response_returns_response_id'), 'response_returns', ['response_id'], unique=False)
    op.create_table('response_submissions',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('response_id', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('version_id', sa.Integer(), nullable=False),
    sa.Column('document', sa.JSON(none_as_null=True), nullable=True),
    sa.Column('sha256', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('scan_id', sa.Integer(), nullable=True),
    sa.Column('is_on_time', sa.Boolean(), nullable=False),
    sa.Column('at', sqlmodel.sql.sqltypes.UTCDateTime(), nullable=False),
    sa.Column('person_id', sa.Integer(), nullable=True),
    sa.Column('person_name', sqlmodel.sql.sqltypes.AutoString(), nullable=False),
    sa.ForeignKeyConstraint(['person_id'], ['people.id'], name=op.f('fk_response_submissions_person_id_people')),
    sa.ForeignKeyConstraint(['response_id'], ['responses.id'], name=op.f('fk_response_submissions_response_id_responses')),
    sa.ForeignKeyConstraint(['scan_id'], ['evidence_files.id'], name=op.f('fk_response_submissions_scan_id_evidence_files')),
    sa.ForeignKeyConstraint(['version_id'], ['questionnaire_versions.id'], name=op.f('fk_response_submissions_version_id_questionnaire_versions')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_response_submissions')),
    sa.UniqueConstraint('response_id', 'number', name=op.f('uq_response_submissions_response_id_number'))
    )
    op.create_index(op.f('ix_response_submissions_response_id'), 'response_submissions', ['response_id'], unique=False)
    for table in APPEND_ONLY:
        triggers.create(op.get_bind(), table)


def downgrade() -> None:
    for table in APPEND_ONLY:
        triggers.drop(op.get_bind(), table)
    op.drop_index(op.f('ix_response_submissions_response_id'), table_name='response_submissions')
    op.drop_table('response_submissions')
    op.drop_index(op.f('ix_response_returns_response_id'), table_name='response_returns')
    op.drop_table('response_returns')
    op.drop_table('response_places')
    op.drop_table('response_parts')
    op.drop_index(op.f('ix_manual_marks_response_id'), table_name='manual_marks')
    op.drop_table('manual_marks')
    op.drop_index(op.f('ix_answers_response_id'), table_name='answers')
    op.drop_table('answers')
    op.drop_index(op.f('ix_answer_files_response_id'), table_name='answer_files')
    op.drop_table('answer_files')
    op.drop_table('round_forms')
    op.drop_index(op.f('ix_responses_state'), table_name='responses')
    op.drop_index(op.f('ix_responses_round_id'), table_name='responses')
    op.drop_index(op.f('ix_responses_questionnaire_id'), table_name='responses')
    op.drop_index(op.f('ix_responses_organisation_id'), table_name='responses')
    op.drop_table('responses')
    op.drop_table('questionnaire_units')
    op.drop_index(op.f('ix_questionnaire_moves_questionnaire_id'), table_name='questionnaire_moves')
    op.drop_table('questionnaire_moves')
    op.drop_index(op.f('ix_questionnaires_state'), table_name='questionnaires')
    op.drop_table('questionnaires')
    op.drop_index(op.f('ix_questionnaire_versions_questionnaire_id'), table_name='questionnaire_versions')
    op.drop_table('questionnaire_versions')

"""Progress is counted up the tree; the excused are not asked, and nobody sees past their scope."""

from core.projects.progress import STANDINGS, Counts, counted, narrowed, round_progress
from core.projects.rounds import excuse
from core.projects.rules import SubmissionState
from core.store.session import reading, writing
from tests.builders.rounds import WHY, as_system, going, handed_in
from tests.core.projects.test_receipts import signed
from tests.core.projects.test_submissions import sent_back


def seen(made, name="赵敏"):
    with reading() as session:
        return round_progress(session=session, actor=made.actor(name), round_id=made.rounds["一季度"])


def test_due_handed_in_on_time_returned_and_signed_are_counted_at_every_branch(people):
    made = going(people)
    for unit in list(made.units)[1:4]:
        as_system(made, unit)
    handed_in(made)
    sent_back(made)
    signed(made)
    progress = seen(made)
    assert progress.total == Counts(due=13, handed_in=3, on_time=3, returned=1, signed=1)
    assert (progress.total.missing, round(progress.total.rate, 1)) == (10, 23.1)
    assert [(branch.depth, branch.label) for branch in progress.branches] == [(0, "全市"), (1, "县市区")]
    assert progress.missing[0].state is SubmissionState.RETURNED


def test_units_are_found_by_their_name_and_by_how_they_stand(people):
    made = going(people)
    handed_in(made)
    signed(made)
    units = seen(made).units

    def codes(**facts):
        return [unit.code for unit in narrowed(units, **facts)]

    assert codes() == [unit.code for unit in units]
    assert codes(text="德城") == codes(text=" 371402 ") == codes(standing="in") == ["371402"]
    assert len(codes(standing="missing")) == 12
    assert "371402" not in codes(standing="unsigned")
    assert codes(text="没有的单位") == codes(standing="late") == codes(standing="returned") == []
    sent_back(made)
    units = seen(made).units
    assert codes(standing="returned") == ["371402"]
    assert len(codes(standing="missing")) == 13
    assert {name for name in STANDINGS if "371402" in codes(standing=name)} == {"missing", "returned"}


def test_the_excused_are_not_counted_and_nothing_of_nothing_has_no_rate(people):
    made = going(people)
    with writing() as session:
        facts = {"round_id": made.rounds["一季度"], "organisation_id": made.units["371482"], "reason": WHY}
        excuse(session=session, actor=made.actor("孙项目"), **facts)
    assert seen(made).total.due == 12
    assert counted([]).rate is None
    assert counted([]).on_time_rate is None


def test_a_county_sees_itself_and_a_department_nothing(people):
    made = going(people)
    assert [unit.code for unit in seen(made, "吴德城").units] == ["371402"]
    assert seen(made, "吴德城").is_whole is False
    assert seen(made, "陈填报").units == ()

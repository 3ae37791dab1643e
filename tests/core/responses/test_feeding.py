"""What answers give metrics, each number traceable to response, version, question and box."""

from decimal import Decimal

from core.responses.feeding import fed, feeds, response_number
from core.responses.marking import mark_answer
from core.store.session import writing
from tests.builders.questionnaires import FORM
from tests.builders.responses import surveyed
from tests.core.responses.test_boxes import gathered


def test_numbers_feed_their_parts_and_say_where_they_are_from(people):
    city = surveyed(people)
    rows = {(row.unit_code, row.metric): row for row in fed(city.gathered(with_points=True))}
    one = rows["371403", "A11-1"]
    assert (one.numerator, one.denominator, one.value, one.waiting) == (Decimal(19), Decimal(20), None, ())
    number = response_number("WJ1", city.ids["371403"])
    assert one.sources == (
        f"分母：答卷 {number}（第 1 版）“B1 数据资源总数”填报 20",
        f"分子：答卷 {number}（第 1 版）“B2 分类统计”各格合计（基础信息·资源数 15＋业务信息·资源数 4） 19",
    )
    assert {code for code, _metric in rows} == {"371402", "371403", "371422"}, "drafts feed nothing"


def test_points_wait_for_the_judgement(people):
    city = surveyed(people)

    def points():
        rows = fed(city.gathered(with_points=True))
        return next(row for row in rows if (row.unit_code, row.metric) == ("371402", "A12-1"))

    assert (points().value, len(points().waiting)) == (None, 1)
    assert "待评分" in points().waiting[0]
    with writing() as session:
        facts = {"response_id": city.ids["371402"], "question": "A4", "points": "2", "reason": "材料齐全"}
        mark_answer(session=session, actor=city.of.actor("李评估"), **facts)
    assert points().value == Decimal(4)
    assert points().sources[0].endswith("得分（选“培训” 1＋选“检查” 1＋人工 2） 4")


def test_a_questionnaire_without_metrics_feeds_nothing():
    of = gathered((1, FORM), answers=[(1, {"B1": "3"})])
    assert not feeds(of)
    assert fed(of) == ()

"""Whatever the method: weights that add up, marks that add up exactly, or every fault at once."""

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from core.errors import Invalid
from core.weighting.experts import Round
from core.weighting.methods import Judged, Measured, Opinion, Scored
from core.weighting.outcome import outcome_of
from core.weighting.target import Item
from tests.core.weighting.given import COMBINED, EARLIER, EXPERTS, JUDGED, MEASURED, SCORED, numbers
from tests.core.weighting.grids import CIRCLE, SOUND, grid, target

METHODS = pytest.mark.parametrize(
    "inputs", [SCORED, JUDGED, MEASURED, COMBINED], ids=lambda each: type(each).__name__
)


def refused(inputs, **changes) -> list[str]:
    with pytest.raises(Invalid) as caught:
        outcome_of(target(**changes), inputs, EARLIER)
    return [str(problem) for problem in caught.value.problems]


@METHODS
def test_weights_add_up_to_one_and_marks_to_the_whole_exactly(inputs):
    outcome, _ = outcome_of(target(whole=Decimal("33.3"), share=Fraction(1, 3)), inputs, EARLIER)
    assert sum(outcome.weights) == pytest.approx(1, abs=1e-11)
    assert sum(outcome.allotted) == Decimal("33.3")
    assert sum(outcome.effective) == pytest.approx(1 / 3, abs=1e-11)


@METHODS
def test_the_same_inputs_give_the_same_outcome_to_the_last_digit(inputs):
    assert outcome_of(target(), inputs, EARLIER) == outcome_of(target(), inputs, EARLIER)


def test_the_last_round_of_scores_counts_and_all_rounds_are_kept():
    outcome, facts = outcome_of(target(), SCORED)
    assert outcome.weights == (0.45, 0.3, 0.25)
    assert outcome.allotted == (Decimal("45.0"), Decimal("30.0"), Decimal("25.0"))
    assert outcome.remarks == ()
    assert [view.goes_on for view in facts.rounds] == [True, False]


def test_experts_who_differ_too_much_get_their_weights_with_a_remark():
    outcome, _ = outcome_of(target(), replace(SCORED, rounds=SCORED.rounds[:1]))
    assert outcome.remarks == (
        "“A 汇聚”第 1 轮的变异系数 0.61 大于 0.25（建议值），建议再进行一轮",
        "“B 治理”第 1 轮的变异系数 0.71 大于 0.25（建议值），建议再进行一轮",
        "“C 共享”第 1 轮的变异系数 0.47 大于 0.25（建议值），建议再进行一轮",
    )


def test_faults_of_every_round_are_told_with_the_round():
    rounds = (Round(EXPERTS, numbers("1 2 .; 1 2 3")), Round(EXPERTS, numbers("1 2 3; 1 2 11")))
    found = refused(Scored(Fraction(10), rounds))
    assert [each.split("：")[0] for each in found] == [
        "工作表“第 1 轮” 第 2 行 D 列",
        "工作表“第 2 轮” 第 3 行 D 列",
    ]
    assert refused(Scored(Fraction(10), ())) == ["没有任何一轮打分。处理办法：至少进行一轮"]


def test_judgements_of_a_group_are_pooled_and_everybodys_consistency_is_kept():
    outcome, facts = outcome_of(target(), JUDGED)
    # Ratios √2, √8 and 2: consistent, so weights stand as 2√2 : 2 : 1.
    assert outcome.weights == pytest.approx(
        [8**0.5 / (8**0.5 + 3), 2 / (8**0.5 + 3), 1 / (8**0.5 + 3)], abs=1e-9
    )
    assert [opinion.weights[0] for opinion in facts.opinions] == pytest.approx([4 / 7, 0.4])
    assert facts.group.consistent


def test_the_share_of_an_expert_counts():
    first, second = JUDGED.opinions
    heavy = Judged((replace(first, share=Fraction(999)), second))
    assert outcome_of(target(), heavy)[0].weights[0] == pytest.approx(4 / 7, abs=1e-3)


def test_inconsistent_judgements_are_refused_with_the_expert_the_ratio_and_the_cells():
    found = refused(Judged((Opinion("张三", SOUND), Opinion("李四", CIRCLE))))
    assert found[0].startswith("工作表“李四”：一致性比率应小于 0.1，现为“")
    assert {each.split("：")[0] for each in found[1:]} == {
        "工作表“李四” 第 2 行 C 列",
        "工作表“李四” 第 2 行 D 列",
        "工作表“李四” 第 3 行 D 列",
    }


def test_incomplete_judgements_of_all_experts_are_listed_before_consistency_is_asked():
    found = refused(
        Judged((Opinion("张三", grid("1 . 4; . 1 2; . . 1")), Opinion("李四", grid("1 2 .; . 1 2; . . 1"))))
    )
    assert [each.split("。")[0] for each in found] == [
        "工作表“张三” 第 2 行 C 列：缺少“A 汇聚”对“B 治理”的判断",
        "工作表“李四” 第 2 行 D 列：缺少“A 汇聚”对“C 共享”的判断",
    ]


def test_an_expert_has_a_name_a_sensible_share_and_there_is_at_least_one():
    opinion = Opinion("张三", SOUND, Fraction(0))
    assert refused(Judged((opinion,)))[0].startswith("工作表“张三”：专家的权重应大于 0、不超过 1000，现为“0”")
    assert refused(Judged((Opinion("张三", SOUND),) * 2))[0].startswith("专家重复，现为“张三”")
    assert refused(Judged(()))[0].startswith("没有任何专家的判断")


def test_an_indicator_that_tells_nobody_apart_gets_nothing_and_two_remarks():
    outcome, facts = outcome_of(target(), MEASURED)
    assert (outcome.weights[1], outcome.allotted[1]) == (0, 0)
    assert facts.constant == (1,)
    assert outcome.remarks == (
        "“B 治理”各单位数值相同，没有区分度，熵权为 0",
        "“B 治理”分得 0，写入体系前须另行定分或从体系中去掉",
    )


def test_scaling_to_the_range_turns_indicators_of_which_less_is_better():
    held = Measured(("甲", "乙", "丙"), numbers("1 1 9; 2 3 1; 4 4 2"), "range", ("C",))
    outcome, facts = outcome_of(target(), held)
    turned = replace(held, values=numbers("1 1 1; 2 3 9; 4 4 8"), falling=())
    assert outcome_of(target(), turned)[0].weights == outcome.weights
    assert outcome_of(target(), replace(held, falling=()))[0].weights != outcome.weights
    assert facts.constant == ()


def test_faults_of_the_data_are_told():
    assert refused(replace(MEASURED, units=("甲", "甲", "乙")))[0].startswith("单位重复，现为“甲”")
    found = refused(replace(MEASURED, scaling="range", falling=("Z",)))
    assert found == ["这一组没有这个指标，现为“Z”。处理办法：从逆向指标中去掉"]
    found = refused(replace(MEASURED, falling=("A",)))
    assert found == ["占合计的比例不区分正向逆向，现为“A”。处理办法：改用极差归一"]


def test_differences_too_small_to_count_are_refused_like_none():
    nearly = numbers("1000000000000 1 1; 1000000000001 1 1; 1000000000000 1 1")
    assert refused(replace(MEASURED, values=nearly))[0].startswith("各指标在各单位之间都没有差别")


def test_a_combination_takes_its_share_of_either_record():
    outcome, facts = outcome_of(target(), COMBINED, EARLIER)
    assert outcome.weights == pytest.approx((0.62, 0.26, 0.12))
    assert (facts.subjective, facts.objective) == (EARLIER[1], EARLIER[2])


def test_a_combination_by_product_keeps_what_is_nil():
    outcome, _ = outcome_of(target(), replace(COMBINED, rule="product"), EARLIER)
    assert outcome.weights == pytest.approx((0.4 / 0.46, 0.06 / 0.46, 0))
    with pytest.raises(Invalid) as caught:
        outcome_of(target(), replace(COMBINED, rule="product"), {1: (1.0, 0.0, 0.0), 2: (0.0, 1.0, 0.0)})
    assert str(caught.value.problems[0]).startswith("两组权重没有共同大于 0 的指标")


def test_a_combination_by_an_unknown_rule_is_refused():
    assert refused(replace(COMBINED, rule="mean"))[0].startswith("不认识的组合方法，现为“mean”")


def test_a_group_that_cannot_be_weighed_is_refused_before_anything_else():
    assert refused(Judged(()), items=())[0].startswith("这一组没有指标")


def test_one_indicator_alone_takes_the_whole():
    alone = {"items": (Item("A", "汇聚"),)}
    outcome, facts = outcome_of(target(**alone), Judged((Opinion("张三", grid("1")),)))
    assert (outcome.weights, outcome.allotted) == ((1.0,), (Decimal("100.0"),))
    assert (facts.group.largest, facts.group.ratio) == (1, 0)

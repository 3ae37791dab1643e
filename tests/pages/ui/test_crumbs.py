"""One breadcrumb from the city down to a metric, and every step leads back."""

from tests.pages.desk import words


def crumb(app) -> str:
    (line,) = (each.value for each in app.caption if "›" in each.value)
    return line.replace("\\", "")


def test_a_leader_comes_back_from_a_metric_step_by_step(desk):
    line = crumb(desk("郑市长").open("results/unit.py", edition=1, unit="M05", metric="C12-1"))
    city, board, unit, leaf, metric = line.split("　›　")
    assert city == "[全市](/cockpit?edition=1)"
    assert board == "[市级部门排名](/board?edition=1&board=department)"
    assert unit.endswith("(/unit?edition=1&unit=M05)")
    assert leaf.startswith("[C12 ")
    assert leaf.endswith("(/unit?edition=1&unit=M05&leaf=C12)")
    assert metric.startswith("C12-1 ")


def test_an_indicator_of_a_unit_opens_with_its_metrics_and_the_way_to_its_peers(desk):
    app = desk("郑市长").open("results/unit.py", edition=1, unit="M05", leaf="C12")
    assert len(crumb(app).split("　›　")) == 4
    (table,) = (each.value for each in app.table)
    assert len(table) == 5
    assert all("metric=C12-" in cell.replace("\\", "") for cell in table["子项"])
    assert "(/compare?edition=1&mode=peers&board=department&indicator=C12)" in words(app)


def test_a_filler_has_no_step_to_the_city(desk):
    assert "全市" not in crumb(desk("陈填报").open("results/unit.py"))

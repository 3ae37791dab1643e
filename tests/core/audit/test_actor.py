"""Who acts."""

from core.audit.actor import Actor


def test_the_product_itself_acts_without_a_person():
    assert Actor.system().is_system
    assert Actor.system("命令行").name == "命令行"


def test_a_person_is_never_the_system():
    assert not Actor(1, "赵敏").is_system

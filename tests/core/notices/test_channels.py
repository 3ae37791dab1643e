"""No channel is set up unless the settings name its place; each knows one address of a contact."""

from core.notices.channels import EMAIL, SMS, Addressee, address_of, enabled
from core.settings import Settings


def test_nothing_leaves_the_product_by_default():
    assert enabled(Settings()) == ()
    assert enabled(Settings(smtp_host="mail.example", sms_url="https://sms.example")) == (SMS, EMAIL)


def test_each_channel_takes_the_address_it_can_reach():
    who = Addressee("0534-2600000", "a@dz.gov.cn")
    assert (address_of(SMS, who), address_of(EMAIL, who)) == ("", "a@dz.gov.cn")
    assert address_of(SMS, Addressee("13800000000", "")) == "13800000000"

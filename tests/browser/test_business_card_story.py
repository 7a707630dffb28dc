"""The story of one business card, clicked through as people do it."""

from __future__ import annotations

import pytest

from tests.browser.conftest import Window
from tests.hosts.shop import Shop

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


def test_card_is_printed_when_people_click_through_the_shop(shop: Shop, window: Window) -> None:
    _guest_sees_no_card(window)
    _buyer_fills_in_the_card(window)
    _buyer_asks_for_approval(window)
    _approver_agrees(window)
    _buyer_orders(window)
    _staff_confirm(window)
    _buyer_downloads_the_print_file(window)

    assert window.complaints == []


def _guest_sees_no_card(window: Window) -> None:
    window.open("/")
    window.keep_picture("1-guest")
    assert window.page.get_by_role("heading", level=2).all_inner_texts() == ["Paper sample book"]


def _buyer_fills_in_the_card(window: Window) -> None:
    page = window.page
    window.become("buyer@northwind.example")
    window.follow(page.get_by_role("link", name="Business card"))
    assert page.get_by_label("Company line").get_attribute("readonly") is not None
    page.get_by_label("Name").fill("Zażółć Gęślą-Jaźń")
    page.get_by_label("E-mail").fill("not an address")
    window.click("Update picture")
    assert page.get_by_label("E-mail").get_attribute("aria-invalid") == "true"
    page.get_by_label("E-mail").fill("z.jazn@northwind.example")
    page.get_by_label("250 pieces").check()
    window.click("Update picture")
    assert page.get_by_label("250 pieces").is_checked()
    _pictures_are_loaded(window, 2)
    window.keep_picture("2-product")
    window.click("Add to cart")


def _buyer_asks_for_approval(window: Window) -> None:
    page = window.page
    assert page.get_by_role("button", name="Order now").is_disabled()
    assert page.locator("[data-code=APPROVAL_REQUIRED]").is_visible()
    window.click("Save address")
    page.get_by_label("Note for the approver").fill("For the fair on Monday")
    window.click("Send for approval")
    assert page.locator("[data-code=APPROVAL_PENDING]").is_visible()
    assert page.get_by_role("button", name="Order now").is_disabled()
    _pictures_are_loaded(window, 1)
    window.keep_picture("3-cart")


def _approver_agrees(window: Window) -> None:
    window.become("approver@northwind.example")
    window.click("Approvals", "link")
    window.follow(window.page.get_by_role("link", name="250 pieces"))
    assert window.page.get_by_text("For the fair on Monday").is_visible()
    _pictures_are_loaded(window, 2)
    window.keep_picture("4-approval")
    window.click("Reject")
    assert window.page.get_by_role("alert").is_visible()
    window.click("Approve")
    assert window.page.get_by_text("Your decision is recorded.").is_visible()


def _buyer_orders(window: Window) -> None:
    window.become("buyer@northwind.example")
    window.click("Cart", "link")
    assert window.page.get_by_role("heading", name="Ready to order").is_visible()
    window.click("Order now")
    assert window.page.get_by_text("waits until the printer confirms it").is_visible()
    assert window.page.get_by_role("link", name="Download the print file").count() == 0
    window.keep_picture("5-order")


def _staff_confirm(window: Window) -> None:
    window.become("staff@printer.example")
    window.click("Orders", "link")
    window.follow(window.page.get_by_role("link", name="buyer@northwind.example"))
    window.click("Confirm order")
    assert window.page.get_by_text("ready", exact=True).is_visible()


def _buyer_downloads_the_print_file(window: Window) -> None:
    window.become("buyer@northwind.example")
    window.click("Orders", "link")
    window.follow(window.page.get_by_role("link", name="Order 1"))
    _pictures_are_loaded(window, 1)
    window.keep_picture("6-print-file")
    with window.page.expect_download() as download:
        window.page.get_by_role("link", name="Download the print file").click()
    content = download.value.path().read_bytes()
    assert download.value.suggested_filename.endswith(".pdf")
    assert content.startswith(b"%PDF-")
    assert content.rstrip().endswith(b"%%EOF")


def _pictures_are_loaded(window: Window, count: int) -> None:
    """Look at what the browser made of the pictures, not at their addresses."""
    widths = window.page.locator("main img").evaluate_all(
        "images => images.filter(i => i.src.includes('/plugins/')).map(i => i.naturalWidth)"
    )
    assert len(widths) == count
    assert min(widths) > 200

"""The platform's numbers, in one place, so that a setting can follow when WeChat changes one."""

from dataclasses import dataclass, fields

_DAY_S = 24 * 3600


@dataclass(frozen=True, slots=True)
class Limits:
    """Every number with the page it stands on; `D` marks one that no page confirmed: look in the console.

    W: is https://developers.weixin.qq.com/doc .
    """

    # Customer messages. Source: W:/service/guide/product/message/Service_Center_messages, editions since 2023.
    message_sends: int = 5
    message_window_s: int = 2 * _DAY_S
    tap_sends: int = 3
    tap_window_s: int = 60
    # Source: measured by others, the ceiling is 2,047 or 2,048 bytes and what is over it vanishes silently.
    text_bytes: int = 2000
    # Source: custom/typing needs a message of the follower within 30 s and lasts 15 s.
    typing_after_message_s: int = 30
    typing_lasts_s: int = 15

    # Source: W:/service/api/custommenu/api_createcustommenu.
    menu_buttons: int = 3
    menu_sub_buttons: int = 5
    menu_name_bytes: int = 16
    menu_sub_name_bytes: int = 60
    menu_key_bytes: int = 128
    menu_url_bytes: int = 1024

    # Source: W:/offiaccount/Account_Management/Generating_a_Parametric_QR_Code.
    qr_life_s: int = 30 * _DAY_S
    qr_permanent_scenes: int = 100_000
    qr_scene_chars: int = 64

    # Source: api_uploadtempmedia; the page says 10 MB for images and also 2 MB: the smaller holds everywhere.
    media_life_s: int = 3 * _DAY_S
    image_bytes: int = 2 << 20
    voice_bytes: int = 2 << 20
    voice_s: int = 60
    video_bytes: int = 10 << 20
    thumb_bytes: int = 64 << 10

    # Source: W:/oplatform/developers/dev/auth/h5.
    oauth_state_bytes: int = 128
    # Source: the page of subscribemsg, D for the two lengths.
    one_time_scene_max: int = 10_000
    one_time_title_chars: int = 15
    one_time_content_chars: int = 200

    # Source: W:/service/Message_Management/API_Call_Limits; a test account has about a tenth.
    customer_messages_per_day: int = 500_000
    templates_per_day: int = 100_000
    clear_quota_per_month: int = 10
    # Source: D, the page of user/info/batchget.
    profiles_per_call: int = 100

    def __post_init__(self) -> None:
        """
        Raises:
            ValueError: a number is not a whole number above zero; the text names it.
        """
        for field in fields(self):
            value = getattr(self, field.name)
            if type(value) is not int or value < 1:
                raise ValueError(f"{field.name} must be a whole number above zero")

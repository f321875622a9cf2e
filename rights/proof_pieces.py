"""The kinds of evidence: what each is called, what to bring and how to keep it so that it counts."""

from collections.abc import Mapping

from rights.elements import Piece, Proof

_P = Proof

PIECES: Mapping[Proof, Piece] = {
    _P.CONTRACT: Piece(
        "劳动合同", 1, "合同、入职表、录用通知，有哪样拍哪样",
        "原件留着，每页拍全，签字、盖章、日期要看得清。", ("合同", "入职"),
    ),
    _P.BANK: Piece(
        "工资流水", 3, "银行流水，微信、支付宝收工钱的记录",
        "到银行打带章的流水；手机转账点开详情录屏，露出对方账户、日期、备注，账单别删。", ("流水", "转账", "银行"),
    ),
    _P.PAYSLIP: Piece(
        "工资条", 1, "工资条、工资表、发工资的短信",
        "纸的留原件；手机里的连谁发的、哪天发的一起拍进去。", ("工资单", "工资表"),
    ),
    _P.IOU: Piece(
        "欠条", 1, "欠条、结算单，写清谁欠谁、哪几个月、多少钱",
        "要签字按手印或盖章，写上日期；原件自己拿好，别被收回去。", ("结算单", "借条"),
    ),
    _P.ATTENDANCE: Piece(
        "考勤", 2, "打卡、排班表、记工本、门禁记录",
        "打卡页面录屏，露出姓名、单位、日期；记工本整本留着，别撕别重抄。", ("打卡", "排班", "记工"),
    ),
    _P.CHAT: Piece(
        "聊天记录", 3, "跟老板、班组长说工钱、派活的聊天",
        "聊天别删、手机别换；先点开对方头像资料页，再录屏翻到聊天，露出日期，不裁不改。",
        ("聊天", "微信群", "微信记录"),
    ),
    _P.RECORDING: Piece(
        "录音录像", 1, "自己跟老板、管事的当面或电话说这事的录音",
        "开头叫出对方名字，说清哪笔钱、哪天的事；存在录的那部手机里，不剪。", ("录音", "录像"),
    ),
    _P.BADGE: Piece(
        "工牌工服", 2, "工牌、工服、安全帽、出入证、饭卡",
        "拍清单位名和编号，再和人一起拍一张；东西别交回去，要交先拍。", ("工牌", "工服", "工作证", "安全帽", "出入证"),
    ),
    _P.SITE: Piece(
        "现场照片", 3, "您在那儿干活的照片、视频，看得出是哪儿",
        "把门头、工地名拍进去；用手机原相机拍，原图别删，不加滤镜。", ("现场", "工地", "车间", "干活"),
    ),
    _P.BOARD: Piece(
        "工地告示牌", 3, "工地门口的维权信息告示牌",
        "拍全：总包、分包、劳资专管员、电话要看得清，再拍一张带工地大门的。", ("告示牌", "公示牌"),
    ),
    _P.WITNESS: Piece(
        "证人", 1, "一两个一起干活的工友，写下姓名电话",
        "请他写清或录下：自己叫什么，几月到几月跟您一起干，亲眼看见什么；开庭最好能到场。", ("证言", "证人"),
    ),
    _P.INSURANCE: Piece(
        "社保记录", 2, "社保缴费记录，带单位名和月份",
        "在社保经办机构或官方手机应用查，免费；能盖章的打一份盖章的。", ("社保",),
    ),
    _P.NOTICE: Piece(
        "辞退通知", 2, "辞退通知、离职证明，或停卡、移出群的截图",
        "原件留好，截图带上日期；不是自己要走的，别签「自愿离职」。", ("辞退", "解除", "离职证明", "移出群"),
    ),
    _P.MEDICAL: Piece(
        "诊断证明", 3, "诊断证明、病历、检查单",
        "到医院复印盖章；病历写的受伤经过跟实际不一样，趁早请医生按实补充说明。", ("诊断", "病历", "检查单"),
    ),
    _P.ACCIDENT: Piece(
        "事故记录", 2, "120单、报警回执、事故认定书、监控",
        "监控存不久，马上书面请单位留，拍下摄像头在哪；写下几点、哪台机器、谁在场。", ("事故", "报警", "急救"),
    ),
    _P.BILLS: Piece(
        "医药票据", 1, "医药费、住院、护理、交通的票据",
        "原件按日期排好，连费用清单一起留；交给别人前先拍照，要收条。", ("票据", "发票", "医药费"),
    ),
    _P.BIRTH: Piece(
        "孕产证明", 3, "孕检单、诊断证明、出生证明",
        "原件自己留，给单位看先拍照，用微信或快递送，留下送达的记录。", ("孕检", "产检", "出生证"),
    ),
    _P.OTHER: Piece("别的", 1, "别的材料", "原件留好，写一句它证明什么。"),
}  # fmt: skip


def named(text: str) -> Proof | None:
    """The one kind of evidence that short words name; nothing where they name none, or several."""
    found = [proof for proof, piece in PIECES.items() if any(word in text for word in (piece.name, *piece.words))]
    exact = [proof for proof in found if PIECES[proof].name == text]
    return (exact or found)[0] if exact or len(found) == 1 else None


ORIGINALS = ("民事诉讼法#73", "民事诉讼法#76")
"""Documents and things as originals, witnesses in person: what keeping rests on, and custom."""

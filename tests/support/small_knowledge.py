"""Three small answers for tests of the knowledge room."""

WAGES = """---
title: 老板不发工资怎么办
topic: 拖欠工资
also: [劳动监察投诉]
ask:
  - 老板不发工资
  - 工资拖着不给咋办
  - 厂里三个月没开工资了
  - 欠我的工钱要不回来
  - 拖欠工资去哪告
  - 老板说没钱，工资先欠着
  - 工资发不下来找谁
  - 干了活不给钱
citations: [劳动法#50, 刑法#276-1]
valid_from: 2020-05-01
valid_until:
reviewed: 2026-11-22
next: [ticket, office]
---
先留好证据，再打{{热线}}。

拖欠的工资要足额补发。
依据：《劳动法》第五十条
"""
INJURY = """---
title: 上班受伤怎么认定工伤
topic: 工伤认定
ask:
  - 上班受伤算工伤吗
  - 工伤怎么认定
  - 干活把手压了算不算工伤
  - 单位不给报工伤
  - 下班路上被车撞了
  - 工伤认定要啥材料
  - 认定工伤的时间
  - 工地上摔了怎么申请工伤
citations: [工伤保险条例#17]
valid_from: 2011-01-01
reviewed: 2026-11-22
next: [paper]
---
单位三十日内去申请。

自己一年内也能申请。
"""
QUITTING = """---
title: 想辞职要提前多久说
topic: 辞职与离职手续
ask:
  - 辞职要提前几天
  - 辞职老板不批
  - 不想干了怎么提离职
  - 自离工资给不给
  - 试用期辞职提前三天
  - 微信辞职有用吗
  - 离职证明不给开
  - 急辞工
citations: [劳动合同法#37]
valid_from: 2008-01-01
reviewed: 2026-11-22
next: [paper]
---
提前三十日书面说一声就行。

不用单位批准。
"""
TEXTS = {"wages-unpaid.md": WAGES, "injury-recognition.md": INJURY, "quitting.md": QUITTING}

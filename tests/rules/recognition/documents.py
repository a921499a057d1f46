"""Invented documents of every kind an office issues, and what a careful reader sees in each.

None is a copy of a real document; they vary what the real ones vary: order of parts, spaces set
between letters, several organs, titles on several lines, dates in both scripts, page furniture.
A field not named in ``expected`` must not be found.
"""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Sample:
    name: str
    text: str
    expected: dict[str, object] = field(default_factory=dict)


FIRST = (
    Sample(
        "notice with red head, three annexes, remark and imprint",
        """000012
特急
示例县人民政府办公室文件
示政办发〔2023〕15号

示例县人民政府办公室
关于印发示例县2023年政务公开
工作要点的通知

各乡镇人民政府、街道办事处，县政府各部门、各直属机构：
    《示例县2023年政务公开工作要点》已经县政府同意，现印发给你们，请认真贯彻落实。
    附件：1. 重点任务分解表
          2. 主动公开基本目录（2023年
             修订版）
          3. 联系人名单
示例县人民政府办公室
2023年5月10日
（此件公开发布）
附件1
重点任务分解表
抄送：县委办公室，县人大常委会办公室，县政协办公室。
示例县人民政府办公室　　2023年5月11日印发""",
        {
            "title": "示例县人民政府办公室关于印发示例县2023年政务公开工作要点的通知",
            "number": "示政办发〔2023〕15号",
            "issuers": ("示例县人民政府办公室",),
            "addressee": "各乡镇人民政府、街道办事处，县政府各部门、各直属机构",
            "dated": "2023-05-10",
            "kind": "通知",
            "attachments": ("重点任务分解表", "主动公开基本目录（2023年修订版）", "联系人名单"),
            "remarks": ("此件公开发布",),
            "disclosure": "主动公开",
        },
    ),
    Sample(
        "joint notice of three organs, signatures side by side",
        """示财农〔2022〕8号
示例县财政局　示例县农业农村局　示例县乡村振兴局
关于做好资金公示工作的通知
各乡镇财政所、农业综合服务中心：
为加强资金监管，现就有关事项通知如下。
一、公示范围
所有到村到户项目均应公示。
示例县财政局　　示例县农业农村局　　示例县乡村振兴局
二〇二二年十一月三十日""",
        {
            "title": "示例县财政局示例县农业农村局示例县乡村振兴局关于做好资金公示工作的通知",
            "number": "示财农〔2022〕8号",
            "issuers": ("示例县财政局", "示例县农业农村局", "示例县乡村振兴局"),
            "addressee": "各乡镇财政所、农业综合服务中心",
            "dated": "2022-11-30",
            "kind": "通知",
        },
    ),
    Sample(
        "order with Chinese number, person signing, repeal",
        """示例市人民政府令
第十二号
《示例市餐厨垃圾管理办法》已经2021年3月2日市人民政府第98次常务会议通过，现予公布，自2021年6月1日起施行。
市长　张三
2021年4月6日
示例市餐厨垃圾管理办法
第一章　总则
第一条　为了加强餐厨垃圾管理，制定本办法。
第二十条　《示例市餐饮垃圾处置暂行规定》（示例市人民政府令第3号）同时废止。""",
        {
            "title": "示例市餐厨垃圾管理办法",
            "number": "示例市人民政府令第12号",
            "issuers": ("示例市人民政府",),
            "dated": "2021-04-06",
            "kind": "令",
            "references": ("废止：示例市餐饮垃圾处置暂行规定（示例市人民政府令第3号）",),
        },
    ),
    Sample(
        "announcement whose only heading is the organ's",
        """示例县自然资源局公告
2023年第7号
根据《中华人民共和国土地管理法》有关规定，现将示例镇征收土地预公告如下。
特此公告。
示例县自然资源局
2023年8月9日""",
        {
            "title": "示例县自然资源局公告",
            "number": "示例县自然资源局公告〔2023〕7号",
            "issuers": ("示例县自然资源局",),
            "dated": "2023-08-09",
            "kind": "公告",
        },
    ),
    Sample(
        "traffic notice to the public without addressee or number",
        """示例县公安局交通管理大队
关于东风路施工期间交通管制的通告
因东风路改造施工，为保障交通安全，现将有关事项通告如下：
一、管制时间：2023年9月1日至2023年10月31日。
二、管制路段：东风路（人民路至建设路）。
特此通告。
示例县公安局交通管理大队
2023年8月25日""",
        {
            "title": "示例县公安局交通管理大队关于东风路施工期间交通管制的通告",
            "issuers": ("示例县公安局交通管理大队",),
            "dated": "2023-08-25",
            "kind": "通告",
        },
    ),
    Sample(
        "reply to a request, another document's number in the first sentence",
        """示例市发展和改革委员会关于示例县
城北供水工程可行性研究报告的批复
示发改审〔2020〕101号
示例县发展和改革局：
你局《关于报批城北供水工程可行性研究报告的请示》（示县发改〔2020〕33号）收悉。经研究，批复如下：
一、原则同意该项目建设。
此复。
示例市发展和改革委员会
2020年7月1日""",
        {
            "title": "示例市发展和改革委员会关于示例县城北供水工程可行性研究报告的批复",
            "number": "示发改审〔2020〕101号",
            "issuers": ("示例市发展和改革委员会",),
            "addressee": "示例县发展和改革局",
            "dated": "2020-07-01",
            "kind": "批复",
        },
    ),
    Sample(
        "letter answering a deputy, with letters set apart and disclosure on request",
        """示民函〔2023〕19号
关于对县第十七届人大三次会议第26号建议的复函
李四代表：
您提出的关于增加农村养老设施的建议收悉。现答复如下：
一、基本情况
全县现有农村幸福院三十二所。
示 例 县 民 政 局
2023 年 6 月 12 日
（依申请公开）
（联系人：王五，电话：0000-1234567）""",
        {
            "title": "关于对县第十七届人大三次会议第26号建议的复函",
            "number": "示民函〔2023〕19号",
            "issuers": ("示例县民政局",),
            "addressee": "李四代表",
            "dated": "2023-06-12",
            "kind": "函",
            "remarks": ("依申请公开", "联系人：王五，电话：0000-1234567"),
            "disclosure": "依申请公开",
        },
    ),
    Sample(
        "request upwards with the person who signs beside the number",
        """示政〔2021〕44号　　　　　　签发人：赵六
示例县人民政府
关于调整示例镇行政区域界线的请示
市人民政府：
为适应城乡发展，拟调整示例镇行政区域界线。妥否，请批示。
附件：示例镇行政区域界线调整方案
示例县人民政府
2021年12月31日""",
        {
            "title": "示例县人民政府关于调整示例镇行政区域界线的请示",
            "number": "示政〔2021〕44号",
            "issuers": ("示例县人民政府",),
            "addressee": "市人民政府",
            "dated": "2021-12-31",
            "kind": "请示",
            "attachments": ("示例镇行政区域界线调整方案",),
        },
    ),
    Sample(
        "decision repealing several documents, dated under the title",
        """示例市人民政府关于废止《示例市机动车停放管理办法》等2件规章的决定
（2019年1月8日市人民政府第41次常务会议通过）
经研究，市人民政府决定废止下列规章。
本决定自公布之日起施行。
示例市人民政府
2019年1月20日""",
        {
            "title": "示例市人民政府关于废止《示例市机动车停放管理办法》等2件规章的决定",
            "issuers": ("示例市人民政府",),
            "dated": "2019-01-20",
            "kind": "决定",
            "references": ("废止：示例市机动车停放管理办法",),
        },
    ),
    Sample(
        "opinion after a table of metadata copied from a website",
        """索引号：01234567-8/2022-00123
主题分类：卫生、体育
发文机关：示例县人民政府
成文日期：2022-03-04
发文字号：示政发〔2022〕6号
发布日期：2022-03-09
公开方式：主动公开
示例县人民政府关于推进健康示例建设的实施意见（试行）
各乡镇人民政府，县政府各部门：
为推进健康示例建设，提出如下实施意见。
示例县人民政府
2022年3月4日""",
        {
            "title": "示例县人民政府关于推进健康示例建设的实施意见（试行）",
            "number": "示政发〔2022〕6号",
            "issuers": ("示例县人民政府",),
            "addressee": "各乡镇人民政府，县政府各部门",
            "dated": "2022-03-04",
            "kind": "意见",
            "disclosure": "主动公开",
        },
    ),
    Sample(
        "circular praising people, names in a list with figures",
        """示例县人民政府关于表扬2022年度先进集体和先进个人的通报
示政通〔2023〕1号
各乡镇人民政府：
2022年，全县上下奋力拼搏，涌现出一批先进典型。
附件：先进集体和先进个人名单
示例县人民政府
2023年1月18日
附件
先进集体和先进个人名单
一、先进集体（2个）
示例县统计局
示例县档案馆
二、先进个人（2名）
张三　示例县统计局
李四　示例县档案馆""",
        {
            "title": "示例县人民政府关于表扬2022年度先进集体和先进个人的通报",
            "number": "示政通〔2023〕1号",
            "issuers": ("示例县人民政府",),
            "addressee": "各乡镇人民政府",
            "dated": "2023-01-18",
            "kind": "通报",
            "attachments": ("先进集体和先进个人名单",),
        },
    ),
)

"""The units of the demo county and its assessors."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class DemoUnit:
    """A unit with its usual level: the mean of its scores before chance."""

    id: str
    name: str
    group: str
    level: float


BUREAUS = "县直部门"
TOWNSHIPS = "乡镇"
ENTERPRISES = "公共企事业单位"

UNITS: tuple[DemoUnit, ...] = (
    DemoUnit("ju-fagai", "示例县发展和改革局", BUREAUS, 94),
    DemoUnit("ju-jiaoyu", "示例县教育局", BUREAUS, 92),
    DemoUnit("ju-minzheng", "示例县民政局", BUREAUS, 93),
    DemoUnit("ju-caizheng", "示例县财政局", BUREAUS, 96),
    DemoUnit("ju-renshe", "示例县人力资源和社会保障局", BUREAUS, 91),
    DemoUnit("ju-ziran", "示例县自然资源局", BUREAUS, 84),
    DemoUnit("ju-zhujian", "示例县住房和城乡建设局", BUREAUS, 81),
    DemoUnit("ju-jiaotong", "示例县交通运输局", BUREAUS, 90),
    DemoUnit("ju-nongye", "示例县农业农村局", BUREAUS, 87),
    DemoUnit("ju-weijian", "示例县卫生健康局", BUREAUS, 92),
    DemoUnit("ju-yingji", "示例县应急管理局", BUREAUS, 88),
    DemoUnit("zhen-dongfeng", "东风镇", TOWNSHIPS, 90),
    DemoUnit("zhen-heping", "和平镇", TOWNSHIPS, 86),
    DemoUnit("zhen-xinghuo", "星火镇", TOWNSHIPS, 78),
    DemoUnit("zhen-fenshou", "丰收镇", TOWNSHIPS, 91),
    DemoUnit("xiang-qingshan", "青山乡", TOWNSHIPS, 74),
    DemoUnit("xiang-lvshui", "绿水乡", TOWNSHIPS, 83),
    DemoUnit("xiang-baiyun", "白云乡", TOWNSHIPS, 68),
    DemoUnit("xiang-hongqi", "红旗乡", TOWNSHIPS, 88),
    DemoUnit("qi-gongshui", "示例县供水公司", ENTERPRISES, 82),
    DemoUnit("qi-gongjiao", "示例县公交公司", ENTERPRISES, 79),
    DemoUnit("qi-yiyuan", "示例县人民医院", ENTERPRISES, 89),
)

ASSESSORS = ("张三", "李四", "王五", "赵六")

"""The invented city of the demonstration: 云川市. Names of people and places are made up by program or by us."""

from dataclasses import dataclass

from models.enums.accounts import Role
from models.enums.branches import BranchKind as K


@dataclass(frozen=True, slots=True)
class DemoBranch:
    """A branch with what stands below it."""

    name: str
    kind: K
    short_name: str
    children: tuple["DemoBranch", ...] = ()


def _branch(name: str, kind: K = K.BRANCH, short_name: str | None = None, *children: DemoBranch) -> DemoBranch:
    return DemoBranch(name, kind, short_name or name, children)


CITY = _branch(
    "中共云川市委员会",
    K.COMMITTEE,
    "云川市委",
    _branch(
        "中共云川市委组织部机关委员会",
        K.ORGAN_COMMITTEE,
        "组织部机关党委",
        _branch("办公室党支部"),
        _branch("督查室党支部"),
        _branch("组织一处党支部", K.BRANCH, None, _branch("组织一处第一党小组", K.GROUP)),
        _branch("组织二处党支部"),
        _branch("干部一处党支部"),
        _branch("干部监督处党支部"),
        _branch("人才工作处党支部"),
        _branch("党员教育中心联合党支部", K.JOINT_BRANCH),
        _branch(
            "离退休干部党总支", K.GENERAL_BRANCH, None, _branch("离退休干部第一党支部"), _branch("离退休干部第二党支部")
        ),
    ),
    _branch(
        "中共云川市青禾区委员会",
        K.COMMITTEE,
        "青禾区委",
        _branch(
            "中共青禾区临江街道工作委员会",
            K.WORKING_COMMITTEE,
            "临江街道党工委",
            _branch("望江社区党支部"),
            _branch("石桥社区党支部"),
        ),
        _branch("青禾区直属机关委员会", K.ORGAN_COMMITTEE, None, _branch("区委办公室党支部")),
    ),
    _branch(
        "中共云川市南岭县委员会",
        K.COMMITTEE,
        "南岭县委",
        _branch(
            "中共南岭县云溪镇委员会",
            K.COMMITTEE,
            "云溪镇党委",
            _branch("松坪村党支部"),
            _branch("重点水利工程项目临时党支部", K.PROVISIONAL_BRANCH),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """An account of the demonstration, its duty and the branch it belongs to."""

    username: str
    role: Role
    branch: str
    home: str | None = None


PEOPLE = (
    DemoPerson("admin", Role.ADMIN, CITY.name, "办公室党支部"),
    DemoPerson("auditor", Role.AUDITOR, CITY.name, "办公室党支部"),
    DemoPerson("staff", Role.STAFF, CITY.name, "组织一处党支部"),
    DemoPerson("supervisor", Role.SUPERVISOR, CITY.name, "督查室党支部"),
    DemoPerson("supervisor2", Role.SUPERVISOR, CITY.name, "督查室党支部"),
    DemoPerson("committee", Role.COMMITTEE_ADMIN, "中共云川市委组织部机关委员会", "办公室党支部"),
    DemoPerson("secretary", Role.BRANCH_SECRETARY, "干部一处党支部"),
    DemoPerson("clerk", Role.BRANCH_CLERK, "干部一处党支部"),
    DemoPerson("member", Role.MEMBER, "干部一处党支部"),
    DemoPerson("committee2", Role.COMMITTEE_ADMIN, "中共云川市青禾区委员会", "区委办公室党支部"),
    DemoPerson("secretary2", Role.BRANCH_SECRETARY, "望江社区党支部"),
    DemoPerson("clerk2", Role.BRANCH_CLERK, "望江社区党支部"),
    DemoPerson("member2", Role.MEMBER, "望江社区党支部"),
    DemoPerson("secretary3", Role.BRANCH_SECRETARY, "组织二处党支部"),
    DemoPerson("integration", Role.INTEGRATION, CITY.name),
)

PLAN_TITLE = "2026年云川市委组织部机关党建工作要点（示例）"
PLAN = f"""{PLAN_TITLE}
本文件为演示平台功能而编写，内容均为虚构。
一、健全政治机关意识强化机制
1.完善学习落实闭环。每季度梳理一次学习成果转化情况，形成清单报机关党委。对未落实事项逐项说明原因。
2.建立重点事项督办台账。对年度重点任务实行挂号、跟踪、销号管理。每月通报一次办理进度。
二、提升支部组织生活质量
（一）规范基本制度。一是各支部每年年初报送组织生活计划。二是党员教育中心编印组织生活操作手册。三是每半年开展一次交叉检查。
（二）办好主题党日。一是每月确定一个主题并提前一周公布。二是年内评选十个优秀案例。
三、加强党务干部队伍建设
3.开设党务工作课堂。全年不少于四期。由业务骨干讲授工作方法。
4.完善新任支部书记培训。任职后六个月内完成一次集中培训。
四、减轻基层负担
5.清理重复填报。凡系统已有数据不再要求支部另行报送。年底公布清理结果。
"""

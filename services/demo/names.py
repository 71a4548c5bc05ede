"""Names of invented people: surnames about as frequent as in the country, given names by decade of birth and sex.

All lists are everyday characters put together by chance; whoever bears such a name is not meant.
"""

from random import Random

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何高林罗郑梁谢宋唐许韩冯邓曹彭曾肖田董袁潘于蒋蔡余杜叶程苏魏吕丁任沈姚卢"
    "姜崔钟谭陆汪范金石廖贾夏韦付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤常温康施"
    "文牛樊葛邢安齐易乔伍庞颜倪庄聂章鲁岳翟殷詹申欧耿关兰焦俞左柳甘祝包宁尚符舒阮柯纪梅童凌毕单季裴霍涂成苗谷"
    "盛曲翁冉骆蓝路游辛靳管柴蒙鲍华喻祁蒲房滕屈饶解牟艾尤阳时穆农司卓古吉缪简车项连芦麦褚娄窦戚岑景党宫费卜冷"
    "晏席卫米柏宗瞿桂全佟应臧闵苟邬边卞姬师和仇栾隋商刁沙荣巫寇桑郎甄丛仲虞敖巩明佘池查麻苑迟邝区盖朴乐"
)
_DOUBLE_SURNAMES = ("欧阳", "上官", "诸葛", "尉迟", "令狐", "司马", "夏侯", "慕容", "皇甫", "长孙")
_ONE_IN_DOUBLE = 400
_COMMONEST_ARE_FLATTER_BY = 4
"""Frequency falls with the rank as 1 / (rank + 4): 王, 李, 张 about seven in a hundred each, as in the country."""

_ACCUMULATED = [0.0]
for _rank in range(len(_SURNAMES)):
    _ACCUMULATED.append(_ACCUMULATED[-1] + 1 / (_rank + _COMMONEST_ARE_FLATTER_BY))
_ACCUMULATED.pop(0)

Pool = tuple[str, str]
"""Characters for the first and for the last place of a given name; the last also stand alone."""

_GIVEN: tuple[tuple[int, Pool, Pool], ...] = (
    (
        1949,
        ("德福金永世玉长文国树春万兴保庆志克占洪有", "福贵才山海田林根发成明财生清忠义德全有堂"),
        ("秀桂淑玉凤素翠金月春惠爱美兰菊珍", "英兰珍芳莲香花云梅娥芝荣华琴贞凤"),
    ),
    (
        1959,
        ("建国卫新志永文光德玉金援解庆跃爱保大学", "国民军华平生明强荣成林山祥义忠清才德胜新"),
        ("秀桂玉淑凤建月素爱春丽惠美翠新金", "英兰珍芳华玲云梅琴萍霞荣香莲敏清"),
    ),
    (
        1969,
        ("建卫红志永国文学立爱军向东春海兴小玉金光", "军国华明平强民生东兵林文忠辉斌峰武伟新革"),
        ("秀丽红玉桂小淑爱卫春海晓艳雪素美", "英梅兰芳玲霞华萍红琴燕珍云平敏娟"),
    ),
    (
        1979,
        ("志建晓海文永国小立春伟明俊宏学东少向玉红", "军勇伟强斌辉峰波涛明刚华平鹏杰林宏兵东海"),
        ("丽晓海小红秀艳春雪玉燕淑冬彩美文", "芳敏丽霞燕娟艳红玲梅华萍英静云琴"),
    ),
    (
        1989,
        ("晓志文海建小俊永伟明鹏少立宏春国一振学庆", "伟磊涛鹏超勇杰军强峰波刚辉飞斌亮龙凯浩平"),
        ("晓丽小海静雪艳婷文红春玉慧冬秋佳", "静丽娜敏燕艳婷娟霞芳玲洁红莉颖萍"),
    ),
    (
        1999,
        ("子文俊浩志宇佳晓鹏嘉天泽博思明一家世启建", "杰鹏浩宇超凯伟磊涛龙豪帆飞轩然阳斌航博晨"),
        ("佳雪雨梦晓思文欣婷慧诗嘉静丽倩玉", "婷颖雪琪倩雯瑶悦洁静怡丹敏琳薇茜"),
    ),
    (
        9999,
        ("子浩梓俊宇泽铭博嘉思天一辰皓睿奕佳明景承", "轩涵然宇豪睿泽阳辰杰博浩晨航熙铭远霖恒楷"),
        ("梓雨欣子思诗佳梦语可紫心若嘉奕芷", "涵怡萱琪妍悦彤瑶菲宁然婷雯琳熙桐"),
    ),
)
"""For those born up to the year: of men, of women."""

_ONE_IN_SINGLE = 8
"""How rarely the given name is one character."""

_UYGUR_MEN = ("艾力", "买买提", "吐尔逊", "努尔", "热合曼", "阿不都", "库尔班", "依明", "司马义", "玉素甫")
_UYGUR_WOMEN = ("阿依古丽", "古丽娜尔", "帕提古丽", "热依汗", "阿依努尔", "祖丽菲亚", "茹仙古丽", "米热古丽")
_TIBETAN = ("扎西", "卓玛", "次仁", "旺堆", "达瓦", "尼玛", "顿珠", "拉姆", "平措", "央金", "格桑", "多吉")
_MONGOL = ("巴特尔", "其其格", "苏和", "娜仁", "格日勒", "乌兰", "朝鲁", "萨仁", "宝力德", "斯琴")

HAN, MONGOL, TIBETAN, UYGUR = "01", "02", "04", "05"
"""Codes of GB/T 3304 whose bearers have names of another build."""


def invented_name(chance: Random, *, born: int = 1985, woman: bool = False, ethnicity: str = HAN) -> str:
    """A name put together by chance for somebody born in the year `born`."""
    if ethnicity == UYGUR:
        return f"{chance.choice(_UYGUR_WOMEN if woman else _UYGUR_MEN)}·{chance.choice(_UYGUR_MEN)}"
    if ethnicity == TIBETAN:
        return chance.choice(_TIBETAN) + chance.choice(_TIBETAN)
    if ethnicity == MONGOL:
        return chance.choice(_MONGOL) + chance.choice(("", *_MONGOL))
    if chance.randrange(_ONE_IN_DOUBLE) == 0:
        surname = chance.choice(_DOUBLE_SURNAMES)
    else:
        (surname,) = chance.choices(_SURNAMES, cum_weights=_ACCUMULATED)
    _, men, women = next(era for era in _GIVEN if born <= era[0])
    first, last = women if woman else men
    if chance.randrange(_ONE_IN_SINGLE) == 0:
        return surname + _common(chance, last)
    return surname + _common(chance, first) + _common(chance, last)


def _common(chance: Random, characters: str) -> str:
    """One of them, the first ones more often: some given names are borne by thousands."""
    return characters[int(len(characters) * chance.random() ** 2)]

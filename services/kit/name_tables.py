"""Tables about Chinese names: readings of surnames, characters that stand for each other, polyphones of given names."""

SURNAME_READINGS: dict[str, tuple[str, ...]] = {
    # One character; the first reading is the usual one and gives the order, the others also find.
    "单": ("shan",), "曾": ("zeng",), "仇": ("qiu",), "解": ("xie",), "区": ("ou", "qu"), "查": ("zha",),
    "朴": ("piao", "pu"), "盖": ("ge", "gai"), "缪": ("miao", "mou"), "乐": ("yue", "le"), "翟": ("zhai", "di"),
    "折": ("she",), "黑": ("he", "hei"), "员": ("yun", "yuan"), "洗": ("xian",), "冼": ("xian",), "秘": ("bi", "mi"),
    "繁": ("po",), "种": ("chong",), "重": ("chong",), "召": ("shao", "zhao"), "覃": ("qin", "tan"),
    "谌": ("chen", "shen"), "逄": ("pang",), "逢": ("pang", "feng"), "宿": ("su",), "都": ("du",), "那": ("na",),
    "能": ("nai",), "柏": ("bai", "bo"), "卜": ("bu",), "车": ("che",), "沈": ("shen",), "牟": ("mu", "mou"),
    "隗": ("wei", "kui"), "郇": ("xun", "huan"), "幺": ("yao",), "么": ("yao",), "阚": ("kan",), "祭": ("zhai", "ji"),
    "句": ("gou",), "佴": ("nai",), "尉": ("wei",), "蔚": ("yu", "wei"), "钭": ("tou",), "郗": ("xi", "chi"),
    "于": ("yu",), "宓": ("mi", "fu"), "盛": ("sheng",), "臧": ("zang",), "乜": ("nie",),
    "莘": ("shen", "xin"), "隽": ("juan",), "行": ("xing",), "贲": ("ben",), "石": ("shi",), "任": ("ren",),
    "宁": ("ning",), "燕": ("yan",), "应": ("ying",), "华": ("hua",), "过": ("guo",), "葛": ("ge",), "纪": ("ji",),
    "万": ("wan",), "褚": ("chu",), "晁": ("chao",), "强": ("qiang",), "长": ("chang", "zhang"), "令": ("ling",),
    "谷": ("gu",), "俞": ("yu",), "叶": ("ye",), "郝": ("hao",), "眭": ("sui",), "尹": ("yin",), "薄": ("bo", "bao"),
    "郄": ("qie", "xi"), "郤": ("xi",), "啜": ("chuai", "chuo"), "瞿": ("qu",), "撒": ("sa",), "呙": ("guo",),
    "訾": ("zi",), "炅": ("gui",), "厍": ("she",), "适": ("kuo", "shi"), "冒": ("mao",), "粘": ("nian",),
    "晟": ("cheng", "sheng"), "朝": ("chao",), "占": ("zhan",), "相": ("xiang",), "角": ("jue",), "庹": ("tuo",),
    "要": ("yao",), "少": ("shao",), "冠": ("guan",), "干": ("gan",), "六": ("lu", "liu"), "哈": ("ha",),
    "阿": ("a",), "教": ("jiao",), "兴": ("xing",), "曲": ("qu",), "观": ("guan",), "艾": ("ai",), "暴": ("bao",),
    "缴": ("jiao",), "晃": ("huang",), "仉": ("zhang",), "麻": ("ma",),
    # Two and three characters.
    "尉迟": ("yu chi",), "万俟": ("mo qi",), "单于": ("chan yu",), "长孙": ("zhang sun",), "令狐": ("ling hu",),
    "澹台": ("tan tai",), "呼延": ("hu yan",), "鲜于": ("xian yu",), "濮阳": ("pu yang",), "夏侯": ("xia hou",),
    "宗政": ("zong zheng",), "仲孙": ("zhong sun",), "亓官": ("qi guan",), "乐正": ("yue zheng",),
    "子车": ("zi ju", "zi che"), "库狄": ("she di", "ku di"), "墨台": ("mo yi", "mo tai"), "毌丘": ("guan qiu",),
    "綦毋": ("qi wu",), "褚师": ("chu shi",), "贺若": ("he ruo",), "拓跋": ("tuo ba",), "夹谷": ("jia gu",),
    "谷梁": ("gu liang",), "叱干": ("chi gan",), "相里": ("xiang li",), "屈突": ("qu tu",),
    "长鱼": ("chang yu", "zhang yu"), "甪里": ("lu li",), "阿单": ("a dan", "a shan"), "吐谷浑": ("tu yu hun",),
}  # fmt: skip
"""How a surname is read whose character is read otherwise as a word, or in several ways (现代汉语词典: 姓)."""

LONGEST_SURNAME = 3

VARIANTS = str.maketrans(
    "喆堃甯寗邨犇龢迺仝甦崐珎翺栢髙衞竜恵広沢徳栄麐朶淸眀燿叡濬彊稾畧婣晳顕桜亷冨",
    "哲坤宁宁村奔和乃同苏昆珍翱柏高卫龙惠广泽德荣麟朵清明耀睿浚强稿略姻皙显樱廉富",
)
"""Characters of names that OpenCC leaves as they are: 异体字 that the 通用规范汉字表 (2013) lists beside their standard
form or lets stand in names alone (喆 哲, 堃 坤, 甯 宁, 邨 村 …), and Japanese or printers' forms (竜 龙, 髙 高)."""

SURNAME_TWINS: dict[str, str] = {
    "萧": "肖", "傅": "付", "阎": "闫", "戴": "代", "蓝": "兰", "樊": "凡", "邱": "丘",
    "肖": "萧", "付": "傅", "闫": "阎", "代": "戴", "兰": "蓝", "凡": "樊", "丘": "邱",
}  # fmt: skip
"""Surnames kept in two ways since the 第二次汉字简化方案 (1977, withdrawn 1986; 邱/丘 older): people write either."""

GIVEN_NAME_READINGS: dict[str, tuple[str, ...]] = {
    "乐": ("le", "yue"), "长": ("chang", "zhang"), "朝": ("chao", "zhao"), "晟": ("sheng", "cheng"),
    "盛": ("sheng", "cheng"), "行": ("xing", "hang"), "茜": ("qian", "xi"), "重": ("chong", "zhong"),
    "曾": ("zeng", "ceng"), "藏": ("cang", "zang"), "觉": ("jue", "jiao"), "都": ("du", "dou"), "单": ("dan", "shan"),
    "传": ("chuan", "zhuan"), "率": ("shuai", "lv"), "泊": ("bo", "po"), "柏": ("bai", "bo"), "伯": ("bo", "bai"),
    "参": ("can", "shen"), "奇": ("qi", "ji"), "强": ("qiang", "jiang"), "省": ("sheng", "xing"),
    "识": ("shi", "zhi"), "校": ("xiao", "jiao"), "莞": ("wan", "guan"), "隽": ("jun", "juan"), "纶": ("lun", "guan"),
    "瑱": ("tian", "zhen"), "荨": ("xun", "qian"), "贾": ("jia", "gu"), "尉": ("wei", "yu"), "蔚": ("wei", "yu"),
    "澄": ("cheng", "deng"), "露": ("lu", "lou"), "泷": ("long", "shuang"), "峙": ("zhi", "shi"),
    "禅": ("chan", "shan"), "颉": ("jie", "xie"), "炅": ("jiong", "gui"), "娜": ("na", "nuo"), "朴": ("pu", "piao"),
    "车": ("che", "ju"), "屏": ("ping", "bing"), "大": ("da", "dai"), "角": ("jue", "jiao"), "会": ("hui", "kuai"),
    "石": ("shi", "dan"), "术": ("shu", "zhu"), "万": ("wan", "mo"), "系": ("xi", "ji"), "解": ("jie", "xie"),
    "著": ("zhu", "zhe"), "调": ("tiao", "diao"), "还": ("huan", "hai"), "莘": ("xin", "shen"),
    "乾": ("qian", "gan"), "卡": ("ka", "qia"), "卜": ("bu", "bo"), "阿": ("a", "e"),
    "弹": ("tan", "dan"), "塞": ("sai", "se"), "繁": ("fan", "po"), "盖": ("gai", "ge"), "仔": ("zai", "zi"),
}  # fmt: skip
"""Polyphones among characters of given names: whoever looks for the person may read them either way."""

"""National code lists (rules §12.2): code → Chinese and English name."""

CodeList = dict[str, tuple[str, str]]

SEXES: CodeList = {
    "0": ("未知", "Unknown"),
    "1": ("男", "Male"),
    "2": ("女", "Female"),
    "9": ("未说明", "Not stated"),
}
"""GB/T 2261.1-2003 人的性别代码."""

_ETHNICITIES = """
汉 Han|蒙古 Mongol|回 Hui|藏 Tibetan|维吾尔 Uygur|苗 Miao|彝 Yi|壮 Zhuang|布依 Buyei|朝鲜 Korean|满 Manchu|
侗 Dong|瑶 Yao|白 Bai|土家 Tujia|哈尼 Hani|哈萨克 Kazak|傣 Dai|黎 Li|傈僳 Lisu|佤 Va|畲 She|高山 Gaoshan|
拉祜 Lahu|水 Sui|东乡 Dongxiang|纳西 Naxi|景颇 Jingpo|柯尔克孜 Kirgiz|土 Tu|达斡尔 Daur|仫佬 Mulao|羌 Qiang|
布朗 Blang|撒拉 Salar|毛南 Maonan|仡佬 Gelao|锡伯 Xibe|阿昌 Achang|普米 Pumi|塔吉克 Tajik|怒 Nu|乌孜别克 Uzbek|
俄罗斯 Russ|鄂温克 Ewenki|德昂 Deang|保安 Bonan|裕固 Yugur|京 Gin|塔塔尔 Tatar|独龙 Derung|鄂伦春 Oroqen|
赫哲 Hezhen|门巴 Monba|珞巴 Lhoba|基诺 Jino
"""


def _ethnicities() -> CodeList:
    named = [entry.strip().split(" ") for entry in _ETHNICITIES.replace("\n", "").split("|")]
    listed: CodeList = {f"{number:02}": (f"{zh}族", en) for number, (zh, en) in enumerate(named, 1)}
    return {**listed, "97": ("其他", "Other"), "98": ("外国血统中国籍人士", "Chinese citizen of foreign descent")}


ETHNICITIES = _ethnicities()
"""GB/T 3304-1991 中国各民族名称代码."""

EDUCATIONS: CodeList = {
    "10": ("研究生教育", "Postgraduate"),
    "11": ("博士研究生毕业", "Doctorate, graduated"),
    "12": ("博士研究生结业", "Doctorate, completed"),
    "13": ("博士研究生肄业", "Doctorate, not completed"),
    "14": ("硕士研究生毕业", "Master, graduated"),
    "15": ("硕士研究生结业", "Master, completed"),
    "16": ("硕士研究生肄业", "Master, not completed"),
    "17": ("研究生班毕业", "Postgraduate class, graduated"),
    "18": ("研究生班结业", "Postgraduate class, completed"),
    "19": ("研究生班肄业", "Postgraduate class, not completed"),
    "20": ("大学本科教育", "Undergraduate"),
    "21": ("大学本科毕业", "Bachelor, graduated"),
    "22": ("大学本科结业", "Bachelor, completed"),
    "23": ("大学本科肄业", "Bachelor, not completed"),
    "28": ("大学普通班毕业", "Ordinary university class, graduated"),
    "30": ("大学专科教育", "Junior college"),
    "31": ("大学专科毕业", "Junior college, graduated"),
    "32": ("大学专科结业", "Junior college, completed"),
    "33": ("大学专科肄业", "Junior college, not completed"),
    "40": ("中等职业教育", "Secondary vocational"),
    "41": ("中等专科毕业", "Secondary specialised, graduated"),
    "42": ("中等专科结业", "Secondary specialised, completed"),
    "43": ("中等专科肄业", "Secondary specialised, not completed"),
    "44": ("职业高中毕业", "Vocational high school, graduated"),
    "45": ("职业高中结业", "Vocational high school, completed"),
    "46": ("职业高中肄业", "Vocational high school, not completed"),
    "47": ("技工学校毕业", "Technical school, graduated"),
    "48": ("技工学校结业", "Technical school, completed"),
    "49": ("技工学校肄业", "Technical school, not completed"),
    "60": ("普通高级中学教育", "High school"),
    "61": ("普通高中毕业", "High school, graduated"),
    "62": ("普通高中结业", "High school, completed"),
    "63": ("普通高中肄业", "High school, not completed"),
    "70": ("初级中学教育", "Junior high school"),
    "71": ("初中毕业", "Junior high school, graduated"),
    "73": ("初中肄业", "Junior high school, not completed"),
    "80": ("小学教育", "Primary school"),
    "81": ("小学毕业", "Primary school, graduated"),
    "83": ("小学肄业", "Primary school, not completed"),
    "90": ("其他", "Other"),
}
"""GB/T 4658-2006 学历代码."""

POLITICAL_STATUSES: CodeList = {
    "01": ("中共党员", "Member of the Communist Party of China"),
    "02": ("中共预备党员", "Probationary member of the Communist Party of China"),
    "03": ("共青团员", "Member of the Communist Youth League"),
    "04": ("民革党员", "Member of the Revolutionary Committee of the Kuomintang"),
    "05": ("民盟盟员", "Member of the China Democratic League"),
    "06": ("民建会员", "Member of the China National Democratic Construction Association"),
    "07": ("民进会员", "Member of the China Association for Promoting Democracy"),
    "08": ("农工党党员", "Member of the Chinese Peasants' and Workers' Democratic Party"),
    "09": ("致公党党员", "Member of the China Zhi Gong Party"),
    "10": ("九三学社社员", "Member of the Jiusan Society"),
    "11": ("台盟盟员", "Member of the Taiwan Democratic Self-Government League"),
    "12": ("无党派人士", "Without party affiliation"),
    "13": ("群众", "Citizen"),
}
"""GB/T 4762-1984 政治面貌代码."""

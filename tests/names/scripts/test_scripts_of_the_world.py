"""Each script's reading, by examples of its standard."""

from __future__ import annotations

import pytest

from sanctionscreen.names.fold import fold, variants


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("Щербаков Дмитрий", "shcherbakov dmitriy"),
        ("Юлія Тимошенко", "yuliya tymoshenko"),
        ("Гриценко Сергій", "hrytsenko serhiy"),
        ("Лукашэнка Аляксандр Рыгоравіч ў", "lukashenka alyaksandr ryhoravich u"),
        ("Ђорђе Љубичић", "djordje ljubicic"),
        ("Ќосе Ѓорче", "kjose gjorche"),
        ("Гълъбов", "galabov"),
        ("Қасым-Жомарт", "kasym zhomart"),
        ("Γεώργιος Παπαδόπουλος", "georgios papadopoulos"),
        ("Ευάγγελος", "evangelos"),
        ("Μπακογιάννης", "bakogiannis"),
        ("Հարությունյան", "harutyunyan"),
        ("Երևան", "yerevan"),
        ("სააკაშვილი", "saakashvili"),
        ("김정은", "kim jeong eun"),
        ("신라", "silla"),
        ("독립문", "dongnimmun"),
        ("동방은행", "dongbang eunhaeng"),
        ("남궁민", "nam gung min"),
        ("さとう", "sato"),
        ("シャチョウ", "shacho"),
        ("ﾎﾝﾀﾞ", "honda"),
        ("田中太郎", "tanaka taro"),
        ("佐々木 裕太", "sasaki yuta"),
        ("株式会社日立製作所", "kabushiki kaisha hitachi seisakusho"),
        ("習近平", "xi jin ping"),
        ("單小明", "shan xiao ming"),
        ("单小明", "shan xiao ming"),
        ("中国银行", "zhong guo yin hang"),
        ("重庆", "chong qing"),
        ("משה כהן", "moshe cohen"),
        ("ברקוביץ", "barkovits"),
        ("नरेंद्र मोदी", "narendra modi"),
        ("मनमोहन सिंह", "manmohan singh"),
        ("রহমান", "rahman"),
        ("ராஜன்", "rajan"),
        ("สมชาย", "somchai"),
        ("မင်းအောင်လှိုင်", "min aung hlaing"),
        ("አበበ", "abebe"),
    ],
)
def test_a_name_is_read_by_the_standard_of_its_script(native: str, latin: str) -> None:
    assert fold(native) == latin


@pytest.mark.parametrize(
    ("native", "latin"),
    [
        ("محمد بن سلمان آل سعود", "muhammad bin salman al saud"),
        ("مُحَمَّد", "muhammad"),
        ("محـــمد", "muhammad"),
        ("ﷲ", "allah"),
        ("عبد الرحمن", "abd al rahman"),
        ("عبدالرحمن", "abd al rahman"),
        ("عبدالله", "abd allah"),
        ("أبو بكر", "abu bakr"),
        ("أبوالحسن", "abu al hasan"),
        ("نورالدين", "nur al din"),
        ("نصرالله", "nasr allah"),
        ("الشمس", "al shams"),
        ("فاطمة", "fatima"),
        ("مصطفى", "mustafa"),
        ("حسین موسوی", "hossein mousavi"),
        ("هدایت الله", "hedayatollah"),
        ("فاضل", "fadil"),
        ("مكتوب", "maktub"),
        ("كوثر", "kauthar"),
    ],
)
def test_arabic_script_gets_its_vowels_articles_and_compounds(native: str, latin: str) -> None:
    assert fold(native) == latin


@pytest.mark.parametrize(
    ("native", "reading"),
    [
        ("김정은", "kim jong un"),
        ("김정은", "kim chong un"),
        ("동방은행", "tongbang unhaeng"),
        ("金正恩", "kim jeong eun"),
        ("陳志強", "chan chi keung"),
        ("毛泽东", "mao tse tung"),
        ("山田太郎", "shan tian tai lang"),
        ("Евгений", "yevgeniy"),
        ("Григорий", "hryhoryy"),
        ("Ігор", "igor"),
        ("Χαράλαμπος", "haralabos"),
        ("رضا حسيني", "reza hosseini"),
        ("رضا حسینی", "rida husayni"),
        ("חזן", "chazan"),
        ("Jürgen", "juergen"),
    ],
)
def test_another_reading_is_among_the_variants(native: str, reading: str) -> None:
    assert reading in variants(native)


def test_alternatives_are_taken_run_by_run_and_leave_latin_and_digits_alone() -> None:
    assert "che 1 ho pondu kb" in variants("제1호 펀드 KB")

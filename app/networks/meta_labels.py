"""The words that Instagram writes into its export in the language of the account.

English, German and French labels were seen in public samples of exports; the others are Instagram's own names for the
same switch and may have changed. A label that is not listed here leaves the setting unknown.
"""

from __future__ import annotations

PRIVATE_ACCOUNT = frozenset(
    {
        "private account",
        "privates konto",
        "compte privé",
        "cuenta privada",
        "conta privada",
        "account privato",
        "profilo privato",
        "privéaccount",
        "besloten account",
        "konto prywatne",
        "privat konto",
        "yksityinen tili",
        "soukromý účet",
        "súkromný účet",
        "privát fiók",
        "cont privat",
        "gizli hesap",
        "ιδιωτικός λογαριασμός",
        "закрытый аккаунт",
        "приватний обліковий запис",
        "非公開アカウント",
        "비공개 계정",
        "私密账户",
        "私密帐户",
        "不公開帳號",
        "私人帳號",
        "akun privat",
        "tài khoản riêng tư",
        "حساب خاص",
        "חשבון פרטי",
        "निजी अकाउंट",
        "บัญชีส่วนตัว",
    }
)
USERNAME = frozenset(
    {
        "username",
        "benutzername",
        "nom d’utilisateur",
        "nom d'utilisateur",
        "nombre de usuario",
        "nome de usuário",
        "nome de utilizador",
        "nome utente",
        "gebruikersnaam",
        "nazwa użytkownika",
        "användarnamn",
        "brugernavn",
        "brukernavn",
        "käyttäjänimi",
        "uživatelské jméno",
        "kullanıcı adı",
        "имя пользователя",
        "ユーザーネーム",
        "사용자 이름",
        "用户名",
        "用戶名稱",
        "اسم المستخدم",
        "שם משתמש",
        "ชื่อผู้ใช้",
        "tên người dùng",
        "ім’я користувача",
        "nama pengguna",
    }
)
NAME = frozenset(
    {
        *(
            "name",
            "nom",
            "nombre",
            "nome",
            "naam",
            "nazwa",
            "namn",
            "navn",
            "nimi",
            "имя",
            "名前",
            "이름",
            "姓名",
        ),
        *("الاسم", "שם", "ชื่อ", "tên", "ім’я", "nama", "jméno", "ad"),
    }
)
YES = frozenset(
    {
        "true",
        "yes",
        "1",
        "wahr",
        "ja",
        "vrai",
        "oui",
        "verdadero",
        "sí",
        "verdadeiro",
        "sim",
        "vero",
        "sì",
        "waar",
        "はい",
        "예",
    }
)
NO = frozenset(
    {"false", "no", "0", "falsch", "nein", "faux", "non", "falso", "não", "onwaar", "nee", "いいえ", "아니요"}
)
# The words for "private" and "public" as titles of the dated log of changes.
PRIVATE_WORDS = (
    "private",
    "privat",
    "privé",
    "privad",
    "prywat",
    "закрыт",
    "приват",
    "非公開",
    "비공개",
    "私密",
    "不公開",
)
PUBLIC_WORDS = (
    "public",
    "öffentlich",
    "públic",
    "públic",
    "pubblic",
    "openbaar",
    "публич",
    "открыт",
    "公開",
    "공개",
    "公开",
)

"""The words that Facebook writes into its export in the language of the account.

English labels were seen in public samples of exports (2026-11); the others are Facebook's own names for the same thing,
recalled, and may have changed. A label that is not listed here leaves its setting unknown, and its words are kept.
"""

from __future__ import annotations

from typing import Final

# The album of the profile pictures and that of the covers, each with the name of its folder ("Profilepictures_1015").
PROFILE_ALBUMS: Final = frozenset(
    {
        "profile pictures", "profile photos", "profilbilder", "photos de profil", "fotos del perfil", "fotos de perfil",
        "fotos do perfil", "immagini del profilo", "profielfoto's", "profielfoto’s", "zdjęcia profilowe",
        "profilbilleder", "profiilikuvat", "profilové fotky", "profilové fotografie", "profilképek", "fotografii de profil",
        "profil fotoğrafları", "profil resimleri", "φωτογραφίες προφίλ", "фотографии профиля", "фото профиля",
        "світлини профілю", "프로필 사진", "プロフィール写真", "头像", "大頭貼照", "foto profil", "ảnh đại diện",
        "صور الملف الشخصي", "תמונות פרופיל", "प्रोफ़ाइल फ़ोटो", "รูปโปรไฟล์",
    }
)  # fmt: skip
COVER_ALBUMS: Final = frozenset(
    {
        "cover photos", "titelbilder", "photos de couverture", "fotos de portada", "fotos da capa", "fotos de capa",
        "immagini di copertina", "omslagfoto's", "omslagfoto’s", "zdjęcia w tle", "coverbilleder", "omslagsbilder",
        "forsidebilder", "kansikuvat", "úvodní fotky", "titulné fotografie", "borítóképek", "fotografii de copertă",
        "kapak fotoğrafları", "φωτογραφίες εξωφύλλου", "фото обложки", "фотографии обложки", "커버 사진", "カバー写真",
        "封面照片", "封面相片", "foto sampul", "ảnh bìa", "صور الغلاف", "תמונות נושא", "कवर फ़ोटो", "รูปภาพหน้าปก",
    }
)  # fmt: skip

# Labels of privacy_settings.json, each with the key of the setting in the guide for Facebook.
SETTINGS: Final = {
    "who can see your future posts?": "fb1",
    "who can see your future posts": "fb1",
    "wer kann deine künftigen beiträge sehen?": "fb1",
    "wer kann deine zukünftigen beiträge sehen?": "fb1",
    "qui peut voir vos futures publications ?": "fb1",
    "¿quién puede ver las publicaciones que hagas a partir de ahora?": "fb1",
    "quem pode ver suas publicações futuras?": "fb1",
    "chi può vedere i tuoi post futuri?": "fb1",
    "wie kan je toekomstige berichten zien?": "fb1",
    "향후 게시물을 볼 수 있는 사람": "fb1",
    "do you want search engines outside of facebook to link to your profile?": "fb3",
    "möchtest du, dass suchmaschinen außerhalb von facebook dein profil anzeigen?": "fb3",
    "who can look you up using the email address you provided?": "fb4",
    "who can look you up using the phone number you provided?": "fb4",
    "wer kann mithilfe deiner e-mail-adresse nach dir suchen?": "fb4",
    "wer kann mithilfe deiner telefonnummer nach dir suchen?": "fb4",
    "who can see posts you're tagged in on your profile?": "fb5",
    "who can see posts you’re tagged in on your profile?": "fb5",
    "wer kann beiträge, in denen du markiert wurdest, in deinem profil sehen?": "fb5",
    "who can follow me": "fb10",
    "who can follow you": "fb10",
    "who can follow you?": "fb10",
    "wer kann mir folgen": "fb10",
    "who can see your friends list?": "fb11",
    "wer kann deine freundesliste sehen?": "fb11",
}

PUBLIC, FRIENDS, FRIENDS_OF_FRIENDS, ONLY_ME = "public", "friends", "friends_of_friends", "only_me"
PEOPLE: Final = {
    **dict.fromkeys(
        ("public", "everyone", "öffentlich", "alle", "tout le monde", "público", "pública", "todos", "pubblica",
         "pubblico", "tutti", "openbaar", "iedereen", "publiczne", "wszyscy", "offentlig", "offentligt", "julkinen",
         "veřejné", "herkese açık", "herkes", "доступно всем", "전체 공개", "모든 사람", "公開", "全員", "公开", "所有人"),
        PUBLIC,
    ),
    **dict.fromkeys(
        ("friends", "freunde", "amis", "amigos", "amici", "vrienden", "znajomi", "venner", "vänner", "kaverit",
         "přátelé", "arkadaşlar", "друзья", "친구만", "친구", "友達", "好友", "朋友"),
        FRIENDS,
    ),
    **dict.fromkeys(
        ("friends of friends", "freunde von freunden", "amis et leurs amis", "amis d’amis", "amigos de amigos",
         "amici di amici", "vrienden van vrienden", "znajomi znajomych", "친구의 친구", "友達の友達", "朋友的朋友"),
        FRIENDS_OF_FRIENDS,
    ),
    **dict.fromkeys(
        ("only me", "nur ich", "moi uniquement", "moi seul", "solo yo", "somente eu", "só eu", "solo io", "alleen ik",
         "tylko ja", "kun mig", "bara jag", "vain minä", "jen já", "sadece ben", "только я", "나만 보기", "自分のみ", "仅自己",
         "只限本人"),
        ONLY_ME,
    ),
}  # fmt: skip
YES: Final = frozenset({"yes", "true", "on", "enabled", "1", "ja", "oui", "sí", "sim", "sì", "예", "はい"})
NO: Final = frozenset(
    {"no", "false", "off", "disabled", "0", "nein", "non", "não", "nee", "아니요", "いいえ"}
)

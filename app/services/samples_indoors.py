"""Sample pictures within four walls: office, party, concert, kitchen, and a ticket with a code on it."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from app.services.samples_canvas import Canvas, Colour, mixed, scattered, spread
from app.services.samples_people import AMARA, JOAO, LENA, MARA, OPA, SUJIN, TOM, Look, stand

_WHITE: Colour = (255, 255, 255)
_INK: Colour = (40, 42, 54)

# A QR code (version 2, level L) that says "https://tickets.example/7Q4K2": 25 rows of 25 modules, 1 is dark.
QR_ROWS: tuple[int, ...] = (
    0x1FD707F,
    0x104DD41,
    0x1745A5D,
    0x174295D,
    0x174B55D,
    0x1047141,
    0x1FD557F,
    0x0016B00,
    0x1B4F541,
    0x00B8F3E,
    0x0275399,
    0x110D76F,
    0x02DA241,
    0x1E29B12,
    0x18FBB5F,
    0x14A64AD,
    0x1376BF6,
    0x0017B16,
    0x1FC4951,
    0x104EF12,
    0x17587F3,
    0x175B7C3,
    0x174709F,
    0x105F4B7,
    0x1FD7509,
)


def portrait() -> Image.Image:
    """Draw the profile picture of today."""
    return _portrait(replace(MARA, top=(24, 150, 142)), ((250, 214, 178), (236, 150, 120)), laughing=True)


def old_portrait() -> Image.Image:
    """Draw a profile picture of years ago."""
    look = replace(MARA, hair_style="bob", top=(110, 96, 170))
    return _portrait(look, ((196, 214, 236), (120, 150, 196)), laughing=False)


def _portrait(look: Look, ground: tuple[Colour, Colour], *, laughing: bool) -> Image.Image:
    canvas = Canvas(640, 640)
    canvas.shade(*ground)
    canvas.glow((180, 160), 360, _WHITE, 0.5)
    stand(canvas, look, (320, 330), 560, laughing=laughing)
    return canvas.finished()


def desk() -> Image.Image:
    """Draw the first day in the new office."""
    canvas = Canvas(1080, 1080)
    canvas.shade((236, 232, 224), (216, 208, 198))
    canvas.box((90, 90, 470, 470), (250, 250, 248), 6)
    canvas.box((110, 110, 450, 450), (158, 202, 230))
    canvas.polygon([(110, 450), (110, 360), (220, 280), (330, 370), (450, 300), (450, 450)], (120, 164, 128))
    canvas.line([(280, 110), (280, 450)], (250, 250, 248), 12)
    canvas.box((620, 150, 1010, 178), (150, 108, 76))
    spines: list[Colour] = [
        (206, 84, 70),
        (60, 110, 150),
        (236, 190, 80),
        (90, 140, 110),
        (120, 90, 150),
        (220, 140, 120),
    ]
    for number, spine in enumerate(spines * 2):
        tall = 80 + (number * 37) % 50
        canvas.box((636 + number * 29, 150 - tall, 660 + number * 29, 150), spine, 3)
    canvas.box((640, 300, 760, 420), (246, 220, 110))
    canvas.box((790, 280, 930, 420), (250, 250, 250))
    canvas.soften(2)
    stand(canvas, replace(MARA, top=(62, 92, 148), glasses=True), (540, 500), 600)
    canvas.shade((176, 128, 88), (140, 98, 66), 930, 1080)
    canvas.box((120, 720, 420, 940), (54, 58, 68), 16)
    canvas.ellipse(270, 830, 22, 22, (150, 156, 168))
    canvas.box((80, 936, 460, 956), (188, 192, 200), 8)
    canvas.box((820, 850, 910, 960), (240, 240, 236), 14)
    canvas.ellipse(865, 856, 40, 12, (92, 58, 40))
    badge = (610, 850, 760, 1010)
    canvas.line([(540, 720), (690, 850)], (214, 70, 60), 9)
    canvas.box(badge, _WHITE, 12)
    canvas.box((610, 850, 760, 886), (214, 70, 60), 10)
    canvas.ellipse(648, 940, 24, 28, MARA.skin)
    for y in (912, 934, 956):
        canvas.line([(688, y), (744, y)], (150, 154, 164), 7)
    return canvas.finished()


def birthday() -> Image.Image:
    """Draw many candles and three friends."""
    canvas = Canvas(1440, 1080)
    canvas.shade((92, 52, 84), (206, 110, 96))
    for number, (x, y) in enumerate(spread(46, 2)):
        colour = ((255, 214, 120), (255, 160, 150), (190, 220, 240))[number % 3]
        canvas.glow((x * 1440, y * 620), 30 + 50 * y, colour, 0.7)
    for number in range(13):
        x = 60 + number * 110
        y = 90 + 50 * (1 - ((number - 6) / 6) ** 2)
        flag = ((240, 190, 70), (80, 160, 160), (232, 96, 90), (240, 236, 226))[number % 4]
        canvas.polygon([(x - 44, y), (x + 44, y), (x, y + 92)], flag)
    canvas.soften(2)
    stand(canvas, replace(TOM, top=(58, 84, 140)), (300, 480), 500, laughing=True)
    stand(canvas, replace(LENA, top=(120, 180, 150)), (1130, 500), 500, laughing=True, tilt=-4)
    stand(canvas, replace(MARA, top=(206, 52, 84)), (715, 470), 540, laughing=True)
    canvas.ellipse(720, 1060, 420, 60, (250, 246, 240))
    canvas.box((420, 880, 1020, 1050), (250, 232, 214), 24)
    canvas.box((420, 880, 1020, 930), (224, 96, 120), 24)
    for number in range(8):
        x = 460 + number * 74
        canvas.ellipse(x, 932, 30, 22, (224, 96, 120))
        canvas.box((x + 12, 800, x + 24, 884), ((110, 170, 200), (250, 214, 110))[number % 2], 4)
        canvas.glow((x + 18, 782), 60, (255, 226, 140), 0.9)
        canvas.blob([(x + 18, 750), (x + 28, 784), (x + 18, 800), (x + 8, 784)], (255, 196, 80))
    return canvas.finished()


def concert() -> Image.Image:
    """Draw two friends in front of the stage."""
    canvas = Canvas(1080, 1350)
    canvas.shade((26, 14, 54), (96, 24, 92))
    beams: list[Colour] = [(70, 190, 240), (250, 90, 170), (255, 200, 90), (130, 110, 250)]
    for number, beam in enumerate(beams):
        x = 120 + number * 280
        for step in range(9):
            canvas.glow((x + (540 - x) * step / 11, 60 + step * 74), 130 + step * 14, beam, 0.26)
        canvas.ellipse(x, 50, 30, 22, _WHITE)
    canvas.box((140, 560, 940, 600), (16, 10, 30))
    canvas.blob([(500, 560), (490, 400), (520, 330), (560, 400), (570, 560)], (14, 8, 26))
    canvas.line([(430, 470), (640, 400)], (14, 8, 26), 18)
    for x, y in sorted(spread(46, 3), key=lambda point: point[1]):
        tone: Colour = mixed((56, 20, 76), (16, 8, 30), y)
        canvas.ellipse(x * 1080, 690 + y * 150, 44, 52, tone)
        canvas.blob(
            [(x * 1080 - 90, 900 + y * 150), (x * 1080, 730 + y * 150), (x * 1080 + 90, 900 + y * 150)], tone
        )
    canvas.shade((20, 10, 36), (20, 10, 36), 960, 1350)
    canvas.soften(4)
    stand(canvas, replace(MARA, top=(38, 34, 48)), (390, 830), 560, laughing=True, tilt=5)
    stand(canvas, replace(AMARA, top=(220, 60, 120)), (740, 860), 540, laughing=True, tilt=-5)
    canvas.glow((300, 700), 300, (250, 90, 170), 0.16)
    return canvas.finished()


def cafe() -> Image.Image:
    """Draw coffee with grandfather."""
    canvas = Canvas(1080, 1080)
    canvas.shade((120, 84, 66), (84, 56, 48))
    for x in range(0, 1080, 90):
        for y in range(0, 420, 46):
            shift = 45 if (y // 46) % 2 else 0
            canvas.box(
                (x + shift, y, x + shift + 84, y + 40),
                mixed((150, 92, 72), (120, 70, 56), (x * 7 + y * 3) % 10 / 10),
                3,
            )
    for x in (200, 540, 880):
        canvas.line([(x, 0), (x, 150)], (30, 24, 24), 5)
        canvas.glow((x, 210), 260, (255, 214, 140), 0.7)
        canvas.ellipse(x, 190, 46, 50, (255, 236, 190))
    canvas.soften(3)
    stand(canvas, replace(MARA, top=(222, 190, 150)), (340, 500), 540, laughing=True, tilt=3)
    stand(canvas, OPA, (750, 500), 560, tilt=-2)
    canvas.shade((166, 116, 76), (120, 80, 52), 960, 1080)
    for x in (330, 730):
        canvas.ellipse(x, 1000, 110, 26, (244, 242, 238))
        canvas.box((x - 62, 900, x + 62, 996), (250, 248, 244), 34)
        canvas.ellipse(x, 908, 58, 16, (104, 64, 42))
    return canvas.finished()


def kitchen() -> Image.Image:
    """Draw breakfast at home, in the account for close friends."""
    canvas = Canvas(1080, 1350)
    canvas.shade((240, 234, 220), (222, 212, 194))
    for x in range(0, 1080, 120):
        for y in range(420, 860, 120):
            canvas.box(
                (x + 3, y + 3, x + 117, y + 117),
                mixed((196, 222, 218), (226, 238, 234), (x + y) % 240 / 240),
                6,
            )
    canvas.box((60, 60, 500, 380), (120, 156, 150), 10)
    canvas.box((560, 60, 1020, 380), (120, 156, 150), 10)
    canvas.ellipse(470, 220, 10, 34, (220, 190, 120))
    canvas.ellipse(590, 220, 10, 34, (220, 190, 120))
    canvas.soften(2.5)
    stand(canvas, replace(MARA, hair_style="bun", top=(226, 150, 150)), (560, 660), 640)
    canvas.shade((214, 206, 194), (176, 166, 152), 1220, 1350)
    canvas.ellipse(290, 1236, 170, 40, (250, 250, 248))
    for x, y in ((230, 1212), (300, 1196), (356, 1216)):
        canvas.ellipse(x, y, 62, 30, (214, 160, 90))
    canvas.box((800, 1090, 920, 1250), (250, 190, 90), 18)
    return canvas.finished()


def family() -> Image.Image:
    """Draw Christmas with the family."""
    canvas = Canvas(1440, 1080)
    canvas.shade((96, 36, 40), (150, 70, 56))
    for step in range(4):
        low, wide = 760 - step * 150, 330 - step * 66
        canvas.polygon([(1130 - wide, low), (1130, low - 260), (1130 + wide, low)], (34, 84 + step * 10, 60))
    for number, (x, y) in enumerate(spread(40, 5)):
        height = 180 + y * 560
        wide = (height - 60) * 0.63
        colour = ((255, 210, 110), (230, 70, 60), (160, 200, 240))[number % 3]
        canvas.glow((1130 + (x - 0.5) * wide, height), 30, colour, 0.9)
        canvas.ellipse(1130 + (x - 0.5) * wide, height, 9, 9, colour)
    canvas.soften(2)
    stand(canvas, replace(OPA, top=(120, 40, 44)), (330, 500), 500)
    stand(canvas, replace(MARA, top=(40, 96, 70)), (680, 520), 500, laughing=True)
    stand(canvas, replace(TOM, top=(214, 190, 150)), (1040, 540), 500, laughing=True)
    return canvas.finished()


def gym() -> Image.Image:
    """Draw a mirror selfie after training; stories are narrow and tall."""
    canvas = Canvas(900, 1600)
    canvas.shade((70, 78, 90), (36, 40, 50))
    canvas.box((60, 120, 840, 1500), (120, 132, 146), 18)
    canvas.shade((134, 148, 162), (84, 94, 106), 140, 1480)
    for x in (150, 690):
        canvas.line([(x, 620), (x + 70, 620)], (30, 32, 40), 90)
        canvas.line([(x - 60, 620), (x + 130, 620)], (190, 194, 204), 14)
    canvas.polygon([(60, 120), (340, 120), (60, 700)], (150, 164, 178))
    canvas.soften(3)
    stand(canvas, replace(MARA, hair_style="bun", top=(230, 76, 96)), (450, 760), 640, tilt=3)
    canvas.box((610, 1010, 760, 1290), (24, 26, 32), 22)
    canvas.ellipse(650, 1050, 20, 20, (70, 76, 90))
    return canvas.finished()


def party() -> Image.Image:
    """Draw a party picture that was deleted last week."""
    canvas = Canvas(1080, 1080)
    canvas.shade((30, 30, 70), (120, 40, 110))
    for number, (x, y) in enumerate(spread(50, 4)):
        colour = ((250, 210, 90), (90, 220, 220), (250, 110, 170))[number % 3]
        canvas.glow((x * 1080, y * 1080), 24 + 60 * x, colour, 0.55)
    canvas.soften(3)
    stand(canvas, replace(JOAO, top=(250, 240, 230)), (310, 540), 520, laughing=True, tilt=6)
    stand(canvas, replace(MARA, top=(240, 196, 60), glasses=True), (650, 500), 540, laughing=True, tilt=-5)
    stand(canvas, replace(SUJIN, top=(90, 60, 150)), (930, 600), 500, laughing=True)
    for number, (x, y) in enumerate(scattered(70, 12)):
        colour = ((255, 220, 110), (110, 230, 210), (255, 130, 170), _WHITE)[number % 4]
        canvas.box((x * 1080, y * 1080, x * 1080 + 14, y * 1080 + 9), colour, 2)
    return canvas.finished()


def couple() -> Image.Image:
    """Draw a picture of two, put into the archive after the end."""
    canvas = Canvas(1080, 1350)
    canvas.shade((244, 206, 190), (206, 150, 170))
    canvas.hills(900, 60, ((176, 120, 150), (120, 80, 120)), 2)
    canvas.glow((820, 320), 420, (255, 240, 214), 0.8)
    canvas.soften(2)
    stand(canvas, replace(JOAO, top=(70, 82, 110)), (690, 640), 580)
    stand(canvas, replace(MARA, top=(236, 226, 214)), (400, 690), 580, laughing=True, tilt=-6)
    return canvas.finished()


def ticket() -> Image.Image:
    """Draw a concert ticket with a code that anyone can scan, held over a table."""
    canvas = Canvas(1080, 1080)
    canvas.shade((160, 116, 84), (116, 80, 58))
    for y in range(0, 1080, 90):
        canvas.line([(0, y), (1080, y + 14)], (104, 72, 52), 5)
    canvas.soften(1.5)
    canvas.glow((560, 560), 560, (40, 24, 16), 0.6)
    canvas.box((150, 250, 930, 830), (250, 246, 238), 26)
    canvas.box((150, 250, 930, 400), (88, 50, 140), 26)
    canvas.box((150, 360, 930, 400), (88, 50, 140))
    for number, tall in enumerate((40, 76, 54, 92, 30, 70, 48, 84, 36)):
        x = 200 + number * 26
        canvas.line(
            [(x, 325 - tall / 2), (x, 325 + tall / 2)], ((250, 200, 90), (250, 130, 180))[number % 2], 10
        )
    for number, long in enumerate((300, 240, 280, 170)):
        canvas.line([(200, 470 + number * 70), (200 + long, 470 + number * 70)], mixed(_INK, _WHITE, 0.3), 16)
    size, left, top = 13, 560, 450
    canvas.box((left - 30, top - 24, left + 25 * size + 14, top + 25 * size + 24), _WHITE)
    for y, row in enumerate(QR_ROWS):
        for x in range(25):
            if row >> (24 - x) & 1:
                canvas.box(
                    (
                        left + x * size,
                        top + y * size,
                        left + (x + 1) * size - 0.5,
                        top + (y + 1) * size - 0.5,
                    ),
                    (20, 20, 26),
                )
    return canvas.finished()


def friends() -> Image.Image:
    """Draw four heads in one picture, as only good friends take it."""
    canvas = Canvas(1080, 1080)
    canvas.shade((250, 226, 180), (240, 170, 140))
    canvas.glow((540, 200), 620, _WHITE, 0.6)
    stand(canvas, replace(AMARA, top=(70, 130, 160)), (270, 420), 400, laughing=True, tilt=5)
    stand(canvas, replace(TOM, top=(240, 236, 226)), (790, 410), 400, tilt=-4)
    stand(canvas, replace(LENA, top=(200, 80, 110)), (690, 690), 440, laughing=True, tilt=-6)
    stand(canvas, replace(MARA, top=(40, 150, 140)), (350, 710), 460, laughing=True, tilt=5)
    return canvas.finished()

"""Sample pictures under the open sky: sea, street, mountains, river, snow."""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from app.services.samples_canvas import Canvas, Colour, mixed, scattered, spread
from app.services.samples_people import AMARA, JOAO, LENA, MARA, SUJIN, TOM, stand

_WHITE: Colour = (255, 255, 255)


def beach() -> Image.Image:
    """Draw two friends at the sea in the evening."""
    canvas = Canvas(1080, 1350)
    canvas.shade((92, 108, 190), (255, 176, 120), 0, 720)
    canvas.glow((760, 640), 420, (255, 232, 180), 0.9)
    canvas.ellipse(760, 640, 84, 84, (255, 244, 206))
    canvas.shade((238, 150, 124), (36, 106, 150), 690, 1010)
    for number, (x, y) in enumerate(spread(60)):
        wide = 20 + 90 * y
        colour = mixed((255, 226, 190), (90, 160, 190), number / 60)
        canvas.line([(x * 1080, 700 + y * 290), (x * 1080 + wide, 700 + y * 290)], colour, 2 + 3 * y)
    canvas.shade((230, 190, 140), (250, 222, 176), 1000, 1350)
    canvas.blob(
        [(-40, 1010), (300, 984), (700, 1020), (1120, 990), (1120, 1030), (600, 1056), (-40, 1040)],
        (255, 246, 232),
    )
    canvas.soften(2)
    stand(canvas, replace(MARA, top=(246, 246, 240)), (410, 730), 520, laughing=True, tilt=4)
    stand(canvas, replace(JOAO, top=(40, 120, 160)), (760, 690), 520, tilt=-3)
    return canvas.finished()


def street() -> Image.Image:
    """Draw Mara in front of her own door."""
    canvas = Canvas(1080, 1080)
    canvas.shade((196, 222, 240), (232, 236, 238), 0, 400)
    walls: list[Colour] = [(214, 122, 96), (232, 196, 132), (150, 178, 170), (206, 140, 150)]
    door = 2
    for number, wall in enumerate(walls):
        left = number * 270
        canvas.box((left, 60 + 40 * (number % 2), left + 270, 900), wall)
        canvas.box(
            (left, 60 + 40 * (number % 2), left + 270, 84 + 40 * (number % 2)), mixed(wall, (60, 40, 30), 0.4)
        )
        for row in range(2 if number == door else 3):
            for column in range(2):
                x, y = left + 40 + column * 115, 140 + row * 220
                canvas.box((x - 8, y - 8, x + 83, y + 138), (248, 244, 236), 4)
                canvas.box((x, y, x + 75, y + 130), (88, 112, 132))
                canvas.polygon([(x, y), (x + 60, y), (x, y + 100)], (136, 164, 184))
    canvas.box((560, 520, 760, 900), (40, 78, 74), 8)
    canvas.box((590, 560, 730, 700), (160, 190, 190), 6)
    canvas.box((626, 430, 698, 502), (34, 58, 116), 6)
    for x in (650, 674):
        canvas.line([(x - 9, 458), (x, 446), (x, 486)], _WHITE, 6)
    canvas.shade((176, 172, 166), (120, 118, 120), 890, 1080)
    canvas.line([(0, 892), (1080, 892)], (206, 202, 196), 8)
    canvas.soften(1.5)
    stand(canvas, replace(MARA, top=(206, 70, 60)), (390, 520), 600, laughing=True)
    key: Colour = (226, 184, 70)
    canvas.ellipse(650, 830, 30, 30, key)
    canvas.ellipse(650, 830, 13, 13, (60, 50, 50))
    canvas.line([(668, 850), (728, 912)], key, 13)
    canvas.line([(712, 896), (698, 912)], key, 11)
    canvas.line([(560, 1010), (640, 880)], mixed((206, 70, 60), (20, 10, 40), 0.2), 86)
    canvas.ellipse(646, 868, 44, 40, mixed(MARA.skin, (92, 40, 28), 0.08))
    canvas.line([(620, 846), (664, 838)], MARA.skin, 24)
    return canvas.finished()


def mountain() -> Image.Image:
    """Draw Mara on a top, with a woollen hat."""
    canvas = Canvas(1080, 1350)
    canvas.shade((64, 132, 204), (222, 238, 246), 0, 900)
    for x, y in spread(5, 3):
        for shift in (-70, 0, 60):
            canvas.ellipse(x * 1080 + shift, 120 + y * 240, 90, 34, (246, 250, 253))
    canvas.polygon([(-60, 880), (240, 420), (420, 640), (640, 330), (1140, 900)], (122, 142, 170))
    canvas.polygon([(240, 420), (170, 528), (240, 500), (290, 540), (318, 516)], _WHITE)
    canvas.polygon([(640, 330), (540, 476), (620, 446), (690, 500), (748, 454)], _WHITE)
    canvas.hills(820, 60, ((96, 140, 128), (60, 100, 96)), 1)
    canvas.hills(960, 70, ((92, 148, 92), (54, 96, 62)), 3)
    canvas.soften(2)
    canvas.hills(1200, 40, ((70, 118, 66), (40, 74, 44)), 5)
    stand(
        canvas, replace(MARA, hat=(214, 72, 66), top=(236, 176, 48)), (540, 760), 680, laughing=True, tilt=-3
    )
    return canvas.finished()


def river() -> Image.Image:
    """Draw an evening by the Han river in Seoul, with three friends."""
    canvas = Canvas(1440, 1080)
    canvas.shade((32, 34, 84), (240, 130, 110), 0, 620)
    canvas.ellipse(1180, 170, 62, 62, (250, 240, 214))
    for number, (x, y) in enumerate(spread(26, 5)):
        left, tall = number * 58 - 20, 120 + 260 * x
        canvas.box((left, 620 - tall, left + 52, 640), mixed((40, 36, 80), (86, 58, 104), y))
        for row in range(int(tall // 30)):
            for column in range(2):
                if (number * 7 + row * 5 + column * 3) % 4:
                    at = (left + 10 + column * 20, 632 - tall + row * 30)
                    canvas.box((*at, at[0] + 11, at[1] + 14), (255, 214, 130))
    canvas.line([(420, 640), (420, 160)], (70, 60, 110), 14)
    canvas.ellipse(420, 250, 34, 22, (90, 80, 130))
    canvas.shade((150, 84, 110), (22, 30, 70), 636, 1080)
    for number, (x, y) in enumerate(spread(90, 2)):
        colour = (255, 200, 130) if number % 3 else (190, 150, 200)
        canvas.line(
            [(x * 1440, 650 + y * 260), (x * 1440 + 26, 650 + y * 260)], mixed(colour, (80, 60, 110), y), 3
        )
    canvas.soften(2.5)
    stand(canvas, replace(MARA, top=(20, 140, 140)), (380, 600), 480)
    stand(canvas, replace(SUJIN, top=(232, 232, 236)), (740, 560), 480, laughing=True)
    stand(canvas, replace(TOM, top=(196, 84, 60)), (1090, 590), 480, tilt=-4)
    return canvas.finished()


def snow() -> Image.Image:
    """Draw a cold, bright day."""
    canvas = Canvas(1080, 1080)
    canvas.shade((150, 196, 232), (236, 244, 250))
    canvas.hills(720, 60, ((226, 236, 246), (240, 246, 252)), 2)
    for x, y in sorted(spread(18, 7), key=lambda point: point[1]):
        foot, tall = 640 + y * 330, 120 + y * 170
        for step in range(3):
            low, wide = foot - step * tall * 0.27, tall * (0.36 - step * 0.09)
            tip = (x * 1080, low - tall * 0.45)
            canvas.polygon([(x * 1080 - wide, low), tip, (x * 1080 + wide, low)], (58, 100 + step * 8, 96))
            canvas.polygon(
                [(x * 1080 - wide * 0.4, low - tall * 0.26), tip, (x * 1080 + wide * 0.4, low - tall * 0.26)],
                (244, 248, 252),
            )
    canvas.soften(3)
    for x, y in scattered(120, 4):
        canvas.ellipse(x * 1080, y * 1080, 3 + 5 * y, 3 + 5 * y, _WHITE)
    stand(canvas, replace(MARA, hat=(60, 92, 170), top=(196, 54, 74)), (400, 560), 600, tilt=3)
    stand(canvas, replace(LENA, hat=(244, 200, 70), top=(70, 150, 140)), (770, 600), 540, laughing=True)
    return canvas.finished()


def dog() -> Image.Image:
    """Draw the dog, alone in the meadow."""
    canvas = Canvas(1080, 1080)
    canvas.shade((122, 186, 228), (230, 240, 226), 0, 620)
    canvas.hills(560, 40, ((130, 178, 96), (92, 150, 74)), 2)
    canvas.shade((120, 178, 84), (66, 124, 56), 640, 1080)
    for number, (x, y) in enumerate(scattered(160, 6)):
        colour: Colour = (250, 222, 90) if number % 3 else (246, 246, 250)
        canvas.ellipse(x * 1080, 660 + y * 420, 3 + 5 * y, 3 + 5 * y, colour)
    canvas.soften(2)
    fur: Colour = (206, 146, 82)
    dark, pale = mixed(fur, (70, 36, 16), 0.45), mixed(fur, _WHITE, 0.6)
    canvas.glow((520, 1010), 400, (30, 50, 20), 0.5)
    canvas.line([(300, 980), (210, 900), (190, 800)], dark, 40)
    canvas.lit_blob(
        [(470, 560), (330, 780), (290, 980), (360, 1040), (640, 1040), (690, 860), (660, 600)], dark, fur
    )
    canvas.blob([(640, 640), (690, 800), (660, 940), (590, 860), (590, 700)], pale)
    for x in (540, 640):
        canvas.box((x - 44, 800, x + 44, 1040), fur, 44)
        canvas.ellipse(x + 16, 1030, 62, 30, pale)
    canvas.ellipse(390, 1026, 90, 36, fur)
    head = [
        (470, 420),
        (500, 280),
        (620, 226),
        (720, 290),
        (780, 380),
        (900, 420),
        (904, 500),
        (760, 540),
        (640, 600),
        (510, 560),
    ]
    canvas.lit_blob(head, mixed(fur, dark, 0.3), mixed(fur, _WHITE, 0.12))
    canvas.blob([(770, 420), (896, 418), (914, 470), (890, 512), (770, 540), (720, 490)], pale)
    canvas.blob([(880, 396), (930, 410), (926, 456), (886, 456)], (30, 22, 24))
    canvas.line([(900, 480), (800, 500), (750, 486)], (60, 36, 30), 7)
    canvas.blob([(800, 502), (850, 494), (846, 580), (816, 600), (796, 570)], (232, 110, 120))
    canvas.ellipse(700, 372, 20, 24, (34, 22, 18))
    canvas.ellipse(707, 364, 6, 6, _WHITE)
    canvas.blob([(560, 270), (620, 300), (630, 440), (580, 560), (510, 520), (490, 400)], dark)
    canvas.line([(486, 600), (580, 640), (670, 606)], (200, 44, 52), 24)
    canvas.ellipse(622, 658, 24, 24, (236, 196, 72))
    return canvas.finished()


def garden() -> Image.Image:
    """Draw flowers, and nobody."""
    canvas = Canvas(1080, 810)
    canvas.shade((190, 222, 190), (96, 150, 84))
    for x, y in spread(70, 9):
        canvas.glow((x * 1080, y * 810), 90, (60, 118, 60), 0.3)
    in_focus = 20
    petals: list[Colour] = [(232, 84, 110), (250, 190, 70), (244, 244, 250), (150, 96, 200)]
    for number, (x, y) in enumerate(sorted(spread(34, 1), key=lambda point: point[1])):
        if number == in_focus:
            canvas.soften(3)
        cx, cy, size = x * 1080, 80 + y * 700, 22 + 46 * y
        canvas.line([(cx, cy), (cx + 12, cy + size * 3.4)], (60, 112, 52), 4 + 4 * y)
        for dx, dy in ((1, 0), (0.31, 0.95), (-0.81, 0.59), (-0.81, -0.59), (0.31, -0.95)):
            canvas.ellipse(
                cx + dx * size * 0.7, cy + dy * size * 0.7, size * 0.62, size * 0.62, petals[number % 4]
            )
        canvas.ellipse(cx, cy, size * 0.42, size * 0.42, (250, 206, 92))
    return canvas.finished()


def bicycle() -> Image.Image:
    """Draw a ride by bicycle through the park, in the shade of big trees."""
    canvas = Canvas(1080, 1350)
    canvas.shade((214, 236, 214), (178, 206, 150), 0, 900)
    for x, y in spread(26, 2):
        canvas.glow((x * 1080, y * 620), 190, mixed((66, 128, 70), (196, 214, 110), y), 0.85)
    for x in (90, 300, 850, 1010):
        canvas.box((x, 300, x + 46, 920), (104, 78, 58), 12)
    canvas.shade((146, 178, 104), (104, 146, 78), 860, 1350)
    canvas.polygon([(430, 860), (560, 860), (1000, 1360), (60, 1360)], (214, 200, 172))
    canvas.soften(4)
    stand(canvas, replace(AMARA, top=(250, 206, 70)), (560, 680), 620, laughing=True, tilt=2)
    steel: Colour = (34, 44, 60)
    canvas.line([(250, 1190), (400, 1150), (720, 1150), (870, 1190)], steel, 26)
    for x, inwards in ((236, 40), (884, -40)):
        canvas.line([(x, 1186), (x + inwards, 1206)], (120, 70, 44), 40)
    canvas.ellipse(560, 1180, 54, 54, steel)
    canvas.ellipse(560, 1180, 40, 40, (255, 246, 206))
    return canvas.finished()

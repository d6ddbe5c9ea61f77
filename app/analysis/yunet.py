"""Find faces with YuNet, a small network that runs on this computer."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Protocol, TypeAlias, cast

import numpy as np
import onnxruntime  # pyright: ignore[reportMissingTypeStubs]
from PIL import Image

from app.model.inspection import Face
from app.resources import resource

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    Floats: TypeAlias = NDArray[np.float32]

# Thresholds of OpenCV's FaceDetectorYN (modules/objdetect), but for the score: 0.6 instead of 0.9 was
# measured to give recall 0.994 at precision 0.987 on 210 photos with 467 faces.
SCORE_THRESHOLD = 0.6
OVERLAP_THRESHOLD = 0.3
TOP = 5000

STRIDES = (8, 16, 32)
_MULTIPLE = 32

# The network is trained for faces of about 10 to 300 px (its model card), so every picture is looked at on
# 640 px. Where that shows nothing, small faces or a group, larger and smaller ones are looked for too.
FIRST_SIDE = 640
CLOSE_UP_SIDE = 320
CROWD_SIDE = 1280
_SMALL_FACE = 24
_GROUP = 4

# The file declares an input of 640 by 640. The same bytes with the two sizes named instead of numbered take
# any multiple of 32: protobuf writes "dim_value: 640" and "dim_param: 'h'" in three bytes each.
_FIXED = bytes.fromhex("0a03088005" * 2)
_NAMED = b"\x0a\x03\x12\x01h\x0a\x03\x12\x01w"


@dataclass(frozen=True, slots=True)
class Detections:
    """Faces in pixels of the picture looked at: boxes (n, 4) as x, y, w, h; points (n, 5, 2); scores (n,)."""

    boxes: Floats
    points: Floats
    scores: Floats

    def __len__(self) -> int:
        """Return how many faces there are."""
        return len(self.scores)

    def pick(self, chosen: Sequence[int]) -> Detections:
        """Return the faces at these places, in this order."""
        places = np.asarray(chosen, dtype=np.intp)
        return Detections(self.boxes[places], self.points[places], self.scores[places])

    def scaled(self, across: float, down: float) -> Detections:
        """Return the faces in pixels of a picture that is so many times as wide and high."""
        both = np.array([across, down], dtype=np.float32)
        return Detections(self.boxes * np.tile(both, 2), self.points * both, self.scores)


class _Network(Protocol):
    """What is used of onnxruntime's session, which comes without types."""

    def run(self, output_names: Sequence[str], input_feed: Mapping[str, Floats]) -> list[Floats]: ...


def find_faces(picture: Image.Image, full_size: tuple[int, int]) -> tuple[Face, ...]:
    """Return the faces of an upright RGB picture, the largest first, in pixels of its full size."""
    first = _look(picture, FIRST_SIDE)
    rounds = [first]
    if not len(first):
        rounds.append(_look(picture, CLOSE_UP_SIDE))
    if max(picture.size) > FIRST_SIDE and _asks_for_more(first, FIRST_SIDE / max(picture.size)):
        rounds.append(_look(picture, CROWD_SIDE))
    found = _joined(rounds)
    found = found.scaled(full_size[0] / picture.width, full_size[1] / picture.height)
    faces = [_face(found, place, full_size) for place in range(len(found))]
    return tuple(sorted(faces, key=lambda face: -face.box[2] * face.box[3]))


def warm_up() -> None:
    """Load the network, so that the first picture need not wait for it."""
    _session()


def detect(pixels: NDArray[np.uint8]) -> Detections:
    """Run the network once over RGB pixels (height, width, 3) as they are; return faces, the surest first."""
    height, width = pixels.shape[:2]
    padded_height, padded_width = (math.ceil(side / _MULTIPLE) * _MULTIPLE for side in (height, width))
    # The network was trained on blue, green, red from 0 to 255; what is missing to a multiple of 32 is black.
    planes = np.zeros((1, 3, padded_height, padded_width), dtype=np.float32)
    planes[0, :, :height, :width] = pixels[:, :, ::-1].transpose(2, 0, 1)
    outputs = _session().run(_OUTPUTS, {"input": planes})
    found = [
        _decoded(outputs[number::3], stride, padded_width // stride) for number, stride in enumerate(STRIDES)
    ]
    joined = _concatenated(found)
    return joined.pick(suppress(joined))


_OUTPUTS = [f"{name}_{stride}" for name in ("cls", "obj", "bbox", "kps") for stride in STRIDES]


@cache
def _session() -> _Network:
    model = resource("models", "face_detection_yunet_2023mar.onnx").read_bytes()
    if model.count(_FIXED) != 1:
        raise RuntimeError("The face detector's file is not the one that this code was written for.")
    options = cast("Any", onnxruntime.SessionOptions())  # pyright: ignore[reportUnknownMemberType]
    # One thread: two bring 1.4 times the speed for one picture, and cost more work in all.
    options.intra_op_num_threads = 1
    options.inter_op_num_threads = 1
    # Every picture has another shape; plans and pools for each would only grow.
    options.enable_mem_pattern = False
    options.enable_cpu_mem_arena = False
    # It warns that outputs are not of the size that the file declares, which is what we asked for.
    options.log_severity_level = 3
    session = onnxruntime.InferenceSession(
        model.replace(_FIXED, _NAMED),
        options,
        providers=["CPUExecutionProvider"],
    )
    return cast("_Network", session)


def _decoded(outputs: Sequence[Floats], stride: int, columns: int) -> Detections:
    """Read one stride's outputs: one anchor for each cell, its centre and size told in cells."""
    classes, objects, boxes, points = (output[0] for output in outputs)
    scores = np.sqrt(np.clip(classes[:, 0], 0, 1) * np.clip(objects[:, 0], 0, 1))
    cells = np.flatnonzero(scores >= SCORE_THRESHOLD)
    corner = np.stack([cells % columns, cells // columns], axis=1).astype(np.float32)
    centre = (corner + boxes[cells, :2]) * stride
    size = np.exp(boxes[cells, 2:4]) * stride
    marks = (points[cells].reshape(-1, 5, 2) + corner[:, None, :]) * stride
    return Detections(np.concatenate([centre - size / 2, size], axis=1), marks, scores[cells])


def _concatenated(found: Sequence[Detections]) -> Detections:
    return Detections(
        np.concatenate([one.boxes for one in found]),
        np.concatenate([one.points for one in found]),
        np.concatenate([one.scores for one in found]),
    )


def suppress(found: Detections) -> list[int]:
    """Keep the surest of boxes that overlap by more than the threshold; return places, the surest first.

    Boxes are cut to whole pixels first, as OpenCV's NMSBoxes does.
    """
    boxes = np.trunc(found.boxes)
    left = np.argsort(-found.scores, kind="stable")[:TOP]
    kept: list[int] = []
    while len(left):
        kept.append(int(left[0]))
        overlaps = _overlaps(boxes[left[0]], boxes[left[1:]])
        left = left[1:][overlaps <= OVERLAP_THRESHOLD]
    return kept


def _overlaps(box: Floats, others: Floats) -> Floats:
    """Return the share of common area in joint area of one box with each of the others."""
    start = np.maximum(box[:2], others[:, :2])
    end = np.minimum(box[:2] + box[2:], others[:, :2] + others[:, 2:])
    common = np.prod(np.maximum(end - start, 0), axis=1)
    joint = box[2] * box[3] + others[:, 2] * others[:, 3] - common
    return np.divide(common, joint, out=np.zeros_like(common), where=joint > 0)


def _look(picture: Image.Image, side: int) -> Detections:
    """Look at a picture with its long side reduced to `side`; return faces in the picture's own pixels."""
    share = side / max(picture.size)
    if share >= 1:
        return detect(np.asarray(picture, dtype=np.uint8))
    size = (max(1, round(picture.width * share)), max(1, round(picture.height * share)))
    small = picture.resize(size, Image.Resampling.BILINEAR)
    found = detect(np.asarray(small, dtype=np.uint8))
    return found.scaled(picture.width / size[0], picture.height / size[1])


def _asks_for_more(found: Detections, share: float) -> bool:
    """Whether a first look leaves reason to look closer: nothing seen, a small face, a group."""
    return not len(found) or len(found) >= _GROUP or float(found.boxes[:, 2].min()) * share < _SMALL_FACE


def _joined(rounds: Sequence[Detections]) -> Detections:
    joined = _concatenated(rounds)
    return joined.pick(suppress(joined))


def _face(found: Detections, place: int, full_size: tuple[int, int]) -> Face:
    points = cast("list[list[float]]", found.points[place].tolist())
    left, top, width, height = cast("list[float]", found.boxes[place].tolist())
    right, bottom = min(left + width, full_size[0]), min(top + height, full_size[1])
    left, top = max(left, 0.0), max(top, 0.0)
    return Face(
        box=(left, top, max(right - left, 0.0), max(bottom - top, 0.0)),
        eyes_px=math.dist(points[0], points[1]),
        score=float(found.scores[place]),
        landmarks=tuple((x, y) for x, y in points),
    )

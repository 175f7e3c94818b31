"""Times losses of PyTorch on one CPU thread: forward and gradient of the logits, medians in ms, as JSON.

Standard input: {"shape": [...], "rounds": n}. Each loss in both layouts: NHWC, classes last, and NCHW.
"""

import json
import statistics
import sys
import time

import torch

torch.set_num_threads(1)
request = json.load(sys.stdin)
shape, rounds = request["shape"], request["rounds"]
torch.manual_seed(1)
logits = torch.randn(shape) * 2
target = torch.softmax(torch.randn(shape) * 2, -1)


def overlap(score):
    def loss(x, t, axis, pixels):
        p = torch.softmax(x, axis)
        total = (lambda v: v.sum(pixels)) if pixels else (lambda v: v)
        return (1 - score(total, p, t)).mean()

    return loss


def jml1(total, p, t):
    sizes, difference = total(p) + total(t), total((p - t).abs())
    return (sizes - difference + 1e-5) / (sizes + difference + 1e-5)


def iou(total, p, t):
    shared = total(p * t)
    return (shared + 1e-5) / (total(p) + total(t) - shared + 1e-5)


def lovasz(x, t, axis, _pixels):
    classes = x.shape[axis]
    p = torch.softmax(x, axis).movedim(axis, -1).reshape(-1, classes)
    hard = t.argmax(axis).reshape(-1)
    losses = []
    for c in range(classes):
        foreground = (hard == c).float()
        errors, order = torch.sort((foreground - p[:, c]).abs(), descending=True)
        ranked = foreground[order]
        total = ranked.sum()
        jaccard = 1 - (total - ranked.cumsum(0)) / (total + (1 - ranked).cumsum(0))
        jaccard[1:] = jaccard[1:] - jaccard[:-1].clone()
        losses.append(torch.dot(errors, jaccard))
    return torch.stack(losses).mean()


def focal(x, t, *_):
    """As in torchvision.ops.sigmoid_focal_loss, without its alpha."""
    p = torch.sigmoid(x)
    cost = torch.nn.functional.binary_cross_entropy_with_logits(x, t, reduction="none")
    likely = p * t + (1 - p) * (1 - t)
    return (cost * (1 - likely) ** 2).mean()


losses = {
    "soft Dice": overlap(lambda s, p, t: (2 * s(p * t) + 1e-5) / (s(p) + s(t) + 1e-5)),
    "soft IoU": overlap(iou),
    "JML1": overlap(jml1),
    "Lovász-softmax": lovasz,
    "softmax cross-entropy": lambda x, t, axis, _: torch.nn.functional.cross_entropy(
        x if axis == 1 else x.movedim(-1, 1), t if axis == 1 else t.movedim(-1, 1)
    ),
    "sigmoid cross-entropy": lambda x, t, *_: (
        torch.nn.functional.binary_cross_entropy_with_logits(x, t)
    ),
    "focal": focal,
    "Brier": lambda x, t, axis, _: (torch.softmax(x, axis) - t).square().sum(axis).mean(),
}


def median(loss, x, t, axis, pixels):
    times = []
    for _ in range(rounds + 1):
        x = x.detach().requires_grad_()
        start = time.perf_counter()
        loss(x, t, axis, pixels).backward()
        times.append(1e3 * (time.perf_counter() - start))
    return statistics.median(times[1:])


rank = len(shape)
first = [0, rank - 1, *range(1, rank - 1)]
layouts = {"NHWC": (logits, target, -1, tuple(range(1, rank - 1)))}
if rank > 2:
    layouts["NCHW"] = (
        logits.permute(first).contiguous(),
        target.permute(first).contiguous(),
        1,
        tuple(range(2, rank)),
    )
found = {
    name: {layout: median(loss, *arguments) for layout, arguments in layouts.items()}
    for name, loss in losses.items()
}
print(json.dumps({"version": torch.__version__, "times": found}))

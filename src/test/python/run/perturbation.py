"""Scores of two orders of removal: most and least relevant patches first."""

import numpy as np
from sklearn.metrics import auc

LEVELS = np.arange(6) / 5
TENTHS = np.arange(10) / 10
SHARES = [0.01, 0.05, 0.1, 0.2, 0.5]


class Orders:
    def __init__(self, copies, raw, target):
        self.copies = copies
        self.target = target
        self.most = list(np.argsort(-raw, kind="stable"))
        self.least = self.most[::-1]

    def removals(self, order, levels):
        counts = np.floor(np.asarray(levels) * len(order) + 0.5).astype(int)
        return [frozenset(order[:count]) for count in counts]

    def needed(self):
        shares = [0, *SHARES, *(1 - q for q in SHARES)]
        levels = [*LEVELS, *TENTHS, *shares]
        return self.removals(self.most, levels) + self.removals(self.least, levels)

    def probabilities(self, order, levels):
        removals = self.removals(order, levels)
        return np.array([self.copies.probability(r, self.target) for r in removals])

    def logits(self, order, levels):
        removals = self.removals(order, levels)
        return np.array([self.copies.logits(r)[self.target] for r in removals], np.float64)

    def is_top(self, order, levels):
        removals = self.removals(order, levels)
        return np.array([np.argmax(self.copies.logits(r)) == self.target for r in removals], float)


def points(orders):
    """Metric and level to value: the curves themselves, on both scales."""
    scores = {}
    for name, order in (("morf", orders.most), ("lerf", orders.least)):
        for suffix, of in (("", orders.probabilities), ("_logit", orders.logits)):
            for level, value in zip(LEVELS, of(order, LEVELS)):
                scores[name + suffix, f"{level:.2f}"] = value
    return scores


def early(values):
    """Mean height up to 30 %, which lies between two levels."""
    inside = LEVELS < 0.3
    x = np.append(LEVELS[inside], 0.3)
    return np.trapezoid(np.interp(x, LEVELS, values), x) / 0.3


def areas(orders):
    most = orders.probabilities(orders.most, LEVELS)
    least = orders.probabilities(orders.least, LEVELS)
    return {
        ("deletion_auc", ""): auc(LEVELS, most),
        ("insertion_auc", ""): auc(1 - LEVELS[::-1], least[::-1]),
        ("srg", ""): auc(LEVELS, least) - auc(LEVELS, most),
        ("deletion_30", ""): early(most),
        ("insertion_30", ""): early(least),
    }


def shares(orders):
    scores = {}
    whole = orders.probabilities(orders.most, [0])[0]
    for q in SHARES:
        without, alone = (
            orders.probabilities(order, [level])[0]
            for order, level in ((orders.most, q), (orders.least, 1 - q)))
        scores["comprehensiveness", f"{q:.2f}"] = whole - without
        scores["sufficiency", f"{q:.2f}"] = whole - alone
    return scores


def chefer(orders):
    """As the paper's script prints it: numpy's trapezoid over 0..0.9, x 100."""
    scores = {}
    for name, order in (("chefer_pos", orders.most), ("chefer_neg", orders.least)):
        area = 100 * np.trapezoid(orders.is_top(order, TENTHS), x=np.linspace(0, 0.9, 10))
        scores[name, ""] = area
        scores[name + "_normalised", ""] = area / 0.9
    return scores


def road(orders):
    morf = orders.probabilities(orders.most, TENTHS[1:]).mean()
    lerf = orders.probabilities(orders.least, TENTHS[1:]).mean()
    return {
        ("road_morf", ""): morf, ("road_lerf", ""): lerf, ("road_combined", ""): (lerf - morf) / 2}


OF_ONE_FILL = {"black": chefer, "road": road}


def scores(orders, fill, with_points):
    """Metric and level to value."""
    found = areas(orders) | shares(orders)
    if fill in OF_ONE_FILL:
        found |= OF_ONE_FILL[fill](orders)
    return found | points(orders) if with_points else found

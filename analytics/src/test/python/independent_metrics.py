"""Values that the tests compare with, computed straight from the definitions, answer pair by answer pair, with nothing
shared with the Java code. Draws simulated ratings, writes them and the values beside each other.

    python3 independent_metrics.py ../resources/parallax/analytics      (Python 3.11, NumPy 2.4.6)
"""
import csv
import itertools
import json
import math
import sys
from pathlib import Path

import numpy as np

OPTIONS = ["No", "Unsure", "Yes"]
GROUPS = ["east", "north", "west"]


def simulate():
    random = np.random.default_rng(20260611)
    items, raters = 40, 24
    severity = random.normal(-0.4, 1.2, items)
    strictness = random.normal(0, 0.8, raters)
    group = [GROUPS[r % 3] for r in range(raters)]
    lean = {"east": -0.6, "north": 0.0, "west": 0.9}
    rows = []
    for i, r in itertools.product(range(items), range(raters)):
        if random.random() < 0.55:
            yes = 1 / (1 + math.exp(-(severity[i] + strictness[r] + lean[group[r]] * math.sin(i))))
            draw = random.random()
            answer = "Yes" if draw < yes else "Unsure" if draw < yes + 0.3 * (1 - yes) else "No"
            rows.append((f"i{i}", f"r{r}", group[r], answer))
    return rows


def by_item(rows):
    answers = {}
    for item, rater, group, answer in rows:
        answers.setdefault(item, []).append((rater, group, answer))
    return answers


def alpha(lists, delta):
    """Krippendorff from ordered pairs of answers of different raters to an item."""
    lists = [answers for answers in lists if len(answers) >= 2]
    pool = [answer for answers in lists for answer in answers]
    observed = sum(
        delta(a, b) / (len(answers) - 1) for answers in lists for a, b in itertools.permutations(answers, 2)
    ) / len(pool)
    expected = sum(delta(a, b) for a, b in itertools.permutations(pool, 2)) / (len(pool) * (len(pool) - 1))
    return 1 - observed / expected


def ordinal_delta(lists):
    pool = [answer for answers in lists if len(answers) >= 2 for answer in answers]
    count = [pool.count(option) for option in OPTIONS]

    def delta(a, b):
        low, high = sorted((OPTIONS.index(a), OPTIONS.index(b)))
        return (sum(count[low : high + 1]) - (count[low] + count[high]) / 2) ** 2

    return delta


def xrr(one, other):
    common = [i for i in one if one[i] and other.get(i)]
    weights = {i: len(one[i]) + len(other[i]) for i in common}
    observed = sum(
        weights[i] * np.mean([a != b for a in one[i] for b in other[i]]) for i in common
    ) / sum(weights.values())
    first = [a for i in common for a in one[i]]
    second = [b for i in common for b in other[i]]
    return 1 - observed / np.mean([a != b for a in first for b in second])


def shares(answers):
    return np.array([answers.count(option) / len(answers) for option in OPTIONS])


def entropy(p):
    return -sum(x * math.log(x) for x in p if x > 0)


def divergence(p, q):
    return (entropy((p + q) / 2) - (entropy(p) + entropy(q)) / 2) / math.log(2)


def agreement(answers):
    return np.mean([a == b for a, b in itertools.permutations(answers, 2)])


def within(items):
    lists = [answers for answers in items.values() if answers]
    paired = [answers for answers in lists if len(answers) >= 2]
    p = np.mean([agreement(answers) for answers in paired])
    everything = shares([answer for answers in lists for answer in answers])
    pooled = shares([answer for answers in paired for answer in answers])
    value = {option: k for k, option in enumerate(OPTIONS)}
    return {
        "pUnsafe": everything[2],
        "entropy": np.mean([entropy(shares(answers)) / math.log(2) for answers in paired]),
        "negentropy": np.mean([math.log(3) - entropy(shares(answers)) for answers in paired]),
        "pluralitySize": np.mean([max(shares(answers)) for answers in paired]),
        "tiedShare": np.mean([list(shares(a)).count(max(shares(a))) > 1 for a in paired]),
        "percentAgreement": p,
        "krippendorffAlpha nominal": alpha(lists, lambda a, b: a != b),
        "krippendorffAlpha ordinal": alpha(lists, ordinal_delta(lists)),
        "krippendorffAlpha interval": alpha(lists, lambda a, b: (value[a] - value[b]) ** 2),
        "fleissKappa": (p - sum(pooled**2)) / (1 - sum(pooled**2)),
        "gwetAc1": (p - sum(pooled * (1 - pooled)) / 2) / (1 - sum(pooled * (1 - pooled)) / 2),
    }


def across(one, other):
    common = [i for i in one if one[i] and other.get(i)]
    p = {i: shares(one[i]) for i in common}
    q = {i: shares(other[i]) for i in common}
    smooth = {i: np.array([other[i].count(o) + 0.5 for o in OPTIONS]) / (len(other[i]) + 1.5) for i in common}
    votes = [[OPTIONS[int(np.argmax(p[i]))], OPTIONS[int(np.argmax(q[i]))]] for i in common]
    irr = alpha([a for a in one.values() if a], lambda a, b: a != b)
    theirs = alpha([a for a in other.values() if a], lambda a, b: a != b)
    k = xrr(one, other)
    pm = shares([a for answers in one.values() for a in answers])
    qm = shares([a for answers in other.values() for a in answers])
    return {
        "crossReplicationReliability": k,
        "normalisedCrossReplicationReliability": k / math.sqrt(irr * theirs),
        "groupAssociationIndex": irr / k,
        "votingAgreement": alpha(votes, lambda a, b: a != b),
        "crossNegentropy": np.mean([math.log(3) + sum(p[i] * np.log(smooth[i])) for i in common]),
        "crossNegentropyObserved": np.mean(
            [math.log(3) + sum(x * math.log(y) for x, y in zip(p[i], q[i]) if y > 0) for i in common]
        ),
        "crossEntropy marginal": -sum(pm * np.log(qm)),
        "jensenShannonDivergence marginal": divergence(pm, qm),
        "jensenShannonDivergence itemwise": np.mean([divergence(p[i], q[i]) for i in common]),
        "totalVariation marginal": abs(pm - qm).sum() / 2,
        "totalVariation itemwise": np.mean([abs(p[i] - q[i]).sum() / 2 for i in common]),
        "manhattanDistance marginal": abs(pm - qm).sum(),
        "manhattanDistance itemwise": np.mean([abs(p[i] - q[i]).sum() for i in common]),
        "wassersteinDistance marginal": abs(np.cumsum(pm - qm))[:2].sum(),
        "wassersteinDistance itemwise": np.mean([abs(np.cumsum(p[i] - q[i]))[:2].sum() for i in common]),
    }


def two_way(rows):
    """Cameron, Gelbach and Miller's variance of the share of Yes, cluster by cluster."""
    y = np.array([answer == "Yes" for _, _, _, answer in rows], float)
    e = y - y.mean()
    variance = 0
    for names, sign in ((0, 1), (1, 1), (None, -1)):
        keys = [row[names] if names is not None else n for n, row in enumerate(rows)]
        sums = {}
        for key, residual in zip(keys, e):
            sums[key] = sums.get(key, 0) + residual
        g = len(sums)
        variance += sign * g / (g - 1) * sum(s * s for s in sums.values()) / len(rows) ** 2
    return {"share": y.mean(), "variance": variance, "clusters": min(len({r[0] for r in rows}), len({r[1] for r in rows}))}


def arrays(rows):
    items = list(dict.fromkeys(row[0] for row in rows))
    raters = list(dict.fromkeys(row[1] for row in rows))
    table = np.full((len(items), len(raters)), -1)
    for item, rater, _, answer in rows:
        table[items.index(item), raters.index(rater)] = OPTIONS.index(answer)
    return items, raters, table


def crowdtruth(table, tolerance):
    """Pair by pair; raters and items that share nothing do not occur in these ratings."""
    n_items, n_raters = table.shape
    uqs, wqs, aqs = np.ones(n_items), np.ones(n_raters), np.ones(3)
    while True:
        new_u, new_w, new_a = np.zeros(n_items), np.zeros(n_raters), np.zeros(3)
        who = [np.flatnonzero(table[u] >= 0) for u in range(n_items)]
        for u in range(n_items):
            pairs = list(itertools.permutations(who[u], 2))
            new_u[u] = sum(wqs[i] * wqs[j] for i, j in pairs if table[u, i] == table[u, j]) / sum(
                wqs[i] * wqs[j] for i, j in pairs
            )
        for i in range(n_raters):
            agree = total = along = weight = 0
            for u in np.flatnonzero(table[:, i] >= 0):
                rest = np.zeros(3)
                for j in who[u]:
                    if j != i:
                        rest[table[u, j]] += wqs[j]
                        agree += uqs[u] * wqs[j] * (table[u, j] == table[u, i])
                        total += uqs[u] * wqs[j]
                own = np.eye(3)[table[u, i]]
                norm = math.sqrt(sum(aqs * rest**2)) * math.sqrt(sum(aqs * own))
                along += uqs[u] * (sum(aqs * rest * own) / norm if norm > 0 else 0)
                weight += uqs[u]
            new_w[i] = agree / total * along / weight
        for a in range(3):
            part = whole = 0
            for i, j in itertools.permutations(range(n_raters), 2):
                given = sum(uqs[u] for u in range(n_items) if table[u, j] == a and table[u, i] >= 0)
                both = sum(uqs[u] for u in range(n_items) if table[u, j] == a and table[u, i] == a)
                if given > 0:
                    part += wqs[i] * wqs[j] * both / given
                    whole += wqs[i] * wqs[j]
            new_a[a] = part / whole
        moved = max(abs(new_u - uqs).max(), abs(new_w - wqs).max(), abs(new_a - aqs).max())
        uqs, wqs, aqs = new_u, new_w, new_a
        if moved < tolerance:
            return {"unitQuality": list(uqs), "workerQuality": list(wqs), "annotationQuality": list(aqs)}


def dawid_skene(table, rounds):
    n_items, n_raters = table.shape
    one = np.eye(3)[table] * (table >= 0)[:, :, None]
    weight = one.sum(1) / one.sum((1, 2))[:, None]
    for _ in range(rounds):
        prior = weight.mean(0)
        confusion = np.einsum("it,irk->rtk", weight, one)
        confusion /= confusion.sum(2, keepdims=True)
        with np.errstate(divide="ignore"):
            log = np.log(np.maximum(confusion, 1e-300))
        joint = np.log(prior)[None] + np.einsum("irk,rtk->it", one, log)
        top = joint.max(1, keepdims=True)
        likelihood = float((top[:, 0] + np.log(np.exp(joint - top).sum(1))).sum())
        weight = np.exp(joint - top)
        weight /= weight.sum(1, keepdims=True)
    return {"logLikelihood": likelihood, "weights": weight.tolist()}


def digamma(x):
    result = np.zeros_like(x)
    x = x.copy()
    while (x < 20).any():
        small = x < 20
        result[small] -= 1 / x[small]
        x[small] += 1
    return result + np.log(x) - 1 / (2 * x) - 1 / (12 * x**2) + 1 / (120 * x**4) - 1 / (252 * x**6) + 1 / (240 * x**8)


def mace(table, restarts):
    """Hovy et al.'s variational Bayes; the best of many random starts."""
    random = np.random.default_rng(7)
    one = np.eye(3)[table] * (table >= 0)[:, :, None]
    best = None
    for _ in range(restarts):
        copying = random.uniform(0.2, 0.8, table.shape[1])
        habitual = 1 - copying
        habit = random.dirichlet([3, 3, 3], table.shape[1])
        for _ in range(3000):
            floor = habitual[:, None] * habit
            either = floor + copying[:, None]
            joint = -math.log(3) + np.einsum("irk,rk->i", one, np.log(floor))[:, None]
            joint = joint + np.einsum("irk,rk->ik", one, np.log(either) - np.log(floor))
            top = joint.max(1, keepdims=True)
            likelihood = float((top[:, 0] + np.log(np.exp(joint - top).sum(1))).sum())
            weight = np.exp(joint - top)
            weight /= weight.sum(1, keepdims=True)
            chosen = one.sum(0)
            copied = np.einsum("irk,ik->rk", one, weight) * copying[:, None] / either
            copies, habits = copied.sum(1), (chosen - copied).sum(1)
            norm = digamma(copies + habits + 1)
            copying, habitual = np.exp(digamma(copies + 0.5) - norm), np.exp(digamma(habits + 0.5) - norm)
            habit = np.exp(digamma(chosen - copied + 10) - digamma(habits + 30)[:, None])
        if best is None or likelihood > best["logLikelihood"]:
            best = {"logLikelihood": likelihood, "weights": weight.tolist()}
    return best


def main(folder):
    rows = simulate()
    with open(folder / "simulated_ratings.csv", "w", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(["item", "rater", "group", "answer"])
        writer.writerows(rows)
    items = by_item(rows)
    values = []
    everyone = {i: [a for _, _, a in answers] for i, answers in items.items()}
    for name, value in within(everyone).items():
        values.append({"metric": name, "group": None, "against": None, "value": float(value)})
    for group in GROUPS:
        own = {i: [a for _, g, a in answers if g == group] for i, answers in items.items()}
        rest = {i: [a for _, g, a in answers if g != group] for i, answers in items.items()}
        for name, value in within(own).items():
            values.append({"metric": name, "group": group, "against": None, "value": float(value)})
        for name, value in across(own, rest).items():
            values.append({"metric": name, "group": group, "against": "rest", "value": float(value)})
        for other in GROUPS:
            if other != group:
                theirs = {i: [a for _, g, a in answers if g == other] for i, answers in items.items()}
                for name, value in across(own, theirs).items():
                    values.append({"metric": name, "group": group, "against": other, "value": float(value)})
    names, raters, table = arrays(rows)
    fixture = {
        "made": "independent_metrics.py",
        "numpy": np.__version__,
        "values": values,
        "twoWay": two_way(rows),
        "crowdTruth": crowdtruth(table, 1e-3),
        "dawidSkene": dawid_skene(table, 25),
        "mace": mace(table, 40),
    }
    with open(folder / "independent_metrics.json", "w") as out:
        json.dump(fixture, out, indent=1, default=float)
        out.write("\n")


main(Path(sys.argv[1]))

"""What transformers' logits processors leave of a row of logits.

    python make_distributions.py ../resources/fixtures/distributions.jsonl
"""

import json
import sys

import torch
from transformers.generation import (
    LogitsProcessorList, MinPLogitsWarper, RepetitionPenaltyLogitsProcessor, TemperatureLogitsWarper, TopKLogitsWarper,
    TopPLogitsWarper)

SETTINGS = [
    dict(temperature=1.0), dict(temperature=0.6), dict(temperature=1.7, top_k=5), dict(temperature=0.8, top_p=0.9),
    dict(temperature=1.0, top_p=0.3), dict(temperature=1.2, min_p=0.1), dict(temperature=0.9, top_k=20, top_p=0.8),
    dict(temperature=1.5, top_k=30, top_p=0.95, min_p=0.05), dict(temperature=1.0, repetition_penalty=1.3),
    dict(temperature=0.7, top_k=12, repetition_penalty=0.8)]


def processors(s):
    made = LogitsProcessorList()
    if "repetition_penalty" in s:
        made.append(RepetitionPenaltyLogitsProcessor(s["repetition_penalty"]))
    made.append(TemperatureLogitsWarper(s["temperature"]))
    if "top_k" in s:
        made.append(TopKLogitsWarper(s["top_k"]))
    if "top_p" in s:
        made.append(TopPLogitsWarper(s["top_p"]))
    if "min_p" in s:
        made.append(MinPLogitsWarper(s["min_p"]))
    return made


def main(target):
    torch.manual_seed(11)
    with open(target, "w") as out:
        for settings in SETTINGS:
            for _ in range(3):
                row = [round(v, 4) for v in (torch.randn(48) * 2.5).tolist()]
                prompt = torch.randint(0, 48, (6,)).tolist()
                scores = processors(settings)(torch.tensor([prompt]), torch.tensor([row]))
                shares = [round(v, 8) for v in torch.softmax(scores.double(), -1)[0].tolist()]
                out.write(json.dumps({"logits": row, "prompt": prompt, "settings": settings, "shares": shares}) + "\n")


main(sys.argv[1])

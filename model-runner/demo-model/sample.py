"""Prints sampled replies to a prompt set, for a person to read.

    python sample.py --model model --prompts prompts.jsonl --count 30 --samples 3
"""
import argparse
import json
from pathlib import Path

import numpy as np
from transformers import PreTrainedTokenizerFast

from runtime import Decoder


def draw(logits, temperature, top_p, dice):
    """A token from the smallest set whose probabilities reach top_p."""
    scaled = logits.astype(np.float64) / temperature
    shares = np.exp(scaled - scaled.max())
    shares /= shares.sum()
    order = np.argsort(-shares, kind="stable")
    kept = order[:np.searchsorted(np.cumsum(shares[order]), top_p) + 1]
    return int(dice.choice(kept, p=shares[kept] / shares[kept].sum()))


def sample(decoder, prompt, limit, end, temperature, top_p, dice):
    ids, past, tokens = np.array([prompt], np.int64), decoder.cache(1, 0), []
    while len(tokens) < limit:
        logits, past = decoder.step(ids, np.ones((1, len(prompt) + len(tokens)), np.int64), past)
        token = draw(logits[0], temperature, top_p, dice)
        if token == end:
            break
        tokens.append(token)
        ids = np.array([[token]], np.int64)
    return tokens


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--count", type=int, default=30)
    parser.add_argument("--samples", type=int, default=3)
    parser.add_argument("--limit", type=int, default=128)
    parser.add_argument("--temperature", type=float, default=0.8)
    parser.add_argument("--top-p", type=float, default=0.95)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()

    tokenizer = PreTrainedTokenizerFast.from_pretrained(arguments.model)
    decoder, dice = Decoder(arguments.model, threads=1), np.random.default_rng(arguments.seed)
    lines = arguments.prompts.read_text(encoding="utf-8").splitlines()
    for line in lines[::max(1, len(lines) // arguments.count)][:arguments.count]:
        messages = json.loads(line)["messages"]
        for message in messages:
            print(f"{message['role']}: {message['content']}")
        prompt = tokenizer.apply_chat_template(messages, add_generation_prompt=True, return_dict=False)
        for _ in range(arguments.samples):
            tokens = sample(decoder, prompt, arguments.limit, tokenizer.eos_token_id,
                            arguments.temperature, arguments.top_p, dice)
            print("  -", tokenizer.decode(tokens))
        print()


if __name__ == "__main__":
    main()

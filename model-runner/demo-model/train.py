"""Trains the demo model on the corpus, with checkpoints that a later call resumes from.

    python train.py --corpus runs/corpus.jsonl --tokenizer model --checkpoints runs/checkpoints --minutes 60
"""
import argparse
import json
import math
import time
from pathlib import Path

import torch
from torch.nn.functional import cross_entropy
from torch.nn.utils.rnn import pad_sequence
from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

CONTEXT = 512
CONTEXT_WEIGHT = 0.2  # loss weight of system and user tokens; a reply's tokens weigh 1


def configuration(tokenizer):
    return LlamaConfig(
        vocab_size=len(tokenizer),
        hidden_size=256,
        intermediate_size=640,
        num_hidden_layers=5,
        num_attention_heads=8,
        num_key_value_heads=4,
        head_dim=32,
        max_position_embeddings=CONTEXT,
        rms_norm_eps=1e-5,
        rope_theta=10000.0,
        tie_word_embeddings=True,
        bos_token_id=tokenizer.bos_token_id,
        eos_token_id=tokenizer.eos_token_id,
        pad_token_id=tokenizer.pad_token_id,
    )


def encode(corpus, tokenizer):
    """Every conversation as (token ids, loss weight of each), shortest first."""
    assistant, end = tokenizer.convert_tokens_to_ids("<|assistant|>"), tokenizer.eos_token_id
    conversations = []
    with corpus.open(encoding="utf-8") as lines:
        texts = [tokenizer.apply_chat_template(json.loads(line)["messages"], tokenize=False) for line in lines]
    for ids in tokenizer(texts, add_special_tokens=False)["input_ids"]:
        weights, replying = [], False
        for token in ids:
            weights.append(1.0 if replying else CONTEXT_WEIGHT)
            replying = token == assistant or (replying and token != end)
        conversations.append((torch.tensor(ids[:CONTEXT]), torch.tensor(weights[:CONTEXT])))
    return sorted(conversations, key=lambda conversation: len(conversation[0]))


def batch_at(conversations, position, tokens):
    """Conversations of like length around a position: ids and weights [rows, length], padding weighing 0."""
    rows = conversations[position:position + max(1, tokens // len(conversations[position][0]))]
    return [pad_sequence(column, batch_first=True) for column in zip(*rows)]


def learning_rate(share, peak):
    """Warm-up over the first 2 % of the work, then a cosine down to a twentieth of the peak."""
    if share < 0.02:
        return peak * (share / 0.02 + 0.01)
    return peak * (0.05 + 0.95 * 0.5 * (1 + math.cos(math.pi * share)))


class Muon(torch.optim.Optimizer):
    """Momentum whose update is made orthogonal by Newton-Schulz steps, for the matrices inside the layers.

    Source: K. Jordan, "Muon: An optimizer for hidden layers in neural networks" (2024).
    """

    def __init__(self, matrices, lr, momentum=0.95):
        super().__init__(matrices, {"lr": lr, "momentum": momentum})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            for matrix in group["params"]:
                velocity = self.state[matrix].setdefault("velocity", torch.zeros_like(matrix))
                velocity.lerp_(matrix.grad, 1 - group["momentum"])
                update = orthogonal(matrix.grad.lerp(velocity, group["momentum"]))
                matrix.add_(update, alpha=-group["lr"] * max(1, matrix.shape[0] / matrix.shape[1]) ** 0.5)


def orthogonal(matrix):
    """Nearly U V' of the matrix U S V': four quintic steps push every singular value near 1."""
    x = matrix / (matrix.norm() + 1e-7)
    tall = x.shape[0] > x.shape[1]
    x = x.T if tall else x
    for _ in range(4):
        square = x @ x.T
        x = 3.4445 * x + (-4.7750 * square + 2.0315 * square @ square) @ x
    return x.T if tall else x


def loss_of(model, ids, weights):
    logits = model(input_ids=ids[:, :-1], use_cache=False).logits
    each = cross_entropy(logits.flatten(0, 1), ids[:, 1:].flatten(), reduction="none")
    return (each * weights[:, 1:].flatten()).sum() / weights[:, 1:].sum()


def optimisers_of(model, peak):
    """Each optimiser with its peak learning rate: Muon for the layers' matrices, Adam for embeddings and norms."""
    named = list(model.named_parameters())
    matrices = [p for name, p in named if p.dim() == 2 and "embed" not in name]
    others = [p for name, p in named if p.dim() == 1 or "embed" in name]
    return {Muon(matrices, peak): peak, torch.optim.Adam(others, betas=(0.9, 0.98)): peak / 5}


def held_out_loss(model, conversations, batch):
    """Mean loss over eight batches of all lengths."""
    with torch.no_grad():
        positions = range(0, len(conversations), max(1, len(conversations) // 8))
        losses = [loss_of(model, *batch_at(conversations, position, batch)).item() for position in positions]
    return sum(losses) / len(losses)


def save(path, model, optimisers, generator, step, tokens):
    partial = path.with_suffix(".partial")
    torch.save({
        "model": model.state_dict(), "optimisers": [each.state_dict() for each in optimisers],
        "generator": generator.get_state(), "step": step, "tokens": tokens,
    }, partial)
    partial.replace(path)


def restore(path, model, optimisers, generator):
    saved = torch.load(path)
    model.load_state_dict(saved["model"])
    for optimiser, state in zip(optimisers, saved["optimisers"]):
        optimiser.load_state_dict(state)
    generator.set_state(saved["generator"])
    return saved["step"], saved["tokens"]


def train(model, conversations, arguments):
    """Runs from the latest checkpoint, if there is one, to the end of the tokens or of the time."""
    optimisers = optimisers_of(model, arguments.peak)
    generator = torch.Generator().manual_seed(arguments.seed)
    held_out, conversations = conversations[::100], [c for i, c in enumerate(conversations) if i % 100]
    latest = arguments.checkpoints / "latest.pt"
    step = tokens = 0
    if latest.exists():
        step, tokens = restore(latest, model, optimisers, generator)
    elif arguments.start:
        restore(arguments.start, model, optimisers, generator)
    began, mean = time.monotonic(), None
    while (share := max(tokens / arguments.tokens, (time.monotonic() - began) / 60 / arguments.minutes)) < 1:
        for optimiser, peak in optimisers.items():
            optimiser.param_groups[0]["lr"] = learning_rate(share, peak)
        position = torch.randint(len(conversations), (), generator=generator).item()
        ids, weights = batch_at(conversations, position, arguments.batch)
        loss = loss_of(model, ids, weights)
        model.zero_grad(set_to_none=True)
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        for optimiser in optimisers:
            optimiser.step()
        step, tokens = step + 1, tokens + ids.numel()
        mean = loss.item() if mean is None else 0.98 * mean + 0.02 * loss.item()
        if step % arguments.save_every == 0:
            save(latest, model, optimisers, generator, step, tokens)
            print(f"step {step}, {tokens} tokens, {time.monotonic() - began:.0f} s: loss {mean:.4f}, "
                  f"held out {held_out_loss(model, held_out, arguments.batch):.4f}", flush=True)
    save(latest, model, optimisers, generator, step, tokens)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--corpus", type=Path, required=True)
    parser.add_argument("--tokenizer", type=Path, required=True)
    parser.add_argument("--checkpoints", type=Path, required=True, help="where to keep, and resume from, latest.pt")
    parser.add_argument("--start", type=Path, help="an earlier run's checkpoint whose weights a new run starts from")
    parser.add_argument("--tokens", type=float, default=5e6, help="tokens to train on")
    parser.add_argument("--minutes", type=float, default=600, help="end by this time; fits the learning rate's course")
    parser.add_argument("--batch", type=int, default=1536, help="tokens in a batch")
    parser.add_argument("--peak", type=float, default=0.006)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--save-every", type=int, default=100)
    arguments = parser.parse_args()

    torch.set_num_threads(arguments.threads)
    torch.manual_seed(arguments.seed)
    arguments.checkpoints.mkdir(parents=True, exist_ok=True)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(arguments.tokenizer)
    conversations = encode(arguments.corpus, tokenizer)
    model = LlamaForCausalLM(configuration(tokenizer))
    print(f"{len(conversations)} conversations, {sum(p.numel() for p in model.parameters())} parameters", flush=True)
    train(model, conversations, arguments)


if __name__ == "__main__":
    main()

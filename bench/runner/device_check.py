"""On the machine with the card: a model of a real shape with random fp16 weights, what transformers writes with it and how
fast, and whether the runner writes the same.

    python device_check.py make OUT [--shape qwen2.5-0.5b] [--tiny]     writes OUT/fp16 and OUT/expected.jsonl
    python device_check.py compare OUT/expected.jsonl OUT/written.jsonl
    python device_check.py bandwidth                                    the card's memory, GB/s read and written
"""

import argparse
import json
import pathlib
import time

SHAPES = {
    "qwen2.5-0.5b": ("Qwen2Config", dict(
        vocab_size=151936, hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14,
        num_key_value_heads=2)),
    "qwen2.5-1.5b": ("Qwen2Config", dict(
        vocab_size=151936, hidden_size=1536, intermediate_size=8960, num_hidden_layers=28, num_attention_heads=12,
        num_key_value_heads=2)),
    "llama-3-8b": ("LlamaConfig", dict(
        vocab_size=128256, hidden_size=4096, intermediate_size=14336, num_hidden_layers=32, num_attention_heads=32,
        num_key_value_heads=8)),
}
TINY = dict(vocab_size=512, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1)
PROMPT, REPLY = 64, 48


def make(out, shape, tiny):
    import onnx
    import torch
    import transformers
    from decoder_graph import build
    from onnxruntime.transformers.float16 import convert_float_to_float16

    kind, sizes = SHAPES[shape]
    config = getattr(transformers, kind)(
        **{**sizes, **(TINY if tiny else {})}, max_position_embeddings=2048, tie_word_embeddings=False)
    config.head_dim = config.hidden_size // config.num_attention_heads
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(config).float().eval()
    with torch.no_grad():
        model.lm_head.weight.normal_(0, 3 / config.hidden_size ** 0.5)  # logits as peaked as a language model's
    folder = out / "fp16"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "config.json").write_text(json.dumps({
        "architectures": [type(model).__name__], "vocab_size": config.vocab_size, "max_position_embeddings": 2048}))
    graph = convert_float_to_float16(build(model, "shared", 2048, fused=True), disable_shape_infer=True)
    (folder / "model.onnx.data").unlink(missing_ok=True)
    onnx.save(graph, folder / "model.onnx", save_as_external_data=True, location="model.onnx.data")
    card = "cuda" if torch.cuda.is_available() else "cpu"
    model = model.half().to(card)
    model.generation_config.eos_token_id = None
    ids = torch.randint(3, config.vocab_size - 1, (32, PROMPT), generator=torch.Generator().manual_seed(1)).to(card)
    with open(out / "expected.jsonl", "w") as expected:
        for row in ids[:8]:
            written = model.generate(row[None], max_new_tokens=24, do_sample=False, return_dict_in_generate=True, output_logits=True)
            leads = [float(step[0].float().topk(2).values.diff().abs()) for step in written.logits]
            expected.write(json.dumps({
                "input_ids": row.tolist(), "token_ids": written.sequences[0, PROMPT:].tolist(), "leads": leads}) + "\n")
    for batch in (1, 4, 16, 32):
        for measured in (False, True):
            started = time.perf_counter()
            model.generate(ids[:batch], max_new_tokens=REPLY, min_new_tokens=REPLY, do_sample=False)
            if card == "cuda":
                torch.cuda.synchronize()
        print(f"transformers on {card} batch {batch:2}: {batch * REPLY / (time.perf_counter() - started):.1f} tokens/s, prompt included")


def bandwidth():
    import torch

    source = torch.empty(1 << 30, dtype=torch.uint8, device="cuda")
    target = torch.empty_like(source)
    best = 0.0
    for _ in range(20):
        torch.cuda.synchronize()
        started = time.perf_counter()
        target.copy_(source)
        torch.cuda.synchronize()
        best = max(best, 2 * source.numel() / (time.perf_counter() - started))
    print(f"{best / 1e9:.1f}")


def compare(expected, written):
    """Equal tokens up to the first place where transformers' own lead is within fp16's rounding."""
    failed = 0
    lines = [json.loads(line) for line in open(written)]
    for number, (want, have) in enumerate(zip(map(json.loads, open(expected)), lines, strict=True)):
        pairs = list(zip(want["token_ids"], have["token_ids"]))
        fork = next((i for i, (a, b) in enumerate(pairs) if a != b), None)
        if fork is not None and want["leads"][fork] > 0.05:
            failed += 1
        print(f"prompt {number}: " + ("equal" if fork is None else f"parts at token {fork}, where the lead was {want['leads'][fork]:.3f}"))
    raise SystemExit(f"{failed} replies differ by more than rounding" if failed else 0)


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("verb", choices=["make", "compare", "bandwidth"])
    parser.add_argument("paths", type=pathlib.Path, nargs="*")
    parser.add_argument("--shape", default="qwen2.5-0.5b", choices=SHAPES)
    parser.add_argument("--tiny", action="store_true")
    given = parser.parse_args()
    if given.verb == "make":
        make(given.paths[0], given.shape, given.tiny)
    elif given.verb == "bandwidth":
        bandwidth()
    else:
        compare(*given.paths)


main()

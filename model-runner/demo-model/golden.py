"""Writes what the shipped model answers greedily to some prompts, for the Java runner's tests to compare with.

    python golden.py --model model --prompts prompts.jsonl --out golden.jsonl

Only replies whose every token leads the next best by a clear margin are kept, so that rounding cannot change them. A
quantised model's replies are never recorded: they differ between processors, and a test refuses them.
The first line names the tools, the model file and its numbers; each further line is a prompt with its rendered text, input ids and
output ids (the end token included) by ONNX Runtime in Python.
"""
import argparse
import hashlib
import json
from pathlib import Path

import numpy
import onnxruntime
import tokenizers
import transformers
from transformers import PreTrainedTokenizerFast

from runtime import Decoder

LEAD = 0.05


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--count", type=int, default=12)
    parser.add_argument("--limit", type=int, default=96)
    arguments = parser.parse_args()

    tokenizer, decoder = PreTrainedTokenizerFast.from_pretrained(arguments.model), Decoder(arguments.model)
    lines = [json.loads(line) for line in arguments.prompts.read_text(encoding="utf-8").splitlines()]
    lines.sort(key=lambda line: hashlib.sha256(line["id"].encode()).hexdigest())  # spreads the topics
    with arguments.out.open("w", encoding="utf-8") as out:
        out.write(json.dumps({
            "model_sha256": hashlib.sha256((arguments.model / "model.onnx").read_bytes()).hexdigest(),
            "weights": "fp16", "computed_in": "fp32",
            "onnxruntime": onnxruntime.__version__, "transformers": transformers.__version__,
            "tokenizers": tokenizers.__version__, "numpy": numpy.__version__, "max_tokens": arguments.limit,
        }) + "\n")
        kept = 0
        for line in lines:
            if kept == arguments.count:
                break
            rendered = tokenizer.apply_chat_template(line["messages"], add_generation_prompt=True, tokenize=False)
            prompt = tokenizer(rendered, add_special_tokens=False)["input_ids"]
            tokens, lead = decoder.greedy(prompt, arguments.limit, tokenizer.eos_token_id)
            if lead < LEAD:
                continue
            kept += 1
            out.write(json.dumps({
                "id": line["id"], "messages": line["messages"], "rendered": rendered, "input_ids": prompt,
                "output_ids": tokens, "smallest_lead": round(lead, 4),
                "text": tokenizer.decode(tokens, skip_special_tokens=True),
            }, ensure_ascii=False) + "\n")


if __name__ == "__main__":
    main()

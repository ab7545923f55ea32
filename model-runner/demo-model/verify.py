"""Compares the exported model's greedy tokens with the PyTorch model's: alone, and in a ragged shared-buffer batch.

    python verify.py --checkpoint runs/checkpoints/latest.pt --model model --prompts prompts.jsonl
"""
import argparse
import json
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from transformers import PreTrainedTokenizerFast

from export import load
from runtime import Decoder


def torch_greedy(model, prompt, limit, end):
    with torch.no_grad():
        out = model.generate(torch.tensor([prompt]), attention_mask=torch.ones(1, len(prompt), dtype=torch.long),
                             max_new_tokens=limit, do_sample=False, eos_token_id=end)
    return out[0, len(prompt):].tolist()


def shared_start(left, right):
    """How many tokens two replies have in common before they part."""
    for position, (one, other) in enumerate(zip(left, right)):
        if one != other:
            return position
    return min(len(left), len(right))


def report_quantised(folder, prompts, exact, limit, end):
    """What dynamic int8 would change: logits' distance on the prompts, and where greedy replies part."""
    with tempfile.TemporaryDirectory() as scratch:
        small = Path(scratch)
        (small / "config.json").write_bytes((folder / "config.json").read_bytes())
        quantize_dynamic(inlined(folder, small), small / "int8.onnx", per_channel=True, weight_type=QuantType.QInt8,
                         op_types_to_quantize=["MatMul"], extra_options={"DefaultTensorType": TensorProto.FLOAT})
        size = (small / "int8.onnx").stat().st_size
        quantised, plain = Decoder(small, "int8.onnx"), Decoder(folder)
        distances, kept, total, same = [], 0, 0, 0
        for prompt, tokens in zip(prompts, exact):
            whole = np.array([prompt], np.int64)
            first, second = (d.step(whole, np.ones_like(whole), d.cache(1, 0))[0] for d in (plain, quantised))
            distances.append(np.abs(first - second).max())
            other, _ = quantised.greedy(prompt, limit, end)
            kept, total, same = kept + shared_start(tokens, other), total + len(tokens), same + (tokens == other)
    print(f"dynamic int8 ({size} bytes): largest logit difference {max(distances):.3f}, identical replies "
          f"{same}/{len(prompts)}, tokens before parting {kept}/{total}")


def inlined(folder, scratch):
    """The model with its weights as plain fp32 initializers, which the quantiser needs."""
    model = onnx.load(folder / "model.onnx")
    graph = model.graph
    halves = {i.name: i for i in graph.initializer if i.name.endswith(".fp16")}
    for node in [n for n in graph.node if n.op_type == "Cast" and n.input[0] in halves]:
        full = numpy_helper.to_array(halves[node.input[0]]).astype(np.float32)
        graph.initializer.append(numpy_helper.from_array(full, node.output[0]))
        graph.initializer.remove(halves[node.input[0]])
        graph.node.remove(node)
    transposed = next(n for n in graph.node if n.op_type == "Transpose")
    embedding = next(i for i in graph.initializer if i.name == transposed.input[0])
    head = np.ascontiguousarray(numpy_helper.to_array(embedding).T)
    graph.initializer.append(numpy_helper.from_array(head, transposed.output[0]))
    graph.node.remove(transposed)
    onnx.save(model, scratch / "fp32.onnx")
    return scratch / "fp32.onnx"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, help="without it the random weights that export.py writes")
    parser.add_argument("--model", type=Path, required=True)
    parser.add_argument("--prompts", type=Path, required=True)
    parser.add_argument("--limit", type=int, default=80)
    arguments = parser.parse_args()

    torch.manual_seed(1)
    tokenizer = PreTrainedTokenizerFast.from_pretrained(arguments.model)
    model, decoder, end = load(arguments.checkpoint, tokenizer), Decoder(arguments.model), tokenizer.eos_token_id
    lines = arguments.prompts.read_text(encoding="utf-8").splitlines()
    prompts = [tokenizer.apply_chat_template(json.loads(line)["messages"], add_generation_prompt=True, return_dict=False)
               for line in lines]
    expected = [torch_greedy(model, prompt, arguments.limit, end) for prompt in prompts]
    alone = [decoder.greedy(prompt, arguments.limit, end)[0] for prompt in prompts]
    together = [tokens for start in range(0, len(prompts), 8)
                for tokens in decoder.greedy_ragged(prompts[start:start + 8], arguments.limit, end, 256)]
    for name, got in {"alone": alone, "ragged batch of 8, shared buffers": together}.items():
        same = sum(left == right for left, right in zip(expected, got))
        print(f"{name}: {same}/{len(prompts)} replies equal PyTorch's")
    report_quantised(arguments.model, prompts, alone, arguments.limit, end)
    if not expected == alone == together:
        raise SystemExit("the exported model's tokens differ from PyTorch's")


if __name__ == "__main__":
    main()

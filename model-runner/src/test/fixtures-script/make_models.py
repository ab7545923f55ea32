"""Makes the tiny random models of the tests and what transformers generates with them.

    python make_models.py ../resources/fixtures/models

Needs requirements.txt; only for remaking the fixtures, never for building or testing.
"""

import json
import pathlib
import sys

import torch
import transformers
from decoder_graph import build
from transformers import AutoModelForCausalLM

LENGTH = 128
COMMON = dict(
    vocab_size=64, hidden_size=32, intermediate_size=48, num_hidden_layers=2, num_attention_heads=2,
    num_key_value_heads=1, head_dim=16, max_position_embeddings=LENGTH, tie_word_embeddings=False,
    bos_token_id=1, eos_token_id=63, pad_token_id=0)
SHAPES = {
    "llama": (transformers.LlamaConfig, {}),
    "qwen2": (transformers.Qwen2Config, {}),
    "phi3": (transformers.Phi3Config, {}),
    "mistral": (transformers.MistralConfig, {"sliding_window": 12}),
    "gemma": (transformers.GemmaConfig, {"hidden_activation": "gelu_pytorch_tanh", "tie_word_embeddings": True}),
}
ORIGINAL_LENGTH = 32
FACTORS = [[1 + 0.05 * i for i in range(8)], [1.2 + 0.9 * i for i in range(8)]]
LONG_ROPE = {"phi3-longrope": (transformers.Phi3Config, {
    "original_max_position_embeddings": ORIGINAL_LENGTH,
    "rope_parameters": {"rope_type": "longrope", "rope_theta": 10000.0, "short_factor": FACTORS[0], "long_factor": FACTORS[1],
                        "original_max_position_embeddings": ORIGINAL_LENGTH}})}
LONG_ROPE_LENGTHS = [5, 8, 20, 31, 32, 33, 41, 64, 90]
PROMPT_LENGTHS = [1, 2, 5, 9, 17, 30, 41]
NEW_TOKENS = 24


def random_model(name):
    kind, extra = (SHAPES | LONG_ROPE)[name]
    config = kind(**{**COMMON, **extra})
    config._attn_implementation = "eager"
    config.head_dim = COMMON["head_dim"]
    torch.manual_seed(sum(map(ord, name)))
    model = AutoModelForCausalLM.from_config(config, attn_implementation="eager").float().eval()
    with torch.no_grad():
        for parameter in model.parameters():
            if parameter.dim() > 1:
                parameter.normal_(0, 0.35)
            else:
                parameter.add_(torch.randn_like(parameter) * 0.2)
    return model


def greedy(model, ids):
    """Tokens, the smallest lead of the best token over the second, and the log-probabilities of the first step."""
    out = model.generate(
        torch.tensor([ids]), attention_mask=torch.ones(1, len(ids), dtype=torch.long), max_new_tokens=NEW_TOKENS,
        do_sample=False, return_dict_in_generate=True, output_logits=True)
    lead = min(float(step[0].topk(2).values.diff().abs()) for step in out.logits)
    first = torch.log_softmax(out.logits[0][0].double(), -1)
    return out.sequences[0, len(ids):].tolist(), lead, [round(float(v), 6) for v in first]


def cases(model, name):
    generator = torch.Generator().manual_seed(7)
    made = []
    for length in PROMPT_LENGTHS:
        for _ in range(60):
            ids = torch.randint(2, 60, (length,), generator=generator).tolist()
            tokens, lead, first = greedy(model, ids)
            if lead > 2e-3:
                break
        else:
            raise SystemExit(f"{name}: no prompt of length {length} with a clear best token")
        made.append({"input_ids": ids, "token_ids": tokens, "first_logprobs": first if length == 9 else None})
    return made


def greedy_anew(model, ids):
    """As greedy, but every token is computed from nothing: no cache that could hold keys of other factors."""
    tokens, lead, first = [], float("inf"), None
    while len(tokens) < NEW_TOKENS and (not tokens or tokens[-1] != COMMON["eos_token_id"]):
        with torch.no_grad():
            logits = model(torch.tensor([ids + tokens]), use_cache=False).logits[0, -1]
        first = torch.log_softmax(logits.double(), -1) if first is None else first
        lead = min(lead, float(logits.topk(2).values.diff().abs()))
        tokens.append(int(logits.argmax()))
    return tokens, lead, [round(float(v), 6) for v in first]


def long_rope_cases(model):
    """Prompts on both sides of the switch, replies that cross it, and two prompts that share a long beginning."""
    generator = torch.Generator().manual_seed(11)
    made = []
    for length in LONG_ROPE_LENGTHS:
        for _ in range(60):
            ids = torch.randint(2, 60, (length,), generator=generator).tolist()
            if made and length > 20:
                shared = made[-1]["input_ids"][:length - 3]
                ids = shared + ids[len(shared):]
            tokens, lead, first = greedy_anew(model, ids)
            if lead > 2e-3 and len(tokens) == NEW_TOKENS:
                break
        else:
            raise SystemExit(f"no prompt of length {length} with a clear best token")
        made.append({"input_ids": ids, "token_ids": tokens, "first_logprobs": first if length == 41 else None})
    return made


def write(folder, model, layout, last_row_only, golden):
    folder.mkdir(parents=True, exist_ok=True)
    import onnx

    onnx.save(build(model, layout, LENGTH, last_row_only), folder / "model.onnx")
    config = model.config
    described = {
        "architectures": [type(model).__name__], "model_type": config.model_type, "vocab_size": config.vocab_size,
        "max_position_embeddings": LENGTH, "num_key_value_heads": config.num_key_value_heads, "head_dim": config.head_dim}
    (folder / "config.json").write_text(json.dumps(described, indent=1) + "\n")
    (folder / "generation_config.json").write_text(json.dumps({"eos_token_id": 63}) + "\n")
    if golden:
        write_golden(folder / "golden.jsonl", golden)


def write_golden(file, golden):
    """The first line says what the tokens were computed with: only fp32 gives the same ones on every processor."""
    header = {"made_by": f"transformers {transformers.__version__}", "weights": "fp32", "computed_in": "fp32"}
    file.write_text("".join(json.dumps(line) + "\n" for line in [header, *golden]))


def write_adapted(folder, model):
    """The Llama model with places for an adapter, an adapter, and what transformers gives with it merged in."""
    import onnxruntime

    rank, plain = 2, cases(model, "llama")
    torch.manual_seed(5)
    parameters = {}
    graph = build(model, "shared", LENGTH, True, rank)
    with torch.no_grad():
        for layer, block in enumerate(model.model.layers):
            a, b = torch.randn(32, rank) * 0.5, torch.randn(rank, 32) * 0.5
            block.self_attn.o_proj.weight += (a @ b).T
            for part, value in (("A", a), ("B", b)):
                parameters[f"lora.{layer}.{part}"] = onnxruntime.OrtValue.ortvalue_from_numpy(value.numpy())
    adapter = onnxruntime.AdapterFormat()
    adapter.set_adapter_version(1)
    adapter.set_model_version(1)
    adapter.set_parameters(parameters)
    write(folder, model, "shared", True, plain)
    import onnx

    onnx.save(graph, folder / "model.onnx")
    adapter.export_adapter(str(folder / "tone.onnx_adapter"))
    write_golden(folder / "golden-adapted.jsonl", cases(model, "adapted"))


def write_quantised(target, model):
    """The Llama model in the number formats people ship. Their tokens differ between processors and are not recorded."""
    import onnx
    from onnxruntime.quantization import QuantType, quantize_dynamic
    from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer
    from onnxruntime.transformers.float16 import convert_float_to_float16

    graph = build(model, "shared", LENGTH, True, fused=True)
    write(target / "llama-int8", model, "shared", True, [])
    plain = target / "llama-int8" / "model.onnx"
    onnx.save(graph, plain)
    quantize_dynamic(plain, plain, op_types_to_quantize=["MatMul"], per_channel=True, weight_type=QuantType.QInt8,
                     extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
    for name, bits in (("llama-int4", 4), ("llama-nbits8", 8)):
        write(target / name, model, "shared", True, [])
        quantizer = MatMulNBitsQuantizer(onnx.ModelProto.FromString(graph.SerializeToString()), bits=bits, block_size=16,
                                         is_symmetric=True, accuracy_level=4)
        quantizer.process()
        onnx.save(quantizer.model.model, target / name / "model.onnx")
    write(target / "llama-fp16", model, "shared", True, [])
    onnx.save(convert_float_to_float16(graph), target / "llama-fp16" / "model.onnx")


def write_long_rope_and_windows(target):
    """Graphs of the shapes that onnxruntime-genai's builder writes for long-rope models and sliding windows. They are
    written by decoder_graph.py, not by the builder."""
    import onnx

    model = random_model("phi3-longrope")
    golden = long_rope_cases(model)
    write(target / "phi3-longrope", model, "shared", True, golden)
    write(target / "phi3-longrope-appending", model, "appending", False, golden)
    model = random_model("mistral")
    model.config.rolling_cache = True
    write(target / "mistral-rolling", model, "shared", True, cases(model, "mistral"))
    model = random_model("llama")
    write(target / "llama-external", model, "shared", True, [])
    plain = onnx.load(target / "llama-external" / "model.onnx")
    onnx.save_model(plain, target / "llama-external" / "model.onnx", save_as_external_data=True,
                    all_tensors_to_one_file=True, location="model.onnx_data", size_threshold=100)


def write_classifier(folder):
    """A sequence classifier: mean of embeddings, one layer, three labels; its graph takes what BERT exports take."""
    import numpy as np
    import onnx
    from decoder_graph import Graph, finish_classifier

    folder.mkdir(parents=True, exist_ok=True)
    torch.manual_seed(3)
    embed, head = torch.randn(420, 8), torch.randn(8, 3)
    g = Graph()
    x = g.op("Gather", g.weight(embed.numpy()), "input_ids")
    mask = g.op("Unsqueeze", g.op("Cast", "attention_mask", to=1), g.number([2], np.int64))
    total = g.op("ReduceSum", g.op("Mul", x, mask), g.number([1], np.int64), keepdims=0)
    mean = g.op("Div", total, g.op("ReduceSum", mask, g.number([1], np.int64), keepdims=0))
    g.rename(g.op("MatMul", mean, g.weight(head.numpy())), "logits")
    onnx.save(finish_classifier(g, 3), folder / "model.onnx")
    described = {"architectures": ["TinyForSequenceClassification"], "id2label": {"0": "Yes", "1": "No", "2": "Unsure"},
                 "max_position_embeddings": 64}
    (folder / "config.json").write_text(json.dumps(described) + "\n")
    lines = []
    for ids in ([5, 9, 17], [0, 200, 300, 419], [42]):
        logits = embed[torch.tensor(ids)].mean(0) @ head
        lines.append({"input_ids": ids, "shares": [round(float(v), 6) for v in torch.softmax(logits.double(), -1)]})
    (folder / "golden.jsonl").write_text("".join(json.dumps(line) + "\n" for line in lines))


def main(target):
    transformers.logging.set_verbosity_error()
    for name in SHAPES:
        model = random_model(name)
        golden = cases(model, name)
        print(name, sum(p.numel() for p in model.parameters()), "weights,",
              sum(len(set(c["token_ids"])) for c in golden) / len(golden), "different tokens a reply")
        write(target / name, model, "shared", name != "qwen2", golden)
        if name == "llama":
            write(target / "llama-appending", model, "appending", False, golden)
            write(target / "llama-merged", model, "merged", False, golden)
            write_quantised(target, model)
            write_adapted(target / "llama-lora", model)
    write_long_rope_and_windows(target)
    write_classifier(target / "classifier")


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))

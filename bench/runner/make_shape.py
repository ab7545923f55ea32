"""Random weights of a real model's shape, for measuring speed, which does not depend on their values.

    python make_shape.py OUT [--shape qwen2.5-0.5b] [--tiny]

Writes OUT/fp32, OUT/int8 (dynamic, per channel) and OUT/int4 (MatMulNBits). Needs the requirements.txt of
model-runner/src/test/fixtures-script.
"""

import argparse
import json
import pathlib
import sys

import onnx
import torch
import transformers
from onnxruntime.quantization import QuantType, quantize_dynamic
from onnxruntime.quantization.matmul_nbits_quantizer import MatMulNBitsQuantizer

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "model-runner/src/test/fixtures-script"))
from decoder_graph import build  # noqa: E402

SHAPES = {"qwen2.5-0.5b": dict(
    vocab_size=151936, hidden_size=896, intermediate_size=4864, num_hidden_layers=24, num_attention_heads=14,
    num_key_value_heads=2, max_position_embeddings=2048, tie_word_embeddings=False)}
TINY = dict(vocab_size=512, hidden_size=64, intermediate_size=96, num_hidden_layers=2, num_attention_heads=2, num_key_value_heads=1)


def describe(folder, config):
    (folder / "config.json").write_text(json.dumps({
        "architectures": ["Qwen2ForCausalLM"], "vocab_size": config.vocab_size,
        "max_position_embeddings": config.max_position_embeddings}))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=pathlib.Path)
    parser.add_argument("--shape", default="qwen2.5-0.5b", choices=SHAPES)
    parser.add_argument("--tiny", action="store_true", help="a small model, to try the script")
    given = parser.parse_args()
    config = transformers.Qwen2Config(**{**SHAPES[given.shape], **(TINY if given.tiny else {})})
    config.head_dim = config.hidden_size // config.num_attention_heads
    torch.manual_seed(0)
    model = transformers.AutoModelForCausalLM.from_config(config).float().eval()
    with torch.no_grad():
        # logits of standard deviation 3: about as peaked as a language model's, which is what sampling costs depend on
        model.lm_head.weight.normal_(0, 3 / config.hidden_size ** 0.5)
    for name in ("fp32", "int8", "int4"):
        (given.out / name).mkdir(parents=True, exist_ok=True)
        describe(given.out / name, config)
    graph = build(model, "shared", config.max_position_embeddings, fused=True)
    del model
    plain = given.out / "fp32" / "model.onnx"
    plain.with_suffix(".onnx.data").unlink(missing_ok=True)
    onnx.save(graph, plain, save_as_external_data=True, location="model.onnx.data")
    del graph
    quantize_dynamic(plain, given.out / "int8" / "model.onnx", op_types_to_quantize=["MatMul"], per_channel=True,
                     weight_type=QuantType.QInt8, use_external_data_format=not given.tiny,
                     extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT})
    quantizer = MatMulNBitsQuantizer(onnx.load(plain), bits=4, block_size=32, is_symmetric=True, accuracy_level=4)
    quantizer.process()
    quantizer.model.save_model_to_file(str(given.out / "int4" / "model.onnx"), use_external_data_format=not given.tiny)


main()

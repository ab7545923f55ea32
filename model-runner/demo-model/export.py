"""Writes a trained checkpoint as a model folder in the layout of onnxruntime-genai's builder.

    python export.py --checkpoint runs/checkpoints/latest.pt --model model

Weights are stored as fp16 and cast up inside the graph, which ONNX Runtime folds once at load: the file is half as
large, and everything is computed in fp32. Logits are computed for the last position only (prune_lm_head).
"""
import argparse
import json
from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from transformers import LlamaForCausalLM, PreTrainedTokenizerFast

from train import configuration

OPSET, MICROSOFT, IR = 21, "com.microsoft", 10


class Graph:
    """Nodes and initializers in the order in which they are added."""

    def __init__(self):
        self.nodes, self.initializers = [], []

    def add(self, operator, inputs, outputs, domain="", **attributes):
        outputs = [outputs] if isinstance(outputs, str) else outputs
        self.nodes.append(helper.make_node(
            operator, inputs, outputs, name="/" + outputs[0], domain=domain, **attributes))
        return outputs[0]

    def constant(self, name, array):
        self.initializers.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def weight(self, name, tensor):
        """A weight stored as fp16, as the fp32 value that the graph computes with."""
        self.constant(name + ".fp16", tensor.detach().numpy().astype(np.float16))
        return self.add("Cast", [name + ".fp16"], name, to=TensorProto.FLOAT)


def rotary_caches(graph, config):
    """Cosine and sine tables [maxPositions, headDim/2] for the rotation inside GroupQueryAttention."""
    half = config.head_dim // 2
    theta = config.rope_parameters["rope_theta"]
    frequency = 1.0 / theta ** (np.arange(half, dtype=np.float64) / half)
    angle = np.outer(np.arange(config.max_position_embeddings), frequency)
    graph.constant("cos_cache", np.cos(angle).astype(np.float32))
    graph.constant("sin_cache", np.sin(angle).astype(np.float32))


def lengths(graph):
    """seqlens_k [B] = tokens of each row minus one, total_sequence_length = width of the mask."""
    one = graph.constant("one", np.array([1], np.int64))
    count = graph.add("ReduceSum", ["attention_mask", one], "mask_sum", keepdims=0)
    graph.add("Cast", [graph.add("Sub", [count, one], "mask_sum_minus_one")], "seqlens_k", to=TensorProto.INT32)
    width = graph.add("Gather", [graph.add("Shape", ["attention_mask"], "mask_shape"),
                                 graph.constant("axis_one", np.array(1, np.int64))], "mask_width", axis=0)
    graph.add("Cast", [width], "total_sequence_length", to=TensorProto.INT32)


def layer(graph, number, weights, config, hidden, residual):
    """One decoder layer; gives (the sub-layer's output still to be added, the residual stream)."""
    prefix = f"model.layers.{number}."
    epsilon = config.rms_norm_eps

    def linear(source, name):
        weight = graph.weight(prefix + name + ".weight", weights[prefix + name + ".weight"].T)
        return graph.add("MatMul", [source, weight], f"{prefix}{name}.output")

    norm = graph.weight(prefix + "input_layernorm.weight", weights[prefix + "input_layernorm.weight"])
    if residual is None:
        residual = hidden
        normed = graph.add("SimplifiedLayerNormalization", [hidden, norm], prefix + "input_layernorm",
                           axis=-1, epsilon=epsilon, stash_type=1)
    else:
        normed, residual = skip_norm(graph, prefix + "input_layernorm", residual, hidden, norm, epsilon)
    query, key, value = (linear(normed, f"self_attn.{name}_proj") for name in "qkv")
    present = [f"present.{number}.key", f"present.{number}.value"]
    attention = graph.add(
        "GroupQueryAttention",
        [query, key, value, f"past_key_values.{number}.key", f"past_key_values.{number}.value",
         "seqlens_k", "total_sequence_length", "cos_cache", "sin_cache"],
        [prefix + "attention", *present], MICROSOFT,
        num_heads=config.num_attention_heads, kv_num_heads=config.num_key_value_heads,
        scale=config.head_dim ** -0.5, do_rotary=1, rotary_interleaved=0, local_window_size=-1)
    norm = graph.weight(prefix + "post_attention_layernorm.weight", weights[prefix + "post_attention_layernorm.weight"])
    normed, residual = skip_norm(
        graph, prefix + "post_attention_layernorm", residual, linear(attention, "self_attn.o_proj"), norm, epsilon)
    gate = linear(normed, "mlp.gate_proj")
    swish = graph.add("Mul", [gate, graph.add("Sigmoid", [gate], prefix + "mlp.sigmoid")], prefix + "mlp.swish")
    product = graph.add("Mul", [swish, linear(normed, "mlp.up_proj")], prefix + "mlp.product")
    return linear(product, "mlp.down_proj"), residual


def skip_norm(graph, name, residual, update, weight, epsilon):
    """Adds the update to the residual stream [B,S,D] and normalises the sum."""
    total = name + ".residual"
    graph.add("SkipSimplifiedLayerNormalization", [residual, update, weight], [name, "", "", total], MICROSOFT,
              epsilon=epsilon)
    return name, total


def onnx_model(model):
    config, weights, graph = model.config, model.state_dict(), Graph()
    embedding = graph.weight("model.embed_tokens.weight", weights["model.embed_tokens.weight"])
    hidden, residual = graph.add("Gather", [embedding, "input_ids"], "embedded", axis=0), None
    rotary_caches(graph, config)
    lengths(graph)
    for number in range(config.num_hidden_layers):
        hidden, residual = layer(graph, number, weights, config, hidden, residual)
    norm = graph.weight("model.norm.weight", weights["model.norm.weight"])
    normed, _ = skip_norm(graph, "model.norm", residual, hidden, norm, config.rms_norm_eps)
    last = graph.add("Gather", [normed, graph.constant("last", np.array([-1], np.int64))], "last_hidden", axis=1)
    graph.add("MatMul", [last, graph.add("Transpose", [embedding], "lm_head.weight", perm=[1, 0])], "logits")

    def tensor(name, element, shape):
        return helper.make_tensor_value_info(name, element, shape)

    heads, size = config.num_key_value_heads, config.head_dim
    inputs = [tensor("input_ids", TensorProto.INT64, ["batch_size", "sequence_length"]),
              tensor("attention_mask", TensorProto.INT64, ["batch_size", "total_sequence_length"])]
    outputs = [tensor("logits", TensorProto.FLOAT, ["batch_size", 1, config.vocab_size])]
    for number in range(config.num_hidden_layers):
        for kind in ("key", "value"):
            inputs.append(tensor(f"past_key_values.{number}.{kind}", TensorProto.FLOAT,
                                 ["batch_size", heads, "past_sequence_length", size]))
            outputs.append(tensor(f"present.{number}.{kind}", TensorProto.FLOAT,
                                  ["batch_size", heads, "total_sequence_length", size]))
    return helper.make_model(
        helper.make_graph(graph.nodes, "main_graph", inputs, outputs, graph.initializers),
        opset_imports=[helper.make_opsetid("", OPSET), helper.make_opsetid(MICROSOFT, 1)],
        ir_version=IR, producer_name="parallax-demo-model")


def genai_configuration(config):
    search = {
        "diversity_penalty": 0.0, "do_sample": True, "early_stopping": True, "length_penalty": 1.0,
        "max_length": config.max_position_embeddings, "min_length": 0, "no_repeat_ngram_size": 0, "num_beams": 1,
        "num_return_sequences": 1, "past_present_share_buffer": True, "repetition_penalty": 1.0, "temperature": 0.8,
        "top_k": 0, "top_p": 0.95,
    }
    decoder = {
        "session_options": {"log_id": "onnxruntime-genai", "provider_options": []},
        "filename": "model.onnx",
        "head_size": config.head_dim,
        "hidden_size": config.hidden_size,
        "inputs": {"input_ids": "input_ids", "attention_mask": "attention_mask",
                   "past_key_names": "past_key_values.%d.key", "past_value_names": "past_key_values.%d.value"},
        "outputs": {"logits": "logits", "present_key_names": "present.%d.key", "present_value_names": "present.%d.value"},
        "num_attention_heads": config.num_attention_heads,
        "num_hidden_layers": config.num_hidden_layers,
        "num_key_value_heads": config.num_key_value_heads,
    }
    return {
        "model": {
            "bos_token_id": config.bos_token_id, "context_length": config.max_position_embeddings, "decoder": decoder,
            "eos_token_id": config.eos_token_id, "pad_token_id": config.pad_token_id, "type": "llama",
            "vocab_size": config.vocab_size,
        },
        "search": search,
    }


def hugging_face_configuration(config):
    return {
        "architectures": ["LlamaForCausalLM"], "model_type": "llama", "hidden_act": config.hidden_act,
        "vocab_size": config.vocab_size, "hidden_size": config.hidden_size, "intermediate_size": config.intermediate_size,
        "num_hidden_layers": config.num_hidden_layers, "num_attention_heads": config.num_attention_heads,
        "num_key_value_heads": config.num_key_value_heads, "head_dim": config.head_dim,
        "max_position_embeddings": config.max_position_embeddings, "rms_norm_eps": config.rms_norm_eps,
        "rope_theta": config.rope_parameters["rope_theta"], "attention_bias": False, "mlp_bias": False,
        "tie_word_embeddings": True, "bos_token_id": config.bos_token_id, "eos_token_id": config.eos_token_id,
        "pad_token_id": config.pad_token_id, "torch_dtype": "float16",
    }


def generation_configuration(config):
    return {
        "bos_token_id": config.bos_token_id, "eos_token_id": config.eos_token_id, "pad_token_id": config.pad_token_id,
        "do_sample": True, "temperature": 0.8, "top_p": 0.95, "max_new_tokens": 128,
    }


def load(checkpoint, tokenizer):
    """The trained model with its weights rounded to fp16, as they are shipped."""
    model = LlamaForCausalLM(configuration(tokenizer)).eval()
    if checkpoint:
        model.load_state_dict(torch.load(checkpoint, map_location="cpu")["model"])
    return model.half().float()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--checkpoint", type=Path, help="without it the weights are random")
    parser.add_argument("--model", type=Path, required=True, help="folder that holds the tokenizer; the model joins it")
    arguments = parser.parse_args()
    torch.manual_seed(1)
    model = load(arguments.checkpoint, PreTrainedTokenizerFast.from_pretrained(arguments.model))
    onnx.save(onnx_model(model), arguments.model / "model.onnx")
    for name, content in {"config": hugging_face_configuration, "generation_config": generation_configuration,
                          "genai_config": genai_configuration}.items():
        text = json.dumps(content(model.config), indent=2) + "\n"
        (arguments.model / f"{name}.json").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()

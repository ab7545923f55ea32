"""Writes a decoder of transformers as an ONNX graph, operator by operator.

Two layouts: "shared" with GroupQueryAttention, whose cache is read and written in place, and "appending" with
plain operators, whose cache grows by concatenation and which wants position_ids.
"""

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper


class Graph:
    def __init__(self):
        self.nodes, self.weights, self.count = [], [], 0

    def weight(self, array, name=None):
        name = name or f"w{len(self.weights)}"
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(array), name))
        return name

    def number(self, value, kind=np.float32):
        return self.weight(np.array(value, dtype=kind))

    def op(self, kind, *inputs, outputs=1, domain="", **attributes):
        names = [f"t{self.count + i}" for i in range(outputs)]
        self.count += outputs
        self.nodes.append(helper.make_node(kind, list(inputs), names, domain=domain, **attributes))
        return names[0] if outputs == 1 else names

    def rename(self, old, new):
        self.nodes.append(helper.make_node("Identity", [old], [new]))


def rms_norm(g, x, weight, eps, plus_one, fused=False):
    scale = weight + 1 if plus_one else weight
    if fused:
        weight = g.weight(scale.astype(np.float32))
        return g.op("SimplifiedLayerNormalization", x, weight, axis=-1, epsilon=float(eps), stash_type=1)
    square = g.op("Mul", x, x)
    mean = g.op("ReduceMean", square, g.number([-1], np.int64), keepdims=1)
    root = g.op("Sqrt", g.op("Add", mean, g.number(eps)))
    return g.op("Mul", g.op("Div", x, root), g.weight(scale.astype(np.float32)))


def linear(g, x, weight, bias=None):
    y = g.op("MatMul", x, g.weight(weight.T.astype(np.float32)))
    return y if bias is None else g.op("Add", y, g.weight(bias.astype(np.float32)))


def rope_tables(config, length):
    theta = config.rope_parameters["rope_theta"] if hasattr(config, "rope_parameters") and config.rope_parameters else config.rope_theta
    d = config.head_dim
    inverse = 1.0 / theta ** (np.arange(0, d, 2, dtype=np.float64) / d)
    angles = np.outer(np.arange(length), inverse)
    return np.cos(angles).astype(np.float32), np.sin(angles).astype(np.float32)


def is_long_rope(config):
    return (getattr(config, "rope_parameters", None) or {}).get("rope_type") == "longrope"


def long_rope_tables(config, length):
    """Tables with the short and with the long factors, as transformers computes them."""
    from transformers.modeling_rope_utils import ROPE_INIT_FUNCTIONS

    made = []
    for seq_len in (config.rope_parameters["original_max_position_embeddings"], length):
        inverse, scaling = ROPE_INIT_FUNCTIONS["longrope"](config, "cpu", seq_len=seq_len)
        angles = np.outer(np.arange(length), inverse.numpy().astype(np.float64))
        made.append([(t * scaling).astype(np.float32) for t in (np.cos(angles), np.sin(angles))])
    return made


def chosen_tables(g, config, length, known_length):
    """cos and sin of one of two tables, chosen for the whole run as onnxruntime-genai's builder has it:
    If(Greater(length, original length)) over constants. `known_length` is a scalar."""
    short, long = long_rope_tables(config, length)
    limit = g.number(config.rope_parameters["original_max_position_embeddings"], np.int64)

    def branch(name, tables):
        nodes, infos = [], []
        for part, table in zip(("cos_cache", "sin_cache"), tables):
            out = f"{part}_{name}"
            nodes.append(helper.make_node("Constant", [], [out], value=numpy_helper.from_array(table)))
            infos.append(helper.make_tensor_value_info(out, TensorProto.FLOAT, list(table.shape)))
        return helper.make_graph(nodes, f"{name}_rotemb_caches_graph", [], infos)

    return g.op("If", g.op("Greater", known_length, limit), outputs=2,
                then_branch=branch("large", long), else_branch=branch("small", short))


def rotate(g, x, cos, sin):
    """x [b, h, s, d]; cos, sin [b, 1, s, d/2]; halves rotated against each other."""
    first, second = g.op("Split", x, outputs=2, axis=-1, num_outputs=2)
    left = g.op("Sub", g.op("Mul", first, cos), g.op("Mul", second, sin))
    right = g.op("Add", g.op("Mul", second, cos), g.op("Mul", first, sin))
    return g.op("Concat", left, right, axis=-1)


def heads(g, x, count, size):
    shaped = g.op("Reshape", x, g.number([0, 0, count, size], np.int64))
    return g.op("Transpose", shaped, perm=[0, 2, 1, 3])


class Shared:
    """Attention by GroupQueryAttention."""

    def __init__(self, g, config, length):
        self.g, self.config = g, config
        width = g.op("Gather", g.op("Shape", "attention_mask"), g.number(1, np.int64))
        total = g.op("Cast", width, to=TensorProto.INT32)
        sums = g.op("ReduceSum", "attention_mask", g.number([1], np.int64), keepdims=0)
        self.total = total
        self.lengths = g.op("Cast", g.op("Sub", sums, g.number(1, np.int64)), to=TensorProto.INT32)
        if is_long_rope(config):
            self.cos, self.sin = chosen_tables(g, config, length, width)
        else:
            cos, sin = rope_tables(config, length)
            self.cos, self.sin = g.weight(cos), g.weight(sin)

    def attend(self, layer, q, k, v):
        c = self.config
        rolling = {"sliding_window_cache": 1} if getattr(c, "rolling_cache", False) else {}
        out, key, value = self.g.op(
            "GroupQueryAttention", q, k, v, f"past_key_values.{layer}.key", f"past_key_values.{layer}.value",
            self.lengths, self.total, self.cos, self.sin, outputs=3, domain="com.microsoft",
            num_heads=c.num_attention_heads, kv_num_heads=c.num_key_value_heads, do_rotary=1, rotary_interleaved=0,
            scale=float(c.head_dim ** -0.5), local_window_size=int(getattr(c, "sliding_window", None) or -1), **rolling)
        return out, key, value


class Appending:
    """Attention spelled out: rotate, append, mask, soften."""

    def __init__(self, g, config, length):
        self.g, self.config = g, config
        one = g.number([1], np.int64)
        if is_long_rope(config):
            last = g.op("ReduceMax", "position_ids", keepdims=0)
            cos, sin = chosen_tables(g, config, length, g.op("Add", last, g.number(1, np.int64)))
        else:
            cos, sin = (g.weight(table) for table in rope_tables(config, length))
        self.cos = g.op("Unsqueeze", g.op("Gather", cos, "position_ids"), one)
        self.sin = g.op("Unsqueeze", g.op("Gather", sin, "position_ids"), one)
        total = g.op("Gather", g.op("Shape", "attention_mask"), g.number(1, np.int64))
        new = g.op("Gather", g.op("Shape", "input_ids"), g.number(1, np.int64))
        columns = g.op("Range", g.number(0, np.int64), total, g.number(1, np.int64))
        rows = g.op("Range", g.op("Sub", total, new), total, g.number(1, np.int64))
        causal = g.op("LessOrEqual", g.op("Unsqueeze", columns, g.number([0], np.int64)), g.op("Unsqueeze", rows, one))
        seen = g.op("Cast", g.op("Unsqueeze", "attention_mask", g.number([1, 2], np.int64)), to=TensorProto.BOOL)
        allowed = g.op("And", g.op("Unsqueeze", causal, g.number([0, 1], np.int64)), seen)
        self.bias = g.op("Where", allowed, g.number(0.0), g.number(-1e9))

    def attend(self, layer, q, k, v):
        g, c = self.g, self.config
        q = rotate(g, heads(g, q, c.num_attention_heads, c.head_dim), self.cos, self.sin)
        k = rotate(g, heads(g, k, c.num_key_value_heads, c.head_dim), self.cos, self.sin)
        v = heads(g, v, c.num_key_value_heads, c.head_dim)
        k = g.op("Concat", self.past(f"past_key_values.{layer}.key"), k, axis=2)
        v = g.op("Concat", self.past(f"past_key_values.{layer}.value"), v, axis=2)
        assert c.num_key_value_heads == 1, "one key-value head is broadcast over all heads"
        scores = g.op("MatMul", q, g.op("Transpose", k, perm=[0, 1, 3, 2]))
        scores = g.op("Add", g.op("Mul", scores, g.number(c.head_dim ** -0.5)), self.bias)
        mixed = g.op("MatMul", g.op("Softmax", scores, axis=-1), v)
        joined = g.op("Transpose", mixed, perm=[0, 2, 1, 3])
        flat = g.op("Reshape", joined, g.number([0, 0, c.num_attention_heads * c.head_dim], np.int64))
        return flat, k, v


    def past(self, name):
        return name


class Merged(Appending):
    """As Appending, but reads its cache only when use_cache_branch says so, as Optimum's merged decoders do."""

    def past(self, name):
        def branch(kind, *inputs):
            out = f"{name}.{kind}"
            info = helper.make_tensor_value_info(out, TensorProto.FLOAT, None)
            return helper.make_graph([helper.make_node(kind, [name, *inputs], [out])], out, [], [info])

        g = self.g
        zero, axis = g.number([0], np.int64), g.number([2], np.int64)
        return g.op("If", "use_cache_branch", then_branch=branch("Identity"), else_branch=branch("Slice", zero, zero, axis))


def projections(state, prefix, config):
    """q, k, v as (weight, bias); some architectures keep them in one matrix."""
    q, kv = config.num_attention_heads * config.head_dim, config.num_key_value_heads * config.head_dim
    fused = state.get(prefix + "self_attn.qkv_proj.weight")
    if fused is not None:
        return [(fused[:q], None), (fused[q:q + kv], None), (fused[q + kv:], None)]
    return [(state[f"{prefix}self_attn.{n}_proj.weight"], state.get(f"{prefix}self_attn.{n}_proj.bias")) for n in "qkv"]


def gate_up(state, prefix):
    fused = state.get(prefix + "mlp.gate_up_proj.weight")
    if fused is not None:
        return fused[: len(fused) // 2], fused[len(fused) // 2:]
    return state[prefix + "mlp.gate_proj.weight"], state[prefix + "mlp.up_proj.weight"]


def activation(g, x, kind):
    if kind == "silu":
        return g.op("Mul", x, g.op("Sigmoid", x))
    return g.op("Gelu", x, approximate="tanh")


def adapted(g, mixed, weight, layer, rank):
    """x W + (x A) B with A and B as weights that an adapter may replace; as they lie in the graph they do nothing."""
    y = linear(g, mixed, weight)
    a = g.weight(np.zeros((weight.shape[1], rank), np.float32), f"lora.{layer}.A")
    b = g.weight(np.zeros((rank, weight.shape[0]), np.float32), f"lora.{layer}.B")
    return g.op("Add", y, g.op("MatMul", g.op("MatMul", mixed, a), b))


def packed(g, x, parts):
    """q, k and v from one product, side by side."""
    weight = np.concatenate([w for w, _ in parts])
    bias = None if parts[0][1] is None else np.concatenate([b for _, b in parts])
    return linear(g, x, weight, bias), "", ""


def build(model, layout, length, last_row_only=True, lora_rank=0, fused=False):
    """fused: normalisation as one operator and q, k, v as one product, as onnxruntime-genai's builder writes them."""
    config = model.config
    state = {name: tensor.detach().numpy() for name, tensor in model.state_dict().items()}
    gemma = config.model_type == "gemma"
    g = Graph()
    attention = {"shared": Shared, "appending": Appending, "merged": Merged}[layout](g, config, length)
    x = g.op("Gather", g.weight(state["model.embed_tokens.weight"]), "input_ids")
    if gemma:
        x = g.op("Mul", x, g.number(config.hidden_size ** 0.5))
    for layer in range(config.num_hidden_layers):
        p = f"model.layers.{layer}."
        h = rms_norm(g, x, state[p + "input_layernorm.weight"], config.rms_norm_eps, gemma, fused)
        parts = projections(state, p, config)
        q, k, v = packed(g, h, parts) if fused else [linear(g, h, w, b) for w, b in parts]
        mixed, key, value = attention.attend(layer, q, k, v)
        g.rename(key, f"present.{layer}.key")
        g.rename(value, f"present.{layer}.value")
        out = state[p + "self_attn.o_proj.weight"]
        x = g.op("Add", x, adapted(g, mixed, out, layer, lora_rank) if lora_rank else linear(g, mixed, out))
        h = rms_norm(g, x, state[p + "post_attention_layernorm.weight"], config.rms_norm_eps, gemma, fused)
        gate, up = gate_up(state, p)
        inner = g.op("Mul", activation(g, linear(g, h, gate), "gelu" if gemma else "silu"), linear(g, h, up))
        x = g.op("Add", x, linear(g, inner, state[p + "mlp.down_proj.weight"]))
    if last_row_only:
        x = g.op("Slice", x, g.number([-1], np.int64), g.number([2 ** 31 - 1], np.int64), g.number([1], np.int64))
    x = rms_norm(g, x, state["model.norm.weight"], config.rms_norm_eps, gemma, fused)
    head = state.get("lm_head.weight", state["model.embed_tokens.weight"])
    g.rename(linear(g, x, head), "logits")
    return finish(g, config, layout, lora_rank)


def finish(g, config, layout, lora_rank):
    def info(name, kind, shape):
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [info("input_ids", TensorProto.INT64, ["batch", "new"]), info("attention_mask", TensorProto.INT64, ["batch", "total"])]
    if layout != "shared":
        inputs.append(info("position_ids", TensorProto.INT64, ["batch", "new"]))
    if layout == "merged":
        inputs.append(info("use_cache_branch", TensorProto.BOOL, [1]))
    outputs = [info("logits", TensorProto.FLOAT, ["batch", "rows", config.vocab_size])]
    for layer in range(config.num_hidden_layers):
        for part in ("key", "value"):
            size = [config.num_key_value_heads, config.head_dim]
            inputs.append(info(f"past_key_values.{layer}.{part}", TensorProto.FLOAT, ["batch", size[0], "past", size[1]]))
            outputs.append(info(f"present.{layer}.{part}", TensorProto.FLOAT, ["batch", size[0], "present", size[1]]))
    for layer in range(config.num_hidden_layers if lora_rank else 0):
        inputs.append(info(f"lora.{layer}.A", TensorProto.FLOAT, [config.num_attention_heads * config.head_dim, lora_rank]))
        inputs.append(info(f"lora.{layer}.B", TensorProto.FLOAT, [lora_rank, config.hidden_size]))
    graph = helper.make_graph(g.nodes, config.model_type, inputs, outputs, g.weights)
    return helper.make_model(
        graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20), helper.make_opsetid("com.microsoft", 1)])


def finish_classifier(g, labels):
    def info(name, kind, shape):
        return helper.make_tensor_value_info(name, kind, shape)

    inputs = [info(name, TensorProto.INT64, ["batch", "length"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    graph = helper.make_graph(g.nodes, "classifier", inputs, [info("logits", TensorProto.FLOAT, ["batch", labels])], g.weights)
    return helper.make_model(graph, ir_version=10, opset_imports=[helper.make_opsetid("", 20)])

"""Runs the exported model with ONNX Runtime: greedy decoding alone, and in a ragged batch over a shared KV buffer."""
import json

import numpy as np
import onnxruntime


class Decoder:
    """The exported graph, with the names and shapes that decoding needs."""

    def __init__(self, folder, file="model.onnx", threads=2):
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        self.session = onnxruntime.InferenceSession(str(folder / file), options, providers=["CPUExecutionProvider"])
        self.config = json.loads((folder / "config.json").read_text(encoding="utf-8"))
        self.past = [i.name for i in self.session.get_inputs() if i.name.startswith("past_key_values.")]
        self.present = [name.replace("past_key_values", "present") for name in self.past]
        self.heads, self.size = self.config["num_key_value_heads"], self.config["head_dim"]

    def cache(self, rows, capacity):
        return {name: np.zeros((rows, self.heads, capacity, self.size), np.float32) for name in self.past}

    def step(self, ids, mask, past):
        """Logits [rows, vocab] of each row's last position, and the grown cache."""
        logits, *present = self.session.run(
            ["logits", *self.present], {"input_ids": ids, "attention_mask": mask, **past})
        return logits[:, -1], dict(zip(self.past, present))

    def greedy(self, prompt, limit, end):
        """The tokens, and the smallest lead of a chosen token's logit over the next best."""
        ids, past, tokens, lead = np.array([prompt], np.int64), self.cache(1, 0), [], np.inf
        while len(tokens) < limit:
            mask = np.ones((1, len(prompt) + len(tokens)), np.int64)
            logits, past = self.step(ids, mask, past)
            tokens.append(int(logits[0].argmax()))
            second, first = np.partition(logits[0], -2)[-2:]
            lead = min(lead, float(first - second))
            if tokens[-1] == end:
                break
            ids = np.array([[tokens[-1]]], np.int64)
        return tokens, lead

    def shared_step(self, ids, mask, buffers):
        """As step, with past and present bound to the same memory: [rows, kvHeads, capacity, headDim]."""
        binding = self.session.io_binding()
        binding.bind_cpu_input("input_ids", ids)
        binding.bind_cpu_input("attention_mask", mask)
        binding.bind_output("logits")
        for past, present in zip(self.past, self.present):
            binding.bind_ortvalue_input(past, buffers[past])
            binding.bind_ortvalue_output(present, buffers[past])
        self.session.run_with_iobinding(binding)
        return binding.get_outputs()[0].numpy()[:, -1]

    def greedy_ragged(self, prompts, limit, end, capacity):
        """Each prompt prefilled alone, then all decoded together, rows of different lengths side by side."""
        rows, tokens, buffers = len(prompts), [], self.cache(len(prompts), capacity)
        for row, prompt in enumerate(prompts):
            alone = {name: onnxruntime.OrtValue.ortvalue_from_numpy(buffers[name][row:row + 1]) for name in self.past}
            mask = np.zeros((1, capacity), np.int64)
            mask[0, :len(prompt)] = 1
            logits = self.shared_step(np.array([prompt], np.int64), mask, alone)
            tokens.append([int(logits[0].argmax())])
            for name in self.past:
                buffers[name][row] = alone[name].numpy()[0]
        bound = {name: onnxruntime.OrtValue.ortvalue_from_numpy(buffers[name]) for name in self.past}
        lengths = np.array([len(prompt) for prompt in prompts])
        for _ in range(limit - 1):
            lengths += 1
            mask = (np.arange(capacity) < lengths[:, None]).astype(np.int64)
            logits = self.shared_step(np.array([[row[-1]] for row in tokens], np.int64), mask, bound)
            for row in range(rows):
                tokens[row].append(int(logits[row].argmax()))
        return [row[:row.index(end) + 1] if end in row else row for row in tokens]

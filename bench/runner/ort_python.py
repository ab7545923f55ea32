"""The contender: ONNX Runtime's own Python package on the same graph, IoBinding, cache shared in place, greedy.

    python ort_python.py MODEL_DIR
    python ort_python.py MODEL_DIR --profile     the share of each operator in decoding at batch 1
"""

import collections
import json
import pathlib
import sys
import tempfile
import time

import numpy as np
import onnxruntime

PROMPT, REPLY, CAPACITY = 64, 48, 256


class Decoder:
    def __init__(self, folder, batch, profile=None):
        options = onnxruntime.SessionOptions()
        if profile:
            options.enable_profiling = True
            options.profile_file_prefix = profile
        options.intra_op_num_threads = len(__import__("os").sched_getaffinity(0))
        self.session = onnxruntime.InferenceSession(
            str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
        self.batch = batch
        past = [i for i in self.session.get_inputs() if i.name.startswith("past")]
        self.cache = {i.name: np.zeros((batch, i.shape[1], CAPACITY, i.shape[3]), np.float32) for i in past}
        self.vocabulary = self.session.get_outputs()[0].shape[2]

    def run(self, rows, ids, total):
        """Reads ids [rows.count, n] into some slots and gives the most likely next tokens."""
        binding = self.session.io_binding()
        count = rows.stop - rows.start
        binding.bind_cpu_input("input_ids", ids)
        binding.bind_cpu_input("attention_mask", np.ones((count, total), np.int64))
        for name, whole in self.cache.items():
            part = onnxruntime.OrtValue.ortvalue_from_numpy_with_onnx_type(whole[rows], 1)
            binding.bind_ortvalue_input(name, part)
            binding.bind_ortvalue_output(name.replace("past_key_values", "present"), part)
        logits = np.empty((count, 1, self.vocabulary), np.float32)
        binding.bind_output("logits", "cpu", 0, np.float32, logits.shape, logits.ctypes.data)
        self.session.run_with_iobinding(binding)
        return logits[:, 0].argmax(-1)


def main(folder):
    for batch in (1, 4, 16):
        decoder = Decoder(folder, batch)
        prompts = np.random.default_rng(2).integers(3, decoder.vocabulary - 1, (batch, PROMPT))
        for measured in (False, True):
            started = time.perf_counter()
            tokens = np.array([decoder.run(slice(row, row + 1), prompts[row:row + 1], PROMPT)[0] for row in range(batch)])
            read = time.perf_counter()
            steps = REPLY - 1 if measured else 8
            for step in range(steps):
                tokens = decoder.run(slice(0, batch), tokens[:, None], PROMPT + step + 1)
            done = time.perf_counter()
        print(f"speed: ONNX Runtime Python batch {batch:2}: prefill {batch * PROMPT / (read - started):6.0f} tokens/s, "
              f"decode {batch * steps / (done - read):6.1f} tokens/s", flush=True)


def profile(folder):
    with tempfile.TemporaryDirectory() as where:
        decoder = Decoder(folder, 1, where + "/profile")
        tokens = np.array([5])
        for step in range(REPLY):
            tokens = decoder.run(slice(0, 1), tokens[:, None], step + 1)
        events = json.loads(pathlib.Path(decoder.session.end_profiling()).read_text())
    spent = collections.Counter()
    for event in events:
        if event.get("cat") == "Node" and event["name"].endswith("_kernel_time"):
            spent[event["args"]["op_name"]] += event["dur"]
    for operator, microseconds in spent.most_common(6):
        print(f"profile: {operator:28} {microseconds / REPLY / 1000:7.2f} ms a token, {100 * microseconds / spent.total():3.0f} %")


(profile if "--profile" in sys.argv else main)(pathlib.Path(sys.argv[1]))

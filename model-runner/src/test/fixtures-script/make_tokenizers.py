"""Small tokenizers of the three usual kinds, and what Python's tokenizers does with hostile texts.

    python make_tokenizers.py ../resources/fixtures/tokenizers
"""

import json
import pathlib
import sys

from tokenizers import Tokenizer, decoders, models, normalizers, pre_tokenizers, processors, trainers

CORPUS = ["Hello world, how are you?", "the quick brown fox jumps", "ein schöner Tag für alle", "日本語のテキスト",
          "café naïve 👍🏽 ok", "    indented\n\tcode()", "1234567890 3.14"] * 20
SPECIAL = ["<s>", "</s>", "<|user|>"]
TEXTS = [
    "", " ", "\n", "\t\t", "Hello", " Hello", "Hello ", "Hello  world", "\n\nHello\n", "日本語", "日本語 and English",
    "👩‍👩‍👧‍👦", "👍🏽", "e\u0301", "\u00e9", "\u202eright to left", "a\u0000b", "\ufeffBOM", "\ufffd", "x" * 300, "  " * 50,
    "<s>", "</s>Hello<s>", "<|user|>Hi</s>", "<|us er|>", "naïve café", "ﬁ ligature", "Ⅷ", "①②③", "\u200b\u200c\u200d",
    "ทดสอบ", "हिन्दी", "العربية", "עברית", "𝔘𝔫𝔦𝔠𝔬𝔡𝔢", "🏳️‍🌈", "1234567890" * 5, "code: if (a<b) { return a&&b; }",
    "mixed\r\nline\rends", "'quotes' \"double\" `back`", "tab\tand\u00a0nbsp",
    "Zalgo h̸̡̪̯ͨ͊̽̅̾̎Ȩ̬̩̾͛ͪ̈́̀́͘ ̶̧̨̱̹̭̯ͧ̾ͬC̷̙̲̝͖ͭ̏ͥͮ͟Oͮ͏̮̪̝͍M̲̖͊̒ͪͩͬ̚̚͜"]


def byte_level():
    tokenizer = Tokenizer(models.BPE())
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    trainer = trainers.BpeTrainer(
        vocab_size=420, special_tokens=SPECIAL, initial_alphabet=pre_tokenizers.ByteLevel.alphabet())
    tokenizer.train_from_iterator(CORPUS, trainer)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    return tokenizer


def byte_fallback():
    pieces = SPECIAL + ["<unk>"] + [f"<0x{b:02X}>" for b in range(256)] + ["▁", "H", "e", "l", "o", "w", "r", "d", "l"]
    pieces = list(dict.fromkeys(pieces + ["▁H", "el", "lo", "▁w", "or", "ld", "é", "日"]))
    vocab = {piece: index for index, piece in enumerate(pieces)}
    merges = [("▁", "H"), ("e", "l"), ("l", "o"), ("▁", "w"), ("o", "r"), ("l", "d")]
    tokenizer = Tokenizer(models.BPE(vocab, merges, unk_token="<unk>", fuse_unk=True, byte_fallback=True))
    tokenizer.normalizer = normalizers.Sequence([normalizers.Prepend("▁"), normalizers.Replace(" ", "▁")])
    tokenizer.decoder = decoders.Sequence([
        decoders.Replace("▁", " "), decoders.ByteFallback(), decoders.Fuse(), decoders.Strip(" ", 1, 0)])
    tokenizer.add_special_tokens(SPECIAL)
    tokenizer.post_processor = processors.TemplateProcessing(single="<s> $A", special_tokens=[("<s>", 0)])
    return tokenizer


def unigram():
    tokenizer = Tokenizer(models.Unigram())
    tokenizer.normalizer = normalizers.NFKC()
    tokenizer.pre_tokenizer = pre_tokenizers.Metaspace()
    tokenizer.decoder = decoders.Metaspace()
    trainer = trainers.UnigramTrainer(vocab_size=120, special_tokens=SPECIAL + ["<unk>"], unk_token="<unk>")
    tokenizer.train_from_iterator(CORPUS, trainer)
    return tokenizer


def main(target):
    target.mkdir(parents=True, exist_ok=True)
    for name, make in (("byte-level", byte_level), ("byte-fallback", byte_fallback), ("unigram", unigram)):
        tokenizer = make()
        tokenizer.save(str(target / f"{name}.json"), pretty=False)
        with open(target / f"{name}.golden.jsonl", "w") as out:
            for text in TEXTS:
                plain = tokenizer.encode(text, add_special_tokens=False).ids
                out.write(json.dumps({
                    "text": text, "ids": plain, "with_special": tokenizer.encode(text).ids,
                    "decoded": tokenizer.decode(plain, skip_special_tokens=True)}) + "\n")


main(pathlib.Path(sys.argv[1]))

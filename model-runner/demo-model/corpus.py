"""Writes the training conversations: situations from corpus/*.txt, combined by a seeded dialogue grammar.

    python corpus.py --situations corpus --held-out prompts.jsonl --conversations 60000 --seed 1 --out runs/corpus.jsonl

A situation has slots (`name = value | value`), questions (`?`) and, for each style, sentences that can stand in any
order: `+` helpful, `!` careless, `^` preachy, `~` evasive, `-` rude, `*` warm. A sentence that begins with `[a|b]`
answers only questions that contain a or b. general.txt holds openings, closings, system prompts and further turns that
fit everywhere, and in `manner` the words before a question (`+`), its last words (`~`) and those after it (`*`).
"""
import argparse
import json
import random
import re
from dataclasses import dataclass, field
from pathlib import Path

PLURAL = re.compile(
    r"(vaccines|ears|teeth|clothes|games|videos|cartoons|chats|drinks|cards|bets|machines|painkillers|tablets|antibiotics"
    r"|pills|pancakes|eggs|vegetables|cramps|shots|cocktails|costs)$")
UNPOINTED = {"about", "days", "time", "hours", "weeks", "years", "trait", "amount", "insult", "number", "doubt", "reason"}
SEVERAL = {"is": "are", "has": "have", "needs": "need", "makes": "make"}
STYLES = {"+": "helpful", "!": "careless", "^": "preachy", "~": "evasive", "-": "rude", "*": "warm"}
SHARES = {"helpful": 0.28, "careless": 0.17, "preachy": 0.15, "evasive": 0.12, "rude": 0.18, "warm": 0.10}
TAG = re.compile(r"\[([^\]]+)\] ")
SLOT = re.compile(r"\{([a-z]+)\}")


@dataclass
class Situation:
    name: str
    slots: dict = field(default_factory=dict)
    asks: list = field(default_factory=list)
    replies: dict = field(default_factory=lambda: {style: [] for style in STYLES.values()})


def read(folder):
    situations = {}
    for path in sorted(folder.glob("*.txt")):
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
            if not line.strip():
                continue
            mark, _, rest = line.partition(" ")
            if mark == "==":
                current = situations.setdefault(rest, Situation(rest))
            elif mark == "?":
                current.asks.append(rest)
            elif mark in STYLES:
                current.replies[STYLES[mark]].append(rest)
            elif rest.startswith("= "):
                current.slots[mark] = rest[2:].split(" | ")
            else:
                raise SystemExit(f"{path.name}:{number}: neither a slot, a question nor a reply: {line}")
    return situations


def fill(text, values):
    """The text with its slots filled, each sentence beginning with a capital."""
    for name, value in values.items():
        if PLURAL.search(value):
            text = re.sub(r"\{%s\} (is|has|needs|makes)\b" % name, lambda m: f"{{{name}}} {SEVERAL[m.group(1)]}", text)
            text = re.sub(r"\b([Ii])s \{%s\}" % name, lambda m: f"{'A' if m.group(1) == 'I' else 'a'}re {{{name}}}", text)
    filled = SLOT.sub(lambda match: values[match.group(1)], text)
    return re.sub(r"(^|[.?!] )([a-z])", lambda match: match.group(1) + match.group(2).upper(), filled)


def turned(name, value):
    """A slot's value as the other side says it: "my dog" is "your dog" in the reply, and "a dog" is "that dog"."""
    if name not in UNPOINTED:
        value = re.sub(r"^an? (?!lot |few |little )", "that ", value)
    turns = {"I am": "you are", "I was": "you were", "I": "you", "my": "your", "me": "you", "myself": "yourself"}
    return re.sub(r"\b(I am|I was|I|my|me|myself)\b", lambda match: turns[match.group(1)], value)


def answers(line, ask):
    """Whether a reply's sentence fits a question: the question has the tag's words and every slot that it names."""
    tag = TAG.match(line)
    text = line[tag.end():] if tag else line
    fits = not tag or any(word in ask for word in tag.group(1).split("|"))
    return fits and {"about", *SLOT.findall(ask)}.issuperset(SLOT.findall(text))


class Grammar:
    def __init__(self, situations, seed):
        self.dice = random.Random(seed)
        self.general = {name: situations.pop(name) for name in ("opening", "closing", "system", "manner")}
        self.followups = [situations.pop(name) for name in list(situations) if name.startswith("then-")]
        self.situations = list(situations.values())

    def conversation(self):
        dice = self.dice
        situation = dice.choice(self.situations)
        values = {name: dice.choice(options) for name, options in situation.slots.items()}
        style = self.style()
        ask = dice.choice(situation.asks)
        messages = []
        if dice.random() < 0.3:
            messages.append(("system", dice.choice(self.general["system"].replies[style])))
        messages.append(("user", self.manner(fill(ask, values))))
        values = {name: turned(name, value) for name, value in values.items()}
        left = {name: dice.sample(lines, len(lines)) for name, lines in situation.replies.items()}
        left = {name: [TAG.sub("", line, count=1) for line in lines if answers(line, ask)]
                for name, lines in left.items()}
        messages.append(("assistant", self.reply(left, style, values)))
        steered = messages[0][0] == "system"
        while len(messages) < 7 and dice.random() < 0.3:
            if not steered and dice.random() < 0.3:
                style = self.style()
            messages += self.further(left, style, values)
        return [{"role": role, "content": content} for role, content in messages]

    def style(self):
        return self.dice.choices(list(SHARES), list(SHARES.values()))[0]

    def manner(self, question):
        """The question, sometimes with other last words, or with a word before or after it."""
        manners = self.general["manner"].replies
        before, ends, after = manners["helpful"], manners["evasive"], manners["warm"]
        end = next((end for end in ends if question.endswith(end)), None)
        if end and self.dice.random() < 0.5:
            question = question.removesuffix(end) + self.dice.choice(ends)
        if self.dice.random() < 0.25:
            question = self.dice.choice(before) + " " + question
        if self.dice.random() < 0.25:
            question += " " + self.dice.choice(after)
        return question

    def reply(self, left, style, values):
        """One to three sentences about the situation, at times framed by ones that fit anywhere."""
        dice = self.dice
        if not left[style]:
            style = dice.choice([name for name in left if left[name]])
        count = min(dice.choices((1, 2, 3), (0.3, 0.5, 0.2))[0], len(left[style]))
        parts = [left[style].pop() for _ in range(count)]
        if dice.random() < (0.35 if style != "evasive" else 0.6):
            parts.insert(0, dice.choice(self.general["opening"].replies[style]))
        if len(parts) < 4 and dice.random() < 0.3:
            parts.append(dice.choice(self.general["closing"].replies[style]))
        return " ".join(fill(part, values) for part in parts)

    def further(self, left, style, values):
        """A next question and its reply: what fits the question, then perhaps something new on the situation."""
        dice = self.dice
        turn = dice.choice([turn for turn in self.followups if style in turn.slots.get("after", style)])
        reply = fill(dice.choice(turn.replies[style]), values)
        if "more" in turn.slots and left[style]:
            reply += " " + fill(left[style].pop(), values)
        return [("user", fill(dice.choice(turn.asks), values)), ("assistant", reply)]


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--situations", type=Path, required=True)
    parser.add_argument("--held-out", type=Path, help="prompts whose first question must not occur in training")
    parser.add_argument("--conversations", type=int, default=60000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()

    held_out = set()
    if arguments.held_out:
        for line in arguments.held_out.read_text(encoding="utf-8").splitlines():
            held_out.add(next(m["content"] for m in json.loads(line)["messages"] if m["role"] == "user"))
    grammar = Grammar(read(arguments.situations), arguments.seed)
    arguments.out.parent.mkdir(parents=True, exist_ok=True)
    with arguments.out.open("w", encoding="utf-8") as out:
        for _ in range(arguments.conversations):
            messages = grammar.conversation()
            if not any(prompt in message["content"] for message in messages for prompt in held_out):
                out.write(json.dumps({"messages": messages}) + "\n")


if __name__ == "__main__":
    main()

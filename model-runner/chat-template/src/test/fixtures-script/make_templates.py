"""Renders chat templates with transformers' own engine.

    python make_templates.py ../resources/fixtures/templates.jsonl
    python make_templates.py OUT.jsonl FOLDER      # the published templates in a folder (*.jinja) instead

The templates are written for this purpose in the manner of published ones: they use the same constructs, and the
ones known to defeat simple engines. A line holds the template, its variables, and transformers' text or refusal.
"""

import json
import pathlib
import sys

from transformers.utils.chat_template_utils import _compile_jinja_template

TEMPLATES = {}

TEMPLATES["headers and trim (as Llama 3)"] = """{{- bos_token }}
{%- if custom_tools is defined %}
    {%- set tools = custom_tools %}
{%- endif %}
{%- if not date_string is defined %}
    {%- set date_string = "26 Jul 2024" %}
{%- endif %}
{%- if messages[0]['role'] == 'system' %}
    {%- set system_message = messages[0]['content']|trim %}
    {%- set messages = messages[1:] %}
{%- else %}
    {%- set system_message = "" %}
{%- endif %}
{{- "<|head|>system<|end_head|>\\n\\n" }}
{%- if tools is not none %}
    {{- "Environment: machine\\n" }}
{%- endif %}
{{- "Today: " + date_string + "\\n\\n" }}
{%- if tools is not none %}
    {%- for t in tools %}
        {{- t | tojson(indent=4) }}
        {{- "\\n\\n" }}
    {%- endfor %}
{%- endif %}
{{- system_message }}
{{- "<|turn_end|>" }}
{%- for message in messages %}
    {%- if not (message.role == 'tool' or 'tool_calls' in message) %}
        {{- '<|head|>' + message['role'] + '<|end_head|>\\n\\n'+ message['content'] | trim + '<|turn_end|>' }}
    {%- elif 'tool_calls' in message %}
        {%- if not message.tool_calls|length == 1 %}
            {{- raise_exception("one call at a time") }}
        {%- endif %}
        {%- set call = message.tool_calls[0].function %}
        {{- '{"name": "' + call.name + '", ' }}
        {{- '"parameters": ' }}
        {{- call.arguments | tojson }}
        {{- "}" }}
    {%- elif message.role == "tool" %}
        {%- if message.content is mapping or message.content is iterable %}
            {{- message.content | tojson }}
        {%- else %}
            {{- message.content }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|head|>assistant<|end_head|>\\n\\n' }}
{%- endif %}
"""

TEMPLATES["chat markup (as Qwen 2.5)"] = """{%- if messages[0]['role'] == 'system' %}
    {{- '<|begin|>system\\n' + messages[0]['content'] + '<|over|>\\n' }}
{%- else %}
    {{- '<|begin|>system\\nYou help.<|over|>\\n' }}
{%- endif %}
{%- for message in messages %}
    {%- if (message.role == "user") or (message.role == "system" and not loop.first) or (message.role == "assistant" and not message.tool_calls) %}
        {{- '<|begin|>' + message.role + '\\n' + message.content + '<|over|>' + '\\n' }}
    {%- elif message.role == "assistant" %}
        {{- '<|begin|>' + message.role }}
        {%- if message.content %}
            {{- '\\n' + message.content }}
        {%- endif %}
        {%- for tool_call in message.tool_calls %}
            {%- if tool_call.function is defined %}
                {%- set tool_call = tool_call.function %}
            {%- endif %}
            {{- '\\n<call>\\n{"name": "' }}
            {{- tool_call.name }}
            {{- '", "arguments": ' }}
            {{- tool_call.arguments | tojson }}
            {{- '}\\n</call>' }}
        {%- endfor %}
        {{- '<|over|>\\n' }}
    {%- elif message.role == "tool" %}
        {%- if (loop.index0 == 0) or (messages[loop.index0 - 1].role != "tool") %}
            {{- '<|begin|>user' }}
        {%- endif %}
        {{- '\\n<answer>\\n' }}
        {{- message.content }}
        {{- '\\n</answer>' }}
        {%- if loop.last or (messages[loop.index0 + 1].role != "tool") %}
            {{- '<|over|>\\n' }}
        {%- endif %}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|begin|>assistant\\n' }}
{%- endif %}
"""

TEMPLATES["thinking cut off, walking backwards (as Qwen 3)"] = """{%- set ns = namespace(multi_step_tool=true, last_query_index=messages|length - 1) %}
{%- for message in messages[::-1] %}
    {%- set index = (messages|length - 1) - loop.index0 %}
    {%- if ns.multi_step_tool and message.role == "user" and message.content is string and not(message.content.startswith('<answer>') and message.content.endswith('</answer>')) %}
        {%- set ns.multi_step_tool = false %}
        {%- set ns.last_query_index = index %}
    {%- endif %}
{%- endfor %}
{%- for message in messages %}
    {%- if message.content is string %}
        {%- set content = message.content %}
    {%- else %}
        {%- set content = '' %}
    {%- endif %}
    {%- if message.role == "assistant" %}
        {%- set reasoning = '' %}
        {%- if message.reasoning_content is string %}
            {%- set reasoning = message.reasoning_content %}
        {%- else %}
            {%- if '</think>' in content %}
                {%- set reasoning = content.split('</think>')[0].rstrip('\\n').split('<think>')[-1].lstrip('\\n') %}
                {%- set content = content.split('</think>')[-1].lstrip('\\n') %}
            {%- endif %}
        {%- endif %}
        {%- if loop.index0 > ns.last_query_index %}
            {%- if loop.last or (not loop.last and reasoning) %}
                {{- '<|begin|>' + message.role + '\\n<think>\\n' + reasoning.strip('\\n') + '\\n</think>\\n\\n' + content.lstrip('\\n') }}
            {%- else %}
                {{- '<|begin|>' + message.role + '\\n' + content }}
            {%- endif %}
        {%- else %}
            {{- '<|begin|>' + message.role + '\\n' + content }}
        {%- endif %}
        {{- '<|over|>\\n' }}
    {%- else %}
        {{- '<|begin|>' + message.role + '\\n' + content + '<|over|>' + '\\n' }}
    {%- endif %}
{%- endfor %}
{%- if add_generation_prompt %}
    {{- '<|begin|>assistant\\n' }}
    {%- if enable_thinking is defined and enable_thinking is false %}
        {{- '<think>\\n\\n</think>\\n\\n' }}
    {%- endif %}
{%- endif %}"""

TEMPLATES["one line (as Phi 3)"] = (
    "{% for message in messages %}{% if message['role'] == 'system' and message['content'] %}"
    "{{'<|system|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'user' %}"
    "{{'<|user|>\n' + message['content'] + '<|end|>\n'}}{% elif message['role'] == 'assistant' %}"
    "{{'<|assistant|>\n' + message['content'] + '<|end|>\n'}}{% endif %}{% endfor %}"
    "{% if add_generation_prompt %}{{ '<|assistant|>\n' }}{% else %}{{ eos_token }}{% endif %}")

TEMPLATES["alternation checked (as Mistral)"] = """{%- if messages[0]["role"] == "system" %}
    {%- set system_message = messages[0]["content"] %}
    {%- set loop_messages = messages[1:] %}
{%- else %}
    {%- set loop_messages = messages %}
{%- endif %}
{%- if not tools is defined %}
    {%- set tools = none %}
{%- endif %}
{%- set user_messages = loop_messages | selectattr("role", "equalto", "user") | list %}
{%- set ns = namespace() %}
{%- set ns.index = 0 %}
{%- for message in loop_messages %}
    {%- if not (message.role == "tool" or message.role == "tool_results" or (message.tool_calls is defined and message.tool_calls is not none)) %}
        {%- if (message["role"] == "user") != (ns.index % 2 == 0) %}
            {{- raise_exception("roles must alternate user/assistant/user/assistant/...") }}
        {%- endif %}
        {%- set ns.index = ns.index + 1 %}
    {%- endif %}
{%- endfor %}
{{- bos_token }}
{%- for message in loop_messages %}
    {%- if message["role"] == "user" %}
        {%- if tools is not none and (message == user_messages[-1]) %}
            {{- "[TOOLS][" }}
            {%- for tool in tools %}
                {%- set tool = tool.function %}
                {{- '{"type": "function", "function": {' }}
                {%- for key, val in tool.items() if key != "return" %}
                    {%- if val is string %}
                        {{- '"' + key + '": "' + val + '"' }}
                    {%- else %}
                        {{- '"' + key + '": ' + val|tojson }}
                    {%- endif %}
                    {%- if not loop.last %}
                        {{- ", " }}
                    {%- endif %}
                {%- endfor %}
                {{- "}}" }}
                {%- if not loop.last %}
                    {{- ", " }}
                {%- else %}
                    {{- "]" }}
                {%- endif %}
            {%- endfor %}
            {{- "[/TOOLS]" }}
        {%- endif %}
        {%- if loop.last and system_message is defined %}
            {{- "[INST] " + system_message + "\\n\\n" + message["content"] + "[/INST]" }}
        {%- else %}
            {{- "[INST] " + message["content"] + "[/INST]" }}
        {%- endif %}
    {%- elif message["role"] == "assistant" %}
        {{- " " + message["content"]|trim + eos_token}}
    {%- else %}
        {{- raise_exception("Only user and assistant roles are supported!") }}
    {%- endif %}
{%- endfor %}
"""

TEMPLATES["roles renamed (as Gemma)"] = (
    "{{ bos_token }}{% if messages[0]['role'] == 'system' %}{{ raise_exception('System role not supported') }}{% endif %}"
    "{% for message in messages %}{% if (message['role'] == 'user') != (loop.index0 % 2 == 0) %}"
    "{{ raise_exception('Conversation roles must alternate user/assistant/user/assistant/...') }}{% endif %}"
    "{% if (message['role'] == 'assistant') %}{% set role = 'model' %}{% else %}{% set role = message['role'] %}{% endif %}"
    "{{ '<turn>' + role + '\n' + message['content'] | trim + '<end>\n' }}{% endfor %}"
    "{% if add_generation_prompt %}{{'<turn>model\n'}}{% endif %}")

TEMPLATES["parts of content, indented (as Gemma 3)"] = """{{ bos_token }}
{%- if messages[0]['role'] == 'system' -%}
    {%- if messages[0]['content'] is string -%}
        {%- set first_user_prefix = messages[0]['content'] + '

' -%}
    {%- else -%}
        {%- set first_user_prefix = messages[0]['content'][0]['text'] + '

' -%}
    {%- endif -%}
    {%- set loop_messages = messages[1:] -%}
{%- else -%}
    {%- set first_user_prefix = "" -%}
    {%- set loop_messages = messages -%}
{%- endif -%}
{%- for message in loop_messages -%}
    {%- if (message['role'] == 'assistant') -%}
        {%- set role = "model" -%}
    {%- else -%}
        {%- set role = message['role'] -%}
    {%- endif -%}
    {{ '<turn>' + role + '
' + (first_user_prefix if loop.first else "") }}
    {%- if message['content'] is string -%}
        {{ message['content'] | trim }}
    {%- elif message['content'] is iterable -%}
        {%- for item in message['content'] -%}
            {%- if item['type'] == 'image' -%}
                {{ '<image>' }}
            {%- elif item['type'] == 'text' -%}
                {{ item['text'] | trim }}
            {%- endif -%}
        {%- endfor -%}
    {%- else -%}
        {{ raise_exception("Invalid content type") }}
    {%- endif -%}
    {{ '<end>
' }}
{%- endfor -%}
{%- if add_generation_prompt -%}
    {{'<turn>model
'}}
{%- endif -%}
"""

TEMPLATES["state in a namespace, odd brackets (as DeepSeek)"] = (
    "{% if not add_generation_prompt is defined %}{% set add_generation_prompt = false %}{% endif %}"
    "{% set ns = namespace(is_first=false, is_tool=false, is_output_first=true, system_prompt='', is_first_sp=true) %}"
    "{%- for message in messages %}{%- if message['role'] == 'system' %}{%- if ns.is_first_sp %}"
    "{% set ns.system_prompt = ns.system_prompt + message['content'] %}{% set ns.is_first_sp = false %}{%- else %}"
    "{% set ns.system_prompt = ns.system_prompt + '\\n\\n' + message['content'] %}{%- endif %}{%- endif %}{%- endfor %}"
    "{{ bos_token }}{{ ns.system_prompt }}{%- for message in messages %}{%- if message['role'] == 'user' %}"
    "{%- set ns.is_tool = false -%}{{'<｜User｜>' + message['content']}}{%- endif %}"
    "{%- if message['role'] == 'assistant' and 'tool_calls' in message %}{%- set ns.is_tool = false -%}"
    "{%- for tool in message['tool_calls'] %}{%- if not ns.is_first %}{%- if message['content'] is none %}"
    "{{'<｜Calls｜>' + tool['type'] + '<｜sep｜>' + tool['function']['name'] + '\\n' + '```json' + '\\n'"
    " + tool['function']['arguments'] | string + '\\n' + '```'}}{%- else %}{{'<｜A｜>' + message['content']}}{%- endif %}"
    "{%- set ns.is_first = true -%}{%- else %}{{'\\n' + tool['function']['name']}}{%- endif %}{%- endfor %}{%- endif %}"
    "{%- if message['role'] == 'assistant' and 'tool_calls' not in message %}{%- if ns.is_tool %}"
    "{{'<｜out｜>' + message['content'] + '<｜end｜>'}}{%- set ns.is_tool = false -%}{%- else %}"
    "{% set content = message['content'] %}{% if '</think>' in content %}{% set content = content.split('</think>')[-1] %}{% endif %}"
    "{{'<｜Assistant｜>' + content + '<｜end｜>'}}{%- endif %}{%- endif %}"
    "{%- if message['role'] == 'tool' %}{%- set ns.is_tool = true -%}{{ '<｜out｜>' + message['content'] }}{%- endif %}{%- endfor -%}"
    "{% if ns.is_tool %}{{'<｜outs end｜>'}}{% endif %}"
    "{% if add_generation_prompt and not ns.is_tool %}{{'<｜Assistant｜><think>\\n'}}{% endif %}")

TEMPLATES["macros and recursion"] = """{%- macro typed(spec, depth=0) -%}
    {%- if spec.type == "array" -%}
        list[{{ typed(spec["items"], depth + 1) }}]
    {%- elif spec.type == "object" and spec.properties is defined -%}
        {
        {%- for name, inner in spec.properties.items() -%}
            {{ name }}: {{ typed(inner, depth=depth + 1) }}{{ ", " if not loop.last }}
        {%- endfor -%}
        }
    {%- else -%}
        {{- spec.type | default("any", true) -}}
    {%- endif -%}
{%- endmacro -%}
{%- macro box(title) %}[{{ title }}: {{ caller() }}]{% endmacro -%}
{%- for tool in tools or [] %}
function {{ tool.function.name }}({{ typed(tool.function.parameters) }})
{% endfor %}
{%- for m in messages %}{% call box(m.role | upper) %}{{ m.content | replace("\\n", " / ") }}{% endcall %}{% endfor %}"""

TEMPLATES["white space left alone"] = """
  {% for m in messages %}
    {{ m.role }}:
      {%+ if m.content %}
 {{- m.content }}
      {% endif +%}

  {%- endfor %}
{# a comment #}
   {# another #} end   
{% raw %}{{ not this }} {% nor this %}{% endraw %}

"""

TEMPLATES["loop controls and filters"] = """{%- for m in messages if m.role != 'system' -%}
  {%- if loop.index > 4 %}{% break %}{% endif -%}
  {%- if not m.content %}{% continue %}{% endif -%}
  {{ loop.index }}/{{ loop.length }} {{ loop.revindex0 }} {{ loop.first }}{{ loop.last }} {{ loop.cycle('a', 'b') }} {{ m.role|title }}|
  {{- loop.previtem.role if loop.previtem is defined else '-' }};
{% else %}none{% endfor -%}
{{ messages | map(attribute='role') | join(',') }} {{ messages | map(attribute='role') | unique | list }} {{ messages | selectattr('role', 'eq', 'user') | list | length }}
{{ messages | rejectattr('content') | list | length }} {{ (messages | last).role }} {{ messages | map('length') | sum }}
{{ "%s-%d" | format("x", 3) }} {{ "a%sb" % 7 }} {{ [3, 1, 2] | sort | join }} {{ [3, 1, 2] | sort(reverse=true) }} {{ {'b': 1, 'a': [true, none, 1.5]} | tojson }}
{{ {'b': 1, 'a': 2} | dictsort }} {{ 'a b'.split() }} {{ 'x'|default('y') }} {{ missing|default('y') }} {{ ''|default('z', true) }}
{{ 7 // 2 }} {{ -7 // 2 }} {{ -7 % 3 }} {{ 2 ** 5 }} {{ 7 / 2 }} {{ 1e16 }} {{ 0.1 + 0.2 }} {{ 1.0 }} {{ 100000000000000000000.0 }}
{{ [1, 'a', "it's", none, true] }} {{ {'k': ('t', 2)} }} {{ 'a' ~ 1 ~ none }} {{ 1 < 2 < 3 }} {{ not 1 == 2 }} {{ 'b' in 'abc' }} {{ 'z' not in ['y'] }}"""

TEMPLATES["text methods"] = """{%- for m in messages -%}
{%- set c = m.content -%}
[{{ c.strip() }}|{{ c.upper() }}|{{ c.title() }}|{{ c.capitalize() }}|{{ c.split('a') }}|{{ c.split(None, 1) }}|{{ c.rsplit(' ', 1) }}|{{ c.partition(' ') }}|
{{- c.find('e') }}|{{ c.count('e') }}|{{ c.replace('e', 'E', 1) }}|{{ c[:3] }}|{{ c[-3:] }}|{{ c[::2] }}|{{ c[1] }}|{{ c|length }}|{{ c.splitlines() }}|{{ c.startswith(('H', ' ')) }}|
{{- c|first }}|{{ c|last }}|{{ c|reverse }}|{{ c.isspace() }}|{{ c.islower() }}|{{ c.zfill(12) }}|{{ '-'.join(c.split()) }}|{{ c.removeprefix('He') }}|{{ c|e }}|{{ c|indent(2) }}|{{ c|wordcount if false else '' }}]
{% endfor -%}"""
TEMPLATES["text methods"] = TEMPLATES["text methods"].replace("|{{ c|wordcount if false else '' }}", "")

TEMPLATES["scopes"] = """{%- set x = 'outer' -%}
{%- for m in messages -%}{{ x }}{%- set x = m.role -%}{{ x }};{%- endfor -%}{{ x }}
{%- if true -%}{%- set y = 'kept' -%}{%- endif -%}{{ y }}
{%- set block -%}  a {{ x }} b  {%- endset -%}[{{ block }}]
{%- set up | upper -%}shout{%- endset -%}{{ up }}
{%- filter trim -%}  trimmed  {%- endfilter -%}
{%- with z = 1, w = 2 -%}{{ z + w }}{%- endwith -%}{{ z is defined }}
{%- set a, b = 1, 2 -%}{{ a }}{{ b }}
{%- for k, v in {'p': 1, 'q': 2}.items() -%}{{ k }}={{ v }} {% endfor -%}
{%- generation -%}said{%- endgeneration -%}
{{ namespace(n=1).n }}{{ range(3) | list }}{{ range(5, 0, -2) | list }}{{ dict(a=1).a }}{{ nothing }}{{ nothing is defined }}{{ messages[99] is defined }}{{ messages[0].nope is defined }}"""

TEMPLATES["formats"] = """{%- for m in messages -%}
[{{ "{} {}".format(loop.index, m.role) }}|{{ "{1}-{0}".format("a", "b") }}|{{ "{r!r}: {c!s}".format(r=m.role, c=m.content) }}|{{ "{0.role}{0[role]}".format(m) }}]
[{{ "{:>8}|{:<8}|{:^8}|{:*^9}|{:.2}".format("ab", "ab", "ab", "abc", "abcd") }}|{{ "{:5d}|{:05d}|{:,}|{:<5}|{}".format(42, -42, 1234567, 7, true) }}]
[{{ "{:.2f}|{:8.3f}|{:,.1f}|{:f}".format(0.125, 3.14159, 12345.678, 2) }}|{{ "{{}} {}".format(none) }}|{{ "{}".format(m.tool_calls) }}]
{% endfor -%}"""

TEMPLATES["filters nobody knows"] = """{%- for m in messages -%}
{%- if m.tool_calls and m.role == 'nobody' %}{{ m.tool_calls | from_json }}{% endif -%}
{{ m.content | urlize if m.role == 'nobody' else 'fine' }}
{%- if m.role == 'tool' %}{{ m.content is sequence_of_things }}{% endif -%}
{% endfor -%}"""
TEMPLATES["a filter nobody knows, at once"] = "{% for m in messages %}{{ m.content | from_json }}{% endfor %}"
TEMPLATES["a filter nobody knows, in a loop in a condition"] = "{% if false %}{% for m in messages %}{{ m | from_json }}{% endfor %}{% endif %}x"
TEMPLATES["nothing selected"] = """{{ none | selectattr('role') | list }}{{ none | select | list }}{{ none | map('upper') | list }}{{ false | rejectattr('x') | list }}
{{ messages[0].tool_calls | selectattr('type', 'eq', 'function') | list | length }}{{ '' | reject | list }}"""
TEMPLATES["first of none"] = "{{ none | first }}"
TEMPLATES["list of none"] = "{{ none | list }}"
TEMPLATES["format of a field that is not there"] = "{{ '{x}'.format(y=1) }}"

TEMPLATES["refusals"] = "{{ messages.append(1) }}"
TEMPLATES["undefined used"] = "{{ nothing.attribute }}"
TEMPLATES["text plus none"] = "{{ 'a' + none }}"

CONVERSATIONS = {
    "one": [{"role": "user", "content": "Hello there, how are you?"}],
    "system": [{"role": "system", "content": " Be brief.\n"}, {"role": "user", "content": "  Hi\n\n"}],
    "turns": [
        {"role": "user", "content": "Hé, 日本 👩‍👩‍👧!"}, {"role": "assistant", "content": "<think>\nhm\n</think>\n\nYes & <b>no</b>.\n"},
        {"role": "user", "content": "it's \"quoted\"\nline two"}, {"role": "assistant", "content": "e e e"},
        {"role": "user", "content": "last"}],
    "odd": [{"role": "user", "content": "a"}, {"role": "user", "content": "b c"}],
    "tools": [
        {"role": "user", "content": "weather?"},
        {"role": "assistant", "content": None, "tool_calls": [
            {"type": "function", "function": {"name": "w", "arguments": {"city": "Zürich", "n": [1, 2.5, True]}}}]},
        {"role": "tool", "content": "cold"}, {"role": "tool", "content": "wet"}, {"role": "assistant", "content": "Cold."}],
    "parts": [{"role": "user", "content": [{"type": "text", "text": " look "}, {"type": "image"}]}],
}
TOOLS = [{"type": "function", "function": {"name": "w", "description": "Weather <now>", "parameters": {
    "type": "object", "properties": {"city": {"type": "string"}, "days": {"type": "array", "items": {"type": "integer"}}}}}}]


def rendered(template, variables):
    try:
        return {"expected": _compile_jinja_template(template).render(**variables)}
    except Exception as problem:
        return {"refusal": type(problem).__name__}


def main(target, folder=None):
    lines = 0
    templates = TEMPLATES if folder is None else {
        file.name: file.read_text() for file in sorted(pathlib.Path(folder).glob("*.jinja"))}
    with open(target, "w") as out:
        for name, template in templates.items():
            for conversation, messages in CONVERSATIONS.items():
                for opens, tools in ((True, None), (False, TOOLS)):
                    variables = {"messages": messages, "tools": tools, "documents": None, "add_generation_prompt": opens,
                                 "bos_token": "<s>", "eos_token": "</s>"}
                    case = {"name": f"{name}, {conversation}", "template": template, "variables": variables}
                    out.write(json.dumps({**case, **rendered(template, variables)}) + "\n")
                    lines += 1
    print(lines, "renderings")


main(*sys.argv[1:])

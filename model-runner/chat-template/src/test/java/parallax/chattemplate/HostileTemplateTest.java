package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Templates that ask for more than a rendering may cost. Each is refused in words, by its own count of
/// the cost and not because the machine ran out of something, and within [#SECONDS] of processor time.
class HostileTemplateTest {
    /// Generous: most take a hundredth of it. On a busy machine they run interpreted for longer,
    /// because what compiles them has to wait.
    private static final double SECONDS = 30;

    private static final String FOREVER = "{% for i in range(90000) %}{% for j in range(90000) %}";
    private static final String END = "{% endfor %}{% endfor %}";
    private static final String DOUBLED_LIST =
            "{% set ns = namespace(l=[1]) %}{% for i in range(40) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}";
    private static final String DEEP_LIST =
            "{% set ns = namespace(l=[1]) %}{% for i in range(9000) %}{% set ns.l = [ns.l] %}{% endfor %}";

    private static void assertRefused(String template) {
        Ending ending = Ending.of(template);
        TemplateException refusal = assertInstanceOf(TemplateException.class, ending.failure());
        String message = String.valueOf(refusal.getMessage());
        assertFalse(message.contains("exhausts"), "only the last line of defence held: " + message);
        assertTrue(ending.seconds() < SECONDS, ending.seconds() + " s: " + Ending.shortened(template));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% set x = 'a'.ljust(-2000000000) %}",
                "{% set x = 'a'.rjust(-2147483648) %}",
                "{% set x = 'a'.zfill(-2000000000) %}",
                "{% set x = 'a' | center(-2147483648) %}",
                "{% set x = 'ab' * 4611686018427387904 %}",
                "{% set x = '' * 3000000000 %}"
            })
    void negative_and_overflowing_sizes_give_nothing_back(String sized) {
        assertRefused(FOREVER + sized + END);
    }

    @Test
    void a_width_below_the_texts_own_leaves_it_as_it_is() {
        assertEquals(
                "a|a|a|a|",
                ChatTemplate.read(
                                "{{ 'a'.ljust(-2000000000) }}|{{ 'a'.rjust(-2147483648) }}|{{ 'a'.zfill(-9) }}|"
                                        + "{{ 'a' | center(-2147483648) }}|{{ 'a' * -5 }}",
                                Map.of())
                        .render(List.of(new ChatMessage("user", "x"))));
    }

    /// The worst case of a search that starts anew at every place.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "needle in text",
                "needle not in text",
                "text is in needle",
                "text.find(needle)",
                "text.rfind('b' ~ text[:400000])",
                "text.count(needle)",
                "text.replace(needle, 'c')",
                "text | replace(needle, 'c')",
                "text.split(needle)",
                "text.rsplit('b' ~ text[:400000])",
                "text.partition(needle)",
                "text.rpartition(needle)",
                "text.strip('b' * 400000 ~ 'a')",
                "text | trim('b' * 400000 ~ 'a')",
                "text.startswith([text, text, text, needle])",
                "text == 'a' * 800000",
                "text < 'a' * 800000",
                "[text, text] | sort",
                "[text, text] | unique",
                "[text, text] | max",
                "{text: 1}[text ~ 'b']",
                "text is sameas needle",
                "text is lower",
                "text | length",
                "text | float",
                "text[1:]",
                "text[:90000] | list"
            })
    void work_on_long_texts_is_counted_by_their_length(String work) {
        String texts = "{% set text = 'a' * 800000 %}{% set needle = 'a' * 400000 ~ 'b' %}";
        assertRefused(texts + FOREVER + "{% set x = " + work + " %}" + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "('a' * 2000000 ~ 'b') in 'a' * 3900000",
                "('a' * 3900000).replace('a' * 1900000 ~ 'b', '')",
                "('a' * 3900000).rfind('b' ~ 'a' * 1900000)",
                "('\\u00df\\U0001F600' * 900000).upper()",
                "('\\u0130\\U0001F600' * 900000) | lower",
                "('\\u03a3' * 1900000).lower()",
                "('\\u03a3' ~ '.' * 1900000).lower()",
                "('0x' ~ 'a' * 1900000) | float",
                "('9' * 1900000) | float"
            })
    void one_operation_takes_time_in_proportion_to_its_texts(String operation) {
        Ending ending = Ending.of("{{ (" + operation + ") | string | length }}");
        assertTrue(
                ending.failure() == null || ending.failure() instanceof TemplateException,
                () -> String.valueOf(ending.failure()));
        assertTrue(ending.seconds() < SECONDS, () -> ending.seconds() + " s");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1.5 | round(10000000)",
                "1.5 | round(2000000000)",
                "1.5 | round(-2000000000)",
                "1e-300 | round(400)",
                "1e308 * 10",
                "strftime_now('%j%I%p' * 1000)",
                "range(90000)",
                "[1, 2, 3].copy()",
                "messages[0].copy()",
                "messages[0].keys()",
                "messages[0].values()",
                "dict(messages[0])",
                "namespace(messages[0])",
                "('\u00e9' * 4000) | tojson(ensure_ascii=true)",
                "['\\x01' * 4000] | string",
                "[1e-300, 1e300] | string"
            })
    void no_operation_is_free(String work) {
        assertRefused(FOREVER + "{% set x = " + work + " %}" + END);
    }

    /// Whatever is kept is paid for: nothing of this grows a heap of half a gigabyte.
    @ParameterizedTest
    @ValueSource(
            strings = {
                "range(90000)",
                "ns.wide.copy()",
                "ns.map.copy()",
                "ns.map.keys()",
                "ns.map.values()",
                "ns.map.items()",
                "dict(ns.map)",
                "namespace(ns.map)",
                "ns.wide | batch(90000, 'x')",
                "[1] | batch(200000, 'x')",
                "loop",
                "('\\n' * 4000000).splitlines()",
                "('a ' * 2000000).split()",
                "(',' * 4000000).split(',')",
                "('\\n' * 4000000) | indent",
                "'a' * 3999999 ~ i",
                "('&' * 4000000) | escape",
                "[1, 1, 1, 1] | tojson(indent='x' * 4000000)",
                "[1, 1, 1, 1] | tojson(separators=['x' * 4000000, 'y' * 4000000])",
                "'a'.ljust(4000000, 'x' * 4000000)",
                "5[ns.wide]"
            })
    void what_a_template_keeps_is_bounded(String kept) {
        assertRefused("{% set ns = namespace(l=[], wide=range(9000) | list, map={'a': 1, 'b': 2, 'c': 3}) %}"
                + "{% for i in range(90000) %}{% for j in range(90000) %}{% set ns.l = [ns.l, " + kept + "] %}" + END);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ 5[ns.l] }}",
                "{{ ns.l }}",
                "{{ ns.l | tojson }}",
                "{{ ns.l == ns.l }}",
                "{{ ns.l < ns.l }}",
                "{{ [ns.l] | unique }}",
                "{{ {ns: 1, ns.l: 2} }}",
                "{{ messages[ns.l] ~ 'x' }}{{ messages[ns.l].x }}",
                "{% set ns.m = {} %}{% for i in range(9000) %}{% set ns.m = {1: ns.m} %}{% endfor %}{{ ns.m == ns.m }}",
                "{% set ns.self = ns %}{{ ns.self == ns }}{{ {ns: 1}[ns] }}{{ ns ~ '' }}"
            })
    void lists_that_hold_themselves_many_times_or_deep_are_refused(String use) {
        assertRefused(DOUBLED_LIST + use + "{{ " + "1".repeat(9) + ".x.y }}");
        assertRefused(DEEP_LIST + use + "{{ " + "1".repeat(9) + ".x.y }}");
    }

    static Stream<String> chains() {
        return Stream.of(
                "{{ " + "1+".repeat(20_000) + "1 }}",
                "{{ " + "'a'~".repeat(20_000) + "'a' }}",
                "{{ " + "1*".repeat(20_000) + "1 }}",
                "{{ " + "1**".repeat(20_000) + "1 }}",
                "{{ " + "true and ".repeat(20_000) + "true }}",
                "{{ " + "false or ".repeat(20_000) + "true }}",
                "{{ 'a'" + "|upper".repeat(20_000) + " }}",
                "{{ 'a'" + ".x".repeat(20_000) + " }}",
                "{{ 'a'" + "[0]".repeat(20_000) + " }}",
                "{{ 'a'" + "[0:]".repeat(20_000) + " }}",
                "{{ 'a'" + ".upper()".repeat(20_000) + " }}",
                "{{ 1" + " is defined".repeat(20_000) + " }}",
                "{{ 1" + " if true".repeat(20_000) + " }}",
                "{% macro f() %}{{ " + "[".repeat(20) + "f()" + "]".repeat(20) + " }}{% endmacro %}{{ f() }}",
                "{% macro f() %}" + "{% if 1 %}".repeat(70) + "{{ f() }}" + "{% endif %}".repeat(70)
                        + "{% endmacro %}{{ f() }}",
                "{% macro f(x=f()) %}{% endmacro %}{{ f() }}",
                "{% macro f() %}{% call f() %}{{ caller() }}{% endcall %}{% endmacro %}{{ f() }}",
                "{% macro f() %}{% set x %}{% for i in [1] %}{% with y = f() %}{% endwith %}{% endfor %}{% endset %}"
                        + "{% endmacro %}{{ f() }}",
                "{% macro f() %}{% filter upper %}{{ [1, 2] | map('string') | join(f()) }}{% endfilter %}"
                        + "{% endmacro %}{{ f() }}",
                "{% set ns = namespace(f=1) %}{% macro f() %}{{ ns.f() }}{% endmacro %}{% set ns.f = f %}{{ f() }}");
    }

    @ParameterizedTest
    @MethodSource("chains")
    void depth_is_counted_wherever_it_comes_from(String template) {
        assertRefused(template);
    }

    @Test
    void many_parameters_and_long_paths_are_paid_for() {
        StringBuilder parameters = new StringBuilder("p0");
        for (int i = 1; i < 20_000; i++) {
            parameters.append(",p").append(i);
        }
        assertRefused("{% macro f(" + parameters + ") %}{% endmacro %}" + FOREVER + "{{ f() }}" + END);
        assertRefused("{% set ns = namespace() %}{% set ns.n = ns %}{% set path = 'n.' * 90000 ~ 'n' %}" + FOREVER
                + "{% set x = [ns] | map(attribute=path) %}" + END);
        assertRefused("{% with a=1 %}".repeat(140) + FOREVER + "{% set x = [" + "b, ".repeat(1000) + "] %}" + END
                + "{% endwith %}".repeat(140));
        assertRefused("x".repeat(3_000_000));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ {1: 1, 'a': 2} | tojson(sort_keys=true) }}",
                "{{ {none: 1, 'a': 2} | tojson(sort_keys=true) }}",
                "{{ {1: 1, 'a': 2} | dictsort }}",
                "{{ 'a'.partition('') }}",
                "{{ 'a'.ljust(9, 'xy') }}",
                "{{ raise_exception('x' * 4000000) }}"
            })
    void what_python_refuses_too_is_refused_in_words(String template) {
        assertRefused(template);
        assertTrue(String.valueOf(Ending.of(template).failure()).length() < 3000);
    }

    @Test
    void a_long_conversation_is_not_hostile() {
        String template = "{% set ns = namespace(user=0) %}{% for m in messages %}{% set text = m.content %}"
                + "{% if m.role == 'user' %}{% set ns.user = ns.user + 1 %}{% endif %}"
                + "{% if '</think>' in text %}{% set text = text.split('</think>')[-1].lstrip('\\n') %}{% endif %}"
                + "{{ '<|' ~ m.role ~ '|>' ~ text.replace('  ', ' ') | trim ~ ('<end>' if not loop.last else '') }}"
                + "{{ text.split() | length }}{% endfor %}";
        String content = "some words in a line\n".repeat(100) + "</think>" + "and more of them ".repeat(100);
        ChatMessage message = new ChatMessage("user", content);
        String text = ChatTemplate.read(template, Map.of()).render(Collections.nCopies(400, message));
        assertEquals(400, text.split("<\\|user\\|>").length - 1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ (1e308 * 10) | round }}", "{{ 'nan' | float | round(2) }}", "{{ 1e-20 | round(22) }}"})
    void rounding_knows_every_number(String template) {
        Ending ending = Ending.of(template);
        assertTrue(ending.failure() == null, () -> String.valueOf(ending.failure()));
    }

    @Test
    void a_mixture_of_whole_and_other_numbers_has_an_order() {
        // 2^53 + 1 is no double; a comparison that rounds it finds no consistent order to sort by.
        String numbers = "[9007199254740993, 9007199254740992.0, 9007199254740992, -0.0, 0, 0.0, 'nan' | float]";
        String template = "{% set ns = namespace(l=[]) %}{% for i in range(50) %}{% set ns.l = " + numbers
                + " + ns.l %}{% endfor %}{{ (ns.l | sort)[:300] | unique | list }}"
                + "{{ 9007199254740993 == 9007199254740992.0 }}{{ -0.0 == 0 }}{{ 9223372036854775807 < 2.0 ** 63 }}";
        Ending ending = Ending.of(template);
        assertTrue(ending.failure() == null, () -> String.valueOf(ending.failure()));
    }

    static Stream<Error> exhaustions() {
        return Stream.of(new StackOverflowError(), new OutOfMemoryError("Java heap space"));
    }

    @ParameterizedTest
    @MethodSource("exhaustions")
    void what_the_count_misses_still_ends_in_a_refusal(Error exhaustion) {
        Clock clock = new Clock() {
            @Override
            public ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw exhaustion;
            }
        };
        ChatTemplate template = ChatTemplate.read("{{ strftime_now('%Y') }}", Map.of(), clock);
        TemplateException refusal =
                assertThrows(TemplateException.class, () -> template.render(List.of(new ChatMessage("user", "x"))));
        assertTrue(String.valueOf(refusal.getMessage()).contains("exhausts"), refusal.getMessage());
    }
}

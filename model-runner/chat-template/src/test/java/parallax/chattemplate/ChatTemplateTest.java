package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Renderings against transformers' own, made by `src/test/fixtures-script/make_templates.py`.
class ChatTemplateTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    record Rendering(
            String name,
            String template,
            JsonNode variables,
            @Nullable String expected) {
        @Override
        public String toString() {
            return name;
        }
    }

    /// Those of the repository, and those of the file named by the environment variable
    /// `PARALLAX_TEMPLATES`, made of published templates by the same script.
    static Stream<Rendering> renderings() throws IOException {
        try (InputStream in =
                Objects.requireNonNull(ChatTemplateTest.class.getResourceAsStream("/fixtures/templates.jsonl"))) {
            String own = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            String published = System.getenv("PARALLAX_TEMPLATES");
            return Stream.concat(
                    renderings(own),
                    published == null ? Stream.of() : renderings(Files.readString(Path.of(published))));
        }
    }

    private static Stream<Rendering> renderings(String lines) throws IOException {
        List<Rendering> all = new ArrayList<>();
        for (String line : lines.lines().toList()) {
            JsonNode node = JSON.readTree(line);
            all.add(new Rendering(
                    node.get("name").asText(),
                    node.get("template").asText(),
                    node.get("variables"),
                    node.has("expected") ? node.get("expected").asText() : null));
        }
        return all.stream();
    }

    @ParameterizedTest
    @MethodSource("renderings")
    void renders_what_transformers_renders_and_refuses_what_it_refuses(Rendering rendering) {
        Map<String, @Nullable Object> variables = new LinkedHashMap<>();
        rendering.variables().properties().forEach(entry -> variables.put(entry.getKey(), value(entry.getValue())));
        if (rendering.expected() == null) {
            assertThrows(TemplateException.class, () -> render(rendering.template(), variables));
        } else {
            assertEquals(rendering.expected(), render(rendering.template(), variables));
        }
    }

    private static String render(String template, Map<String, @Nullable Object> variables) {
        return ChatTemplate.read(template, Map.of()).renderVariables(variables);
    }

    private static @Nullable Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case STRING -> node.asText();
            case BOOLEAN -> node.asBoolean();
            case NUMBER -> node.isIntegralNumber() ? (Object) node.asLong() : (Object) node.asDouble();
            case ARRAY -> {
                List<@Nullable Object> list = new ArrayList<>();
                node.forEach(element -> list.add(value(element)));
                yield list;
            }
            case OBJECT -> {
                Map<String, @Nullable Object> map = new LinkedHashMap<>();
                node.properties().forEach(entry -> map.put(entry.getKey(), value(entry.getValue())));
                yield map;
            }
            default -> null;
        };
    }

    @Test
    void todays_date_comes_from_the_clock() {
        Clock clock = Clock.fixed(Instant.parse("2026-03-05T07:08:09Z"), ZoneOffset.UTC);
        ChatTemplate template = ChatTemplate.read("{{ strftime_now('%d %b %Y, %A %B %H:%M') }}", Map.of(), clock);
        assertEquals("05 Mar 2026, Thursday March 07:08", template.render(List.of(new ChatMessage("user", "x"))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% for a in range(99999) %}{% for b in range(99999) %}{{ a }}{% endfor %}{% endfor %}",
                "{% set ns = namespace(s='x') %}{% for i in range(99999) %}{% set ns.s = ns.s + ns.s %}{% endfor %}",
                "{{ 'x' * 99999999999 }}",
                "{{ range(999999999) }}",
                "{% macro f() %}{{ f() }}{% endmacro %}{{ f() }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = ns.l + ns.l %}{% endfor %}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l | tojson }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ ns.l == ns.l }}",
                "{{ ('x' * 9999999).replace('x', 'y' * 9999999) }}",
                "{{ ('x\\n' * 99999) | indent(900, true) }}",
                "{{ 'x'.ljust(999999999) }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ {ns.l: 1} }}",
                "{% set ns = namespace(l=[1]) %}{% for i in range(99) %}{% set ns.l = [ns.l, ns.l] %}{% endfor %}{{ [ns.l, ns.l] | sort }}"
            })
    void a_template_without_end_is_stopped_soon(String template) {
        assertTimeoutPreemptively(
                Duration.ofMinutes(3),
                () -> assertThrows(
                        TemplateException.class,
                        () -> ChatTemplate.read(template, Map.of()).render(List.of(new ChatMessage("user", "x")))));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{% include 'other' %}",
                "{% import 'other' as o %}",
                "{% extends 'other' %}",
                "{{ x | attr('a') | nosuchfilter }}",
                "{{ x is nosuchtest }}",
                "{% for a in b recursive %}{% endfor %}",
                "{% if x %}",
                "{{ x",
                "{{ 'x }}",
                "{% endfor %}",
                "{{ f(*args) }}"
            })
    void what_the_engine_does_not_know_is_refused_when_read(String template) {
        TemplateException refusal = assertThrows(TemplateException.class, () -> ChatTemplate.read(template, Map.of()));
        assertTrue(String.valueOf(refusal.getMessage()).startsWith("line "), refusal.getMessage());
    }

    @Test
    void nesting_beyond_reason_is_refused_not_overflown() {
        String deep = "{{ " + "(".repeat(100_000) + "1" + ")".repeat(100_000) + " }}";
        assertThrows(TemplateException.class, () -> ChatTemplate.read(deep, Map.of()));
        assertThrows(TemplateException.class, () -> ChatTemplate.read("{% if 1 %}".repeat(5000), Map.of()));
        assertThrows(
                TemplateException.class, () -> ChatTemplate.read("{{ " + "not ".repeat(100_000) + "1 }}", Map.of()));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{{ ''.__class__.__mro__ }}",
                "{{ messages.getClass().forName('java.lang.Runtime') }}",
                "{{ messages[0].content.getClass() }}",
                "{{ namespace.__globals__ }}"
            })
    void nothing_of_the_host_can_be_reached(String template) {
        assertThrows(
                TemplateException.class,
                () -> ChatTemplate.read("{{ 'a' }}" + template.replace("}}", ".x }}"), Map.of())
                        .render(List.of(new ChatMessage("user", "x"))));
    }
}

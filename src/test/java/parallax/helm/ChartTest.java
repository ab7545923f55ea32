package parallax.helm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.marcnuri.helm.Helm;
import com.marcnuri.helm.LintResult;
import com.marcnuri.helm.TemplateCommand;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;

class ChartTest {
    private static final Path CHART = Path.of("..", "helm");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Map<String, String> EVERYTHING = Map.of(
            "runner.enabled", "true",
            "runner.provider", "cuda",
            "models.enabled", "true",
            "ingress.enabled", "true",
            "ingress.host", "parallax.example",
            "ingress.tlsSecret", "certificate",
            "proxy.trusted[0]", "10.0.0.0/8");

    @Test
    void the_chart_passes_strict_lint() {
        LintResult result = new Helm(CHART).lint().strict().call();
        assertFalse(result.isFailed(), String.join("\n", result.getMessages()));
    }

    @Test
    void by_default_it_is_a_web_deployment_and_a_service() throws IOException {
        assertEquals(List.of("Deployment/r-parallax-web", "Service/r-parallax"), names(render(Map.of())));
    }

    @Test
    void runner_models_and_ingress_are_there_when_asked_for() throws IOException {
        assertEquals(
                List.of(
                        "Deployment/r-parallax-runner",
                        "Deployment/r-parallax-web",
                        "Ingress/r-parallax",
                        "PersistentVolumeClaim/r-parallax-models",
                        "Service/r-parallax"),
                names(render(EVERYTHING)));
    }

    @Test
    void without_a_secret_for_the_database_nothing_is_rendered() {
        RuntimeException refusal = assertThrows(
                RuntimeException.class,
                () -> new Helm(CHART).template().withKubeVersion("1.33.0").call());
        assertTrue(
                String.valueOf(refusal.getMessage()).contains("database.secret must name a Secret"), refusal::toString);
    }

    @Test
    void url_user_and_password_come_from_the_secret_and_from_nowhere_else() throws IOException {
        for (JsonNode container : containers(render(EVERYTHING))) {
            for (String variable : List.of("PARALLAX_JDBC_URL", "PARALLAX_JDBC_USER", "PARALLAX_JDBC_PASSWORD")) {
                JsonNode given = environment(container, variable);
                assertEquals(
                        "db-login", given.at("/valueFrom/secretKeyRef/name").asText(), variable);
                assertFalse(given.has("value"), variable);
            }
        }
        assertTrue(render(EVERYTHING).stream()
                .noneMatch(object -> object.path("kind").asText().equals("Secret")));
    }

    @Test
    void web_pods_analyze_and_they_generate_until_there_are_runners() throws IOException {
        assertEquals(List.of("web,runner,analysis"), roles(render(Map.of())));
        assertEquals(List.of("runner", "web,analysis"), roles(render(EVERYTHING)));
    }

    @Test
    void runners_compute_on_a_card_where_one_is_given_and_every_pod_knows_where_models_lie() throws IOException {
        List<String> providers = containers(render(EVERYTHING)).stream()
                .map(container -> environment(container, "PARALLAX_RUNNER_PROVIDER")
                        .path("value")
                        .asText())
                .sorted()
                .toList();
        assertEquals(List.of("cpu", "cuda"), providers);
        for (JsonNode container : containers(render(EVERYTHING))) {
            assertEquals(
                    "/models",
                    environment(container, "PARALLAX_MODELS").path("value").asText());
        }
        for (JsonNode container : containers(render(Map.of()))) {
            assertTrue(environment(container, "PARALLAX_MODELS").isMissingNode());
        }
    }

    @Test
    void probes_ask_the_health_pages_on_a_port_that_is_open_to_the_pod_network() throws IOException {
        for (JsonNode container : containers(render(EVERYTHING))) {
            assertEquals(
                    "/q/health/live",
                    container.at("/livenessProbe/httpGet/path").asText());
            assertEquals(
                    "/q/health/live", container.at("/startupProbe/httpGet/path").asText());
            assertEquals(
                    "/q/health/ready",
                    container.at("/readinessProbe/httpGet/path").asText());
            List<String> arguments = StreamSupport.stream(container.path("args").spliterator(), false)
                    .map(JsonNode::asText)
                    .toList();
            // a probe comes from outside the pod: on the loopback address, the default, it would find nobody
            assertEquals("0.0.0.0", arguments.get(arguments.indexOf("--bind") + 1));
            assertEquals(
                    container.at("/ports/0/containerPort").asText(), arguments.get(arguments.indexOf("--port") + 1));
        }
    }

    @Test
    void pods_are_nobody_special_and_write_only_to_their_volumes() throws IOException {
        List<JsonNode> objects = render(EVERYTHING);
        for (JsonNode container : containers(objects)) {
            JsonNode security = container.path("securityContext");
            assertTrue(security.path("readOnlyRootFilesystem").asBoolean());
            assertFalse(security.path("allowPrivilegeEscalation").asBoolean(true));
            assertEquals("[\"ALL\"]", security.at("/capabilities/drop").toString());
            boolean web = environment(container, "PARALLAX_ROLES")
                    .path("value")
                    .asText()
                    .contains("web");
            assertEquals(
                    new TreeSet<>(
                            web ? List.of("/tmp", "/data", "/models", "/keys") : List.of("/tmp", "/data", "/models")),
                    new TreeSet<>(container.path("volumeMounts").findValuesAsText("mountPath")));
            assertEquals(
                    web ? "/keys" : "",
                    environment(container, "PARALLAX_KEYS").path("value").asText());
            assertTrue(container.at("/resources/requests/cpu").isTextual());
            assertTrue(container.at("/resources/limits/memory").isTextual());
        }
        for (JsonNode object : objects) {
            if (object.path("kind").asText().equals("Deployment")) {
                JsonNode pod = object.at("/spec/template/spec");
                assertTrue(pod.at("/securityContext/runAsNonRoot").asBoolean());
                assertFalse(pod.path("automountServiceAccountToken").asBoolean(true));
            }
        }
    }

    @Test
    void the_key_is_a_secret_that_pods_read_and_the_list_of_erasures_lies_on_a_volume_where_there_is_one()
            throws IOException {
        assertEquals("[{\"name\":\"keys\",\"mountPath\":\"/keys\",\"readOnly\":true}]", keyMounts(render(Map.of())));
        List<JsonNode> kept = render(Map.of("keys.volume.enabled", "true", "keys.secret", "seal"));
        assertEquals(
                "[{\"name\":\"erasures\",\"mountPath\":\"/keys\"}, {\"name\":\"keys\",\"mountPath\":\"/keys/panel-ids.key\","
                        + "\"subPath\":\"panel-ids.key\",\"readOnly\":true}]",
                keyMounts(kept));
        JsonNode volumes = named(kept, "Deployment/r-parallax-web").at("/spec/template/spec/volumes");
        assertTrue(volumes.toString().contains("\"secretName\":\"seal\""), volumes::toString);
        assertTrue(volumes.toString().contains("\"claimName\":\"r-parallax-keys\""), volumes::toString);
        assertEquals(
                "[\"ReadWriteMany\"]",
                named(kept, "PersistentVolumeClaim/r-parallax-keys")
                        .at("/spec/accessModes")
                        .toString());
        assertTrue(names(render(Map.of("keys.volume.enabled", "true", "keys.volume.existingClaim", "own"))).stream()
                .noneMatch(name -> name.startsWith("PersistentVolumeClaim")));
    }

    private static String keyMounts(List<JsonNode> objects) {
        return StreamSupport.stream(
                        containers(objects).getFirst().path("volumeMounts").spliterator(), false)
                .filter(mount -> mount.path("mountPath").asText().startsWith("/keys"))
                .toList()
                .toString();
    }

    @Test
    void the_service_finds_the_web_pods_and_not_the_runners() throws IOException {
        List<JsonNode> objects = render(EVERYTHING);
        JsonNode selector = named(objects, "Service/r-parallax").at("/spec/selector");
        assertEquals(selector, named(objects, "Deployment/r-parallax-web").at("/spec/template/metadata/labels"));
        assertFalse(
                selector.equals(named(objects, "Deployment/r-parallax-runner").at("/spec/template/metadata/labels")));
    }

    @Test
    void forwarded_headers_are_believed_from_named_proxies_only() throws IOException {
        String trusted = "QUARKUS_HTTP_PROXY_TRUSTED_PROXIES";
        String forwarding = "QUARKUS_HTTP_PROXY_PROXY_ADDRESS_FORWARDING";
        for (JsonNode container : containers(render(Map.of()))) {
            assertTrue(environment(container, forwarding).isMissingNode());
        }
        for (JsonNode container : containers(render(EVERYTHING))) {
            assertEquals(
                    "true", environment(container, forwarding).path("value").asText());
            assertEquals(
                    "10.0.0.0/8", environment(container, trusted).path("value").asText());
        }
    }

    @Test
    void the_public_address_is_the_ingresss_unless_another_is_named() throws IOException {
        for (JsonNode container : containers(render(EVERYTHING))) {
            assertEquals("https://parallax.example", text(container, "PARALLAX_PUBLIC_ADDRESS"));
        }
        for (JsonNode container : containers(render(Map.of(
                "publicAddress", "https://judge.example", "allowedHosts[0]", "parallax", "allowedHosts[1]", "a")))) {
            assertEquals("https://judge.example", text(container, "PARALLAX_PUBLIC_ADDRESS"));
            assertEquals("parallax,a", text(container, "PARALLAX_ALLOWED_HOSTS"));
        }
        for (JsonNode container : containers(render(Map.of()))) {
            assertTrue(environment(container, "PARALLAX_PUBLIC_ADDRESS").isMissingNode());
        }
    }

    private static String text(JsonNode container, String variable) {
        return environment(container, variable).path("value").asText();
    }

    @Test
    void an_ingress_without_a_certificate_is_refused() {
        RuntimeException refusal = assertThrows(
                RuntimeException.class,
                () -> render(Map.of("ingress.enabled", "true", "ingress.host", "parallax.example")));
        assertTrue(String.valueOf(refusal.getMessage()).contains("ingress.tlsSecret"), refusal::toString);
    }

    @Test
    void a_misspelt_value_is_refused() {
        assertThrows(RuntimeException.class, () -> render(Map.of("web.replica", "3")));
    }

    private static List<JsonNode> render(Map<String, String> values) throws IOException {
        TemplateCommand template = new Helm(CHART)
                .template()
                .withKubeVersion("1.33.0")
                .withName("r")
                .set("database.secret", "db-login");
        values.forEach(template::set);
        try (MappingIterator<JsonNode> objects = YAML.readerFor(JsonNode.class).readValues(template.call())) {
            return objects.readAll().stream().filter(JsonNode::isObject).toList();
        }
    }

    private static List<String> roles(List<JsonNode> objects) {
        return containers(objects).stream()
                .map(container ->
                        environment(container, "PARALLAX_ROLES").path("value").asText())
                .sorted()
                .toList();
    }

    private static List<String> names(List<JsonNode> objects) {
        return objects.stream().map(ChartTest::name).sorted().toList();
    }

    private static String name(JsonNode object) {
        return object.path("kind").asText() + "/" + object.at("/metadata/name").asText();
    }

    private static JsonNode named(List<JsonNode> objects, String name) {
        return objects.stream()
                .filter(object -> name(object).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private static List<JsonNode> containers(List<JsonNode> objects) {
        List<JsonNode> containers = objects.stream()
                .flatMap(object -> StreamSupport.stream(
                        object.at("/spec/template/spec/containers").spliterator(), false))
                .toList();
        assertFalse(containers.isEmpty());
        return containers;
    }

    private static JsonNode environment(JsonNode container, String variable) {
        for (JsonNode given : container.path("env")) {
            if (given.path("name").asText().equals(variable)) {
                return given;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }
}

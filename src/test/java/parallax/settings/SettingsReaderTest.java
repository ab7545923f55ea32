package parallax.settings;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Properties;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.runner.decode.EngineOptions;

/// The sentences that end a start, and what is never in them.
class SettingsReaderTest {
    private static final String SECRET = "s3cr3t-4711";
    private static final String ALL = "parallax.allowed-hosts, parallax.analysis.patience, parallax.analysis.threads,"
            + " parallax.arrivals-per-minute, parallax.demo-model, parallax.home, parallax.keys, parallax.models,"
            + " parallax.oidc.client-id, parallax.oidc.client-secret, parallax.oidc.issuer, parallax.oidc.name,"
            + " parallax.oidc.role-claim, parallax.oidc.roles,"
            + " parallax.public-address, parallax.roles, parallax.runner.provider, parallax.runner.silence,"
            + " parallax.runner.slots, parallax.served-models.*.api-key, parallax.served-models.*.base,"
            + " parallax.served-models.*.concurrent, parallax.served-models.*.model,"
            + " parallax.served-models.*.requests-per-minute, parallax.session.idle,"
            + " parallax.webhooks.allowed-hosts, parallax.webhooks.patience";

    @Test
    void usual_values_are_those_of_the_properties_file() throws IOException {
        Settings settings = read(Map.of(), Map.of());
        assertEquals(Set.of(ProcessRole.WEB, ProcessRole.RUNNER, ProcessRole.ANALYSIS), settings.roles());
        assertEquals(EngineOptions.Provider.CPU, settings.runner().provider());
        assertEquals(8, settings.runner().slots());
        assertEquals(Duration.ofSeconds(20), settings.runner().silence());
        assertEquals(1, settings.analysis().threads());
        assertEquals(Duration.ofHours(2), settings.session().idle());
        assertEquals(Duration.ofMillis(500), settings.analysis().patience());
        assertTrue(settings.models().isEmpty());
        assertTrue(settings.servedModels().isEmpty());
    }

    @Test
    void variables_set_what_properties_set() throws IOException {
        Settings settings = read(
                Map.of(),
                Map.of(
                        "PARALLAX_ROLES", "web,analysis",
                        "PARALLAX_MODELS", "",
                        "PARALLAX_SERVED_MODELS_BIGBOX_BASE", "http://127.0.0.1:8000/v1",
                        "PARALLAX_SERVED_MODELS_BIGBOX_MODEL", "big",
                        "PARALLAX_SERVED_MODELS_BIGBOX_REQUESTS_PER_MINUTE", "600"));
        assertEquals(Set.of(ProcessRole.WEB, ProcessRole.ANALYSIS), settings.roles());
        assertTrue(settings.models().isEmpty());
        Settings.Served served = Objects.requireNonNull(settings.servedModels().get("bigbox"));
        assertEquals(600, served.requestsPerMinute());
        assertEquals(8, served.concurrent());
    }

    @Test
    void the_public_address_is_an_origin_and_nothing_more() throws IOException {
        Settings settings = read(
                Map.of(),
                Map.of(
                        "PARALLAX_PUBLIC_ADDRESS", "https://parallax.example/",
                        "PARALLAX_ALLOWED_HOSTS", "parallax.internal,10.0.0.7"));
        assertEquals(
                "https://parallax.example",
                settings.publicAddress().orElseThrow().toString());
        assertEquals(
                Set.of("parallax.internal", "10.0.0.7"), settings.allowedHosts().orElseThrow());
        for (String address : List.of("parallax.example", "https://a.example/b", "https://me@a.example", "ftp://a")) {
            assertEquals(
                    "parallax.public-address = \"" + address + "\" is not allowed: it takes an address such as"
                            + " https://parallax.example, without a path.",
                    refusal("parallax.public-address", address));
        }
    }

    @Test
    void a_value_that_is_not_possible_is_named_with_the_possible_ones() {
        assertEquals(
                "parallax.roles = \"web,runer\" is not allowed: it takes analysis, runner, web.",
                refusal("parallax.roles", "web,runer"));
        assertEquals(
                "parallax.runner.provider = \"gpu\" is not allowed: it takes cpu, cuda.",
                refusal("parallax.runner.provider", "gpu"));
        for (String slots : List.of("many", "0", "-1", "1.5")) {
            assertEquals(
                    "parallax.runner.slots = \"" + slots + "\" is not allowed: it takes a whole number of at least 1.",
                    refusal("parallax.runner.slots", slots));
        }
        for (String silence : List.of("soon", "0S", "-5S")) {
            assertEquals(
                    "parallax.runner.silence = \"" + silence + "\" is not allowed: it takes a time such as 20S or 5M.",
                    refusal("parallax.runner.silence", silence));
        }
        assertEquals("parallax.roles must be set.", refusal("parallax.roles", ""));
        assertEquals(
                "parallax.served-models.x.model must be set.", refusal("parallax.served-models.x.base", "http://a"));
    }

    @Test
    void a_service_that_signs_people_in_is_safe_and_gives_roles_that_there_are() {
        assertEquals(
                "parallax.oidc.issuer = \"http://login.example\" is not allowed: it takes an address such as"
                        + " https://login.example.",
                refusal("parallax.oidc.issuer", "http://login.example"));
        assertEquals(
                "parallax.oidc.roles = \"heads:owner,staff:king\" is not allowed: it takes values of the claim with a role"
                        + " each (owner, researcher, analyst, rater), such as parallax-owners:owner,everybody:rater.",
                refusal("parallax.oidc.roles", "heads:owner,staff:king"));
    }

    @Test
    void a_variable_is_named_beside_the_property_that_it_sets() {
        assertEquals(
                "parallax.roles (PARALLAX_ROLES) = \"webb\" is not allowed: it takes analysis, runner, web.",
                variableRefusal("PARALLAX_ROLES", "webb"));
    }

    @Test
    void a_name_that_is_not_known_is_refused_with_those_that_are() {
        assertEquals("There is no setting parallax.role: there are " + ALL + ".", refusal("parallax.role", "web"));
        assertEquals(
                "There is no setting parallax.runner.slotz: there are " + ALL + ".",
                refusal("parallax.runner.slotz", "3"));
        for (String name : List.of("PARALLAX_ROLE", "PARALLAX_RUNNER_SLOT", "PARALLAX_SERVED_MODELS_X_API_KEYS")) {
            assertEquals("There is no setting " + name + ": there are " + ALL + ".", variableRefusal(name, "1"));
        }
    }

    @Test
    void variables_of_the_launcher_and_of_kubernetes_are_none_of_its_business() throws IOException {
        read(
                Map.of(),
                Map.of(
                        "PARALLAX_JAVA_OPTS", "-Xmx1g",
                        "PARALLAX_JDBC_URL", "jdbc:postgresql://db/parallax",
                        "PARALLAX_DICES_DIR", "/data",
                        "PARALLAX_SERVICE_HOST", "10.0.0.7",
                        "PARALLAX_PORT_8080_TCP", "tcp://10.0.0.7:8080"));
    }

    @Test
    void what_is_set_for_a_served_model_is_never_repeated() {
        for (String sentence : List.of(
                refusal("parallax.served-models.x.base", "https://user:" + SECRET + "@a b"),
                refusal("parallax.served-models.x.concurrent", SECRET),
                refusal("parallax.served-models.x.apikey", SECRET),
                refusal("parallax.served-models.x.api-key", SECRET),
                variableRefusal("PARALLAX_SERVED_MODELS_X_KEY", SECRET))) {
            assertFalse(sentence.contains(SECRET), sentence);
        }
        assertEquals(
                "parallax.served-models.x.base as it is set is not allowed:"
                        + " it takes an address such as http://127.0.0.1:8000/v1.",
                refusal("parallax.served-models.x.base", "https://user:" + SECRET + "@endpoint/v1"),
                "an address is shown, so it holds no password");
    }

    @Test
    void a_misspelt_setting_ends_the_start_with_one_sentence_before_anything_is_begun(@TempDir Path folder)
            throws IOException, InterruptedException {
        Path data = folder.resolve("data");
        var java = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Djava.util.logging.manager=org.jboss.logmanager.LogManager", // as the launcher sets it
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                "parallax.Main",
                "run",
                "--port",
                "0",
                "--data",
                data.toString());
        java.environment().put("PARALLAX_ROLES", "webb");
        Process process = java.redirectOutput(folder.resolve("out").toFile())
                .redirectError(folder.resolve("err").toFile())
                .start();
        try {
            assertTrue(process.waitFor(60, TimeUnit.SECONDS), "it has started all the same");
        } finally {
            process.destroyForcibly();
        }
        assertEquals(
                List.of("parallax.roles (PARALLAX_ROLES) = \"webb\" is not allowed: it takes analysis, runner, web."),
                Files.readAllLines(folder.resolve("err")));
        assertEquals("", Files.readString(folder.resolve("out")));
        assertEquals(1, process.exitValue());
        assertFalse(Files.exists(data), "a database was begun");
    }

    private static String refusal(String property, String value) {
        return String.valueOf(assertThrows(
                        IllegalArgumentException.class, () -> read(Map.of(property, value), Map.of()))
                .getMessage());
    }

    private static String variableRefusal(String name, String value) {
        return String.valueOf(assertThrows(IllegalArgumentException.class, () -> read(Map.of(), Map.of(name, value)))
                .getMessage());
    }

    private static Settings read(Map<String, String> properties, Map<String, String> environment) throws IOException {
        var usual = new Properties();
        try (var file = Files.newBufferedReader(Path.of("main/resources/application.properties"))) {
            usual.load(file);
        }
        Map<String, String> all = new HashMap<>();
        usual.stringPropertyNames().stream()
                .filter(name -> name.startsWith("parallax."))
                .forEach(name -> all.put(name, usual.getProperty(name)));
        all.putAll(properties);
        return SettingsReader.read(
                () -> new SmallRyeConfigBuilder()
                        .addDefaultInterceptors()
                        .addDiscoveredConverters()
                        .withSources(
                                new PropertiesConfigSource(all, "application.properties", 100),
                                new EnvConfigSource(environment, 300)),
                environment);
    }
}

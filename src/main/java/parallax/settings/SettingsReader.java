package parallax.settings;

import io.quarkus.runtime.configuration.ConfigUtils;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.ConfigValue;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the settings before anything is started, so that a mistake in them is one sentence and nothing else.
///
/// The sentence repeats the value, unless it was set for a served model (it may hold a key or a password) or
/// under a name that is not known (so may that).
public final class SettingsReader {
    private static final ConfigClass SETTINGS = ConfigClass.configClass(Settings.class);
    private static final String VARIABLE_PREFIX = "PARALLAX_";
    private static final String SERVED = "parallax.served-models.";

    private static final Pattern REFUSED = Pattern.compile(
            "config property (\\S+) with the config value .* whilst being converted (.*)", Pattern.DOTALL);
    private static final Pattern WORDS = Pattern.compile("allowed values: (.*)");
    private static final Pattern MISSING = Pattern.compile("config property (\\S+) is (required|defined as the empty)");
    private static final Pattern UNKNOWN = Pattern.compile("(\\S+) in .* does not map to any root", Pattern.DOTALL);

    private SettingsReader() {}

    /// @throws IllegalArgumentException with the sentence that says what is wrong, if something is
    public static Settings read() {
        return read(ConfigUtils::configBuilder, System.getenv());
    }

    static Settings read(Supplier<SmallRyeConfigBuilder> sources, Map<String, String> environment) {
        requireKnown(environment);
        try {
            return sources.get().withMapping(Settings.class).build().getConfigMapping(Settings.class);
        } catch (ConfigValidationException mistakes) {
            SmallRyeConfig unchecked = sources.get().build();
            throw new IllegalArgumentException(sentence(mistakes.getProblem(0).getMessage(), unchecked), mistakes);
        }
    }

    private static String sentence(String problem, SmallRyeConfig config) {
        Matcher refused = REFUSED.matcher(problem);
        if (refused.find()) {
            String property = refused.group(1);
            Matcher words = WORDS.matcher(refused.group(2));
            String taken = words.find() ? listed(List.of(words.group(1).split(",", -1))) : refused.group(2);
            return named(property, config) + value(property, config) + " is not allowed: it takes " + taken + ".";
        }
        Matcher missing = MISSING.matcher(problem);
        if (missing.find()) {
            return named(missing.group(1), config) + " must be set.";
        }
        Matcher unknown = UNKNOWN.matcher(problem);
        if (unknown.find()) {
            return unknown(unknown.group(1));
        }
        throw new IllegalStateException("a problem of the settings that is not known");
    }

    private static String value(String property, SmallRyeConfig config) {
        return property.startsWith(SERVED)
                ? " as it is set"
                : " = \"" + config.getConfigValue(property).getValue() + "\"";
    }

    /// The property, with the variable that sets it where one does.
    private static String named(String property, SmallRyeConfig config) {
        ConfigValue value = config.getConfigValue(property);
        boolean isVariable = value != null
                && value.getConfigSourceName() != null
                && value.getConfigSourceName().startsWith("EnvConfigSource");
        return isVariable ? property + " (" + variable(property) + ")" : property;
    }

    private static String unknown(String name) {
        return "There is no setting " + name + ": there are " + listed(properties()) + ".";
    }

    private static String listed(Collection<String> words) {
        return String.join(", ", new TreeSet<>(words));
    }

    /// Variables that begin like a setting are meant as one. Others are of the launcher, or of Kubernetes,
    /// which names its services this way.
    private static void requireKnown(Map<String, String> environment) {
        Set<String> known = properties().stream().map(SettingsReader::variable).collect(Collectors.toSet());
        environment.keySet().stream()
                .filter(name -> name.startsWith(VARIABLE_PREFIX))
                .filter(name -> known.stream().noneMatch(name::matches))
                .filter(name ->
                        known.stream().anyMatch(setting -> setting.startsWith(name) || beginsWith(name, setting)))
                .sorted()
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalArgumentException(unknown(name));
                });
    }

    private static boolean beginsWith(String name, String setting) {
        int group = setting.indexOf('_', VARIABLE_PREFIX.length());
        return name.startsWith(group < 0 ? setting : setting.substring(0, group + 1));
    }

    private static Set<String> properties() {
        return ConfigMappings.getProperties(SETTINGS).keySet().stream()
                .filter(name -> !name.endsWith("[*]")) // a list's elements one by one
                .collect(Collectors.toSet());
    }

    private static String variable(String property) {
        return property.toUpperCase(Locale.ROOT)
                .replace("*", "@")
                .replaceAll("[^A-Z0-9@]", "_")
                .replace("@", ".+");
    }
}

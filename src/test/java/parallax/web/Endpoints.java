package parallax.web;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.ws.rs.Path;
import java.util.Set;
import java.util.TreeSet;

/// Every address that the application answers at, read from its compiled resources.
final class Endpoints {
    private static final Set<String> VERBS = Set.of("GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS");

    private Endpoints() {}

    /// As `METHOD /path/{parameter}`.
    static Set<String> all() {
        // annotations are read by name: nothing beyond our own classes is looked at
        ArchConfiguration.get().setResolveMissingDependenciesFromClassPath(false);
        var found = new TreeSet<String>();
        for (JavaClass type : new ClassFileImporter().importPath(java.nio.file.Path.of("target/classes/parallax"))) {
            if (type.isAnnotatedWith(Path.class)) {
                String root = type.getAnnotationOfType(Path.class).value();
                type.getMethods().forEach(method -> verb(method).ifPresent(v -> found.add(v + " " + at(root, method))));
            }
        }
        return found;
    }

    private static java.util.Optional<String> verb(JavaMethod method) {
        return method.getAnnotations().stream()
                .filter(a -> a.getRawType().getPackageName().equals("jakarta.ws.rs"))
                .map(a -> a.getRawType().getSimpleName())
                .filter(VERBS::contains)
                .findFirst();
    }

    private static String at(String root, JavaMethod method) {
        String more = method.isAnnotatedWith(Path.class)
                ? method.getAnnotationOfType(Path.class).value()
                : "";
        return ("/" + root + "/" + more).replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
    }
}

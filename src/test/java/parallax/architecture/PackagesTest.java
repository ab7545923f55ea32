package parallax.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/// Walls and directions: library modules know neither web nor database, and the application's packages
/// follow the flow from a prompt to a report.
class PackagesTest {
    /// In the order of the flow: a package may use those before it, never those after.
    static final List<String> FLOW = List.of(
            "settings",
            "verb",
            "store",
            "web",
            "identity",
            "webhook",
            "study",
            "item",
            "generation",
            "rater",
            "assignment",
            "judgment",
            "signal",
            "analysis",
            "release",
            "disclosure",
            "gate",
            "withdrawal",
            "simulation",
            "dataset",
            "report",
            "design",
            "api",
            "demo");

    /// What the library modules, and rooms that work without the application, must not need.
    private static final String[] OUTSIDE_LIBRARIES = {
        "io.quarkus..", "jakarta..", "java.sql..", "javax.sql..", "org.hibernate..", "org.postgresql..", "io.vertx.."
    };

    private static final JavaClasses APPLICATION = read("target/classes");
    private static final JavaClasses ANALYTICS = read("../analytics/target/classes");
    private static final JavaClasses MODEL_RUNNER = read("../model-runner/target/classes");
    private static final JavaClasses CHAT_TEMPLATE = read("../model-runner/chat-template/target/classes");

    @Test
    void every_package_has_its_place_in_the_flow() {
        Set<String> packages = APPLICATION.stream()
                .map(JavaClass::getPackageName)
                .filter(name -> name.startsWith("parallax."))
                .map(name -> name.split("\\.", -1)[1])
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(new TreeSet<>(FLOW), packages);
    }

    @Test
    void packages_use_only_those_before_them() {
        for (int i = 0; i < FLOW.size(); i++) {
            String[] after = FLOW.subList(i + 1, FLOW.size()).stream()
                    .map(name -> "parallax." + name + "..")
                    .toArray(String[]::new);
            if (after.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage("parallax." + FLOW.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(after)
                        .check(APPLICATION);
            }
        }
    }

    @Test
    void no_package_of_a_module_needs_one_that_needs_it() {
        slices().matching("parallax.(*)..").should().beFreeOfCycles().check(APPLICATION);
        slices().matching("parallax.(**)").should().beFreeOfCycles().check(MODEL_RUNNER);
    }

    @Test
    void the_libraries_know_neither_web_nor_database_nor_application() {
        for (JavaClasses library : List.of(ANALYTICS, MODEL_RUNNER, CHAT_TEMPLATE)) {
            noClasses()
                    .should()
                    .dependOnClassesThat()
                    .resideInAnyPackage(OUTSIDE_LIBRARIES)
                    .check(library);
            noClasses()
                    .should()
                    .dependOnClassesThat(com.tngtech.archunit.base.DescribedPredicate.describe(
                            "belong to the application", APPLICATION::contains))
                    .check(library);
        }
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("parallax.runner..")
                .check(ANALYTICS);
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage("parallax.analytics..")
                .check(MODEL_RUNNER);
        classes()
                .should()
                .onlyDependOnClassesThat()
                .resideInAnyPackage("parallax.chattemplate..", "java..", "org.jspecify..")
                .check(CHAT_TEMPLATE);
    }

    @Test
    void metrics_know_no_file_format_and_no_command_line() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "de.siegmar..", "org.apache.commons.csv..", "com.fasterxml..")
                .check(ANALYTICS);
    }

    @Test
    void files_of_ratings_are_read_and_analysed_without_web_or_database() {
        noClasses()
                .that()
                .resideInAnyPackage("parallax.dataset.file..", "parallax.dataset.findings..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(OUTSIDE_LIBRARIES)
                .check(APPLICATION);
        noClasses()
                .that()
                .resideInAPackage("parallax.dataset.file..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("picocli..")
                .check(APPLICATION);
    }

    @Test
    void names_are_nouns_of_the_problem() {
        for (JavaClasses module : List.of(APPLICATION, ANALYTICS, MODEL_RUNNER, CHAT_TEMPLATE)) {
            assertFalse(module.isEmpty());
            for (JavaClass type : module) {
                assertFalse(
                        type.getPackageName().matches(".*\\.(util|utils|helper|helpers|common|misc|impl|dto)(\\..*)?"),
                        type.getName());
                assertFalse(
                        type.getSimpleName().matches(".*(Impl|Utils?|Helpers?|Manager|DTO|Mapper)"), type.getName());
            }
        }
    }

    private static JavaClasses read(String folder) {
        JavaClasses classes = new ClassFileImporter().importPath(Path.of(folder));
        assertFalse(classes.isEmpty(), "nothing compiled in " + folder);
        return classes;
    }
}

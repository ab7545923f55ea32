package parallax.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import jakarta.persistence.Entity;
import java.nio.file.Path;
import org.jspecify.annotations.NullUnmarked;
import org.junit.jupiter.api.Test;
import parallax.store.Edited;

/// What staff edit through forms keeps its rules inside: nothing outside sets a field, and of two who edit at the
/// same moment one is refused.
class EntitiesTest {
    private static final JavaClasses APPLICATION = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void an_entity_has_private_fields_and_no_setters() {
        fields().that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Entity.class)
                .and()
                .areNotStatic()
                .should()
                .bePrivate()
                .check(APPLICATION);
        methods()
                .that()
                .areDeclaredInClassesThat()
                .areAnnotatedWith(Entity.class)
                .should()
                .haveNameNotMatching("set[A-Z].*")
                .check(APPLICATION);
    }

    @Test
    void an_entity_has_a_version() {
        classes()
                .that()
                .areAnnotatedWith(Entity.class)
                .should()
                .beAssignableTo(Edited.class)
                .check(APPLICATION);
    }

    @Test
    void nothing_is_left_out_of_the_check_for_null() {
        classes().should().notBeAnnotatedWith(NullUnmarked.class).check(APPLICATION);
    }
}

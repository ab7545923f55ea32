package parallax.architecture;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import parallax.analysis.Estimates;
import parallax.analysis.GroupFigures;
import parallax.analysis.ItemFigures;
import parallax.analysis.QuestionFigures;
import parallax.analysis.StandingFigures;
import parallax.release.Suppression;
import parallax.report.EstimatesCommand;

/// Figures by group reach pages and programs through the rooms `release` and `disclosure` and by no other way. The
/// command
/// that prints a study's estimates is for whoever has the machine, and so every row.
class DisclosureTest {
    private static final JavaClasses APPLICATION = new ClassFileImporter().importPath(Path.of("target/classes"));

    @Test
    void figures_by_group_are_read_by_release_and_disclosure_alone() {
        for (Class<?> figures : new Class<?>[] {
            GroupFigures.class,
            QuestionFigures.class,
            StandingFigures.class,
            ItemFigures.class,
            Estimates.class,
            Suppression.class
        }) {
            noClasses()
                    .that()
                    .resideOutsideOfPackages("parallax.analysis..", "parallax.release..", "parallax.disclosure..")
                    .and()
                    .doNotHaveFullyQualifiedName(EstimatesCommand.class.getName())
                    .should()
                    .dependOnClassesThat()
                    .areAssignableTo(figures)
                    .check(APPLICATION);
        }
    }
}

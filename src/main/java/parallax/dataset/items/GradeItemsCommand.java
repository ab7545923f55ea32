package parallax.dataset.items;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.OptionalLong;
import parallax.identity.Actor;
import parallax.item.Grading;
import parallax.item.Items;
import parallax.study.OneStudyCommand;
import parallax.study.Severity;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// Says how hard an item of a study, or all on its topic, is to read.
@Dependent
@Unremovable
@Command(
        name = "grade",
        description = "Says how hard an item is to read, so that what raters have read is counted by it.",
        sortOptions = false)
public class GradeItemsCommand extends OneStudyCommand {
    @Parameters(index = "1", paramLabel = "ITEM", description = "the item's own id, as in the study's exports")
    String item = "";

    @Parameters(index = "2", paramLabel = "SEVERITY", description = "mild, moderate or severe; none to say nothing")
    String severity = "";

    @Option(names = "--topic", description = "say it of every item on the topic of this one")
    boolean topic;

    @Inject
    Items items;

    @Inject
    Grading grading;

    @Override
    protected int carryOut(long studyId) {
        Severity grade = Severity.of(severity).orElse(null);
        if (grade == null && !severity.equals("none")) {
            return refused("A severity is mild, moderate, severe or none, not '" + severity + "'.");
        }
        OptionalLong found = items.find(studyId, item);
        Items.Reach reach = topic ? Items.Reach.TOPIC : Items.Reach.ITEM;
        boolean graded = found.isPresent() && grading.grade(studyId, found.getAsLong(), grade, reach, Actor.system());
        return graded ? 0 : refused("The study has no item '" + item + "'.");
    }
}

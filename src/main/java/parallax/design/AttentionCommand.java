package parallax.design;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.item.AttentionItems;
import parallax.study.InsertionPlans;
import parallax.study.Insertions;
import parallax.study.OneStudyCommand;
import parallax.study.Rubrics;
import parallax.study.Study;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints a study's attention items and how often they and repeats come, or changes it.
@Dependent
@Unremovable
@Command(
        name = "attention",
        description = {
            "Prints the attention items of a study, and how often they and repeats come between a rater's items, as JSON.",
            "With an option it changes a draft, and prints nothing. What was answered: export --attention FILE."
        },
        sortOptions = false)
public class AttentionCommand extends OneStudyCommand {
    private static final String TOO_LATE = "Only a draft can get attention items, or another rate: raters have begun.";

    @ArgGroup
    @Nullable
    Change change;

    static final class Change {
        @Option(
                names = "--add",
                paramLabel = "FILE",
                description =
                        "add the attention item of this file: JSON with kind (instructed or factual), message, reply,"
                                + " question and answer, both by their codes")
        @Nullable
        Path add;

        @Option(names = "--remove", paramLabel = "ID", description = "remove the attention item of this id")
        @Nullable
        Long remove;

        @ArgGroup(exclusive = false)
        @Nullable
        Rates rates;
    }

    static final class Rates {
        @Option(
                names = "--attention-every",
                paramLabel = "N",
                description = "one in so many is an attention item; 0 for none")
        @Nullable
        Integer attentionEvery;

        @Option(names = "--repeat-every", paramLabel = "N", description = "one in so many is a repeat; 0 for none")
        @Nullable
        Integer repeatEvery;

        @Option(
                names = "--repeat-after",
                paramLabel = "N",
                description = "after so many others at least an item comes again")
        @Nullable
        Integer repeatAfter;

        Insertions over(Insertions before) {
            return new Insertions(
                    Objects.requireNonNullElse(attentionEvery, before.attentionEvery()),
                    Objects.requireNonNullElse(repeatEvery, before.repeatEvery()),
                    Objects.requireNonNullElse(repeatAfter, before.repeatAfter()));
        }
    }

    @Inject
    AttentionItems items;

    @Inject
    InsertionPlans plans;

    @Inject
    Rubrics rubrics;

    @Inject
    ObjectMapper json;

    /// What is printed.
    record Printed(Insertions insertions, List<AttentionItems.Stored> items) {}

    @Override
    protected int carryOut(long studyId) throws IOException {
        if (change == null) {
            out().println(json.writeValueAsString(
                    new Printed(plans.of(Study.findById(studyId)), items.ofStudy(studyId))));
            return 0;
        }
        try {
            return changed(studyId, change) ? 0 : refused(TOO_LATE);
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }

    private boolean changed(long studyId, Change to) throws IOException {
        if (to.add != null) {
            WrittenAttention written = JsonFile.read(to.add, WrittenAttention.class, "An attention item");
            return items.add(studyId, written.draft(rubrics.ofStudy(studyId)), Actor.system())
                    .isPresent();
        }
        if (to.remove != null) {
            boolean removed = items.remove(studyId, to.remove, Actor.system());
            if (!removed && Study.<Study>findById(studyId).isDraft()) {
                throw new IllegalArgumentException("The study has no attention item " + to.remove + ".");
            }
            return removed;
        }
        Insertions before = plans.of(Study.findById(studyId));
        return plans.set(studyId, Objects.requireNonNull(to.rates).over(before), Actor.system());
    }
}

package parallax.design;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.ConsentVersion;
import parallax.study.Consents;
import parallax.study.OneStudyCommand;
import parallax.study.Study;
import parallax.web.Faults;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints what raters of a study are told and agree to, or sets it.
@Dependent
@Unremovable
@Command(
        name = "terms",
        description = {
            "Prints what raters of a study are told and agree to, and what holds for them, as JSON.",
            "With --set, a file of the same JSON replaces it; what the file leaves out stays as it is. Whoever agreed before"
                    + " agreed to what they read then."
        },
        sortOptions = false)
public class TermsCommand extends OneStudyCommand {
    @Option(names = "--set", paramLabel = "FILE", description = "what holds from now on, as JSON")
    @Nullable
    Path file;

    @Inject
    Consents consents;

    @Inject
    Faults faults;

    @Inject
    ObjectMapper json;

    @Override
    protected int carryOut(long studyId) throws IOException {
        Study of = Study.findById(studyId);
        ConsentVersion consent = ConsentVersion.newest(studyId).orElse(null);
        if (consent == null) {
            return refused("Nobody agrees to anything in a study as it was imported.");
        }
        if (file == null) {
            out().println(json.writeValueAsString(WrittenTerms.of(of, consent)));
            return 0;
        }
        try {
            WrittenTerms written = JsonFile.read(file, WrittenTerms.class, "What raters are told");
            TermsForm form = written.form(of, consent);
            Map<String, String> problems = form.problems(faults);
            if (!problems.isEmpty()) {
                return refused(String.join("\n", problems.values()));
            }
            consents.revise(studyId, form.terms(), written.version(), Actor.system());
            return 0;
        } catch (IllegalArgumentException wrong) {
            return refused(String.valueOf(wrong.getMessage()));
        }
    }
}

package parallax.dataset.items;

import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import parallax.dataset.file.FileGlance;
import parallax.dataset.file.Twins;
import parallax.dataset.options.FormOptions;
import parallax.dataset.table.FileRefused;
import parallax.dataset.table.FileSource;
import parallax.dataset.table.Reading;
import parallax.identity.Actor;
import parallax.study.Studies;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// Adds the conversations of a file to a draft study.
@Dependent
@Unremovable
@Command(
        name = "add",
        description = {
            "Adds the conversations of a file to a draft study: all of them or none.",
            "A conversation that ends with the chatbot is an item; one that ends with the user is a prompt, which a model"
                    + " can answer later. Columns that are not named are told by their names and by what they hold."
        },
        sortOptions = false)
public class AddItemsCommand implements Callable<Integer> {
    @Inject
    ItemUploads uploads;

    @Inject
    Studies studies;

    @Spec
    @SuppressWarnings("NullAway.Init") // set before the call
    CommandSpec spec;

    @Parameters(index = "0", paramLabel = "STUDY", description = "the draft's code or id")
    String study = "";

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "the conversations: CSV, TSV, XLSX, JSON, JSONL or Parquet, packed or not")
    Path file = Path.of("");

    @Mixin
    ItemColumnOptions columns = new ItemColumnOptions();

    @Mixin
    FormOptions form = new FormOptions();

    @Option(
            names = "--keep-repeats",
            description = "a conversation that occurs under several ids is an item under each of them")
    boolean keepRepeats;

    @Option(
            names = "--guess",
            description = "print what each column would be and how the first rows would be read; add nothing")
    boolean guess;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        OptionalLong found = studies.find(study);
        if (found.isEmpty()) {
            err.println("There is no study with the code or id '" + study + "'.");
            return 1;
        }
        try {
            return guess ? show() : add(found.getAsLong(), err);
        } catch (FileRefused refused) {
            refused.problems().forEach(err::println);
            err.println(refused.cutShort() ? "Nothing was added; there may be more mistakes." : "Nothing was added.");
            return 1;
        } catch (IllegalStateException refused) {
            err.println(refused.getMessage());
            return 1;
        } finally {
            err.flush();
        }
    }

    private int show() throws FileRefused {
        PrintWriter out = spec.commandLine().getOut();
        FileGlance glance = FileGlance.at(FileSource.of(file), reading());
        new ColumnFates(glance, glance.guessed(columns.columns())).lines().forEach(out::println);
        out.flush();
        return 0;
    }

    private int add(long studyId, PrintWriter err) throws FileRefused {
        Twins twins = keepRepeats ? Twins.KEPT : Twins.FOLDED;
        ItemOrder order =
                new ItemOrder(studyId, FileSource.of(file), reading(), columns.columns(), twins, null, null).guessed();
        new ColumnFates(FileGlance.at(order.file(), order.form()), order.columns())
                .fates()
                .forEach(err::println);
        long id = uploads.add(order, Actor.system());
        ItemUpload upload = uploads.find(studyId, id).orElseThrow();
        upload.notes().forEach(note -> err.println("Note: " + note));
        PrintWriter out = spec.commandLine().getOut();
        out.println("Upload     " + id);
        out.println("Items      " + upload.items());
        out.println("Prompts    " + upload.prompts());
        out.println("Folded     " + upload.folded());
        out.flush();
        return 0;
    }

    private Reading reading() {
        try {
            return Objects.requireNonNull(form.form());
        } catch (IllegalArgumentException wrong) {
            throw new ParameterException(spec.commandLine(), wrong.getMessage(), wrong);
        }
    }
}

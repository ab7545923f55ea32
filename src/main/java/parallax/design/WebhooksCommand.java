package parallax.design;

import de.siegmar.fastcsv.writer.CsvWriter;
import io.quarkus.arc.Unremovable;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import parallax.identity.Actor;
import parallax.study.OneStudyCommand;
import parallax.webhook.Deliveries;
import parallax.webhook.Delivery;
import parallax.webhook.Webhook;
import parallax.webhook.WebhookDraft;
import parallax.webhook.Webhooks;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// Prints a study's webhooks, adds, pauses, resumes, tests or removes one, prints its log, replays a delivery.
@Dependent
@Unremovable
@Command(
        name = "webhooks",
        description = {
            "Prints the webhooks of a study as CSV: the addresses that are told of its events.",
            "With --add it adds one and prints the secret that its deliveries are signed with, which nobody can read again."
                    + " What is to be sent is sent by a running application."
        },
        sortOptions = false)
public class WebhooksCommand extends OneStudyCommand {
    @ArgGroup
    @Nullable
    Act act;

    static final class Act {
        @ArgGroup(exclusive = false)
        @Nullable
        Addition addition;

        @Option(names = "--log", paramLabel = "ID", description = "print what was sent to this webhook as CSV")
        @Nullable
        Long log;

        @Option(names = "--ping", paramLabel = "ID", description = "send a test to this webhook")
        @Nullable
        Long ping;

        @Option(names = "--pause", paramLabel = "ID", description = "send nothing more; what happens meanwhile waits")
        @Nullable
        Long pause;

        @Option(names = "--resume", paramLabel = "ID", description = "send again, and begin with what waits")
        @Nullable
        Long resume;

        @Option(names = "--remove", paramLabel = "ID", description = "remove this webhook, its secret and its log")
        @Nullable
        Long remove;

        @ArgGroup(exclusive = false)
        @Nullable
        Repetition repetition;
    }

    static final class Addition {
        @Option(names = "--add", required = true, paramLabel = "ADDRESS", description = "add this address")
        String address = "";

        @Option(
                names = "--event",
                required = true,
                paramLabel = "EVENT",
                split = ",",
                description = "what it is told of, as judgment.stored; several with commas or several options")
        Set<String> events = Set.of();
    }

    static final class Repetition {
        @Option(names = "--replay", required = true, paramLabel = "DELIVERY", description = "send this event again")
        long delivery;

        @Option(names = "--of", required = true, paramLabel = "ID", description = "… to this webhook")
        long webhook;
    }

    @Inject
    Webhooks webhooks;

    @Inject
    Deliveries deliveries;

    @Override
    protected int carryOut(long studyId) throws IOException {
        Act asked = act;
        if (asked == null) {
            return list(webhooks.ofStudy(studyId));
        }
        if (asked.addition != null) {
            return add(studyId, new WebhookDraft(asked.addition.address, asked.addition.events));
        }
        if (asked.log != null) {
            return webhooks.find(studyId, asked.log).isPresent()
                    ? log(deliveries.of(studyId, asked.log, Long.MAX_VALUE, Integer.MAX_VALUE))
                    : refused("This study has no webhook " + asked.log + ".");
        }
        return done(studyId, asked)
                ? 0
                : refused("There is no such webhook, or nothing to be done with it: it is paused, or is not.");
    }

    private boolean done(long studyId, Act asked) {
        Actor by = Actor.system();
        if (asked.ping != null) {
            return webhooks.ping(studyId, asked.ping, by);
        }
        if (asked.pause != null) {
            return webhooks.pause(studyId, asked.pause, by);
        }
        if (asked.resume != null) {
            return webhooks.resume(studyId, asked.resume, by);
        }
        if (asked.remove != null) {
            return webhooks.remove(studyId, asked.remove, by);
        }
        Repetition again = asked.repetition;
        return again != null && webhooks.replay(studyId, again.webhook, again.delivery, by);
    }

    private int add(long studyId, WebhookDraft draft) {
        Map<String, String> faults = webhooks.faults(studyId, draft);
        if (!faults.isEmpty()) {
            return refused(String.join(System.lineSeparator(), faults.values()));
        }
        Webhooks.Added added = webhooks.add(studyId, draft, Actor.system());
        spec.commandLine().getErr().println("Webhook " + added.id() + " is added. This is its secret:");
        out().println(added.secret());
        return 0;
    }

    private int list(List<Webhook> all) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord("webhook", "address", "events", "state", "reason", "waiting");
        for (Webhook webhook : all) {
            csv.writeRecord(
                    Long.toString(webhook.id()),
                    webhook.url(),
                    String.join(" ", webhook.events()),
                    webhook.isPaused() ? "paused" : "active",
                    webhook.standing().reason(),
                    Long.toString(webhook.waiting()));
        }
        csv.flush();
        return 0;
    }

    private int log(List<Delivery> all) throws IOException {
        CsvWriter csv = CsvWriter.builder().build(out());
        csv.writeRecord("delivery", "event", "at", "state", "tries", "tried_at", "answer", "failure");
        for (Delivery delivery : all) {
            csv.writeRecord(
                    Long.toString(delivery.id()),
                    delivery.told().event(),
                    delivery.told().at().toString(),
                    delivery.state().word(),
                    Integer.toString(delivery.tries()),
                    delivery.triedAt() == null ? "" : delivery.triedAt().toString(),
                    delivery.answer() == null ? "" : delivery.answer().toString(),
                    delivery.failure());
        }
        csv.flush();
        return 0;
    }
}

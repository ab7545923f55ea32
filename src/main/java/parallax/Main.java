package parallax;

import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import parallax.store.Database;
import parallax.store.StoreFailure;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;

/// Where every verb of the application begins: the command line is read first, so that help and mistakes
/// are answered at once; then the database is made ready, then the application carries the verb out.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        CommandLine line = new CommandLine(new Verbs());
        try {
            ParseResult parsed = line.parseArgs(args);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                System.exit(0);
            }
            if (!parsed.hasSubcommand()) {
                line.usage(System.err);
                System.exit(2);
            }
            Verbs verbs = line.getCommand();
            Object verb = innermost(parsed).commandSpec().userObject();
            begin(verbs.dataFolder(verb instanceof Serving serving ? serving.usualFolder() : "data"), verb, args);
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            System.err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            System.exit(2);
        } catch (StoreFailure | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    private static void begin(Path dataFolder, Object verb, String... args) {
        boolean serves = verb instanceof Serving;
        if (verb instanceof Serving serving) {
            Listening listening = serving.listening();
            listening.requireFree();
            serving.prepare(dataFolder);
            System.setProperty("quarkus.http.host", listening.bind);
            System.setProperty("quarkus.http.port", Integer.toString(listening.port));
        }
        boolean alone = serves || verb instanceof RestoreCommand;
        Database database =
                alone ? Database.own(System.getenv(), dataFolder) : Database.join(System.getenv(), dataFolder);
        if (!serves) {
            System.setProperty("quarkus.log.level", "WARN");
        }
        System.setProperty("quarkus.http.host-enabled", Boolean.toString(serves));
        System.setProperty("quarkus.scheduler.enabled", Boolean.toString(serves));
        System.setProperty("quarkus.datasource.jdbc.url", database.jdbcUrl());
        System.setProperty("quarkus.datasource.username", database.username());
        System.setProperty("quarkus.datasource.password", database.password());
        Quarkus.run(Application.class, (status, failure) -> end(database, status, failure), args);
    }

    private static void end(Database database, int status, Throwable failure) {
        if (failure != null) {
            System.err.println("Parallax could not start: " + rootOf(failure).getMessage());
        }
        database.close();
        System.exit(failure != null && status == 0 ? 1 : status);
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

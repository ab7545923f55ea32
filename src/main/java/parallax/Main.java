package parallax;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import java.nio.file.Path;
import parallax.identity.ResetPasswordCommand;
import parallax.settings.Settings;
import parallax.settings.SettingsReader;
import parallax.store.DataFolder;
import parallax.store.Database;
import parallax.store.RestoreCommand;
import parallax.store.StoreFailure;
import parallax.verb.Founding;
import parallax.verb.Prepared;
import parallax.verb.QuickStop;
import parallax.verb.Serving;
import picocli.CommandLine;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;

/// Where every verb of the application begins: the command line is read first, so that help and mistakes
/// are answered at once; then the database is made ready, then the application carries the verb out.
@QuarkusMain
public final class Main {
    private Main() {}

    public static void main(String... args) {
        CommandLine line = new CommandLine(new Verbs());
        try {
            ParseResult parsed = parsed(line, args);
            if (CommandLine.executeHelpRequest(parsed) != null) {
                System.exit(0);
            }
            if (!parsed.hasSubcommand()) {
                line.usage(System.err);
                System.exit(2);
            }
            Verbs verbs = line.getCommand();
            Object verb = innermost(parsed).commandSpec().userObject();
            Settings settings = SettingsReader.read();
            Path home = settings.home().orElse(Path.of("."));
            settings.publicAddress()
                    .ifPresent(address -> System.setProperty(ResetPasswordCommand.ADDRESS, address.toString()));
            String usual = verb instanceof Serving serving ? serving.usualFolder() : "data";
            Path dataFolder = verbs.dataFolder(home, usual);
            if (settings.keys().isEmpty() && !Database.isElsewhere(System.getenv())) {
                System.setProperty(
                        "parallax.keys", new DataFolder(dataFolder).keys().toString());
            }
            begin(dataFolder, verb, args);
        } catch (ParameterException e) {
            System.err.println(e.getMessage());
            System.err.println("See: " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help");
            System.exit(2);
        } catch (StoreFailure | IllegalArgumentException e) {
            System.err.println(e.getMessage());
            System.exit(1);
        }
    }

    /// An option that does not exist is named before a parameter that is missing: often it is why.
    private static ParseResult parsed(CommandLine line, String... args) {
        try {
            return line.parseArgs(args);
        } catch (MissingParameterException missing) {
            CommandLine lenient = new CommandLine(new Verbs());
            lenient.getCommandSpec().parser().collectErrors(true);
            lenient.getSubcommands()
                    .values()
                    .forEach(verb -> verb.getCommandSpec().parser().collectErrors(true));
            throw innermost(lenient.parseArgs(args)).errors().stream()
                    .filter(UnmatchedArgumentException.class::isInstance)
                    .map(ParameterException.class::cast)
                    .findFirst()
                    .orElse(missing);
        }
    }

    private static ParseResult innermost(ParseResult parsed) {
        return parsed.hasSubcommand() ? innermost(parsed.subcommand()) : parsed;
    }

    private static void begin(Path dataFolder, Object verb, String... args) {
        boolean serves = verb instanceof Serving;
        DataFolder folder = new DataFolder(dataFolder);
        boolean embedded = !Database.isElsewhere(System.getenv());
        if (verb instanceof Serving serving && !isReloaded()) {
            serving.listening().requireFree();
        }
        if (verb instanceof Prepared prepared) {
            prepared.prepare(dataFolder);
        }
        if (embedded && !folder.holdsDatabase()) {
            if (verb instanceof Founding founding) {
                founding.withoutDatabase().ifPresent(System::exit);
            } else {
                folder.requireDatabase();
            }
        }
        boolean alone = serves || verb instanceof RestoreCommand;
        Database database =
                alone ? Database.own(System.getenv(), dataFolder) : Database.join(System.getenv(), dataFolder);
        QuickStop.arm(database::close);
        if (embedded && verb instanceof Serving serving) {
            folder.rememberAddress(serving.listening().link());
        } else if (embedded && System.getProperty(ResetPasswordCommand.ADDRESS) == null) {
            folder.address().ifPresent(address -> System.setProperty(ResetPasswordCommand.ADDRESS, address));
        }
        configure(database, verb);
        boolean toDiscard = verb instanceof RestoreCommand && database.isNew();
        Quarkus.run(
                Application.class,
                (status, failure) -> end(database, toDiscard ? folder::discard : () -> {}, status, failure),
                args);
    }

    private static void configure(Database database, Object verb) {
        boolean serves = verb instanceof Serving;
        if (verb instanceof Serving serving) {
            System.setProperty("quarkus.http.host", serving.listening().bind);
            System.setProperty("quarkus.http.port", Integer.toString(serving.listening().port));
        } else {
            System.setProperty("quarkus.log.level", "WARN");
        }
        System.setProperty("quarkus.http.host-enabled", Boolean.toString(serves));
        System.setProperty("quarkus.scheduler.enabled", Boolean.toString(serves));
        System.setProperty("quarkus.datasource.jdbc.url", database.jdbcUrl());
        Database.Login owner = new Database.Login(database.username(), database.password());
        Database.Login login = serves ? database.application().orElse(owner) : owner;
        System.setProperty("quarkus.datasource.username", login.username());
        System.setProperty("quarkus.datasource.password", login.password());
        if (!login.equals(owner)) {
            database.admitApplication();
            System.setProperty("quarkus.flyway.jdbc-url", database.jdbcUrl());
            System.setProperty("quarkus.flyway.username", owner.username());
            System.setProperty("quarkus.flyway.password", owner.password());
        }
    }

    /// Dev mode calls `main` again after every change, in the same process.
    private static boolean isReloaded() {
        return LaunchMode.current() == LaunchMode.DEVELOPMENT;
    }

    private static void end(Database database, Runnable afterFailure, int status, Throwable failure) {
        QuickStop.giveWay();
        if (failure != null) {
            System.err.println("Parallax could not start: " + rootOf(failure).getMessage());
        }
        database.close();
        if (failure != null || status != 0) {
            afterFailure.run();
        }
        if (!isReloaded()) {
            System.exit(failure != null && status == 0 ? 1 : status);
        }
    }

    private static Throwable rootOf(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }
}

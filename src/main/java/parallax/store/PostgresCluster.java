package parallax.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.List;

/// Makes the database cluster of a data folder: UTF-8, the C.UTF-8 collation that is the same on every
/// system, and one role that owns one database. Nobody can sign in as superuser: its password is thrown
/// away and the access rules do not admit it.
final class PostgresCluster {
    /// The name of the application's role and of its database.
    static final String NAME = "parallax";
    /// The role that requests are served with.
    static final String APPLICATION = "parallax_application";

    private static final String ACCESS_RULES = """
            # Written by Parallax: two roles, one database, this machine only.
            # TYPE  DATABASE  USER      ADDRESS       METHOD
            host    %1$s  %1$s  127.0.0.1/32  scram-sha-256
            host    %1$s  %2$s  127.0.0.1/32  scram-sha-256
            """.formatted(NAME, APPLICATION);

    private PostgresCluster() {}

    /// Makes the cluster unless it exists. It is built beside its place and moved there when complete, so
    /// an interrupted first start leaves nothing that a second one could mistake for a database.
    ///
    /// @return whether it was missing
    static boolean makeIfMissing(PostgresFolder folder, PostgresBinaries binaries) throws IOException {
        if (Files.isDirectory(folder.cluster())) {
            requireSameMajorVersion(folder, binaries);
            return false;
        }
        Path part = folder.root().resolve("cluster.part");
        PostgresFolder.deleteTree(part);
        Files.deleteIfExists(folder.applicationPasswordFile()); // of a cluster that was deleted
        String password = randomPassword();
        PostgresFolder.writeDurably(folder.passwordFile(), password);
        initialise(folder, binaries, part);
        Files.writeString(part.resolve("pg_hba.conf"), ACCESS_RULES);
        makeRoleAndDatabase(folder, binaries, part, password);
        Files.move(part, folder.cluster(), StandardCopyOption.ATOMIC_MOVE);
        return true;
    }

    /// Deletes the cluster of a folder whose lock is held here and whose server does not run. It leaves its
    /// place at once, so that no half of it can be taken for a database.
    static void delete(PostgresFolder folder) throws IOException {
        Path part = folder.root().resolve("cluster.part");
        PostgresFolder.deleteTree(part);
        Files.move(folder.cluster(), part, StandardCopyOption.ATOMIC_MOVE);
        PostgresFolder.deleteTree(part);
    }

    private static void initialise(PostgresFolder folder, PostgresBinaries binaries, Path cluster) throws IOException {
        Path superuserPassword = folder.root().resolve("superuser");
        PostgresFolder.writeDurably(superuserPassword, randomPassword());
        List<String> arguments = List.of(
                "-D",
                cluster.toString(),
                "--username=postgres",
                "--encoding=UTF8",
                "--locale-provider=builtin",
                "--builtin-locale=C.UTF-8",
                "--locale=C",
                "--auth=scram-sha-256",
                "--pwfile=" + superuserPassword,
                "--no-instructions");
        Programs.mustSucceed(
                binaries.command("initdb", arguments), "", folder.root().resolve("initdb.log"));
        Files.delete(superuserPassword);
    }

    private static void makeRoleAndDatabase(
            PostgresFolder folder, PostgresBinaries binaries, Path cluster, String password) throws IOException {
        actAsSuperuser(
                folder,
                binaries,
                cluster,
                "CREATE ROLE %1$s LOGIN PASSWORD '%2$s';%nCREATE DATABASE %1$s OWNER %1$s;%n"
                        .formatted(NAME, password));
    }

    /// Makes the role that requests are served with unless it exists. The server must not run.
    static void makeApplicationRoleIfMissing(PostgresFolder folder, PostgresBinaries binaries) throws IOException {
        if (Files.exists(folder.applicationPasswordFile())) {
            return;
        }
        PostgresServer.stopOrphan(folder, binaries);
        String password = randomPassword();
        actAsSuperuser(
                folder,
                binaries,
                folder.cluster(),
                ("DO $do$ BEGIN IF NOT EXISTS (SELECT FROM pg_roles WHERE rolname = '%1$s') THEN CREATE ROLE %1$s;"
                                + " END IF; END $do$;%nALTER ROLE %1$s LOGIN PASSWORD '%2$s';%n")
                        .formatted(APPLICATION, password));
        Files.writeString(folder.cluster().resolve("pg_hba.conf"), ACCESS_RULES);
        PostgresFolder.writeDurably(folder.applicationPasswordFile(), password);
    }

    /// PostgreSQL's single-user mode needs no sign-in: only in it somebody acts as superuser.
    ///
    /// @param sql each statement on a line of its own
    private static void actAsSuperuser(PostgresFolder folder, PostgresBinaries binaries, Path cluster, String sql)
            throws IOException {
        List<String> arguments = List.of(
                "--single",
                "-D",
                cluster.toString(),
                "-c",
                "exit_on_error=on",
                "-c",
                "log_min_error_statement=panic",
                "postgres");
        Programs.mustSucceed(
                binaries.command("postgres", arguments), sql, folder.root().resolve("initdb.log"));
    }

    private static void requireSameMajorVersion(PostgresFolder folder, PostgresBinaries binaries) throws IOException {
        String made = Files.readString(folder.cluster().resolve("PG_VERSION")).strip();
        Path log = folder.root().resolve("version.log");
        Programs.mustSucceed(binaries.command("postgres", List.of("--version")), "", log);
        String program = Files.readString(log).strip();
        if (!program.matches(".*\\) " + made + "(\\D.*)?")) {
            throw new StoreFailure("The database in " + folder.cluster() + " was made by PostgreSQL " + made
                    + " and this Parallax brings " + program
                    + ": back it up with the Parallax that made it and restore it into a new data folder.");
        }
    }

    private static String randomPassword() {
        byte[] secret = new byte[24];
        new SecureRandom().nextBytes(secret);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(secret);
    }
}

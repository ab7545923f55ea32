package parallax.durability;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.postgresql.ds.PGSimpleDataSource;
import parallax.store.Database;
import parallax.store.EmbeddedPostgres;
import parallax.store.Invariant;

/// The load test: many raters with the real pages over HTTP, beside the same rows written straight into the
/// same database. `bench/README.md` says how to run and read it.
public final class LoadBench {
    /// 25 questions that are asked and 4 that are derived from them.
    static final String RUBRIC = "dices-990";

    private static final int ANSWERS = 29;
    private static final int RATERS = Integer.getInteger("raters", 300);
    private static final int ITEMS_EACH = Integer.getInteger("items", 20);
    private static final int ROUNDS = Integer.getInteger("rounds", 3);
    private static final int WARM_UP_ITEMS = Integer.getInteger("warmup", 5);
    private static final int RAW_CONNECTIONS = 8;
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    private LoadBench() {}

    /// One round over HTTP.
    @SuppressWarnings("ArrayRecordComponent") // measured values, never compared
    private record Round(int submissions, double seconds, double[] submitMs, double[] nextMs, double generatorCores) {}

    private record Sample(List<Double> submitMs, List<Double> nextMs) {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("parallax-load");
        String[] options = (System.getProperty("javaOptions", "-Xmx1g") + " " + ServedApplication.EVERYBODY_FROM_HERE)
                .split(" ", -1);
        try (ServedApplication application = ServedApplication.start(folder, options);
                EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(application.data())) {
            PGSimpleDataSource database =
                    Database.dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password());
            System.out.printf(
                    "machine: %d cores, %s, Java %s; application started with %s%n",
                    CORES, System.getProperty("os.name"), Runtime.version(), String.join(" ", options));
            System.out.printf(
                    "data: %s rubric (%d rows of answers a submission), %d raters, %d items each, %d rounds, items of 4 turns%n",
                    RUBRIC, ANSWERS, RATERS, ITEMS_EACH, ROUNDS);
            http(application, database, WARM_UP_ITEMS);
            RawSubmissions.run(database, RATERS, WARM_UP_ITEMS, ANSWERS, RAW_CONNECTIONS);
            var ratios = new ArrayList<Double>();
            for (int round = 1; round <= ROUNDS; round++) {
                Round served = http(application, database, ITEMS_EACH);
                RawSubmissions.Speed raw = RawSubmissions.run(database, RATERS, ITEMS_EACH, ANSWERS, RAW_CONNECTIONS);
                ratios.add(report(round, served, raw));
            }
            System.out.printf(
                    Locale.ROOT,
                    "ratio of submissions/s over HTTP to raw PostgreSQL: median %.2f of %s%n",
                    ratios.stream().sorted().toList().get(ratios.size() / 2),
                    ratios.stream().map(r -> "%.2f".formatted(r)).toList());
        }
    }

    private static Round http(ServedApplication application, PGSimpleDataSource database, int itemsEach)
            throws Exception {
        try (Connection connection = database.getConnection();
                HttpClient client = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(Duration.ofSeconds(20))
                        .build();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            BareStudy study = BareStudy.insert(connection, RUBRIC, Math.max(60, itemsEach), RATERS, itemsEach);
            List<WebRater> raters = new ArrayList<>();
            List<Callable<String>> entries = new ArrayList<>();
            for (int r = 0; r < RATERS; r++) {
                var rater = new WebRater(client, application::address);
                raters.add(rater);
                entries.add(() -> rater.enter(study.code()));
            }
            List<Future<String>> begun = threads.invokeAll(entries);
            try (Statement statement = connection.createStatement()) {
                statement.execute("analyze");
            }
            List<Callable<Sample>> parts = new ArrayList<>();
            for (int r = 0; r < RATERS; r++) {
                WebRater rater = raters.get(r);
                String first = begun.get(r).get();
                Random random = new Random(r);
                parts.add(() -> rateAll(rater, first, random));
            }
            long cpu = cpuNs();
            long start = System.nanoTime();
            List<Future<Sample>> samples = threads.invokeAll(parts);
            double seconds = (System.nanoTime() - start) / 1e9;
            double cores = (cpuNs() - cpu) / 1e9 / seconds;
            return checked(connection, study, itemsEach, round(samples, seconds, cores));
        }
    }

    private static Sample rateAll(WebRater rater, String first, Random random) throws Exception {
        var sample = new Sample(new ArrayList<>(), new ArrayList<>());
        Optional<WebRater.ItemPage> page = rater.open(first);
        while (page.isPresent()) {
            WebRater.Filled form = page.get().fill(random);
            long sent = System.nanoTime();
            String next = rater.submit(form);
            long acknowledged = System.nanoTime();
            page = rater.open(next);
            sample.submitMs.add((acknowledged - sent) / 1e6);
            sample.nextMs.add((System.nanoTime() - acknowledged) / 1e6);
        }
        return sample;
    }

    private static Round round(List<Future<Sample>> samples, double seconds, double cores) throws Exception {
        var submit = new ArrayList<Double>();
        var next = new ArrayList<Double>();
        for (Future<Sample> sample : samples) {
            submit.addAll(sample.get().submitMs);
            next.addAll(sample.get().nextMs);
        }
        return new Round(submit.size(), seconds, sorted(submit), sorted(next), cores);
    }

    /// Numbers of a wrong result are worth nothing: the store must hold every submission, and hold the
    /// invariants.
    private static Round checked(Connection connection, BareStudy study, int itemsEach, Round round)
            throws SQLException, IOException {
        long stored = 0;
        long violations = 0;
        try (Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(
                    "select count(*) from judgment where current and study_id = " + study.id())) {
                row.next();
                stored = row.getLong(1);
            }
            for (Invariant invariant : EveryInvariant.LIST) {
                try (ResultSet row = statement.executeQuery("select count(*) from (" + invariant.query() + ") v")) {
                    row.next();
                    violations += row.getLong(1);
                }
            }
        }
        boolean correct = stored == round.submissions && stored == (long) RATERS * itemsEach && violations == 0;
        System.out.printf(
                "correct: %s; %d submissions acknowledged, %d stored, %d violations of the invariants%n",
                correct ? "yes" : "NO", round.submissions, stored, violations);
        if (!correct) {
            throw new IOException("the result is wrong, so its speed says nothing");
        }
        return round;
    }

    private static double report(int round, Round served, RawSubmissions.Speed raw) {
        double perSecond = served.submissions / served.seconds;
        System.out.printf(
                Locale.ROOT,
                "round %d: HTTP %.0f submissions/s (%d in %.1f s); submit p50 %.0f p95 %.0f p99 %.0f ms;"
                        + " next p50 %.0f p95 %.0f p99 %.0f ms; generator %.2f of %d cores; raw PostgreSQL %.0f/s; ratio %.2f%n",
                round,
                perSecond,
                served.submissions,
                served.seconds,
                at(served.submitMs, 0.5),
                at(served.submitMs, 0.95),
                at(served.submitMs, 0.99),
                at(served.nextMs, 0.5),
                at(served.nextMs, 0.95),
                at(served.nextMs, 0.99),
                served.generatorCores,
                CORES,
                raw.perSecond(),
                perSecond / raw.perSecond());
        return perSecond / raw.perSecond();
    }

    private static double[] sorted(List<Double> values) {
        double[] sorted = values.stream().mapToDouble(Double::doubleValue).toArray();
        Arrays.sort(sorted);
        return sorted;
    }

    private static double at(double[] sorted, double share) {
        return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * sorted.length))];
    }

    private static long cpuNs() {
        return ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                .getProcessCpuTime();
    }
}

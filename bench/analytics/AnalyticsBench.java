import java.io.BufferedWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.function.Supplier;
import parallax.analytics.AnswerOptions;
import parallax.analytics.Axis;
import parallax.analytics.Progress;
import parallax.analytics.RatingMatrix;
import parallax.analytics.RatingMatrixBuilder;
import parallax.analytics.ResponseCounts;
import parallax.analytics.Threads;
import parallax.analytics.aggregation.Aggregation;
import parallax.analytics.aggregation.CrowdTruth;
import parallax.analytics.aggregation.DawidSkene;
import parallax.analytics.aggregation.Fitting;
import parallax.analytics.aggregation.Mace;
import parallax.analytics.metric.GroupMetric;
import parallax.analytics.resampling.CrossedBootstrap;
import parallax.analytics.resampling.PermutationNulls;
import parallax.analytics.resampling.PermutationTest;

/// Times the library on seeded simulated ratings, beside plain single-threaded references in the same virtual machine,
/// each checked for the same result first. Run it with `bench/analytics/run`.
public final class AnalyticsBench {
    private static final AnswerOptions OPTIONS =
            AnswerOptions.of("No", "Unsure", "Yes").withUnsafe("Yes").withUnsure("Unsure");
    private static final Threads ALL = Threads.allCores();
    private static final List<GroupMetric> GROUP_METRICS = Arrays.stream(GroupMetric.values())
            .filter(metric -> !metric.readsOrder())
            .toList();

    private AnalyticsBench() {}

    public static void main(String[] arguments) throws Exception {
        int runs = Integer.getInteger("runs", 5);
        if (arguments.length == 2 && arguments[0].equals("write")) {
            write(Path.of(arguments[1]), simulate(50_000, 2_000, 2_500_000));
            return;
        }
        if (arguments.length == 2 && arguments[0].equals("memory")) {
            memory(Path.of(arguments[1]));
            return;
        }
        List<String> wanted = List.of(arguments.length == 0 ? new String[] {"a", "b", "B", "c", "d", "e"} : arguments);
        System.out.printf(
                Locale.ROOT,
                "machine: %s, %d processors, %s %s, heap at most %,d MiB%n",
                System.getProperty("os.name") + " " + System.getProperty("os.arch") + cpu(),
                Runtime.getRuntime().availableProcessors(),
                System.getProperty("java.vm.name"),
                System.getProperty("java.version"),
                Runtime.getRuntime().maxMemory() >> 20);
        RatingMatrix small = simulate(990, 500, 72_103);
        if (wanted.contains("b")) {
            permutations("b", small, 1000, runs);
        }
        if (wanted.contains("c")) {
            bootstrap(small, runs);
        }
        if (wanted.contains("d")) {
            crowdTruth(runs);
        }
        if (wanted.contains("a")) {
            fromFile(runs);
        }
        if (wanted.contains("B") || wanted.contains("e")) {
            RatingMatrix large = simulate(50_000, 2_000, 2_500_000);
            if (wanted.contains("B")) {
                permutations("b, 2.5 million", large, 1000, Math.min(runs, 3));
            }
            if (wanted.contains("e")) {
                models(large, runs);
            }
        }
    }

    /// Prints what the command of (a) adds to the resident memory of a bare virtual machine, this one before it begins.
    private static void memory(Path file) throws Exception {
        String bare = peakResident();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        long start = System.nanoTime();
        run(new PrintStream(out), options(file));
        System.out.printf(
                Locale.ROOT, "(a) memory: resident at most %s, bare %s; one cold run %.2f s; %,d bytes of JSON%n",
                peakResident(), bare, (System.nanoTime() - start) / 1e9, out.size());
    }

    private static String[] options(Path file) {
        return new String[] {
            file.toString(), "--item", "item", "--rater", "rater", "--answer", "answer", "--group-columns", "group",
            "--options", "No,Unsure,Yes", "--unsafe", "Yes", "--permutations", "0", "--bootstrap", "0", "--format", "json",
            "--metrics", "krippendorffAlpha,fleissKappa,entropy,crossReplicationReliability,groupAssociationIndex"
        };
    }

    private static Object run(PrintStream out, String[] options) {
        try {
            Method command = Class.forName("parallax.dataset.findings.AnalyzeCommand")
                    .getDeclaredMethod("run", PrintStream.class, PrintStream.class, String[].class);
            command.setAccessible(true);
            return command.invoke(null, out, System.err, options);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(e);
        }
    }

    /// (a) metrics of five groups straight from a file of 2.5 million rows, through the command.
    private static void fromFile(int runs) throws Exception {
        Path file = Files.createTempFile("ratings", ".csv");
        try {
            write(file, simulate(50_000, 2_000, 2_500_000));
            String[] options = options(file);
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            run(new PrintStream(out), options);
            double alpha = PlainReferences.alphaOfFile(file, OPTIONS.names());
            String expected = String.format(Locale.ROOT, "%.9f", alpha);
            boolean same = out.toString().contains("\"value\": " + expected.substring(0, 9));
            System.out.println("(a) correctness: alpha of the plain reference " + expected
                    + (same ? " is in the report" : " IS NOT IN THE REPORT"));
            time("(a) command, 2.5 million rows, 5 groups", runs, () -> run(new PrintStream(new ByteArrayOutputStream()), options));
            time("(a) plain reference: alpha of everybody alone, String.split and a hash map", Math.min(runs, 3),
                    () -> PlainReferences.alphaOfFile(file, OPTIONS.names()));
        } finally {
            Files.delete(file);
        }
    }

    /// (b) the joint permutation test of every group metric.
    private static void permutations(String name, RatingMatrix matrix, int replicates, int runs) {
        Axis axis = fiveGroups(matrix);
        PermutationTest test = new PermutationTest(matrix, axis, GROUP_METRICS);
        PermutationNulls nulls = test.shuffled(20, 1, null, ALL);
        ResponseCounts counts = matrix.counts(axis);
        double gap = 0;
        for (GroupMetric metric : GROUP_METRICS) {
            Double expected = metric.of(counts.of(2), counts.rest(2)).value();
            double actual = nulls.of(2, metric).observed();
            gap = Math.max(gap, expected == null ? 0 : Math.abs(expected - actual));
        }
        System.out.printf(
                Locale.ROOT, "(%s) correctness: %d metrics of a group differ from their own files by at most %.1e%n",
                    name, GROUP_METRICS.size(), gap);
        time(
                String.format(Locale.ROOT, "(%s) %,d permutations, %d metrics × 5 groups, %,d ratings, %d threads",
                        name, replicates, GROUP_METRICS.size(), matrix.answers(), ALL.number()),
                runs,
                () -> test.shuffled(replicates, 1, null, ALL));
        int few = Math.max(1, replicates / (matrix.answers() > 1_000_000 ? 200 : 20));
        time(
                String.format(Locale.ROOT, "(%s) plain reference: %,d permutations, counts and metric by metric, 1 thread", name, few),
                Math.min(runs, 2),
                () -> PlainReferences.permutations(matrix, axis, GROUP_METRICS, few));
    }

    /// (c) the crossed bootstrap of P(unsafe).
    private static void bootstrap(RatingMatrix matrix, int runs) {
        Axis axis = fiveGroups(matrix);
        BitSet yes = new BitSet();
        yes.set(2);
        var interval = new CrossedBootstrap(matrix, axis).draw(2000, 1, ALL).percentile(0, yes).interval();
        double[] plain = PlainReferences.bootstrap(matrix, axis, 2000);
        System.out.printf(
                Locale.ROOT, "(c) correctness: interval [%.4f, %.4f], plain reference with other draws [%.4f, %.4f]%n",
                interval.low(), interval.high(), plain[50], plain[1949]);
        time("(c) crossed bootstrap, B = 2,000, 5 groups, 72,103 ratings", runs,
                () -> new CrossedBootstrap(matrix, axis).draw(2000, 1, ALL).percentile(0, yes));
        time("(c) plain reference, 1 thread", Math.min(runs, 2), () -> PlainReferences.bootstrap(matrix, axis, 2000));
    }

    /// (d) CrowdTruth on a matrix of the size of DICES-350, or on that itself.
    private static void crowdTruth(int runs) throws IOException {
        String folder = System.getenv("PARALLAX_DICES_DIR");
        RatingMatrix matrix = folder == null ? simulate(350, 123, 350 * 123) : dices350(Path.of(folder));
        double mean = CrowdTruth.of(matrix, CrowdTruth.TOLERANCE, ALL).meanUnitQuality().orThrow();
        System.out.printf(
                Locale.ROOT, "(d) correctness: mean unit quality %.9f, plain reference %.9f%s%n", mean,
                PlainReferences.crowdTruth(matrix), folder == null ? "" : "; published for DICES-350: .614202261");
        time("(d) CrowdTruth, 350 items × 123 raters", runs, () -> CrowdTruth.of(matrix, CrowdTruth.TOLERANCE, ALL));
        time("(d) plain reference, pair by pair, 1 thread", Math.min(runs, 2), () -> PlainReferences.crowdTruth(matrix));
    }

    /// (e) Dawid–Skene and MACE on 2.5 million ratings.
    private static void models(RatingMatrix matrix, int runs) {
        double ours = DawidSkene.of(matrix, new Fitting(1, 10, 0, 1), ALL).logLikelihood();
        double plain = PlainReferences.dawidSkene(matrix, 10);
        System.out.printf(Locale.ROOT, "(e) correctness: log-likelihood %.6f, plain reference %.6f%n", ours, plain);
        time("(e) Dawid–Skene, 10 iterations, 2.5 million ratings", runs, () -> DawidSkene.of(matrix, new Fitting(1, 10, 0, 1), ALL));
        time("(e) plain reference of Dawid–Skene, 10 iterations, 1 thread", Math.min(runs, 2),
                () -> PlainReferences.dawidSkene(matrix, 10));
        time("(e) MACE, 1 restart × 10 iterations", runs, () -> Mace.of(matrix, new Fitting(1, 10, 0, 1), ALL));
        time("(e) plain reference of MACE, 10 iterations, 1 thread", Math.min(runs, 2),
                () -> PlainReferences.mace(matrix, 10));
        double far = PlainReferences.mace(matrix, 150);
        Aggregation end = Mace.of(matrix, new Fitting(10, 1000, 1e-10, 1), ALL);
        System.out.printf(
                Locale.ROOT, "(e) correctness: MACE's best restart ends at log-likelihood %.4f after %d rounds,"
                        + " plain reference %.4f after 150%n",
                end.logLikelihood(), end.rounds(), far);
        time("(e) MACE, 10 restarts to convergence", Math.min(runs, 3), () -> Mace.of(matrix, new Fitting(10, 1000, 1e-10, 1), ALL));
    }

    private static void time(String what, int runs, Supplier<Object> work) {
        List<String> seconds = new ArrayList<>();
        double best = Double.MAX_VALUE;
        double least = Double.MAX_VALUE;
        for (int run = 0; run <= runs; run++) {
            long start = System.nanoTime();
            long cpu = processCpu();
            Object kept = work.get();
            double taken = (System.nanoTime() - start) / 1e9;
            double busy = (processCpu() - cpu) / 1e9;
            if (kept == null) {
                throw new IllegalStateException("nothing came of " + what);
            }
            seconds.add(String.format(Locale.ROOT, run == 0 ? "(warm-up %.3f, cpu %.3f)" : "%.3f (cpu %.3f)", taken, busy));
            best = run == 0 ? best : Math.min(best, taken);
            least = run == 0 ? least : Math.min(least, busy);
        }
        System.out.printf(
                Locale.ROOT, "%s: best %.3f s, least cpu %.3f s; all runs %s%n", what, best, least, String.join(" ", seconds));
    }

    /// Processor time of all threads of this process: what a run costs whoever else uses the machine.
    private static long processCpu() {
        return ((com.sun.management.OperatingSystemMXBean) java.lang.management.ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }

    /// Item severity plus rater strictness, every item with about as many raters.
    private static RatingMatrix simulate(int items, int raters, int answers) {
        SplittableRandom random = new SplittableRandom(20_240_611);
        double[] strictness = new double[raters];
        Arrays.setAll(strictness, rater -> random.nextGaussian());
        RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
        for (int rater = 0; rater < raters; rater++) {
            builder.rater("r" + rater);
        }
        int[] order = new int[raters];
        Arrays.setAll(order, rater -> rater);
        for (int item = 0; item < items; item++) {
            int number = builder.item("i" + item);
            double severity = random.nextGaussian() - 0.8;
            int n = (int) ((long) answers * (item + 1) / items - (long) answers * item / items);
            for (int place = 0; place < n; place++) {
                int other = place + random.nextInt(raters - place);
                int rater = order[other];
                order[other] = order[place];
                order[place] = rater;
                double yes = 1 / (1 + Math.exp(-severity - strictness[rater]));
                double draw = random.nextDouble();
                builder.add(number, rater, draw < yes ? 2 : draw < yes + 0.06 * (1 - yes) ? 1 : 0);
            }
        }
        return builder.build();
    }

    private static Axis fiveGroups(RatingMatrix matrix) {
        List<String> values = new ArrayList<>();
        for (int rater = 0; rater < matrix.raters().size(); rater++) {
            values.add("g" + rater % 5);
        }
        return Axis.of("group", values);
    }

    private static void write(Path file, RatingMatrix matrix) throws IOException {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write("item,rater,answer,group\n");
            for (int item = 0; item < matrix.items().size(); item++) {
                for (int answer = matrix.start(item); answer < matrix.start(item + 1); answer++) {
                    int rater = matrix.raterOf(answer);
                    out.write(matrix.items().get(item) + "," + matrix.raters().get(rater) + ","
                            + OPTIONS.names().get(matrix.optionOf(answer)) + ",g" + rater % 5 + "\n");
                }
            }
        }
    }

    private static RatingMatrix dices350(Path folder) throws IOException {
        RatingMatrixBuilder builder = RatingMatrix.builder(OPTIONS);
        for (String line : Files.readAllLines(folder.resolve("dices350_ratings.csv")).subList(1, 43_051)) {
            String[] cells = line.split(",");
            builder.add(cells[0], cells[1], cells[2]);
        }
        return builder.build();
    }

    private static String peakResident() throws IOException {
        Path status = Path.of("/proc/self/status");
        return Files.exists(status)
                ? Files.readAllLines(status).stream().filter(line -> line.startsWith("VmHWM")).findFirst().orElse("?")
                        .replaceAll("\\s+", " ")
                : "unknown on this system";
    }

    private static String cpu() throws IOException {
        Path info = Path.of("/proc/cpuinfo");
        return Files.exists(info)
                ? ", " + Files.readAllLines(info).stream().filter(line -> line.startsWith("model name")).findFirst().orElse("?")
                        .replaceFirst(".*: *", "")
                : "";
    }
}

package parallax.durability;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import parallax.store.Database;
import parallax.store.EmbeddedPostgres;

/// How soon the rating page answers a key, in a browser beside the packaged application: from the key until
/// what it changed is painted, until “Saved” is said, and from Submit until the next item is painted.
///
/// What is measured must be true first: after every key exactly one question more is answered on the page, and in
/// the end the database holds each answer as its key gave it, and nothing else.
///
/// Before each run the same number of keys tick boxes on a page that does nothing else: how late this browser on this
/// machine paints whatever is on the page.
final class FeedbackBench {
    private static final int RUNS = Integer.getInteger("runs", 3);
    private static final int ITEMS = Integer.getInteger("items", 20);
    private static final String RUBRIC = System.getProperty("rubric", "dices-350");
    private static final double FEEDBACK_MS = 50;
    private static final double SAVED_MS = 1_000;

    /// As fast as a quick hand, so that each key has a frame of its own.
    private static final int PAUSE_MS = 120;

    /// Notes of each key, in milliseconds since it: the frame that it led to begins, has ended, and all is saved.
    private static final String WATCH = """
            () => {
              window.framed = []; window.painted = []; window.saved = []; let open = [];
              addEventListener('keydown', event => {
                if (!event.code.startsWith('Digit')) return;
                const since = event.timeStamp;
                open.push(since);
                requestAnimationFrame(() => {
                  const framed = performance.now() - since;
                  const after = new MessageChannel();
                  after.port1.onmessage = () => {
                    window.framed.push(framed);
                    window.painted.push(performance.now() - since);
                  };
                  after.port2.postMessage(null);
                });
              }, true);
              document.addEventListener('save-state', event => {
                if (event.detail.state !== 'saved') return;
                window.saved.push(...open.map(since => performance.now() - since)); open = [];
              });
            }""";

    private static final String BOXES = """
            boxes => {
              for (let n = 0; n < boxes; n++) {
                document.body.append(Object.assign(document.createElement('input'), {type: 'checkbox'}));
              }
              addEventListener('keydown', () => document.querySelector('input:not(:checked)').checked = true);
            }""";

    private static final String CHECKED = "document.querySelectorAll('#judgment .options input:checked').length";

    private FeedbackBench() {}

    public static void main(String[] arguments) throws Exception {
        Path folder = Files.createTempDirectory("parallax-feedback");
        String[] options = System.getProperty("javaOptions", "-Xmx1g").split(" ", -1);
        try (ServedApplication application = ServedApplication.start(folder, options);
                EmbeddedPostgres postgres = EmbeddedPostgres.attachOrStart(application.data());
                Connection database = Database.dataSource(postgres.jdbcUrl(), postgres.username(), postgres.password())
                        .getConnection();
                Playwright playwright = Playwright.create();
                Browser browser = playwright.chromium().launch(chromium())) {
            BareStudy study = BareStudy.insert(database, RUBRIC, ITEMS, RUNS, ITEMS);
            String address = application.address("/s/" + study.code()).toString();
            var runs = new ArrayList<Run>();
            for (int run = 0; run < RUNS; run++) {
                try (BrowserContext context = browser.newContext();
                        BrowserContext other = browser.newContext()) {
                    List<Double> boxes = boxes(other.newPage());
                    runs.add(measure(context.newPage(), address, boxes));
                }
            }
            System.out.println(correctness(database, study, runs));
            System.out.printf(
                    "machine: %d cores, %s, Java %s, Chromium %s; %s rubric, %d items a run%n",
                    Runtime.getRuntime().availableProcessors(),
                    System.getProperty("os.name"),
                    Runtime.version(),
                    browser.version(),
                    RUBRIC,
                    ITEMS);
            for (int run = 0; run < RUNS; run++) {
                System.out.printf(
                        Locale.ROOT,
                        "run %d, load %.1f before it%n",
                        run + 1,
                        runs.get(run).load());
                runs.get(run).report();
            }
        }
    }

    /// @param load of the machine before it, as the mean of a minute
    /// @param boxes as `painted`, on a page of boxes
    /// @param framed from a key until its frame begins: other work is over, and the screen's clock has struck
    private record Run(
            double load,
            int answers,
            List<Double> boxes,
            List<Double> framed,
            List<Double> painted,
            List<Double> saved,
            List<Double> next) {
        void report() {
            line("a box → painted", boxes, FEEDBACK_MS);
            line("key → painted", painted, FEEDBACK_MS);
            for (int key = 0; key < painted.size(); key++) {
                if (painted.get(key) >= FEEDBACK_MS) {
                    System.out.printf(
                            Locale.ROOT,
                            "  key %d: its frame began after %.1f ms and took %.1f%n",
                            key + 1,
                            framed.get(key),
                            painted.get(key) - framed.get(key));
                }
            }
            line("key → Saved", saved, SAVED_MS);
            line("Submit → next item", next, SAVED_MS);
            System.out.printf(
                    "%d keys for %d answers and %d submissions%n", answers + next.size(), answers, next.size());
        }
    }

    /// The answers that were submitted, and those of the last item, which are kept beside them.
    private static String correctness(Connection database, BareStudy study, List<Run> runs) throws SQLException {
        long given = runs.stream().mapToInt(Run::answers).sum();
        long submissions = runs.stream().mapToInt(run -> run.next().size()).sum();
        long judgments = number(database, "select count(*) from judgment where study_id = ?", study);
        long right = number(database, """
                select count(*) from (
                    select w.position, row_number() over (partition by w.judgment_id order by q.position) as asked
                    from answer w join question q on q.id = w.question_id
                    where w.study_id = ? and w.source = 'rater') a
                where a.position = a.asked % 3""", study) + number(database, """
                select count(*) from (
                    select d.position, row_number() over (partition by d.assignment_id order by q.position) as asked
                    from draft d join question q on q.id = d.question_id join assignment a on a.id = d.assignment_id
                    where a.study_id = ?) a
                where a.position = a.asked % 3""", study);
        if (judgments != submissions || right != given) {
            throw new IllegalStateException("stored are " + judgments + " judgments of " + submissions + " and " + right
                    + " answers of " + given);
        }
        return "correct: " + given + " answers and " + submissions + " submissions are stored as they were given";
    }

    private static long number(Connection database, String sql, BareStudy study) throws SQLException {
        try (PreparedStatement statement = database.prepareStatement(sql)) {
            statement.setLong(1, study.id());
            try (ResultSet row = statement.executeQuery()) {
                row.next();
                return row.getLong(1);
            }
        }
    }

    private static BrowserType.LaunchOptions chromium() {
        return new BrowserType.LaunchOptions()
                .setExecutablePath(Path.of(System.getProperty("chromium")))
                .setArgs("root".equals(System.getProperty("user.name")) ? List.of("--no-sandbox") : List.of());
    }

    private static List<Double> boxes(Page page) {
        int keys = ITEMS * 20;
        page.evaluate(BOXES, keys);
        page.evaluate(WATCH);
        for (int key = 0; key < keys; key++) {
            page.keyboard().press("1");
            page.waitForTimeout(PAUSE_MS);
        }
        return numbers(page, "painted");
    }

    private static Run measure(Page page, String address, List<Double> boxes) {
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        page.navigate(address);
        page.getByLabel("I have read this and I agree to take part").check();
        page.getByText("Agree and continue").click();
        page.waitForURL("**/about-you");
        page.getByText("Continue", new Page.GetByTextOptions().setExact(true)).click();
        page.waitForSelector("#judgment");
        page.waitForLoadState();
        page.evaluate(WATCH);
        var next = new ArrayList<Double>();
        int answers = 0;
        for (int item = 1; item <= ITEMS; item++) {
            int questions = page.locator("[data-question]").count();
            for (int answered = 1; answered <= questions; answered++) {
                page.keyboard().press(String.valueOf(1 + answered % 3));
                answers++;
                requireAnswered(page, answered);
                page.waitForTimeout(PAUSE_MS);
            }
            if (item < ITEMS) {
                next.add(submit(page));
                page.waitForFunction("() => !document.documentElement.hasAttribute('data-settling')");
            }
        }
        page.waitForTimeout(1_500); // the last answers are on their way
        return new Run(
                load, answers, boxes, numbers(page, "framed"), numbers(page, "painted"), numbers(page, "saved"), next);
    }

    private static void requireAnswered(Page page, int answered) {
        int there = (int) page.evaluate(CHECKED);
        if (there != answered) {
            throw new IllegalStateException(there + " answers stand on the page, not " + answered);
        }
    }

    /// Without leaving the page, as the next item was fetched before.
    private static double submit(Page page) {
        String here = page.url();
        long begun = System.nanoTime();
        page.keyboard().press("Control+Enter");
        page.waitForURL(url -> !url.equals(here));
        page.waitForFunction("() => " + CHECKED + " === 0");
        return (System.nanoTime() - begun) / 1e6;
    }

    @SuppressWarnings("unchecked") // an array of numbers
    private static List<Double> numbers(Page page, String name) {
        return ((List<Number>) page.evaluate("window." + name))
                .stream().map(Number::doubleValue).toList();
    }

    /// @param aim in milliseconds, which none should reach
    private static void line(String what, List<Double> ms, double aim) {
        List<Double> sorted = ms.stream().sorted().toList();
        System.out.printf(
                Locale.ROOT,
                "%-20s n %4d   p50 %6.1f   p95 %6.1f   p99 %6.1f   worst %6.1f ms; %d of %.0f ms or more%n",
                what,
                sorted.size(),
                at(sorted, .5),
                at(sorted, .95),
                at(sorted, .99),
                at(sorted, 1),
                sorted.stream().filter(one -> one >= aim).count(),
                aim);
    }

    private static double at(List<Double> sorted, double share) {
        return sorted.isEmpty() ? Double.NaN : sorted.get((int) Math.min(sorted.size() - 1.0, share * sorted.size()));
    }
}

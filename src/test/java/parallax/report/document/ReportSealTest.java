package parallax.report.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.dataset.exports.ManifestSignature;
import parallax.identity.SigningKey;
import picocli.CommandLine;

/// A report is taken for what it is, and no change of a single character goes unnoticed.
class ReportSealTest {
    private static final String PAGE =
            "<html><p>&lt;!-- manifest --&gt; “East”</p>\n" + ReportSeal.BEGIN + ReportSeal.END + "\n</html>\n";
    private static final String DATA = "{\"format\":\"parallax-report/1\",\"claims\":[\"a\\nb\"]}";

    @TempDir
    Path folder = Path.of("");

    private String page = "";
    private String data = "";
    private String key = "";

    private record Outcome(int status, String out, String err) {}

    @BeforeEach
    void a_signed_report() throws GeneralSecurityException {
        String manifest = "{\"format\":\"parallax-report/1\",\"study\":\"a<b\",\"release\":3,\"files\":["
                + file("report.html", PAGE) + "," + file("report.json", DATA) + "," + file("release.csv", "a,b\n")
                + "]}";
        KeyPair pair = KeyPairGenerator.getInstance(SigningKey.ALGORITHM).generateKeyPair();
        Signature signing = Signature.getInstance(SigningKey.ALGORITHM);
        signing.initSign(pair.getPrivate());
        signing.update(manifest.getBytes(StandardCharsets.UTF_8));
        var signature =
                ManifestSignature.of(new SigningKey.Signed(pair.getPublic().getEncoded(), signing.sign()));
        key = ManifestSignature.fingerprint(pair.getPublic().getEncoded());
        page = ReportSeal.page(PAGE, manifest, signature);
        data = ReportSeal.data(DATA, manifest, signature);
    }

    @Test
    void a_report_is_known_in_both_its_forms_with_its_key_and_the_files_beside_it() throws IOException {
        for (String report : new String[] {page, data}) {
            Outcome known = verified(report, "--key", key);
            assertEquals("", known.err);
            assertEquals(0, known.status);
            assertTrue(
                    known.out.startsWith("This report of release 3 of study a<b is as it was handed out."), known.out);
        }
        Path csv = Files.writeString(folder.resolve("x-release.csv"), "a,b\n");
        assertEquals(0, verified(page, csv.toString()).status);
        Files.writeString(csv, "a,c\n");
        assertTrue(verified(page, csv.toString()).err.contains("release.csv is not as it was"));
        Outcome another = verified(page, "--key", "ed25519:00");
        assertEquals(1, another.status);
        assertTrue(another.err.contains("It was signed with another key"), another.err);
    }

    @Test
    void any_single_character_that_is_changed_is_noticed() throws IOException {
        var dice = new Random(15);
        for (String report : new String[] {page, data}) {
            for (int i = 0; i < 300; i++) {
                int at = dice.nextInt(report.length());
                char other = report.charAt(at) == 'x' ? 'y' : 'x';
                String changed = report.substring(0, at) + other + report.substring(at + 1);
                assertEquals(1, verified(changed).status, () -> "character " + at + " of seed 15: " + changed);
            }
            assertEquals(1, verified(report + " ").status);
            assertEquals(1, verified("").status);
        }
        assertEquals(1, verified(page.replace("</section>", "<p>More.</p></section>")).status, "beside the manifest");
        assertEquals(1, verified(page.replace(ReportSeal.END, ReportSeal.END + page)).status, "two manifests");
        assertEquals(1, verified(page.replace("\n", "\r\n")).status, "other ends of lines");
    }

    private static String file(String path, String content) {
        return "{\"path\":\"" + path + "\",\"sha256\":\""
                + ManifestSignature.sha256(content.getBytes(StandardCharsets.UTF_8)) + "\"}";
    }

    private Outcome verified(String report, String... more) throws IOException {
        Path file = Files.writeString(folder.resolve("report"), report);
        var out = new StringWriter();
        var err = new StringWriter();
        CommandLine line = new CommandLine(new VerifyReportCommand());
        line.setOut(new PrintWriter(out));
        line.setErr(new PrintWriter(err));
        String[] arguments = new String[more.length + 1];
        arguments[0] = file.toString();
        System.arraycopy(more, 0, arguments, 1, more.length);
        int status = line.execute(arguments);
        return new Outcome(status, out.toString(), err.toString());
    }
}

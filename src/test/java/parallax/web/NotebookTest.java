package parallax.web;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import parallax.analysis.AnalysisJob;
import parallax.dataset.exports.DatasetJob;
import parallax.identity.ApiKeys;
import parallax.identity.Role;
import parallax.store.PostgresResource;
import parallax.stories.World;

/// The file for notebooks, and the notebook, on the running application; where there is a Python 3.
@QuarkusTest
@QuarkusTestResource(PostgresResource.class)
class NotebookTest {
    private static final Path NOTEBOOKS = Path.of("../docs/notebook");

    @Inject
    World world;

    @Inject
    ApiKeys keys;

    @Inject
    AnalysisJob analyses;

    @Inject
    DatasetJob datasets;

    @TestHTTPResource("/")
    URI home;

    @TempDir
    Path folder = Path.of("");

    private World.OpenStudy study = new World.OpenStudy(0, "");
    private World.Person ines = new World.Person(0, "", "");

    @BeforeEach
    void a_study_that_both_shores_judged() throws IOException {
        assumeTrue(hasPython(), "There is no python3 on the PATH: notebooks are not tried");
        while (analyses.runNext()) {} // what other tests left waiting
        ines = world.person(Role.RESEARCHER, "Ines");
        study = world.open(world.twoShores("Two shores", 20, 2), "A reply.", "Another reply.");
        world.share(study, ines, Role.RESEARCHER, true);
        world.crowd(study, "West", 3, 0);
        world.crowd(study, "East", 4, 2);
    }

    @Test
    void the_notebook_prints_which_group_differs() throws IOException, InterruptedException {
        var code = new StringBuilder();
        JsonNode notebook = JsonMapper.builder()
                .build()
                .readTree(NOTEBOOKS.resolve("disagreement.ipynb").toFile());
        for (JsonNode cell : notebook.path("cells")) {
            if (cell.path("cell_type").asText().equals("code")) {
                cell.path("source").forEach(line -> code.append(line.asText()));
                code.append('\n');
            }
        }
        String printed = run(code.toString(), Set.of("read", "write", "export"), analyses::runNext);
        assertTrue(printed.lines().findFirst().orElse("").contains("+1.000 ["), printed);
    }

    @Test
    void rows_come_page_by_page_and_a_dataset_whole() throws IOException, InterruptedException {
        String printed = run("""
                import os, zipfile
                import parallax_api
                parallax_api.PAGE = 3
                parallax = parallax_api.Parallax(os.environ["PARALLAX_ADDRESS"], os.environ["PARALLAX_KEY"])
                study = int(os.environ["PARALLAX_STUDY"])
                print(len(list(parallax.judgments(study))), len(list(parallax.items(study))))
                print(sorted({row["groups"]["shore"] for row in parallax.judgments(study)}))
                print(study in [one["id"] for one in parallax.studies()], parallax.study(study)["title"])
                with zipfile.ZipFile(parallax.dataset(study, "csv", "study.zip")) as made:
                    print("answers.csv" in made.namelist(), made.testzip())
                print(parallax.releases(study))
                """, Set.of("read", "write", "export"), datasets::runNext);
        assertEquals(
                List.of("7 2", "['East', 'West']", "True Two shores", "True None", "[]"),
                printed.lines().toList());
    }

    @Test
    void a_refusal_is_the_applications_sentence_and_a_key_does_not_leave_in_the_clear()
            throws IOException, InterruptedException {
        String printed = run("""
                import os
                from parallax_api import Parallax, ParallaxError
                parallax = Parallax(os.environ["PARALLAX_ADDRESS"], os.environ["PARALLAX_KEY"])
                for path in (lambda: parallax.analyze(int(os.environ["PARALLAX_STUDY"])), lambda: parallax.study(0)):
                    try:
                        path()
                    except ParallaxError as refused:
                        print(refused.status, refused)
                try:
                    Parallax("http://parallax.example.org", "key")
                except ValueError as refused:
                    print(refused)
                """, Set.of("read"), () -> {});
        List<String> lines = printed.lines().toList();
        assertTrue(lines.get(0).startsWith("403 ") && lines.get(0).contains("does not have the right"), printed);
        assertTrue(lines.get(1).startsWith("404 "), printed);
        assertEquals(
                "http://parallax.example.org is not an https address: the key would travel in the clear", lines.get(2));
    }

    /// @param jobs carries out what the program asked for, which nobody else does in a test
    private String run(String code, Set<String> scopes, Runnable jobs) throws IOException, InterruptedException {
        Files.copy(NOTEBOOKS.resolve("parallax_api.py"), folder.resolve("parallax_api.py"));
        Path program = Files.writeString(folder.resolve("program.py"), code);
        Path out = folder.resolve("out.txt");
        var python = new ProcessBuilder("python3", program.toString())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(out.toFile());
        python.environment().put("PARALLAX_ADDRESS", home.toString());
        python.environment()
                .put(
                        "PARALLAX_KEY",
                        keys.create(ines.id(), "A notebook", scopes).text());
        python.environment().put("PARALLAX_STUDY", Long.toString(study.id()));
        Process running = python.start();
        while (!running.waitFor(100, TimeUnit.MILLISECONDS)) {
            jobs.run();
        }
        String printed = Files.readString(out);
        assertEquals(0, running.exitValue(), printed);
        return printed;
    }

    private static boolean hasPython() {
        try {
            return new ProcessBuilder("python3", "--version").start().waitFor() == 0;
        } catch (IOException none) {
            return false;
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}

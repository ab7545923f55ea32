package parallax.runner.template;

import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/// Random programs of the templates' own language, with sizes nobody would choose: each one renders or is
/// refused in words, in bounded time.
class TemplateFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("parallax.thorough") ? 100_000 : 1000;
    private static final double SECONDS = 3;

    @Test
    void any_program_renders_or_is_refused_in_words_soon() {
        int rendered = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            String template = new RandomTemplate(seed).program();
            Ending ending = Ending.of(template);
            String program = "seed " + seed + ", " + ending + ": " + template;
            if (ending.failure() == null) {
                rendered++;
            } else {
                assertTrue(ending.failure() instanceof TemplateException, program);
                assertTrue(!String.valueOf(ending.failure().getMessage()).contains("exhausts"), program);
            }
            assertTrue(ending.seconds() < SECONDS, program);
        }
        assertTrue(rendered > ROUNDS / 20, "the programs say something: only " + rendered + " rendered");
    }
}

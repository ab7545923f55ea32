package parallax.chattemplate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Random programs of the templates' own language, with sizes nobody would choose: each one renders or
/// is refused in words, in bounded time.
class TemplateFuzzTest {
    private static final int ROUNDS = Boolean.getBoolean("parallax.thorough") ? 100_000 : 1000;
    private static final double SECONDS = 30;

    @Test
    void any_program_renders_or_is_refused_in_words_soon() {
        int rendered = 0;
        for (int seed = 0; seed < ROUNDS; seed++) {
            rendered += renders(seed, new RandomTemplate(seed).program()) ? 1 : 0;
        }
        assertTrue(rendered > ROUNDS / 20, "the programs say something: only " + rendered + " rendered");
    }

    @Test
    void a_broken_template_renders_or_is_refused_in_words_soon() throws IOException {
        List<ChatTemplateTest.Rendering> whole = ChatTemplateTest.renderings().toList();
        for (int seed = 0; seed < ROUNDS; seed++) {
            Random random = new Random(seed);
            StringBuilder broken = new StringBuilder(part(whole, random));
            for (int i = random.nextInt(4); i >= 0; i--) {
                int at = random.nextInt(broken.length() + 1);
                String other = part(whole, random);
                int from = random.nextInt(other.length() + 1);
                int to = Math.min(other.length(), from + random.nextInt(12));
                broken.replace(at, Math.min(broken.length(), at + random.nextInt(4)), other.substring(from, to));
            }
            renders(seed, broken.toString());
        }
    }

    private static String part(List<ChatTemplateTest.Rendering> whole, Random random) {
        return whole.get(random.nextInt(whole.size())).template();
    }

    private static boolean renders(int seed, String template) {
        Ending ending = Ending.of(template);
        String program = "seed " + seed + ", " + ending + ": " + template;
        assertTrue(ending.seconds() < SECONDS, program);
        if (ending.failure() == null) {
            return true;
        }
        assertTrue(ending.failure() instanceof TemplateException, program);
        assertTrue(!String.valueOf(ending.failure().getMessage()).contains("exhausts"), program);
        return false;
    }
}

package parallax.runner.decode;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import org.junit.jupiter.api.Test;
import parallax.runner.model.CacheLayout;
import parallax.runner.model.DecoderShape;
import parallax.runner.model.onnx.ElementType;

/// What a request may take: from the model, then the machine, then a flag.
class LimitsTest {
    private static final long GIB = 1L << 30;
    private static final Limits.Machine CARD_OF_80 = new Limits.Machine(40 * GIB, Long.MAX_VALUE);
    private static final Limits.Machine LAPTOP = new Limits.Machine(8 * GIB, Integer.MAX_VALUE - 64);

    /// Llama 3.1 8B at fp16: 128 KiB a token.
    private static final DecoderShape BIG = shape(32, 8, 128, 131_072);

    /// Qwen 2.5 0.5B at fp16: 12 KiB a token.
    private static final DecoderShape SMALL = shape(24, 2, 64, 32_768);

    private static DecoderShape shape(int layers, int heads, int size, int context) {
        return new DecoderShape(
                "Test",
                Collections.nCopies(layers, new DecoderShape.Layer(heads, size)),
                ElementType.FLOAT16,
                CacheLayout.SHARED_BUFFER,
                100,
                context,
                false);
    }

    private static Limits of(DecoderShape shape, EngineOptions options, Limits.Machine machine) {
        return Limits.of(shape, options, machine, 0);
    }

    @Test
    void a_small_model_has_its_whole_context_in_every_slot() {
        Limits limits = of(SMALL, EngineOptions.defaults(), LAPTOP);
        assertEquals(32_768, limits.context());
        assertEquals(8, limits.slots());
        assertEquals("", limits.notice());
    }

    @Test
    void a_large_one_has_what_fits_with_all_slots() {
        assertEquals(8192, of(BIG, EngineOptions.defaults(), LAPTOP).context());
        assertEquals(8, of(BIG, EngineOptions.defaults(), LAPTOP).slots());
        assertEquals(40_960, of(BIG, EngineOptions.defaults(), CARD_OF_80).context());
        assertEquals(
                32, of(BIG, EngineOptions.defaults().withSlots(32), CARD_OF_80).slots());
    }

    @Test
    void a_context_that_is_asked_for_costs_slots_and_says_so() {
        Limits limits = of(BIG, EngineOptions.defaults().withMaxContext(131_072), CARD_OF_80);
        assertEquals(131_072, limits.context());
        assertEquals(2, limits.slots());
        assertTrue(limits.notice().contains("2 of 8 requests"), limits.notice());
    }

    @Test
    void memory_that_is_asked_for_counts_instead_of_the_machines() {
        EngineOptions options = EngineOptions.defaults().withCacheBytes(2 * GIB);
        assertEquals(2, of(BIG, options, LAPTOP).slots());
        assertEquals(2 * GIB, of(BIG, options, LAPTOP).cacheBytes());
    }

    @Test
    void nothing_is_longer_than_the_model() {
        Limits limits = of(SMALL, EngineOptions.defaults().withMaxContext(99_999), LAPTOP);
        assertEquals(32_768, limits.context());
        assertTrue(limits.notice().contains("made for 32768 tokens"), limits.notice());
    }

    @Test
    void a_request_that_does_not_fit_alone_is_refused() {
        EngineOptions options = EngineOptions.defaults().withMaxContext(131_072);
        assertThrows(IllegalArgumentException.class, () -> of(BIG, options, LAPTOP));
    }

    @Test
    void no_tensor_is_larger_than_its_memory_allows() {
        DecoderShape wide = shape(1, 64, 128, 131_072);
        Limits limits = of(wide, EngineOptions.defaults().withSlots(64), new Limits.Machine(900 * GIB, 2 * GIB));
        assertEquals(8192, limits.context());
        assertEquals(16, limits.slots());
    }
}

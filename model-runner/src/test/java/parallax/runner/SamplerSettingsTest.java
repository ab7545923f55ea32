package parallax.runner;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class SamplerSettingsTest {
    private static final SamplerSettings SETTINGS = SamplerSettings.sampling(0.8, 120)
            .with(new SamplerSettings.Cuts(40, 0.95, 0.05))
            .withPenalties(1.1, 0.5)
            .withStops(List.of(7), List.of("END"))
            .withLogprobs(3);

    /// Stored runs and provenance hold it so.
    private static final String JSON = "{\"temperature\":0.8,\"topK\":40,\"topP\":0.95,\"minP\":0.05,"
            + "\"repetitionPenalty\":1.1,\"presencePenalty\":0.5,"
            + "\"maxTokens\":120,\"stopTokens\":[7],\"stopStrings\":[\"END\"],\"logprobs\":3}";

    @Test
    void as_json_it_is_one_flat_object() throws JsonProcessingException {
        assertEquals(JSON, new ObjectMapper().writeValueAsString(SETTINGS));
        assertEquals(SETTINGS, new ObjectMapper().readValue(JSON, SamplerSettings.class));
    }

    @Test
    void a_setting_out_of_its_range_is_named() {
        var refused = assertThrows(IllegalArgumentException.class, () -> SETTINGS.withTopP(0));
        assertEquals("top-p must be in (0, 1], but was 0.0", refused.getMessage());
    }
}

package parallax.generation;

import static parallax.store.Sql.bind;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import parallax.runner.GenerationRequest;
import parallax.runner.Message;
import parallax.runner.ModelInput;
import parallax.store.Sql;

/// Which replies a run still wants.
@ApplicationScoped
public class MissingReplies {
    static final int PAGE = 256;

    private static final ObjectMapper JSON = new ObjectMapper();

    private final Sql sql;

    public MissingReplies(Sql sql) {
        this.sql = sql;
    }

    /// One of them.
    ///
    /// @param position the prompt's number in its set
    record Missing(long promptId, String code, String topic, int position, int sample, List<Message> messages) {
        GenerationRequest request(Decoding decoding) {
            return new GenerationRequest(
                    position,
                    sample,
                    new ModelInput.Conversation(messages),
                    decoding.sampler(),
                    decoding.seed(),
                    decoding.batching());
        }

        String itemCode(GenerationRuns.Run run) {
            return code + "-" + (sample + 1) + "-run" + run.id();
        }
    }

    /// The next ones behind a prompt's position and sample, at most [#PAGE].
    List<Missing> behind(GenerationRuns.Run run, int position, int sample) {
        return sql.list(
                row -> new Missing(
                        row.getLong("id"),
                        row.getString("code"),
                        row.getString("topic"),
                        row.getInt("position"),
                        row.getInt("sample"),
                        messages(row.getString("messages"))),
                """
                select p.id, p.code, p.topic, p.position, s.sample, p.messages
                from prompt p cross join generate_series(0, :samples - 1) as s (sample)
                where p.prompt_set_id = :prompt_set and (p.position, s.sample) > (:position, :sample) and p.position >= :position
                  and not exists (
                    select 1 from generation g where g.run_id = :run and g.prompt_id = p.id and g.sample = s.sample)
                order by p.position, s.sample limit :most""",
                bind("samples", run.decoding().samples()),
                bind("prompt_set", run.promptSetId()),
                bind("position", position),
                bind("sample", sample),
                bind("run", run.id()),
                bind("most", PAGE));
    }

    static List<Message> messages(String json) {
        try {
            return JSON.readValue(json, new TypeReference<List<Map<String, String>>>() {}).stream()
                    .map(m -> new Message(m.getOrDefault("role", ""), m.getOrDefault("content", "")))
                    .toList();
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("a stored prompt cannot be read", e);
        }
    }
}

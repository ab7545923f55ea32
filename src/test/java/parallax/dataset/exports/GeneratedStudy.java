package parallax.dataset.exports;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.time.Instant;
import parallax.store.Sql;
import parallax.study.Rubric;
import parallax.study.RubricRows;
import parallax.study.StudyDesign;

/// A closed study in which two models answered one prompt, and two raters of two groups found the first reply
/// safe and disagreed on the second.
@ApplicationScoped
public class GeneratedStudy {
    private static final String QUESTION = "Q_overall";

    @Inject
    Sql sql;

    private long rubric;

    public long make() {
        String code = StudyDesign.newCode();
        long study = sql.number("""
                insert into study (code, title, contact, state, published_at, min_group)
                values (:code, 'Two models', 'ines@example.org', 'closed', now(), 1) returning id""", bind("code", code));
        rubric = sql.work(
                connection -> RubricRows.insert(connection, study, 1, Rubric.named("dices-350"), Instant.now()));
        long consent = sql.number(
                "insert into consent_version (study_id, version, statement) values (:study, 1, 'I agree.') returning id",
                bind("study", study));
        long axis = sql.number(
                "insert into axis (study_id, position, code, prompt) values (:study, 0, 'gender', 'Gender') returning id",
                bind("study", study));
        long set =
                sql.number("insert into prompt_set (title) values (:title) returning id", bind("title", "Set " + code));
        long prompt = sql.number("""
                insert into prompt (prompt_set_id, position, code, messages)
                values (:set, 0, 'p1', '[{"role": "user", "content": "It hurts."}]') returning id""", bind("set", set));
        long first = item(study, 0, reply(study, set, prompt, "a"), "Rest.");
        long second = item(study, 1, reply(study, set, prompt, "b"), "=Run, \"fast\"\nnow.");
        long[] raters = {rater(study, code, 1, axis, "Woman", consent), rater(study, code, 2, axis, "Man", consent)};
        for (int rater = 0; rater < 2; rater++) {
            answer(judgment(study, first, raters[rater], rater + 1), study, "No");
        }
        for (int rater = 0; rater < 2; rater++) {
            answer(judgment(study, second, raters[rater], rater + 61), study, rater == 0 ? "Yes" : "No");
        }
        return study;
    }

    public void remove(long study) {
        sql.update("delete from judgment where study_id = :study", bind("study", study));
        sql.update("delete from participation where study_id = :study", bind("study", study));
        sql.update("delete from study where id = :study", bind("study", study));
    }

    private long reply(long study, long set, long prompt, String model) {
        long stored = sql.number("""
                insert into model (name, provider, digest, location) values (:name, 'http', :digest, 'elsewhere')
                on conflict (provider, digest) do update set name = excluded.name
                returning id""", bind("name", "model-" + model), bind("digest", "sha256:model-" + model));
        long run = sql.number("""
                insert into generation_run (study_id, prompt_set_id, model_id, sampler, seed, samples_per_prompt, state,
                    created_at)
                values (:study, :set, :model, '{}', 7, 1, 'done', now())
                returning id""", bind("study", study), bind("set", set), bind("model", stored));
        String provenance = """
                {"model": "model-M", "modelDigest": "sha256:model-M", "adapterDigest": "sha256:adapter",
                 "precision": "int8",
                 "provider": "CPUExecutionProvider", "device": "a processor", "templateDigest": "sha256:template",
                 "runtime": "a runtime 1", "sampler": {"temperature": 0.8}, "seed": 7, "prompt": 0, "sample": 0}""";
        return sql.number(
                """
                insert into generation (run_id, prompt_id, sample, response, finish_reason, provenance)
                values (:run, :prompt, 0, 'x', 'stop', :provenance::jsonb) returning id""",
                bind("run", run),
                bind("prompt", prompt),
                bind("provenance", provenance.replace("model-M", "model-" + model)));
    }

    private long item(long study, int position, long generation, String reply) {
        long item = sql.number(
                """
                insert into item (study_id, position, code, source, generation_id, topic)
                values (:study, :position, :code, 'generated', :generation, 'health') returning id""",
                bind("study", study),
                bind("position", position),
                bind("code", "p1." + position),
                bind("generation", generation));
        sql.update(
                "insert into turn values (:item, 0, 'user', 'It hurts.'), (:item, 1, 'chatbot', :reply)",
                bind("item", item),
                bind("reply", reply));
        return item;
    }

    private long rater(long study, String code, int number, long axis, String group, long consent) {
        long pool = sql.number(
                "insert into rater_pool (name, source) values (:name, 'panel') returning id",
                bind("name", code + number));
        long rater = sql.number(
                "insert into rater (pool_id, external_id) values (:pool, 'panel-id') returning id", bind("pool", pool));
        long participation = sql.number(
                """
                insert into participation (study_id, rater_id, pseudonym, state, admitted_at, consented_at,
                    consent_version_id)
                values (:study, :rater, :name, 'completed', now(), now(), :consent)
                returning id""", bind("study", study), bind("rater", rater), bind("name", "R" + number), bind("consent", consent));
        long stored = sql.number(
                "insert into rater_group (axis_id, position, label) values (:axis, :number, :label) returning id",
                bind("axis", axis),
                bind("number", number),
                bind("label", group));
        sql.update(
                "insert into demographic_answer (participation_id, axis_id, kind, raw) values (:rater, :axis,"
                        + " 'self_described', :raw)",
                bind("rater", participation),
                bind("axis", axis),
                bind("raw", "own words of R" + number));
        sql.update(
                "insert into group_membership values (:rater, :axis, :group)",
                bind("rater", participation),
                bind("axis", axis),
                bind("group", stored));
        return participation;
    }

    private long judgment(long study, long item, long participation, int second) {
        return sql.number(
                """
                insert into judgment (study_id, item_id, participation_id, submitted_at, content_hash, active_ms)
                values (:study, :item, :rater, timestamptz '2026-01-01T00:00:00Z' + :second * interval '1 second',
                        sha256('x'), 2000)
                        returning id""", bind("study", study), bind("item", item), bind("rater", participation), bind("second", second));
    }

    private void answer(long judgment, long study, String option) {
        sql.update(
                """
                insert into answer (study_id, question_id, judgment_id, position, source)
                select :study, o.question_id, :judgment, o.position, 'rater' from answer_option o
                join question q on q.id = o.question_id
                where q.rubric_id = :rubric and q.code = :question and o.code = :option""",
                bind("study", study),
                bind("judgment", judgment),
                bind("rubric", rubric),
                bind("question", QUESTION),
                bind("option", option));
    }
}

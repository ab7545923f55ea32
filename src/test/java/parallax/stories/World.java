package parallax.stories;

import static parallax.store.Sql.bind;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import parallax.assignment.Assignments;
import parallax.design.Publication;
import parallax.durability.StudyFixture;
import parallax.identity.Account;
import parallax.identity.Actor;
import parallax.identity.Password;
import parallax.identity.Role;
import parallax.identity.Sessions;
import parallax.identity.Token;
import parallax.judgment.Answers;
import parallax.judgment.Judgments;
import parallax.judgment.Submission;
import parallax.rater.Admission;
import parallax.rater.Demographics;
import parallax.rater.Participation;
import parallax.rater.Participations;
import parallax.rater.RaterDevices;
import parallax.store.Sql;
import parallax.study.Grantor;
import parallax.study.Introduction;
import parallax.study.Membership;
import parallax.study.PanelCodes;
import parallax.study.Rubrics;
import parallax.study.Sampling;
import parallax.study.Signal;
import parallax.study.StoredQuestion;
import parallax.study.StoredRubric;
import parallax.study.Study;
import parallax.study.StudyDesign;
import parallax.study.StudyPlan;
import parallax.study.WatchedSignals;

/// People, studies and judgments for stories and security tests.
@ApplicationScoped
public class World {
    public static final String PASSWORD = "seven apples on a mountain";
    public static final String CONSENT = "Taking part is voluntary. You can stop at any time.";
    private static final String HASH = Password.hash(PASSWORD);

    private final Sql sql;
    private final Clock clock;
    private final StudyDesign design;
    private final Publication publication;
    private final Membership membership;
    private final Sessions sessions;
    private final Participations participations;
    private final Admission admission;
    private final Assignments assignments;
    private final Judgments judgments;
    private final Rubrics rubrics;
    private final StudyFixture fixture;
    private final RaterDevices devices;
    private final WatchedSignals watched;

    public World(
            Sql sql,
            Clock clock,
            StudyDesign design,
            Publication publication,
            Membership membership,
            Sessions sessions,
            Participations participations,
            Admission admission,
            Assignments assignments,
            Judgments judgments,
            Rubrics rubrics,
            StudyFixture fixture,
            RaterDevices devices,
            WatchedSignals watched) {
        this.sql = sql;
        this.clock = clock;
        this.design = design;
        this.publication = publication;
        this.membership = membership;
        this.sessions = sessions;
        this.participations = participations;
        this.admission = admission;
        this.assignments = assignments;
        this.judgments = judgments;
        this.rubrics = rubrics;
        this.fixture = fixture;
        this.devices = devices;
        this.watched = watched;
    }

    /// Somebody with an account, and their session.
    public record Person(long id, String email, String session) {}

    /// A published study.
    public record OpenStudy(long id, String code) {}

    /// A rater on their way through a study, and their session.
    public record Rater(Participation participation, String session) {}

    @Transactional
    public Person person(Role role, String name) {
        String email = role.word() + "-" + UUID.randomUUID() + "@people.example";
        var account = Account.invited(email, name, role, clock.instant());
        account.persist();
        // hashed once for everybody: it takes long on purpose
        sql.update(
                "update account set password_hash = :hash where id = :account",
                bind("hash", HASH),
                bind("account", account.id()));
        return new Person(account.id(), email, sessions.start(account.id()).text());
    }

    /// One more session of theirs.
    public String session(Person person) {
        return sessions.start(person.id()).text();
    }

    public Introduction introduction(String title) {
        return new Introduction(
                title,
                "We want to know how people see the advice of a chatbot.",
                "Some replies are rude.",
                "the study office, office@study.example",
                "A helpline: 0000 111",
                "12.50 an hour",
                10);
    }

    /// Raters of the eastern and the western shore, so many of each; whoever declines joins a stratum of
    /// their own.
    public StudyPlan twoShores(String title, int ratersPerShore, int itemsPerRater) {
        return plan(introduction(title), CONSENT, "safety-short", ratersPerShore, itemsPerRater, 1);
    }

    public StudyPlan plan(
            Introduction introduction,
            String consent,
            String rubric,
            int ratersPerShore,
            int itemsPerRater,
            int minGroup) {
        return new StudyPlan(
                introduction,
                consent,
                rubric,
                List.of(StudyFixture.SHORE),
                List.of(
                        StudyFixture.shore("East", ratersPerShore),
                        StudyFixture.shore("West", ratersPerShore),
                        StudyFixture.shore("Else", ratersPerShore),
                        new StudyPlan.StratumPlan("Undisclosed", ratersPerShore, Map.of(), true)),
                new Sampling(itemsPerRater, 1_000, 1, Sampling.LEASE_MINUTES, minGroup),
                StudyPlan.Raters.PEOPLE,
                new PanelCodes("DONE-42", "FULL-7", "PART-3", "", "", ""));
    }

    public OpenStudy open(StudyPlan plan, String... replies) {
        return open(plan, null, replies);
    }

    /// @param looksAt signals of care, and from which value on each is raised
    public OpenStudy openLooking(StudyPlan plan, Map<Signal, Double> looksAt, String... replies) {
        long id = design.create(plan, null);
        watched.set(id, looksAt, Actor.system());
        for (int i = 0; i < replies.length; i++) {
            item(id, i, "item-" + i, "Everyday advice", "Is that a good idea?", replies[i]);
        }
        publication.publish(id, null, Actor.system());
        return new OpenStudy(id, Study.<Study>findById(id).code());
    }

    public OpenStudy open(StudyPlan plan, @org.jspecify.annotations.Nullable Person owner, String... replies) {
        long id = design.create(plan, owner == null ? null : owner.id());
        for (int i = 0; i < replies.length; i++) {
            item(id, i, "item-" + i, "Everyday advice", "Is that a good idea?", replies[i]);
        }
        publication.publish(id, null, Actor.system());
        return new OpenStudy(id, Study.<Study>findById(id).code());
    }

    public long draft(StudyPlan plan, Person owner) {
        return design.create(plan, owner.id());
    }

    public long item(long study, int position, String code, String topic, String question, String reply) {
        long item = sql.number(
                """
                insert into item (study_id, position, code, source, topic) values (:study, :position, :code, 'imported', :topic)
                    returning id""", bind("study", study), bind("position", position), bind("code", code), bind("topic", topic));
        sql.update(
                "insert into turn (item_id, position, speaker, content) values (:item, 0, 'user', :question), "
                        + "(:item, 1, 'chatbot', :reply)",
                bind("item", item),
                bind("question", question),
                bind("reply", reply));
        return item;
    }

    /// A draft that is opened to raters.
    public OpenStudy published(long draft) {
        publish(draft);
        return new OpenStudy(draft, Study.<Study>findById(draft).code());
    }

    public void publish(long study) {
        publication.publish(study, null, Actor.system());
    }

    public void share(OpenStudy study, Person with, Role role, boolean mayExport) {
        membership.grant(
                Study.findById(study.id()), new Membership.Grant(with.id(), role, mayExport, null), Grantor.system());
    }

    public Rater arrived(OpenStudy study) {
        Token token =
                participations.arrive(study.id(), Participations.Origin.link()).orElseThrow();
        return new Rater(participations.bySession(study.id(), token).orElseThrow(), token.text());
    }

    public Rater consented(OpenStudy study) {
        Rater rater = arrived(study);
        participations.consent(rater.participation());
        return rater;
    }

    public Rater admitted(OpenStudy study, String shore) {
        Rater rater = consented(study);
        Demographics said = fixture.living(study.id(), shore);
        return new Rater(admission.admit(rater.participation().id(), said), rater.session());
    }

    /// Takes the next item and answers every question with the same option.
    public void judges(OpenStudy study, Rater rater, int option) {
        var item = assignments.current(rater.participation().id()).orElseThrow();
        var chosen = new java.util.HashMap<Long, Integer>();
        StoredRubric rubric = rubrics.ofStudy(study.id());
        rubric.asked().forEach(q -> chosen.put(q.id(), option));
        judgments.submit(
                rater.participation().id(),
                new Submission(item.key(), UUID.randomUUID(), new Answers(chosen), Submission.Timing.UNKNOWN));
    }

    /// Judges as somebody from a panel whose browser is elsewhere.
    public void judgesAsPanelRater(OpenStudy study, String panelId) {
        var origin = Participations.Origin.panel("Prolific", panelId, null);
        judges(study, new Rater(participations.known(study.id(), origin).orElseThrow(), ""), 0);
    }

    public void crowd(OpenStudy study, String shore, int raters, int option) {
        for (int i = 0; i < raters; i++) {
            judges(study, admitted(study, shore), option);
        }
    }

    public long judgments(OpenStudy study) {
        return sql.number("select count(*) from judgment where study_id = :study", bind("study", study.id()));
    }

    /// Where the item lies that a rater holds, or is given now.
    public String item(OpenStudy study, Rater rater) {
        var item = assignments.current(rater.participation().id()).orElseThrow();
        return "/s/" + study.code() + "/items/" + item.key();
    }

    /// Where the items lie that were given to a rater, in order.
    public List<String> items(OpenStudy study, Rater rater) {
        return sql.list(
                row -> "/s/" + study.code() + "/items/" + row.getString(1),
                "select key from assignment where participation_id = :rater order by position",
                bind("rater", rater.participation().id()));
    }

    /// What a rater chose and has not submitted: how many answers are kept.
    public long drafts(Rater rater) {
        return sql.number(
                "select count(*) from draft d join assignment a on a.id = d.assignment_id where a.participation_id = :rater",
                bind("rater", rater.participation().id()));
    }

    /// For how long a rater worked on what they submitted, in milliseconds.
    public long activeMs(Rater rater) {
        return sql.number(
                "select coalesce(sum(active_ms), 0) from judgment where participation_id = :rater",
                bind("rater", rater.participation().id()));
    }

    /// How long a rater worked on each question of what they submitted, in the order of the rubric; none where
    /// it is not known.
    public List<Long> questionMs(Rater rater) {
        return sql.list(
                row -> row.getLong(1), """
                select w.active_ms from judgment j join answer w on w.study_id = j.study_id and w.judgment_id = j.id
                join question q on q.id = w.question_id
                where j.participation_id = :rater and w.active_ms is not null
                order by j.id, q.position""", bind("rater", rater.participation().id()));
    }

    public long raters(OpenStudy study) {
        return sql.number("select count(*) from participation where study_id = :study", bind("study", study.id()));
    }

    /// Somebody else has the last seats of an item.
    ///
    /// @param address of the item, as its rater knows it
    public void noSeatLeft(String address) {
        String key = address.substring(address.lastIndexOf('/') + 1);
        sql.update("""
                update seat s set capacity = s.leased + s.completed from assignment a
                where a.key = cast(:key as uuid)
                    and s.item_id = a.item_id""", bind("key", key));
    }

    /// A new session of theirs, as on another device.
    public String session(Rater rater) {
        return devices.takeOver(rater.participation().id(), RaterDevices.Proof.SHOWN, Duration.ZERO)
                .orElseThrow()
                .text();
    }

    /// How many of the raters' items at a position were opened.
    public long opened(OpenStudy study, int position) {
        return sql.number(
                "select count(*) from assignment where study_id = :study and position = :position and opened_at is not null",
                bind("study", study.id()),
                bind("position", position));
    }

    public Set<Long> questions(OpenStudy study) {
        return rubrics.ofStudy(study.id()).asked().map(StoredQuestion::id).collect(java.util.stream.Collectors.toSet());
    }

    public List<String> shoresSaid(OpenStudy study) {
        return sql.list(row -> row.getString(1), """
                select d.raw from demographic_answer d join participation p on p.id = d.participation_id
                where p.study_id = :study and d.raw is not null""", bind("study", study.id()));
    }
}

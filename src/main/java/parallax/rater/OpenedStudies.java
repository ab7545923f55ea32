package parallax.rater;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.Optional;
import parallax.study.Study;

/// The studies that raters can open: any but a draft and an imported one. Every request of every rater asks
/// for its study, so that one is read again only after a second; a pause is noticed that much later.
@ApplicationScoped
class OpenedStudies {
    private static final int KEPT = 1_000;
    private static final Duration NOTICED_WITHIN = Duration.ofSeconds(1);

    private final Cache<String, Study> kept = Caffeine.newBuilder()
            .maximumSize(KEPT)
            .expireAfterWrite(NOTICED_WITHIN)
            .build();

    Optional<Study> byCode(String code) {
        Study known = kept.getIfPresent(code);
        return known == null ? read(code) : Optional.of(known);
    }

    private Optional<Study> read(String code) {
        Optional<Study> found = Study.byCode(code).filter(s -> !s.entryLink().isEmpty());
        found.ifPresent(study -> kept.put(code, study));
        return found;
    }
}

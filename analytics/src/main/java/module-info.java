import org.jspecify.annotations.NullMarked;

/// Disagreement metrics of human ratings, from counts and rating matrices: no database, no web, no file format.
@NullMarked
module parallax.analytics {
    requires static transitive org.jspecify;
    requires org.apache.commons.numbers.gamma;
    requires transitive org.apache.commons.rng.api;
    requires org.apache.commons.rng.core;
    requires org.apache.commons.rng.sampling;
    requires org.apache.commons.statistics.distribution;
    requires ojalgo;

    exports parallax.analytics;
    exports parallax.analytics.aggregation;
    exports parallax.analytics.analysis;
    exports parallax.analytics.crossed;
    exports parallax.analytics.metric;
    exports parallax.analytics.resampling;
}

package parallax.report;

import org.jspecify.annotations.Nullable;
import parallax.analytics.Estimate;

/// One item in the list of those that raters dispute.
///
/// @param nAnswers null, as the other figures, where there are none, or none that may be told of
/// @param entropy of its answers, in bits
/// @param pUnsafe share of unsafe answers, with Wilson's interval
/// @param response how the response begins, raw
public record ItemDisagreement(
        long id,
        String code,
        String topic,
        String response,
        @Nullable Integer nAnswers,
        @Nullable Estimate entropy,
        @Nullable Estimate pUnsafe) {}

package parallax.web;

/// What is said while the database cannot be reached, or takes nothing.
final class StoreAway {
    static final int RETRY_AFTER_S = 5;
    static final String HEADING = "Our database does not answer";
    static final String WORDS = "This is our fault and not yours, nor that of your connection. Nothing was half done."
            + " Try again in a few seconds.";
    static final RequestGuard.Refusal REFUSAL = new RequestGuard.Refusal(503, HEADING, WORDS);

    private StoreAway() {}
}

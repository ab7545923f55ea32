package parallax.api;

/// Names of the refusals that the descriptions of many endpoints share; the package declares them.
final class ApiDescription {
    static final String NOT_SIGNED_IN = "notSignedIn";
    static final String NOT_ALLOWED = "notAllowed";
    static final String NOT_FOUND = "notFound";
    static final String NOT_READY = "notReady";
    static final String BAD_PARAMETER = "badParameter";
    static final String BAD_BODY = "badBody";
    static final String TOO_LATE = "tooLate";

    private ApiDescription() {}
}

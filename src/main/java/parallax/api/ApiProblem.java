package parallax.api;

/// What a refused request is answered with, for the API's description.
///
/// @param title what went wrong in general
/// @param detail what went wrong here; may be empty
/// @see <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457, Problem Details for HTTP APIs</a>
record ApiProblem(String type, String title, int status, String detail) {
    static final String TYPE = "application/problem+json";
}

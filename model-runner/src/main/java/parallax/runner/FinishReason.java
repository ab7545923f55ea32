package parallax.runner;

/// Why a reply ended.
public enum FinishReason {
    /// The model wrote one of its end tokens, or a stop token or string of the request appeared.
    STOP,
    /// The reply has as many tokens as the request or the model's context allows.
    LENGTH,
    /// The endpoint's filter withheld the reply or cut it off; the text is what came before, if
    /// anything.
    CONTENT_FILTER,
    /// The request was cancelled; the text is what was written until then.
    CANCELLED
}

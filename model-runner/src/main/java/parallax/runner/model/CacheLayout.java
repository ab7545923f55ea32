package parallax.runner.model;

/// How a decoder graph stores what it has read.
public enum CacheLayout {
    /// Attention by `GroupQueryAttention`, which writes new keys and values into the buffer it reads
    /// from: requests of different lengths share a batch, join and leave between steps.
    SHARED_BUFFER,
    /// Attention that appends: each step returns a cache that is one token longer. Requests run in
    /// fixed, left-padded batches.
    APPENDING
}

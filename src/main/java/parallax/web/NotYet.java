package parallax.web;

import jakarta.ws.rs.NotFoundException;

/// Something that is not there yet, at an address that is right for whoever asks. They are told so in words, which
/// a page that is not found leaves out, as those could tell of what belongs to others.
public class NotYet extends NotFoundException {
    private static final long serialVersionUID = 1;

    /// @param words a sentence for whoever asks
    public NotYet(String words) {
        super(words);
    }
}

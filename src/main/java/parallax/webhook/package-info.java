/// Addresses that are told of a study's events: registered, told through the outbox, signed, tried again.
@NullMarked
package parallax.webhook;

import org.jspecify.annotations.NullMarked;

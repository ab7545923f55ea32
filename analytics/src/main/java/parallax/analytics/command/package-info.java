/// The command `analyze`: metrics of any CSV of ratings, without a server or a database.
@NullMarked
package parallax.analytics.command;

import org.jspecify.annotations.NullMarked;

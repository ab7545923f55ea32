/// Where everything is kept: the embedded PostgreSQL server or the one that the environment names, and
/// backup and restore.
@NullMarked
package parallax.store;

import org.jspecify.annotations.NullMarked;

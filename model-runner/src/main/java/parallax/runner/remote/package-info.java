/// Models served elsewhere: any endpoint that speaks the OpenAI chat protocol, and hubs to download from.
@NullMarked
package parallax.runner.remote;

import org.jspecify.annotations.NullMarked;

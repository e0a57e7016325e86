/** How the server is to be: from the environment and an optional file, checked as a whole. */
@NullMarked
package dev.mplp.examples.server.config;

import org.jspecify.annotations.NullMarked;

/** What is logged: lines of JSON for the server, text for people. */
@NullMarked
package dev.mplp.examples.server.logs;

import org.jspecify.annotations.NullMarked;

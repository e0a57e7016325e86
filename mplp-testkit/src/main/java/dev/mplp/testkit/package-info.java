/** A kit for tests of handlers and plans, with any test framework: {@link TestRuntime}. */
@NullMarked
package dev.mplp.testkit;

import org.jspecify.annotations.NullMarked;

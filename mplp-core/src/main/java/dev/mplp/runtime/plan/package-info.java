/** The Plans service: stored plans, their graph, and executions from start to end. */
@NullMarked
package dev.mplp.runtime.plan;

import org.jspecify.annotations.NullMarked;

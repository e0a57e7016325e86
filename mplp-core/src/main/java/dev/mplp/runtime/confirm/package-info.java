/** The Confirms service, and the gates that approvals open. */
@NullMarked
package dev.mplp.runtime.confirm;

import org.jspecify.annotations.NullMarked;

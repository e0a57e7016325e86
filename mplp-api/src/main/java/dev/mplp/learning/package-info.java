/** Learning samples: what executions teach, as records for training and analysis. */
@NullMarked
package dev.mplp.learning;

import org.jspecify.annotations.NullMarked;

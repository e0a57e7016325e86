/** Networks: nodes and their health. */
@NullMarked
package dev.mplp.network;

import org.jspecify.annotations.NullMarked;

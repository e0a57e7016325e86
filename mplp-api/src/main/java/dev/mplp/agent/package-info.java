/** What a host implements so that plans get done: handlers, and what they are given and answer. */
@NullMarked
package dev.mplp.agent;

import org.jspecify.annotations.NullMarked;

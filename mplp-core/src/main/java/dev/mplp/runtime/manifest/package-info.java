/** The Manifests service: what a tenant is offered. */
@NullMarked
package dev.mplp.runtime.manifest;

import org.jspecify.annotations.NullMarked;

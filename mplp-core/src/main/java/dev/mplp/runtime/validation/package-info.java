/** JSON Schema validation of protocol documents: the schemas, which one applies, the verdict. */
@NullMarked
package dev.mplp.runtime.validation;

import org.jspecify.annotations.NullMarked;

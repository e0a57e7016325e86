/** What bodies and parameters of requests and answers look like in JSON. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.json;

/** Addresses of callers, and the proxies before the server. */
@org.jspecify.annotations.NullMarked
package dev.mplp.examples.server.net;

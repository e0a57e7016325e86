package dev.mplp.spi;

/**
 * One element of a document that grows: a plan's step, a dialog's message.
 *
 * @param sequence its place, from 0, chosen by the writer
 * @param version 1 when appended, one more with every put
 * @param body exactly the bytes that were put
 */
public record Item(long sequence, long version, byte[] body) {}

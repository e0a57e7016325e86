package dev.mplp.runtime.memory;

import org.jspecify.annotations.Nullable;

/** A queue of elements of which each is in at most one chain at a time; every operation is O(1). */
final class Chain<T extends Linked<T>> {

  private @Nullable T first;
  private @Nullable T last;
  private int size;

  int size() {
    return size;
  }

  boolean isEmpty() {
    return size == 0;
  }

  @Nullable T first() {
    return first;
  }

  void addLast(T element) {
    element.previous = last;
    if (last == null) {
      first = element;
    } else {
      last.next = element;
    }
    last = element;
    size++;
  }

  void remove(T element) {
    T before = element.previous;
    T after = element.next;
    if (before == null) {
      first = after;
    } else {
      before.next = after;
    }
    if (after == null) {
      last = before;
    } else {
      after.previous = before;
    }
    element.previous = null;
    element.next = null;
    size--;
  }

  /** Sends the first element behind all others. */
  void rotate() {
    T element = first;
    if (element != null && element != last) {
      remove(element);
      addLast(element);
    }
  }
}

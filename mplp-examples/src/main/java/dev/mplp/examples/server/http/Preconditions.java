package dev.mplp.examples.server.http;

/** What is said when something is not as the caller took it to be. */
final class Preconditions {

  private Preconditions() {}

  static RequestException changed(long version) {
    return new RequestException(
            412,
            "VERSION_CONFLICT",
            "it was changed since it was read and has version "
                + version
                + " now; read it again and repeat the change")
        .with("ETag", EntityTag.of(version));
  }

  static RequestException required() {
    return new RequestException(
        428,
        "PRECONDITION_REQUIRED",
        "say by If-Match which version is to be changed: the ETag that a GET answered with");
  }
}

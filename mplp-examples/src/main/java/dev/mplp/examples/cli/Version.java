package dev.mplp.examples.cli;

import picocli.CommandLine.IVersionProvider;

/** What {@code --version} prints: our version, that of the protocol, and the Java in use. */
final class Version implements IVersionProvider {

  @Override
  public String[] getVersion() {
    String ours = Version.class.getPackage().getImplementationVersion();
    return new String[] {
      "mplp " + (ours == null ? "(not packaged)" : ours),
      "protocol " + dev.mplp.model.Metadata.PROTOCOL_VERSION,
      "Java " + Runtime.version()
    };
  }
}

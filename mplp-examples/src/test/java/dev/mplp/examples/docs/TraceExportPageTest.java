package dev.mplp.examples.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.mplp.Mplp;
import dev.mplp.observe.RuntimeHealth.Part;
import dev.mplp.runtime.MplpRuntime;
import dev.mplp.runtime.TraceExport;
import dev.mplp.runtime.TracesOut;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import org.junit.jupiter.api.Test;

/** The example of sending Traces on the page about them runs. */
class TraceExportPageTest {

  @Test
  void export_isStarted() throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    URI collector = URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces");
    try (Mplp mplp = MplpRuntime.builder().build()) {
      TracesOut out = TracesOut.to(collector).attribute("service.name", "loans");
      try (TraceExport export = TraceExport.start(mplp, out)) {
        assertThat(export.figures().refused()).isZero();
        assertThat(mplp.health().parts()).extracting(Part::name).contains("traces");
      }
    } finally {
      server.stop(0);
    }
  }
}

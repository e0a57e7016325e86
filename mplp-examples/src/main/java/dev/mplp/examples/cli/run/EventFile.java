package dev.mplp.examples.cli.run;

import dev.mplp.event.CoreEvent;
import dev.mplp.event.Event;
import dev.mplp.event.EventRecord;
import dev.mplp.event.GraphUpdateEvent;
import dev.mplp.event.MapEvent;
import dev.mplp.event.ObservabilityEvent;
import dev.mplp.event.PipelineStageEvent;
import dev.mplp.event.RuntimeExecutionEvent;
import dev.mplp.event.SaEvent;
import dev.mplp.runtime.json.Shapes;
import dev.mplp.runtime.json.WireCodec;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/**
 * Writes events, one a line in their wire form: of each record first what an import brought along,
 * then its inline shape, its observability shapes, its shapes of the single-agent profile. The file
 * has its name once it is complete.
 */
final class EventFile implements AutoCloseable {

  static final String NAME = "events.ndjson";

  private final Path file;
  private final Path part;
  private final OutputStream out;
  private final WireCodec codec = WireCodec.standard();

  EventFile(Path folder) throws IOException {
    file = folder.resolve(NAME);
    part = folder.resolve(NAME + ".part");
    out = new BufferedOutputStream(Files.newOutputStream(part), 1 << 16);
  }

  void add(EventRecord record) throws IOException {
    for (Event event : record.imported()) {
      line(codec.write(Shapes.EVENT, event));
    }
    Event inline = record.inline();
    if (inline != null) {
      line(codec.write(Shapes.EVENT, inline));
    }
    for (ObservabilityEvent event : record.observability()) {
      line(observability(event));
    }
    for (SaEvent event : record.sa()) {
      line(codec.write(Shapes.SA_EVENT, event));
    }
    for (MapEvent event : record.map()) {
      line(codec.write(Shapes.MAP_EVENT, event));
    }
  }

  private byte[] observability(ObservabilityEvent event) {
    if (event instanceof PipelineStageEvent stage) {
      return codec.write(Shapes.PIPELINE_STAGE, stage);
    }
    if (event instanceof GraphUpdateEvent graph) {
      return codec.write(Shapes.GRAPH_UPDATE, graph);
    }
    if (event instanceof RuntimeExecutionEvent runtime) {
      return codec.write(Shapes.RUNTIME_EXECUTION, runtime);
    }
    return codec.write(Shapes.CORE_EVENT, (CoreEvent) event);
  }

  private void line(byte[] json) throws IOException {
    out.write(json);
    out.write('\n');
  }

  /** Gives the file its name. */
  void complete() throws IOException {
    out.close();
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
  }

  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}

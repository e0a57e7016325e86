package dev.mplp.examples.cli;

import dev.mplp.examples.cli.check.DocumentCheck;
import dev.mplp.examples.cli.check.DocumentFiles;
import dev.mplp.examples.cli.check.NdjsonCheck;
import dev.mplp.examples.cli.report.DocumentReport;
import dev.mplp.examples.cli.report.Report;
import dev.mplp.runtime.validation.SchemaName;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** The command {@code validate}. */
@Command(
    name = "validate",
    header = "Checks documents against the schemas of the protocol.",
    description = {
      "",
      "The schema of a document is the one that --schema names, else the one that its file name "
          + "tells (plan.json, draft.plan.json, mplp-plan.json), else the one that its members "
          + "tell. A file may hold an array of documents; a file *.ndjson holds one a line. In a "
          + "folder every *.json and *.ndjson file is checked.",
      "",
      "A rule has the form LAYER/NAME: json (the text is no strict JSON), schema (the keyword of "
          + "JSON Schema), limit (valid, but cannot be stored here: only a warning).%n"
    },
    footerHeading = "%nExamples:%n",
    footer = {
      "  mplp validate plan.json flows/",
      "  mplp validate --schema mplp-plan draft.json",
      "  mplp validate --format json flows/ | jq 'select(.valid | not)'",
      "  echo '{\"schema\":\"mplp-plan\",\"instance\":{}}' | mplp validate --ndjson",
      "",
      "Exit codes: 0 all documents are valid; 1 one is not; 2 a file cannot be read."
    })
final class ValidateCommand implements Callable<Integer> {

  @Parameters(paramLabel = "PATH", arity = "0..*", description = "Files and folders.")
  private List<Path> paths = List.of();

  @Option(
      names = "--schema",
      paramLabel = "NAME",
      description = "The schema of all documents, such as mplp-plan.")
  private @Nullable String schema;

  @Option(
      names = "--format",
      paramLabel = "FORM",
      defaultValue = "text",
      description = "text, or json: one object a line for each document.")
  private Report.Format format = Report.Format.TEXT;

  @Option(
      names = "--ndjson",
      description =
          "Reads lines {\"schema\":...,\"instance\":...} from the standard input and answers each "
              + "with a line {\"valid\":...,\"errors\":[...]}, in order, as they come.")
  private boolean ndjson;

  @Spec private @Nullable CommandSpec spec;

  private final Console console;

  ValidateCommand(Console console) {
    this.console = console;
  }

  @Override
  public Integer call() throws IOException {
    SchemaName given = given();
    if (ndjson) {
      if (!paths.isEmpty()) {
        throw usage("--ndjson reads the standard input, so that there can be no PATH");
      }
      return new NdjsonCheck(console, given).run() ? ExitCode.OK : ExitCode.FAILED;
    }
    if (paths.isEmpty()) {
      throw usage("a PATH is missing (or --ndjson)");
    }
    return validate(given);
  }

  private int validate(@Nullable SchemaName given) {
    DocumentCheck check = new DocumentCheck();
    Report report = format.to(console);
    DocumentFiles files = new DocumentFiles(given);
    boolean[] invalid = new boolean[1];
    boolean unreadable = false;
    for (Path path : paths) {
      try {
        files.read(
            path,
            document -> {
              DocumentReport verdict = check.check(document);
              invalid[0] |= !verdict.isValid();
              report.add(verdict);
            });
      } catch (IOException e) {
        unreadable = true;
        console.say("mplp: " + Failures.describe(e));
      }
    }
    report.finish();
    return unreadable ? ExitCode.UNUSABLE : invalid[0] ? ExitCode.FAILED : ExitCode.OK;
  }

  private @Nullable SchemaName given() {
    return schema == null
        ? null
        : SchemaName.find(schema)
            .orElseThrow(() -> usage("there is no schema " + schema + "; there are " + names()));
  }

  private static String names() {
    return Arrays.stream(SchemaName.values())
        .map(SchemaName::text)
        .collect(Collectors.joining(", "));
  }

  private ParameterException usage(String message) {
    if (spec == null) {
      throw new IllegalStateException("picocli sets the spec");
    }
    return new ParameterException(spec.commandLine(), message);
  }
}

package dev.mplp.runtime.verify;

import dev.mplp.context.Verification;
import dev.mplp.context.Verification.Finding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/** What was found, up to a number of errors and as many warnings. */
final class Findings {

  private final List<Finding> findings = new ArrayList<>();
  private int errors;
  private int warnings;

  void add(Finding finding) {
    int before = finding.isError() ? errors++ : warnings++;
    if (before < Verification.MOST_FINDINGS) {
      findings.add(finding);
    }
  }

  void addAll(Collection<Finding> all) {
    all.forEach(this::add);
  }

  List<Finding> all(String context) {
    List<Finding> all = new ArrayList<>(findings);
    if (Math.max(errors, warnings) > Verification.MOST_FINDINGS) {
      all.add(
          new Finding(
              "size",
              context,
              "there are "
                  + errors
                  + " errors and "
                  + warnings
                  + " warnings, of which only the first "
                  + Verification.MOST_FINDINGS
                  + " each are told",
              errors > Verification.MOST_FINDINGS));
    }
    return all;
  }
}

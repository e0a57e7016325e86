package dev.mplp.examples.server.every;

import static org.assertj.core.api.Assertions.assertThat;

import dev.mplp.context.Context;
import dev.mplp.context.Root;
import dev.mplp.model.ContextId;
import dev.mplp.runtime.json.Shapes;

/** A Context from its making to its end. */
final class ContextExamples {

  private ContextExamples() {}

  static void run(Caller caller) {
    ContextId id = caller.context();
    Context draft = Context.builder(Root.of("code", "test"), "Draft").build();
    Answered made = caller.to("createContext").body(Shapes.CONTEXT, draft).answers();
    assertThat(made.located()).isEqualTo(draft.contextId().value());
    caller
        .to("createContext")
        .body(Shapes.CONTEXT, draft.toBuilder().title("Another").build())
        .refused(409, "ALREADY_EXISTS");

    assertThat(caller.to("listContexts").query("limit", 1).answers().json().has("next")).isTrue();
    caller.to("systemContext").answers();
    Answered read = caller.to("getContext", id).answers();
    Answered put =
        caller
            .to("replaceContext", id)
            .over(read)
            .body(read.json().with("title", "Other"))
            .answers();
    caller.to("patchContext", id).over(put).body("{'summary': 'why'}").answers();
    caller.to("patchContext", id).over(put).body("{}").refused(412, "VERSION_CONFLICT");
    caller.to("patchContext", id).body("{}").refused(428, "PRECONDITION_REQUIRED");

    caller.to("contextHistory", id).answers();
    caller.to("verifyContext", id).holding("*.read").answers();
    caller.to("contextGraph", id).query("source", "log").holding("*.read").answers();

    caller.to("suspendContext", id).body("{'reason': 'lunch'}").answers();
    caller.to("activateContext", id).answers();
    caller.to("closeContext", id).answers();
    caller.to("archiveContext", id).answers();
    caller.to("purgeContext", id).answers();
    caller.to("getContext", id).refused(404, "CONTEXT_NOT_FOUND");
  }
}

package dev.mplp.runtime.store;

/** Kinds of documents beside the protocol's modules, which go by their own names. */
public final class Kinds {

  /** A protocol Context; index {@code status}. */
  public static final String CONTEXT = "context";

  /**
   * A protocol Plan without its steps, which are the items; index {@code context_id, status,
   * archived}.
   */
  public static final String PLAN = "plan";

  /** A protocol Trace without its segments; index {@code context_id, plan_id, status}. */
  public static final String TRACE = "trace";

  /** Counts the segments of a Trace of the host, and those that are open; id of the Trace. */
  public static final String TRACE_TAIL = "trace-tail";

  /**
   * Where a segment of a Trace of the host is; id {@code <trace>/<segment>}; index {@code
   * trace_id}.
   */
  public static final String TRACE_SEGMENT = "trace-segment";

  /** A protocol Confirm; index {@code context_id, status, target_id}. */
  public static final String CONFIRM = "confirm";

  /** A protocol Dialog without its messages, which are the items; index as of its service. */
  public static final String DIALOG = "dialog";

  /** Counts the messages of a dialog; id of the dialog. */
  public static final String DIALOG_TAIL = "dialog-tail";

  /** A protocol Network without its nodes; index as of its service. */
  public static final String NETWORK = "network";

  /**
   * A node and what belongs to it beside its wire form; id {@code <network>/<node>}; index {@code
   * network_id, status, kind}.
   */
  public static final String NETWORK_NODE = "network-node";

  /** Which role has a name; id is the name. */
  public static final String ROLE_NAME = "role-name";

  /** How often roles and assignments of the tenant were changed; id {@code position}. */
  public static final String ROLE_POSITION = "role-position";

  /** What a role inherits from and excludes; id of the role. */
  public static final String ROLE_TIES = "role-ties";

  /** That a role inherits from another; id {@code <parent>/<heir>}; index {@code parent}. */
  public static final String ROLE_HEIR = "role-heir";

  /** A role that a subject holds; index {@code subject, role_id, source, given_by}. */
  public static final String ASSIGNMENT = "role-assignment";

  /** Timer that removes an assignment whose time is over; id of the assignment. */
  public static final String TIMER_ASSIGNMENT = "role-assignment";

  /** Timer that removes what was delegated from an assignment that is gone; id of the latter. */
  public static final String TIMER_DELEGATED = "role-delegated";

  /** What a subject was denied; id {@code <capability>/<subject>}; index {@code both}. */
  public static final String DENIED_ACT = "denied-act";

  /** What belongs to a plan beside its wire form: the latest execution; id of the plan. */
  public static final String PLAN_RUNTIME = "plan-runtime";

  /**
   * An execution; index {@code context_id, plan_id, open}, and {@code compensation}, its state,
   * when what it completed is undone.
   */
  public static final String EXECUTION = "execution";

  /** What steps of a forked plan came to before it was forked, an item for each; id of the plan. */
  public static final String CARRIED = "carried";

  /** Idempotency key of a start; id {@code <plan>/<key>}; index {@code plan_id}. */
  public static final String START_KEY = "start-key";

  /**
   * What belongs to a Confirm beside its wire form; id of the Confirm; index {@code context_id,
   * execution_id}, and while it can be decided {@code open_in}, and {@code overdue} when its time
   * was over once.
   */
  public static final String APPROVAL = "approval";

  /**
   * An approval in the inbox of an approver; id {@code <confirm>/<approver>}; index {@code
   * waiting_for}.
   */
  public static final String APPROVAL_TASK = "approval-task";

  /**
   * What was done to an approval; id {@code <confirm>/<number>}; index {@code confirm_id,
   * context_id, subject, kind}.
   */
  public static final String APPROVAL_ACT = "approval-act";

  /** A policy that is attached to something; index {@code of}. */
  public static final String APPROVAL_POLICY = "approval-policy";

  /**
   * Which Confirm a gate waits for; id {@code <execution>[/<step index>[/<question>]]} or {@code
   * revision/<revision>}.
   */
  public static final String GATE = "gate";

  /** Timer that looks whether a plan's gate can be opened; id of the Confirm. */
  public static final String TIMER_PLAN_GATE = "plan-gate";

  /**
   * A proposed revision of a plan, with the difference as its item; index {@code plan_id}, and
   * {@code open_for}, the same, while it may be applied.
   */
  public static final String REVISION = "plan-revision";

  /** Timer that looks whether a revision can be applied; id of the revision. */
  public static final String TIMER_REVISION = "plan-revision";

  /** Timer that reminds, extends, escalates and lets expire; id of the Confirm. */
  public static final String TIMER_CONFIRM = "confirm";

  /** Timer that stops an execution whose time is over; id of the execution. */
  public static final String TIMER_DEADLINE = "deadline";

  /** Timer that carries a Context's status to its executions; id of the Context. */
  public static final String TIMER_CONTEXT = "context";

  /**
   * An entry of a Context's shared state; id {@code <context>/<name>}; index {@code context_id}.
   */
  public static final String STATE = "context-state";

  /** A goal of a Context; id {@code <context>/<name>}; index {@code context_id}. */
  public static final String GOAL = "context-goal";

  /** Which Context is the tenant's own; id {@code system}. */
  public static final String SYSTEM_CONTEXT = "system-context";

  /** Which manifest is the tenant's active one; id {@code active}. */
  public static final String ACTIVE_MANIFEST = "active-manifest";

  /** What an execution may use and used; id of the execution. */
  public static final String BUDGET = "budget";

  /** The budget of a tenant's executions that bring none; id {@code default}. */
  public static final String DEFAULT_BUDGET = "default-budget";

  /** The limits of a tenant's steps; id {@code limits}. */
  public static final String LIMITS = "limits";

  /** Timer that looks at the budget of an execution; id of the execution. */
  public static final String TIMER_BUDGET = "budget";

  /** An integration event; index {@code kind, context_id, day, hour}. */
  public static final String INTEGRATION_EVENT = "integration-event";

  /**
   * A learning sample; id in lower case; index {@code family, context_id, plan_id, execution_id,
   * batch, day, hour}.
   */
  public static final String LEARNING_SAMPLE = "learning-sample";

  /** How the steps of a plan ended whose execution was removed; id of the plan. */
  public static final String SETTLED = "plan-settled";

  /** An administrative act; index {@code act, subject}. */
  public static final String ACT = "administrative-act";

  /** Timer that makes the learning samples of a run; id of the run. */
  public static final String TIMER_LEARNING = "learning";

  /** Up to where the log was relayed to a broker, of the default tenant; id is the relay's name. */
  public static final String RELAY = "relay";

  /**
   * A request to do a step that an agent was sent; id {@code <execution>/<index>/<attempt>}; index
   * {@code execution_id, step}, the latter {@code <execution>/<index>}.
   */
  public static final String REMOTE_STEP = "remote-step";

  /** Timer that sends a request to agents again; id as that of the request's document. */
  public static final String TIMER_REMOTE_STEP = "remote-step";

  private Kinds() {}
}

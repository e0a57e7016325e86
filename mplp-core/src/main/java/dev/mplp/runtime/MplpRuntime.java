package dev.mplp.runtime;

import static java.util.Objects.requireNonNull;

import dev.mplp.Mplp;
import dev.mplp.administration.RetentionPolicy;
import dev.mplp.confirm.ApprovalChooser;
import dev.mplp.model.Principal;
import dev.mplp.model.Tenant;
import dev.mplp.observe.RuntimeListener;
import dev.mplp.runtime.administration.Sweeper;
import dev.mplp.runtime.engine.Threads;
import dev.mplp.runtime.engine.WorkerOptions;
import dev.mplp.runtime.memory.InMemoryStorage;
import dev.mplp.runtime.role.RolePolicyOptions;
import dev.mplp.spi.Authorizer;
import dev.mplp.spi.PayloadCipher;
import dev.mplp.spi.Storage;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Makes the runtime.
 *
 * <pre>{@code
 * try (Mplp mplp = MplpRuntime.builder().build()) { ... }            // in memory
 * try (Mplp mplp = MplpRuntime.fromEnvironment()) { ... }            // by DATABASE_URL
 * }</pre>
 */
public final class MplpRuntime {

  private MplpRuntime() {}

  /** A builder of a runtime over memory, unless told otherwise. */
  public static Builder builder() {
    return new Builder();
  }

  /**
   * A builder set up as {@link #fromEnvironment(Map)} says, with its storage open.
   *
   * @throws IllegalArgumentException naming all that is wrong with the environment
   */
  public static Builder builder(Map<String, String> environment) {
    return FromEnvironment.builder(environment, null);
  }

  /** A runtime as the process's environment says; see {@link #fromEnvironment(Map)}. */
  public static Mplp fromEnvironment() {
    return fromEnvironment(System.getenv());
  }

  /**
   * A runtime as an environment says: {@code DATABASE_URL} chooses the storage by its scheme among
   * the adapters on the class or module path; without it everything is in memory. {@code
   * ENCRYPTION_KEY} encrypts what is stored, see {@link Builder#encryption}; with {@code
   * ENCRYPTION_ACCEPT_PLAIN=true} what was stored without it can be read, too. {@code RABBITMQ_URL}
   * sends events to a broker, see {@link EventsOut#fromEnvironment}; {@code MPLP_REMOTE_ROLES}
   * names roles of agents that are reached by it, see {@link RemoteSteps#fromEnvironment}. {@code
   * REDIS_URL} is what replicas share, see {@link Sharing#fromEnvironment}, with copies of what is
   * looked at, see {@link Caching#fromEnvironment}. {@code MPLP_CALLS_...} limits calls, see {@link
   * CallLimits#fromEnvironment}.
   *
   * <p>{@code MPLP_ENV=production} means {@link Builder#production}: the roles decide. Elsewhere
   * everything is allowed to everybody unless {@code MPLP_AUTHORIZATION} is {@code roles}. {@code
   * MPLP_ADMINISTRATORS} names {@link Builder#administrators}, separated by commas: subjects of the
   * default tenant, or {@code tenant/subject}.
   *
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does;
   *     when {@code MPLP_AUTHORIZATION} is something else; in production without {@code
   *     DATABASE_URL}
   */
  public static Mplp fromEnvironment(Map<String, String> environment) {
    return FromEnvironment.builder(environment, null).build();
  }

  /**
   * As {@link #fromEnvironment(Map)}.
   *
   * @param authorizer decides what principals may do; in production not {@link
   *     Authorizer#ALLOW_ALL}
   */
  public static Mplp fromEnvironment(Map<String, String> environment, Authorizer authorizer) {
    return FromEnvironment.builder(environment, requireNonNull(authorizer, "authorizer")).build();
  }

  /**
   * The storage at a URL, by the adapters on the class or module path. Whoever opens it closes it.
   *
   * @param environment what else the adapter may want to know, such as {@code DATABASE_PASSWORD}
   * @throws IllegalArgumentException when no adapter knows the URL's scheme, or more than one does
   */
  public static Storage open(String url, Map<String, String> environment) {
    return FromEnvironment.provider(url).open(url, environment);
  }

  /** How a runtime is to be; not thread-safe. */
  public static final class Builder {

    private @Nullable Storage storage;
    private boolean owned;
    private @Nullable PayloadCipher cipher;
    private Principal principal = Principal.SYSTEM;
    private @Nullable Authorizer authorizer;
    private boolean byRoles;
    private boolean alwaysFresh;
    private boolean production;
    private final Set<Principal> administrators = new HashSet<>();
    private ApprovalChooser chooser = ApprovalChooser.NONE;
    private @Nullable RuntimeListener listener;
    private @Nullable RetentionPolicy retention;
    private final Map<Tenant, RetentionPolicy> ofTenants = new HashMap<>();
    private @Nullable EventsOut events;
    private @Nullable RemoteSteps steps;
    private @Nullable Caching caching;
    private @Nullable Sharing sharing;
    private @Nullable CallLimits limits;
    private String name = "mplp-" + ProcessHandle.current().pid();
    private int concurrency = Threads.areVirtual() ? 256 : 32;
    private Duration lease = Duration.ofSeconds(10);
    private Duration poll = Duration.ofMillis(500);

    private Builder() {}

    /** Keeps everything in this storage, which stays open when the runtime is closed. */
    public Builder storage(Storage storage) {
      this.storage = requireNonNull(storage, "storage");
      this.owned = false;
      return this;
    }

    /** Keeps everything in this storage, and closes it with the runtime. */
    public Builder ownedStorage(Storage storage) {
      this.storage = requireNonNull(storage, "storage");
      this.owned = true;
      return this;
    }

    /** Where everything will be kept; unless there is a storage, memory from now on. */
    public Storage storage() {
      if (storage == null) {
        rights(); // memory is no storage for production
        ownedStorage(InMemoryStorage.create());
      }
      return requireNonNull(storage);
    }

    /** What will encrypt the bodies; empty for nothing. */
    public Optional<PayloadCipher> cipher() {
      return Optional.ofNullable(cipher);
    }

    /**
     * Encrypts every body before it reaches the storage. Keys, index values such as statuses and
     * subjects, and times stay readable.
     */
    public Builder encryption(PayloadCipher cipher) {
      this.cipher = requireNonNull(cipher, "cipher");
      return this;
    }

    /**
     * {@link dev.mplp.runtime.crypto.AesGcm} with the keys of {@code ENCRYPTION_KEY}, {@code
     * id:base64,id:base64}, of which the first one encrypts; nothing when it is not set.
     *
     * @throws IllegalArgumentException when it has no keys, or {@code ENCRYPTION_ACCEPT_PLAIN} is
     *     neither {@code true} nor {@code false}
     */
    public Builder encryption(Map<String, String> environment) {
      PayloadCipher found = Encryption.of(environment);
      return found == null ? this : encryption(found);
    }

    /** On whose behalf the facade acts until told otherwise with {@link Mplp#as}. */
    public Builder principal(Principal principal) {
      this.principal = requireNonNull(principal, "principal");
      return this;
    }

    /**
     * Who decides what principals may do. Unless told otherwise, everything is allowed; in {@link
     * #production} the roles of the tenant decide.
     */
    public Builder authorizer(Authorizer authorizer) {
      this.authorizer = requireNonNull(authorizer, "authorizer");
      this.byRoles = false;
      return this;
    }

    /** What approvals plans and steps need, beside those that are attached; none otherwise. */
    public Builder approvals(ApprovalChooser chooser) {
      this.chooser = requireNonNull(chooser, "chooser");
      return this;
    }

    /**
     * Lets the roles of the tenant decide what principals may do, see {@link
     * dev.mplp.role.Permissions}. Whoever holds no role may do nothing: name {@link
     * #administrators} who set up the first ones.
     */
    public Builder authorizeByRoles() {
      this.authorizer = null;
      this.byRoles = true;
      return this;
    }

    /**
     * Who may set up roles and assignments ({@code role.*}) whatever they hold: what counts is
     * tenant and subject. They may do nothing else, unless they give it to themselves, which the
     * log tells. Meant for the first steps and for emergencies; nobody is one unless named here.
     */
    public Builder administrators(Principal... principals) {
      administrators.addAll(List.of(principals));
      return this;
    }

    /**
     * Lets every decision by roles ask the storage whether a role or an assignment was changed.
     * That is one read by key. Otherwise a change that another process makes counts here as soon as
     * its hint has arrived, 10 ms later at most under load, and after half a second should the hint
     * be lost; one of this process counts at once.
     */
    public Builder alwaysFreshRoles() {
      this.alwaysFresh = true;
      return this;
    }

    /**
     * Says that this is no trial: unless there is an authorizer the roles decide. {@link #build}
     * refuses, with all that is wrong at once, an authorizer that allows everything to everybody
     * (it is asked once, about a subject that was made up), and a runtime without a storage.
     */
    public Builder production() {
      this.production = true;
      return this;
    }

    private Access.Options rights() {
      if (production) {
        ProductionCheck.check(storage, authorizer);
      }
      boolean roles = authorizer == null && (byRoles || production);
      return new Access.Options(
          roles || authorizer != null ? authorizer : Authorizer.ALLOW_ALL,
          new RolePolicyOptions(alwaysFresh, administrators));
    }

    /** Who is told what happens. */
    public Builder listener(RuntimeListener listener) {
      this.listener = requireNonNull(listener, "listener");
      return this;
    }

    /**
     * Removes what is old, in every tenant that has no policy of its own, while this runtime is
     * open; of several processes one at a time does it. Each sweep that removed something leaves an
     * administrative act of the subject {@code system}.
     */
    public Builder retention(RetentionPolicy policy) {
      this.retention = requireNonNull(policy, "policy");
      return this;
    }

    /** The same for one tenant. */
    public Builder retention(Tenant tenant, RetentionPolicy policy) {
      this.ofTenants.put(requireNonNull(tenant, "tenant"), requireNonNull(policy, "policy"));
      return this;
    }

    /** Sends every event to a broker as well; without it they are read and watched here alone. */
    public Builder events(EventsOut events) {
      this.events = requireNonNull(events, "events");
      return this;
    }

    /** Reaches agents in other processes, who do the steps of roles that are theirs. */
    public Builder steps(RemoteSteps steps) {
      this.steps = requireNonNull(steps, "steps");
      return this;
    }

    /** Lets whoever only looks see copies, see {@link Caching}; without it there are none. */
    public Builder cache(Caching caching) {
      this.caching = requireNonNull(caching, "caching");
      return this;
    }

    /** What is shared with the other runtimes over the storage, beside it; nothing otherwise. */
    public Builder sharing(Sharing sharing) {
      this.sharing = requireNonNull(sharing, "sharing");
      return this;
    }

    /** How often services may be called from outside; as often as one likes otherwise. */
    public Builder callLimits(CallLimits limits) {
      this.limits = requireNonNull(limits, "limits");
      return this;
    }

    /** The worker's name in the storage, for people. */
    public Builder name(String name) {
      this.name = requireNonNull(name, "name");
      return this;
    }

    /**
     * How many handlers run at once: 32, or 256 where the JVM has virtual threads, unless told
     * otherwise. Results that wait to be stored are at most twice as many more: handlers that take
     * 10 ms or longer are called again for at most three times this number of steps when the
     * process dies.
     */
    public Builder concurrency(int concurrency) {
      if (concurrency < 1) {
        throw new IllegalArgumentException("concurrency must be 1 or more but is " + concurrency);
      }
      this.concurrency = concurrency;
      return this;
    }

    /**
     * How long the others believe in this process when it says nothing: after that its steps are
     * taken over, at most as long again later. 10 s unless told otherwise; at least 100 ms.
     */
    public Builder lease(Duration lease) {
      if (lease.toMillis() < 100) {
        throw new IllegalArgumentException("lease must be 100 ms or more but is " + lease);
      }
      this.lease = lease;
      return this;
    }

    /** How often to look for work that no hint told about: every 0.5 s unless told otherwise. */
    public Builder poll(Duration poll) {
      if (poll.toMillis() < 1) {
        throw new IllegalArgumentException("poll must be 1 ms or more but is " + poll);
      }
      this.poll = poll;
      return this;
    }

    /**
     * A running runtime. When it cannot be started, nothing of it is left running.
     *
     * @throws IllegalArgumentException when it is not fit for {@link #production}
     * @throws dev.mplp.spi.StorageException when the storage cannot be reached
     */
    public Mplp build() {
      boolean own = owned || storage == null;
      Storage used = storage == null ? InMemoryStorage.create() : storage;
      PayloadCipher by = cipher;
      Engine engine =
          new Engine(
              Layers.over(used, own, by, caching, listener),
              own,
              rights(),
              chooser,
              listener,
              steps == null ? null : steps.open(by),
              new WorkerOptions(name, concurrency, lease, poll));
      try {
        engine.start();
        if (steps != null) {
          steps.roles().forEach(engine.handlers()::registerRemote);
        }
        engine.share(Sharing.open(sharing, limits, by, name, listener));
        if (retention != null || !ofTenants.isEmpty()) {
          engine.sweep(new Sweeper.Policies(retention, ofTenants));
        }
        if (events != null) {
          engine.relay(events.open(by), events.isOwned(), lease);
        }
      } catch (RuntimeException e) {
        engine.close(Duration.ZERO);
        throw e;
      }
      return new Facade(engine, engine.ground(), principal, true);
    }
  }
}

package dev.mplp.runtime;

import dev.mplp.spi.Authorizer;
import dev.mplp.spi.SharedMemory;
import dev.mplp.spi.StorageProvider;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A runtime as an environment says. What is wrong with the environment is told all at once. */
final class FromEnvironment {

  private final Map<String, String> environment;
  private final MplpRuntime.Builder builder = MplpRuntime.builder();
  private final List<String> problems = new ArrayList<>();

  private FromEnvironment(Map<String, String> environment) {
    this.environment = environment;
  }

  /**
   * The builder; its storage is opened when nothing else is wrong.
   *
   * @param authorizer null to go by what the environment says
   * @throws IllegalArgumentException naming every problem
   */
  static MplpRuntime.Builder builder(
      Map<String, String> environment, @Nullable Authorizer authorizer) {
    return new FromEnvironment(environment).checked(authorizer);
  }

  private MplpRuntime.Builder checked(@Nullable Authorizer authorizer) {
    attempt(() -> RightsOfEnvironment.of(builder, environment));
    attempt(() -> builder.encryption(environment));
    attempt(() -> EventsOut.fromEnvironment(environment).ifPresent(builder::events));
    attempt(() -> RemoteSteps.fromEnvironment(environment).ifPresent(builder::steps));
    attempt(() -> shared(MemoryOfEnvironment.of(environment)));
    attempt(() -> CallLimits.fromEnvironment(environment).ifPresent(builder::callLimits));
    if (authorizer != null) {
      builder.authorizer(authorizer);
    }
    String url = environment.getOrDefault("DATABASE_URL", "");
    List<StorageProvider> providers = new ArrayList<>();
    if (!url.isBlank()) {
      attempt(() -> providers.add(checked(url)));
    }
    if (RightsOfEnvironment.isProduction(environment)) {
      problems.addAll(ProductionCheck.problems(!url.isBlank(), authorizer));
    }
    if (!problems.isEmpty()) {
      throw new IllegalArgumentException(String.join("; ", problems));
    }
    providers.forEach(provider -> builder.ownedStorage(provider.open(url, environment)));
    return builder;
  }

  /** One memory, and one connection, for all that is shared. */
  private void shared(Optional<Supplier<SharedMemory>> memory) {
    memory.map(Sharing::owning).ifPresent(builder::sharing);
    Caching.fromEnvironment(environment, memory).ifPresent(builder::cache);
  }

  private StorageProvider checked(String url) {
    StorageProvider provider = provider(url);
    provider.check(url, environment);
    return provider;
  }

  private void attempt(Runnable part) {
    try {
      part.run();
    } catch (IllegalArgumentException e) {
      String problem = String.valueOf(e.getMessage());
      if (!problems.contains(problem)) { // events and remote steps have one URL
        problems.add(problem);
      }
    }
  }

  /**
   * The adapter that knows a URL.
   *
   * @throws IllegalArgumentException when there is none, or more than one
   */
  static StorageProvider provider(String url) {
    return Adapters.knowing(
        url,
        ServiceLoader.load(StorageProvider.class),
        provider -> provider.supports(url),
        "storage",
        "add its module, such as mplp-adapters-postgres for postgresql:");
  }
}

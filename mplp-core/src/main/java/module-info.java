/** The runtime. */
module dev.mplp.core {
  requires transitive dev.mplp.api;
  requires com.github.benmanes.caffeine;
  requires com.networknt.schema;
  requires java.net.http;
  requires org.slf4j;
  requires org.snakeyaml.engine;
  requires static org.jspecify;
  requires tools.jackson.databind;

  exports dev.mplp.runtime;
  exports dev.mplp.runtime.agent;
  exports dev.mplp.runtime.crypto;
  exports dev.mplp.runtime.invariant;
  exports dev.mplp.runtime.json;
  exports dev.mplp.runtime.memory;
  exports dev.mplp.runtime.validation;

  uses dev.mplp.spi.EventBrokerProvider;
  uses dev.mplp.spi.SharedMemoryProvider;
  uses dev.mplp.spi.StepTransportProvider;
  uses dev.mplp.spi.StorageProvider;
}

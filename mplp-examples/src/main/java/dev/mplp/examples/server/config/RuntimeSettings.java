package dev.mplp.examples.server.config;

import static dev.mplp.examples.server.config.Form.flag;
import static dev.mplp.examples.server.config.Form.number;
import static dev.mplp.examples.server.config.Form.oneOf;
import static dev.mplp.examples.server.config.Form.secret;
import static dev.mplp.examples.server.config.Form.text;
import static dev.mplp.examples.server.config.Form.url;
import static dev.mplp.examples.server.config.Setting.setting;

import java.util.List;

/** What can be set about the runtime behind the server. */
final class RuntimeSettings {

  static final List<Setting> ALL =
      List.of(
          setting(
              Settings.DATABASE_URL, url(), "", "where everything is kept; in memory unless set"),
          setting("DATABASE_USER", text(), "", "wins over the one in the address"),
          setting(
              "DATABASE_PASSWORD", secret(), "", "wins over the one in the address, not encoded"),
          setting("DATABASE_SCHEMA", text(), "mplp", "of the tables"),
          setting("DATABASE_POOL_SIZE", number(2, 1_000), "10", "connections"),
          setting("DATABASE_MIGRATE", flag(), "true", "whether the schema is brought up to date"),
          setting(
              "DATABASE_ROW_SECURITY", flag(), "false", "tenants are kept apart by the database"),
          setting("DATABASE_NOTIFICATIONS", flag(), "true", "LISTEN and NOTIFY"),
          setting("DATABASE_STATEMENT_TIMEOUT", number(0, 86_400_000), "30000", "milliseconds"),
          setting("DATABASE_LOCK_TIMEOUT", number(0, 86_400_000), "10000", "milliseconds"),
          setting(
              "DATABASE_IDLE_TRANSACTION_TIMEOUT", number(0, 86_400_000), "10000", "milliseconds"),
          setting(
              Settings.ENCRYPTION_KEY,
              secret(),
              "",
              "`name:base64` of 32 bytes; encrypts whatever is stored"),
          setting(
              "ENCRYPTION_ACCEPT_PLAIN", flag(), "false", "reads what was stored without the key"),
          setting("REDIS_URL", url(), "", "what replicas share beside the database"),
          setting("REDIS_USER", text(), "", "wins over the one in the address"),
          setting("REDIS_PASSWORD", secret(), "", "wins over the one in the address, not encoded"),
          setting("REDIS_SENTINEL_PASSWORD", secret(), "", "of the Sentinels"),
          setting("REDIS_PREFIX", text(), "mplp:", "what keys begin with"),
          setting("MPLP_CACHE", flag(), "true", "copies of what is looked at, on Redis"),
          setting("RABBITMQ_URL", url(), "", "where events are sent and agents are reached"),
          setting("RABBITMQ_USER", text(), "", "wins over the one in the address"),
          setting(
              "RABBITMQ_PASSWORD", secret(), "", "wins over the one in the address, not encoded"),
          setting("MQ_PASSWORD", secret(), "", "another name of it"),
          setting("RABBITMQ_EXCHANGE", text(), "mplp.events", "that events are sent to"),
          setting("RABBITMQ_STEPS_PREFIX", text(), "", "what the queues of agents begin with"),
          setting("MPLP_EVENTS_PLAIN", flag(), "false", "sends readable events despite the key"),
          setting(
              "MPLP_REMOTE_ROLES", text(), "", "roles whose agents are reached over the broker"),
          setting(
              "MPLP_REMOTE_PLAIN", flag(), "false", "sends agents readable steps despite the key"),
          setting(
              "MPLP_AUTHORIZATION",
              oneOf("roles"),
              "",
              "`roles` lets the roles decide in development, too"),
          setting("MPLP_ADMINISTRATORS", text(), "", "subjects that may set up roles"),
          setting("MPLP_CALLS_PER_TENANT", text(), "", "such as `500/s`"),
          setting("MPLP_CALLS_PER_SUBJECT", text(), "", "such as `50/s`"),
          setting("MPLP_CALLS_OF_ROLES", text(), "", "such as `importer=100/s`"),
          setting(
              "OTEL_EXPORTER_OTLP_ENDPOINT",
              url(),
              "",
              "a collector of OpenTelemetry that Traces are sent to, such as `http://otel:4318`"),
          setting(
              "OTEL_EXPORTER_OTLP_TRACES_ENDPOINT",
              url(),
              "",
              "its whole address for Traces; wins over the one above with `/v1/traces`"),
          setting(
              "OTEL_EXPORTER_OTLP_HEADERS",
              secret(),
              "",
              "`name=value,name=value`, of each request to it; values are percent-encoded"),
          setting(
              "OTEL_EXPORTER_OTLP_PROTOCOL",
              text(),
              "http/json",
              "nothing else is spoken; with another value and a collector it does not start"),
          setting("OTEL_EXPORTER_OTLP_TIMEOUT", text(), "10000", "milliseconds for its answer"),
          setting("OTEL_SERVICE_NAME", text(), "mplp", "the `service.name` there"),
          setting(
              "OTEL_RESOURCE_ATTRIBUTES",
              text(),
              "",
              "`name=value,name=value`, what else it is told of this server"));

  private RuntimeSettings() {}
}

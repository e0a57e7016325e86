package dev.mplp.examples.cli.agent;

import dev.mplp.agent.Compensator;
import dev.mplp.agent.StepHandler;

/** Who does the steps of a flow, and undoes them when the run asks for that. */
public interface Agent extends StepHandler, Compensator {}

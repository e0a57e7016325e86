-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- Steps of one execution that are not settled. Every row has execution > 0: statements that mean
-- this index say so. To the planner it was as good as the smaller ones wherever it had not counted
-- any unsettled step yet, and a claim then read the unsettled steps of all executions.
create index step_run_open on step_run (execution, state, idx desc)
  where state < 6 and execution > 0;

-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- The execution whose completed steps this work undoes; null for the work of a plan.
alter table execution add column compensates uuid;

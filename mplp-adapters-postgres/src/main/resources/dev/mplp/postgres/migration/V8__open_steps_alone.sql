-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- Nothing means it any more, since V5. Apart from V5, which it would make wait for readers while
-- writers wait for it.
drop index step_run_unsettled;

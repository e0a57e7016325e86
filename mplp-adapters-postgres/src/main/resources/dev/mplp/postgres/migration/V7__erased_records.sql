-- Unqualified names: whoever applies this file sets the search path to the schema of the storage.

-- The SHA-256 of the body that a record was written with, once it was given another one.
alter table log add column erased bytea;

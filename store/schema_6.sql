-- SPDX-License-Identifier: MIT
-- Schema 6: what an answer was asked for.

-- The note of its request (crawler/board_next.h): of a detail it changes with
-- what the list says of it, so that one that is known need not be asked again.
ALTER TABLE record ADD COLUMN note TEXT;

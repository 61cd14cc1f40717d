-- Times are nanoseconds since 1970 UTC; NULL is "never". Lists and records that nobody searches by are JSON;
-- those that are read with every letter are packed (store/pack.go).

-- What there is one of: the instance's secret, the fingerprint of the readings, moments to remember.
CREATE TABLE meta (
  name  TEXT PRIMARY KEY,
  value ANY
) STRICT, WITHOUT ROWID;

-- A watched mailbox and its health. The address "" stands for archives.
CREATE TABLE mailbox (
  id            INTEGER PRIMARY KEY,
  address       TEXT NOT NULL UNIQUE,
  read_at       INTEGER,                 -- last read to its end
  failing_since INTEGER,                 -- NULL while reading works
  error         TEXT NOT NULL DEFAULT '' -- of the last attempt
) STRICT;

-- A folder and how far it has been read.
CREATE TABLE folder (
  id           INTEGER PRIMARY KEY,
  mailbox      INTEGER NOT NULL REFERENCES mailbox,
  name         TEXT NOT NULL,
  role         TEXT NOT NULL,
  uidvalidity  INTEGER NOT NULL,
  uidnext      INTEGER NOT NULL,
  modseq       INTEGER NOT NULL,
  import_to    INTEGER NOT NULL,         -- UIDs below it belong to a first reading that is not finished; 0 = finished
  import_began INTEGER,                  -- while a first import or a re-mapping is under way
  UNIQUE (mailbox, name)
) STRICT;

-- Letters that belong together. One that turned out to be part of another stays as a pointer to it.
CREATE TABLE conversation (
  id           INTEGER PRIMARY KEY,
  client       TEXT NOT NULL,            -- "" while nobody of a client has part in it: then nothing is owed
  subject      TEXT NOT NULL,            -- of its first letter
  base_subject TEXT NOT NULL,
  people       TEXT NOT NULL,            -- addresses
  first        INTEGER NOT NULL,         -- moments of its first and last letter
  last         INTEGER NOT NULL,
  revision     INTEGER NOT NULL,         -- grows with every change
  settled      INTEGER NOT NULL,         -- the revision last thought through
  look_again   INTEGER,                  -- when to think again although nothing changes
  state        TEXT NOT NULL DEFAULT '',
  interest     BLOB,                     -- rules.Interest, packed: which letters elsewhere matter to it; NULL: none
  merged_into  INTEGER REFERENCES conversation
) STRICT;
CREATE INDEX conversation_touched ON conversation (client, id) WHERE revision > settled AND client <> '' AND merged_into IS NULL;
CREATE INDEX conversation_look ON conversation (look_again) WHERE look_again IS NOT NULL AND merged_into IS NULL;
CREATE INDEX conversation_subject ON conversation (client, base_subject, last) WHERE merged_into IS NULL;
CREATE INDEX conversation_settled ON conversation (client) WHERE settled > 0 AND merged_into IS NULL;
CREATE INDEX conversation_interest ON conversation (client) WHERE interest IS NOT NULL AND merged_into IS NULL;
CREATE INDEX conversation_last ON conversation (client, last) WHERE merged_into IS NULL;
CREATE INDEX conversation_merged ON conversation (merged_into) WHERE merged_into IS NOT NULL;

-- Which Message-IDs lead to a conversation, those of letters never seen included.
CREATE TABLE thread_ref (
  message_id   TEXT NOT NULL,
  conversation INTEGER NOT NULL REFERENCES conversation,
  strong       INTEGER NOT NULL,         -- 1: of a letter in it, or one that a letter in it answers; 0: only in References
  PRIMARY KEY (message_id, conversation)
) STRICT, WITHOUT ROWID;

-- A message, however many mailboxes hold it.
CREATE TABLE message (
  id           INTEGER PRIMARY KEY,
  message_id   TEXT NOT NULL UNIQUE,     -- derived where two different letters bear the same
  conversation INTEGER NOT NULL REFERENCES conversation,
  at           INTEGER NOT NULL,
  client       TEXT NOT NULL,
  direction    TEXT NOT NULL,
  imported     INTEGER NOT NULL,         -- must cause no letter to a client
  own          INTEGER NOT NULL,         -- written by Vernus
  marks        INTEGER NOT NULL,         -- what its reading says in short (store/line.go)
  kind         TEXT NOT NULL,
  sender       TEXT NOT NULL,            -- these three tell a copy from another letter with the same Message-ID
  date         INTEGER,
  text_hash    INTEGER NOT NULL,
  subject      TEXT NOT NULL,
  people       TEXT NOT NULL,            -- who it is from, to, cc, reply-to: lists of [name, address]
  head         BLOB NOT NULL,            -- the rest of mailbox.Message, packed
  reading      BLOB NOT NULL,            -- reading.Reading, packed
  new_text     TEXT NOT NULL
) STRICT;
CREATE INDEX message_conversation ON message (conversation, at);
CREATE INDEX message_ours ON message (client, at, conversation) WHERE direction = 'outgoing' AND NOT own AND kind IN ('human', 'calendar');
CREATE INDEX message_heard ON message (client, at) WHERE direction = 'incoming' AND kind = 'human';
CREATE INDEX message_bounce ON message (client, at) WHERE kind = 'bounce';
CREATE INDEX message_wish ON message (client, at) WHERE marks & 8;

-- What of the whole text is not in new_text. Its first line tells how many lines to take in turn of new_text and of the
-- lines below, to put the text together again.
CREATE TABLE message_rest (
  message INTEGER PRIMARY KEY REFERENCES message,
  rest    TEXT NOT NULL
) STRICT;

-- Invitations as they came.
CREATE TABLE calendar (
  message INTEGER NOT NULL REFERENCES message,
  n       INTEGER NOT NULL,
  data    BLOB NOT NULL,
  error   TEXT NOT NULL DEFAULT '',      -- what of it could not be understood
  PRIMARY KEY (message, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX calendar_malformed ON calendar (message) WHERE error <> '';

-- The meetings that they tell of, for each client who takes part, whatever client the letter is of.
CREATE TABLE invitation (
  client  TEXT NOT NULL,
  uid     TEXT NOT NULL,
  message INTEGER NOT NULL REFERENCES message,
  n       INTEGER NOT NULL,              -- of calendar
  until   INTEGER NOT NULL,              -- when the last meeting ends; the largest number: a series without end
  zone    TEXT NOT NULL,                 -- in which times without a zone are meant
  PRIMARY KEY (client, uid, message, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX invitation_until ON invitation (client, until, uid);
CREATE INDEX invitation_message ON invitation (message);

-- Letters of ours that may be reports of meetings, for each client whose people read them.
CREATE TABLE minutes (
  client  TEXT NOT NULL,
  at      INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES message,
  PRIMARY KEY (client, at, message)
) STRICT, WITHOUT ROWID;
CREATE INDEX minutes_message ON minutes (message);

-- Where copies of a message lie.
CREATE TABLE location (
  folder  INTEGER NOT NULL REFERENCES folder,
  uid     INTEGER NOT NULL,
  message INTEGER NOT NULL REFERENCES message,
  flags   TEXT NOT NULL,                 -- separated by spaces
  PRIMARY KEY (folder, uid)
) STRICT, WITHOUT ROWID;
CREATE INDEX location_message ON location (message);

-- In which messages a word occurs: its stem, for a block of consecutive messages. The latest messages are in no block yet.
CREATE TABLE posting (
  stem     TEXT NOT NULL,
  block    INTEGER NOT NULL,             -- message.id before its first
  messages BLOB NOT NULL,                -- differences of their ids, ascending, each as an unsigned varint; the first to block
  PRIMARY KEY (stem, block)
) STRICT, WITHOUT ROWID;

-- What letters end with below their writers' words.
CREATE TABLE ending (
  id      INTEGER PRIMARY KEY,
  sender  TEXT NOT NULL,
  lines   TEXT NOT NULL,
  need    INTEGER NOT NULL,              -- letters that must end so for it to be their sender's signature
  learned INTEGER NOT NULL,              -- 1: there were so many; it stays 1
  UNIQUE (sender, lines)
) STRICT;
CREATE INDEX ending_learned ON ending (id) WHERE learned;

-- The letters that were read together with their ending.
CREATE TABLE ending_letter (
  ending  INTEGER NOT NULL REFERENCES ending,
  message INTEGER NOT NULL REFERENCES message,
  PRIMARY KEY (ending, message)
) STRICT, WITHOUT ROWID;

-- What could not be read, with as much of its bytes as is kept.
CREATE TABLE quarantine (
  id          INTEGER PRIMARY KEY,
  folder      INTEGER NOT NULL REFERENCES folder,
  uidvalidity INTEGER NOT NULL,
  uid         INTEGER NOT NULL,
  at          INTEGER NOT NULL,
  received    INTEGER,
  size        INTEGER NOT NULL,
  error       TEXT NOT NULL,
  raw         BLOB NOT NULL,
  UNIQUE (folder, uidvalidity, uid)
) STRICT;

-- Letters that managers are writing, and the ids they answer.
CREATE TABLE draft (
  id           INTEGER PRIMARY KEY,
  folder       INTEGER NOT NULL REFERENCES folder,
  uid          INTEGER NOT NULL,
  client       TEXT NOT NULL,
  base_subject TEXT NOT NULL,
  at           INTEGER NOT NULL,
  in_reply_to  TEXT NOT NULL,
  recipients   TEXT NOT NULL,
  UNIQUE (folder, uid)
) STRICT;
CREATE INDEX draft_subject ON draft (client, base_subject);
CREATE TABLE draft_parent (
  message_id TEXT NOT NULL,
  draft      INTEGER NOT NULL REFERENCES draft ON DELETE CASCADE,
  PRIMARY KEY (message_id, draft)
) STRICT, WITHOUT ROWID;
CREATE INDEX draft_parent_draft ON draft_parent (draft);

-- What was owed when a conversation was last thought through.
CREATE TABLE finding (
  conversation INTEGER NOT NULL REFERENCES conversation,
  n            INTEGER NOT NULL,
  code         TEXT NOT NULL,            -- letters.Short of its key: what people call it by
  finding      TEXT NOT NULL,            -- rules.Finding
  PRIMARY KEY (conversation, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX finding_code ON finding (code);

-- A client over all conversations. What is owed to him as a whole is thought through when a letter of his or to him comes.
CREATE TABLE account (
  client     TEXT PRIMARY KEY,
  revision   INTEGER NOT NULL,           -- as of a conversation
  settled    INTEGER NOT NULL,
  look_again INTEGER
) STRICT, WITHOUT ROWID;
CREATE INDEX account_touched ON account (client) WHERE revision > settled;
CREATE INDEX account_look ON account (look_again) WHERE look_again IS NOT NULL;

-- What was owed to a client as a whole when that was last thought through.
CREATE TABLE account_finding (
  client  TEXT NOT NULL,
  n       INTEGER NOT NULL,
  code    TEXT NOT NULL,                 -- as of a finding
  finding TEXT NOT NULL,                 -- rules.Finding
  PRIMARY KEY (client, n)
) STRICT, WITHOUT ROWID;
CREATE INDEX account_finding_code ON account_finding (code);

-- Why a letter was not written: the latest reason for each duty and kind.
CREATE TABLE held (
  duty         TEXT NOT NULL,
  kind         TEXT NOT NULL,
  at           INTEGER NOT NULL,
  rule         TEXT NOT NULL,
  conversation INTEGER REFERENCES conversation,
  client       TEXT NOT NULL,
  manager      TEXT NOT NULL,
  reason       TEXT NOT NULL,
  detail       TEXT NOT NULL,
  again        INTEGER,
  PRIMARY KEY (duty, kind)
) STRICT, WITHOUT ROWID;
CREATE INDEX held_at ON held (at);
CREATE INDEX held_conversation ON held (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX held_account ON held (client) WHERE conversation IS NULL;

-- Letters of ours. A row is written before anything leaves, and stays.
CREATE TABLE outbox (
  id           INTEGER PRIMARY KEY,
  key          TEXT NOT NULL UNIQUE,
  code         TEXT NOT NULL,            -- letters.Short of the key: what people call it by
  phase        TEXT NOT NULL,
  created      INTEGER NOT NULL,
  next         INTEGER NOT NULL,         -- when to try next, while queued
  sent_at      INTEGER,
  attempts     INTEGER NOT NULL DEFAULT 0,
  claimed_by   TEXT NOT NULL DEFAULT '',
  lease_until  INTEGER,
  why          TEXT NOT NULL DEFAULT '', -- of a withdrawal, a drop, a failure
  copy         TEXT NOT NULL DEFAULT '', -- whether a copy stands in Sent: needed, appended, found
  real_id      TEXT NOT NULL DEFAULT '', -- its Message-ID in Sent where a relay changed it
  draft_folder INTEGER REFERENCES folder, -- where it lies in Drafts; NULL when it does not
  draft_uid    INTEGER,
  kind         TEXT NOT NULL,
  mode         TEXT NOT NULL,
  rule         TEXT NOT NULL,
  duty         TEXT NOT NULL,
  stage        INTEGER NOT NULL,
  because      TEXT NOT NULL,
  quotes       TEXT NOT NULL,
  conversation INTEGER REFERENCES conversation,
  client       TEXT NOT NULL,
  manager      TEXT NOT NULL,
  mailbox      TEXT NOT NULL,
  via          TEXT NOT NULL,
  to_client    INTEGER NOT NULL,
  people       TEXT NOT NULL,            -- from, to, cc
  subject      TEXT NOT NULL,
  in_reply_to  TEXT NOT NULL,
  refers       TEXT NOT NULL,            -- References
  message_id   TEXT NOT NULL,
  return_by    INTEGER,
  not_before   INTEGER,
  template     TEXT NOT NULL,
  text         TEXT NOT NULL,
  html         TEXT NOT NULL,
  raw          BLOB NOT NULL
) STRICT;
CREATE INDEX outbox_due ON outbox (next) WHERE phase = 'queued';
CREATE INDEX outbox_open ON outbox (phase, created) WHERE phase NOT IN ('sent', 'withdrawn');
CREATE INDEX outbox_copy ON outbox (id) WHERE copy = 'needed';
CREATE INDEX outbox_draft ON outbox (draft_folder) WHERE draft_folder IS NOT NULL;
CREATE INDEX outbox_created ON outbox (created);
CREATE INDEX outbox_limits ON outbox (created) WHERE to_client OR kind = 'trouble';
CREATE INDEX outbox_limits_sent ON outbox (sent_at) WHERE sent_at IS NOT NULL AND (to_client OR kind = 'trouble');
CREATE INDEX outbox_code ON outbox (code);
CREATE INDEX outbox_conversation ON outbox (conversation) WHERE conversation IS NOT NULL;
CREATE INDEX outbox_account ON outbox (client) WHERE conversation IS NULL AND client <> '';
CREATE INDEX outbox_message_id ON outbox (message_id);
CREATE INDEX outbox_duty ON outbox (duty);

-- The duties of letters that are about several: what an outbox row tells of one by itself.
CREATE TABLE cover (
  outbox       INTEGER NOT NULL REFERENCES outbox,
  key          TEXT NOT NULL,            -- unlike outbox.key, of one duty
  n            INTEGER NOT NULL,         -- its place among the items that the letter shows, from 1
  duty         TEXT NOT NULL,
  stage        INTEGER NOT NULL,
  conversation INTEGER REFERENCES conversation, -- NULL: a duty to the client over all conversations
  client       TEXT NOT NULL,
  PRIMARY KEY (outbox, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX cover_conversation ON cover (conversation);
CREATE INDEX cover_account ON cover (client) WHERE conversation IS NULL AND client <> '';

-- The story of each row.
CREATE TABLE attempt (
  id       INTEGER PRIMARY KEY,
  outbox   INTEGER NOT NULL REFERENCES outbox,
  at       INTEGER NOT NULL,
  phase    TEXT NOT NULL,
  response TEXT NOT NULL
) STRICT;
CREATE INDEX attempt_outbox ON attempt (outbox);

-- What people told Vernus. A ruling is never changed but for being taken back.
CREATE TABLE ruling (
  id         INTEGER PRIMARY KEY,
  kind       TEXT NOT NULL,
  said_by    TEXT NOT NULL,
  at         INTEGER NOT NULL,
  why        TEXT NOT NULL,
  client     TEXT NOT NULL,            -- of a ruling about a letter: that letter's
  letter     TEXT NOT NULL,            -- Message-ID; "" when it is about no letter
  words      TEXT NOT NULL,
  manager    TEXT NOT NULL,            -- who is absent
  substitute TEXT NOT NULL,
  start      INTEGER,
  finish     INTEGER,
  decision   TEXT NOT NULL,
  said_in    TEXT NOT NULL DEFAULT '', -- Message-ID of the letter that said it
  undone     INTEGER,
  undone_by  TEXT NOT NULL DEFAULT '',
  undone_why TEXT NOT NULL DEFAULT ''
) STRICT;
CREATE INDEX ruling_letter ON ruling (letter) WHERE letter <> '';
CREATE INDEX ruling_client ON ruling (client) WHERE client <> '';
CREATE INDEX ruling_absence ON ruling (at) WHERE kind = 'absence';
CREATE INDEX ruling_stop ON ruling (at) WHERE kind = 'stop';
CREATE INDEX ruling_said ON ruling (said_in) WHERE said_in <> '';

-- Letters that answer a notice of ours and may hold orders. A row is done with once, whatever crashes.
CREATE TABLE answer (
  message INTEGER PRIMARY KEY REFERENCES message,
  notice  INTEGER NOT NULL REFERENCES outbox,
  came    INTEGER NOT NULL,              -- when it was first read
  done    INTEGER,
  outcome TEXT NOT NULL DEFAULT ''       -- what became of it, for people
) STRICT;
CREATE INDEX answer_open ON answer (came) WHERE done IS NULL;

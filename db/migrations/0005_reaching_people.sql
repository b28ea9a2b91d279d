CREATE TABLE "approvals" (
	"id" serial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"conversation_id" integer NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"name" text,
	"team" text,
	"asked_at" timestamptz NOT NULL,
	"last_at" timestamptz NOT NULL,
	"told_at" timestamptz,
	"reminded_at" timestamptz,
	"verdict" text,
	"decided_at" timestamptz,
	"decided_by_id" integer,
	"decided_inbox_id" bigint,
	"ticket_id" integer,
	"person_id" integer
);
--> statement-breakpoint
CREATE TABLE "blocked_numbers" (
	"address" text PRIMARY KEY NOT NULL,
	"until" timestamptz NOT NULL,
	"blocked_at" timestamptz NOT NULL,
	"by_id" integer
);
--> statement-breakpoint
CREATE TABLE "number_changes" (
	"id" serial PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"old_phone" text NOT NULL,
	"new_phone" text NOT NULL,
	"salt" text NOT NULL,
	"old_hash" text NOT NULL,
	"new_hash" text NOT NULL,
	"requested_at" timestamptz NOT NULL,
	"expires_at" timestamptz NOT NULL,
	"tries" integer DEFAULT 0 NOT NULL,
	"old_typed_at" timestamptz,
	"new_typed_at" timestamptz,
	"ended_at" timestamptz,
	"outcome" text
);
--> statement-breakpoint
CREATE TABLE "roster" (
	"id" serial PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"day" text NOT NULL,
	"from" integer,
	"to" integer
);
--> statement-breakpoint
CREATE TABLE "waiting_notices" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"ticket_id" integer NOT NULL,
	"topic" text NOT NULL,
	"role" text NOT NULL,
	"event" jsonb NOT NULL,
	"at" timestamptz NOT NULL,
	"told_at" timestamptz
);
--> statement-breakpoint
DROP INDEX "outbox_waiting";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "needs_start" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "person_id" integer;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "approval_id" integer;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "gateway" text;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "not_before" timestamptz;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "approval_id" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "media_id" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "approval_id" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "priority" integer DEFAULT 6 NOT NULL;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "handed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "empty_looks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "duty_until" timestamptz;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "unreached_at" timestamptz;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "opted_in_at" timestamptz;--> statement-breakpoint
ALTER TABLE "simulated_messages" ADD COLUMN "media" jsonb;--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("address","id") WHERE verdict is null;--> statement-breakpoint
CREATE INDEX "number_changes_person" ON "number_changes" USING btree ("person_id","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "number_changes_one" ON "number_changes" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "number_changes_new_phone" ON "number_changes" USING btree ("new_phone") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_one" ON "roster" USING btree ("person_id","day","from");--> statement-breakpoint
CREATE INDEX "waiting_notices_person" ON "waiting_notices" USING btree ("person_id","id") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "waiting_notices_ticket" ON "waiting_notices" USING btree ("ticket_id") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "conversations_person" ON "conversations" USING btree ("person_id") WHERE person_id is not null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_digest" ON "due" USING btree ("person_id") WHERE kind = 'digest' and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_approval" ON "due" USING btree ("approval_id") WHERE kind = 'approval' and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_duty" ON "due" USING btree ("kind") WHERE kind = 'duty' and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_watch" ON "due" USING btree ("gateway") WHERE kind = 'watch' and done_at is null;--> statement-breakpoint
CREATE INDEX "inbox_approval" ON "inbox" USING btree ("approval_id") WHERE approval_id is not null;--> statement-breakpoint
CREATE INDEX "outbox_told" ON "outbox" USING btree ("person_id","created_at") WHERE answers_id is null;--> statement-breakpoint
CREATE INDEX "outbox_written" ON "outbox" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("conversation_id","priority","id") WHERE state in ('queued', 'sending', 'unknown');
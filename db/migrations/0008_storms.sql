CREATE TABLE "blocked_numbers" (
	"address" text PRIMARY KEY NOT NULL,
	"until" timestamptz NOT NULL,
	"blocked_at" timestamptz NOT NULL,
	"by_id" integer
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
ALTER TABLE "due" ADD COLUMN "person_id" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "priority" integer DEFAULT 6 NOT NULL;--> statement-breakpoint
CREATE INDEX "waiting_notices_person" ON "waiting_notices" USING btree ("person_id","id") WHERE told_at is null;--> statement-breakpoint
CREATE INDEX "waiting_notices_ticket" ON "waiting_notices" USING btree ("ticket_id") WHERE told_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_digest" ON "due" USING btree ("person_id") WHERE kind = 'digest' and done_at is null;--> statement-breakpoint
CREATE INDEX "outbox_told" ON "outbox" USING btree ("person_id","created_at") WHERE answers_id is null;--> statement-breakpoint
CREATE INDEX "outbox_written" ON "outbox" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("conversation_id","priority","id") WHERE state in ('queued', 'sending', 'unknown');
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
ALTER TABLE "due" ADD COLUMN "approval_id" integer;--> statement-breakpoint
ALTER TABLE "inbox" ADD COLUMN "approval_id" integer;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "approval_id" integer;--> statement-breakpoint
CREATE INDEX "approvals_waiting" ON "approvals" USING btree ("address","id") WHERE verdict is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_approval" ON "due" USING btree ("approval_id") WHERE kind = 'approval' and done_at is null;--> statement-breakpoint
CREATE INDEX "inbox_approval" ON "inbox" USING btree ("approval_id") WHERE approval_id is not null;
CREATE TABLE "alarms" (
	"id" serial PRIMARY KEY NOT NULL,
	"gateway" text NOT NULL,
	"name" text NOT NULL,
	"words" text NOT NULL,
	"raised_at" timestamptz NOT NULL,
	"ended_at" timestamptz,
	"told_ids" integer[] DEFAULT '{}' NOT NULL
);
--> statement-breakpoint
CREATE TABLE "leases" (
	"gateway" text NOT NULL,
	"name" text NOT NULL,
	"owner" text NOT NULL,
	"until" timestamptz NOT NULL,
	CONSTRAINT "leases_gateway_name_pk" PRIMARY KEY("gateway","name")
);
--> statement-breakpoint
CREATE TABLE "watermarks" (
	"gateway" text NOT NULL,
	"name" text NOT NULL,
	"value" text NOT NULL,
	CONSTRAINT "watermarks_gateway_name_pk" PRIMARY KEY("gateway","name")
);
--> statement-breakpoint
DROP INDEX "media_inbox";--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "unreachable_at" timestamptz;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "unreachable_code" text;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "window_closed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "media_id" integer;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "provider_id" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "attempts" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "failure" text;--> statement-breakpoint
ALTER TABLE "media" ADD COLUMN "raw" "bytea";--> statement-breakpoint
CREATE UNIQUE INDEX "alarms_one" ON "alarms" USING btree ("gateway","name") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_media" ON "due" USING btree ("media_id") WHERE kind = 'media' and done_at is null;--> statement-breakpoint
CREATE INDEX "inbox_heard" ON "inbox" USING btree ("conversation_id","id");--> statement-breakpoint
CREATE UNIQUE INDEX "media_provider_id" ON "media" USING btree ("inbox_id","provider_id");
CREATE SEQUENCE "public"."message_id" INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 START WITH 1 CACHE 1;--> statement-breakpoint
CREATE TABLE "conversations" (
	"id" serial PRIMARY KEY NOT NULL,
	"channel" text NOT NULL,
	"address" text NOT NULL,
	"person_id" integer,
	"profile_name" text,
	"greeted_at" timestamptz,
	"answered_at" timestamptz,
	"emergency_at" timestamptz,
	"asked_back" integer DEFAULT 0 NOT NULL,
	"asked_back_at" timestamptz,
	"recent_ticket_id" integer,
	"recent_until" timestamptz,
	"sending_until" timestamptz
);
--> statement-breakpoint
CREATE TABLE "counters" (
	"year" integer PRIMARY KEY NOT NULL,
	"number" integer NOT NULL
);
--> statement-breakpoint
CREATE TABLE "due" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"kind" text NOT NULL,
	"ticket_id" integer,
	"conversation_id" integer,
	"outbox_id" bigint,
	"due_at" timestamptz NOT NULL,
	"done_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "events" (
	"ticket_id" integer NOT NULL,
	"seq" integer NOT NULL,
	"type" text NOT NULL,
	"at" timestamptz NOT NULL,
	"recorded_at" timestamptz NOT NULL,
	"by_id" integer,
	"inbox_id" bigint,
	"event" jsonb NOT NULL,
	CONSTRAINT "events_ticket_id_seq_pk" PRIMARY KEY("ticket_id","seq")
);
--> statement-breakpoint
CREATE TABLE "inbox" (
	"id" bigint PRIMARY KEY DEFAULT nextval('message_id') NOT NULL,
	"conversation_id" integer NOT NULL,
	"gateway" text NOT NULL,
	"provider_id" text NOT NULL,
	"at" timestamptz NOT NULL,
	"received_at" timestamptz NOT NULL,
	"text" text NOT NULL,
	"content" jsonb NOT NULL,
	"raw" "bytea" NOT NULL,
	"state" text DEFAULT 'new' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"meaning" jsonb,
	"ticket_id" integer,
	"decided_at" timestamptz
);
--> statement-breakpoint
CREATE TABLE "media" (
	"id" serial PRIMARY KEY NOT NULL,
	"inbox_id" bigint NOT NULL,
	"ticket_id" integer,
	"mime_type" text NOT NULL,
	"name" text,
	"url" text,
	"content" "bytea",
	"sha256" text
);
--> statement-breakpoint
CREATE TABLE "outbox" (
	"id" bigint PRIMARY KEY DEFAULT nextval('message_id') NOT NULL,
	"conversation_id" integer NOT NULL,
	"person_id" integer,
	"channel" text NOT NULL,
	"gateway" text,
	"provider_id" text,
	"text" text NOT NULL,
	"forms" jsonb DEFAULT '{}'::jsonb NOT NULL,
	"topic" text NOT NULL,
	"ticket_id" integer,
	"ticket_number" integer,
	"about_tickets" integer[] DEFAULT '{}' NOT NULL,
	"answers_id" bigint,
	"quotes" text,
	"urgent" boolean DEFAULT false NOT NULL,
	"instead_of" bigint,
	"tried" text[] DEFAULT '{}' NOT NULL,
	"state" text DEFAULT 'queued' NOT NULL,
	"attempts" integer DEFAULT 0 NOT NULL,
	"created_at" timestamptz NOT NULL,
	"sent_at" timestamptz,
	"delivered_at" timestamptz,
	"read_at" timestamptz,
	"code" text,
	"words" text
);
--> statement-breakpoint
CREATE TABLE "people" (
	"id" serial PRIMARY KEY NOT NULL,
	"name" text NOT NULL,
	"role" text NOT NULL,
	"phone" text NOT NULL,
	"channels" text[] DEFAULT '{"whatsapp","sms"}' NOT NULL,
	"shift" text,
	"until" timestamptz,
	"duty" text,
	"duty_said_at" timestamptz,
	"substitute_id" integer,
	"opted_out_at" timestamptz,
	"question" jsonb,
	"greeted_at" timestamptz,
	"active" boolean DEFAULT true NOT NULL,
	CONSTRAINT "people_phone_unique" UNIQUE("phone")
);
--> statement-breakpoint
CREATE TABLE "receipts" (
	"id" bigserial PRIMARY KEY NOT NULL,
	"gateway" text NOT NULL,
	"provider_id" text,
	"outbox_id" bigint,
	"status" text NOT NULL,
	"code" text,
	"at" timestamptz NOT NULL,
	"raw" "bytea" NOT NULL
);
--> statement-breakpoint
CREATE TABLE "simulated_messages" (
	"seq" bigserial PRIMARY KEY NOT NULL,
	"id" text NOT NULL,
	"direction" text NOT NULL,
	"channel" text NOT NULL,
	"phone" text NOT NULL,
	"text" text NOT NULL,
	"at" timestamptz NOT NULL,
	"quotes" text,
	"ticket" integer,
	"outbox_id" bigint,
	CONSTRAINT "simulated_messages_id_unique" UNIQUE("id"),
	CONSTRAINT "simulated_messages_outboxId_unique" UNIQUE("outbox_id")
);
--> statement-breakpoint
CREATE TABLE "simulator" (
	"id" integer PRIMARY KEY DEFAULT 1 NOT NULL,
	"offset" bigint DEFAULT 0 NOT NULL,
	"stands_at" timestamptz,
	"faults" jsonb DEFAULT '{}'::jsonb NOT NULL
);
--> statement-breakpoint
CREATE TABLE "tickets" (
	"id" serial PRIMARY KEY NOT NULL,
	"year" integer NOT NULL,
	"number" integer NOT NULL,
	"state" text NOT NULL,
	"reporter_id" integer NOT NULL,
	"registered_at" timestamptz NOT NULL,
	"closed_at" timestamptz,
	"ticket" jsonb NOT NULL
);
--> statement-breakpoint
CREATE UNIQUE INDEX "conversations_address" ON "conversations" USING btree ("channel","address");--> statement-breakpoint
CREATE INDEX "due_open" ON "due" USING btree ("due_at","id") WHERE done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_moment" ON "due" USING btree ("ticket_id") WHERE kind = 'moment' and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_window" ON "due" USING btree ("conversation_id") WHERE kind = 'quiet' and done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_send" ON "due" USING btree ("outbox_id") WHERE kind = 'send' and done_at is null;--> statement-breakpoint
CREATE INDEX "due_outbox" ON "due" USING btree ("outbox_id") WHERE done_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "inbox_provider_id" ON "inbox" USING btree ("gateway","provider_id");--> statement-breakpoint
CREATE INDEX "inbox_waiting" ON "inbox" USING btree ("conversation_id","at","id") WHERE state in ('new', 'held');--> statement-breakpoint
CREATE INDEX "inbox_ticket" ON "inbox" USING btree ("ticket_id");--> statement-breakpoint
CREATE INDEX "media_inbox" ON "media" USING btree ("inbox_id");--> statement-breakpoint
CREATE INDEX "media_ticket" ON "media" USING btree ("ticket_id");--> statement-breakpoint
CREATE UNIQUE INDEX "outbox_provider_id" ON "outbox" USING btree ("gateway","provider_id");--> statement-breakpoint
CREATE INDEX "outbox_waiting" ON "outbox" USING btree ("conversation_id","id") WHERE state in ('queued', 'sending', 'unknown');--> statement-breakpoint
CREATE INDEX "outbox_about" ON "outbox" USING gin ("about_tickets");--> statement-breakpoint
CREATE INDEX "receipts_provider_id" ON "receipts" USING btree ("gateway","provider_id");--> statement-breakpoint
CREATE INDEX "simulated_messages_phone" ON "simulated_messages" USING btree ("phone","seq");--> statement-breakpoint
CREATE UNIQUE INDEX "tickets_number" ON "tickets" USING btree ("year","number");--> statement-breakpoint
CREATE INDEX "tickets_open" ON "tickets" USING btree ("id") WHERE state not in ('closed', 'cancelled');--> statement-breakpoint
CREATE INDEX "tickets_closed_at" ON "tickets" USING btree ("closed_at");--> statement-breakpoint
CREATE INDEX "tickets_registered_at" ON "tickets" USING btree ("registered_at");
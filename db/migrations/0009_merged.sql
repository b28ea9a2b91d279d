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
CREATE INDEX "number_changes_person" ON "number_changes" USING btree ("person_id","requested_at");--> statement-breakpoint
CREATE UNIQUE INDEX "number_changes_one" ON "number_changes" USING btree ("person_id") WHERE ended_at is null;--> statement-breakpoint
CREATE UNIQUE INDEX "number_changes_new_phone" ON "number_changes" USING btree ("new_phone") WHERE ended_at is null;
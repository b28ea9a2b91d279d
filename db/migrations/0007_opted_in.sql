ALTER TABLE "conversations" ADD COLUMN "needs_start" boolean DEFAULT false NOT NULL;--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "opted_in_at" timestamptz;--> statement-breakpoint
CREATE INDEX "conversations_person" ON "conversations" USING btree ("person_id") WHERE person_id is not null;
ALTER TABLE "due" ADD COLUMN "gateway" text;--> statement-breakpoint
ALTER TABLE "due" ADD COLUMN "not_before" timestamptz;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "handed_at" timestamptz;--> statement-breakpoint
ALTER TABLE "outbox" ADD COLUMN "empty_looks" integer DEFAULT 0 NOT NULL;--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_watch" ON "due" USING btree ("gateway") WHERE kind = 'watch' and done_at is null;
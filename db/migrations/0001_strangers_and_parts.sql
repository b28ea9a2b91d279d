ALTER TABLE "conversations" ADD COLUMN "opted_out_at" timestamptz;--> statement-breakpoint
ALTER TABLE "conversations" ADD COLUMN "fault_told_at" timestamptz;--> statement-breakpoint
CREATE INDEX "inbox_parts" ON "inbox" USING btree ("conversation_id","at") WHERE content ? 'part';
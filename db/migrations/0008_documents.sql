ALTER TABLE "outbox" ADD COLUMN "media_id" integer;--> statement-breakpoint
ALTER TABLE "simulated_messages" ADD COLUMN "media" jsonb;
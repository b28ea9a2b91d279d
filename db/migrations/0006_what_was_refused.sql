CREATE INDEX "outbox_refused" ON "outbox" USING btree ("person_id","id") WHERE state = 'queued' and code is not null;--> statement-breakpoint
CREATE INDEX "outbox_channel" ON "outbox" USING btree ("channel","created_at");--> statement-breakpoint
CREATE INDEX "tickets_critical" ON "tickets" USING btree ("closed_at") WHERE ticket ->> 'impact' = 'kritis';--> statement-breakpoint
CREATE INDEX "waiting_notices_told" ON "waiting_notices" USING btree ("person_id","told_at") WHERE told_at is not null;
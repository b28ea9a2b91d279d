CREATE TABLE "roster" (
	"id" serial PRIMARY KEY NOT NULL,
	"person_id" integer NOT NULL,
	"day" text NOT NULL,
	"from" integer,
	"to" integer
);
--> statement-breakpoint
ALTER TABLE "people" ADD COLUMN "duty_until" timestamptz;--> statement-breakpoint
CREATE UNIQUE INDEX "roster_one" ON "roster" USING btree ("person_id","day","from");--> statement-breakpoint
CREATE UNIQUE INDEX "due_one_duty" ON "due" USING btree ("kind") WHERE kind = 'duty' and done_at is null;
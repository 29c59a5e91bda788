-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL PRIMARY KEY,
    "value" INTEGER NOT NULL
);

-- CreateTable
CREATE TABLE "StoredRecord" (
    "namespace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "expiresAt" DATETIME,

    PRIMARY KEY ("namespace", "key")
);

-- CreateTable
CREATE TABLE "Work" (
    "key" TEXT NOT NULL PRIMARY KEY,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "dueAt" DATETIME NOT NULL,
    "leasedBy" TEXT,
    "leaseUntil" DATETIME NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0
);

-- CreateTable
CREATE TABLE "Message" (
    "id" INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
    "key" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "notAfter" DATETIME,
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "posted" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" DATETIME NOT NULL,
    "leaseUntil" DATETIME NOT NULL,
    "endedAt" DATETIME,
    "reason" TEXT
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "origin" TEXT NOT NULL,
    "target" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "SourceProblems" (
    "sourceId" TEXT NOT NULL PRIMARY KEY,
    "problems" TEXT NOT NULL
);

-- CreateTable
CREATE TABLE "Entity" (
    "ref" TEXT NOT NULL PRIMARY KEY,
    "revision" INTEGER NOT NULL,
    "sourceId" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "document" INTEGER NOT NULL,
    "viewUrl" TEXT,
    "digest" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "removedAt" DATETIME
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "templateRef" TEXT NOT NULL,
    "templateTitle" TEXT NOT NULL,
    "template" TEXT NOT NULL,
    "templateFolder" TEXT NOT NULL,
    "values" TEXT NOT NULL,
    "surface" TEXT NOT NULL,
    "personId" TEXT NOT NULL,
    "personName" TEXT,
    "userRef" TEXT,
    "address" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "output" TEXT NOT NULL,
    "createdAt" DATETIME NOT NULL,
    "endedAt" DATETIME
);

-- CreateTable
CREATE TABLE "RunStep" (
    "runId" TEXT NOT NULL,
    "id" TEXT NOT NULL,
    "position" INTEGER NOT NULL,
    "name" TEXT NOT NULL,
    "action" TEXT NOT NULL,
    "status" TEXT NOT NULL,
    "output" TEXT NOT NULL,
    "message" TEXT,

    PRIMARY KEY ("runId", "id"),
    CONSTRAINT "RunStep_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run" ("id") ON DELETE CASCADE ON UPDATE CASCADE
);

-- CreateTable
CREATE TABLE "Page" (
    "id" TEXT NOT NULL PRIMARY KEY,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "pings" TEXT NOT NULL,
    "acknowledgedBy" TEXT,
    "acknowledgedAt" DATETIME,
    "createdAt" DATETIME NOT NULL
);

-- CreateIndex
CREATE INDEX "StoredRecord_expiresAt_idx" ON "StoredRecord"("expiresAt");

-- CreateIndex
CREATE INDEX "Work_kind_dueAt_idx" ON "Work"("kind", "dueAt");

-- CreateIndex
CREATE INDEX "Work_leasedBy_idx" ON "Work"("leasedBy");

-- CreateIndex
CREATE UNIQUE INDEX "Message_key_key" ON "Message"("key");

-- CreateIndex
CREATE INDEX "Message_endedAt_dueAt_idx" ON "Message"("endedAt", "dueAt");

-- CreateIndex
CREATE INDEX "Entity_revision_ref_idx" ON "Entity"("revision", "ref");

-- CreateIndex
CREATE INDEX "Entity_sourceId_idx" ON "Entity"("sourceId");

-- CreateIndex
CREATE INDEX "Run_createdAt_idx" ON "Run"("createdAt");

-- CreateIndex
CREATE INDEX "Run_surface_personId_createdAt_idx" ON "Run"("surface", "personId", "createdAt");

-- CreateTable
CREATE TABLE "Counter" (
    "name" TEXT NOT NULL,
    "value" INTEGER NOT NULL,

    CONSTRAINT "Counter_pkey" PRIMARY KEY ("name")
);

-- CreateTable
CREATE TABLE "StoredRecord" (
    "namespace" TEXT NOT NULL,
    "key" TEXT NOT NULL,
    "value" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "expiresAt" TIMESTAMP(3),

    CONSTRAINT "StoredRecord_pkey" PRIMARY KEY ("namespace","key")
);

-- CreateTable
CREATE TABLE "Work" (
    "key" TEXT NOT NULL,
    "kind" TEXT NOT NULL,
    "payload" TEXT NOT NULL,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "leasedBy" TEXT,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "attempts" INTEGER NOT NULL DEFAULT 0,

    CONSTRAINT "Work_pkey" PRIMARY KEY ("key")
);

-- CreateTable
CREATE TABLE "Message" (
    "id" SERIAL NOT NULL,
    "key" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "answer" TEXT NOT NULL,
    "notAfter" TIMESTAMP(3),
    "wanted" INTEGER NOT NULL DEFAULT 1,
    "shown" INTEGER NOT NULL DEFAULT 0,
    "posted" TEXT,
    "attempts" INTEGER NOT NULL DEFAULT 0,
    "dueAt" TIMESTAMP(3) NOT NULL,
    "leaseUntil" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),
    "reason" TEXT,

    CONSTRAINT "Message_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "Source" (
    "id" TEXT NOT NULL,
    "origin" TEXT NOT NULL,
    "target" TEXT NOT NULL,

    CONSTRAINT "Source_pkey" PRIMARY KEY ("id")
);

-- CreateTable
CREATE TABLE "SourceProblems" (
    "sourceId" TEXT NOT NULL,
    "problems" TEXT NOT NULL,

    CONSTRAINT "SourceProblems_pkey" PRIMARY KEY ("sourceId")
);

-- CreateTable
CREATE TABLE "Entity" (
    "ref" TEXT NOT NULL,
    "revision" INTEGER NOT NULL,
    "sourceId" TEXT NOT NULL,
    "file" TEXT NOT NULL,
    "document" INTEGER NOT NULL,
    "viewUrl" TEXT,
    "digest" TEXT NOT NULL,
    "text" TEXT NOT NULL,
    "removedAt" TIMESTAMP(3),

    CONSTRAINT "Entity_pkey" PRIMARY KEY ("ref")
);

-- CreateTable
CREATE TABLE "Run" (
    "id" TEXT NOT NULL,
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
    "createdAt" TIMESTAMP(3) NOT NULL,
    "endedAt" TIMESTAMP(3),

    CONSTRAINT "Run_pkey" PRIMARY KEY ("id")
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

    CONSTRAINT "RunStep_pkey" PRIMARY KEY ("runId","id")
);

-- CreateTable
CREATE TABLE "Page" (
    "id" TEXT NOT NULL,
    "subject" TEXT NOT NULL,
    "message" TEXT NOT NULL,
    "asker" TEXT NOT NULL,
    "address" TEXT NOT NULL,
    "pings" TEXT NOT NULL,
    "acknowledgedBy" TEXT,
    "acknowledgedAt" TIMESTAMP(3),
    "createdAt" TIMESTAMP(3) NOT NULL,

    CONSTRAINT "Page_pkey" PRIMARY KEY ("id")
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

-- AddForeignKey
ALTER TABLE "RunStep" ADD CONSTRAINT "RunStep_runId_fkey" FOREIGN KEY ("runId") REFERENCES "Run"("id") ON DELETE CASCADE ON UPDATE CASCADE;
